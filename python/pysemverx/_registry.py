"""A registry: which packages and versions there are, who needs whom, and the proof of it."""

from __future__ import annotations

import json
import warnings
from types import TracebackType
from typing import Any, Mapping

from . import _native
from ._keywords import checked
from ._opening import endpoint_from_env, opened, read, text_of_endpoint
from ._policy import Policy
from ._range import VersionRange
from ._registry_reports import (
    ChangeReport,
    DependentReport,
    EntryReport,
    Graph,
    ProofReport,
    Receipt,
    RegistryNode,
    SearchHit,
    SnapshotReport,
    VersionEntry,
)
from ._resolver import Resolver
from ._sources import Bytes, Path, wrong
from ._version import Version, text_of


class Registry:
    """An open registry.

    ::

        with Registry("reg.ndjson") as registry:
            registry.publish({"name": "core", "version": "1.1.0", "deps": {}})
            answer = registry.resolver.resolve("app", "^1")

    Until there is a service it is a file of lines (``.ndjson``) or a folder of such files, one a
    source. It is read whole into memory and nothing is written back: what is published into it or
    undone in it lasts as long as the object. A registry just opened is snapshot 1 of time 0, so
    that the same files always give the same answers, byte for byte.

    Any number of threads may use one registry at once; readers never wait for a change. Closing
    twice is fine, using a closed registry is a :class:`StateError`.

    :param endpoint: the path of a file or folder; a URL is not supported yet
    :param tier: the source that names are looked up in, and the name of a single file's source
    :param policy: what its :attr:`resolver` allows
    :param signing_key: the seed (32 bytes) of the Ed25519 key that signs its snapshots
    :param clock: the time of all changes, in seconds since 1970; default: the system's clock
    :param max_bytes: most bytes that are read, all files together; default 1 GiB
    :raises FormatError: a wrong line, with its number; or (code ``UNSUPPORTED``) a URL
    :raises StorageError: the system refused to read it
    """

    _handle: _native.Registry
    _endpoint: str
    _resolver: Resolver | None = None
    _closed = True
    _is_view = False

    @checked
    def __init__(
        self,
        endpoint: Path = _native.DEFAULT_ENDPOINT,
        *,
        tier: str = "live",
        policy: Policy | None = None,
        signing_key: Bytes | None = None,
        clock: int | None = None,
        max_bytes: int | None = None,
    ) -> None:
        self._endpoint = text_of_endpoint(endpoint)
        self._handle = opened(
            self._endpoint,
            tier=tier,
            policy=policy,
            signing_key=signing_key,
            clock=clock,
            max_bytes=max_bytes,
        )
        self._closed = False

    @classmethod
    def from_env(cls) -> Registry:
        """The registry that the environment variable ``DIRAM_REGISTRY`` names, else the default."""
        return cls(endpoint_from_env())

    @classmethod
    @checked
    def from_lines(
        cls,
        lines: str,
        *,
        tier: str = "live",
        policy: Policy | None = None,
        signing_key: Bytes | None = None,
        clock: int | None = None,
    ) -> Registry:
        """A registry from the text of a registry file, with the options of one that is opened. Its
        :attr:`endpoint` is empty.

        :raises FormatError: a wrong line, with its number
        """
        if not isinstance(lines, str):
            raise wrong("lines", "the text of a registry file", lines)
        handle = read(lines, tier=tier, policy=policy, signing_key=signing_key, clock=clock)
        return cls._over(handle, "")

    @classmethod
    def _over(cls, handle: _native.Registry, endpoint: str) -> Registry:
        registry = object.__new__(cls)
        registry._handle, registry._endpoint = handle, endpoint
        registry._closed = False
        return registry

    @property
    def endpoint(self) -> str:
        """Where it was opened."""
        return self._endpoint

    @property
    def source(self) -> str:
        """The source that names are looked up in."""
        return self._handle.source

    @property
    def policy(self) -> Policy:
        """The policy it was opened with."""
        return Policy.from_json(self._handle.policy)

    @property
    def public_key(self) -> str | None:
        """The public key that signs its snapshots, in hex; ``None`` if nothing does."""
        return self._handle.public_key

    @property
    def resolver(self) -> Resolver:
        """A resolver over this registry under its policy."""
        if self._resolver is None or self._closed:
            self._resolver = Resolver(self)
        return self._resolver

    def snapshot(self) -> SnapshotReport:
        """Which state this registry shows."""
        return SnapshotReport._from_json(self._handle.snapshot())

    def at(self, seq: int) -> Registry:
        """The registry as it was in an earlier snapshot: it shows that state for ever and changes
        nothing. A snapshot that is no longer kept is answered by the newest kept before it.

        :raises RegistryError: (code ``SNAPSHOT``) there is none of this number
        """
        view = self._over(self._handle.at(seq), self._endpoint)
        view._is_view = True
        return view

    def names(self) -> tuple[str, ...]:
        """The names of all packages of which a version can be had, ascending."""
        return tuple(self._handle.names())

    def versions(self, package: str) -> tuple[VersionEntry, ...]:
        """The versions of a package that can be had, yanked ones included, ascending.

        :raises ResolutionError: (code ``NOT_FOUND``) there are none; ``near_names`` has hints
        """
        return VersionEntry._list_from_json(self._handle.versions(_name(package)))

    def info(self, package: str, version: Version | str) -> EntryReport:
        """All about one version.

        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        """
        text = text_of("version", version)
        return EntryReport._from_json(self._handle.info(_name(package), text))

    def node(self, package: str, version: Version | str) -> RegistryNode:
        """The version's node in the registry's tree.

        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        """
        text = text_of("version", version)
        return RegistryNode._from_json(self._handle.node(_name(package), text))

    def search(self, text: str) -> tuple[SearchHit, ...]:
        """Names that hold ``text``, ascending; if there are none, names near it. At most 100."""
        if not isinstance(text, str):
            raise wrong("text", "text", text)
        return SearchHit._list_from_json(self._handle.search(text))

    def graph(self, package: str) -> Graph:
        """What a package needs, directly and further on, whichever of its versions.

        :raises ResolutionError: (code ``NOT_FOUND``) no such package
        :raises ArgumentError: (code ``LIMIT``) more than a million edges
        """
        return Graph._from_json(self._handle.graph(_name(package)))

    def dependents(self, package: str) -> tuple[DependentReport, ...]:
        """Every version of every package that needs this one, by name and version."""
        return DependentReport._list_from_json(self._handle.dependents(_name(package)))

    def diff(self, a: int, b: int) -> tuple[ChangeReport, ...]:
        """What changed from snapshot ``a`` to snapshot ``b``, in all sources.

        :raises RegistryError: (code ``SNAPSHOT``) one does not exist
        """
        return ChangeReport._list_from_json(self._handle.diff(a, b))

    def prove(self, package: str, version: Version | str | None = None) -> ProofReport:
        """The proof that a version, or without one any version of a name, is there or is not."""
        text = None if version is None else text_of("version", version)
        return ProofReport._from_json(self._handle.prove(_name(package), text))

    def publish(self, entry: Mapping[str, Any] | str) -> Receipt:
        """Publishes a version into :attr:`source`.

        :param entry: ``name``, ``version``, ``deps`` and what else a line of a registry file has,
            as a mapping or as such a line. Without ``published`` it is published now
        :raises RegistryError: (code ``EXISTS``) that version is there (its build makes no
            difference), or was undone
        :raises FormatError: not an entry
        """
        return Receipt._from_json(self._handle.publish(_line(entry)))

    def yank(self, package: str, version: Version | str) -> Receipt:
        """Withdraws a version: only a lock or an exact pin of the root chooses it from now on.

        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        """
        return Receipt._from_json(self._handle.yank(_name(package), text_of("version", version)))

    def unyank(self, package: str, version: Version | str) -> Receipt:
        """Takes the withdrawal back.

        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        """
        return Receipt._from_json(self._handle.unyank(_name(package), text_of("version", version)))

    def set_fault(self, package: str, version: Version | str, level: int) -> Receipt:
        """Sets a version's fault level, 0 to 17.

        :raises ArgumentError: (code ``LIMIT``) no such level
        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        """
        text = text_of("version", version)
        return Receipt._from_json(self._handle.set_fault(_name(package), text, level))

    def rollback(self, package: str, to: int | None = None) -> Receipt:
        """Brings everything about one package back to an earlier snapshot, in a new one. Versions
        that were not there then are gone, and their numbers are never free again.

        :param to: the snapshot to go back to; without it the package's latest change is undone
        :raises RegistryError: (code ``SNAPSHOT``) there is none of this number, or nothing to undo
        :raises ResolutionError: (code ``NOT_FOUND``) no such package
        """
        return Receipt._from_json(self._handle.rollback(_name(package), to))

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._closed

    def close(self) -> None:
        """Lets go of it. Resolvers over it work on."""
        self._closed = True
        self._handle.close()

    def __enter__(self) -> Registry:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if not self._closed and not self._is_view:
            warnings.warn(f"unclosed {self!r}", ResourceWarning, source=self, stacklevel=1)

    def __repr__(self) -> str:
        return f"<Registry {self._endpoint!r}{' closed' if self._closed else ''}>"


def _name(package: str) -> str:
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
