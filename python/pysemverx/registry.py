"""The registry: which packages and versions there are, who needs whom, and the proof of it.

::

    from pysemverx.registry import Registry

    with Registry("reg.ndjson") as registry:
        registry.yank("core", "1.0.0")
        registry.rollback("core")            # as it was before
        registry.at(1).versions("core")      # as it was in the file
        registry.lock("my-app")              # its package.json, pyproject.toml or Cargo.toml
        for update in registry.subscribe("core"):
            print(update.kind, update.version)
"""

from ._fault import FaultCause, FaultLevel, FaultState, RecoveryAction
from ._fault_reports import FaultReport, VersionFault
from ._gate_reports import (
    Gate,
    GateCheck,
    GateOutcome,
    GateReport,
    GateVerdict,
    ProofReport,
)
from ._lock_reports import Available, Installed, LockReport, Removed, Updated
from ._plugin import PluginState, Proposal, RegistryPlugin, Vote
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
    Receipt,
    RegistryEntry,
    RegistryNode,
    SearchHit,
    SnapshotReport,
    VersionEntry,
)
from ._scanner import OrphanReport, SecurityScanner
from ._subscription import Observer, Subscription
from ._update import Update, UpdateKind
from .errors import RateLimitExceeded, RegistryError, TooManyObservers

PyRegistry = Registry
"""The same class under the original's name."""

__all__ = [
    "AccessLevel",
    "AccessTier",
    "Available",
    "ChangeReport",
    "DependencyEdge",
    "DependentReport",
    "EntryReport",
    "FaultCause",
    "FaultLevel",
    "FaultReport",
    "FaultState",
    "Gate",
    "GateCheck",
    "GateOutcome",
    "GateReport",
    "GateVerdict",
    "Graph",
    "GraphEdge",
    "GraphNode",
    "Installed",
    "LockReport",
    "NodeRef",
    "Observer",
    "OrphanReport",
    "PluginState",
    "ProofReport",
    "Proposal",
    "PyRegistry",
    "RateLimitExceeded",
    "Receipt",
    "RecoveryAction",
    "Registry",
    "RegistryEntry",
    "RegistryError",
    "RegistryNode",
    "RegistryPlugin",
    "Removed",
    "SearchHit",
    "SecurityScanner",
    "SnapshotReport",
    "Subscription",
    "TooManyObservers",
    "Update",
    "UpdateKind",
    "Updated",
    "VersionEntry",
    "VersionFault",
    "Vote",
]
