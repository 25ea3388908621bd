"""The cheapest way from one version to another: the A* strategy, found without a heuristic by looking at the
stops in the order in which every way meets them."""

from . import semverx_version
from .strategy_graph import FROZEN, PANIC, SAFE, WARNING, Chosen, links, odd, by_count, plain, worst

NEEDS = 30
PARITY = {SAFE: 0, WARNING: 3, PANIC: 30}
STATES = {"stable": 0, "experimental": 5, "legacy": 10}
CUSTOM = 7
PER_STEP = (100, 10, 1)


def distance(one, other):
    return sum(per * abs(a - b) for per, a, b in zip(PER_STEP, one.numbers, other.numbers))


def state_cost(version):
    cost = STATES.get(version.overall()[1], CUSTOM)
    return cost if version.tail is None else max(cost, STATES["experimental"])


class Planner:
    def __init__(self, registry, policy, name, running):
        self.running = Chosen(registry, policy, running)
        self.name, self.tier = name, registry.tier

    def plan(self, start, target):
        """Texts of two versions → the way; `reason` is left out."""
        ends = [semverx_version.parse(text) for text in (start, target)]
        first, last = [self.running.published(self.name, version) for version in ends]
        up = ends[0].order() < ends[1].order()
        low, high = sorted(version.order() for version in ends)
        stops = [entry for entry in self.tier.entries(self.name) if low <= entry.version.order() <= high
                 and entry.tombstone is None and (not entry.yanked or entry in (first, last))]
        hops = self.cheapest(stops if up else stops[::-1])
        return {"name": self.name, "from": ends[0].canonical(), "to": ends[1].canonical(), "found": hops is not None,
                "verdict": PANIC if hops is None else worst(hop["verdict"] for hop in hops),
                "cost": sum(hop["cost"] for hop in hops or ()), "hops": hops or []}

    def cheapest(self, stops):
        """The hops of the cheapest way over stops in the order of travel, of those the one with the fewest."""
        ways = [[] for _ in stops]  # (cost, hops) of every best way to a stop
        ways[0] = [(0, [])]
        for at, stop in enumerate(stops[1:], 1):
            reached = []
            for before, known in zip(stops[:at], ways):
                if known and stop.fault < FROZEN and abs(before.version.numbers[0] - stop.version.numbers[0]) <= 1:
                    hop = self.hop(before, stop)
                    reached += [(cost + hop["cost"], [*hops, hop]) for cost, hops in known]
            least = min(((cost, len(hops)) for cost, hops in reached), default=None)
            ways[at] = [(cost, hops) for cost, hops in reached if (cost, len(hops)) == least]
        best = ways[-1]
        assert len(best) < 2, "which of two ways with as many hops is taken is for no vector to say"
        return best[0][1] if best else None

    def hop(self, before, after):
        between = [links((entry.name, dep) for dep, _ in entry.deps) for entry in (before, after)]
        verdict, needs = by_count(len(odd(between[0] ^ between[1]))), self.disturbed(after)
        cost = distance(before.version, after.version) + state_cost(before.version) + PARITY[verdict]
        return {"from": before.version.canonical(), "to": after.version.canonical(),
                "cost": cost + (NEEDS if needs else 0), "verdict": verdict, "fault": after.fault, "needs": needs}

    def disturbed(self, entry):
        """What else of all that runs has to change with this version: other packages only."""
        found, running = set(), self.running.entries
        for dep, text in entry.deps if running else ():
            there = [entry, *running.values()]
            if not any(other.name == dep and self.running.admits(dep, text, other.version) for other in there):
                found.add(dep)
        for label, other in running.items():
            for dep, text in other.deps:
                if dep == self.name != other.name and not self.running.admits(dep, text, entry.version):
                    found.add(label)
        return sorted(found)


def check_astar(registry, policy, solution, running):
    ways = []
    for label, version in sorted(solution.items()):
        old = running.get(label)
        if old is not None and semverx_version.parse(old).order() != semverx_version.parse(version).order():
            ways.append(Planner(registry, policy, plain(label), running).plan(old, version))
    return {"verdict": worst(way["verdict"] for way in ways), "ways": ways}
