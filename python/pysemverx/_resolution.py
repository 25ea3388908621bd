"""Answers of a resolver, and what a certificate proves."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, Literal, Mapping

from ._fault import FaultLevel, FaultState, state_of
from ._range import VersionRange
from ._report import Report
from ._strategy_reports import Verdict
from ._version import Version


@dataclasses.dataclass(frozen=True, slots=True)
class SnapshotId(Report):
    """Which snapshot an answer is about."""

    seq: int
    """Its number."""
    root: str
    """The SHA-256 of its head, in hex."""


@dataclasses.dataclass(frozen=True, slots=True)
class ChosenPackage(Report):
    """A chosen version."""

    _nested = {"version": Version, "fault": FaultLevel}

    name: str
    version: Version
    source: str
    """Where it comes from."""
    sha256: str | None
    """SHA-256 of its content in hex, where the registry knows it."""
    fault: FaultLevel
    yanked: bool
    """Whether it is yanked (it was chosen by the lock or by an exact pin)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Resolution(Report):
    """The answer to a request. That nothing fits is an answer too: see ``explanation``."""

    _nested = {
        "solution": Version,
        "packages": ChosenPackage,
        "fault": FaultLevel,
        "fault_state": state_of,
        "snapshot": SnapshotId,
    }

    SAFE_SWAP: ClassVar[Verdict] = Verdict.SAFE_SWAP
    WARNING: ClassVar[Verdict] = Verdict.WARNING
    PANIC: ClassVar[Verdict] = Verdict.PANIC

    feasible: bool
    """Whether there is a solution."""
    solution: Mapping[str, Version]
    """Name to version. With the policy's ``lines`` the name carries its line: ``core@2``."""
    packages: tuple[ChosenPackage, ...]
    """The same with what is known of each, by name."""
    order: tuple[str, ...]
    """The keys of ``solution``, dependencies before dependents, ties by name."""
    fault: FaultLevel
    """The worst fault level of the chosen versions; ``LOW_PANIC`` when nothing fits."""
    fault_state: FaultState
    """The band of ``fault``."""
    explanation: str | None
    """Why there is no solution, in sentences."""
    near_names: Mapping[str, tuple[str, ...]]
    """Names that nobody published, each with published ones that look like it. Never chosen."""
    snapshot: SnapshotId
    """What the answer is about."""
    steps: int
    """What the answer cost, in steps of the policy's budget."""
    certificate: str | None = None
    """The proof, for :func:`verify_resolution`; ``None`` if it was not asked for."""
    package: ChosenPackage | None = dataclasses.field(default=None, compare=False)
    """The version chosen of the package asked for, which ``packages`` has too; ``None`` when several
    were asked for or nothing fits. Not in JSON, which does not say what was asked."""

    @property
    def error_message(self) -> str | None:
        """The explanation, under the original's name."""
        return self.explanation

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON types, without ``package``; without a certificate there is no such key."""
        # Without the class: what dataclasses make for slots is not the class that super() looks for.
        found = Report.to_dict(self)
        del found["package"]
        if self.certificate is None:
            del found["certificate"]
        return found


def answered(text: str, asked: list[tuple[str, str]]) -> Resolution:
    """An answer from JSON, and which of its packages was asked for."""
    answer = Resolution._from_json(text)
    if len(asked) != 1:
        return answer
    (name, wanted) = asked[0]
    found = [chosen for chosen in answer.packages if chosen.name == name]
    if len(found) > 1:  # of several lines, those that the request is about
        within = VersionRange(wanted)
        found = [chosen for chosen in found if chosen.version in within] or found
    package = max(found, key=lambda chosen: chosen.version, default=None)
    return dataclasses.replace(answer, package=package)


@dataclasses.dataclass(frozen=True, slots=True)
class CertificateReport(Report):
    """What a certificate proves."""

    _nested = {"snapshot": SnapshotId, "solution": Version}

    feasible: bool
    """Whether the proven answer is a solution, or that there is none."""
    anchored: bool
    """Whether its snapshot was held against something. If not, the certificate is consistent, and
    that is all."""
    anchor: Literal["none", "key", "root", "registry"]
    snapshot: SnapshotId
    """The snapshot that the answer is about."""
    requirements: tuple[tuple[str, str], ...]
    """What was asked: names and ranges."""
    solution: Mapping[str, Version]
    """The proven solution; empty for a "no"."""
    facts: int
    """Facts looked at: chosen versions, or leaves of the derivation."""
    steps: int
    """Steps of the derivation."""
