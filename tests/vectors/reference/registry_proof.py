"""Proofs: a forward tree as far as somebody looked. Reading, checking, asking, making
(registry/FORMAT.md 7)."""

import dataclasses
import re

from . import semverx_version
from .part import Refused
from .registry_entry import (MOST_FAULT, MOST_TIME, Entry, checked_name, dependencies, digest_of, flag, hashed, place,
                             whole)
from .registry_head import MOST_U64, fields, is_text
from .registry_tree import ZERO, Tier, find, node_hash, top_hash
from .semverx_version import RANKS, Version

MOST_NODES, MOST_HEIGHT = 4_194_304, 64
SHOWN = "node"
NODE = ["name", "key", "value", "height", "size", "fault", "states", "left", "right"]
ENTRY = ["name", "version", "deps", "yanked", "fault", "sha256", "published", "tombstone"]
STATE_KEY = re.compile("1([a-z][a-z0-9_]*) |[023]")
RANK_NAMES = {str(rank): name for name, rank in RANKS.items()}


# --- sort keys back to versions -------------------------------------------------------------------

def number_at(key, at):
    """The digits of a number in a sort key and where they end."""
    count = ord(key[at]) - ord("A") + 1
    begin = at + 1
    if count == 26:
        count, begin = int(key[begin:begin + 3]), begin + 3
    return key[begin:begin + count], begin + count


def version_of(key):
    """The version, without build, of a sort key."""
    numbers, states, at = [], [], 0
    for _ in range(3):
        digits, at = number_at(key, at)
        state = STATE_KEY.match(key, at)
        numbers.append(semverx_version.number(digits))
        states.append(semverx_version.state(state[1] or RANK_NAMES[state[0]]))
        at = state.end()
    version = Version(tuple(numbers), tuple(states), tail_of(key[at:]))
    if version.sort_key() != key:
        raise ValueError(f"not a sort key: {key!r}")
    return semverx_version.parse(version.canonical())


def tail_of(key):
    if key == "~":
        return None
    names, at = [], 0
    while at < len(key):
        if key[at] == "0":
            name, at = number_at(key, at + 1)
        else:
            name, _, _ = key[at + 1:].partition(" ")
            at += len(name) + 2
        names.append(name)
    return ".".join(names)


# --- reading --------------------------------------------------------------------------------------

@dataclasses.dataclass
class Shown:
    """A node; a child is None, a hash, or shown."""

    name: str
    version: Version
    key: bytes
    value: bytes
    entry: Entry | None
    height: int
    size: int
    fault: int
    kinds: int
    left: "Shown | bytes | None" = None
    right: "Shown | bytes | None" = None

    def hash(self):
        return node_hash(self.key, self.value, self.height, self.size, self.fault, self.kinds,
                         child_hash(self.left), child_hash(self.right))


def child_hash(child):
    return child.hash() if isinstance(child, Shown) else child or ZERO


def opt_hash(value):
    return None if value is None else digest_of(value)


def read_entry(value):
    name, version, deps, yanked, fault, sha256, published, tombstone = fields(value, ENTRY)
    entry = Entry(checked_name(name), semverx_version.parse(is_text(version)), dependencies(deps), flag(yanked),
                  whole(fault, MOST_FAULT), opt_hash(sha256),
                  None if published is None else whole(published, MOST_TIME), opt_hash(tombstone))
    if entry.version.canonical() != version or list(deps) != sorted(deps):
        raise ValueError("not an entry as it is written")
    if tombstone is not None and entry != Entry(entry.name, entry.version, tombstone=entry.tombstone):
        raise ValueError("a tombstone has nothing else")
    return entry


def read_node(value):
    """A node, its children as they are told."""
    name, key, held, height, size, fault, kinds, left, right = fields(value, NODE)
    entry = None if isinstance(held, str) else read_entry(held)
    version = version_of(is_text(key))
    node = Shown(checked_name(name), version, place(name, version), entry.hash() if entry else digest_of(held), entry,
                 whole(height, 255), whole(size, MOST_U64), whole(fault, 255), whole(kinds, 255), left, right)
    if entry and place(entry.name, entry.version) != node.key:
        raise ValueError("an entry at another's place")
    return node


class Proof:
    """A proof that is sound. Its text is checked to be canonical by whoever read the JSON."""

    def __init__(self, value):
        reverse, top, nodes = fields(value, ["reverse", "top", "nodes"])
        self.reverse = digest_of(reverse)
        if not isinstance(nodes, list) or len(nodes) > MOST_NODES:
            raise ValueError("nodes are a list")
        try:
            self.left_over = [read_node(node) for node in reversed(nodes)]
        except (IndexError, TypeError, Refused) as error:  # out of a sort key, an absent match, a version
            raise ValueError(error) from error
        self.top = self.child(top, b"", None)
        if self.left_over:
            raise ValueError("a node without a place")

    def child(self, told, above, below):
        """What a child is told to be, with its subtree; its keys lie between the two."""
        if told is None or told != SHOWN:
            return opt_hash(told)
        if not self.left_over:
            raise ValueError("a place without a node")
        node = self.left_over.pop()
        if not above < node.key or below is not None and not node.key < below:
            raise ValueError("a key out of order")
        if not 1 <= node.height <= MOST_HEIGHT:
            raise ValueError("a height")
        node.left = self.child(node.left, above, node.key)
        node.right = self.child(node.right, node.key, below)
        check_summary(node)
        return node

    def root(self):
        return hashed(b"diram:tier:1\n", child_hash(self.top), self.reverse)

    # --- asking -----------------------------------------------------------------------------------

    def entry(self, name, version):
        """The entry, or None where it is shown that there is none."""
        key, at = place(name, version), self.top
        while isinstance(at, Shown) and at.key != key:
            at = at.left if key < at.key else at.right
        if at is not None and not (isinstance(at, Shown) and at.entry):
            raise ValueError(f"{name} {version.canonical()} is not shown")
        return at and at.entry

    def versions(self, name):
        """All nodes of a name, in key order."""
        low, high = f"{name}\0".encode(), f"{name}\1".encode()

        def within(node):
            if node is None:
                return
            if not isinstance(node, Shown):
                raise ValueError(f"not all of {name} is shown")
            if low <= node.key:
                yield from within(node.left)
            if low <= node.key < high:
                yield node
            if node.key < high:
                yield from within(node.right)
        return list(within(self.top))


def check_summary(node):
    children = (node.left, node.right)
    known = [child for child in children if not isinstance(child, bytes)]
    heights = sorted(child.height if child else 0 for child in known)
    under = node.height - 1
    if len(known) == 2:
        balanced = heights[1] == under and heights[0] >= under - 1
    else:
        balanced = node.height >= 2 and all(one in (under, under - 1) for one in heights)
    shown = [child for child in known if child]
    size = 1 + sum(child.size for child in shown) + 2 - len(known)
    fault = max([child.fault for child in shown], default=0)
    kinds = 0
    for child in shown:
        kinds |= child.kinds
    if node.entry:
        fault, kinds = max(fault, node.entry.fault), kinds | node.entry.kind()
    if len(known) == 2 and node.entry:
        told = (node.fault, node.kinds) == (fault, kinds)
    else:
        told = fault <= node.fault <= MOST_FAULT and node.kinds & kinds == kinds
    if not balanced or not told or (node.size != size if len(known) == 2 else node.size < size):
        raise ValueError("a node that does not fit what is below it")


# --- making ---------------------------------------------------------------------------------------

def entry_json(entry):
    values = (entry.name, entry.version.canonical(), dict(entry.deps), entry.yanked, entry.fault,
              entry.sha256 and entry.sha256.hex(), entry.published, entry.tombstone and entry.tombstone.hex())
    return dict(zip(ENTRY, values))


class Maker:
    """Shows no more of a tier than it is asked to."""

    def __init__(self, tier: Tier):
        self.tier, self.nodes, self.entries = tier, set(), set()

    def show_way(self, key):
        node = self.tier.forward
        while node:
            self.nodes.add(node.key)
            if node.key == key:
                return
            node = node.left if key < node.key else node.right

    def show_entry(self, name, version):
        key = place(name, version)
        self.show_way(key)
        if find(self.tier.forward, key):
            self.entries.add(key)

    def show_versions(self, name):
        low, high = f"{name}\0".encode(), f"{name}\1".encode()
        waiting = [self.tier.forward]
        while waiting:
            node = waiting.pop()
            if node:
                self.nodes.add(node.key)
                waiting += [node.left] * (low <= node.key) + [node.right] * (node.key < high)

    def json(self):
        nodes = []

        def told(node):
            if node is None:
                return None
            if node.key not in self.nodes:
                return node.hash.hex()
            name, _, key = node.key.decode().partition("\0")
            value = entry_json(node.item.entry) if node.key in self.entries else node.item.value.hex()
            at = len(nodes)
            nodes.append(None)
            nodes[at] = dict(zip(NODE, (name, key, value, node.height, node.size, node.fault, node.kinds,
                                        told(node.left), told(node.right))))
            return SHOWN
        return {"reverse": top_hash(self.tier.reverse).hex(), "top": told(self.tier.forward), "nodes": nodes}
