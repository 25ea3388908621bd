"""Canonical, length-limited Huffman coding of bytes.

``encode`` gives a container that ``decode`` reads in every language of diram; ``codes`` shows the
code itself.
"""

from __future__ import annotations

from . import _native
from ._keywords import checked
from ._sources import Bytes, as_bytes
from .reports import HuffmanCode

__all__ = ["MAX_OUTPUT", "HuffmanCode", "codes", "decode", "encode"]

MAX_OUTPUT = _native.MAX_OUTPUT
"""The most bytes that :func:`decode` gives unless told otherwise."""


def encode(data: Bytes) -> bytes:
    """``data``, Huffman coded."""
    return _native.huffman_encode(as_bytes("data", data))


@checked
def decode(data: Bytes, *, max_output: int = MAX_OUTPUT) -> bytes:
    """What was encoded.

    :param max_output: the most bytes of output
    :raises FormatError: damaged, cut short, too long, or more output than ``max_output``
    """
    return _native.huffman_decode(as_bytes("data", data), max_output)


def codes(data: Bytes) -> tuple[HuffmanCode, ...]:
    """The code of every byte value that occurs in ``data``, by value.

    Empty when fewer than two values occur: then there is nothing to tell apart.
    """
    found = _native.huffman_codes(as_bytes("data", data))
    return tuple(HuffmanCode(symbol, length, code) for symbol, length, code in found)
