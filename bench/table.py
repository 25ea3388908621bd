#!/usr/bin/env python3
"""Runs every comparison in rounds, turn by turn, and prints the medians as ratios with their goals."""

import collections
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from programs import SIZE, Programs

TOP = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", TOP / "target"))
BENCH = TARGET / "release" / "diram-bench"
PEERS = TARGET / "bench-peers" / "release" / "diram-bench-peers"
DIRAM = TARGET / "release" / "diram"
BUDGET = float(os.environ.get("BENCH_SECONDS", "240"))
ROUNDS = range(3, 8)  # at least, and fewer than

ERASURE, SIMD, LEOPARD = "reed-solomon-erasure", "reed-solomon-erasure simd-accel", "reed-solomon-simd"
# What a ratio is about: job, peer, how many times as fast we want to be, and what the job is called.
# No goal: printed for the context.
GOALS: list[tuple[str, str, float | None, str]] = [
    ("rs-encode", ERASURE, None, "Reed–Solomon 240+16×5120, encode"),
    ("rs-encode", SIMD, 10, ""),
    ("rs-encode", LEOPARD, 3.5, ""),
    ("rs-restore", ERASURE, None, "same, 16 lost, fresh pattern"),
    ("rs-restore", SIMD, 40, ""),
    ("rs-restore", LEOPARD, 12, ""),
    ("huffman-encode text", "zlib-rs", None, "Huffman 64 KiB, encode, text"),
    ("huffman-encode binary", "zlib-rs", None, "  binary"),
    ("huffman-encode sources", "zlib-rs", None, "  this repository"),
    ("huffman-decode text", "zlib-rs", 4, "Huffman 64 KiB, decode, text"),
    ("huffman-decode binary", "zlib-rs", 4, "  binary"),
    ("huffman-decode sources", "zlib-rs", 4, "  this repository"),
    ("pack", "par2", 8, "pack 100 MB, stored, 6.25 %"),
    ("heal", "par2", 8, "heal 100 holes of 5 kB"),
    ("verify", "par2", 5, "verify"),
    ("auto", "par2", 2, "pack 100 MB, auto"),
    ("huffman", "gzip", 1, "pack 100 MB, huffman, one core"),
]
NAMES = {"par2": "par2 -r6", "gzip": "gzip -1", "zlib-rs": "zlib-rs, Huffman only"}


class Times:
    """Every round's seconds, on the clock and of work, and how many bytes a kernel takes and makes."""

    def __init__(self) -> None:
        self.seconds: dict[tuple[str, str], list[tuple[float, float]]] = collections.defaultdict(list)
        self.made: dict[tuple[str, str], tuple[int, int]] = {}

    def note(self, job: str, who: str, seconds: tuple[float, float]) -> None:
        self.seconds[job, who].append(seconds)

    def kernels(self, *command: str | Path) -> None:
        lines = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, text=True, check=True)
        for line in lines.stdout.splitlines():
            job, who, seconds, taken, made = line.split("\t")
            self.note(job, who, (float(seconds), float(seconds)))
            self.made[job, who] = int(taken), int(made)

    def median(self, job: str, who: str) -> tuple[float, float]:
        clock, work = zip(*self.seconds[job, who])
        return statistics.median(clock), statistics.median(work)


def sources() -> bytes:
    """This repository's own text, at least 2 MB of it."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, stdout=subprocess.PIPE, check=True)
    names = sorted(n for n in tracked.stdout.decode().split("\0") if n.endswith((".rs", ".py", ".md", ".java", ".lua", ".c", ".h")))
    text = b"".join((TOP / n).read_bytes() for n in names if (TOP / n).is_file())
    return text * -(-2_000_000 // len(text))


def duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def table(times: Times) -> None:
    head = f"{'job':34} {'diram':>9}  {'peer':31} {'its time':>9} {'ratio':>8} {'goal':>6}  {'we stand':8} {'work':>8}"
    print(head)
    print("─" * len(head))
    for job, who, goal, title in GOALS:
        ours, theirs = times.median(job, "diram"), times.median(job, who)
        ratio, work = (b / a for a, b in zip(ours, theirs))
        stands = "" if goal is None else "met" if ratio >= goal else "not yet"
        wanted = "–" if goal is None else f"≥ {goal:g}×"
        print(
            f"{title:34} {duration(ours[0]):>9}  {NAMES.get(who, who):31} {duration(theirs[0]):>9} {ratio:>7.2f}×"
            f" {wanted:>6}  {stands:8} {work:>7.2f}×"
        )


def sizes(times: Times, programs: Programs) -> None:
    def share(size: int, of: int) -> str:
        return f"{100 * (size / of - 1):+.1f} %"

    found = programs.sizes
    print("\nSize, 100 MB in")
    print(f"  noise           diram stored {share(found['stored'], SIZE)}, par2 -r6 {share(found['par2'], SIZE)} (file and parity)")
    print(f"  text and binary diram auto {share(found['auto'], SIZE)}, huffman {share(found['huffman'], SIZE)}; gzip -1 {share(found['gzip'], SIZE)}, without parity")
    print("Size of 64 KiB blocks, Huffman alone")
    for name in ("text", "binary", "sources"):
        (taken, ours), (_, theirs) = (times.made[f"huffman-encode {name}", who] for who in ("diram", "zlib-rs"))
        print(f"  {name:15} diram {100 * ours / taken:.1f} %, zlib-rs {100 * theirs / taken:.1f} %")


def room() -> Path:
    """A folder in memory when there is room for the files of a run."""
    chosen = os.environ.get("BENCH_DIR")
    memory = Path("/dev/shm")
    if chosen is None and memory.is_dir() and shutil.disk_usage(memory).free > 2_000_000_000:
        chosen = str(memory)
    return Path(tempfile.mkdtemp(prefix="diram-bench-", dir=chosen or TARGET))


def rounds(times: Times, programs: Programs, files: dict[str, Path]) -> int:
    begin = time.monotonic()
    pairs = [str(word) for pair in files.items() for word in pair]
    for done in range(1, ROUNDS.stop):
        times.kernels(BENCH, "reed-solomon")
        times.kernels(PEERS)
        times.kernels(BENCH, "huffman", *pairs)
        programs.stored(times.note)
        programs.smaller(times.note)
        spent = time.monotonic() - begin
        print(f"round {done}: {spent:.0f} s", file=sys.stderr)
        if done >= ROUNDS.start and spent * (done + 1) / done > BUDGET:
            break
    return done


def main() -> None:
    folder, times = room(), Times()
    try:
        programs = Programs(folder, DIRAM, BENCH)
        files = {name: folder / f"block-{name}" for name in ("text", "binary", "sources")}
        for kind in ("text", "binary"):
            subprocess.run([BENCH, "make", kind, "4000000", files[kind]], check=True)
        files["sources"].write_bytes(sources())
        done = rounds(times, programs, files)
        load = os.getloadavg()[0]
        print(f"\nMedians of {done} rounds, every program in turn; {os.cpu_count()} cores, load {load:.1f}; files in {folder.parent}")
        print("ratio: the peer's time over diram's; work: the same for the time of all cores, which other")
        print("programs on this machine disturb less. More is better. Kernels run on one core.\n")
        table(times)
        sizes(times, programs)
    finally:
        shutil.rmtree(folder)
    print("\nThe Reed–Solomon engine is still the crate reed-solomon-erasure without SIMD; its rows, and pack,")
    print("wait for a kernel of our own over the same code.\n")


if __name__ == "__main__":
    main()
