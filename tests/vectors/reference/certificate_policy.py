"""Policies as certificates hold them, and what they say besides admission (semverx/FORMAT.md 4,
resolve/FORMAT.md)."""

import json
import re

from . import semverx_range
from .part import Refused

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
MOST = 2**53 - 1
DEFAULTS = {"allow_experimental": None, "allow_legacy": None, "allow_prerelease": False, "auto_update": "opt-in",
            "budget": 1_000_000, "lines": None, "max_fault": 5, "max_update_rate": 5, "min_release_age": None,
            "overrides": {}, "sources": {}, "strict": False}


def boolean(value):
    return isinstance(value, bool)


def count(most):
    return lambda value: type(value) is int and 0 <= value <= most


def seconds(value):
    """An age in seconds, or None."""
    match = re.fullmatch("([0-9]+)([smhdw])", value) if isinstance(value, str) else None
    value = int(match[1]) * UNITS[match[2]] if match else value
    return value if count(MOST)(value) else None


def is_sources(value):
    return isinstance(value, dict) and all(
        pattern and "*" not in pattern.removesuffix("*") and isinstance(source, str) and source
        for pattern, source in value.items())


def is_overrides(value):
    return isinstance(value, dict) and all(isinstance(range_, str) for range_ in value.values())


CHECKS = {"allow_experimental": boolean, "allow_legacy": boolean, "allow_prerelease": boolean,
          "auto_update": lambda value: value in ("off", "opt-in", "mandatory"), "budget": count(MOST),
          "lines": lambda value: value == "major", "max_fault": count(17), "max_update_rate": count(2**32 - 1),
          "min_release_age": lambda value: seconds(value) is not None, "overrides": is_overrides,
          "sources": is_sources, "strict": boolean}


class Policy:
    def __init__(self, keys):
        for key, value in keys.items():
            if key not in CHECKS or value is not None and not CHECKS[key](value):
                raise Refused("POLICY", f"{key}: {value!r}")
        given = {key: value for key, value in keys.items() if value is not None}
        self.keys = DEFAULTS | given
        self.age = seconds(self.keys["min_release_age"])
        self.keys["min_release_age"] = self.age
        self.lines = self.keys["lines"] is not None
        try:
            self.overrides = {name: semverx_range.parse(text) for name, text in self.keys["overrides"].items()}
        except Refused as error:
            raise Refused("POLICY", error) from error
        self.keys["overrides"] = {name: range_.text() for name, range_ in self.overrides.items()}

    def json(self):
        """The keys that are not as by default, sorted, and so are those within."""
        differing = {key: value for key, value in self.keys.items() if value != DEFAULTS[key]}
        return json.loads(json.dumps(differing, sort_keys=True))

    def source(self, name, fallback):
        """Where a name comes from: by its own rule, else by that of its longest beginning."""
        rules = self.keys["sources"]
        if name in rules:
            return rules[name]
        beginnings = [rule[:-1] for rule in rules if rule.endswith("*") and name.startswith(rule[:-1])]
        return rules[max(beginnings, key=len) + "*"] if beginnings else fallback

    def line(self, version):
        """Which of a name's packages a version is of."""
        if not self.lines:
            return None
        rank, state = version.states[0]
        return str(version.numbers[0]) + ("" if rank == 3 else "." + state)
