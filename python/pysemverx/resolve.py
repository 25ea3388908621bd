"""Resolution: one version for each package that is needed, or why there is none, with the proof.

::

    from pysemverx.resolve import Resolver, verify_resolution

    answer = Resolver("reg.ndjson").resolve("app", "1.*.*.stable")
    print(answer.solution if answer.feasible else answer.explanation)
    verify_resolution(answer.certificate, registry="reg.ndjson")
"""

from ._fault import FaultLevel, FaultState
from ._resolution import CertificateReport, ChosenPackage, Resolution, SnapshotId
from ._resolver import Resolver, verify_resolution
from .errors import ResolutionError

ResolutionResult = Resolution
"""The same class under the original's name."""

__all__ = [
    "CertificateReport",
    "ChosenPackage",
    "FaultLevel",
    "FaultState",
    "Resolution",
    "ResolutionError",
    "ResolutionResult",
    "Resolver",
    "SnapshotId",
    "verify_resolution",
]
