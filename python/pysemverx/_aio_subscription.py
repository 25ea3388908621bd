"""Subscriptions for coroutines: no thread waits."""

from __future__ import annotations

import asyncio
import time
from types import TracebackType

from . import _native
from ._subscription import pause, seconds_of
from ._update import Update
from .errors import StateError


class Bell:
    """Wakes the coroutines of one event loop; rung from any thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wakes all."""
        try:
            self._loop.call_soon_threadsafe(self._rung.set)
        except RuntimeError:
            if not self._loop.is_closed():  # a closed one has nobody who waits
                raise

    def mute(self) -> None:
        """From now on :meth:`wait` waits for the next ring."""
        self._rung.clear()

    async def wait(self, seconds: float | None) -> None:
        """Waits until it has rung since it was muted, or the time is over."""
        try:
            await asyncio.wait_for(self._rung.wait(), seconds)
        except asyncio.TimeoutError:
            pass  # whoever waits looks what there is in either case


class Subscription:
    """An open subscription; see :class:`pysemverx.Subscription`.

    ::

        async with await registry.subscribe("core") as subscription:
            async for update in subscription:
                print(update.kind, update.version)

    It belongs to the event loop in which it was opened.
    """

    def __init__(self, handle: _native.Subscription, package: str) -> None:
        self._handle = handle
        self._package = package
        self._closed = False
        self._bell = Bell()
        handle.set_waker(self._bell.ring)

    @property
    def package(self) -> str:
        """The package."""
        return self._package

    async def next(self, timeout: float | None = None) -> Update | None:
        """The next update; see :meth:`pysemverx.Subscription.next`."""
        end = None if timeout is None else time.monotonic() + seconds_of(timeout)
        while True:
            self._bell.mute()  # before looking: what comes meanwhile ends the wait at once
            if (text := self._handle.try_next()) is not None:
                return Update._from_json(text)
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                return None
            await self._bell.wait(pause(left, self._handle.wait_ms()))

    def __aiter__(self) -> Subscription:
        return self

    async def __anext__(self) -> Update:
        try:
            update = await self.next()
        except StateError:
            if self._closed:
                raise StopAsyncIteration from None
            raise
        assert update is not None  # without a time limit there is no end but closing
        return update

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._closed

    def close(self) -> None:
        """Ends it, and the wait of those who wait. Twice is fine."""
        self._closed = True
        self._handle.close()
        self._bell.ring()

    async def __aenter__(self) -> Subscription:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<aio.Subscription {self._package!r}{' closed' if self._closed else ''}>"
