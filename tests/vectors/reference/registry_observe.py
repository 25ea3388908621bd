"""Observers: what is told between snapshots, how fast, and to whom (observe/FORMAT.md)."""

import dataclasses

from . import semverx_range
from .certificate_policy import Policy
from .part import Refused
from .registry_fault import Handling
from .semverx_admission import admits, preference

MANDATORY, SOUND, COST, MOST_OBSERVERS, MOST_QUEUED, DAY = 9, 5, 1000, 100, 1000, 86400
ANY_POLICY = {"allow_experimental": True, "allow_legacy": True, "allow_prerelease": True}


# --- updates --------------------------------------------------------------------------------------

def update(entry, kind, seq, index, **more):
    return {"package": entry.name, "old_version": None, "version": entry.version.canonical(), "kind": kind, "seq": seq,
            "index": index, "fault": entry.fault, "dependents": [], "fix": None, "merged": 0} | more


def updates(old, new, seq):
    """What changed from a tier to the next, by name and version."""
    told, index = [], {}
    for entry in new.entries():
        before = old.entry(entry.name, entry.version)
        if before != entry:
            at = index[entry.name] = index.get(entry.name, -1) + 1
            told.append(change(old, new, before, entry, seq, at))
    return told


def change(old, new, before, entry, seq, index):
    if entry.tombstone is not None:
        return update(entry, "rollback", seq, index)
    if before is None:
        lower = [one for one in present(old, entry.name) if one.version.order() < entry.version.order()]
        last = lower[-1].version if lower else None
        opens = (last is not None and entry.version.is_stable() and not last.is_stable()
                 and last.numbers[0] == entry.version.numbers[0])
        return update(entry, "opt_in" if opens else "publish", seq, index, old_version=last and last.canonical())
    if entry.fault >= MANDATORY and entry.fault > before.fault:
        return update(entry, "mandatory", seq, index, dependents=affected(new, entry), fix=fix(new, entry))
    if before.yanked != entry.yanked:
        return update(entry, "yank" if entry.yanked else "unyank", seq, index)
    return update(entry, "fault" if before.fault != entry.fault else "resync", seq, index)


def present(tier, name):
    return [entry for entry in tier.entries(name) if entry.tombstone is None]


def affected(tier, entry):
    return sorted({other.name for other in tier.entries() for dep, text in other.deps
                   if dep == entry.name and admits(semverx_range.parse(text), entry.version, ANY_POLICY)})


def fix(tier, entry):
    sound = [one.version for one in present(tier, entry.name)
             if one is not entry and not one.yanked and one.fault <= SOUND]
    above = [version for version in sound if version.order() > entry.version.order()]
    return max(above or sound, key=preference).canonical() if sound else None


# --- rate -----------------------------------------------------------------------------------------

@dataclasses.dataclass(eq=False)
class Observer:
    since: int  # how many updates had arrived when it registered
    replay: list
    queue: list = dataclasses.field(default_factory=list)

    def push(self, one):
        self.queue.append(one)
        plain = [other for other in self.queue if other["kind"] != "mandatory"]
        if len(plain) > MOST_QUEUED:
            self.queue = [other for other in self.queue if other["kind"] == "mandatory"]
            self.queue.append(resync(one, plain))

    def next(self):
        waiting = self.replay or self.queue
        return waiting.pop(0) if waiting else None


def resync(last, waiting):
    """One in place of all that wait, the last of them included."""
    stands_for = sum(one["merged"] + (one["kind"] != "resync" or one["merged"] == 0) for one in waiting)
    return last | {"kind": "resync", "old_version": None, "merged": stands_for}


class Channel:
    """A package: its bucket, its observers, and what is pending: version → (arrival, update), and without a version
    the resync in place of too many."""

    def __init__(self, rate):
        self.rate, self.bucket, self.at = rate, 2 * COST * rate, None
        self.pending, self.observers = {}, []

    def settle(self, now):
        """Lets time pass, and tells what is pending and can be paid by now."""
        if self.at is not None:
            self.bucket = min(self.bucket + self.rate * (now - self.at), 2 * COST * self.rate)
        self.at = now
        for version, (arrival, one) in sorted(self.pending.items(), key=lambda item: place(item[1][1])):
            wanted = any(observer.since < arrival for observer in self.observers)
            if wanted and self.bucket < COST:
                return
            del self.pending[version]
            if wanted:
                self.bucket -= COST
                self.push(arrival, one)

    def push(self, arrival, one):
        for observer in self.observers:
            if observer.since < arrival:
                observer.push(dict(one))

    def is_open(self):
        return self.bucket >= COST and not self.pending

    def tell(self, arrival, one):
        if not self.observers:
            return
        _, waiting = self.pending.pop(one["version"], (None, None))
        if waiting:
            one = one | {"merged": one["merged"] + waiting["merged"] + 1}
        if one["kind"] == "mandatory":
            self.push(arrival, one)
        elif self.is_open() and not waiting:
            self.bucket -= COST
            self.push(arrival, one)
        else:
            self.pending[one["version"]] = arrival, one
            if len(self.pending) > MOST_QUEUED:
                self.pending = {None: (arrival, resync(one, [waiting for _, waiting in self.pending.values()]))}


def place(one):
    return one["seq"], one["index"]


# --- registries that are observed -------------------------------------------------------------------

class Observed(Handling):
    def __init__(self, content, clock, policy):
        self.started, self.now, self.arrivals = clock, 0, 0  # `now` in milliseconds
        self.policy = Policy(policy).keys
        self.channels, self.observers, self.stale_told = {}, {}, set()
        super().__init__(content, clock)

    def commit(self, tier, note):
        if tier.root() == self.tier.root():
            return
        told = updates(self.tier, tier, self.head.seq + 1)
        if self.policy["strict"] and not any(one["kind"] == "mandatory" for one in told):
            for channel in {one["package"]: self.settled(one["package"]) for one in told}.values():
                if channel and channel.observers and not channel.is_open():
                    raise Refused("RATE_LIMIT", note)
        super().commit(tier, note)
        for one in told:
            self.tell(one)

    def settled(self, name):
        channel = self.channels.get(name)
        if channel:
            channel.settle(self.now)
        return channel

    def tell(self, one):
        self.arrivals += 1
        channel = self.settled(one["package"])
        if channel:
            channel.tell(self.arrivals, one)
        for name in one["dependents"]:
            channel = self.settled(name) if name != one["package"] else None
            if channel:
                channel.push(self.arrivals, one)

    def subscribe(self, key, name, since):
        self.check_name(name)
        if not present(self.tier, name):
            raise Refused("NOT_FOUND", name)
        replay = [] if since is None else self.replayed(name, since)
        channel = self.channels.setdefault(name, Channel(self.policy["max_update_rate"]))
        if len(channel.observers) >= MOST_OBSERVERS:
            raise Refused("TOO_MANY_OBSERVERS", name)
        observer = Observer(self.arrivals, replay)
        channel.observers.append(observer)
        assert key not in self.observers
        self.observers[key] = name, observer

    def replayed(self, name, since):
        if since > self.head.seq:
            raise Refused("SNAPSHOT", since)
        lost = [update(present(self.tier, name)[-1], "resync", 1, 0)] if since == 0 else []
        steps = range(max(since, 1), self.head.seq)
        all_of = [one for seq in steps for one in updates(self.tiers[seq - 1], self.tiers[seq], seq + 1)]
        return lost + [one for one in all_of if name == one["package"] or name in one["dependents"]]

    def close(self, key):
        name, observer = self.observers.pop(key)
        channel = self.channels[name]
        channel.observers.remove(observer)
        if not channel.observers:
            del self.channels[name]
            self.stale_told = {told for told in self.stale_told if told[0] != name}

    def advance(self, milliseconds):
        self.now += milliseconds
        self.clock = self.started + self.now // 1000
        for name, channel in self.channels.items():
            if channel.observers:
                self.settled(name)

    def next(self, key):
        name, observer = self.observers[key]
        if not observer.replay:
            self.settled(name)
        return observer.next()

    def drain(self, key):
        return list(iter(lambda: self.next(key), None))

    def stale(self, days):
        found = []
        for name in sorted(name for name, channel in self.channels.items() if channel.observers):
            versions = present(self.tier, name)
            if versions and versions[-1].published is not None:
                latest = max(one.published for one in versions if one.published is not None)
                if self.clock - latest > days * DAY:
                    found.append(update(versions[-1], "stale", self.head.seq, 0))
        for one in found:
            if (one["package"], one["version"]) not in self.stale_told:
                self.stale_told.add((one["package"], one["version"]))
                self.tell(one)
        return found


ANSWERED = ("next", "drain", "stale")


def expanded(steps):
    """Steps with each `["repeat", n, steps]` done n times; `%d` in a text is the number of the time, from 0."""
    for step in steps:
        if step[0] == "repeat":
            for number in range(step[1]):
                yield from expanded([with_number(one, number) for one in step[2]])
        else:
            yield step


def with_number(value, number):
    if isinstance(value, list):
        return [with_number(one, number) for one in value]
    return value.replace("%d", str(number)) if isinstance(value, str) else value


def observe(content, clock, policy, steps):
    """The answers of what answers, and what was refused, in order."""
    registry, answers = Observed(content, clock, policy), []
    for step, *what in expanded(steps):
        try:
            answer = getattr(registry, step)(*what)
            if step in ANSWERED:
                answers.append(answer)
        except Refused as refused:
            answers.append({"error": refused.code})
    return {"answers": answers}
