"""Gates before an install and before a publish: one verdict each, and the worst of them."""

import re

from . import semverx_version
from .certificate_policy import Policy
from .part import Refused
from .registry_entry import entry_of, is_name
from .semverx_version import STABLE

VERDICTS = SKIPPED, VALID, INSUFFICIENT, INCOHERENT = ("SKIPPED", "VALID", "INSUFFICIENT", "INCOHERENT")
GATES = ("syntax", "rights", "existence", "near_name", "cooldown", "integrity", "fault", "plugins")
ENOUGH, REVIEW, NEVER, GUARDED = 954, 6, 12, 10
SETTLED = {STABLE, (2, "experimental")}


def report(name, version, verdicts, near=()):
    gates = [[gate, verdicts.get(gate, SKIPPED)] for gate in GATES]
    worst = max((verdict for _, verdict in gates), key=VERDICTS.index)
    return {"name": name, "version": version, "outcome": VALID if worst == SKIPPED else worst, "gates": gates,
            "near": list(near)}


def rights(source, version):
    takes = {"live": version.is_stable(), "local": set(version.states) <= SETTLED}.get(source, True)
    return VALID if takes else INCOHERENT


def fault(policy, entry):
    if entry.fault >= NEVER:
        return INCOHERENT
    return INSUFFICIENT if entry.yanked or entry.fault > policy.keys["max_fault"] else VALID


def cooldown(policy, entry, now):
    if policy.age is None:
        return VALID
    old = entry.published is not None and max(now - entry.published, 0) >= policy.age
    return VALID if old else INSUFFICIENT


def integrity(entry, sha256, coherence):
    if coherence is not None and coherence < ENOUGH:
        return INCOHERENT
    if entry.sha256 is None:
        return INSUFFICIENT
    return VALID if sha256 in (None, entry.sha256.hex()) else INCOHERENT


def install(tier, source, policy, name, version, options):
    """May this version be installed? `near` is left out where there is something to hint at."""
    policy = Policy(policy)
    try:
        parsed = semverx_version.parse(version)
    except Refused:
        parsed = None
    shown = version if parsed is None else parsed.canonical()
    if parsed is None or not is_name(name):
        return report(name, shown, {"syntax": INCOHERENT})
    if not options.get("may_list", True):
        return report(name, shown, {"syntax": VALID, "existence": INSUFFICIENT})
    verdicts = {"syntax": VALID, "rights": min(rights(source, parsed), INSUFFICIENT, key=VERDICTS.index)}
    entry = tier.entry(name, parsed)
    if entry is None or entry.tombstone is not None:
        found = report(name, shown, verdicts | {"existence": INSUFFICIENT})
        del found["near"]
        return found
    return report(name, shown, verdicts | {
        "existence": VALID, "cooldown": cooldown(policy, entry, options.get("now")),
        "integrity": integrity(entry, options.get("sha256"), options.get("coherence")), "fault": fault(policy, entry)})


# --- publish --------------------------------------------------------------------------------------

def words(name):
    return [word for word in re.split("[@/._-]", name) if word]


def exchanged(name):
    """All texts with two neighbours exchanged."""
    return {name[:at] + name[at + 1] + name[at] + name[at + 2:] for at in range(len(name) - 1)}


def looks_like(name, other):
    """Certainly; what else looks alike is a matter of taste, and of no vector."""
    return name != other and (sorted(words(name)) == sorted(words(other)) or "".join(words(name)) == "".join(words(other))
                              or other in exchanged(name))


def guarded(tier, least):
    """Names that so many packages need."""
    needed = {}
    for entry in tier.entries():
        for dep, _ in entry.deps:
            needed.setdefault(dep, set()).add(entry.name)
    return sorted(name for name, by in needed.items() if len(by) >= least)


def publish(tier, source, policy, line, options):
    """May this line be published?"""
    policy = Policy(policy)
    try:
        entry = entry_of(line)
    except Refused:
        return report("", "", {"syntax": INCOHERENT})
    verdicts = {"syntax": VALID, "rights": rights(source, entry.version), "fault": fault(policy, entry),
                "existence": INCOHERENT if tier.entry(entry.name, entry.version) else VALID,
                "integrity": VALID if entry.sha256 else INSUFFICIENT, "near_name": VALID}
    near = []
    if all(other.tombstone is not None for other in tier.entries(entry.name)):
        near = [name for name in guarded(tier, options.get("guarded_dependents", GUARDED))
                if looks_like(entry.name, name)]
        assert len(near) < 2, "the order of several is a matter of taste"
        verdicts["near_name"] = INSUFFICIENT if near else VALID
    return report(entry.name, entry.version.canonical(), verdicts, near)
