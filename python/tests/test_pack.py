from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from damage import tree

from pysemverx import (
    ArgumentError,
    Code,
    FormatError,
    Package,
    StorageError,
    pack,
    pack_bytes,
    unpack_bytes,
)
from pysemverx.reports import PackReport


def test_a_folder_comes_back(folder: Path, tmp_path: Path) -> None:
    report = pack(str(folder), str(tmp_path / "p.zip"))
    assert isinstance(report, PackReport)
    assert report.name == "photos" and report.version == "0.0.0"
    assert report.files == 3
    assert report.output_bytes == (tmp_path / "p.zip").stat().st_size
    with Package.open(tmp_path / "p.zip") as package:
        done = package.unpack(tmp_path / "restored")
    assert done.files == 3 and done.links == 1
    assert tree(tmp_path / "restored") == tree(folder)


def test_a_file_comes_back(folder: Path, tmp_path: Path) -> None:
    pack(folder / "read me.txt", tmp_path / "p.zip", name="words", version="4.5.6")
    with Package.open(tmp_path / "p.zip") as package:
        assert (package.name, package.version) == ("words", "4.5.6")
        package.unpack(tmp_path / "restored")
    assert tree(tmp_path / "restored") == {"read me.txt": b"hello\n" * 1000}


@pytest.mark.parametrize("size", [0, 1, 5119, 5120, 102_401])
def test_bytes_come_back(content: bytes, size: int) -> None:
    assert unpack_bytes(pack_bytes(content[:size])) == content[:size]


def test_output_is_limited(content: bytes) -> None:
    package = pack_bytes(content)
    assert unpack_bytes(package, max_output=len(content)) == content
    with pytest.raises(FormatError) as caught:
        unpack_bytes(package, max_output=len(content) - 1)
    assert caught.value.code is Code.OUTPUT_LIMIT
    with pytest.raises(ArgumentError, match="max_output"):
        unpack_bytes(package, max_output=-1)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_any_buffer_is_content(kind: Any) -> None:
    assert unpack_bytes(kind(pack_bytes(kind(b"text")))) == b"text"


@pytest.mark.parametrize("codec", ["auto", "huffman", "brotli", "stored"])
def test_every_codec(codec: Any) -> None:
    text = b"a word and another word " * 9000
    package = pack_bytes(text, codec=codec)
    assert unpack_bytes(package) == text
    assert (len(package) < len(text)) == (codec != "stored")


def test_the_zip_is_a_zip(package_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "zipfile", "-t", package_path], capture_output=True, check=True
    )
    assert b"Done testing" in run.stdout


def test_more_redundancy_is_more_parity(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "src").write_bytes(content)
    plain = pack(tmp_path / "src", tmp_path / "a.zip")
    double = pack(tmp_path / "src", tmp_path / "b.zip", redundancy=25)
    assert double.parity_parts > plain.parity_parts


def test_five_kinds(folder: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.write_bytes(b"of another kind")
    pack(
        folder, tmp_path / "p.zip",
        services=[extra], operations=[extra], divisions=[extra], country=[str(extra)],
    )  # fmt: skip
    with Package.open(tmp_path / "p.zip") as package:
        kinds = {component.kind for component in package.components()}
        assert kinds >= {"component", "service", "operation", "division", "country"}
        assert package.read("diram-country-0.bin") == b"of another kind"


def test_the_same_input_gives_the_same_package(folder: Path, tmp_path: Path) -> None:
    pack(folder, tmp_path / "a.zip", threads=1)
    pack(folder, tmp_path / "b.zip", threads=2)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_an_epoch_hides_times(folder: Path, tmp_path: Path) -> None:
    pack(folder, tmp_path / "a.zip", epoch=954)
    os.utime(folder / "read me.txt", (1, 1))
    pack(folder, tmp_path / "b.zip", epoch=954)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


class TestStreams:
    def test_in(self, content: bytes, tmp_path: Path) -> None:
        source = io.BytesIO(content)
        pack(source, tmp_path / "p.zip", name="noise")
        assert not source.closed
        assert unpack_bytes((tmp_path / "p.zip").read_bytes()) == content

    def test_out(self, folder: Path, package_path: Path) -> None:
        target = io.BytesIO()
        pack(folder, target, version="1.2.3")
        assert not target.closed
        assert target.getvalue() == package_path.read_bytes()

    def test_both(self, content: bytes) -> None:
        target = io.BytesIO()
        report = pack(io.BytesIO(content), target)
        assert report.output_bytes == len(target.getvalue())
        assert unpack_bytes(target.getvalue()) == content

    def test_a_pipe(self, content: bytes) -> None:
        """Neither end can seek."""
        program = "import sys, pysemverx; pysemverx.pack(sys.stdin.buffer, sys.stdout.buffer)"
        run = subprocess.run(
            [sys.executable, "-c", program], input=content, capture_output=True, check=True
        )
        assert unpack_bytes(run.stdout) == content

    def test_what_a_reader_raises_comes_back_itself(self, tmp_path: Path) -> None:
        class Broken(io.RawIOBase):
            def read(self, n: int = -1, /) -> bytes:
                raise LookupError("no more")

        with pytest.raises(LookupError, match="no more"):
            pack(Broken(), tmp_path / "p.zip")
        assert list(tmp_path.iterdir()) == []

    def test_what_a_writer_raises_comes_back_itself(self, content: bytes) -> None:
        class Full:
            def write(self, data: bytes) -> int:
                raise BlockingIOError("full")

        with pytest.raises(BlockingIOError, match="full"):
            pack(io.BytesIO(content), Full())

    def test_a_writer_may_take_less(self, content: bytes) -> None:
        taken = bytearray()

        class Small:
            def write(self, data: bytes) -> int:
                taken.extend(data[:1000])
                return min(len(data), 1000)

        pack(io.BytesIO(content), Small())
        assert unpack_bytes(taken) == content

    def test_a_writer_that_takes_nothing(self, content: bytes) -> None:
        class Stuck:
            def write(self, data: bytes) -> int:
                return 0

        with pytest.raises(ValueError, match="said 0"):
            pack(io.BytesIO(content), Stuck())

    def test_a_text_file_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(TypeError, match="binary mode"):
            pack(io.StringIO("text"), tmp_path / "p.zip")  # type: ignore[arg-type]

    def test_a_reader_that_gives_too_much(self, tmp_path: Path) -> None:
        class Generous:
            def read(self, n: int, /) -> bytes:
                return bytes(n + 1)

        with pytest.raises(ValueError, match="gave"):
            pack(Generous(), tmp_path / "p.zip")


class TestRefusals:
    @pytest.mark.parametrize(
        ("options", "code"),
        [
            ({"codec": "zip"}, Code.LIMIT),
            ({"quality": 12}, Code.LIMIT),
            ({"quality": -1}, Code.LIMIT),
            ({"redundancy": 50}, Code.LIMIT),
            ({"threads": -1}, Code.LIMIT),
            ({"epoch": 1 << 64}, Code.LIMIT),
            ({"timeout": -1}, Code.LIMIT),
            ({"timeout": float("nan")}, Code.LIMIT),
            ({"services": "one.bin"}, Code.ARGUMENT),
        ],
    )
    def test_options(self, options: dict[str, Any], code: Code) -> None:
        with pytest.raises(ArgumentError) as caught:
            pack_bytes(b"text", **options)
        assert caught.value.code is code
        assert next(iter(options)) in str(caught.value)

    def test_content_is_not_a_path(self, tmp_path: Path) -> None:
        with pytest.raises(ArgumentError, match="src: must be a path"):
            pack(b"text", tmp_path / "p.zip")  # type: ignore[arg-type]
        with pytest.raises(ArgumentError, match="dst: must be a path"):
            pack(tmp_path, 3)  # type: ignore[arg-type]
        with pytest.raises(ArgumentError, match="data: must be bytes"):
            pack_bytes("text")  # type: ignore[arg-type]

    def test_a_missing_source(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError) as caught:
            pack(tmp_path / "missing", tmp_path / "p.zip")
        assert caught.value.errno == 2
        assert caught.value.filename == str(tmp_path / "missing")

    def test_a_missing_target_folder(self, folder: Path, tmp_path: Path) -> None:
        for source in (folder, io.BytesIO(b"text")):
            with pytest.raises(OSError):
                pack(source, tmp_path / "missing" / "p.zip")


def test_a_target_is_replaced_only_by_a_whole_package(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "p.zip"
    target.write_bytes(b"older")
    with pytest.raises(StorageError):
        pack(tmp_path / "missing", target)
    assert target.read_bytes() == b"older"
    pack(folder, target)
    assert zipfile.is_zipfile(target)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p.zip", "photos"]
