"""The operations of tests/vectors/versions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pysemverx import Policy, Version, VersionRange, compare, max_satisfying, satisfies
from pysemverx.versions import satisfies_many, sort

Given = dict[str, Any]


def policy(given: Given) -> Policy | None:
    return Policy.from_json(json.dumps(given["policy"])) if "policy" in given else None


def parse(given: Given) -> Given:
    version = Version(given["text"])
    shown = version.to_dict()
    by_hand = {
        "text": str(version),
        "major": version.major,
        "minor": version.minor,
        "patch": version.patch,
        "states": list(version.states),
        "pre": version.pre,
        "build": version.build,
        "stable": version.is_stable,
        "sort_key": version.sort_key.decode("ascii"),
        "semver": version.to_semver(),
        "plain": version.to_plain(),
    }
    assert shown == by_hand, f"{shown} is not {by_hand}"
    return shown


def order(given: Given) -> Given:
    a, b = Version(given["a"]), Version(given["b"])
    found = (a > b) - (a < b)
    assert found == compare(a, b) == (a >= b) - (a <= b)
    assert (found == 0) == (a == b) and (a != b or hash(a) == hash(b))
    return {"order": found}


def in_order(given: Given) -> Given:
    texts = sort(given["versions"])
    assert texts == sorted(given["versions"], key=Version)
    return {"versions": texts}


def one(given: Given) -> Given:
    result = satisfies(given["version"], given["range"], policy=policy(given))
    version, range_ = Version(given["version"]), VersionRange(given["range"])
    assert range_.contains(version, policy(given)) == result
    return {"result": result}


OPS: dict[str, Callable[[Given], Given]] = {
    "version_parse": parse,
    "version_compare": order,
    "version_sort": in_order,
    "range_parse": lambda i: {"text": str(VersionRange(i["text"]))},
    "satisfies": one,
    "satisfies_many": lambda i: {
        "result": satisfies_many(i["versions"], i["range"], policy=policy(i))
    },
    "max_satisfying": lambda i: {
        "result": max_satisfying(i["versions"], i["range"], policy=policy(i))
    },
    "explain": lambda i: VersionRange(i["range"]).explain(i["version"], policy(i)).to_dict(),
    "range_intersect": lambda i: {"text": str(VersionRange(i["a"]) & VersionRange(i["b"]))},
    "range_union": lambda i: {"text": str(VersionRange(i["a"]) | VersionRange(i["b"]))},
    "range_subset": lambda i: {"result": VersionRange(i["a"]) <= VersionRange(i["b"])},
    "range_empty": lambda i: {"result": VersionRange(i["text"]).is_empty()},
}
