"""Lone parts, components from parts, and compression with recovery data."""

from __future__ import annotations

from typing import Iterable

from . import _native
from ._control import OnProgress, control
from ._keywords import checked
from ._sources import Bytes, as_bytes, is_bytes, wrong
from .reports import PartReport, Reconstructed


@checked
def reconstruct_component(
    parts: Iterable[Bytes | None], *, salvage: bool = False
) -> Reconstructed:
    """Puts a component together from its parts.

    :param parts: the parts in any order, ``None`` for a missing one; each says itself which it is
    :param salvage: go below the coherence threshold, to the mathematical limit
    :raises CoherenceError: below the threshold, and ``salvage`` not asked for
    :raises LostError: more parts are gone than the parity can give back
    :raises RecoveryError: the parts are of different components
    """
    if is_bytes(parts):
        raise wrong("parts", "a list of parts", parts)
    given = [None if part is None else as_bytes("parts", part) for part in parts]
    data, coherence, recovered = _native.reconstruct_component(given, salvage)
    return Reconstructed(data, coherence, tuple(recovered))


def check_part(part: Bytes) -> PartReport:
    """What a lone part says about itself. Never fails: noise has capability 0."""
    return PartReport._from_json(_native.check_part(as_bytes("part", part)))


def heal_part(part: Bytes) -> bytes:
    """A lone part, mended by its inner code.

    :raises IntegrityError: damaged beyond its inner code
    :raises FormatError: not a part
    """
    return _native.heal_part(as_bytes("part", part))


@checked
def compress_with_recovery(
    data: Bytes,
    coherence_threshold: float = 0.954,
    *,
    progress: OnProgress | None = None,
    cancel: _native.CancelToken | None = None,
    timeout: float | None = None,
) -> bytes:
    """Compresses ``data`` and adds recovery data: a package in memory.

    :param coherence_threshold: within 0.954 to 1; checked, and without effect on the result
    """
    steering = control(progress, cancel, timeout)
    return _native.compress_with_recovery(as_bytes("data", data), coherence_threshold, steering)


@checked
def decompress_fault_tolerant(
    package: Bytes,
    corruption_level: float = 0.046,
    *,
    progress: OnProgress | None = None,
    cancel: _native.CancelToken | None = None,
    timeout: float | None = None,
) -> bytes:
    """The way back from :func:`compress_with_recovery`.

    :param corruption_level: the largest lost share of a component's parts that is accepted,
        within 0 to 1
    :raises CoherenceError: more is lost than ``corruption_level``
    :raises LostError: more is lost than the parity can give back
    """
    steering = control(progress, cancel, timeout)
    content = as_bytes("package", package)
    return _native.decompress_fault_tolerant(content, corruption_level, steering)
