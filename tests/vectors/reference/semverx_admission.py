"""Which versions a range admits under a policy, why not, and which is preferred (semverx/FORMAT.md 4)."""

from .part import Refused
from .semverx_version import CUSTOM, STABLE

SWITCHES = {"allow_experimental": "experimental", "allow_legacy": "legacy"}


def checked(policy):
    """A policy of vectors: it sets nothing but what admission asks for."""
    for key, value in policy.items():
        if key not in (*SWITCHES, "allow_prerelease"):
            raise Refused("POLICY", f"unknown key {key}")
        if not isinstance(value, bool) and not (value is None and key in SWITCHES):
            raise Refused("POLICY", f"{key}: {value!r}")
    return policy


def state_verdict(state, named, policy, pinned):
    """None, or why a state is not admitted."""
    rank, name = state
    if state == STABLE:
        return None
    allowed = None if rank == CUSTOM else policy.get(f"allow_{name}")
    if allowed is None:
        return None if state in named else "state_not_named"
    return None if allowed or pinned else "state_refused"


def group_verdict(group, version, policy, pinned):
    """None, or why a group that accepts a version does not admit it."""
    named = set().union(*(one.partial.named() for one in group))
    for state in version.states:
        why = state_verdict(state, named, policy, pinned)
        if why:
            return why
    if version.tail is None or policy.get("allow_prerelease"):
        return None
    with_tails = [one.partial.version() for one in group if one.partial.tail is not None]
    return None if any(one.numbers == version.numbers for one in with_tails) else "prerelease"


def reason(range_, version, policy, root=True):
    """`admitted`, or why not. A dependency's question (`root` is false) has no exact pins."""
    pinned = root and range_.pin() is not None
    told = "outside"
    for groups in range_.sets:
        if not all(one.accepts(version) for group in groups for one in group):
            continue
        verdicts = [group_verdict(group, version, policy, pinned) for group in groups]
        why = next((why for why in verdicts if why), None)
        if why is None:
            return "admitted"
        if told == "outside":
            told = why
    return told


def admits(range_, version, policy, root=True):
    return reason(range_, version, policy, root) == "admitted"


def preference(version):
    """Sorts as versions are preferred, the best last."""
    rank, _ = version.overall()
    return rank, version.tail is None, version.order()


def best(versions, range_, policy):
    """The index of the preferred version, or None."""
    admitted = [i for i, version in enumerate(versions) if admits(range_, version, policy)]
    return max(admitted, key=lambda i: preference(versions[i]), default=None)
