"""Properties: whatever happens to a package, the bytes come back whole or not at all."""

from __future__ import annotations

from typing import Any

from damage import burst, places, without
from hypothesis import given, settings
from hypothesis import strategies as st

from pysemverx import FormatError, Package, RecoveryError, pack_bytes, unpack_bytes

CONTENT = bytes(range(256)) * 60
PACKAGE = pack_bytes(CONTENT, name="steps", codec="stored")
PLACES = places(PACKAGE)
SLOW = settings(deadline=None, max_examples=60)


@SLOW
@given(st.binary(max_size=3000), st.sampled_from(["auto", "huffman", "brotli", "stored"]))
def test_round_trip(data: bytes, codec: Any) -> None:
    assert unpack_bytes(pack_bytes(data, codec=codec)) == data


@SLOW
@given(st.integers(0, len(PACKAGE) - 1), st.integers(1, 32))
def test_any_short_burst_heals(at: int, length: int) -> None:
    damaged = burst(PACKAGE, at, length)
    assert unpack_bytes(damaged) == CONTENT
    with Package.open(damaged) as opened:
        assert opened.verify().status == "healable"


@SLOW
@given(st.integers(0, len(PLACES) - 1))
def test_any_lost_part_heals(part: int) -> None:
    assert unpack_bytes(without(PACKAGE, [part])) == CONTENT


@SLOW
@given(
    st.lists(
        st.tuples(st.integers(0, len(PACKAGE) - 1), st.integers(1, 2000)), min_size=1, max_size=8
    ),
    st.booleans(),
)
def test_anything_else_is_whole_or_an_error(holes: list[tuple[int, int]], salvage: bool) -> None:
    damaged = PACKAGE
    for at, length in holes:
        damaged = burst(damaged, at, length)
    try:
        assert unpack_bytes(damaged, salvage=salvage) == CONTENT
    except (RecoveryError, FormatError) as error:
        assert error.message


@SLOW
@given(st.integers(0, len(PACKAGE) - 1))
def test_a_cut_package_is_whole_or_an_error(length: int) -> None:
    try:
        assert unpack_bytes(PACKAGE[:length]) == CONTENT
    except (RecoveryError, FormatError) as error:
        assert error.message


@SLOW
@given(st.binary(max_size=6000))
def test_noise_is_refused(noise: bytes) -> None:
    try:
        unpack_bytes(noise)
    except (RecoveryError, FormatError):
        return
    raise AssertionError("noise is not a package")
