"""Changing a registry: publishing, faults, plugins, and the locks of projects."""

from __future__ import annotations

import json
import os
from typing import Any, Iterable, Mapping

from . import _native
from ._control import OnProgress, control
from ._fault import FaultCause
from ._fault_reports import FaultReport, VersionFault
from ._gate_reports import GateReport
from ._keywords import checked
from ._lock_reports import LockReport
from ._plugin import PluginState, RegistryPlugin, given
from ._range import VersionRange
from ._registry_reports import Receipt
from ._sources import Path, a_path, wrong
from ._version import Version, text_of


class Changes:
    """The part of a registry that changes it."""

    _handle: _native.Registry

    def publish(self, entry: Mapping[str, Any] | str) -> Receipt:
        """Publishes a version into :attr:`source`, if every plugin agrees.

        :param entry: ``name``, ``version``, ``deps`` and what else a line of a registry file has,
            as a mapping or as such a line. Without ``published`` it is published now
        :raises RegistryError: (code ``EXISTS``) that version is there (its build makes no
            difference), or was undone
        :raises RegistryError: (code ``PLUGIN``) a plugin refused; ``details["votes"]`` has all that
            were not yes
        :raises ResolutionError: (code ``GATE``) a gate refused, in a registry opened with ``gated``
        :raises FormatError: not an entry
        """
        return Receipt._from_json(self._handle.publish(_line(entry)))

    def yank(self, package: str, version: Version | str) -> Receipt:
        """Withdraws a version: only a lock or an exact pin of the root chooses it from now on.

        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        """
        return Receipt._from_json(self._handle.yank(name_of(package), text_of("version", version)))

    def unyank(self, package: str, version: Version | str) -> Receipt:
        """Takes the withdrawal back.

        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        """
        return Receipt._from_json(self._handle.unyank(name_of(package), text_of("version", version)))

    def set_fault(self, package: str, version: Version | str, level: int) -> Receipt:
        """Sets a version's fault level, 0 to 17, whatever it was: the word of somebody who looked.

        :raises ArgumentError: (code ``LIMIT``) no such level
        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        """
        text = text_of("version", version)
        return Receipt._from_json(self._handle.set_fault(name_of(package), text, level))

    def rollback(self, package: str, to: int | None = None) -> Receipt:
        """Brings everything about one package back to an earlier snapshot, in a new one. Versions
        that were not there then are gone, and their numbers are never free again.

        :param to: the snapshot to go back to; without it the package's latest change is undone
        :raises RegistryError: (code ``SNAPSHOT``) there is none of this number, or nothing to undo
        :raises ResolutionError: (code ``NOT_FOUND``) no such package
        """
        return Receipt._from_json(self._handle.rollback(name_of(package), to))

    def handle_fault(
        self, package: str, version: Version | str, fault: int | str | FaultCause
    ) -> FaultReport:
        """Says that a version was found at fault, and does what the level asks for. The level only
        rises, so faults may be found in any order. A fault of integrity (13, 15, 16, 17) undoes a
        version that was at fault 6 or more ever since it came; other versions stay what they are.

        :param fault: a level, 0 to 17, or a cause such as ``"advisory_high"``
        :raises ArgumentError: no such level or cause
        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        :raises RegistryError: (code ``EXISTS``) the version was undone
        """
        text = text_of("version", version)
        if not isinstance(fault, (int, str)):
            raise wrong("fault", "a level or a cause", fault)
        found = fault.value if isinstance(fault, FaultCause) else fault
        return FaultReport._from_json(self._handle.handle_fault(name_of(package), text, found))

    def faults(self, at_least: int = 1) -> tuple[VersionFault, ...]:
        """The versions that can be had and have at least this fault level, by name and version: 6
        for what waits for a review.

        :raises ArgumentError: (code ``LIMIT``) no such level
        """
        return VersionFault._list_from_json(self._handle.faults(at_least))

    @checked
    def gate(
        self,
        package: str,
        version: Version | str,
        *,
        now: int | None = None,
        sha256: str | None = None,
        coherence: int | None = None,
        may_list: bool = True,
    ) -> GateReport:
        """May this version be installed? What each of the eight gates says. A text that is no name
        or version is an answer too.

        :param now: the time in seconds since 1970; default: the registry's clock
        :param sha256: the SHA-256 measured of the package file, in hex
        :param coherence: the coherence measured of it, in thousandths: 0 to 1000
        :param may_list: whether who asks may know what the registry holds; if not, everything is
            "not found"
        :raises ArgumentError: an option that cannot be
        """
        text = str(version) if isinstance(version, Version) else version
        if not isinstance(text, str):
            raise wrong("version", "a Version or its text", version)
        measured = (now, sha256, coherence, may_list, None)
        return GateReport._from_json(self._handle.gate(name_of(package), text, measured))

    @checked
    def gate_publish(
        self,
        entry: Mapping[str, Any] | str,
        *,
        now: int | None = None,
        guarded_dependents: int | None = None,
    ) -> GateReport:
        """May this be published? What each of the eight gates says. A line that cannot be read is an
        answer too.

        :param entry: as :meth:`publish` takes it
        :param now: the time in seconds since 1970; default: the registry's clock
        :param guarded_dependents: from how many dependents on a name is guarded against new names
            that look like it; default 10
        """
        measured = (now, None, None, True, guarded_dependents)
        return GateReport._from_json(self._handle.gate_publish(_line(entry), measured))

    @checked
    def plug(self, plugin: RegistryPlugin | object, *, deadline: float | None = None) -> None:
        """Puts a plugin in, after those that are there: it is asked before every publish and every
        lock.

        ::

            class NoPrereleases:
                def on_install(self, package):
                    if "-" in package.compact:
                        raise ValueError("finished versions only")

            registry.plug(NoPrereleases())

        A method that returns agrees; one that raises refuses, and the exception's text is the reason.
        Each is called on a thread of its own, and must not wait for the one that publishes or locks.
        A plugin may look at the registry that asks it, and not change it.

        :param plugin: an object with any of the methods of :class:`RegistryPlugin`. It is known by
            its attribute or method ``name``, else by the name of its class
        :param deadline: how long it may take for one call, in seconds; default 2. A late one
            refuses and is asked no more
        :raises ArgumentError: no plugin, or there is one of its name
        """
        self._handle.plug(given(plugin), deadline)

    def unplug(self, name: str) -> bool:
        """Takes a plugin out. Says whether there was one of that name."""
        if not isinstance(name, str):
            raise wrong("name", "the name of a plugin", name)
        return self._handle.unplug(name)

    def plugins(self) -> tuple[PluginState, ...]:
        """The plugins, in the order in which they are asked."""
        return PluginState._list_from_json(self._handle.plugins())

    @checked
    def lock(
        self,
        project: Path,
        *,
        check: bool = False,
        update: bool | Iterable[str] | None = None,
        now: int | None = None,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> LockReport:
        """Brings ``semverx-lock.json`` of a project up to date with its manifest, which also has the
        policy. What was locked stays while it fits. What comes, changes or goes is put to the gates
        and the plugins first, and the file is written whole or not at all.

        :param project: a ``package.json``, ``pyproject.toml`` or ``Cargo.toml``, or the folder of one
        :param check: only look: nothing is written and no plugin is asked
        :param update: which locked versions may move: ``True`` for all, or the names of some
        :param now: the time for ``min_release_age``, in seconds since 1970; default: the
            registry's clock
        :raises ResolutionError: nothing fits (code ``NO_SOLUTION``), or a gate refuses (``GATE``)
        :raises RegistryError: a plugin refuses (code ``PLUGIN``), the lock cannot be read or somebody
            else wrote it meanwhile (``LOCK_FILE``), or the manifest's policy cannot be (``POLICY``)
        :raises FormatError: the manifest cannot be read
        :raises ArgumentError: no manifest that speaks of ``semverx``, or several
        """
        path = os.fsdecode(a_path("project", project))
        options = (check, update is True, _names(update), now)
        steering = control(progress, cancel, timeout)
        return LockReport._from_json(self._handle.lock(path, options, steering))


def _names(update: bool | Iterable[str] | None) -> list[str]:
    if update is None or isinstance(update, bool):
        return []
    if isinstance(update, str):
        raise wrong("update", "True, or a list of names", update)
    return [name_of(name) for name in update]


def name_of(package: str) -> str:
    """The name of a package, checked."""
    if not isinstance(package, str):
        raise wrong("package", "the name of a package", package)
    return package


def _line(entry: Mapping[str, Any] | str) -> str:
    if isinstance(entry, str):
        return entry
    if isinstance(entry, Mapping):
        return json.dumps(dict(entry), default=_plain)
    raise wrong("entry", "a mapping or a line of JSON", entry)


def _plain(value: object) -> object:
    """What JSON does not know by itself."""
    if isinstance(value, (Version, VersionRange)):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise wrong("entry", "made of what JSON has, versions and ranges", value)
