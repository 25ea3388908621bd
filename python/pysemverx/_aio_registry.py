"""The coroutines of registries and resolvers."""

from __future__ import annotations

import functools
from types import TracebackType
from typing import Any

from . import _native, _registry, _resolver
from ._aio_subscription import Subscription
from ._coroutines import Opening, Twin, method, twin
from ._policy import Policy
from ._sources import Path

verify_resolution = twin(_resolver.verify_resolution)


class Resolver(Twin[_resolver.Resolver]):
    """Answers requests; see :class:`pysemverx.Resolver`, whose methods are coroutines here.

    ::

        resolver = await aio.Resolver.open("reg.ndjson")
        answer = await resolver.resolve("app", "^1")
    """

    @staticmethod
    async def open(
        source: Registry | _registry.Registry | Path | None = None, policy: Policy | None = None
    ) -> Resolver:
        """A resolver over a registry, or over the file or folder of one."""
        over = source._blocking if isinstance(source, Registry) else source
        return Resolver(await _new_resolver(over, policy))

    resolve = method(_resolver.Resolver.resolve)
    resolve_many = method(_resolver.Resolver.resolve_many)
    check = method(_resolver.Resolver.check)
    plan = method(_resolver.Resolver.plan)
    graph = method(_resolver.Resolver.graph)


_new_resolver = twin(_resolver.Resolver)


class Registry(Twin[_registry.Registry]):
    """An open registry; see :class:`pysemverx.Registry`, whose methods are coroutines here.

    ::

        async with aio.Registry.open("reg.ndjson") as registry:
            answer = await registry.resolver.resolve("app", "^1")
    """

    @staticmethod
    def open(endpoint: Path = _native.DEFAULT_ENDPOINT, **options: Any) -> Opening[Registry]:
        """Opens a registry with the options of :class:`pysemverx.Registry`: await it, or use it in
        ``async with``."""
        return Opening(functools.partial(_open, endpoint, **options))

    @staticmethod
    async def from_lines(lines: str, **options: Any) -> Registry:
        """A registry from the text of a registry file; see :meth:`pysemverx.Registry.from_lines`."""
        return Registry(await _read_registry(lines, **options))

    names = method(_registry.Registry.names)
    versions = method(_registry.Registry.versions)
    info = method(_registry.Registry.info)
    node = method(_registry.Registry.node)
    search = method(_registry.Registry.search)
    graph = method(_registry.Registry.graph)
    dependents = method(_registry.Registry.dependents)
    diff = method(_registry.Registry.diff)
    prove = method(_registry.Registry.prove)
    publish = method(_registry.Registry.publish)
    yank = method(_registry.Registry.yank)
    unyank = method(_registry.Registry.unyank)
    set_fault = method(_registry.Registry.set_fault)
    rollback = method(_registry.Registry.rollback)
    handle_fault = method(_registry.Registry.handle_fault)
    faults = method(_registry.Registry.faults)
    gate = method(_registry.Registry.gate)
    gate_publish = method(_registry.Registry.gate_publish)
    plug = method(_registry.Registry.plug)
    unplug = method(_registry.Registry.unplug)
    plugins = method(_registry.Registry.plugins)
    lock = method(_registry.Registry.lock)
    check_stale = method(_registry.Registry.check_stale)
    advance_clock = method(_registry.Registry.advance_clock)
    snapshot = method(_registry.Registry.snapshot)
    _at = method(_registry.Registry.at)
    _subscribed = method(_registry.Registry._subscribed)

    async def subscribe(self, package: str, *, since: int | None = None) -> Subscription:
        """Subscribes to a package; see :meth:`pysemverx.Registry.subscribe`."""
        subscription = Subscription(await self._subscribed(package, since), package)
        self._blocking._ends_with_me(subscription)
        return subscription

    async def at(self, seq: int) -> Registry:
        """The registry as it was in an earlier snapshot."""
        return Registry(await self._at(seq))

    @property
    def endpoint(self) -> str:
        """Where it was opened."""
        return self._blocking.endpoint

    @property
    def source(self) -> str:
        """The source that names are looked up in."""
        return self._blocking.source

    @property
    def policy(self) -> Policy:
        """The policy it was opened with."""
        return self._blocking.policy

    @property
    def public_key(self) -> str | None:
        """The public key that signs its snapshots, in hex; ``None`` if nothing does."""
        return self._blocking.public_key

    @property
    def resolver(self) -> Resolver:
        """A resolver over this registry under its policy."""
        return Resolver(self._blocking.resolver)

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._blocking.closed

    def close(self) -> None:
        """Lets go of it and ends its subscriptions. Resolvers over it work on."""
        self._blocking.close()

    async def __aenter__(self) -> Registry:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()


_new_registry = twin(_registry.Registry)
_read_registry = twin(_registry.Registry.from_lines)


async def _open(endpoint: Path, **options: Any) -> Registry:
    return Registry(await _new_registry(endpoint, **options))
