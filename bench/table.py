#!/usr/bin/env python3
"""Runs every comparison in rounds, turn by turn, and prints the medians as ratios with their goals.

    table.py [packages] [versions] [trie] [resolve]     all without any
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from goals import CERTIFICATE, KEYS, PACKAGES, PARTS
from programs import SIZE, Programs
from times import Times, curve, table

TOP = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", TOP / "target"))
BENCH = TARGET / "release" / "diram-bench"
PEERS = TARGET / "bench-peers" / "release" / "diram-bench-peers"
DIRAM = TARGET / "release" / "diram"
BUDGET = float(os.environ.get("BENCH_SECONDS", "240"))
AT_LEAST, AT_MOST = 3, 7


def rounds(name: str, budget: float, a_round: Callable[[], None]) -> None:
    """As many rounds as the budget of seconds allows, within bounds."""
    begin = time.monotonic()
    for done in range(1, AT_MOST + 1):
        a_round()
        spent = time.monotonic() - begin
        print(f"{name}, round {done}: {spent:.0f} s", file=sys.stderr)
        if done >= AT_LEAST and spent * (done + 1) / done > budget:
            break
    print(f"\n{name}: medians of {done} rounds, load {os.getloadavg()[0]:.1f}\n")


def versions(times: Times) -> None:
    python = os.environ["BENCH_PYTHON"]
    here = TOP / "bench"

    def a_round() -> None:
        times.run(python, here / "versions.py")
        times.run("node", here / "versions.mjs")

    rounds("versions", BUDGET / 8, a_round)
    times.agree()
    table(times, PARTS["versions"])


def trie(times: Times) -> None:
    def a_round() -> None:
        times.run(BENCH, "trie", *KEYS)
        times.run(PEERS, "trie", *KEYS)

    rounds("trie", BUDGET / 4, a_round)
    times.agree()
    table(times, PARTS["trie"])
    jobs = ("insert", "get", "iterate", "snapshot")
    curve(times, "one key, of so many", KEYS, [(f"diram, {job}", f"trie {job}", "diram") for job in jobs])
    curve(times, "", KEYS, [(f"imbl, {job}", f"trie {job}", "imbl") for job in jobs])


def resolve(times: Times) -> None:
    def a_round() -> None:
        times.run(BENCH, "resolve", *PACKAGES)
        times.run(PEERS, "resolve", *PACKAGES)

    rounds("resolve", BUDGET / 4, a_round)
    times.agree()
    table(times, PARTS["resolve"])
    rows = [(who, "resolve", who) for who in ("diram", CERTIFICATE, "pubgrub")]
    curve(times, "one request, among so many packages", PACKAGES, rows)
    print("A request asks for the newest version of one package; a median over 200 of them, those without")
    print("an answer included. How many have one is the same for both, or this would have stopped.\n")


def packages(times: Times) -> None:
    folder = room()
    try:
        programs = Programs(folder, DIRAM, BENCH)
        pairs = [str(word) for name in ("text", "binary", "sources") for word in (name, block(folder, name))]

        def a_round() -> None:
            times.run(BENCH, "reed-solomon")
            times.run(PEERS, "reed-solomon")
            times.run(BENCH, "huffman", *pairs)
            programs.stored(times.note)
            programs.smaller(times.note)

        rounds("packages", BUDGET, a_round)
        print(f"Files in {folder.parent}. Kernels run on one core.\n")
        table(times, PARTS["packages"])
        sizes(times, programs)
    finally:
        shutil.rmtree(folder)
    print("\nThe Reed–Solomon engine is still the crate reed-solomon-erasure without SIMD; its rows, and pack,")
    print("wait for a kernel of our own over the same code.\n")


def room() -> Path:
    """A folder in memory when there is room for the files of a run."""
    chosen = os.environ.get("BENCH_DIR")
    memory = Path("/dev/shm")
    if chosen is None and memory.is_dir() and shutil.disk_usage(memory).free > 2_000_000_000:
        chosen = str(memory)
    return Path(tempfile.mkdtemp(prefix="diram-bench-", dir=chosen or TARGET))


def block(folder: Path, name: str) -> Path:
    """A file for the Huffman coders: made text or bytes, or this repository's own."""
    path = folder / f"block-{name}"
    if name == "sources":
        path.write_bytes(sources())
    else:
        subprocess.run([BENCH, "make", name, "4000000", path], check=True)
    return path


def sources() -> bytes:
    """This repository's own text, at least 2 MB of it."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, stdout=subprocess.PIPE, check=True)
    names = sorted(n for n in tracked.stdout.decode().split("\0") if n.endswith((".rs", ".py", ".md", ".java", ".lua", ".c", ".h")))
    text = b"".join((TOP / n).read_bytes() for n in names if (TOP / n).is_file())
    return text * -(-2_000_000 // len(text))


def sizes(times: Times, programs: Programs) -> None:
    def share(size: int, of: int) -> str:
        return f"{100 * (size / of - 1):+.1f} %"

    found = programs.sizes
    print("Size, 100 MB in")
    print(f"  noise           diram stored {share(found['stored'], SIZE)}, par2 -r6 {share(found['par2'], SIZE)} (file and parity)")
    print(f"  text and binary diram auto {share(found['auto'], SIZE)}, huffman {share(found['huffman'], SIZE)}; gzip -1 {share(found['gzip'], SIZE)}, without parity")
    print("Size of 64 KiB blocks, Huffman alone")
    for name in ("text", "binary", "sources"):
        (taken, ours), (_, theirs) = (times.made[f"huffman-encode {name}", who] for who in ("diram", "zlib-rs"))
        print(f"  {name:15} diram {100 * ours / taken:.1f} %, zlib-rs {100 * theirs / taken:.1f} %")


def main() -> None:
    parts = {"versions": versions, "trie": trie, "resolve": resolve, "packages": packages}
    chosen = sys.argv[1:] or list(parts)
    if unknown := [part for part in chosen if part not in parts]:
        raise SystemExit(f"no part of the bench: {' '.join(unknown)}; there are {', '.join(parts)}")
    print(f"Every program in turn on {os.cpu_count()} cores. ratio: the peer's time over diram's; work: the same for")
    print("the time of all cores, which other programs on this machine disturb less. More is better.")
    for part in chosen:
        parts[part](Times())


if __name__ == "__main__":
    main()
