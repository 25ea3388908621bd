from __future__ import annotations

from typing import Any, Callable

import pytest

import pysemverx
from pysemverx import ArgumentError, Package, Packer

CALLS: list[tuple[Callable[..., Any], tuple[Any, ...], str, str]] = [
    (pysemverx.pack, ("a", "b"), "redundency", "redundancy"),
    (pysemverx.pack_bytes, (b"",), "mtimes", "mtime"),
    (pysemverx.unpack_bytes, (b"",), "salvge", "salvage"),
    (Package.open, (b"",), "time_out", "timeout"),
    (Packer, ("a",), "nam", "name"),
    (pysemverx.reconstruct_component, ([],), "salvaged", "salvage"),
    (pysemverx.compress_with_recovery, (b"",), "coherence_treshold", "coherence_threshold"),
    (pysemverx.huffman.decode, (b"",), "max_outputs", "max_output"),
]


@pytest.mark.parametrize(("call", "arguments", "wrong", "right"), CALLS)
def test_the_nearest_is_named(
    call: Callable[..., Any], arguments: tuple[Any, ...], wrong: str, right: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        call(*arguments, **{wrong: None})
    assert f"{wrong!r}; did you mean {right!r}?" in str(caught.value)
    assert caught.value.details == {"argument": wrong, "nearest": right}


def test_without_a_near_one_all_are_named() -> None:
    with pytest.raises(ArgumentError, match="known are cancel, max_output, package, progress, salvage"):
        pysemverx.unpack_bytes(b"", xyzzy=1)  # type: ignore[call-arg]


def test_methods(package: bytes) -> None:
    with Package.open(package) as opened, pytest.raises(ArgumentError, match="'salvage'"):
        opened.heal("x", salvages=True)  # type: ignore[call-arg]


def test_a_missing_argument_stays_pythons() -> None:
    with pytest.raises(TypeError):
        pysemverx.pack("a")  # type: ignore[call-arg]
