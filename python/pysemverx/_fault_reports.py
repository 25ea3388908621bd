"""What was done about faults, and what waits for somebody to look."""

from __future__ import annotations

import dataclasses

from ._fault import FaultLevel, FaultState, RecoveryAction, state_of
from ._registry_reports import SnapshotReport
from ._report import Report
from ._version import Version


@dataclasses.dataclass(frozen=True, slots=True)
class FaultReport(Report):
    """What was done about a fault."""

    _nested = {
        "version": Version,
        "before": FaultLevel,
        "fault": FaultLevel,
        "fault_state": state_of,
        "action": RecoveryAction,
        "undone": Version,
        "snapshot": SnapshotReport,
    }

    name: str
    """The package."""
    version: Version
    before: FaultLevel
    """Its level before."""
    fault: FaultLevel
    """Its level now: the higher of the one before and the one found."""
    fault_state: FaultState
    action: RecoveryAction
    """What the level asks for."""
    frozen: bool
    """Whether nothing that runs is swapped to it."""
    rolled_back_to: int | None
    """The snapshot that the version went back to, where it was not there; ``None`` if it stayed."""
    undone: tuple[Version, ...]
    """The versions undone by that, ascending."""
    snapshot: SnapshotReport
    """The newest snapshot: a new one if anything changed."""


@dataclasses.dataclass(frozen=True, slots=True)
class VersionFault(Report):
    """A version that something is known against."""

    _nested = {
        "version": Version,
        "fault": FaultLevel,
        "fault_state": state_of,
        "action": RecoveryAction,
    }

    name: str
    """The package."""
    version: Version
    fault: FaultLevel
    fault_name: str
    """The level's name, such as ``LOW_WARNING``."""
    fault_state: FaultState
    action: RecoveryAction
    """What the level asks for."""
    frozen: bool
    """Whether nothing that runs is swapped to it."""
