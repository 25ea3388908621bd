from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from pysemverx import (
    ArgumentError,
    Code,
    Registry,
    Resolution,
    ResolutionError,
    Version,
    verify_resolution,
)

LINES = """
{"name":"app","version":"1.0.0","deps":{"web":"^1","core":"^2"}}
{"name":"web","version":"1.4.0","deps":{"core":"^1"}}
{"name":"core","version":"1.9.0","deps":{}}
{"name":"core","version":"2.0.0","deps":{}}
"""
SEED = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "reg.ndjson"
    file.write_text(LINES)
    return file


def proof(answer: Resolution) -> str:
    assert answer.certificate is not None
    return answer.certificate


def test_every_anchor(path: Path) -> None:
    with Registry(path, signing_key=SEED) as registry:
        yes, no = registry.resolver.resolve("web"), registry.resolver.resolve("app")
        key, root = registry.public_key, registry.snapshot().root
        assert key is not None
        anchors: list[tuple[str, dict[str, Any]]] = [
            ("none", {}),
            ("key", {"key": key}),
            ("key", {"key": bytes.fromhex(key)}),
            ("root", {"root": root}),
            ("registry", {"registry": registry}),
        ]
        for name, anchor in anchors:
            for answer in (yes, no):
                report = verify_resolution(proof(answer), **anchor)
                assert (report.anchor, report.anchored) == (name, name != "none")
                assert report.feasible == answer.feasible and report.snapshot == answer.snapshot
                assert report.solution == answer.solution and report.facts > 0
        assert verify_resolution(proof(yes)).requirements == (("web", "*"),)
        assert verify_resolution(proof(yes)).solution["core"] == Version("1.9.0")
        assert verify_resolution(proof(no)).steps > 0
        assert verify_resolution(proof(yes).encode()) == verify_resolution(proof(yes))


def test_a_path_is_an_anchor(path: Path) -> None:
    with Registry(path) as registry:
        certificate = proof(registry.resolver.resolve("web"))
    assert verify_resolution(certificate, registry=path).anchored


def test_of_another_registry(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ndjson"
    other.write_text(LINES.replace("2.0.0", "2.0.1"))
    with Registry(path, signing_key=SEED) as registry, Registry(other) as stranger:
        certificate = proof(stranger.resolver.resolve("web"))
        assert verify_resolution(certificate).feasible
        anchors: list[dict[str, Any]] = [
            {"registry": registry},
            {"root": registry.snapshot().root},
            {"key": registry.public_key},
        ]
        for anchor in anchors:
            with pytest.raises(ResolutionError) as caught:
                verify_resolution(certificate, **anchor)
            assert caught.value.code == Code.CERTIFICATE and caught.value.hint


@pytest.mark.parametrize("wanted", ["web", "app"])
def test_every_flipped_byte_is_refused(path: Path, wanted: str) -> None:
    with Registry(path, signing_key=SEED) as registry:
        certificate = proof(registry.resolver.resolve(wanted)).encode()
        draw = random.Random(7)
        places = draw.sample(range(len(certificate)), min(len(certificate), 1500))
        for place in places:
            flipped = bytearray(certificate)
            flipped[place] ^= 1 << draw.randrange(8)
            with pytest.raises(ResolutionError) as caught:
                verify_resolution(flipped)
            assert caught.value.code == Code.CERTIFICATE
        for length in draw.sample(range(len(certificate)), 200):
            with pytest.raises(ResolutionError):
                verify_resolution(certificate[:length], registry=registry)


def test_wrong_arguments(path: Path) -> None:
    with Registry(path) as registry:
        certificate = proof(registry.resolver.resolve("web"))
        with pytest.raises(ArgumentError, match="one of key, root and registry"):
            verify_resolution(certificate, root="00" * 32, registry=registry)
    for text in ("", "00", "zz" * 32):
        for name in ("key", "root"):
            with pytest.raises(ArgumentError, match=f"{name}: .*64 hexadecimal digits"):
                verify_resolution(certificate, **{name: text})
    wrong: Any = 5
    with pytest.raises(ArgumentError, match="certificate: must be bytes"):
        verify_resolution(wrong)
    with pytest.raises(ArgumentError, match="registry: must be a Registry or a path"):
        verify_resolution(certificate, registry=wrong)
    for text in ("", "{}", "reg.ndjson", "\udc80"):
        with pytest.raises(ResolutionError):
            verify_resolution(text)
