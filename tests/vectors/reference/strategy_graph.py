"""Who needs whom among chosen versions, and what swaps and installs of them come to: the Eulerian and the
Hamiltonian strategy."""

from . import semverx_range, semverx_version
from .certificate_policy import Policy
from .part import Refused
from .registry_entry import is_name
from .semverx_admission import admits

SAFE, WARNING, PANIC = VERDICTS = ("SAFE_SWAP", "WARNING", "PANIC")
FAULTS = dict(zip(VERDICTS, (0, 3, 12)))
FROZEN = 6  # from this fault level on


def worst(verdicts):
    return max(verdicts, key=VERDICTS.index, default=SAFE)


def plain(label):
    """The name of a label: a line follows its last `@`, unless that is its first letter."""
    return label[:label.rfind("@")] if label.rfind("@") > 0 else label


class Chosen:
    """Label → entry of what a solution names; every one must be there."""

    def __init__(self, registry, policy, solution):
        self.registry, self.policy = registry, Policy(policy)
        if any(source != "live" for source in self.policy.keys["sources"].values()):
            raise Refused("POLICY", "an unknown source")
        self.entries = {label: self.published(plain(label), semverx_version.parse(version))
                        for label, version in sorted(solution.items())}

    def published(self, name, version):
        if not is_name(name):
            raise Refused("ARGUMENT", name)
        entry = self.registry.tier.entry(name, version)
        if entry is None or entry.tombstone is not None:
            raise Refused("NOT_FOUND", f"{name} {version.canonical()}")
        return entry

    def range_of(self, dep, text):
        return self.policy.overrides.get(dep) or semverx_range.parse(text)

    def admits(self, dep, text, version):
        return admits(self.range_of(dep, text), version, self.policy.keys, root=False)

    def needs(self, entry):
        """Labels that meet the dependencies of an entry, and the dependencies that nothing meets."""
        met, unmet = set(), set()
        for dep, text in entry.deps:
            able = [label for label, other in self.entries.items()
                    if other.name == dep and self.admits(dep, text, other.version)]
            assert len(able) < 2, "which of two lines meets a dependency is told nowhere"
            met.update(able)
            if not able:
                unmet.add(f"{dep} {self.range_of(dep, text).text()}")
        return met, unmet

    def nodes(self):
        for label, entry in self.entries.items():
            met, unmet = self.needs(entry)
            yield {"label": label, "version": entry.version.canonical(), "fault": entry.fault,
                   "yanked": entry.yanked, "needs": sorted(met), "unmet": sorted(unmet)}


# --- parity ---------------------------------------------------------------------------------------

def links(pairs):
    """Unordered pairs of two different names."""
    return {tuple(sorted(pair)) for pair in pairs if len(set(pair)) == 2}


def links_of(nodes):
    return links((node["label"], need) for node in nodes for need in node["needs"])


def odd(graph):
    ends = [end for link in graph for end in link]
    return sorted({end for end in ends if ends.count(end) % 2})


def connected(graph):
    """Whether links that share an end join all of them into one."""
    groups = []
    for link in graph:
        touching = [group for group in groups if group & set(link)]
        groups = [group for group in groups if group not in touching] + [set(link).union(*touching)]
    return len(groups) < 2


def by_count(count):
    return SAFE if count == 0 else WARNING if count == 2 else PANIC


def swap(before, after):
    changed = before ^ after
    return {"verdict": by_count(len(odd(changed))), "odd": odd(changed), "added": listed(after - before),
            "removed": listed(before - after), "connected": connected(changed)}


def whole(graph):
    """The schema's verdict, on all links there are."""
    verdict = by_count(len(odd(graph))) if connected(graph) else PANIC
    return {"verdict": verdict, "odd": odd(graph), "added": listed(graph), "removed": [],
            "connected": connected(graph)}


def listed(graph):
    return [list(link) for link in sorted(graph)]


def swapped(running, entry):
    """Whether the package runs, in whichever line, but not in this version."""
    runs = [other.version.order() for other in running.entries.values() if other.name == entry.name]
    return bool(runs) and entry.version.order() not in runs


def check_eulerian(chosen, running, literal):
    after = links_of(chosen.nodes())
    before = links_of(running.nodes()) if running.entries else after
    parity = whole(after) if literal else swap(before, after)
    frozen = [label for label, entry in chosen.entries.items() if entry.fault >= FROZEN and swapped(running, entry)]
    return {"verdict": PANIC if frozen else parity["verdict"], "parity": parity, "frozen": frozen}


# --- install order --------------------------------------------------------------------------------

def reached(needs, label):
    """All that is needed, directly and further on."""
    found, waiting = set(), [label]
    while waiting:
        more = needs[waiting.pop()] - found
        found |= more
        waiting += more
    return found


def install_order(needs):
    """Each after what it needs, the first by name of those that are ready; a circle as one block."""
    behind = {label: reached(needs, label) for label in needs}
    order = []
    while len(order) < len(needs):
        ready = next(label for label in sorted(needs) if label not in order
                     and all(label in behind[other] for other in behind[label] - {label, *order}))
        order += sorted({ready} | {other for other in behind[ready] if ready in behind[other]})
    return order


def first_circle(needs):
    """The first one met by going, from each name in turn, ever on to the first name that was not left yet."""
    left = set()

    def walk(way):
        for other in sorted(needs[way[-1]] - left):
            circle = way[way.index(other):] if other in way else walk([*way, other])
            if circle:
                return circle
        left.add(way[-1])
        return []

    found = next((circle for label in sorted(needs) if label not in left and (circle := walk([label]))), [])
    at = found.index(min(found)) if found else 0
    return found[at:] + found[:at]


def check_hamiltonian(chosen, literal):
    nodes = list(chosen.nodes())
    needs = {node["label"]: set(node["needs"]) for node in nodes}
    order, circle = install_order(needs), first_circle(needs)
    missing = [[node["label"], what] for node in nodes for what in node["unmet"]]
    whole_ = not circle and not missing
    linked = whole_ and all(before in needs[after] for before, after in zip(order, order[1:]))
    install = {"verdict": SAFE if whole_ else PANIC, "order": order, "circle": circle, "missing": missing,
               "literal": linked}
    return {"verdict": PANIC if literal and not linked else install["verdict"], "install": install}
