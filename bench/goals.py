"""What is compared with what, and how many times as fast we want to be."""

from typing import NamedTuple

ERASURE, SIMD, LEOPARD = "reed-solomon-erasure", "reed-solomon-erasure simd-accel", "reed-solomon-simd"

# The columns of the cost curves.
PACKAGES = (100, 1_000, 10_000, 100_000)
KEYS = (10_000, 100_000, 1_000_000)
RESOLVED = PACKAGES[-2]
KEPT = KEYS[-1]
CERTIFICATE = "diram, certificate"


class Goal(NamedTuple):
    """A row of the table. No goal: printed for the context. No title: as above."""

    job: str
    peer: str
    goal: float | None
    title: str
    ours: str = "diram"


PARTS: dict[str, list[Goal]] = {
    "packages": [
        Goal("rs-encode", ERASURE, None, "Reed–Solomon 240+16×5120, encode"),
        Goal("rs-encode", SIMD, 10, ""),
        Goal("rs-encode", LEOPARD, 3.5, ""),
        Goal("rs-restore", ERASURE, None, "same, 16 lost, fresh pattern"),
        Goal("rs-restore", SIMD, 40, ""),
        Goal("rs-restore", LEOPARD, 12, ""),
        Goal("huffman-encode text", "zlib-rs", None, "Huffman 64 KiB, encode, text"),
        Goal("huffman-encode binary", "zlib-rs", None, "  binary"),
        Goal("huffman-encode sources", "zlib-rs", None, "  this repository"),
        Goal("huffman-decode text", "zlib-rs", 4, "Huffman 64 KiB, decode, text"),
        Goal("huffman-decode binary", "zlib-rs", 4, "  binary"),
        Goal("huffman-decode sources", "zlib-rs", 4, "  this repository"),
        Goal("pack", "par2", 8, "pack 100 MB, stored, 6.25 %"),
        Goal("heal", "par2", 8, "heal 100 holes of 5 kB"),
        Goal("verify", "par2", 5, "verify"),
        Goal("auto", "par2", 2, "pack 100 MB, auto"),
        Goal("huffman", "gzip", 1, "pack 100 MB, huffman, one core"),
    ],
    "versions": [
        Goal("python compare", "packaging", 1, "Python, compare, one pair"),
        Goal("python compare", "semantic_version", 1, ""),
        Goal("python compare-many", "packaging", 5, "  10,000 pairs"),
        Goal("python compare-many", "semantic_version", 5, ""),
        Goal("python satisfies", "packaging", 1, "Python, satisfies, one version"),
        Goal("python satisfies", "semantic_version", 1, ""),
        Goal("python satisfies-many", "packaging", 5, "  10,000 versions, one range"),
        Goal("python satisfies-many", "semantic_version", 5, ""),
        Goal("python parse", "packaging", None, "Python, a version read, as a value"),
        Goal("python parse", "semantic_version", None, ""),
        Goal("python sort", "packaging", None, "Python, 10,000 texts sorted"),
        Goal("python sort", "semantic_version", None, ""),
        Goal("node compare", "semver", 1, "Node, compare, one pair"),
        Goal("node compare-many", "semver", 5, "  10,000 pairs"),
        Goal("node satisfies", "semver", 1, "Node, satisfies, one version"),
        Goal("node satisfies-many", "semver", 5, "  10,000 versions, one range"),
        Goal("node parse", "semver", None, "Node, a version read, as a value"),
        Goal("node sort", "semver", None, "Node, 10,000 texts sorted"),
    ],
    "trie": [
        Goal(f"trie {job} {KEPT}", peer, goal, title if peer == "imbl" else "")
        for job, title in (
            ("insert", "1,000,000 keys, insert"),
            ("get", "  get"),
            ("iterate", "  iterate"),
            ("snapshot", "  snapshot and insert"),
        )
        for peer, goal in (("imbl", 1), ("BTreeMap", 1 / 3))
    ],
    "resolve": [
        Goal(f"resolve {RESOLVED}", "pubgrub", 2, f"resolve among {RESOLVED:,} packages"),
        Goal(f"resolve {RESOLVED}", "pubgrub", 1.25, "  with certificate", ours=CERTIFICATE),
    ],
}
NAMES = {
    "par2": "par2 -r6",
    "gzip": "gzip -1",
    "zlib-rs": "zlib-rs, Huffman only",
    "semver": "semver of npm",
    "imbl": "imbl::OrdMap",
    "BTreeMap": "std BTreeMap, copies to snapshot",
    "pubgrub": "pubgrub, no certificate",
}
