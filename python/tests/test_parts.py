from __future__ import annotations

import random
from typing import Any

import pytest
from damage import burst, parts, without

from pysemverx import (
    COHERENCE_THRESHOLD,
    ArgumentError,
    CoherenceError,
    DiramError,
    FormatError,
    IntegrityError,
    LostError,
    check_part,
    compress_with_recovery,
    decompress_fault_tolerant,
    heal_part,
    pack_bytes,
    reconstruct_component,
    unpack_bytes,
)


@pytest.fixture(scope="module")
def component(package: bytes) -> list[bytes]:
    return parts(package)


class TestOnePart:
    def test_intact(self, component: list[bytes]) -> None:
        for number, part in enumerate(component):
            report = check_part(part)
            assert report.recovery_capability == 1.0
            assert report.intact and report.part_number == number
            assert report.total_parts == len(component) and report.kind == "component"
            assert heal_part(part) == part

    def test_a_short_burst(self, component: list[bytes]) -> None:
        part = component[4]
        for at in range(0, len(part) - 128 - 32, 97):
            damaged = burst(part, at, 32)
            report = check_part(damaged)
            assert 0.0 <= report.recovery_capability < 1.0
            assert report.mendable and not report.intact and report.part_number == 4
            assert heal_part(damaged) == part

    def test_too_much(self, component: list[bytes]) -> None:
        damaged = burst(component[4], 300, 1000)
        report = check_part(damaged)
        assert not report.mendable and report.recovery_capability < COHERENCE_THRESHOLD
        with pytest.raises(IntegrityError) as caught:
            heal_part(damaged)
        assert caught.value.hint is not None

    @pytest.mark.parametrize("noise", [b"", b"text", bytes(6000), random.Random(1).randbytes(6000)])
    def test_noise(self, noise: bytes) -> None:
        report = check_part(noise)
        assert report.recovery_capability == 0.0
        assert not report.intact and not report.mendable and report.part_number is None
        with pytest.raises((FormatError, IntegrityError)):
            heal_part(noise)


class TestOneComponent:
    def test_whole_and_shuffled(self, component: list[bytes], content: bytes) -> None:
        shuffled = random.Random(2).sample(component, len(component))
        built = reconstruct_component(shuffled)
        assert (built.data, built.coherence, built.recovered) == (content, 1.0, ())

    def test_within_the_threshold(self, component: list[bytes], content: bytes) -> None:
        given: list[Any] = [*component]
        given[7] = None
        built = reconstruct_component(given)
        assert built.data == content and built.recovered == (7,)
        assert built.coherence == (len(component) - 1) / len(component)

    def test_below_the_threshold(self, component: list[bytes], content: bytes) -> None:
        given = [None, None, None, *component[3:]]
        with pytest.raises(CoherenceError) as caught:
            reconstruct_component(given)
        assert caught.value.recoverable
        built = reconstruct_component(given, salvage=True)
        assert built.data == content and built.recovered == (0, 1, 2)

    def test_beyond_parity(self, component: list[bytes]) -> None:
        with pytest.raises(LostError):
            reconstruct_component(component[10:], salvage=True)

    def test_parts_of_two_components(self, component: list[bytes]) -> None:
        other = parts(pack_bytes(b"other" * 9999, codec="stored"))
        with pytest.raises(DiramError):
            reconstruct_component([*component[:5], *other[5:]])

    def test_not_a_list(self, component: list[bytes]) -> None:
        with pytest.raises(ArgumentError, match="parts: must be a list"):
            reconstruct_component(b"".join(component))  # type: ignore[arg-type]
        with pytest.raises(ArgumentError, match="parts: must be bytes"):
            reconstruct_component(["a"])  # type: ignore[list-item]


class TestWithRecovery:
    def test_round_trip(self, content: bytes) -> None:
        package = compress_with_recovery(content)
        assert unpack_bytes(package) == content
        assert decompress_fault_tolerant(package) == content
        assert compress_with_recovery(content, 0.99) == package

    @pytest.mark.parametrize("threshold", [0.953, 1.1, float("nan"), -1.0])
    def test_thresholds(self, threshold: float) -> None:
        with pytest.raises(ArgumentError, match="coherence_threshold"):
            compress_with_recovery(b"text", threshold)

    @pytest.mark.parametrize("level", [-0.1, 1.1, float("nan")])
    def test_levels(self, level: float) -> None:
        with pytest.raises(ArgumentError, match="corruption_level"):
            decompress_fault_tolerant(compress_with_recovery(b"text"), level)

    def test_a_level_allows_so_much(self, content: bytes) -> None:
        package = compress_with_recovery(content)
        total = len(parts(package))
        two = without(package, [0, 5])
        with pytest.raises(CoherenceError):
            decompress_fault_tolerant(two, 1.5 / total)
        assert decompress_fault_tolerant(two, 2.5 / total) == content
