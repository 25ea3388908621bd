"""Packages that heal themselves, and versions with a resolver that proves its answers.

::

    from pysemverx import Package, Registry, pack, satisfies

    pack("photos", "photos.zip")
    with Package.open("photos.zip") as package:
        package.unpack("restored")       # heals what it can, or says why not

    satisfies("2.stable.1.stable.0.stable", "2.*.*.stable")
    with Registry("reg.ndjson") as registry:
        registry.resolver.resolve("app", "^1").solution

Every long call takes ``progress``, ``cancel`` and ``timeout``, lets other threads run, and answers
Ctrl-C. :mod:`pysemverx.aio` has the same names as coroutines. Every error is a
:class:`DiramError`.
"""

from . import errors, huffman, packages, registry, resolve, versions
from ._native import COHERENCE_THRESHOLD, VERSION as __version__, CancelToken
from ._pack import Packer, pack, pack_bytes, unpack_bytes
from ._package import Package
from ._parts import (
    check_part,
    compress_with_recovery,
    decompress_fault_tolerant,
    heal_part,
    reconstruct_component,
)
from .compat import SelfHealingDataArchitecture
from .errors import (
    ArgumentError,
    Cancelled,
    Code,
    CoherenceError,
    DeadlineExceeded,
    DiramError,
    FormatError,
    IntegrityError,
    InternalError,
    LostError,
    RateLimitExceeded,
    RecoveryError,
    RegistryError,
    ResolutionError,
    SemverxError,
    StateError,
    StorageError,
    TooManyObservers,
    VersionError,
)
from .registry import (
    FaultCause,
    Observer,
    PyRegistry,
    RecoveryAction,
    Registry,
    RegistryPlugin,
    SecurityScanner,
    Subscription,
    Update,
)
from .reports import Progress
from .resolve import (
    FaultLevel,
    FaultState,
    Resolution,
    ResolutionResult,
    Resolver,
    verify_resolution,
)
from .versions import (
    Policy,
    SemverX,
    Version,
    VersionRange,
    compare,
    max_satisfying,
    satisfies,
    satisfies_many,
)

__all__ = [
    "ArgumentError",
    "COHERENCE_THRESHOLD",
    "CancelToken",
    "Cancelled",
    "Code",
    "CoherenceError",
    "DeadlineExceeded",
    "DiramError",
    "FaultCause",
    "FaultLevel",
    "FaultState",
    "FormatError",
    "IntegrityError",
    "InternalError",
    "LostError",
    "Observer",
    "Package",
    "Packer",
    "Policy",
    "Progress",
    "PyRegistry",
    "RateLimitExceeded",
    "RecoveryAction",
    "RecoveryError",
    "Registry",
    "RegistryError",
    "RegistryPlugin",
    "Resolution",
    "ResolutionError",
    "ResolutionResult",
    "Resolver",
    "SecurityScanner",
    "SelfHealingDataArchitecture",
    "SemverX",
    "SemverxError",
    "StateError",
    "StorageError",
    "Subscription",
    "TooManyObservers",
    "Update",
    "Version",
    "VersionError",
    "VersionRange",
    "__version__",
    "check_part",
    "compare",
    "compress_with_recovery",
    "decompress_fault_tolerant",
    "errors",
    "heal_part",
    "huffman",
    "max_satisfying",
    "pack",
    "pack_bytes",
    "packages",
    "reconstruct_component",
    "registry",
    "resolve",
    "satisfies",
    "satisfies_many",
    "unpack_bytes",
    "verify_resolution",
    "versions",
]
