"""What may be given as a source or a target.

Text and path objects always name a file; content is always bytes or a file object. Never guessed.
"""

from __future__ import annotations

import os
from typing import Protocol, TypeGuard, runtime_checkable

from .errors import ArgumentError, Code

Path = str | os.PathLike[str]
Bytes = bytes | bytearray | memoryview


@runtime_checkable
class Readable(Protocol):
    """A file object open for reading bytes."""

    def read(self, n: int, /) -> bytes: ...


@runtime_checkable
class Seekable(Readable, Protocol):
    """A file object open for reading bytes at any place."""

    def seek(self, offset: int, whence: int, /) -> int: ...


@runtime_checkable
class Writable(Protocol):
    """A file object open for writing bytes."""

    def write(self, data: bytes, /) -> int | None: ...


def is_path(value: object) -> TypeGuard[Path]:
    """Whether ``value`` names a file."""
    return isinstance(value, (str, os.PathLike))


def is_bytes(value: object) -> TypeGuard[Bytes]:
    """Whether ``value`` is content in memory: bytes, or anything with their buffer."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return True
    try:
        memoryview(value).release()  # type: ignore[arg-type]  # that is the question
    except TypeError:
        return False
    return True


def as_bytes(argument: str, value: Bytes) -> bytes:
    """``value`` as ``bytes``, copied only when it is something else."""
    if isinstance(value, bytes):
        return value
    if not is_bytes(value):
        raise wrong(argument, "bytes", value)
    return bytes(value)


def wrong(argument: str, wanted: str, got: object) -> ArgumentError:
    """The error for an argument of a wrong kind."""
    return refused(argument, f"must be {wanted}, not {type(got).__name__}")


def refused(argument: str, why: str) -> ArgumentError:
    """The error for an argument that cannot be."""
    text = f"{argument}: {why}"
    return ArgumentError(Code.ARGUMENT, text, None, {"argument": argument, "why": why})


def a_path(argument: str, value: Path) -> Path:
    """``value``, which must name a file or folder."""
    if not is_path(value):
        raise wrong(argument, "a path", value)
    return value
