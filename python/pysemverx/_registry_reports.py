"""What a registry tells: plain, immutable values."""

from __future__ import annotations

import dataclasses
import enum
from typing import Literal, Mapping

from ._fault import FaultLevel, FaultState, state_of
from ._gate_reports import GateReport, ProofReport
from ._report import Report
from ._version import Version


class AccessTier(str, enum.Enum):
    """Which tier of the registry a source is."""

    LIVE = "LIVE"
    LOCAL = "LOCAL"
    REMOTE = "REMOTE"


class AccessLevel(str, enum.Enum):
    """Who may read a tier."""

    PUBLIC = "PUBLIC"
    PROTECTED = "PROTECTED"
    PRIVATE = "PRIVATE"


@dataclasses.dataclass(frozen=True, slots=True)
class SnapshotReport(Report):
    """One state of a registry."""

    seq: int
    """Its number, from 1."""
    root: str
    """SHA-256 of its head in hex: what certificates are held against."""
    roots: Mapping[str, str]
    """The root of each source in hex."""
    time: int
    """When it was made, in seconds since 1970; 0 for a registry just opened."""
    parent: str | None
    """The root of the snapshot before it."""
    note: str
    """What was done."""
    signed_by: tuple[str, ...]
    """The public keys that signed it, in hex."""


@dataclasses.dataclass(frozen=True, slots=True)
class VersionEntry(Report):
    """A version in a list of them."""

    _nested = {"version": Version, "fault": FaultLevel, "fault_state": state_of}

    version: Version
    compact: str
    """Its shortest text."""
    stable: bool
    """Whether it is stable and has no tail."""
    yanked: bool
    """Whether it was withdrawn."""
    fault: FaultLevel
    fault_state: FaultState
    published: int | None
    """When it was published, in seconds since 1970."""


@dataclasses.dataclass(frozen=True, slots=True)
class EntryReport(Report):
    """All about one version."""

    _nested = {"version": Version, "fault": FaultLevel, "fault_state": state_of}

    source: str
    name: str
    version: Version
    compact: str
    """Its shortest text."""
    deps: Mapping[str, str]
    """What it needs: names and ranges, as published."""
    yanked: bool
    """Whether it was withdrawn."""
    fault: FaultLevel
    fault_name: str
    """The level's name, such as ``LOW_WARNING``."""
    fault_state: FaultState
    sha256: str | None
    """SHA-256 of the package file in hex."""
    published: int | None
    """When it was published, in seconds since 1970."""
    hash: str
    """Value hash of the entry in hex: what the trees hold."""


@dataclasses.dataclass(frozen=True, slots=True)
class DependentReport(Report):
    """A version that needs a package."""

    _nested = {"version": Version}

    name: str
    """The package in need."""
    version: Version
    """Its version, without build."""
    range: str
    """The range it asks for, as published."""


@dataclasses.dataclass(frozen=True, slots=True)
class SearchHit(Report):
    """A name found."""

    _nested = {"best": Version}

    name: str
    best: Version | None
    """Its highest stable version that is neither yanked nor at fault level 6 or higher."""


@dataclasses.dataclass(frozen=True, slots=True)
class GraphNode(Report):
    """A package of a graph."""

    name: str
    versions: int
    """How many of its versions can be had; 0 for one that does not exist."""


@dataclasses.dataclass(frozen=True, slots=True)
class GraphEdge(Report):
    """A dependency of a graph."""

    _nested = {"version": Version}

    from_: str
    """The package in need; ``from`` in JSON."""
    version: Version
    """Its version."""
    to: str
    """The package needed."""
    range: str
    """The range asked for, as published."""


@dataclasses.dataclass(frozen=True, slots=True)
class Graph(Report):
    """What a package needs, directly and further on, whichever of its versions."""

    _nested = {"nodes": GraphNode, "edges": GraphEdge}

    nodes: tuple[GraphNode, ...]
    """The packages, by name."""
    edges: tuple[GraphEdge, ...]
    """Who needs whom, by name and version."""


@dataclasses.dataclass(frozen=True, slots=True)
class RegistryEntry(Report):
    """A version as the registry's trees hold it."""

    _nested = {"version": Version, "fault": FaultLevel}

    name: str
    version: Version
    deps: Mapping[str, str]
    """What it needs: names and ranges, as published."""
    yanked: bool
    """Whether it was withdrawn."""
    fault: FaultLevel
    sha256: str | None
    """SHA-256 of the package file in hex."""
    published: int | None
    """When it was published, in seconds since 1970."""
    tombstone: str | None
    """Value hash of what stood here before a rollback undid it; its number is never free again."""


@dataclasses.dataclass(frozen=True, slots=True)
class ChangeReport(Report):
    """One difference between two snapshots."""

    _nested = {"version": Version, "old": RegistryEntry, "new": RegistryEntry}

    source: str
    name: str
    version: Version
    kind: Literal["published", "removed", "undone", "yanked", "unyanked", "fault", "changed"]
    """What happened: the first that fits."""
    old: RegistryEntry | None
    """The entry before."""
    new: RegistryEntry | None
    """The entry after."""


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt(Report):
    """What a change did."""

    _nested = {"snapshot": SnapshotReport, "proof": ProofReport, "gates": GateReport}

    snapshot: SnapshotReport
    """The snapshot that holds it."""
    proof: ProofReport
    """The proof that it does."""
    gates: GateReport | None
    """What the gates said of what was published; ``None`` for other changes."""


@dataclasses.dataclass(frozen=True, slots=True)
class DependencyEdge(Report):
    """An edge between two packages: in ``dependencies`` to the one needed, in ``dependents`` to
    the one in need."""

    _nested = {"tier": AccessTier}

    name: str
    """The other package."""
    range: str
    """The range asked for, as published."""
    tier: AccessTier
    """Where it is looked up."""
    optional: bool
    """Always false: a registry lists only what a version needs."""


@dataclasses.dataclass(frozen=True, slots=True)
class NodeRef(Report):
    """A neighbour in the tree."""

    _nested = {"version": Version}

    package_id: str
    version: Version


@dataclasses.dataclass(frozen=True, slots=True)
class RegistryNode(Report):
    """A version's node in the registry's tree, with the original's fourteen fields."""

    _nested = {
        "version": Version,
        "left": NodeRef,
        "right": NodeRef,
        "dependencies": DependencyEdge,
        "dependents": DependencyEdge,
        "access_tier": AccessTier,
        "access_level": AccessLevel,
        "fault_state": state_of,
    }

    package_id: str
    version: Version
    left: NodeRef | None
    """The root of the smaller keys."""
    right: NodeRef | None
    """The root of the larger keys."""
    height: int
    """Nodes on the longest way down, 1 for a leaf."""
    dependencies: tuple[DependencyEdge, ...]
    """What this version needs."""
    dependents: tuple[DependencyEdge, ...]
    """Which versions of other packages name this package."""
    access_tier: AccessTier
    access_level: AccessLevel
    observers: tuple[str, ...]
    """The ids of those who observe the package."""
    last_update: int
    """When it changed last, in seconds since 1970; 0 if not since the registry was opened."""
    update_count: int
    """How often it changed since the registry was opened."""
    fault_state: FaultState
    checksum: str | None
    """SHA-256 of the package file in hex."""
