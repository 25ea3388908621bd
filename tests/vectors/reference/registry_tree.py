"""AVL trees with hashes, the two trees of a source, and its root (registry/FORMAT.md 4)."""

import dataclasses
import functools

from .registry_entry import Entry, forward_key, hashed, place, text, u64

ZERO = bytes(32)


@dataclasses.dataclass(frozen=True)
class Item:
    """What stands at a key: its value hash and what the node's own part of the summary is."""

    value: bytes
    fault: int = 0
    kind: int = 0
    entry: Entry | None = None


def node_hash(key, value, height, size, fault, kinds, left, right):
    return hashed(b"diram:node:1\n", text(key), value, bytes([height]), u64(size), bytes([fault, kinds]), left, right)


@dataclasses.dataclass(frozen=True, eq=False)
class Node:
    key: bytes
    item: Item
    left: "Node | None"
    right: "Node | None"

    def summary(self, of, own, join):
        return join(own, *(getattr(child, of) for child in (self.left, self.right) if child))

    @functools.cached_property
    def height(self):
        return 1 + max(height(self.left), height(self.right))

    @functools.cached_property
    def size(self):
        return self.summary("size", 1, lambda *all_of: sum(all_of))

    @functools.cached_property
    def fault(self):
        return self.summary("fault", self.item.fault, lambda *all_of: max(all_of))

    @functools.cached_property
    def kinds(self):
        return self.summary("kinds", self.item.kind, lambda *all_of: functools.reduce(int.__or__, all_of))

    @functools.cached_property
    def hash(self):
        return node_hash(self.key, self.item.value, self.height, self.size, self.fault, self.kinds,
                         top_hash(self.left), top_hash(self.right))


def height(node):
    return node.height if node else 0


def top_hash(node):
    return node.hash if node else ZERO


def walk(node):
    if node:
        yield from walk(node.left)
        yield node
        yield from walk(node.right)


def find(node, key):
    while node and node.key != key:
        node = node.left if key < node.key else node.right
    return node


# --- shape ----------------------------------------------------------------------------------------

def rotated_right(node):
    up = node.left
    return Node(up.key, up.item, up.left, Node(node.key, node.item, up.right, node.right))


def rotated_left(node):
    up = node.right
    return Node(up.key, up.item, Node(node.key, node.item, node.left, up.left), up.right)


def balanced(key, item, left, right):
    if height(left) - height(right) == 2:
        if height(left.right) > height(left.left):
            left = rotated_left(left)
        return rotated_right(Node(key, item, left, right))
    if height(right) - height(left) == 2:
        if height(right.left) > height(right.right):
            right = rotated_right(right)
        return rotated_left(Node(key, item, left, right))
    return Node(key, item, left, right)


def with_item(node, key, item):
    if node is None:
        return Node(key, item, None, None)
    if key == node.key:
        return Node(key, item, node.left, node.right)
    if key < node.key:
        return balanced(node.key, node.item, with_item(node.left, key, item), node.right)
    return balanced(node.key, node.item, node.left, with_item(node.right, key, item))


def without(node, key):
    if key < node.key:
        return balanced(node.key, node.item, without(node.left, key), node.right)
    if key > node.key:
        return balanced(node.key, node.item, node.left, without(node.right, key))
    if node.left is None or node.right is None:
        return node.left or node.right
    first = next(walk(node.right))
    return balanced(first.key, first.item, node.left, without(node.right, first.key))


# --- tiers ----------------------------------------------------------------------------------------

def forward_item(entry):
    return Item(entry.hash(), entry.fault, entry.kind(), entry)


def reverse_key(dep, entry):
    return f"{dep}\0".encode() + forward_key(entry)


def edge(range_):
    return Item(hashed(b"diram:edge:1\n", text(range_)))


@dataclasses.dataclass(frozen=True, eq=False)
class Tier:
    forward: Node | None = None
    reverse: Node | None = None

    def root(self):
        return hashed(b"diram:tier:1\n", top_hash(self.forward), top_hash(self.reverse))

    def entry(self, name, version):
        node = find(self.forward, place(name, version))
        return node.item.entry if node else None

    def entries(self, name=None):
        """All, or those of a name, in key order."""
        return [node.item.entry for node in walk(self.forward) if name in (None, node.item.entry.name)]

    def with_entry(self, entry):
        old = self.entry(entry.name, entry.version)
        before, after = dict(old.deps if old else ()), dict(entry.deps)
        reverse = self.reverse
        for dep in sorted(before.keys() - after.keys()):
            reverse = without(reverse, reverse_key(dep, entry))
        for dep, range_ in entry.deps:
            if before.get(dep) != range_:
                reverse = with_item(reverse, reverse_key(dep, entry), edge(range_))
        return Tier(with_item(self.forward, forward_key(entry), forward_item(entry)), reverse)


def tier_of(entries):
    """The tier of a file's entries, by forward key."""
    forward = reverse = None
    for key, entry in sorted(entries.items()):
        forward = with_item(forward, key, forward_item(entry))
    edges = {reverse_key(dep, entry): edge(range_) for entry in entries.values() for dep, range_ in entry.deps}
    for key, item in sorted(edges.items()):
        reverse = with_item(reverse, key, item)
    return Tier(forward, reverse)
