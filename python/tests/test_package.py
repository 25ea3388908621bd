from __future__ import annotations

import gc
import io
import shutil
from pathlib import Path

import pytest
from damage import burst, places, tree, without

from pysemverx import (
    ArgumentError,
    Code,
    CoherenceError,
    DiramError,
    FormatError,
    IntegrityError,
    LostError,
    Package,
    StateError,
    StorageError,
    unpack_bytes,
)
from pysemverx.reports import Verification

MENDABLE = 32
"""Bytes of a burst that a part mends by itself."""


def beyond_the_threshold(package: bytes) -> int:
    """How many lost parts are one more than the rule lets go, and no more than parity gives."""
    with Package.open(package) as opened:
        row = opened.verify().components[0]
    lost = 46 * row.parts // 1000 + 1
    assert lost <= row.recoverable
    return lost


class TestOpening:
    def test_every_source(self, package: bytes, tmp_path: Path) -> None:
        path = tmp_path / "p.zip"
        path.write_bytes(package)
        with open(path, "rb") as file:
            for source in (
                path, str(path), package, bytearray(package), memoryview(package),
                file, io.BytesIO(package),
            ):  # fmt: skip
                with Package.open(source) as opened:
                    assert opened.name == "noise"
            assert not file.closed

    def test_a_source_of_no_kind(self) -> None:
        with pytest.raises(ArgumentError, match="src"):
            Package.open(3)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="Package.open"):
            Package()

    def test_not_a_package(self) -> None:
        for noise in (b"", b"text", bytes(100_000)):
            with pytest.raises(FormatError) as caught:
                Package.open(noise)
            assert isinstance(caught.value, ValueError)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError) as caught:
            Package.open(tmp_path / "missing.zip")
        assert caught.value.filename == str(tmp_path / "missing.zip")
        assert caught.value.errno == 2

    def test_what_a_reader_raises_comes_back_itself(self) -> None:
        class Broken(io.BytesIO):
            def read(self, n: int | None = -1, /) -> bytes:
                raise ConnectionResetError("gone")

        with pytest.raises(ConnectionResetError, match="gone"):
            Package.open(Broken(bytes(5000)))


class TestHandle:
    def test_closing(self, package: bytes) -> None:
        opened = Package.open(package)
        assert repr(opened) == "<Package 'noise' '0.0.0'>"
        opened.close()
        opened.close()
        assert opened.closed and repr(opened) == "<Package closed>"
        for call in (
            opened.verify, opened.entries, opened.namelist, opened.components,
            lambda: opened.name, lambda: opened.overall_coherence,
            lambda: opened.read("noise"), lambda: opened.has_component("diram-component-0.bin"),
        ):  # fmt: skip
            with pytest.raises(StateError) as caught:
                call()
            assert caught.value.code is Code.CLOSED

    def test_forgetting_is_reported(self, package: bytes) -> None:
        with pytest.warns(ResourceWarning, match="unclosed <Package 'noise'"):
            Package.open(package)
            gc.collect()

    def test_an_entry_outlives_its_package(self, package: bytes, content: bytes) -> None:
        with Package.open(package) as opened:
            entry = opened.open_entry(opened.namelist()[0])
        assert entry.read() == content
        entry.close()


class TestLooking:
    def test_intact(self, package: bytes) -> None:
        with Package.open(package) as opened:
            found = opened.verify()
            assert isinstance(found, Verification)
            assert (found.status, found.coherence, found.coherence_healed) == ("intact", 1.0, 1.0)
            assert found.container_intact and found.threshold == 0.954
            assert found.bytes == len(package)
            assert opened.overall_coherence == 1.0
            first = found.components[0]
            assert first.name == "diram-component-0.bin" and first.lost == ()

    def test_healable(self, package: bytes) -> None:
        at, _ = places(package)[3]
        with Package.open(burst(package, at + 500, MENDABLE)) as opened:
            found = opened.verify()
            assert found.status == "healable"
            assert found.coherence < 1.0 == found.coherence_healed
            assert found.components[0].mended == 1
            assert opened.verify_coherence("diram-component-0.bin") < 1.0
            assert opened.overall_coherence == found.coherence

    def test_below_threshold_and_lost(self, package: bytes) -> None:
        lost = beyond_the_threshold(package)
        with Package.open(without(package, range(lost))) as opened:
            assert opened.verify().status == "below-threshold"
            parity = opened.verify().components[0].recoverable
        with Package.open(without(package, range(parity + 1))) as opened:
            assert opened.verify().status == "lost"


class TestHealing:
    def test_byte_for_byte(self, package: bytes, tmp_path: Path) -> None:
        damaged = without(burst(package, places(package)[5][0] + 300, MENDABLE), [2])
        with Package.open(damaged) as opened:
            report = opened.heal(tmp_path / "healed.zip")
            stream = io.BytesIO()
            assert opened.heal(stream).bytes == len(package)
        assert (report.mended_parts, report.rebuilt_parts) == (1, 1)
        assert report.coherence_before < 1.0 == report.coherence_after
        assert (tmp_path / "healed.zip").read_bytes() == package == stream.getvalue()

    def test_over_itself(self, package: bytes, tmp_path: Path) -> None:
        path = tmp_path / "p.zip"
        path.write_bytes(without(package, [0]))
        with Package.open(path) as opened:
            opened.heal(path)
        assert path.read_bytes() == package
        assert [p.name for p in tmp_path.iterdir()] == ["p.zip"]

    def test_below_the_threshold(self, package: bytes, content: bytes, tmp_path: Path) -> None:
        damaged = without(package, range(beyond_the_threshold(package)))
        with Package.open(damaged) as opened:
            with pytest.raises(CoherenceError) as caught:
                opened.heal(tmp_path / "healed.zip")
            error = caught.value
            assert error.measured < error.required == 0.954 and error.recoverable
            assert error.hint is not None and "salvage" in error.hint
            assert error.details["component"] == "diram-component-0.bin"
            assert not (tmp_path / "healed.zip").exists()
            opened.heal(tmp_path / "healed.zip", salvage=True)
        assert (tmp_path / "healed.zip").read_bytes() == package
        assert unpack_bytes(damaged, salvage=True) == content

    def test_lost(self, package: bytes, tmp_path: Path) -> None:
        with Package.open(without(package, range(20))) as opened:
            for call in (
                lambda: opened.heal(tmp_path / "healed.zip", salvage=True),
                lambda: opened.unpack(tmp_path / "out", salvage=True),
            ):
                with pytest.raises(LostError) as caught:
                    call()
                assert caught.value.components == ("diram-component-0.bin",)
        assert list(tmp_path.iterdir()) == []

    def test_what_a_writer_raises_comes_back_itself(self, package: bytes) -> None:
        class Full:
            def write(self, data: bytes) -> int:
                raise OverflowError("full")

        with Package.open(package) as opened, pytest.raises(OverflowError, match="full"):
            opened.heal(Full())


class TestUnpacking:
    def test_some_members(self, package_path: Path, tmp_path: Path) -> None:
        with Package.open(package_path) as opened:
            report = opened.unpack(tmp_path / "out", paths=["2026"])
        assert report.files == 2
        assert sorted(tree(tmp_path / "out")) == ["2026", "2026/empty", "2026/noise.raw"]

    def test_a_full_target_needs_force(self, package_path: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        out.mkdir()
        (out / "mine").write_text("mine")
        with Package.open(package_path) as opened:
            with pytest.raises(StorageError) as caught:
                opened.unpack(out)
            assert caught.value.code is Code.IO and str(out) in str(caught.value)
            assert [p.name for p in out.iterdir()] == ["mine"]
            opened.unpack(out, force=True)
        assert (out / "mine").read_text() == "mine"
        assert (out / "read me.txt").exists()

    def test_best_effort(self, folder: Path, tmp_path: Path) -> None:
        from pysemverx import pack

        pack(folder, tmp_path / "p.zip", codec="stored")
        damaged = without((tmp_path / "p.zip").read_bytes(), range(10, 15))
        with Package.open(damaged) as opened:
            report = opened.unpack(tmp_path / "out", best_effort=True)
        assert [row.path for row in report.damage] == ["2026/noise.raw"]
        found = (tmp_path / "out" / "2026" / "noise.raw.damaged").read_bytes()
        whole = (folder / "2026" / "noise.raw").read_bytes()
        assert len(found) == len(whole)
        good = 0
        for start, end in report.damage[0].ranges:
            assert found[good:start] == whole[good:start] and found[start:end] == bytes(end - start)
            good = end
        assert found[good:] == whole[good:]
        assert (tmp_path / "out" / "read me.txt").read_bytes() == b"hello\n" * 1000

    def test_components(self, package: bytes, content: bytes, tmp_path: Path) -> None:
        with Package.open(package) as opened:
            opened.unpack_components(tmp_path / "out")
        assert (tmp_path / "out" / "diram-component-0.bin").read_bytes() == content

    def test_refusals(self, package: bytes, tmp_path: Path) -> None:
        with Package.open(package) as opened:
            with pytest.raises(ArgumentError, match="folder: must be a path"):
                opened.unpack(b"out")  # type: ignore[arg-type]
            with pytest.raises(ArgumentError, match="paths: must be a list"):
                opened.unpack(tmp_path / "out", paths="2026")
            with pytest.raises(ArgumentError, match="dst: must be a path"):
                opened.heal(None)  # type: ignore[arg-type]


class TestReading:
    def test_members(self, package_path: Path, folder: Path) -> None:
        with Package.open(package_path) as opened:
            rows = {entry.path.rstrip("/"): entry for entry in opened.entries()}
            assert set(rows) == set(tree(folder))
            assert rows["latest"].type == "symlink" and rows["2026"].type == "directory"
            noise = (folder / "2026" / "noise.raw").read_bytes()
            assert rows["2026/noise.raw"].size == len(noise)
            assert opened.read("2026/noise.raw") == noise
            assert opened.read("2026/empty") == b""

    def test_an_entry_as_a_file(self, package_path: Path, folder: Path, tmp_path: Path) -> None:
        with Package.open(package_path) as opened:
            with opened.open_entry("2026/noise.raw") as entry:
                assert entry.readable() and not entry.writable() and entry.seekable()
                assert entry.name == "2026/noise.raw"
                with open(tmp_path / "copy", "wb") as copy:
                    shutil.copyfileobj(entry, copy, 7777)
            with opened.open_entry("read me.txt") as words, io.TextIOWrapper(words) as lines:
                assert sum(line == "hello\n" for line in lines) == 1000
        assert (tmp_path / "copy").read_bytes() == (folder / "2026/noise.raw").read_bytes()

    def test_reading_below_the_threshold(self, package: bytes, content: bytes) -> None:
        with Package.open(without(package, range(beyond_the_threshold(package)))) as opened:
            with pytest.raises(CoherenceError):
                opened.read("noise")
            assert opened.read("noise", salvage=True) == content
            assert opened.recover_component("diram-component-0.bin") == content

    def test_reading_is_limited(self, package: bytes, content: bytes) -> None:
        with Package.open(package) as opened:
            assert opened.read("noise", max_output=len(content)) == content
            with pytest.raises(FormatError) as caught:
                opened.read("noise", max_output=len(content) - 1)
            assert caught.value.code is Code.OUTPUT_LIMIT

    def test_an_entry_seeks(self, package: bytes, content: bytes) -> None:
        with Package.open(package) as opened, opened.open_entry("noise") as entry:
            assert entry.seek(-10, io.SEEK_END) == len(content) - 10 == entry.tell()
            assert entry.read() == content[-10:]
            assert entry.seek(70_000) == 70_000 and entry.read(5) == content[70_000:70_005]
            assert entry.seek(5, io.SEEK_CUR) == 70_010 and entry.read(5) == content[70_010:70_015]
            entry.seek(len(content) + 5)
            assert entry.read() == b""
            for offset, whence in ((-1, 0), (-len(content) - 1, 2), (0, 7)):
                with pytest.raises(ValueError):
                    entry.seek(offset, whence)

    def test_a_missing_member(self, package_path: Path) -> None:
        with Package.open(package_path) as opened:
            for call in (opened.read, opened.open_entry, opened.recover_component):
                with pytest.raises(DiramError, match="missing") as caught:
                    call("missing")
                assert caught.value.code is Code.ARGUMENT

    def test_a_closed_entry(self, package: bytes) -> None:
        with Package.open(package) as opened:
            entry = opened.open_entry("noise")
            entry.close()
            entry.close()
            with pytest.raises(ValueError, match="closed"):
                entry.read()

    def test_components_by_every_name(self, package: bytes, content: bytes) -> None:
        with Package.open(package) as opened:
            for name in (
                "diram-component-0.bin",
                "root/obinexus/src/diram-component-0.bin",
                "diram-component-0.part.3",
            ):
                assert opened.has_component(name)
                assert opened.verify_coherence(name) == 1.0
                assert opened.recover_component(name) == content
            assert not opened.has_component("diram-component-1.bin")
            assert not opened.has_component("anything")

    def test_the_specifications_view(self, package: bytes, content: bytes) -> None:
        import hashlib

        with Package.open(package) as opened:
            view = opened.components()[0]
        assert view.name == "diram-component-0.bin" and view.component_id == 0
        assert view.total_size == len(content)
        assert view.sha256 == hashlib.sha256(content).hexdigest()
        assert view.num_parts == len(view.parts) == len(places(package))
        assert view.recovery.recovery_threshold == 0.954
        assert len(view.recovery.parity_parts) >= 2
        for part, (_, size) in zip(view.parts, places(package), strict=True):
            assert part.filename == f"root/obinexus/src/diram-component-0.part.{part.part_number}"
            assert part.part_size == size


def test_damage_is_never_passed_on(package: bytes, content: bytes) -> None:
    """Every byte of a part's header, one at a time."""
    at, _ = places(package)[1]
    for offset in range(at, at + 256):
        damaged = burst(package, offset, 1)
        try:
            assert unpack_bytes(damaged) == content
        except IntegrityError:
            pytest.fail(f"one byte at {offset - at} is more than a part can mend")
