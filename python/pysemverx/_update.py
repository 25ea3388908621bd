"""What an observer is told."""

from __future__ import annotations

import dataclasses
import enum

from ._fault import FaultLevel
from ._report import Report
from ._version import Version


class UpdateKind(str, enum.Enum):
    """What happened to a version."""

    PUBLISH = "publish"
    """It is new."""
    OPT_IN = "opt_in"
    """It is new and stable, in a line that had nothing stable yet."""
    YANK = "yank"
    """It was withdrawn."""
    UNYANK = "unyank"
    """It is no longer withdrawn."""
    FAULT = "fault"
    """It has another fault level."""
    ROLLBACK = "rollback"
    """It was undone by a rollback."""
    MANDATORY = "mandatory"
    """Its fault level rose to 9 or more: leave it. Nothing delays, merges or drops this."""
    STALE = "stale"
    """Its package had no release for a while."""
    RESYNC = "resync"
    """Updates are missing here: read the package again."""


@dataclasses.dataclass(frozen=True, slots=True)
class Update(Report):
    """One thing that happened to a version of a package."""

    _nested = {
        "old_version": Version,
        "version": Version,
        "kind": UpdateKind,
        "fault": FaultLevel,
        "fix": Version,
    }

    package: str
    """The package it is about."""
    old_version: Version | None
    """The highest version that was present below a new one."""
    version: Version
    """The version it is about."""
    kind: UpdateKind
    """What happened."""
    seq: int
    """The snapshot in which it happened."""
    index: int
    """Which of the package's updates in that snapshot, from 0."""
    fault: FaultLevel
    """The version's fault level."""
    dependents: tuple[str, ...]
    """The packages affected by a mandatory update, ascending; else empty."""
    fix: Version | None
    """The version of the same package to go to; only of a mandatory update."""
    merged: int
    """How many earlier updates it stands for besides itself."""
