"""How a blocking call becomes a coroutine that can be cancelled."""

from __future__ import annotations

import asyncio
import functools
import inspect
import os
from typing import Any, Callable, Coroutine, ParamSpec, TypeVar

from ._control import OnProgress
from ._native import CancelToken
from ._pool import Pool
from .reports import Progress

P = ParamSpec("P")
T = TypeVar("T")

_POOL = Pool(max(2, min(8, os.cpu_count() or 1)))


def twin(function: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    """``function`` as a coroutine function with the same arguments."""
    steered = "cancel" in inspect.signature(function).parameters

    @functools.wraps(function)
    async def call(*args: P.args, **kwargs: P.kwargs) -> T:
        steering = Steering(kwargs.get("progress"), kwargs.get("cancel"))
        if steered:
            kwargs.update(progress=steering.progress, cancel=steering.token)
        return await steering.run(functools.partial(function, *args, **kwargs))

    return call


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
