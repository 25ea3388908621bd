"""Heads of snapshots: bytes, id, signatures, JSON (registry/FORMAT.md 5)."""

import dataclasses
import json

from .registry_entry import SOURCE, digest_of, hashed, opt, text, u64, whole
from .registry_signature import public, sign, valid

MOST_U64, MOST_NOTE = 2**64 - 1, 4096
FIELDS = ["seq", "roots", "time", "parent", "keys", "note"]


def dumped(value):
    """Canonical JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def fields(value, names):
    """The values of an object with exactly these keys in this order."""
    if not isinstance(value, dict) or list(value) != names:
        raise ValueError(f"not an object of {', '.join(names)}")
    return value.values()


def is_text(value):
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")
    return value


@dataclasses.dataclass(frozen=True)
class Head:
    seq: int
    time: int
    parent: bytes | None
    roots: tuple  # (source, tier root), ascending
    keys: tuple = ()
    note: str = ""

    def bytes(self):
        roots = [text(source) + root for source, root in self.roots]
        return b"".join([b"diram:head:1\n", u64(self.seq), u64(self.time), opt(self.parent), u64(len(roots)), *roots,
                         u64(len(self.keys)), *self.keys, text(self.note)])

    def id(self):
        return hashed(self.bytes())

    def signed(self, *seeds):
        """The JSON of this head with the keys of these seeds, and signed by them."""
        head = dataclasses.replace(self, keys=tuple(map(public, seeds)))
        return head.json([sign(seed, head.bytes()) for seed in seeds])

    def json(self, signatures=()):
        roots = [{"source": source, "root": root.hex()} for source, root in self.roots]
        parent = self.parent and self.parent.hex()
        values = (self.seq, roots, self.time, parent, [key.hex() for key in self.keys], self.note)
        pairs = zip(self.keys, signatures)
        return {"head": dict(zip(FIELDS, values)),
                "signatures": [{"key": key.hex(), "bytes": one.hex()} for key, one in pairs]}


def read(value):
    """The head of a signed head's JSON, and its (key, signature) pairs; they are not checked here."""
    head, signatures = fields(value, ["head", "signatures"])
    seq, roots, time, parent, keys, note = fields(head, FIELDS)
    sources = []
    for source, root in (fields(one, ["source", "root"]) for one in roots):
        if not SOURCE.fullmatch(is_text(source)):
            raise ValueError(f"not a source: {source!r}")
        sources.append((source, digest_of(root)))
    if [source for source, _ in sources] != sorted({source for source, _ in sources}):
        raise ValueError("sources ascend")
    if whole(seq, MOST_U64) < 1 or (parent is None) != (seq == 1):
        raise ValueError("a number and a parent that do not fit")
    if len(is_text(note).encode()) > MOST_NOTE or len(keys) > 2:
        raise ValueError("too long a note, or too many keys")
    pairs = []
    for key, one in (fields(pair, ["key", "bytes"]) for pair in signatures):
        data = bytes.fromhex(is_text(one))
        if data.hex() != one or len(data) != 64:
            raise ValueError("not a signature")
        pairs.append((digest_of(key), data))
    found = Head(seq, whole(time, MOST_U64), None if parent is None else digest_of(parent), tuple(sources),
                 tuple(map(digest_of, keys)), note)
    return found, pairs


def is_signed(head, signatures, key):
    """Whether the head is signed, by this key among them."""
    return (key in head.keys and [one for one, _ in signatures] == list(head.keys)
            and all(valid(one, head.bytes(), signature) for one, signature in signatures))
