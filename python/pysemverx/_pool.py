"""Threads for coroutines: few, started when needed, gone when nothing runs."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Callable, TypeVar

T = TypeVar("T")


class Pool:
    """An executor that keeps no thread without work."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._start()

    def _start(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._executor: ThreadPoolExecutor | None = None
        self._running = 0

    def submit(self, job: Callable[[], T]) -> Future[T]:
        """Runs ``job`` on one of the threads."""
        if self._process != os.getpid():
            self._start()  # forked: neither threads nor work came along
        with self._lock:
            if self._executor is None:
                self._executor = ThreadPoolExecutor(self._threads, "pysemverx")
            self._running += 1
            future = self._executor.submit(job)
        future.add_done_callback(self._done)
        return future

    def _done(self, _: Future[T]) -> None:
        with self._lock:
            self._running -= 1
            if self._running or self._executor is None:
                return
            idle, self._executor = self._executor, None
        idle.shutdown(wait=False)
