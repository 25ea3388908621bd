from __future__ import annotations

import asyncio
import inspect
import io
import threading
from collections.abc import Callable, Coroutine
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from damage import parts, tree, without

import pysemverx
from pysemverx import ArgumentError, Cancelled, CancelToken, Package, Progress, aio


def run(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Runs a coroutine test on a loop of its own, and sees that no thread of ours is left."""

    @wraps(test)
    def call(*args: Any, **kwargs: Any) -> None:
        asyncio.run(test(*args, **kwargs))
        for thread in threading.enumerate():
            if thread.name.startswith("pysemverx"):
                thread.join()

    return call


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    path = tmp_path / "huge"
    with open(path, "wb") as file:
        file.truncate(64 << 30)
    return path


@run
async def test_the_whole_way(folder: Path, tmp_path: Path) -> None:
    report = await aio.pack(folder, tmp_path / "p.zip", version="1.0.0")
    assert report.files == 3
    async with aio.Package.open(tmp_path / "p.zip") as package:
        assert (package.name, package.version) == ("photos", "1.0.0")
        assert repr(package) == "<aio.Package 'photos' '1.0.0'>"
        assert (await package.verify()).status == "intact"
        assert await package.overall_coherence() == 1.0
        await package.unpack(tmp_path / "out")
        assert "read me.txt" in await package.namelist()
        assert await package.read("read me.txt") == b"hello\n" * 1000
        async with await package.open_entry("read me.txt") as entry:
            assert await entry.read(5) == b"hello"
            assert len(await entry.read()) == 5995
    assert package.closed
    assert tree(tmp_path / "out") == tree(folder)


@run
async def test_opening_by_await(package: bytes, content: bytes) -> None:
    opened = await aio.Package.open(without(package, [2]))
    target = io.BytesIO()
    assert (await opened.heal(target)).rebuilt_parts == 1
    assert target.getvalue() == package
    assert await opened.has_component("diram-component-0.bin")
    assert await opened.recover_component("diram-component-0.bin") == content
    assert await opened.verify_coherence("diram-component-0.bin") < 1
    assert [view.component_id for view in await opened.components()][0] == 0
    opened.close()


@run
async def test_functions(content: bytes) -> None:
    package = await aio.pack_bytes(content)
    assert await aio.unpack_bytes(package) == content
    part = parts(package)[0]
    assert (await aio.check_part(part)).intact
    assert await aio.heal_part(part) == part
    assert (await aio.reconstruct_component(parts(package))).data == content
    packed = await aio.compress_with_recovery(content)
    assert await aio.decompress_fault_tolerant(packed) == content
    assert await aio.huffman_decode(await aio.huffman_encode(content)) == content
    assert len(await aio.huffman_codes(b"abc")) == 3


@run
async def test_packing_member_by_member(tmp_path: Path) -> None:
    async with aio.Packer(tmp_path / "p.zip", name="mix") as packer:
        await packer.add("a", 5, b"hello")
        await packer.add("b", 3, io.BytesIO(b"you"))
    assert packer.report is not None and packer.report.files == 2
    with pytest.raises(LookupError):
        async with aio.Packer(tmp_path / "q.zip") as packer:
            await packer.add("a", 5, b"hello")
            raise LookupError
    assert [p.name for p in tmp_path.iterdir()] == ["p.zip"]


@run
async def test_the_loop_goes_on_meanwhile(huge: Path, tmp_path: Path) -> None:
    token = CancelToken()
    work = asyncio.create_task(aio.pack(huge, tmp_path / "p.zip", cancel=token))
    for _ in range(1000):
        await asyncio.sleep(0)
    assert not work.done()
    token.cancel()
    with pytest.raises(Cancelled):
        await work


@run
async def test_a_cancelled_task_stops_the_work(huge: Path, tmp_path: Path) -> None:
    started, token = asyncio.Event(), CancelToken()
    call = aio.pack(huge, tmp_path / "p.zip", cancel=token, progress=lambda _: started.set())
    work = asyncio.create_task(call)
    await started.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert list(tmp_path.iterdir()) == [huge], "the work has ended and cleaned up"
    assert not token.cancelled, "other calls with this token go on"


@run
async def test_a_time_limit_of_the_caller(huge: Path, tmp_path: Path) -> None:
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(aio.pack(huge, tmp_path / "p.zip"), 0.05)
    assert list(tmp_path.iterdir()) == [huge]


@run
async def test_many_waiting_calls_are_cancelled(huge: Path, tmp_path: Path) -> None:
    works = [asyncio.create_task(aio.pack(huge, tmp_path / f"{n}.zip")) for n in range(50)]
    await asyncio.sleep(0)
    for work in works:
        work.cancel()
    ended = await asyncio.gather(*works, return_exceptions=True)
    assert all(isinstance(end, asyncio.CancelledError) for end in ended)
    assert list(tmp_path.iterdir()) == [huge]


@run
async def test_progress_comes_on_the_loop(folder: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    threads: set[int] = set()

    def look(progress: Progress) -> None:
        seen.append(progress)
        threads.add(threading.get_ident())

    await aio.pack(folder, tmp_path / "p.zip", progress=look)
    assert seen[-1].phase == "pack" and threads == {threading.get_ident()}


@run
async def test_what_progress_raises_ends_the_call(huge: Path, tmp_path: Path) -> None:
    def full(_: Progress) -> None:
        raise LookupError("seen enough")

    with pytest.raises(LookupError, match="seen enough"):
        await aio.pack(huge, tmp_path / "p.zip", progress=full)
    assert list(tmp_path.iterdir()) == [huge]


@run
async def test_arguments_are_checked(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="redundancy"):
        await aio.pack(tmp_path, "p.zip", redundency=3)  # type: ignore[call-arg]
    with pytest.raises(ArgumentError, match="redundancy"):
        aio.Packer(tmp_path / "p.zip", redundency=3)
    with pytest.raises(ArgumentError, match="src"):
        await aio.Package.open(3)  # type: ignore[arg-type]


def test_every_long_call_has_a_twin() -> None:
    for name in pysemverx.packages.__all__:
        value = getattr(pysemverx.packages, name)
        if inspect.isfunction(value):
            assert inspect.iscoroutinefunction(getattr(aio, name)), name
    public = {name for name, value in vars(Package).items() if name[0] != "_" and callable(value)}
    assert public <= set(dir(aio.Package))
