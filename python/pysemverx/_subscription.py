"""Hearing of a package's changes as they happen."""

from __future__ import annotations

import logging
import threading
import time
from types import TracebackType
from typing import Callable, Iterator

from . import _native
from ._sources import refused, wrong
from ._update import Update
from .errors import StateError

_log = logging.getLogger("pysemverx")

OnUpdate = Callable[[Update], object]


class Observer:
    """A callback for updates, under the original's name.

    :param callback: called with each :class:`Update`
    """

    def __init__(self, callback: OnUpdate) -> None:
        if not callable(callback):
            raise wrong("callback", "a function", callback)
        self._callback = callback
        self.last_notified: float | None = None
        """When it was told of an update last, in seconds since 1970."""

    def on_update(self, update: Update) -> None:
        """Tells it of an update."""
        self.last_notified = time.time()
        self._callback(update)

    __call__ = on_update


class Bell:
    """Wakes those who wait; rung from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rung = 0

    @property
    def rung(self) -> int:
        """How often it rang."""
        return self._rung

    def ring(self) -> None:
        """Wakes all."""
        with self._changed:
            self._rung += 1
            self._changed.notify_all()

    def wait(self, rung: int, seconds: float | None) -> None:
        """Waits until it has rung more often than this, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._rung != rung, seconds)


class Subscription:
    """An open subscription: what happens to a package, as it happens.

    ::

        with registry.subscribe("core") as subscription:
            for update in subscription:
                print(update.kind, update.version)

    Any number of threads may use it; each update goes to one of them. At most as many updates a
    second come as the registry's policy says (``max_update_rate``), twice as many at once; what
    comes faster is merged, but for mandatory ones. It ends when it or its registry is closed.
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

    def next(self, timeout: float | None = None) -> Update | None:
        """The next update; waits for it.

        :param timeout: the longest to wait, in seconds; 0 looks only; default: as long as it takes
        :return: ``None`` when none came in time
        :raises StateError: (code ``CLOSED``) it is or was closed
        """
        end = None if timeout is None else time.monotonic() + seconds_of(timeout)
        while True:
            rung = self._bell.rung  # before looking: what comes meanwhile ends the wait at once
            if (text := self._handle.try_next()) is not None:
                return Update._from_json(text)
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                return None
            self._bell.wait(rung, pause(left, self._handle.wait_ms()))

    def __iter__(self) -> Iterator[Update]:
        return self

    def __next__(self) -> Update:
        try:
            update = self.next()
        except StateError:
            if self._closed:
                raise StopIteration from None
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

    def __enter__(self) -> Subscription:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Subscription {self._package!r}{' closed' if self._closed else ''}>"


def call_with_updates(subscription: Subscription, callback: OnUpdate) -> None:
    """Starts a thread that calls ``callback`` with each update until the subscription ends."""
    if not callable(callback):
        raise wrong("callback", "a function", callback)
    name = f"pysemverx observer of {subscription.package}"
    threading.Thread(target=_call, args=(subscription, callback), name=name, daemon=True).start()


def _call(subscription: Subscription, callback: OnUpdate) -> None:
    with subscription:
        for update in subscription:
            try:
                callback(update)
            except Exception:
                _log.exception("the observer of %s failed on %s", subscription.package, update)


def seconds_of(timeout: float) -> float:
    """A time limit, checked."""
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)):
        raise wrong("timeout", "a number of seconds", timeout)
    if not 0 <= timeout:
        raise refused("timeout", f"must be 0 or more seconds, got {timeout}")
    return min(timeout, threading.TIMEOUT_MAX / 2)


def pause(left: float | None, wait_ms: int | None) -> float | None:
    """How long to sleep, in seconds, when so much time is left and so much is known to pass."""
    if wait_ms is None:
        return left
    return min(wait_ms / 1000, threading.TIMEOUT_MAX / 2 if left is None else left)
