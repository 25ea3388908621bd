"""Resolution: one version for each package that is needed, or why there is none, with the proof.

::

    from pysemverx.resolve import Resolver, verify_resolution

    answer = Resolver("reg.ndjson").resolve("app", "1.*.*.stable")
    print(answer.solution if answer.feasible else answer.explanation)
    verify_resolution(answer.certificate, registry="reg.ndjson")

The original's strategies look at an answer, and at what runs now: may one be swapped for the other
(:meth:`Resolver.check`), and by which steps (:meth:`Resolver.plan`).
"""

from ._fault import FaultLevel, FaultState
from ._resolution import CertificateReport, ChosenPackage, Resolution, SnapshotId
from ._resolver import Resolver, verify_resolution
from ._strategy_reports import (
    CheckReport,
    Hop,
    InstallOrder,
    Parity,
    SolutionNode,
    Strategy,
    UpdatePath,
    Verdict,
)
from .errors import ResolutionError

ResolutionResult = Resolution
"""The same class under the original's name."""

__all__ = [
    "CertificateReport",
    "CheckReport",
    "ChosenPackage",
    "FaultLevel",
    "FaultState",
    "Hop",
    "InstallOrder",
    "Parity",
    "Resolution",
    "ResolutionError",
    "ResolutionResult",
    "Resolver",
    "SnapshotId",
    "SolutionNode",
    "Strategy",
    "UpdatePath",
    "Verdict",
    "verify_resolution",
]
