"""Seconds of jobs, gathered round by round, and how they are printed."""

import collections
import statistics
import subprocess
from collections.abc import Iterable
from pathlib import Path

from goals import NAMES, Goal


class Times:
    """Every round's seconds, on the clock and of work, and two numbers that a job reports: what it
    took in and what came out."""

    def __init__(self) -> None:
        self.seconds: dict[tuple[str, str], list[tuple[float, float]]] = collections.defaultdict(list)
        self.made: dict[tuple[str, str], tuple[int, int]] = {}

    def note(self, job: str, who: str, seconds: tuple[float, float]) -> None:
        self.seconds[job, who].append(seconds)

    def run(self, *command: str | Path | int) -> None:
        """Runs a program that prints `job TAB who TAB seconds TAB in TAB out` lines."""
        lines = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, text=True, check=True)
        for line in lines.stdout.splitlines():
            job, who, seconds, taken, made = line.split("\t")
            self.note(job, who, (float(seconds), float(seconds)))
            self.made[job, who] = int(taken), int(made)

    def median(self, job: str, who: str) -> tuple[float, float]:
        clock, work = zip(*self.seconds[job, who])
        return statistics.median(clock), statistics.median(work)

    def agree(self) -> None:
        """Whoever did the same job must have come to the same result."""
        results: dict[str, dict[str, int]] = collections.defaultdict(dict)
        for (job, who), (_, made) in self.made.items():
            results[job][who] = made
        for job, answers in results.items():
            if len(set(answers.values())) != 1:
                raise SystemExit(f"{job}: the answers differ: {answers}")


def duration(seconds: float) -> str:
    for above, scale, unit in ((0.1, 1, "s"), (1e-3, 1e3, "ms"), (1e-6, 1e6, "µs")):
        if seconds >= above:
            digits = 2 if above == 0.1 else 1
            return f"{seconds * scale:.{digits}f} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def times_as_fast(ratio: float) -> str:
    return f"{ratio:.2f}×" if ratio < 1000 else f"{ratio:,.0f}×"


def table(times: Times, goals: list[Goal]) -> None:
    head = f"{'job':34} {'diram':>9}  {'peer':32} {'its time':>9} {'ratio':>8} {'goal':>8}  {'we stand':8} {'work':>8}"
    print(head)
    print("─" * len(head))
    for job, who, goal, title, us in goals:
        ours, theirs = times.median(job, us), times.median(job, who)
        ratio, work = (b / a for a, b in zip(ours, theirs))
        stands = "" if goal is None else "met" if ratio >= goal else "not yet"
        wanted = "–" if goal is None else f"≥ {goal:.3g}×"
        print(
            f"{title:34} {duration(ours[0]):>9}  {NAMES.get(who, who):32} {duration(theirs[0]):>9} {times_as_fast(ratio):>8}"
            f" {wanted:>8}  {stands:8} {times_as_fast(work):>8}"
        )
    print()


def curve(times: Times, title: str, sizes: Iterable[int], rows: Iterable[tuple[str, str, str]]) -> None:
    """One line a row (title, job without its size, who), one column a size."""
    print(f"{title:34}" + "".join(f"{size:>12,}" for size in sizes))
    for name, job, who in rows:
        print(f"  {name:32}" + "".join(f"{duration(times.median(f'{job} {size}', who)[0]):>12}" for size in sizes))
    print()
