"""What gates say, and proofs of what a registry holds."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any, Mapping

from ._report import Report
from ._version import Version


class Gate(str, enum.Enum):
    """One of the eight gates, in their order."""

    SYNTAX = "syntax"
    """Is it a name and a version at all?"""
    RIGHTS = "rights"
    """Does the tier take versions of this state?"""
    EXISTENCE = "existence"
    """Is it there, or free?"""
    NEAR_NAME = "near_name"
    """Does a new name look like a known one?"""
    COOLDOWN = "cooldown"
    """Is it old enough?"""
    INTEGRITY = "integrity"
    """Are the bytes those that were published?"""
    FAULT = "fault"
    """What is known against it?"""
    PLUGINS = "plugins"
    """What do the plugins say?"""


class GateVerdict(str, enum.Enum):
    """What one gate says."""

    SKIPPED = "SKIPPED"
    """Nobody asked it, or an earlier gate made the question pointless."""
    VALID = "VALID"
    """All that it asks for is known, and fits."""
    INSUFFICIENT = "INSUFFICIENT"
    """Something that it asks for is not known, or needs a review."""
    INCOHERENT = "INCOHERENT"
    """Something contradicts what is known."""


class GateOutcome(str, enum.Enum):
    """What all gates say together: the worst of them. A gate that was skipped counts nothing."""

    VALID = "VALID"
    INSUFFICIENT = "INSUFFICIENT"
    """Refused only under a strict policy."""
    INCOHERENT = "INCOHERENT"


@dataclasses.dataclass(frozen=True, slots=True)
class ProofReport(Report):
    """A proof of what a snapshot holds, or does not hold."""

    _nested = {"version": Version}

    source: str
    name: str
    """The package asked for."""
    version: Version | None
    """The version asked for; ``None`` when all were."""
    present: bool
    """Whether there is such a version, or any of that name; one that was undone is not."""
    near: tuple[str, ...]
    """Names or versions close to what is not there: hints, not part of the proof."""
    head: Mapping[str, Any]
    """The snapshot's head with its signatures, as JSON types."""
    tree: Mapping[str, Any]
    """The source's tree as far as the answer needs it, as JSON types."""


@dataclasses.dataclass(frozen=True, slots=True)
class GateCheck(Report):
    """One gate and what it says."""

    _nested = {"gate": Gate, "verdict": GateVerdict}

    gate: Gate
    verdict: GateVerdict
    reason: str
    """Why, in a sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class GateReport(Report):
    """What the gates say about one version."""

    _nested = {"outcome": GateOutcome, "gates": GateCheck, "proof": ProofReport}

    name: str
    """The package; a text that is no name as it was given."""
    version: str
    """The version's canonical text; a text that is no version as it was given."""
    outcome: GateOutcome
    """The worst of the verdicts."""
    gates: tuple[GateCheck, ...]
    """All eight, in their order."""
    near: tuple[str, ...]
    """Names or versions that may have been meant, or that a new name looks like: hints."""
    proof: ProofReport | None
    """The proof that it is not there, where the existence gate says so."""

    def verdict(self, gate: Gate) -> GateVerdict:
        """What one gate says: ``report.verdict(Gate.EXISTENCE)``."""
        return self.gates[list(Gate).index(Gate(gate))].verdict
