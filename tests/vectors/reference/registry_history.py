"""A registry that changes: publish, yank, fault levels, rollback (registry/FORMAT.md 4, 5 and 6; notes and
codes as in tests/vectors/README.md)."""

import dataclasses

from . import semverx_version
from .part import Refused
from .registry_entry import MOST_FAULT, entry_of, is_name, read_file
from .registry_head import Head
from .registry_tree import Tier, tier_of

SOURCE = "live"


class Registry:
    """One source. `tiers` and `heads` hold every snapshot, the first with number 1."""

    def __init__(self, content, clock=0):
        self.clock, self.undone_to = clock, {}
        self.tiers = [tier_of(read_file(content))]
        self.heads = [Head(1, 0, None, ((SOURCE, self.tier.root()),))]

    @property
    def tier(self) -> Tier:
        return self.tiers[-1]

    @property
    def head(self) -> Head:
        return self.heads[-1]

    def commit(self, tier, note):
        if tier.root() != self.tier.root():
            roots, time = ((SOURCE, tier.root()),), max(self.clock, self.head.time)
            self.heads.append(Head(self.head.seq + 1, time, self.head.id(), roots, note=note))
            self.tiers.append(tier)

    # --- changes ----------------------------------------------------------------------------------

    def publish(self, line):
        entry = entry_of(line)
        if entry.published is None:
            entry = dataclasses.replace(entry, published=self.clock)
        if self.tier.entry(entry.name, entry.version):
            raise Refused("EXISTS", entry.name)
        self.changed(entry, "publish")

    def yank(self, name, version):
        self.edit(name, version, "yank", yanked=True)

    def unyank(self, name, version):
        self.edit(name, version, "unyank", yanked=False)

    def set_fault(self, name, version, level):
        if level > MOST_FAULT:
            raise Refused("LIMIT", level)
        self.edit(name, version, f"fault {level}", fault=level)

    def edit(self, name, version, what, **fields):
        self.check_name(name)
        old = self.tier.entry(name, semverx_version.parse(version))
        if old is None:
            raise Refused("NOT_FOUND", name)
        if old.tombstone:
            raise Refused("EXISTS", "undone")
        entry = dataclasses.replace(old, **fields)
        if entry != old:
            self.changed(entry, what, semverx_version.parse(version))

    def changed(self, entry, what, version=None):
        self.undone_to.pop(entry.name, None)
        self.commit(self.tier.with_entry(entry), f"{what} {entry.name} {(version or entry.version).compact()}")

    @staticmethod
    def check_name(name):
        if not is_name(name):
            raise Refused("ARGUMENT", name)

    # --- rollback ---------------------------------------------------------------------------------

    def rollback(self, name, seq=None):
        self.check_name(name)
        if not self.tier.entries(name):
            raise Refused("NOT_FOUND", name)
        if seq is not None and not 1 <= seq <= self.head.seq:
            raise Refused("SNAPSHOT", seq)
        to, seen = self.before_latest_change(name) if seq is None else seq, self.head.seq
        tier = self.tier
        for entry in self.going_back(name, to):
            tier = tier.with_entry(entry)
        self.commit(tier, f"rollback {name}" + ("" if seq is None else f" to {seq}"))
        if self.head.seq > seen:
            self.undone_to[name] = to

    def going_back(self, name, to):
        """The entries that must change for a package to be as it was in a snapshot."""
        for entry in self.tier.entries(name):
            before = self.tiers[to - 1].entry(name, entry.version)
            if entry.tombstone is None and before != entry:
                yield before or entry.undone()

    def before_latest_change(self, name):
        """The newest snapshot that going back to changes anything; after a rollback, of those before the one that it
        went back to."""
        for seq in range(self.undone_to.get(name, self.head.seq), 0, -1):
            if any(self.going_back(name, seq)):
                return seq
        raise Refused("SNAPSHOT", "nothing to undo")

    def versions(self, name):
        """What a list of its versions shows: none that was undone."""
        return [[entry.version.canonical(), entry.yanked, entry.fault]
                for entry in self.tier.entries(name) if entry.tombstone is None]
