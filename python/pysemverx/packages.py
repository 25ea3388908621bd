"""Packages that heal themselves: pack, verify, heal, unpack."""

from . import huffman
from ._native import COHERENCE_THRESHOLD
from ._pack import Packer, pack, pack_bytes, unpack_bytes
from ._package import Package
from ._parts import (
    check_part,
    compress_with_recovery,
    decompress_fault_tolerant,
    heal_part,
    reconstruct_component,
)
from .reports import (
    ComponentReport,
    ComponentView,
    Damage,
    Entry,
    HealReport,
    HuffmanCode,
    PackReport,
    PartReport,
    PartView,
    Progress,
    Reconstructed,
    RecoveryView,
    UnpackReport,
    Verification,
)

__all__ = [
    "COHERENCE_THRESHOLD",
    "ComponentReport",
    "ComponentView",
    "Damage",
    "Entry",
    "HealReport",
    "HuffmanCode",
    "PackReport",
    "Package",
    "Packer",
    "PartReport",
    "PartView",
    "Progress",
    "Reconstructed",
    "RecoveryView",
    "UnpackReport",
    "Verification",
    "check_part",
    "compress_with_recovery",
    "decompress_fault_tolerant",
    "heal_part",
    "huffman",
    "pack",
    "pack_bytes",
    "reconstruct_component",
    "unpack_bytes",
]
