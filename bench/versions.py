"""Versions and ranges through Python beside `packaging` and `semantic_version`, on texts that mean the
same to all three: three numbers, no tails, bounds written with signs.

Prints `job TAB who TAB seconds of one TAB how many TAB result`; whoever shares a job shares its result.
"""

import gc
import random
import statistics
import time
import zlib
from collections.abc import Callable, Iterable

import packaging.specifiers
import packaging.version
import semantic_version
from pysemverx import versions as diram

COUNT = 10_000
SINGLE = 2_000  # of them, for calls that take one
SECONDS = 0.25
CALLS = 5


def measured(job: str, who: str, count: int, call: Callable[[], Iterable[object]]) -> None:
    """The median of a call that does `count` of something, and a number that its results give."""
    results = list(call())
    times: list[float] = []
    begin = time.perf_counter()
    while len(times) < CALLS or time.perf_counter() - begin < SECONDS:
        gc.collect()
        start = time.thread_time()
        call()
        times.append(time.thread_time() - start)
    result = zlib.crc32("\n".join(map(str, results)).encode())
    print(f"python {job}\t{who}\t{statistics.median(times) / count:.12f}\t{count}\t{result}")


def texts(seed: int) -> list[str]:
    chance = random.Random(seed)
    return [".".join(str(chance.randrange(most)) for most in (10, 30, 30)) for _ in range(COUNT)]


def bounds() -> list[tuple[str, str]]:
    """From a version to one of a later major."""
    chance = random.Random(3)
    pairs = [(chance.randrange(8), chance.randrange(30)) for _ in range(100)]
    return [(f">={major}.{minor}.0", f"<{major + 1 + minor % 2}.0.0") for major, minor in pairs]


class Diram:
    name = "diram"
    version = diram.Version
    range = staticmethod(lambda low, high: diram.VersionRange(f"{low} {high}"))
    before = staticmethod(lambda a, b: diram.compare(a, b) < 0)
    admits = staticmethod(lambda range, text: range.contains(text))
    before_many = staticmethod(lambda pairs: [order < 0 for order in diram.compare_many(pairs)])
    admits_many = staticmethod(lambda range, texts: diram.satisfies_many(texts, range))
    sorted = staticmethod(diram.sort)


class Packaging:
    name = "packaging"
    version = packaging.version.Version
    range = staticmethod(lambda low, high: packaging.specifiers.SpecifierSet(f"{low},{high}"))
    before = staticmethod(lambda a, b: packaging.version.Version(a) < packaging.version.Version(b))
    admits = staticmethod(lambda range, text: range.contains(text))

    @staticmethod
    def before_many(pairs: list[tuple[str, str]]) -> list[bool]:
        version = packaging.version.Version
        return [version(a) < version(b) for a, b in pairs]

    @staticmethod
    def admits_many(range: packaging.specifiers.SpecifierSet, texts: list[str]) -> list[bool]:
        return [range.contains(text) for text in texts]

    @staticmethod
    def sorted(texts: list[str]) -> list[str]:
        return sorted(texts, key=packaging.version.Version)


class SemanticVersion:
    name = "semantic_version"
    version = semantic_version.Version
    range = staticmethod(lambda low, high: semantic_version.SimpleSpec(f"{low},{high}"))
    before = staticmethod(lambda a, b: semantic_version.Version(a) < semantic_version.Version(b))
    admits = staticmethod(lambda range, text: range.match(semantic_version.Version(text)))

    @staticmethod
    def before_many(pairs: list[tuple[str, str]]) -> list[bool]:
        version = semantic_version.Version
        return [version(a) < version(b) for a, b in pairs]

    @staticmethod
    def admits_many(range: semantic_version.SimpleSpec, texts: list[str]) -> list[bool]:
        version = semantic_version.Version
        return [range.match(version(text)) for text in texts]

    @staticmethod
    def sorted(texts: list[str]) -> list[str]:
        return sorted(texts, key=semantic_version.Version)


def run(who: type[Diram] | type[Packaging] | type[SemanticVersion]) -> None:
    """Ranges are read once, off the clock; versions are texts, as they come out of files."""
    left, right = texts(1), texts(2)
    pairs = list(zip(left, right))
    few = pairs[:SINGLE]
    ranges = [who.range(low, high) for low, high in bounds()]
    asked = [(ranges[at % len(ranges)], text) for at, text in enumerate(left[:SINGLE])]
    measured("parse", who.name, SINGLE, lambda: [str(who.version(text).minor) for text in left[:SINGLE]])
    measured("compare", who.name, SINGLE, lambda: [who.before(a, b) for a, b in few])
    measured("compare-many", who.name, COUNT, lambda: who.before_many(pairs))
    measured("satisfies", who.name, SINGLE, lambda: [who.admits(range, text) for range, text in asked])
    measured("satisfies-many", who.name, COUNT, lambda: who.admits_many(ranges[0], left))
    measured("sort", who.name, COUNT, lambda: who.sorted(left))


for who in (Diram, Packaging, SemanticVersion):
    run(who)
