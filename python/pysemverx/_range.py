"""A set of versions as people write it."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal, final

from . import _native
from ._keywords import checked
from ._policy import Policy, json_of
from ._report import Report
from ._sources import wrong
from ._version import Version, text_of

Reason = Literal["admitted", "outside", "state_not_named", "state_refused", "prerelease"]
"""``outside``: of all bounds. The others lie within, but ``state_not_named``: the range does not
name one of its states; ``state_refused``: the policy refuses one; ``prerelease``: it has a tail,
and the range names no tail at its numbers."""


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict(Report):
    """What :meth:`VersionRange.explain` answers."""

    admitted: bool
    """Whether the version is in."""
    reason: Reason
    """Why, for programs."""
    message: str
    """Why, in one sentence."""
    hint: str | None
    """What would admit it; was tried."""


@final
class VersionRange:
    """A range of versions.

    ::

        r = VersionRange("^1.2 || 2.*.*.stable")
        "1.4.0" in r                             # True
        r.explain("1.5.0-rc.1").hint             # what to write
        r & VersionRange("<1.4")                 # both; | is either, <= is "within"

    ``str()`` gives the canonical text, and two ranges are equal when their canonical texts are;
    ``a <= b <= a`` asks whether they mean the same. Immutable.

    :param text: the range, at most 4096 bytes and 64 comparators
    :raises VersionError: not a range
    :raises ArgumentError: (code ``LIMIT``) too long
    """

    __slots__ = ("_pin", "_text")

    _text: str
    _pin: str | None

    def __new__(cls, text: str = "*") -> VersionRange:
        if not isinstance(text, str):
            raise wrong("text", "the text of a range", text)
        canonical, pin = _native.range_parse(text)
        made = object.__new__(cls)
        object.__setattr__(made, "_text", canonical)
        object.__setattr__(made, "_pin", pin)
        return made

    @property
    def exact_pin(self) -> Version | None:
        """The version, if the range is one exact version and nothing else."""
        return None if self._pin is None else Version(self._pin)

    def contains(self, version: Version | str, policy: Policy | None = None) -> bool:
        """Whether a version is in the range; ``version in range`` under the default policy."""
        return _native.satisfies(text_of("version", version), self._text, json_of(policy))

    def __contains__(self, version: Version | str) -> bool:
        return _native.satisfies(text_of("version", version), self._text, None)

    @checked
    def explain(self, version: Version | str, policy: Policy | None = None) -> Verdict:
        """Why a version is in the range or not, and what to write so that it is."""
        text = text_of("version", version)
        return Verdict._from_json(_native.range_explain(self._text, text, json_of(policy)))

    def intersect(self, other: VersionRange | str) -> VersionRange:
        """The versions in both.

        :raises ArgumentError: (code ``LIMIT``) the result is too long for a range
        """
        return VersionRange(_native.range_intersect(self._text, range_text("other", other)))

    def union(self, other: VersionRange | str) -> VersionRange:
        """The versions in either.

        :raises ArgumentError: (code ``LIMIT``) the result is too long for a range
        """
        return VersionRange(_native.range_union(self._text, range_text("other", other)))

    def is_subset(self, other: VersionRange | str) -> bool:
        """Whether every version in this range is in ``other``, under the default policy: exact,
        over all possible versions.

        :raises ArgumentError: (code ``LIMIT``) the answer would take too many steps
        """
        return _native.range_is_subset(self._text, range_text("other", other))

    def is_empty(self) -> bool:
        """Whether no version at all is in the range, under the default policy.

        :raises ArgumentError: (code ``LIMIT``) the answer would take too many steps
        """
        return _native.range_is_empty(self._text)

    def __and__(self, other: VersionRange) -> VersionRange:
        return self.intersect(other) if isinstance(other, VersionRange) else NotImplemented

    def __or__(self, other: VersionRange) -> VersionRange:
        return self.union(other) if isinstance(other, VersionRange) else NotImplemented

    def __le__(self, other: VersionRange) -> bool:
        return self.is_subset(other) if isinstance(other, VersionRange) else NotImplemented

    def __ge__(self, other: VersionRange) -> bool:
        return other.is_subset(self) if isinstance(other, VersionRange) else NotImplemented

    def __lt__(self, other: VersionRange) -> bool:
        return self <= other and not other <= self if isinstance(other, VersionRange) else NotImplemented

    def __gt__(self, other: VersionRange) -> bool:
        return other < self if isinstance(other, VersionRange) else NotImplemented

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, VersionRange) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"VersionRange({self._text!r})"

    def __format__(self, spec: str) -> str:
        return format(self._text, spec)

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __copy__(self) -> VersionRange:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> VersionRange:
        return self

    def __reduce__(self) -> tuple[type[VersionRange], tuple[str]]:
        return VersionRange, (self._text,)


def range_text(argument: str, value: VersionRange | str) -> str:
    """The text of what stands for a range: itself, or a range that was parsed."""
    if isinstance(value, str):
        return value
    if isinstance(value, VersionRange):
        return value._text
    raise wrong(argument, "a VersionRange or its text", value)
