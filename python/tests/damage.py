"""Damage on purpose, where the parts of a package lie, and what a folder holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

HEADER = 256
FOOTER = 128


def places(package: bytes, kind: str = "component", number: int = 0) -> list[tuple[int, int]]:
    """Offset and length of every part of one component, by part number; asked of zipfile."""
    stem = f"diram-{kind}-{number}.part."
    found: dict[int, tuple[int, int]] = {}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for entry in archive.infolist():
            name = entry.filename.rsplit("/", 1)[-1]
            if name.startswith(stem):
                names = package[entry.header_offset + 26 : entry.header_offset + 30]
                skipped = int.from_bytes(names[:2], "little") + int.from_bytes(names[2:], "little")
                found[int(name[len(stem) :])] = (entry.header_offset + 30 + skipped, entry.file_size)
    assert sorted(found) == list(range(len(found))), "part numbers are gapless"
    return [found[part] for part in sorted(found)]


def parts(package: bytes, kind: str = "component", number: int = 0) -> list[bytes]:
    """The parts themselves."""
    return [package[at : at + size] for at, size in places(package, kind, number)]


def without(package: bytes, lost: Iterable[int]) -> bytes:
    """The package with these parts of component 0 wiped out: more than a part can mend."""
    damaged = bytearray(package)
    where = places(package)
    for part in lost:
        at, size = where[part]
        damaged[at : at + size] = bytes(size)
    return bytes(damaged)


def burst(data: bytes, at: int, length: int) -> bytes:
    """``data`` with ``length`` bytes inverted from ``at``."""
    middle = bytes(byte ^ 0xFF for byte in data[at : at + length])
    return data[:at] + middle + data[at + length :]


def tree(folder: Path) -> dict[str, object]:
    """What a folder holds, for comparing."""
    held: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            held[name] = path.readlink()
        else:
            held[name] = path.read_bytes() if path.is_file() else None
    return held
