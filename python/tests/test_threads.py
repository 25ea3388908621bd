from __future__ import annotations

import gc
import io
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from damage import without

from pysemverx import Cancelled, CancelToken, Code, Package, Packer, StateError, pack


def test_other_threads_run_during_a_call(tmp_path: Path) -> None:
    """Another thread does so many things during one call; only it can end that call."""
    with open(tmp_path / "huge", "wb") as file:
        file.truncate(64 << 30)
    token, called, things = CancelToken(), threading.Event(), []

    def other() -> None:
        called.wait()
        for thing in range(1000):
            things.append(thing)
        token.cancel()

    thread = threading.Thread(target=other)
    thread.start()
    with pytest.raises(Cancelled):
        pack(tmp_path / "huge", tmp_path / "p.zip", cancel=token, progress=lambda _: called.set())
    thread.join()
    assert len(things) == 1000


def together(count: int, job: Callable[[int], object]) -> None:
    """Runs ``job`` on so many threads, all starting at once; the first error comes back."""
    ready = threading.Barrier(count)

    def start(number: int) -> None:
        ready.wait()
        job(number)

    with ThreadPoolExecutor(count) as pool:
        for future in [pool.submit(start, number) for number in range(count)]:
            future.result()


@pytest.mark.parametrize("as_reader", [False, True])
def test_one_package_on_eight_threads(
    package: bytes, content: bytes, tmp_path: Path, as_reader: bool
) -> None:
    damaged = without(package, [3])
    source = io.BytesIO(damaged) if as_reader else damaged
    with Package.open(source) as opened:

        def job(number: int) -> None:
            for _ in range(3):
                assert opened.verify().status == "healable"
                assert opened.read("noise") == content
                target = io.BytesIO()
                opened.heal(target)
                assert target.getvalue() == package
                opened.unpack(tmp_path / str(number), force=True)
                assert (tmp_path / str(number) / "noise").read_bytes() == content
                with opened.open_entry("noise") as entry:
                    assert entry.read(100) == content[:100]

        together(8, job)


def test_closing_while_others_use_it(package: bytes) -> None:
    for _ in range(20):
        opened = Package.open(package)

        def job(number: int, opened: Package = opened) -> None:
            if number == 0:
                opened.close()
                return
            try:
                assert opened.verify().status == "intact"
            except StateError as error:
                assert error.code is Code.CLOSED

        together(4, job)


def test_a_stream_is_for_one_thread(tmp_path: Path) -> None:
    inside, leave = threading.Event(), threading.Event()

    class Slow(io.RawIOBase):
        def read(self, n: int = -1, /) -> bytes:
            inside.set()
            leave.wait()
            return b"x" * n

    with Packer(tmp_path / "p.zip") as packer:
        thread = threading.Thread(target=packer.add, args=("a", 3, Slow()))
        thread.start()
        inside.wait()
        for call in (packer.finish, packer.discard, lambda: packer.add("b", 1, b"b")):
            with pytest.raises(StateError) as caught:
                call()
            assert caught.value.code is Code.BUSY and caught.value.retryable
        leave.set()
        thread.join()
        packer.add("b", 1, b"b")
    with Package.open(tmp_path / "p.zip") as opened:
        assert (opened.read("a"), opened.read("b")) == (b"xxx", b"b")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fork(package: bytes, content: bytes, tmp_path: Path) -> None:
    """A package goes on in the child; a packer, whose threads stayed behind, says so."""
    opened, packer = Package.open(package), Packer(tmp_path / "p.zip")
    packer.add("a", len(content), content)
    child = os.fork()
    if child == 0:
        wrong = 1
        try:
            assert opened.read("noise") == content
            for call in (packer.finish, packer.discard, lambda: packer.add("b", 1, b"b")):
                with pytest.raises(StateError, match="another process") as caught:
                    call()
                assert caught.value.code is Code.STATE
            packer.over = True  # nobody's fault: the parent goes on with it
            del packer, call, caught
            gc.collect()
            wrong = 0
        finally:
            os._exit(wrong)
    assert os.waitpid(child, 0)[1] == 0
    packer.finish()
    opened.close()
    with Package.open(tmp_path / "p.zip") as opened:
        assert opened.read("a") == content
