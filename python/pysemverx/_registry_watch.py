"""Watching a registry: subscriptions to its packages."""

from __future__ import annotations

import threading
import weakref
from typing import Protocol

from . import _native
from ._keywords import checked
from ._registry_changes import name_of
from ._sources import wrong
from ._subscription import Observer, OnUpdate, Subscription, call_with_updates
from ._update import Update


class _Ends(Protocol):
    def close(self) -> None: ...


class Watching:
    """The part of a registry that tells what happens in it."""

    _handle: _native.Registry
    _closed: bool

    @checked
    def subscribe(
        self,
        package: str,
        callback: OnUpdate | None = None,
        *,
        since: int | None = None,
    ) -> Subscription:
        """Subscribes to a package: what happens to its versions from now on, and mandatory updates
        of the packages that it needs.

        :param callback: called with each :class:`Update`, on a thread of its own and never in here;
            if it raises, that is logged and the next one comes. Without it, ask the subscription
        :param since: first tell exactly what happened after this snapshot; if that is no longer
            kept, one ``resync`` and then what is
        :raises ResolutionError: (code ``NOT_FOUND``) no such package
        :raises TooManyObservers: there are 100 already
        :raises RegistryError: (code ``SNAPSHOT``) ``since`` does not exist yet
        :raises StateError: a registry of the past (:meth:`at`)
        """
        if callback is not None and not callable(callback):
            raise wrong("callback", "a function", callback)
        subscription = Subscription(self._subscribed(package, since), package)
        self._ends_with_me(subscription)
        if callback is not None:
            call_with_updates(subscription, callback)
        return subscription

    def register_observer(self, package: str, observer: Observer) -> Subscription:
        """:meth:`subscribe` under the original's name."""
        if not isinstance(observer, Observer):
            raise wrong("observer", "an Observer", observer)
        return self.subscribe(package, observer)

    def check_stale(self, days: int = _native.STALE_DAYS) -> tuple[Update, ...]:
        """The observed packages whose newest release is older than so many days, by name. Their
        observers are told too, once for each version.

        :raises StateError: a registry of the past (:meth:`at`)
        """
        return Update._list_from_json(self._handle.check_stale(days))

    def advance_clock(self, milliseconds: int) -> None:
        """Moves the clock of a registry that was opened with ``clock``.

        :raises StateError: the clock is the system's
        """
        self._handle.advance_clock(milliseconds)

    def _subscribed(self, package: str, since: int | None) -> _native.Subscription:
        return self._handle.subscribe(name_of(package), since)

    def _ends_with_me(self, subscription: _Ends) -> None:
        with _LOCK:
            if not hasattr(self, "_subscriptions"):
                self._subscriptions: weakref.WeakSet[_Ends] = weakref.WeakSet()
            self._subscriptions.add(subscription)
        if self._closed:  # meanwhile
            subscription.close()

    def _end_subscriptions(self) -> None:
        with _LOCK:
            ending = list(getattr(self, "_subscriptions", ()))
        for subscription in ending:
            subscription.close()


_LOCK = threading.Lock()
