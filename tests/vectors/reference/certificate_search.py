"""Answers by trying everything: what a resolver must find in small registries (resolve/FORMAT.md, "Domains"),
and the certificate of a "yes"."""

from . import semverx_range
from .certificate import FIELDS, FORMAT, MOST_REQUIREMENTS, Request, text_of
from .part import Refused
from .registry_entry import is_name
from .registry_proof import Maker
from .semverx_admission import preference
from .strategy_graph import install_order

MOST_TRIES = 20_000


class Question:
    def __init__(self, registry, requirements, policy, lock, now):
        self.registry, self.lock, self.tries = registry, lock, 0
        for name, _ in [*requirements, *lock]:
            if not is_name(name):
                raise Refused("ARGUMENT", name)
        if len(requirements) > MOST_REQUIREMENTS:
            raise Refused("LIMIT", len(requirements))
        self.request = Request(policy, requirements, lock, now)
        self.policy = self.request.policy
        if any(source != "live" for source in self.policy.keys["sources"].values()):
            raise Refused("POLICY", "an unknown source")

    def candidates(self, name, range_, root):
        return [entry for entry in self.registry.tier.entries(name) if not self.request.unfit(entry)
                and self.request.accepts(name, range_, entry.version, root)]

    def answers(self):
        """Every answer that holds nothing but what was chosen because something needs it: packages → entries."""
        yield from self.search({}, [(name, range_, True) for name, range_ in self.request.requirements])

    def search(self, chosen, needs):
        self.tries += 1
        if self.tries > MOST_TRIES:
            raise Refused("TOO_LARGE", "more than this searches through")
        if not needs:
            yield chosen
            return
        (name, range_, root), rest = needs[0], needs[1:]
        candidates = self.candidates(name, range_, root)
        if any(chosen.get(self.package(entry)) is entry for entry in candidates):
            yield from self.search(chosen, rest)
            return
        for entry in candidates:
            if self.package(entry) not in chosen:
                deps = [(dep, semverx_range.parse(text), False) for dep, text in entry.deps]
                yield from self.search(chosen | {self.package(entry): entry}, rest + deps)

    def package(self, entry):
        return entry.name, self.policy.line(entry.version)

    def rank(self, entry):
        """Sorts as versions of one package are preferred, the best last."""
        locked = [version.order() for name, version in self.lock if name == entry.name]
        return entry.version.order() in locked, preference(entry.version)

    def best(self):
        """(whether there is an answer, the one that is best in each of its packages, if any is)."""
        answers = list(self.answers())
        most = {}
        for answer in answers:
            for package, entry in answer.items():
                most[package] = max(most.get(package, entry), entry, key=self.rank)
        best = [answer for answer in answers if all(most[package] is entry for package, entry in answer.items())]
        return bool(answers), best[0] if best and all(one == best[0] for one in best) else None

    def label(self, entry):
        name, line = self.package(entry)
        return name if line is None else f"{name}@{line}"

    def needed(self, entry, chosen):
        """The chosen entries that meet a dependency of one, itself aside."""
        return [other for dep, text in entry.deps for other in chosen if other.name == dep and other is not entry
                and self.request.accepts(dep, semverx_range.parse(text), other.version, False)]

    def order(self, chosen):
        """Labels, each after what it needs, the first by name of those that are ready. What needs each other
        comes as one block."""
        needs = {self.label(one): {self.label(other) for other in self.needed(one, chosen)} for one in chosen}
        return install_order(needs)


def inputs(registry, head, requirements, policy, lock, now):
    """The fields of a certificate up to `now`, of what was asked."""
    ordered = sorted({(name, version.order()): version for name, version in lock}.items())
    return [FORMAT, None, head, "live", policy.json(), [list(one) for one in requirements],
            [[name, version.canonical()] for (name, _), version in ordered], now]


def certify(registry, given, chosen, head=None):
    """The certificate of a "yes", showing each chosen entry and nothing else."""
    maker = Maker(registry.tier)
    chosen = sorted(chosen, key=lambda entry: (entry.name, entry.version.order()))
    for entry in chosen:
        maker.show_entry(entry.name, entry.version)
    trees = {"live": maker.json()} if chosen else {}
    proof = {"chosen": [[entry.name, entry.version.canonical()] for entry in chosen]}
    fields = dict(zip(FIELDS, [*inputs(registry, head or registry.head.json(), *given), trees, proof]))
    return text_of(fields | {"feasible": True})
