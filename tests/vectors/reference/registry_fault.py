"""Faults that are found: levels that only rise, and packages that go back because of them."""

import dataclasses

from . import semverx_version
from .part import Refused
from .registry_entry import MOST_FAULT
from .registry_history import Registry

CAUSES = ("stale deprecated parity_warning yanked_but_locked advisory_low advisory_medium near_name observers_failing "
          "advisory_high signature_missing signature_invalid parity_panic hash_mismatch advisory_critical head_invalid "
          "blob_lost store_broken").split()  # of the levels from 1 on
BANDS = ((12, "PANIC", "SYSTEM_RESET"), (6, "DANGER", "REQUEST_MANUAL_REVIEW"), (1, "WARNING", "NOTIFY_OBSERVERS"),
         (0, "CLEAN", "NO_ACTION"))
FROZEN, ROLLS_BACK = 6, (13, 15, 16, 17)


def level_of(fault):
    """Of a level or a cause."""
    level = CAUSES.index(fault) + 1 if isinstance(fault, str) else fault
    if level > MOST_FAULT:
        raise Refused("LIMIT", level)
    return level


def band(level):
    """Its state, and what is to be done."""
    return next((state, action) for least, state, action in BANDS if level >= least)


class Handling(Registry):
    def handle_fault(self, name, version, fault):
        """The report of the fault."""
        level, version = level_of(fault), semverx_version.parse(version)
        self.check_name(name)
        before = self.present(name, version).fault
        target = None
        if level > before:
            target = self.last_without(name, version) if level in ROLLS_BACK else None
            entry = self.tier.entry(name, version)
            entry = entry.undone() if target else dataclasses.replace(entry, fault=level)
            self.commit(self.tier.with_entry(entry), f"fault {level} {name} {version.compact()}")
            self.undone_to.pop(name, None)
        now = max(before, level)
        state, action = band(now)
        undone = [version.canonical()] if target else []
        return {"name": name, "version": version.canonical(), "before": before, "fault": now, "fault_state": state,
                "action": action, "frozen": now >= FROZEN, "rolled_back_to": target, "undone": undone,
                "seq": self.head.seq, "root": self.head.id().hex()}

    def present(self, name, version):
        entry = self.tier.entry(name, version)
        if entry is None:
            raise Refused("NOT_FOUND", name)
        if entry.tombstone:
            raise Refused("EXISTS", "undone")
        return entry

    def last_without(self, name, version):
        """For a version that was at 6 or more in every snapshot that has it: the newest snapshot in which the package
        was there without it."""
        found = None
        for seq in range(self.head.seq, 0, -1):
            there = [entry for entry in self.tiers[seq - 1].entries(name) if entry.tombstone is None]
            this = [entry for entry in there if entry.version.order() == version.order()]
            if this and this[0].fault < FROZEN:
                return None
            if there and not this and found is None:
                found = seq
        return found
