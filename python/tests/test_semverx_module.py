"""The top-level module ``semverx`` of pysemverx-compat, used as the original sample uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
import semverx
from semverx import Resolver, SemverX

import pysemverx

LINES = """
{"name":"@obinexus/core","version":"2.stable.1.stable.0.stable","deps":{}}
{"name":"@obinexus/core","version":"3.stable.0.stable.0.stable","deps":{"gone":"*"}}
"""


class Fetcher:
    """What the sample makes of a resolver; there is no download yet."""

    def __init__(self, endpoint: str = "https://r.obinexus.org") -> None:
        self.endpoint = endpoint
        self.resolver = Resolver()

    def fetch(self, package: str, version_range: str) -> SemverX:
        result = self.resolver.resolve(package, version_range)
        if result.fault_state == semverx.FaultState.PANIC:
            raise semverx.ResolutionError(result.error_message)
        return result.solution[package]


def test_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reg.ndjson"
    path.write_text(LINES)
    monkeypatch.setenv("DIRAM_REGISTRY", str(path))
    fetcher = Fetcher()
    assert fetcher.fetch("@obinexus/core", "semverx:2.*.*.stable") == SemverX("2.1.0")
    with pytest.raises(semverx.ResolutionError, match="gone"):
        fetcher.fetch("@obinexus/core", "3.0.0")


def test_aliases_are_the_classes_themselves() -> None:
    for name in semverx.__all__:
        if hasattr(pysemverx, name):
            assert getattr(semverx, name) is getattr(pysemverx, name)
    assert semverx.SemverX is pysemverx.Version
