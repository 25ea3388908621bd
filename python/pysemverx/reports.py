"""What calls found or did: plain, immutable values.

Each is a frozen dataclass: compared by value, hashable, picklable, and with :meth:`Report.to_dict`
for JSON, which has the same keys in every language of diram.
"""

from __future__ import annotations

import dataclasses
from typing import Literal

from ._report import Report

__all__ = [
    "ComponentReport",
    "ComponentView",
    "Damage",
    "Entry",
    "HealReport",
    "HuffmanCode",
    "PackReport",
    "PartReport",
    "PartView",
    "Progress",
    "Reconstructed",
    "RecoveryView",
    "Report",
    "Status",
    "UnpackReport",
    "Verification",
]

Status = Literal["intact", "healable", "below-threshold", "lost"]
"""``intact``: every byte is as packed. ``healable``: damaged, and ``heal`` gives everything back.
``below-threshold``: below the coherence threshold; ``salvage`` gives everything back.
``lost``: more is gone than the parity can give back."""

Kind = Literal["component", "service", "operation", "division", "country", "manifest"]

@dataclasses.dataclass(frozen=True, slots=True)
class Progress(Report):
    """How far a long call is: sent at most ten times a second, and once at the end."""

    done: int
    """Bytes done; requests while resolving."""
    total: int | None
    """The same in all; ``None`` while nobody can know."""
    phase: str
    """``pack``, ``verify``, ``heal``, ``unpack``, ``read``, ``scan`` or ``resolve``."""


@dataclasses.dataclass(frozen=True, slots=True)
class ComponentReport(Report):
    """The state of one component."""

    name: str
    """Its name, as in ``diram-component-0.bin``."""
    kind: Kind
    volume: int
    id: int
    """Its number within volume and kind."""
    status: Status
    parts: int
    """Parts in all."""
    intact: int
    """Parts received exactly as packed."""
    mended: int
    """Damaged parts that mend themselves."""
    lost: tuple[int, ...]
    """The numbers of the parts that are gone."""
    recoverable: int
    """How many lost parts the parity can give back."""
    coherence: float
    """Intact / all."""
    coherence_healed: float
    """(Intact + mended) / all."""


@dataclasses.dataclass(frozen=True, slots=True)
class Verification(Report):
    """What :meth:`Package.verify` found."""

    _nested = {"components": ComponentReport}

    status: Status
    """The worst component's state; container damage alone is ``healable``."""
    coherence: float
    """Intact parts / all parts, as received."""
    coherence_healed: float
    """The same after each part mended itself."""
    threshold: float
    """0.954."""
    container_intact: bool
    """Whether the zip directory, the manifest copy and all local headers are as packed."""
    components: tuple[ComponentReport, ...]
    """One per component, in package order, the manifest's own last in each volume."""
    bytes: int
    """Bytes of the package as received."""
    seconds: float
    """Time taken."""


@dataclasses.dataclass(frozen=True, slots=True)
class PackReport(Report):
    """What :func:`pack` did."""

    name: str
    version: str
    tag: str
    """The package tag, 6 hex digits."""
    input_bytes: int
    """Bytes of content read."""
    output_bytes: int
    """Bytes of the package."""
    overhead: float | None
    """``output_bytes / input_bytes - 1``, negative when compression won; ``None`` for no input."""
    components: int
    """Components, the manifest's included."""
    parts: int
    """Parts, parity included."""
    parity_parts: int
    volumes: int
    files: int
    warnings: tuple[str, ...]
    """What was skipped, and why."""
    seconds: float
    """Time taken."""


@dataclasses.dataclass(frozen=True, slots=True)
class HealReport(Report):
    """What :meth:`Package.heal` did."""

    mended_bytes: int
    """Bytes that differ between the package as received and as written, at their places."""
    mended_parts: int
    """Parts that mended themselves."""
    rebuilt_parts: int
    """Parts rebuilt from others."""
    coherence_before: float
    coherence_after: float
    bytes: int
    """Bytes written."""
    seconds: float
    """Time taken."""


@dataclasses.dataclass(frozen=True, slots=True)
class Damage(Report):
    """A file with lost ranges."""

    path: str
    """The file, written as ``PATH.damaged``."""
    ranges: tuple[tuple[int, int], ...]
    """Lost byte ranges, each ``[from, to)``."""


@dataclasses.dataclass(frozen=True, slots=True)
class UnpackReport(Report):
    """What :meth:`Package.unpack` did."""

    _nested = {"damage": Damage}

    files: int
    """Regular files written, the damaged ones included."""
    directories: int
    links: int
    """Symbolic and hard links made."""
    bytes: int
    """Bytes of file content written."""
    mended_parts: int
    """Parts that mended themselves."""
    rebuilt_parts: int
    """Parts rebuilt from others."""
    coherence: float
    """As received, over the components that were read."""
    coherence_healed: float
    """The same after each part mended itself."""
    damage: tuple[Damage, ...]
    """Files with lost ranges; only with ``best_effort``."""
    warnings: tuple[str, ...]
    """What was skipped, and why."""
    seconds: float
    """Time taken."""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry(Report):
    """A member of a package's content."""

    path: str
    """Its path; bytes that are not UTF-8 are shown as U+FFFD."""
    type: Literal["file", "directory", "symlink", "hardlink"]
    mode: int
    """Permission bits."""
    size: int
    """Content bytes."""
    offset: int
    """Where the content begins in the package's content stream."""


@dataclasses.dataclass(frozen=True, slots=True)
class PartView(Report):
    """A part as the original specification shows it."""

    filename: str
    """Its path in the zip."""
    part_number: int
    part_size: int
    """Its bytes, header and footer included."""
    huffman_tree: str | None
    """The code lengths (128 bytes, hex); ``None`` when the part has none or is lost."""
    sha256_checksum: str
    """The first 8 bytes of its SHA-256, hex."""


@dataclasses.dataclass(frozen=True, slots=True)
class RecoveryView(Report):
    """How much of a component may be lost."""

    parity_parts: tuple[int, ...]
    """The numbers of the parity parts."""
    recovery_threshold: float
    """0.954."""


@dataclasses.dataclass(frozen=True, slots=True)
class ComponentView(Report):
    """A component as the original specification shows it."""

    _nested = {"parts": PartView, "recovery": RecoveryView}

    name: str
    """Its name, as in ``diram-component-0.bin``."""
    kind: Kind
    volume: int
    component_id: int
    """Its number within volume and kind."""
    total_size: int | None
    """Decoded bytes; ``None`` when the manifest is gone."""
    codec: str | None
    """``stored``, ``huffman`` or ``brotli``; ``None`` when the manifest is gone."""
    num_parts: int
    """Parts, parity included."""
    data_parts: int
    sha256: str
    """SHA-256 of the decoded bytes, hex."""
    parts: tuple[PartView, ...]
    recovery: RecoveryView


@dataclasses.dataclass(frozen=True, slots=True)
class PartReport(Report):
    """What a lone part says about itself."""

    recovery_capability: float
    """Intact 32-byte columns / all columns: 1.0 for an intact part, 0.0 for noise."""
    intact: bool
    """Whether the part is exactly as packed."""
    mendable: bool
    """Whether :func:`heal_part` gives it back."""
    part_number: int | None
    """``None``, like all that follow, when the part is neither intact nor mendable."""
    total_parts: int | None
    data_parts: int | None
    kind: Kind | None
    component_id: int | None
    volume: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class Reconstructed(Report):
    """A component put together again from its parts."""

    data: bytes
    """The component's bytes (base64 in :meth:`to_dict`)."""
    coherence: float
    """Intact parts / all parts."""
    recovered: tuple[int, ...]
    """The numbers of the parts that had to be rebuilt."""


@dataclasses.dataclass(frozen=True, slots=True)
class HuffmanCode(Report):
    """The canonical code of one byte value."""

    symbol: int
    """The byte value, 0 to 255."""
    length: int
    """Bits, 1 to 15."""
    code: int
    """The code; its first bit is the highest of ``length`` bits."""
