"""Lock files: reading, writing, and what locking does (lockfile/FORMAT.md)."""

import dataclasses
import json

from . import gate, manifest, semverx_range, semverx_version
from .certificate_policy import Policy
from .certificate_search import Question
from .part import Refused
from .registry_entry import SOURCE, Entry, checked_name, digest_of, once, whole
from .registry_history import Registry
from .semverx_admission import admits
from .strategy_graph import plain

TOP = ["lock_version", "registry", "policy", "requirements", "packages"]
REGISTRY = ["root", "seq", "source"]
NEEDED, OPTIONAL = {"version", "source", "dependencies"}, {"sha256", "fault"}
MOST_SEQ = 2**53 - 1


@dataclasses.dataclass
class Lock:
    source: str
    root: bytes
    seq: int
    policy: Policy
    requirements: dict
    packages: dict  # label → (Entry, source)

    def content(self):
        """All but which state of the registry it is of."""
        packages = {label: shown(entry, source) for label, (entry, source) in self.packages.items()}
        return self.source, self.policy.json(), self.requirements, packages

    def text(self):
        registry = {"root": self.root.hex(), "seq": self.seq, "source": self.source}
        packages = {label: shown(*self.packages[label]) for label in sorted(self.packages)}
        requirements = dict(sorted(self.requirements.items()))
        fields = dict(zip(TOP, (1, registry, self.policy.json(), requirements, packages)))
        return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def shown(entry, source):
    fields = {"version": entry.version.canonical(), "source": source}
    if entry.sha256:
        fields["sha256"] = entry.sha256.hex()
    if entry.fault:
        fields["fault"] = entry.fault
    return fields | {"dependencies": dict(entry.deps)}


# --- reading --------------------------------------------------------------------------------------

def exactly(value, needed, optional=frozenset()):
    if not isinstance(value, dict) or not needed <= value.keys() <= needed | optional:
        raise ValueError(f"not an object with these keys: {value!r}")
    return value


def source_of(value):
    if not isinstance(value, str) or not SOURCE.fullmatch(value):
        raise ValueError(f"no source: {value!r}")
    return value


def ranges_of(value):
    if not isinstance(value, dict):
        raise ValueError("no object of ranges")
    for name, text in value.items():
        checked_name(name)
        if not isinstance(text, str):
            raise ValueError("no range")
        semverx_range.parse(text)
    return value


def package_of(label, value):
    exactly(value, NEEDED, OPTIONAL)
    if not isinstance(value["version"], str):
        raise ValueError("no version")
    return Entry(checked_name(plain(label)), semverx_version.parse(value["version"]),
                 tuple(sorted(ranges_of(value["dependencies"]).items())), False, whole(value.get("fault", 0), 17),
                 digest_of(value["sha256"]) if "sha256" in value else None), source_of(value["source"])


def label_of(policy, entry):
    line = policy.line(entry.version)
    return entry.name if line is None else f"{entry.name}@{line}"


def fit_together(lock):
    entries = [entry for entry, _ in lock.packages.values()]
    needs = [(name, text, True) for name, text in lock.requirements.items()]
    needs += [(name, text, False) for entry in entries for name, text in entry.deps]
    for name, text, root in needs:
        range_ = lock.policy.overrides.get(name) or semverx_range.parse(text)
        if not any(entry.name == name and admits(range_, entry.version, lock.policy.keys, root) for entry in entries):
            raise ValueError(f"nothing locked is {name} {text}")
    for label, (entry, _) in lock.packages.items():
        if label_of(lock.policy, entry) != label:
            raise ValueError(f"{label} holds another")


def read(text):
    try:
        fields = json.loads(text, object_pairs_hook=once)
        if isinstance(fields, dict) and whole(fields.get("lock_version"), MOST_SEQ) != 1:
            raise Refused("UNSUPPORTED", "lock_version")
        exactly(fields, set(TOP))
        registry = exactly(fields["registry"], set(REGISTRY))
        packages = exactly(fields["packages"], set(), fields["packages"].keys())
        lock = Lock(source_of(registry["source"]), digest_of(registry["root"]), whole(registry["seq"], MOST_SEQ),
                    Policy(exactly(fields["policy"], set(), fields["policy"].keys())), ranges_of(fields["requirements"]),
                    {label: package_of(label, value) for label, value in packages.items()})
        fit_together(lock)
        return lock
    except Refused as refused:
        raise refused if refused.code == "UNSUPPORTED" else Refused("LOCK_FILE", refused) from refused
    except (ValueError, AttributeError, RecursionError) as error:
        raise Refused("LOCK_FILE", error) from error


# --- locking --------------------------------------------------------------------------------------

class Locking:
    def __init__(self, registry, source, wanted, now):
        self.registry, self.source, self.wanted, self.now = registry, source, wanted, now

    def solve(self, preferred):
        """Label → entry, or None."""
        question = Question(self.registry, sorted(self.wanted.requirements.items()), self.wanted.policy.json(),
                            preferred, self.now)
        feasible, best = question.best()
        assert (best is not None) == feasible, "packages compete: a search by trying does not say which wins"
        return best and {question.label(entry): entry for entry in best.values()}

    def preferred(self, old, update):
        """What of an old lock is to stay."""
        policy = self.wanted.policy.keys
        kept = []
        for label, (entry, _) in old.packages.items() if old else ():
            moves = update == "all" or isinstance(update, list) and not {entry.name, label}.isdisjoint(update)
            if policy["auto_update"] == "mandatory":
                known = self.registry.tier.entry(entry.name, entry.version)
                moves |= known is None or known.tombstone is not None or known.fault > policy["max_fault"]
            if not moves:
                kept.append((entry.name, entry.version))
        return kept

    def check_update(self, old, update):
        """Only what the lock or the manifest names may be told to move."""
        labels = set(old.packages) if old else set()
        known = labels | {plain(label) for label in labels} | set(self.wanted.requirements)
        if isinstance(update, list) and not known.issuperset(update):
            raise Refused("ARGUMENT", update)

    def lock(self, chosen):
        packages = {label: (entry, self.source) for label, entry in chosen.items()}
        return Lock(self.source, self.registry.tier.root(), self.registry.head.seq, self.wanted.policy,
                    self.wanted.requirements, packages)

    def pass_gates(self, entries, before):
        """What was locked before in the same version says which checksum it has to have."""
        for label, entry in entries:
            options = {"now": self.now}
            old = before[label][0] if label in before else None
            if old and old.sha256 is not None and old.version.order() == entry.version.order():
                options["sha256"] = old.sha256.hex()
            report = gate.install(self.registry.tier, self.source, self.wanted.policy.json(), entry.name,
                                  entry.version.canonical(), options)
            if report["outcome"] == gate.INCOHERENT or (
                    report["outcome"] == gate.INSUFFICIENT and self.wanted.policy.keys["strict"]):
                raise Refused("GATE", report)


def differs(old, new):
    """Whether other bytes would be installed; a hash that has become known is no change."""
    (before, source), (after, other) = old, new
    return (before.version.canonical() != after.version.canonical() or source != other
            or before.sha256 not in (None, after.sha256))


def named(**fields):
    return {key: value.version.canonical() if isinstance(value, Entry) else value for key, value in fields.items()}


def lock_project(given):
    options = given["options"]
    registry = Registry(given["registry"], given.get("clock", 0))
    for step, *what in given.get("steps", []):
        getattr(registry, step)(*what)
    wanted = manifest.find(given["files"], given.get("manifest"))
    text = given.get("lock")
    old = None if text is None else read(text)
    locking = Locking(registry, given.get("tier", "live"), wanted, options["now"])
    locking.check_update(old, options.get("update"))
    preferred = locking.preferred(old, options.get("update"))
    chosen = locking.solve(preferred)
    if chosen is None:
        raise Refused("NO_SOLUTION", wanted.requirements)
    new = locking.lock(chosen)
    fresh = (locking.solve([]) if wanted.policy.keys["auto_update"] != "off" else None) or {}
    before = old.packages if old else {}
    installs = [label for label in sorted(new.packages) if label not in before]
    updates = [label for label in sorted(new.packages)
               if label in before and differs(before[label], new.packages[label])]
    removes = [label for label in sorted(before) if label not in new.packages]
    report = {
        "installs": [named(name=label, version=chosen[label]) for label in installs],
        "updates": [named(name=label, old=before[label][0], new=chosen[label]) for label in updates],
        "removes": [named(name=label, version=before[label][0], orphan=plain(label) not in old.requirements)
                    for label in removes],
        "available": [named(name=label, version=entry, newer=fresh[label]) for label, entry in sorted(chosen.items())
                      if label in fresh and fresh[label].version.order() > entry.version.order()]}
    if old and old.content() == new.content():
        return {"lock": text, "status": "current"} | report
    if options.get("check"):
        return {"lock": text, "status": "stale"} | report
    locking.pass_gates([(label, chosen[label]) for label in installs + updates], before)
    return {"lock": new.text(), "status": "written"} | report
