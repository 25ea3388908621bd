"""Damaged copies of a package, and exactly which parts each damage touched."""

import dataclasses
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

BURST = 32
HOLE = 400_000
HEAD = 4_096
TAIL = 20_480
LOCAL_HEADER = 30


@dataclasses.dataclass(frozen=True)
class Part:
    """One part, and where its entry and its bytes are in the intact package."""

    component: str
    number: int
    entry: int
    begin: int
    end: int


def parts(package: Path) -> list[Part]:
    """All parts in the order of the file, from the zip's directory."""
    found = []
    with zipfile.ZipFile(package) as archive:
        for info in archive.infolist():
            name = re.fullmatch(r"(?:.*/)?(diram-\w+-\d+)\.part\.(\d+)", info.filename)
            if name:
                begin = info.header_offset + LOCAL_HEADER + len(info.filename.encode())
                entry = info.header_offset
                found.append(Part(f"{name[1]}.bin", int(name[2]), entry, begin, begin + info.file_size))
    return found


class Copy:
    """A package in memory while it is damaged. Cutting comes last: it moves what follows."""

    def __init__(self, intact: bytes, of: list[Part]) -> None:
        self.intact, self.bytes, self.parts = intact, bytearray(intact), of
        self.cut: set[Part] = set()
        self.chance = random.Random(95.4)

    def flip(self, count: int) -> str:
        for _ in range(count):
            self.bytes[self.chance.randrange(len(self.bytes))] ^= 1 << self.chance.randrange(8)
        return f"{count} bytes anywhere have one bit flipped"

    def burst(self) -> str:
        part = self.chance.choice([p for p in self.parts if p.end - p.begin > 1_000])
        at = part.begin + 200
        for i in range(at, at + BURST):
            self.bytes[i] ^= 0xFF
        return f"{BURST} bytes in a row are inverted in part {part.number} of {part.component}"

    def hole(self) -> str:
        at = len(self.bytes) // 4
        self.bytes[at : at + HOLE] = bytes(HOLE)
        return f"{HOLE // 1000} kB from byte {at:,} on are zeros"

    def ends(self) -> str:
        self.bytes[:HEAD] = bytes(HEAD)
        self.bytes[-TAIL:] = bytes(TAIL)
        return f"the first {HEAD // 1024} KB and the last {TAIL // 1024} KB, the end of the zip's directory, are zeros"

    def delete(self, percent: int) -> str:
        by_component: dict[str, list[Part]] = {}
        for part in self.parts:
            by_component.setdefault(part.component, []).append(part)
        for own in by_component.values():
            self.cut.update(self.chance.sample(own, max(1, len(own) * percent // 100)))
        return f"{percent} % of the parts of each component, {len(self.cut)} in all, are cut out of the file"

    def touched(self) -> set[Part]:
        """The parts that are not as they were."""
        return {p for p in self.parts if p in self.cut or self.bytes[p.begin : p.end] != self.intact[p.begin : p.end]}

    def write(self, path: Path) -> None:
        kept, at = bytearray(), 0
        for part in sorted(self.cut, key=lambda p: p.entry):
            kept += self.bytes[at : part.entry]
            at = part.end
        path.write_bytes(kept + self.bytes[at:])


@dataclasses.dataclass(frozen=True)
class Kind:
    """One damaged copy: its name, what is done to it, and whether mending needs to be told to salvage."""

    name: str
    title: str
    salvage: bool
    steps: tuple[Callable[[Copy], str], ...]


KINDS = (
    Kind("scratched", "Flipped bytes and a burst", False, (lambda c: c.flip(20), Copy.burst)),
    Kind("thinned", "3 % of the parts deleted", False, (lambda c: c.delete(3),)),
    Kind("holed", "A hole of 400 kB", False, (Copy.hole,)),
    Kind("headless", "Both ends destroyed", False, (Copy.ends,)),
    Kind(
        "everything",
        "Everything at once",
        True,
        (lambda c: c.flip(20), Copy.burst, Copy.hole, Copy.ends, lambda c: c.delete(2)),
    ),
)
