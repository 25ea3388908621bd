"""Policies, and the questions about lists."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import pickle
from typing import Any

import pytest

from pysemverx import (
    ArgumentError,
    Code,
    FaultLevel,
    Policy,
    RegistryError,
    Version,
    VersionError,
    satisfies,
)
from pysemverx.versions import (
    VersionRange,
    compare,
    compare_many,
    filter,
    max_satisfying,
    satisfies_many,
    sort,
)

MANY = [
    f"{i % 7}.{i % 11}.{i % 13}{('', '.experimental', '-rc.1', '.legacy')[i % 4]}"
    for i in range(10_000)
]


def test_ten_thousand_at_once_are_as_one_by_one() -> None:
    assert satisfies_many(MANY, "^3.2") == [satisfies(v, "^3.2") for v in MANY]
    parsed = [Version(v) for v in MANY]
    assert satisfies_many(parsed, VersionRange("^3.2")) == satisfies_many(MANY, "^3.2")
    pairs = list(zip(MANY, reversed(MANY)))
    assert compare_many(pairs) == [compare(a, b) for a, b in pairs]
    assert filter(MANY, "^3.2") == [v for v in MANY if v in VersionRange("^3.2")]


def test_sorting_keeps_what_was_given() -> None:
    parsed = [Version(v) for v in MANY]
    assert sort(MANY) == sorted(MANY, key=Version)
    assert sort(parsed, reverse=True) == sorted(parsed, reverse=True)
    first, second = Version("1.0.0+a"), Version("1.0.0+b")
    given: list[Version | str] = [first, "0.9.0", second, "1.0.0+c"]
    assert sort(given)[1:] == [first, second, "1.0.0+c"]
    assert sort(given, reverse=True)[:3] == [first, second, "1.0.0+c"]
    assert sort(given)[1] is first and sort([]) == []


def test_the_best_is_the_most_settled() -> None:
    have = ["1.4.0", "1.5.0-rc.1", "1.6.0.experimental", "2.0.0", "1.4.0+b"]
    assert max_satisfying(have, "^1.2") == "1.4.0"
    eager = Policy(allow_experimental=True, allow_prerelease=True)
    assert max_satisfying(have[1:3], "^1.2", policy=eager) == "1.5.0-rc.1"
    assert max_satisfying(have, "^3") is None and max_satisfying([], "*") is None
    parsed = [Version(v) for v in have]
    assert max_satisfying(parsed, "^1.2") is parsed[0]
    assert max_satisfying(iter(have), "^1.2") == "1.4.0"


def test_one_wrong_text_in_a_list_is_named() -> None:
    for question in (lambda vs: satisfies_many(vs, "*"), sort, lambda vs: max_satisfying(vs, "*")):
        with pytest.raises(VersionError) as caught:
            question(["1.0.0", "1.0"])
        assert caught.value.text == "1.0"


def test_a_list_is_wanted() -> None:
    wrong: Any
    for wrong in ("1.2.3", Version("1.2.3")):
        for question in (lambda vs: satisfies_many(vs, "*"), lambda vs: max_satisfying(vs, "*")):
            with pytest.raises(ArgumentError, match="a list of versions"):
                question(wrong)
    wrong = [1]
    with pytest.raises(ArgumentError, match="a Version or its text, not int"):
        sort(wrong)


def test_unknown_arguments_name_the_nearest() -> None:
    calls: list[tuple[Any, dict[str, Any], str]] = [
        (satisfies, {"version": "1.0.0", "version_rang": "1"}, "version_range"),
        (max_satisfying, {"versions": [], "version_range": "1", "polcy": None}, "policy"),
        (sort, {"versions": [], "reversed": True}, "reverse"),
        (Policy, {"allow_experimentel": True}, "allow_experimental"),
    ]
    for call, arguments, right in calls:
        with pytest.raises(ArgumentError) as caught:
            call(**arguments)
        assert caught.value.details["nearest"] == right


def test_a_policy_changes_the_answer() -> None:
    cases: list[tuple[str, str, dict[str, Any]]] = [
        ("1.stable.4.experimental.0.stable", "^1.2", {"allow_experimental": True}),
        ("1.stable.4.legacy.0.stable", "^1.2", {"allow_legacy": True}),
        ("1.4.0-rc.1", "^1.2", {"allow_prerelease": True}),
    ]
    for version, version_range, allowed in cases:
        assert not satisfies(version, version_range)
        assert satisfies(version, version_range, policy=Policy(**allowed))
        assert satisfies_many([version], version_range, policy=Policy(**allowed)) == [True]
        assert filter([version], version_range, policy=Policy(**allowed)) == [version]


def test_policies_are_values() -> None:
    p = Policy(min_release_age="3d", overrides={"a": VersionRange(" =1.x")}, sources={"@x/*": "y"})
    assert p.min_release_age == 259_200
    assert p.overrides == {"a": "1"} and p.sources == {"@x/*": "y"}
    same = Policy(min_release_age=datetime.timedelta(days=3), overrides={"a": "1"}, sources={"@x/*": "y"})
    assert p == same and hash(p) == hash(same) and p != Policy() and p != p.to_json()
    for again in (pickle.loads(pickle.dumps(p)), copy.deepcopy(p), Policy.from_json(p.to_json())):
        assert again == p and again.to_dict() == p.to_dict()
    assert Policy(**p.to_dict()) == p
    assert dataclasses.replace(p, strict=True) == Policy(**(p.to_dict() | {"strict": True}))
    with pytest.raises(dataclasses.FrozenInstanceError):
        p.strict = True  # type: ignore[misc]
    with pytest.raises(TypeError):
        p.overrides["a"] = "2"  # type: ignore[index]


def test_policies_keep_nothing_of_the_callers() -> None:
    overrides: dict[str, Any] = {"a": "1"}
    sources: dict[str, str] = {}
    full, empty = Policy(overrides=overrides), Policy(overrides={}, sources=sources)
    overrides["a"] = overrides["b"] = "2"
    sources["c"] = "local"
    assert full.overrides == {"a": "1"} and full == Policy.from_json(full.to_json())
    assert empty.sources is None and empty.overrides is None
    assert empty.to_dict() == Policy().to_dict()
    assert type(Policy(max_fault=FaultLevel.HIGH_WARNING).max_fault) is int


def test_the_defaults() -> None:
    assert Policy().to_json() == "{}" and Policy() == Policy.from_json("{}")
    assert Policy().to_dict() == {
        "allow_experimental": None, "allow_legacy": None, "allow_prerelease": False,
        "auto_update": "opt-in", "max_update_rate": 5, "min_release_age": None, "max_fault": 5,
        "lines": None, "sources": None, "overrides": None, "budget": 1_000_000, "strict": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("max_fault", 18),
        ("strict", 1),
        ("min_release_age", "3"),
        ("min_release_age", -1),
        ("auto_update", "always"),
        ("lines", "minor"),
        ("overrides", {"a": "v1"}),
        ("sources", {"a*b": "x"}),
        ("budget", 2**64),
    ],
)
def test_values_that_cannot_be(field: str, value: Any) -> None:
    with pytest.raises(RegistryError) as caught:
        Policy(**{field: value})
    assert caught.value.code == Code.POLICY and caught.value.hint
    assert field.rstrip("s") in str(caught.value)


def test_types_that_cannot_be() -> None:
    value: Any
    for value in (1.5, object(), [1]):
        with pytest.raises(ArgumentError, match="budget"):
            Policy(budget=value)
    with pytest.raises(ArgumentError, match="whole seconds"):
        Policy(min_release_age=datetime.timedelta(milliseconds=1))
    entries: dict[str, Any]
    for field in ("overrides", "sources"):
        for wrong, refusal, message in (
            ({1: "1"}, ArgumentError, f"{field}: must be a mapping from names"),
            ({"a": b"1"}, ArgumentError, "policy: must be made of what JSON has"),
            ({"a": 1}, RegistryError, f"{field}.a"),
        ):
            entries = {field: wrong}
            with pytest.raises(refusal, match=message):
                Policy(**entries)
    value = {"strict": True}
    with pytest.raises(ArgumentError, match="a Policy, not dict"):
        satisfies("1.0.0", "1", policy=value)
    with pytest.raises(ArgumentError, match="JSON text"):
        Policy.from_json(value)


def test_json_policies_name_the_nearest_key() -> None:
    for text in ('{"allow_experimentel": true}', "[]", "{", '{"strict":true,"strict":true}'):
        with pytest.raises(RegistryError) as caught:
            Policy.from_json(text)
        assert caught.value.code == Code.POLICY and caught.value.hint
    with pytest.raises(RegistryError) as caught:
        Policy.from_json('{"allow_experimentel": true}')
    assert caught.value.details["nearest"] == "allow_experimental"
