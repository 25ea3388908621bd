"""The original sample's module name for versions, resolution and the registry of :mod:`pysemverx`.

What its samples of dependency resolution use and do not show is in :mod:`semverx.dag`.
"""

from pysemverx.registry import (
    FaultCause,
    Observer,
    OrphanReport,
    PyRegistry,
    RecoveryAction,
    Registry,
    RegistryError,
    RegistryPlugin,
    SecurityScanner,
    Subscription,
    Update,
)
from pysemverx.resolve import (
    FaultLevel,
    FaultState,
    Resolution,
    ResolutionError,
    ResolutionResult,
    Resolver,
    verify_resolution,
)
from pysemverx.versions import (
    Policy,
    SemverX,
    Version,
    VersionRange,
    compare,
    filter,
    max_satisfying,
    satisfies,
    satisfies_many,
    sort,
)

__all__ = [
    "FaultCause",
    "FaultLevel",
    "FaultState",
    "Observer",
    "OrphanReport",
    "Policy",
    "PyRegistry",
    "RecoveryAction",
    "Registry",
    "RegistryError",
    "RegistryPlugin",
    "Resolution",
    "ResolutionError",
    "ResolutionResult",
    "Resolver",
    "SecurityScanner",
    "SemverX",
    "Subscription",
    "Update",
    "Version",
    "VersionRange",
    "compare",
    "filter",
    "max_satisfying",
    "satisfies",
    "satisfies_many",
    "sort",
    "verify_resolution",
]
