"""Ranges: text to sets of groups of comparators, canonical text, what a comparator accepts by order
alone (semverx/FORMAT.md 3 and 5)."""

import dataclasses
import functools
import operator
import re

from . import semverx_version
from .part import Refused
from .semverx_version import STABLE, Version, number, split, state

MOST_BYTES, MOST_COMPARATORS, MOST_MEMBERS = 4096, 64, 8
SCHEME = "semverx:"
BLANKS = " \t"
HYPHEN = re.compile(r"([^ \t]+)[ \t]+-[ \t]+([^ \t]+)")
COMPARATOR = re.compile(r"(>=|<=|[\^~><=]|)[ \t]*([^ \t,]+)")
RELATIONS = {">=": operator.ge, ">": operator.gt, "<": operator.lt, "<=": operator.le, "=": operator.eq}
NOTHING = ("<", ())  # a test that never holds
SEPARATOR = re.compile(r"[ \t]*,[ \t]*|[ \t]+")


# --- partials -------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Plain:
    """One to three numbers; what is not given is a wildcard."""

    numbers: tuple
    tail: str | None

    def text(self):
        ends = "" if self.tail is None else "-" + self.tail
        return ".".join(map(str, self.numbers)) + ends or "*"

    def version(self):
        return Version(self.numbers, (STABLE,) * 3, self.tail) if len(self.numbers) == 3 else None

    def named(self):
        return set()


@dataclasses.dataclass(frozen=True)
class Fields:
    """Six fields by turns a number and a frozenset of states, None where any; `shape` is how many of them
    the text has."""

    fields: tuple
    tail: str | None
    shape: int

    def text(self):
        shown = (*self.fields[0::2], self.fields[1]) if self.shape == 4 else self.fields[:self.shape]
        return ".".join(map(field_text, shown)) + ("" if self.tail is None else "-" + self.tail)

    def single(self):
        """The leading run of single fields."""
        run = []
        for field in self.fields:
            if field is None or isinstance(field, frozenset) and len(field) > 1:
                break
            run.append(min(field) if isinstance(field, frozenset) else field)
        return tuple(run)

    def version(self):
        run = self.single()
        return Version(run[0::2], run[1::2], self.tail) if len(run) == 6 else None

    def named(self):
        return set().union(*filter(None, self.fields[1::2]))


def field_text(field):
    if field is None:
        return "*"
    if not isinstance(field, frozenset):
        return str(field)
    names = [name for _, name in sorted(field, reverse=True)]
    return names[0] if len(names) == 1 else "{" + "|".join(names) + "}"


def wild_number(text):
    return None if text in ("*", "x", "X") else number(text)


def state_field(text):
    if text == "*":
        return None
    if text.startswith("{") and text.endswith("}"):
        members = text[1:-1].split("|")
        if len(members) > MOST_MEMBERS:
            raise ValueError("too many states")
        return frozenset(state("experimental" if one == "exp" else one) for one in members)
    return frozenset([state(text)])


def is_plain(fields):
    def numeric(text):
        return text in ("*", "x", "X") or text.isdecimal()
    return len(fields) <= 3 and all(map(numeric, fields))


def plain_partial(fields, tail, build):
    numbers = [wild_number(text) for text in fields]
    known = tuple(n for n in numbers if n is not None)
    if known != tuple(numbers[:len(known)]):
        raise ValueError("a number after a wildcard")
    if len(fields) < 3 and (tail is not None or build is not None):
        raise ValueError("a tail after less than three fields")
    return Plain(known, tail if len(known) == 3 else None)


def field_partial(fields, tail):
    shape = len(fields)
    if shape == 4:
        alternating = [text for one in fields[:3] for text in (one, fields[3])]
    elif shape in (3, 5, 6):
        alternating = fields + ["*"] * (6 - shape)
    else:
        raise ValueError(f"{shape} fields")
    read = (wild_number, state_field) * 3
    partial = Fields(tuple(one(text) for one, text in zip(read, alternating)), tail, shape)
    if tail is not None and partial.version() is None:
        raise ValueError("a tail where something is open")
    return partial


def parse_partial(text):
    dotted, tail, build = split(text)
    fields = dotted.split(".")
    partial = plain_partial(fields, tail, build) if is_plain(fields) else field_partial(fields, tail)
    version = partial.version()
    if version and len(version.canonical()) > semverx_version.MOST_BYTES:
        raise ValueError("a version that is too long")
    return partial


# --- comparators ----------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Comparator:
    op: str
    partial: Plain | Fields

    def text(self):
        return self.op + self.partial.text()

    @functools.cache
    def tests(self):
        """What it asks for, as tests that `holds` runs; all must hold."""
        if isinstance(self.partial, Plain):
            return plain_tests(self.op, self.partial)
        return field_tests(self.op, self.partial)

    def accepts(self, version):
        return all(holds(test, version) for test in self.tests())


def holds(test, version):
    """A test is (relation, leading fields in order) or ("match", six fields). To be "<=" than leading
    fields is to be within or below them."""
    relation, value = test
    order = version.order()
    if relation == "match":
        return all(want is None or (have in want if isinstance(want, frozenset) else have == want)
                   for want, have in zip(value, order))
    return RELATIONS[relation](order[:len(value)], value)


def first(*numbers):
    """S of the page."""
    return Version(numbers, (STABLE,) * 3).order()


def whole_tests(op, version):
    """The last column of the page's table."""
    order = version.order()
    if op == "~":
        return [(">=", order), ("<=", order[:3])]
    if op == "^":
        return [(">=", order), ("<=", order[:caret_end(order[:6])])]
    return [(op or "=", order)]


def caret_end(single):
    """How many fields lead to the left-most number that is not zero, and its state; else all."""
    for at in range(0, len(single), 2):
        if single[at]:
            return at + 2
    return len(single)


def plain_tests(op, partial):
    numbers = partial.numbers
    if len(numbers) == 3:
        return whole_tests(op, partial.version())
    if not numbers:
        return [NOTHING] if op in ("<", ">") else []
    zeros = (0,) * (3 - len(numbers))
    low = first(*numbers, *zeros)
    within = low[:len(numbers) + 1]
    if op == ">":
        if numbers[-1] == semverx_version.MOST_NUMBER:
            return [NOTHING]
        return [(">=", first(*numbers[:-1], numbers[-1] + 1, *zeros))]
    if op == "<":
        return [("<", low[:6])]
    if op == "<=":
        return [("<=", within)]
    if op == ">=":
        return [(">=", low)]
    if op == "^" and any(numbers):
        return [(">=", low), ("<=", low[:caret_end(low[:6])])]
    return [(">=", low), ("<=", within)]


def field_tests(op, partial):
    version, run = partial.version(), partial.single()
    if op in ("", "="):
        return [("=", version.order())] if version else [("match", partial.fields)]
    if version:
        return whole_tests(op, version)
    if any(n is not None for n in partial.fields[0::2][(len(run) + 1) // 2:]):
        raise ValueError("an operator before a number after a wildcard")
    if not run:
        return [NOTHING] if op in ("<", ">") else []
    if op == "^":
        return [(">=", run), ("<=", run[:caret_end(run)])]
    if op == "~":
        return [(">=", run), ("<=", run[:3])]
    return [(op, run)]


# --- ranges ---------------------------------------------------------------------------------------

def comparators_of(group):
    """A group's comparators as written."""
    group = group.strip(BLANKS)
    if not group:
        return [Comparator("", Plain((), None))]
    hyphen = HYPHEN.fullmatch(group)
    if hyphen:
        low, high = map(parse_partial, hyphen.groups())
        return [Comparator(">=", low), Comparator("<=", high)]
    found, at = [], 0
    while True:
        match = COMPARATOR.match(group, at)
        if not match:
            raise ValueError(f"not a comparator: {group[at:]!r}")
        op, partial = match.groups()
        found.append(Comparator("" if op == "=" else op, parse_partial(partial)))
        if match.end() == len(group):
            return found
        separator = SEPARATOR.match(group, match.end())
        if not separator:
            raise ValueError("no separator")
        at = separator.end()


def once(items):
    return tuple(dict.fromkeys(items))


def too_large(what):
    return Refused("LIMIT", what)


@dataclasses.dataclass(frozen=True)
class Range:
    """Sets of groups of comparators, without repetitions."""

    sets: tuple

    def text(self):
        return " || ".join(" & ".join(" ".join(one.text() for one in group) for group in groups)
                           for groups in self.sets)

    def pin(self):
        """The version of an exact pin, or None."""
        comparators = [one for groups in self.sets for group in groups for one in group]
        return comparators[0].partial.version() if len(comparators) == 1 and not comparators[0].op else None


def made(sets):
    result = Range(once(once(once(group) for group in groups) for groups in sets))
    count = sum(len(group) for groups in result.sets for group in groups)
    if count > MOST_COMPARATORS or len(result.text()) > MOST_BYTES:
        raise too_large("canonical text")
    return result


def parse(text):
    if len(text.encode()) > MOST_BYTES:
        raise too_large("bytes")
    texts = [one.split("&") for one in text.removeprefix(SCHEME).split("||")]
    try:
        sets = [[comparators_of(group) for group in groups] for groups in texts]
        for comparator in (one for groups in sets for group in groups for one in group):
            comparator.tests()
    except (ValueError, Refused) as error:
        raise Refused("RANGE", error) from error
    if sum(len(group) for groups in sets for group in groups) > MOST_COMPARATORS:
        raise too_large("comparators")
    return made(sets)


def intersect(one, other):
    return made([*a, *b] for a in one.sets for b in other.sets)


def union(one, other):
    return made([*one.sets, *other.sets])
