"""SemVerX versions: parsing, order, sort key, printing, out to SemVer (semverx/FORMAT.md 1, 2, 6)."""

import dataclasses
import functools
import re

from .part import Refused

MOST_NUMBER, MOST_BYTES = 2**53 - 1, 256
RANKS = {"legacy": 0, "experimental": 2, "stable": 3}
CUSTOM, STABLE = 1, (3, "stable")
NOT_CUSTOM = {"x", "exp", "any"}
NUMBER = re.compile(r"0|[1-9][0-9]*")
NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
IDENTIFIER = re.compile(r"[0-9A-Za-z-]+")


# --- parsing --------------------------------------------------------------------------------------

def number(text):
    if not NUMBER.fullmatch(text) or int(text) > MOST_NUMBER:
        raise ValueError(f"not a number: {text!r}")
    return int(text)


def state(text):
    """(rank, name): tuples that sort as states do."""
    if text in RANKS:
        return RANKS[text], text
    if not NAME.fullmatch(text) or text in NOT_CUSTOM:
        raise ValueError(f"not a state: {text!r}")
    return CUSTOM, text


def is_number(identifier):
    return all("0" <= letter <= "9" for letter in identifier)


def identifiers(text, zeros):
    """The text itself, if it is identifiers joined by dots."""
    for one in text.split("."):
        if not IDENTIFIER.fullmatch(one) or not zeros and is_number(one) and not NUMBER.fullmatch(one):
            raise ValueError(f"not identifiers: {text!r}")
    return text


def split(text):
    """The text of the dotted fields, the tail and the build; None for one that is absent."""
    rest, plus, build = text.partition("+")
    fields, minus, tail = rest.partition("-")
    return (fields, identifiers(tail, zeros=False) if minus else None,
            identifiers(build, zeros=True) if plus else None)


def parse(text):
    try:
        dotted, tail, build = split(text)
        fields = dotted.split(".")
        if len(fields) == 3:
            numbers, states = fields, ["stable"] * 3
        elif len(fields) == 4:
            numbers, states = fields[:3], fields[3:] * 3
        elif len(fields) == 6:
            numbers, states = fields[0::2], fields[1::2]
        else:
            raise ValueError(f"{len(fields)} fields")
        version = Version(tuple(map(number, numbers)), tuple(map(state, states)), tail, build)
        if len(version.canonical()) > MOST_BYTES:
            raise ValueError("too long")
        return version
    except ValueError as error:
        raise Refused("VERSION", error) from error


# --- versions -------------------------------------------------------------------------------------

def tail_order(tail):
    """A tuple that sorts as tails do; the one of no tail is above all others."""
    if tail is None:
        return (1,)
    return (0, *((0, int(one)) if is_number(one) else (1, one) for one in tail.split(".")))


@dataclasses.dataclass(frozen=True)
class Version:
    numbers: tuple
    states: tuple
    tail: str | None = None
    build: str | None = None

    @functools.cache
    def order(self):
        """The seven fields in the order that decides."""
        pairs = zip(self.numbers, self.states)
        return (*(field for pair in pairs for field in pair), tail_order(self.tail))

    def overall(self):
        return min(self.states)

    def is_stable(self):
        return self.overall() == STABLE and self.tail is None

    def ends(self):
        return ("" if self.tail is None else "-" + self.tail) + ("" if self.build is None else "+" + self.build)

    def canonical(self):
        return ".".join(f"{n}.{name}" for n, (_, name) in zip(self.numbers, self.states)) + self.ends()

    def plain(self):
        if self.overall() != STABLE:
            return None
        return ".".join(map(str, self.numbers)) + self.ends()

    def compact(self):
        if self.plain() is None and len(set(self.states)) == 1:
            return ".".join(map(str, self.numbers)) + "." + self.states[0][1] + self.ends()
        return self.plain() or self.canonical()

    def sort_key(self):
        pairs = zip(self.numbers, self.states)
        return "".join(number_key(n) + state_key(s) for n, s in pairs) + tail_key(self.tail)

    def semver(self):
        numbers, states = self.numbers, self.states
        mark = ".1" if self.tail is None else ".0." + self.tail
        first = next((i for i in range(3) if states[i] != STABLE), 3)
        kept = [str(n) for n in numbers[:first + 1]] + ["0"] * (2 - first)
        text = ".".join(kept)
        if first < 3:
            names = [f"{rank}.{name.replace('_', 'Z')}" for rank, name in states]
            told = [names[first]] + [f"{numbers[i]}.{names[i]}" for i in range(first + 1, 3)]
            text += f"-{first}." + ".".join(told) + mark
        elif self.tail is not None:
            text += f"-3.{self.tail}"
        return text + ("" if self.build is None else "+" + self.build)

    def view(self):
        return {
            "text": self.canonical(), "major": self.numbers[0], "minor": self.numbers[1], "patch": self.numbers[2],
            "states": [name for _, name in self.states], "pre": self.tail, "build": self.build,
            "stable": self.is_stable(), "sort_key": self.sort_key(), "semver": self.semver(), "plain": self.plain(),
        }


# --- sort key -------------------------------------------------------------------------------------

def number_key(value):
    digits = str(value)
    return (chr(ord("A") + len(digits) - 1) if len(digits) <= 25 else f"Z{len(digits):03}") + digits


def state_key(one):
    rank, name = one
    return f"1{name} " if rank == CUSTOM else str(rank)


def tail_key(tail):
    if tail is None:
        return "~"
    return "".join("0" + number_key(int(one)) if is_number(one) else f"1{one} " for one in tail.split("."))


def compare(one, other):
    a, b = one.order(), other.order()
    return (a > b) - (a < b)
