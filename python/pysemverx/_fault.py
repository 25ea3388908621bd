"""How far a version can be trusted: 18 levels in four bands."""

from __future__ import annotations

import enum

from .errors import ArgumentError, Code


class FaultState(enum.IntEnum):
    """The band of a fault level."""

    CLEAN = 0
    """Level 0."""
    WARNING = 1
    """Levels 1 to 5."""
    DANGER = 2
    """Levels 6 to 11: only a lock or an exact pin of the root chooses it."""
    PANIC = 3
    """Levels 12 to 17: nothing chooses it. Also the state of a request that nothing fits."""


class FaultLevel(enum.IntEnum):
    """A fault level, equal to its number. Faults combine by ``max``.

    :raises ArgumentError: (code ``LIMIT``) not 0 to 17
    """

    CLEAN = 0
    LOW_WARNING = 1
    LOW_MEDIUM_WARNING = 2
    MEDIUM_WARNING = 3
    MEDIUM_HIGH_WARNING = 4
    HIGH_WARNING = 5
    LOW_DANGER = 6
    LOW_MEDIUM_DANGER = 7
    MEDIUM_DANGER = 8
    MEDIUM_HIGH_DANGER = 9
    HIGH_DANGER = 10
    CRITICAL_DANGER = 11
    LOW_PANIC = 12
    LOW_MEDIUM_PANIC = 13
    MEDIUM_PANIC = 14
    MEDIUM_HIGH_PANIC = 15
    HIGH_PANIC = 16
    SYSTEM_PANIC = 17

    @property
    def state(self) -> FaultState:
        """The band it lies in."""
        if self >= FaultLevel.LOW_PANIC:
            return FaultState.PANIC
        if self >= FaultLevel.LOW_DANGER:
            return FaultState.DANGER
        return FaultState.WARNING if self else FaultState.CLEAN

    @classmethod
    def _missing_(cls, value: object) -> FaultLevel:
        text = f"a fault level is 0 to 17, got {value!r}"
        raise ArgumentError(Code.LIMIT, text, None, {"range": "0..=17"})


def state_of(name: str) -> FaultState:
    """The band of this name."""
    return FaultState[name]
