from __future__ import annotations

import gc
import io
from pathlib import Path
from typing import Any

import pytest

from pysemverx import (
    ArgumentError,
    Cancelled,
    CancelToken,
    Code,
    DiramError,
    Package,
    Packer,
    Progress,
    StateError,
)

FILES = {"a.txt": b"hello", "deep/er/b.bin": bytes(20_000), "empty": b""}


def test_to_a_path(tmp_path: Path) -> None:
    with Packer(tmp_path / "p.zip", name="mix", version="7.0.0") as packer:
        for name, data in FILES.items():
            packer.add(name, len(data), data)
        assert not (tmp_path / "p.zip").exists()
    assert packer.report is not None and packer.report.files == 3
    assert [p.name for p in tmp_path.iterdir()] == ["p.zip"]
    with Package.open(tmp_path / "p.zip") as package:
        assert (package.name, package.version) == ("mix", "7.0.0")
        assert {name: package.read(name) for name in FILES} == FILES


def test_to_a_stream_from_streams() -> None:
    target = io.BytesIO()
    with Packer(target) as packer:
        for name, data in FILES.items():
            packer.add(name, len(data), io.BytesIO(data))
    assert not target.closed
    with Package.open(target) as package:
        assert {name: package.read(name) for name in FILES} == FILES


def test_an_exception_discards(tmp_path: Path) -> None:
    with pytest.raises(LookupError), Packer(tmp_path / "p.zip") as packer:
        packer.add("a", 5, b"hello")
        raise LookupError
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StateError):
        packer.add("b", 5, b"hello")


def test_discarding_inside_the_block(tmp_path: Path) -> None:
    with Packer(tmp_path / "p.zip") as packer:
        packer.discard()
        packer.discard()
    assert list(tmp_path.iterdir()) == [] and packer.report is None


def test_over_is_over(tmp_path: Path) -> None:
    packer = Packer(tmp_path / "p.zip")
    packer.finish()
    for call in (packer.finish, lambda: packer.add("a", 1, b"a")):
        with pytest.raises(StateError) as caught:
            call()
        assert caught.value.code is Code.CLOSED


def test_forgetting_is_reported_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.warns(ResourceWarning, match="unfinished <Packer open>"):
        Packer(tmp_path / "p.zip")
        gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_the_size_must_be_right() -> None:
    for size, source in ((4, b"hello"), (6, b"hello"), (6, io.BytesIO(b"hello"))):
        with pytest.raises(DiramError, match="size|lacks"), Packer(io.BytesIO()) as packer:
            packer.add("a", size, source)


def test_a_stream_may_go_on() -> None:
    source, target = io.BytesIO(b"hello"), io.BytesIO()
    with Packer(target) as packer:
        packer.add("a", 4, source)
        packer.add("b", 1, source)
    with Package.open(target) as package:
        assert (package.read("a"), package.read("b")) == (b"hell", b"o")


@pytest.mark.parametrize("size", [-1, 1 << 64])
def test_the_size_must_be_possible(size: int) -> None:
    with pytest.raises(ArgumentError, match="size"), Packer(io.BytesIO()) as packer:
        packer.add("a", size, io.BytesIO())


@pytest.mark.parametrize("name", ["/a", "../a", "a/../../b", ""])
def test_names_stay_inside(name: str) -> None:
    with pytest.raises(DiramError) as caught, Packer(io.BytesIO()) as packer:
        packer.add(name, 1, b"a")
    assert caught.value.code in (Code.UNSAFE_PATH, Code.ARGUMENT)


@pytest.mark.parametrize("source", [5, "text", None])
def test_a_source_of_no_kind(source: Any) -> None:
    with pytest.raises(ArgumentError, match="source"), Packer(io.BytesIO()) as packer:
        packer.add("a", 4, source)


def test_steering() -> None:
    seen: list[Progress] = []
    with Packer(io.BytesIO(), progress=seen.append) as packer:
        packer.add("a", 5, b"hello")
    assert seen and seen[-1].phase == "pack"

    token = CancelToken()
    with pytest.raises(Cancelled), Packer(io.BytesIO(), cancel=token) as packer:
        packer.add("a", 5, b"hello")
        token.cancel()
        packer.add("b", 5, b"hello")


def test_what_a_reader_raises_comes_back_itself() -> None:
    class Broken(io.RawIOBase):
        def read(self, n: int = -1, /) -> bytes:
            raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"), Packer(io.BytesIO()) as packer:
        packer.add("a", 5, Broken())
