"""How a blocking call becomes a coroutine that can be cancelled."""

from __future__ import annotations

import asyncio
import functools
import inspect
import os
from types import TracebackType
from typing import (
    Any,
    Callable,
    Concatenate,
    Coroutine,
    Generator,
    Generic,
    ParamSpec,
    Protocol,
    TypeVar,
)

from ._control import OnProgress
from ._native import CancelToken
from ._pool import Pool
from .reports import Progress

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)

_POOL = Pool(max(2, min(8, os.cpu_count() or 1)))


def twin(function: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    """``function`` as a coroutine function with the same arguments."""
    parameters = inspect.signature(function).parameters

    @functools.wraps(function)
    async def call(*args: P.args, **kwargs: P.kwargs) -> T:
        steering = Steering(kwargs.get("progress"), kwargs.get("cancel"))
        if "progress" in parameters:
            kwargs["progress"] = steering.progress
        if "cancel" in parameters:
            kwargs["cancel"] = steering.token
        return await steering.run(functools.partial(function, *args, **kwargs))

    return call


class Twin(Generic[S_co]):
    """An object whose long methods are coroutines."""

    def __init__(self, blocking: S_co) -> None:
        self._blocking = blocking

    def __repr__(self) -> str:
        return repr(self._blocking).replace("<", "<aio.", 1)


def method(
    function: Callable[Concatenate[S, P], T],
) -> Callable[Concatenate[Twin[S], P], Coroutine[Any, Any, T]]:
    """The method of a :class:`Twin` for a blocking method."""
    blocking = twin(function)

    @functools.wraps(function)
    async def call(self: Twin[S], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await blocking(self._blocking, *args, **kwargs)

    return call


class Closable(Protocol):
    """What can be closed."""

    def close(self) -> None: ...


H = TypeVar("H", bound=Closable)


class Opening(Generic[H]):
    """A handle that is being opened: await it, or use it in ``async with``."""

    def __init__(self, start: Callable[[], Coroutine[Any, Any, H]]) -> None:
        self._start = start
        self._opened: H | None = None

    def __await__(self) -> Generator[Any, Any, H]:
        return self._start().__await__()

    async def __aenter__(self) -> H:
        self._opened = await self._start()
        return self._opened

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self._opened is not None:
            self._opened.close()


class Steering:
    """The token and the progress of one call on another thread."""

    def __init__(self, progress: Any, cancel: Any) -> None:
        self.token = CancelToken() if cancel is None else CancelToken(cancel)
        self.progress: OnProgress | None = None
        self._failure: BaseException | None = None
        if progress is not None:
            loop = asyncio.get_running_loop()
            told = functools.partial(self._tell, progress)
            self.progress = functools.partial(loop.call_soon_threadsafe, told)

    def _tell(self, progress: OnProgress, now: Progress) -> None:
        try:
            progress(now)
        except BaseException as failure:
            self._failure = self._failure or failure
            self.token.cancel()

    async def run(self, job: Callable[[], T]) -> T:
        """Waits for ``job``; when cancelled, stops it first."""
        future = _POOL.submit(job)
        work = asyncio.wrap_future(future)
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError:
            self.token.cancel()
            if not future.cancel():
                await _end(work)
            raise
        if self._failure is not None:
            await _end(work)
            raise self._failure
        return work.result()


async def _end(work: asyncio.Future[T]) -> None:
    """Waits until ``work`` has ended, and closes what it opened for nobody."""
    while not work.done():
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError:
            continue  # cancelled already
    if work.exception() is None and (close := getattr(work.result(), "close", None)):
        close()
