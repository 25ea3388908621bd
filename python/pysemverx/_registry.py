"""A registry: which packages and versions there are, who needs whom, and the proof of it."""

from __future__ import annotations

import warnings
from types import TracebackType

from . import _native
from ._gate_reports import ProofReport
from ._keywords import checked
from ._opening import endpoint_from_env, opened, read, text_of_endpoint
from ._policy import Policy
from ._registry_changes import Changes, name_of
from ._registry_reports import (
    ChangeReport,
    DependentReport,
    EntryReport,
    Graph,
    RegistryNode,
    SearchHit,
    SnapshotReport,
    VersionEntry,
)
from ._registry_watch import Watching
from ._resolver import Resolver
from ._sources import Bytes, Path, wrong
from ._version import Version, text_of


class Registry(Changes, Watching):
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
    :param clock: the time of all changes, in seconds since 1970, which :meth:`advance_clock` moves;
        default: the system's clock
    :param gated: whether a publish is refused that the gates find incoherent, with a strict policy
        also one that they find insufficient; their report is in the receipt either way
    :param max_bytes: most bytes that are read, all files together; default 1 GiB
    :raises FormatError: a wrong line, with its number; or (code ``UNSUPPORTED``) a URL
    :raises StorageError: the system refused to read it
    """

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
        gated: bool = False,
        max_bytes: int | None = None,
    ) -> None:
        self._endpoint = text_of_endpoint(endpoint)
        self._handle = opened(
            self._endpoint,
            tier=tier,
            policy=policy,
            signing_key=signing_key,
            clock=clock,
            gated=gated,
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
        gated: bool = False,
    ) -> Registry:
        """A registry from the text of a registry file, with the options of one that is opened. Its
        :attr:`endpoint` is empty.

        :raises FormatError: a wrong line, with its number
        """
        if not isinstance(lines, str):
            raise wrong("lines", "the text of a registry file", lines)
        handle = read(
            lines, tier=tier, policy=policy, signing_key=signing_key, clock=clock, gated=gated
        )
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
        return VersionEntry._list_from_json(self._handle.versions(name_of(package)))

    def info(self, package: str, version: Version | str) -> EntryReport:
        """All about one version.

        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        """
        text = text_of("version", version)
        return EntryReport._from_json(self._handle.info(name_of(package), text))

    def node(self, package: str, version: Version | str) -> RegistryNode:
        """The version's node in the registry's tree.

        :raises ResolutionError: (code ``NOT_FOUND``) no such version
        """
        text = text_of("version", version)
        return RegistryNode._from_json(self._handle.node(name_of(package), text))

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
        return Graph._from_json(self._handle.graph(name_of(package)))

    def dependents(self, package: str) -> tuple[DependentReport, ...]:
        """Every version of every package that needs this one, by name and version."""
        return DependentReport._list_from_json(self._handle.dependents(name_of(package)))

    def diff(self, a: int, b: int) -> tuple[ChangeReport, ...]:
        """What changed from snapshot ``a`` to snapshot ``b``, in all sources.

        :raises RegistryError: (code ``SNAPSHOT``) one does not exist
        """
        return ChangeReport._list_from_json(self._handle.diff(a, b))

    def prove(self, package: str, version: Version | str | None = None) -> ProofReport:
        """The proof that a version, or without one any version of a name, is there or is not."""
        text = None if version is None else text_of("version", version)
        return ProofReport._from_json(self._handle.prove(name_of(package), text))

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._closed

    def close(self) -> None:
        """Lets go of it and ends its subscriptions. Resolvers over it work on."""
        self._closed = True
        self._handle.close()
        self._end_subscriptions()

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
