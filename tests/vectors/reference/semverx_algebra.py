"""Subset and empty, by trying every version that could make a difference (semverx/FORMAT.md 5).

All tests of comparators look at one field after the other: they compare it with a constant, or ask
whether it is in a set of constants. Two versions whose fields lie alike among the constants are
therefore told apart by nothing, and one version of every kind is enough:

- numbers: the least, each constant, and its successor, which stands for all up to the next constant;
- states: stable and those that a comparator names, as the default policy admits no other;
- tails: none, the least (`0`), each constant and its successor (`.0` appended), which likewise stands for all
  up to the next; they are tried at the triples of numbers that a comparator with a tail has, as elsewhere
  none is admitted.
"""

import itertools

from .semverx_admission import admits
from .semverx_version import MOST_NUMBER, STABLE, Version


def comparators(*ranges):
    return [one for range_ in ranges for groups in range_.sets for group in groups for one in group]


def constants(all_of, at):
    """What any test compares the field at a place with."""
    found = set()
    for one in all_of:
        for _, value in one.tests():
            field = value[at] if len(value) > at else None
            found |= field if isinstance(field, frozenset) else {field} - {None}
    return found


def numbers(all_of, at):
    known = {0} | constants(all_of, at)
    return sorted(n for n in known | {n + 1 for n in known} if n <= MOST_NUMBER)


def states(all_of):
    return sorted({STABLE}.union(*(one.partial.named() for one in all_of)))


def universe(*ranges):
    all_of = comparators(*ranges)
    tailed = [one.partial for one in all_of if one.partial.tail is not None]
    triples = {one.version().numbers for one in tailed}
    tails = ["0"] + sorted({text for one in tailed for text in (one.tail, one.tail + ".0")})
    for three in itertools.product(*(numbers(all_of, at) for at in (0, 2, 4))):
        for of_three in itertools.product(states(all_of), repeat=3):
            for tail in [None] + (tails if three in triples else []):
                yield Version(three, of_three, tail)


def witness(one, other=None):
    """A version that `one` admits and `other` does not, or None."""
    for version in universe(one, *filter(None, [other])):
        if admits(one, version, {}) and not (other and admits(other, version, {})):
            return version
    return None
