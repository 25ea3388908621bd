from __future__ import annotations

import copy
import dataclasses
import itertools
import json
import operator
import pickle
import random
from typing import Any

import pytest
from hypothesis import given, strategies as st

from pysemverx import ArgumentError, Code, Version, VersionError
from pysemverx.versions import SemverX

ASCENDING = [
    "0.0.0",
    "1.0.0.legacy",
    "1.0.0.beta",
    "1.0.0.gamma",
    "1.0.0.experimental",
    "1.0.0-rc.1",
    "1.0.0-rc.2",
    "1.0.0-rc.10",
    "1.0.0",
    "1.stable.2.legacy.0.stable",
    "1.10.0",
    "9007199254740991.0.0",
]

STATES = st.sampled_from(["stable", "experimental", "legacy", "beta", "a_1"])
NUMBERS = st.integers(0, 2**53 - 1) | st.integers(0, 3)
TAILS = st.sampled_from(["", "-0", "-rc", "-rc.1", "-rc.9", "-rc.10", "-a-b.c"])
BUILDS = st.sampled_from(["", "+1", "+linux.7"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    fields = [f"{draw(NUMBERS)}.{draw(STATES)}" for _ in range(3)]
    return ".".join(fields) + draw(TAILS) + draw(BUILDS)


def test_the_facts() -> None:
    v = Version("2.stable.1.experimental.0.beta-rc.1+linux")
    assert (v.major, v.minor, v.patch) == (2, 1, 0)
    assert v.states == ("stable", "experimental", "beta") and v.state == "beta"
    assert (v.pre, v.build, v.is_stable) == ("rc.1", "linux", False)
    plain = Version("1.2.3")
    assert (plain.pre, plain.build, plain.is_stable, plain.state) == (None, None, True, "stable")
    assert Version("1.2.3-rc").is_stable is False


def test_the_texts() -> None:
    v = Version("1.2.3")
    assert str(v) == f"{v}" == "1.stable.2.stable.3.stable"
    assert repr(v) == "Version('1.stable.2.stable.3.stable')" and eval(repr(v)) == v
    assert f"{v:>30}" == str(v).rjust(30)
    assert (v.to_plain(), v.to_compact(), v.to_semver()) == ("1.2.3",) * 3
    old = Version("1.2.3.legacy+b")
    assert (old.to_plain(), old.to_compact()) == (None, "1.2.3.legacy+b")
    assert old.to_semver() == "1.0.0-0.0.legacy.2.0.legacy.3.0.legacy.1+b"
    assert json.loads(json.dumps(v.to_dict()))["text"] == str(v)
    assert v.sort_key == b"A13A23A33~"


@given(texts())
def test_every_form_comes_back(text: str) -> None:
    v = Version(text)
    for again in (Version(str(v)), Version(v.to_compact()), pickle.loads(pickle.dumps(v))):
        assert again == v and again.identical(v) and again.to_dict() == v.to_dict()
    plain = v.to_plain()
    assert (plain is None) == (v.states != ("stable",) * 3)
    if plain is not None:
        assert Version.from_semver(plain).identical(v)


@given(st.lists(texts(), max_size=12))
def test_the_order_is_that_of_the_keys(listed: list[str]) -> None:
    versions = [Version(text) for text in listed]
    assert sorted(versions) == sorted(versions, key=lambda v: v.sort_key)
    for a, b in itertools.product(versions, repeat=2):
        assert (a < b) + (a == b) + (a > b) == 1
        assert (a <= b) == (not a > b) and (a >= b) == (not a < b) and (a != b) == (not a == b)
        assert a != b or hash(a) == hash(b)


def test_the_order() -> None:
    mixed = [Version(text) for text in ASCENDING]
    random.Random(1).shuffle(mixed)
    assert [v.to_compact() for v in sorted(mixed)] == [Version(t).to_compact() for t in ASCENDING]
    assert max(mixed).major == 2**53 - 1


def test_builds_count_for_identity_only() -> None:
    a, b = Version("1.2.3+a"), Version("1.2.3+b")
    assert a == b and hash(a) == hash(b) and len({a, b, Version("1.2.3")}) == 1
    assert not a.identical(b) and a.identical(Version("1.2.3+a"))


def test_texts_are_no_versions() -> None:
    v: Any = Version("1.2.3")
    assert v != "1.2.3" and v != b"1.2.3" and v != 1
    for compare in (operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError):
            compare(v, "1.2.3")


def test_immutable() -> None:
    v: Any = Version("1.2.3")
    assert not hasattr(v, "__dict__")
    for name in ("major", "sort_key", "_key", "shelf"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(v, name, 1)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(v, name)
    v.__init__("4.5.6")
    assert v == Version("1.2.3")
    assert copy.copy(v) is v and copy.deepcopy([v])[0] is v


@pytest.mark.parametrize(
    ("text", "column", "suggestion"),
    [
        ("v1.2.3", 1, "1.stable.2.stable.3.stable"),
        ("1.2", 4, "1.stable.2.stable.0.stable"),
        ("1.2.3.4.5", 1, None),
        ("1.2.9007199254740992", 5, None),
        ("1.٢.3", 3, None),
    ],
)
def test_wrong_texts_say_where(text: str, column: int, suggestion: str | None) -> None:
    with pytest.raises(VersionError) as caught:
        Version(text)
    error = caught.value
    assert (error.code, error.text) == (Code.VERSION, text)
    assert error.column >= 1 and f"column {error.column}" in str(error)
    if suggestion is not None:
        assert Version(error.suggestion or "") == Version(suggestion)
        assert error.hint == f"write {error.suggestion}"
    assert isinstance(error, ValueError)
    assert pickle.loads(pickle.dumps(error)).suggestion == error.suggestion
    assert Version.try_parse(text) is None


def test_long_texts_are_quoted_short() -> None:
    with pytest.raises(VersionError) as caught:
        Version("1" * 1_000_000)
    assert len(str(caught.value)) < 500


def test_from_semver_takes_semver_only() -> None:
    assert Version.from_semver("1.2.3-rc.1+b").identical(Version("1.2.3-rc.1+b"))
    for text in ("1.2.3.stable", "1.stable.2.stable.3.stable", "1.2"):
        with pytest.raises(VersionError):
            Version.from_semver(text)


def test_what_is_no_text_at_all() -> None:
    wrong: Any
    for wrong in (None, 1, b"1.2.3", Version("1.2.3")):
        for make in (Version, Version.try_parse, Version.from_semver):
            with pytest.raises(ArgumentError, match="text of a version"):
                make(wrong)
    with pytest.raises(ArgumentError) as caught:
        Version("1.2.3-\udc80")
    assert caught.value.code == Code.UTF8


def test_the_originals_name() -> None:
    assert SemverX is Version
