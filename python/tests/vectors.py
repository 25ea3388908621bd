"""Runs every vector of tests/vectors; ends with `vectors: ran N of N`."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import registry_vectors
import version_vectors
import watch_vectors

from pysemverx import (
    DiramError,
    Package,
    check_part,
    compress_with_recovery,
    decompress_fault_tolerant,
    heal_part,
    huffman,
    pack_bytes,
    reconstruct_component,
    unpack_bytes,
)

VECTORS = Path(__file__).resolve().parents[2] / "tests" / "vectors"

Given = dict[str, Any]


def damaged(data: bytes, steps: list[list[Any]]) -> bytes:
    """``data`` after the steps of ``in.damage``."""
    bytes_ = bytearray(data)
    for kind, offset, what in steps:
        at = offset if offset >= 0 else len(bytes_) + offset
        if kind == "flip":
            bytes_[at] ^= what
        elif kind == "zero":
            bytes_[at : at + what] = bytes(len(bytes_[at : at + what]))
        elif kind == "cut":
            del bytes_[at : at + what]
        elif kind == "insert":
            bytes_[at:at] = base64.b64decode(what, validate=True)
        else:
            raise SystemExit(f"unknown damage {kind!r}")
    return bytes(bytes_)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def verify(given: Given) -> Given:
    with Package.open(given["data"]) as package:
        return package.verify().to_dict()


def heal(given: Given) -> Given:
    target = io.BytesIO()
    with Package.open(given["data"]) as package:
        package.heal(target, salvage=given.get("salvage", False))
    return {"sha256": sha256(target.getvalue())}


def reconstruct(given: Given) -> Given:
    data, size = given["data"], given["part_len"]
    parts: list[bytes | None] = [data[at : at + size] for at in range(0, len(data), size)]
    for number in given.get("missing", []):
        parts[number] = None
    built = reconstruct_component(parts, salvage=given.get("salvage", False))
    return {**built.to_dict(), "sha256": sha256(built.data)}


def keywords(given: Given, *names: str) -> Given:
    return {name: given[name] for name in names if name in given}


PACKAGES: dict[str, Callable[[Given], Given]] = {
    "huffman_encode": lambda i: {"data": huffman.encode(i["data"])},
    "huffman_decode": lambda i: {"data": huffman.decode(i["data"], **keywords(i, "max_output"))},
    "huffman_codes": lambda i: {
        "codes": [[c.symbol, c.length, c.code] for c in huffman.codes(i["data"])]
    },
    "pack_bytes": lambda i: {
        "sha256": sha256(pack_bytes(i["data"], **keywords(i, "codec", "name", "version")))
    },
    "package_verify": verify,
    "package_heal": heal,
    "package_unpack": lambda i: {
        "sha256": sha256(unpack_bytes(i["data"], **keywords(i, "salvage")))
    },
    "part_check": lambda i: check_part(i["data"]).to_dict(),
    "part_heal": lambda i: {"sha256": sha256(heal_part(i["data"]))},
    "component_reconstruct": reconstruct,
    "compress_with_recovery": lambda i: {
        "content_sha256": sha256(unpack_bytes(compress_with_recovery(i["data"], i["threshold"])))
    },
    "decompress_fault_tolerant": lambda i: {
        "sha256": sha256(decompress_fault_tolerant(i["data"], i["corruption_level"]))
    },
}

OPS = {**PACKAGES, **version_vectors.OPS, **registry_vectors.OPS, **watch_vectors.OPS}


def content(folder: Path, value: Any) -> bytes:
    if isinstance(value, dict):
        return (folder / str(value["file"])).read_bytes()
    return base64.b64decode(value, validate=True)


def differences(folder: Path, case: Given) -> list[str]:
    """What one case gives and should not; empty when it passes."""
    given = dict(case["in"])
    if case["op"] in PACKAGES:
        given["data"] = damaged(content(folder, given["data"]), given.pop("damage", []))
    try:
        found = OPS[case["op"]](given)
    except DiramError as error:
        wanted = case.get("error")
        return [] if error.code.name == wanted else [f"{error!r}, wanted {wanted}"]
    if "error" in case:
        return [f"no error, wanted {case['error']}"]
    wanted = dict(case["out"])
    if "data" in wanted:
        wanted["data"] = content(folder, wanted["data"])
    return [f"{k}: {found.get(k)!r}, wanted {v!r}" for k, v in wanted.items() if found.get(k) != v]


def main() -> int:
    ran = total = 0
    for file in sorted(VECTORS.glob("*/*.json")):
        for case in json.loads(file.read_text())["cases"]:
            total += 1
            wrong = differences(file.parent, case)
            ran += not wrong
            for line in wrong:
                print(f"{file.relative_to(VECTORS)}: {case['name']}: {line}", file=sys.stderr)
    print(f"vectors: ran {ran} of {total}")
    return 0 if total and ran == total else 1


if __name__ == "__main__":
    sys.exit(main())
