"""What the three strategies say."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any, ClassVar, Literal

from ._fault import FaultLevel
from ._report import Report
from ._version import Version

Strategy = Literal["eulerian", "hamiltonian", "astar"]


class Verdict(str, enum.Enum):
    """What a strategy advises."""

    SAFE_SWAP = "SAFE_SWAP"
    """Swap while it runs."""
    WARNING = "WARNING"
    """Swap, and look."""
    PANIC = "PANIC"
    """Do not swap while it runs."""


@dataclasses.dataclass(frozen=True, slots=True)
class Parity(Report):
    """What parity of links says of a swap."""

    _nested = {"verdict": Verdict}

    verdict: Verdict
    """No odd package is safe, two are a warning, more a panic."""
    odd: tuple[str, ...]
    """Packages with an odd number of the links looked at, by name."""
    added: tuple[tuple[str, str], ...]
    """Links that are new."""
    removed: tuple[tuple[str, str], ...]
    """Links that are gone."""
    connected: bool
    """Whether the links looked at hang together. Counts in the literal form only."""


@dataclasses.dataclass(frozen=True, slots=True)
class InstallOrder(Report):
    """Whether all of it installs, and in which order."""

    _nested = {"verdict": Verdict}

    verdict: Verdict
    """Safe, or panic when something is missing or there is a circle."""
    order: tuple[str, ...]
    """Every package, dependencies first, ties by name; a circle's packages stand together."""
    circle: tuple[str, ...]
    """Packages that need each other in a circle, from the smallest name on."""
    missing: tuple[tuple[str, str], ...]
    """What is needed and not there: who needs it, and the name and range."""
    literal: bool
    """Whether each package in the order is linked to the one before it: the schema's literal form."""


@dataclasses.dataclass(frozen=True, slots=True)
class Hop(Report):
    """A step of an update."""

    _nested = {"from": Version, "to": Version, "verdict": Verdict, "fault": FaultLevel}

    from_: Version
    """From this version; ``from`` in JSON."""
    to: Version
    """To this one."""
    cost: int
    verdict: Verdict
    """The parity of the links that it changes."""
    fault: FaultLevel
    """The fault level of the version it leads to."""
    needs: tuple[str, ...]
    """Other packages that have to change with it."""


@dataclasses.dataclass(frozen=True, slots=True)
class UpdatePath(Report):
    """The cheapest way of an update, or why there is none."""

    _nested = {"from": Version, "to": Version, "verdict": Verdict, "hops": Hop}

    NO_SAFE_PATH: ClassVar[str] = "NO_SAFE_PATH"
    """The original's name for a way that does not exist."""

    name: str
    """The package."""
    from_: Version
    """Where it begins; ``from`` in JSON."""
    to: Version
    """Where it leads."""
    found: bool
    """Whether there is one."""
    verdict: Verdict
    """The worst verdict of its hops; panic when there is no way."""
    cost: int
    """The sum of its hops' costs."""
    hops: tuple[Hop, ...]
    """Its hops, in order."""
    reason: str | None
    """Why there is no way."""


@dataclasses.dataclass(frozen=True, slots=True)
class CheckReport(Report):
    """What a check found. Of ``parity``, ``install`` and ``ways`` it has the one of its strategy."""

    _nested = {
        "verdict": Verdict,
        "fault": FaultLevel,
        "parity": Parity,
        "install": InstallOrder,
        "ways": UpdatePath,
    }

    strategy: Strategy
    verdict: Verdict
    """What it advises."""
    fault: FaultLevel
    """The level that the verdict stands for: 0, 3 or 12."""
    message: str
    """The verdict in a sentence."""
    parity: Parity | None = None
    """Of the Eulerian check."""
    frozen: tuple[str, ...] | None = None
    """Of the Eulerian check: what would be swapped to a version at fault level 6 or more."""
    install: InstallOrder | None = None
    """Of the Hamiltonian check."""
    ways: tuple[UpdatePath, ...] | None = None
    """Of the A* check: one for each package whose version changes."""

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON types; what other strategies say is not in it."""
        # Without the class: what dataclasses make for slots is not the class that super() looks for.
        return {key: value for key, value in Report.to_dict(self).items() if value is not None}


@dataclasses.dataclass(frozen=True, slots=True)
class SolutionNode(Report):
    """A chosen version and what it needs."""

    _nested = {"version": Version, "fault": FaultLevel}

    label: str
    """Its name, with its line where there are several."""
    version: Version
    fault: FaultLevel
    yanked: bool
    needs: tuple[str, ...]
    """Labels of the chosen versions that it needs."""
    unmet: tuple[str, ...]
    """Requirements (name and range) that nothing chosen meets."""
