"""The plugins that diram brings along."""

from __future__ import annotations

import os

from . import _native
from ._registry_reports import EntryReport
from ._sources import Path, a_path, wrong


class SecurityScanner:
    """A plugin that keeps versions with known vulnerabilities out of locks. It reads a folder of
    OSV files, as databases publish them.

    ::

        registry.plug(SecurityScanner("advisories"))

    An install is refused if an advisory affects the version. An update is refused if the new
    version has a vulnerability that the old one has not, or if an advisory calls the new version
    fixed and affects it all the same.

    :param folder: every ``.json`` file in it and below is read
    :raises FormatError: a file is no advisory, or two of one id do not say the same
    :raises ArgumentError: (code ``LIMIT``) more than 1,000,000 files, or 1 GiB
    :raises StorageError: the system refused to read it
    """

    _handle: _native.SecurityScanner

    def __init__(self, folder: Path) -> None:
        self._handle = _native.SecurityScanner.open(os.fsdecode(a_path("folder", folder)))

    def advisories(self, package: EntryReport) -> tuple[str, ...]:
        """The ids of the advisories that affect a package, ascending."""
        return tuple(self._handle.advisories(*_version("package", package)))

    def has_vulnerabilities(self, package: EntryReport) -> bool:
        """Whether any advisory affects a package."""
        return bool(self.advisories(package))

    def fixes_vulnerabilities(self, old: EntryReport, new: EntryReport) -> bool:
        """Whether nothing that is known against the old version is left in the new one."""
        (_, before), (name, after) = _version("old", old), _version("new", new)
        return self._handle.fixes_vulnerabilities(name, before, after)


class OrphanReport:
    """A plugin that refuses nothing and remembers what the packages that leave a lock leave behind:
    their dependencies that leave with them, because nobody needs them any more.

    ::

        orphans = OrphanReport()
        registry.plug(orphans)
        registry.lock("my-app")
        print(orphans.orphans())
    """

    _handle: _native.OrphanReport

    def __init__(self) -> None:
        self._handle = _native.OrphanReport()

    def orphans(self) -> tuple[str, ...]:
        """The labels of the orphans of the last lock, ascending."""
        return tuple(self._handle.orphans())


def _version(argument: str, package: EntryReport) -> tuple[str, str]:
    if not isinstance(package, EntryReport):
        raise wrong(argument, "an EntryReport, as a registry's info() gives", package)
    return package.name, str(package.version)
