"""Progress, cancel, timeout and Ctrl-C."""

from __future__ import annotations

import inspect
import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pysemverx
from pysemverx import (
    Cancelled,
    CancelToken,
    Code,
    DeadlineExceeded,
    Package,
    Packer,
    Progress,
    compress_with_recovery,
    decompress_fault_tolerant,
    pack,
    pack_bytes,
    unpack_bytes,
)

HUGE = 64 << 30
"""A file of so many bytes, all of them a hole: nobody waits for the end of packing it."""


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    path = tmp_path / "huge"
    with open(path, "wb") as file:
        file.truncate(HUGE)
    return path


class TestProgress:
    def test_it_comes_and_ends_at_the_end(self, package_path: Path, tmp_path: Path) -> None:
        with Package.open(package_path) as opened:
            for call in (
                opened.verify,
                lambda **o: opened.heal(tmp_path / "healed", **o),
                lambda **o: opened.unpack(tmp_path / "out", **o),
                lambda **o: opened.unpack_components(tmp_path / "bin", **o),
            ):
                seen: list[Progress] = []
                call(progress=seen.append)
                assert seen
                assert [p.done for p in seen] == sorted(p.done for p in seen)
                assert seen[-1].total is None or seen[-1].done <= seen[-1].total

    def test_pack_says_so(self, folder: Path, tmp_path: Path) -> None:
        seen: list[Progress] = []
        report = pack(folder, tmp_path / "p.zip", progress=seen.append)
        assert seen[-1].phase == "pack" and seen[-1].done == report.input_bytes

    def test_it_comes_on_the_callers_thread(self, folder: Path, tmp_path: Path) -> None:
        threads: set[int] = set()
        pack(folder, tmp_path / "p.zip", progress=lambda _: threads.add(threading.get_ident()))
        assert threads == {threading.get_ident()}

    def test_what_it_raises_ends_the_call(self, huge: Path, tmp_path: Path) -> None:
        def full(_: Progress) -> None:
            raise LookupError("seen enough")

        with pytest.raises(LookupError, match="seen enough"):
            pack(huge, tmp_path / "p.zip", progress=full)
        assert list(tmp_path.iterdir()) == [huge]

    def test_what_it_returns_does_not_matter(self, folder: Path, tmp_path: Path) -> None:
        pack(folder, tmp_path / "p.zip", progress=lambda _: False)


class TestCancel:
    def test_before(self) -> None:
        token = CancelToken()
        assert not token.cancelled and repr(token) == "<CancelToken>"
        token.cancel()
        assert token.cancelled and repr(token) == "<CancelToken cancelled>"
        with pytest.raises(Cancelled) as caught:
            pack_bytes(b"text", cancel=token)
        assert caught.value.code is Code.CANCELLED

    def test_every_call_that_takes_a_token(self, package: bytes, tmp_path: Path) -> None:
        token = CancelToken()
        token.cancel()
        component = "diram-component-0.bin"
        with Package.open(package) as opened:
            arguments: dict[Callable[..., Any], tuple[Any, ...]] = {
                pack: (io.BytesIO(b"text"), tmp_path / "p.zip"),
                pack_bytes: (b"text",),
                unpack_bytes: (package,),
                compress_with_recovery: (b"text",),
                decompress_fault_tolerant: (package,),
                Packer: (tmp_path / "p.zip",),
                Package.open: (package,),
                opened.verify: (),
                opened.heal: (tmp_path / "healed",),
                opened.unpack: (tmp_path / "out",),
                opened.unpack_components: (tmp_path / "bin",),
                opened.entries: (),
                opened.namelist: (),
                opened.read: ("noise",),
                opened.components: (),
                opened.verify_coherence: (component,),
                opened.recover_component: (component,),
            }
            for call, given in arguments.items():
                with pytest.raises(Cancelled):
                    call(*given, cancel=token)
            steered = {
                name for holder in (pysemverx, Package) for name, value in vars(holder).items()
                if callable(value) and name[0] != "_" and "cancel" in inspect.signature(value).parameters
            }  # fmt: skip
        assert steered | {"open"} == {call.__name__ for call in arguments}, "none is left out"
        assert list(tmp_path.iterdir()) == []

    def test_from_another_thread(self, huge: Path, tmp_path: Path) -> None:
        token, running = CancelToken(), threading.Event()

        def stop() -> None:
            running.wait()
            token.cancel()

        stopper = threading.Thread(target=stop)
        stopper.start()
        with pytest.raises(Cancelled) as caught:
            pack(huge, tmp_path / "p.zip", cancel=token, progress=lambda _: running.set())
        stopper.join()
        assert "done" in caught.value.details
        assert list(tmp_path.iterdir()) == [huge]

    def test_from_inside(self, huge: Path, tmp_path: Path) -> None:
        token = CancelToken()
        with pytest.raises(Cancelled):
            pack(huge, tmp_path / "p.zip", cancel=token, progress=lambda _: token.cancel())

    def test_one_token_for_many_calls(self, huge: Path, tmp_path: Path) -> None:
        token, ended = CancelToken(), []
        running = threading.Barrier(3, action=token.cancel)

        def call(number: int) -> None:
            waited: list[int] = []

            def wait_once(_: Progress) -> None:
                if not waited:
                    waited.append(running.wait())

            try:
                pack(huge, tmp_path / f"{number}.zip", cancel=token, progress=wait_once)
            except Cancelled:
                ended.append(number)

        threads = [threading.Thread(target=call, args=(n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(ended) == [0, 1, 2]

    def test_a_token_of_tokens(self, huge: Path, tmp_path: Path) -> None:
        outer = CancelToken()
        inner = CancelToken(CancelToken(), outer)
        with pytest.raises(Cancelled):
            pack(huge, tmp_path / "p.zip", cancel=inner, progress=lambda _: outer.cancel())
        assert inner.cancelled

        alone = CancelToken()
        CancelToken(alone).cancel()
        assert not alone.cancelled

    def test_only_tokens(self) -> None:
        wrong: Any = "token"
        for call in (lambda: CancelToken(wrong), lambda: pack_bytes(b"", cancel=wrong)):
            with pytest.raises(TypeError):
                call()


class TestTimeout:
    def test_too_long(self, huge: Path, tmp_path: Path) -> None:
        with pytest.raises(DeadlineExceeded) as caught:
            pack(huge, tmp_path / "p.zip", timeout=0.05)
        error = caught.value
        assert issubclass(DeadlineExceeded, TimeoutError) and error.retryable
        assert error.details["limit_seconds"] == 0.05
        assert list(tmp_path.iterdir()) == [huge]

    def test_in_time(self, folder: Path, tmp_path: Path) -> None:
        pack(folder, tmp_path / "p.zip", timeout=3600)


CALL = """
import signal
import sys, pysemverx
src, dst, progress = sys.argv[1:]
options = {"progress": lambda _: None} if progress == "progress" else {}
# Whoever starts the tests in the background has Ctrl-C ignored in them.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    pysemverx.pack(src, dst, **options)
except KeyboardInterrupt:
    print("interrupted", flush=True)
    raise
"""


@pytest.mark.parametrize("progress", ["progress", "no progress"])
def test_ctrl_c(tmp_path: Path, progress: str) -> None:
    """The source is a pipe: that the child opens it shows that it is inside the call."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-c", CALL, str(pipe), str(tmp_path / "p.zip"), progress]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        with pytest.raises(BrokenPipeError), open(pipe, "wb", buffering=0) as source:
            child.send_signal(signal.SIGINT)
            while True:
                source.write(bytes(1 << 16))
        out, err = child.communicate(timeout=60)
    assert out == b"interrupted\n" and b"KeyboardInterrupt" in err
    assert child.returncode == -signal.SIGINT
    assert list(tmp_path.iterdir()) == [pipe]
