"""Questions about versions, one at a time or a list at once. A list crosses the border once."""

from __future__ import annotations

from itertools import compress
from typing import Iterable, Sequence, TypeVar

from . import _native
from ._keywords import checked
from ._policy import Policy, json_of
from ._range import VersionRange, range_text
from ._sources import wrong
from ._version import Version, text_of

V = TypeVar("V", bound="Version | str")


@checked
def satisfies(
    version: Version | str, version_range: VersionRange | str, *, policy: Policy | None = None
) -> bool:
    """Whether a version is in a range.

    :raises VersionError: not a version, or not a range
    """
    return _native.satisfies(
        text_of("version", version), range_text("version_range", version_range), json_of(policy)
    )


@checked
def compare(a: Version | str, b: Version | str) -> int:
    """-1, 0 or 1: the order of two versions. Builds do not count.

    :raises VersionError: not a version
    """
    return _native.compare(text_of("a", a), text_of("b", b))


@checked
def compare_many(pairs: Iterable[tuple[Version | str, Version | str]]) -> list[int]:
    """:func:`compare` for each pair, in order."""
    return _native.compare_many([(text_of("pairs", a), text_of("pairs", b)) for a, b in pairs])


@checked
def satisfies_many(
    versions: Iterable[Version | str],
    version_range: VersionRange | str,
    *,
    policy: Policy | None = None,
) -> list[bool]:
    """For each version, in order, whether it is in a range.

    :raises VersionError: not a version, or not a range
    """
    texts, text = _texts(_listed(versions)), range_text("version_range", version_range)
    return _native.satisfies_many(texts, text, json_of(policy))


@checked
def filter(
    versions: Iterable[V], version_range: VersionRange | str, *, policy: Policy | None = None
) -> list[V]:
    """The versions in a range, in the order given: ``[v for v in versions if v in r]``."""
    given = _listed(versions)
    return list(compress(given, satisfies_many(given, version_range, policy=policy)))


@checked
def max_satisfying(
    versions: Iterable[V], version_range: VersionRange | str, *, policy: Policy | None = None
) -> V | None:
    """The version in a range to take, as it was given: the most settled state, then without a
    tail, then the highest; the first of equal ones. ``None`` when none is in the range.

    :raises VersionError: not a version, or not a range
    """
    given = _listed(versions)
    text = range_text("version_range", version_range)
    place = _native.max_satisfying(_texts(given), text, json_of(policy))
    return None if place is None else given[place]


@checked
def sort(versions: Iterable[V], *, reverse: bool = False) -> list[V]:
    """The versions in ascending order, each as it was given; equal ones keep their places."""
    given = _listed(versions)
    return [given[place] for place in _native.sort_order(_texts(given), reverse)]


def _listed(versions: Iterable[V]) -> list[V]:
    if isinstance(versions, (str, Version)):
        raise wrong("versions", "a list of versions", versions)
    return list(versions)


def _texts(versions: Sequence[Version | str]) -> list[str]:
    return [v if isinstance(v, str) else text_of("versions", v) for v in versions]
