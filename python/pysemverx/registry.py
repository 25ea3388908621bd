"""The registry: which packages and versions there are, who needs whom, and the proof of it.

::

    from pysemverx.registry import Registry

    with Registry("reg.ndjson") as registry:
        registry.yank("core", "1.0.0")
        registry.rollback("core")            # as it was before
        registry.at(1).versions("core")      # as it was in the file
"""

from ._fault import FaultLevel, FaultState
from ._registry import Registry
from ._registry_reports import (
    AccessLevel,
    AccessTier,
    ChangeReport,
    DependencyEdge,
    DependentReport,
    EntryReport,
    Graph,
    GraphEdge,
    GraphNode,
    NodeRef,
    ProofReport,
    Receipt,
    RegistryEntry,
    RegistryNode,
    SearchHit,
    SnapshotReport,
    VersionEntry,
)
from .errors import RegistryError

PyRegistry = Registry
"""The same class under the original's name."""

__all__ = [
    "AccessLevel",
    "AccessTier",
    "ChangeReport",
    "DependencyEdge",
    "DependentReport",
    "EntryReport",
    "FaultLevel",
    "FaultState",
    "Graph",
    "GraphEdge",
    "GraphNode",
    "NodeRef",
    "ProofReport",
    "PyRegistry",
    "Receipt",
    "Registry",
    "RegistryEntry",
    "RegistryError",
    "RegistryNode",
    "SearchHit",
    "SnapshotReport",
    "VersionEntry",
]
