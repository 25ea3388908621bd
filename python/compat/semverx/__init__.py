"""The original sample's module name for versions, resolution and the registry of :mod:`pysemverx`."""

from pysemverx.registry import PyRegistry, Registry, RegistryError
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
    "FaultLevel",
    "FaultState",
    "Policy",
    "PyRegistry",
    "Registry",
    "RegistryError",
    "Resolution",
    "ResolutionError",
    "ResolutionResult",
    "Resolver",
    "SemverX",
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
