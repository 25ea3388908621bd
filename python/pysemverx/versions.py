"""Versions and ranges: which fit, why not this one, and which is the best.

::

    from pysemverx.versions import Version, VersionRange, satisfies

    satisfies("2.stable.1.stable.0.stable", "2.*.*.stable")         # True
    Version("2.1.0.experimental") < Version("2.1.0")                # True
    VersionRange("^1.2").explain("1.3.0-rc.1").hint                 # what to write

Whatever takes a version takes its text too; the ``…_many`` forms, :func:`filter` and :func:`sort`
are the fast ones for lists.
"""

from ._choose import (
    compare,
    compare_many,
    filter,
    max_satisfying,
    satisfies,
    satisfies_many,
    sort,
)
from ._policy import Policy
from ._range import Reason, Verdict, VersionRange
from ._version import Version

SemverX = Version
"""The same class under the original's name."""

__all__ = [
    "Policy",
    "Reason",
    "SemverX",
    "Verdict",
    "Version",
    "VersionRange",
    "compare",
    "compare_many",
    "filter",
    "max_satisfying",
    "satisfies",
    "satisfies_many",
    "sort",
]
