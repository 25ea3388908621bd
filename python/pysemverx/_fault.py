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


class RecoveryAction(str, enum.Enum):
    """What a fault level asks for."""

    NO_ACTION = "NO_ACTION"
    """Level 0."""
    NOTIFY_OBSERVERS = "NOTIFY_OBSERVERS"
    """Levels 1 to 5."""
    REQUEST_MANUAL_REVIEW = "REQUEST_MANUAL_REVIEW"
    """Levels 6 to 11. The version is frozen: nothing that runs is swapped to it."""
    SYSTEM_RESET = "SYSTEM_RESET"
    """Levels 12 to 17; a fault of integrity undoes a version that was never sound."""


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

    @property
    def action(self) -> RecoveryAction:
        """What it asks for."""
        return _ACTIONS[self.state]

    @property
    def freezes(self) -> bool:
        """Whether nothing that runs is swapped to a version of this level: 6 and above."""
        return self >= FaultLevel.LOW_DANGER

    @property
    def rolls_back(self) -> bool:
        """Whether it is one of integrity, which undoes what was never sound: 13, 15, 16 and 17."""
        return self in (13, 15, 16, 17)

    @classmethod
    def _missing_(cls, value: object) -> FaultLevel:
        text = f"a fault level is 0 to 17, got {value!r}"
        raise ArgumentError(Code.LIMIT, text, None, {"range": "0..=17"})


class FaultCause(str, enum.Enum):
    """What a fault comes from: one cause for each level above 0, by level."""

    STALE = "stale"
    """Nothing new was published for long."""
    DEPRECATED = "deprecated"
    """Its publisher advises against it."""
    PARITY_WARNING = "parity_warning"
    """Swapping to it lost the parity of two packages."""
    YANKED_BUT_LOCKED = "yanked_but_locked"
    """It is yanked, and a lock still holds it."""
    ADVISORY_LOW = "advisory_low"
    """A security advisory, low."""
    ADVISORY_MEDIUM = "advisory_medium"
    """A security advisory, medium, or of unknown severity."""
    NEAR_NAME = "near_name"
    """Its name looks like one that many depend on."""
    OBSERVERS_FAILING = "observers_failing"
    """Its observers cannot be reached."""
    ADVISORY_HIGH = "advisory_high"
    """A security advisory, high."""
    SIGNATURE_MISSING = "signature_missing"
    """A signature that is required is not there."""
    SIGNATURE_INVALID = "signature_invalid"
    """A signature of a copy is not valid."""
    PARITY_PANIC = "parity_panic"
    """Swapping to it lost the parity of more than two packages."""
    HASH_MISMATCH = "hash_mismatch"
    """Its bytes are not those that were published, and healing failed."""
    ADVISORY_CRITICAL = "advisory_critical"
    """A security advisory, critical, or malice."""
    HEAD_INVALID = "head_invalid"
    """A snapshot's head is not valid, or older than one that was seen."""
    BLOB_LOST = "blob_lost"
    """Its bytes are gone beyond recovery."""
    STORE_BROKEN = "store_broken"
    """The store contradicts itself."""

    @property
    def level(self) -> FaultLevel:
        """The level that it raises a version to."""
        return FaultLevel(1 + list(FaultCause).index(self))


_ACTIONS = dict(zip(FaultState, RecoveryAction))


def state_of(name: str) -> FaultState:
    """The band of this name."""
    return FaultState[name]
