"""What locking a project did."""

from __future__ import annotations

import dataclasses
from typing import Literal, Mapping

from ._fault import FaultLevel, FaultState, state_of
from ._gate_reports import GateReport
from ._plugin import Vote
from ._report import Report
from ._resolution import SnapshotId
from ._version import Version


@dataclasses.dataclass(frozen=True, slots=True)
class Installed(Report):
    """A package that came."""

    _nested = {"version": Version}

    name: str
    """Its label: the name, with its line where there are several."""
    version: Version


@dataclasses.dataclass(frozen=True, slots=True)
class Updated(Report):
    """A package that changed its version."""

    _nested = {"old": Version, "new": Version}

    name: str
    """Its label."""
    old: Version
    """The version before."""
    new: Version
    """The version now."""


@dataclasses.dataclass(frozen=True, slots=True)
class Removed(Report):
    """A package that went."""

    _nested = {"version": Version}

    name: str
    """Its label."""
    version: Version
    orphan: bool
    """Whether the manifest had not asked for it: it went because what needed it did."""


@dataclasses.dataclass(frozen=True, slots=True)
class Available(Report):
    """A newer version that an update would bring."""

    _nested = {"version": Version, "newer": Version}

    name: str
    """The package's label."""
    version: Version
    """The version locked."""
    newer: Version
    """The version that would be chosen without a lock."""


@dataclasses.dataclass(frozen=True, slots=True)
class LockReport(Report):
    """What locking did, and what it rests on."""

    _nested = {
        "installs": Installed,
        "updates": Updated,
        "removes": Removed,
        "available": Available,
        "solution": Version,
        "fault": FaultLevel,
        "fault_state": state_of,
        "snapshot": SnapshotId,
        "gates": GateReport,
        "votes": Vote,
    }

    manifest: str
    """The manifest's path."""
    path: str
    """The lock's path."""
    status: Literal["written", "current", "stale"]
    """What became of it; ``stale``: it would have to be written, and was only checked."""
    installs: tuple[Installed, ...]
    """What came, by label."""
    updates: tuple[Updated, ...]
    """What changed, by label."""
    removes: tuple[Removed, ...]
    """What went, by label."""
    available: tuple[Available, ...]
    """What an update would bring, by label; nothing when the policy's ``auto_update`` is ``off``."""
    solution: Mapping[str, Version]
    """Label to version."""
    fault: FaultLevel
    """The worst fault level of the chosen versions."""
    fault_state: FaultState
    """Its band."""
    snapshot: SnapshotId
    """The registry's state that was asked."""
    gates: tuple[GateReport, ...]
    """The gates of each package that came or changed, in the order of ``installs``, then ``updates``."""
    votes: tuple[Vote, ...]
    """Every vote of every plugin."""
