"""Whole programs on files of 100 MB: what is run, and what must come out."""

import filecmp
import os
import random
import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

SIZE = 100_000_000
HOLES = 100
HOLE = 5_000
# Threads of par2 that wait burn their cores by default: on a busy machine it would look worse than it is.
ENVIRONMENT = os.environ | {"OMP_WAIT_POLICY": "passive"}

Note = Callable[[str, str, tuple[float, float]], None]


def worked() -> float:
    """Seconds of all cores that finished programs took."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def timed(
    *command: str | Path, expect: int = 0, one_core: bool = False, stdout: Path | None = None
) -> tuple[float, float]:
    """Seconds on the clock and seconds of work on all cores; the exit status must be the expected one."""
    prefix = ["taskset", "-c", str(min(os.sched_getaffinity(0)))] if one_core else []
    with open(stdout or os.devnull, "wb") as out:
        start, before = time.perf_counter(), worked()
        done = subprocess.run([*prefix, *map(str, command)], stdout=out, stderr=subprocess.PIPE, env=ENVIRONMENT, check=False)
        seconds = time.perf_counter() - start
    if done.returncode != expect:
        raise SystemExit(f"{command}: exit {done.returncode}, not {expect}\n{done.stderr.decode()}")
    return seconds, worked() - before


def holes(source: Path, target: Path, seed: int) -> None:
    """A copy of a file with HOLES places zeroed."""
    shutil.copyfile(source, target)
    chance = random.Random(seed)
    with open(target, "r+b") as file:
        for _ in range(HOLES):
            file.seek(chance.randrange(source.stat().st_size - HOLE))
            file.write(bytes(HOLE))


def same(one: Path, other: Path) -> None:
    if not filecmp.cmp(one, other, shallow=False):
        raise SystemExit(f"{one} and {other} differ")


class Programs:
    """One object a run; every method is a round of one comparison and notes the time by job and program."""

    def __init__(self, room: Path, diram: Path, make: Path) -> None:
        self.room, self.diram = room, diram
        self.sizes: dict[str, int] = {}
        self.noise = self.input(make, "noise", SIZE)
        self.mixed = self.input(make, "text", SIZE // 2)
        with open(self.mixed, "ab") as file:
            file.write(self.input(make, "binary", SIZE // 2).read_bytes())

    def input(self, make: Path, kind: str, size: int) -> Path:
        path = self.room / kind
        timed(make, "make", kind, str(size), path)
        return path

    def stored(self, note: Note) -> None:
        """diram and par2 on bytes that nothing shrinks: create, verify, repair. What par2 needs does not
        depend on the bytes, so the same time stands beside `auto`."""
        package, healed = self.room / "noise.zip", self.room / "healed.zip"
        note("pack", "diram", timed(self.diram, "pack", self.noise, "-o", package, "--codec", "stored"))
        par2 = self.room / "par2"
        shutil.rmtree(par2, ignore_errors=True)
        par2.mkdir()
        data = par2 / "noise"
        os.link(self.noise, data)
        index = par2 / "noise.par2"
        created = timed("par2", "create", "-q", "-q", "-r6", index, data)
        note("pack", "par2", created)
        note("auto", "par2", created)
        note("verify", "diram", timed(self.diram, "verify", package))
        note("verify", "par2", timed("par2", "verify", "-q", "-q", index))
        self.sizes["stored"] = package.stat().st_size
        self.sizes["par2"] = SIZE + sum(p.stat().st_size for p in par2.glob("*.par2"))

        damaged = self.room / "damaged.zip"
        holes(package, damaged, seed=1)
        note("heal", "diram", timed(self.diram, "heal", damaged, "-o", healed))
        same(package, healed)
        data.unlink()
        holes(self.noise, data, seed=1)
        note("heal", "par2", timed("par2", "repair", "-q", "-q", index))
        same(self.noise, data)
        shutil.rmtree(par2)
        healed.unlink()
        damaged.unlink()

    def smaller(self, note: Note) -> None:
        """The codecs that shrink, on bytes that do: `huffman` beside gzip -1 on one core."""
        package = self.room / "mixed.zip"
        note("auto", "diram", timed(self.diram, "pack", self.mixed, "-o", package))
        self.sizes["auto"] = package.stat().st_size
        huffman = (self.diram, "pack", self.mixed, "-o", package, "--codec", "huffman")
        note("huffman", "diram", timed(*huffman, one_core=True))
        self.sizes["huffman"] = package.stat().st_size
        gzip = self.room / "mixed.gz"
        note("huffman", "gzip", timed("gzip", "-1", "-c", self.mixed, one_core=True, stdout=gzip))
        self.sizes["gzip"] = gzip.stat().st_size
