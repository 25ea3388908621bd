"""The original sample's module name for :mod:`pysemverx.compat`."""

from pysemverx.compat import RecoveryResult, SelfHealingDataArchitecture

__all__ = ["RecoveryResult", "SelfHealingDataArchitecture"]
