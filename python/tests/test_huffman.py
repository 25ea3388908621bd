from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pysemverx import ArgumentError, FormatError, huffman
from pysemverx.errors import Code


@given(st.binary(max_size=5000))
def test_round_trip(data: bytes) -> None:
    assert huffman.decode(huffman.encode(data)) == data


@given(st.binary(min_size=1, max_size=2000))
def test_codes_are_a_prefix_code(data: bytes) -> None:
    codes = huffman.codes(data)
    values = sorted(set(data))
    assert [code.symbol for code in codes] == (values if len(values) > 1 else [])
    words = sorted(f"{code.code:0{code.length}b}" for code in codes)
    assert all(not after.startswith(before) for before, after in zip(words, words[1:]))
    if len(words) > 1:
        assert sum(2 ** (15 - code.length) for code in codes) == 2**15, "Kraft's sum is 1"


def test_frequent_bytes_have_short_codes() -> None:
    lengths = {chr(code.symbol): code.length for code in huffman.codes(b"aaaaaaaabbbbccd")}
    assert lengths == {"a": 1, "b": 2, "c": 3, "d": 3}


@given(st.binary(max_size=300))
def test_noise_is_decoded_or_refused(noise: bytes) -> None:
    try:
        huffman.decode(noise, max_output=10_000)
    except FormatError as error:
        assert error.message


def test_output_is_limited() -> None:
    encoded = huffman.encode(bytes(1000) + b"x")
    assert len(huffman.decode(encoded, max_output=1001)) == 1001
    with pytest.raises(FormatError) as caught:
        huffman.decode(encoded, max_output=1000)
    assert caught.value.code is Code.OUTPUT_LIMIT


def test_cut_short_and_too_long() -> None:
    encoded = huffman.encode(b"abracadabra" * 50)
    for length in range(len(encoded)):
        with pytest.raises(FormatError):
            huffman.decode(encoded[:length])
    with pytest.raises(FormatError) as caught:
        huffman.decode(encoded + b"\0")
    assert caught.value.code is Code.TRAILING


def test_refusals() -> None:
    with pytest.raises(ArgumentError):
        huffman.encode("text")  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="max_output"):
        huffman.decode(huffman.encode(b"text"), max_output=-1)
