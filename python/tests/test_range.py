from __future__ import annotations

import copy
import dataclasses
import operator
import pickle
from typing import Any

import pytest
from hypothesis import given, strategies as st

from pysemverx import ArgumentError, Code, Policy, Version, VersionError, VersionRange
from pysemverx.versions import Verdict, filter, max_satisfying, satisfies, satisfies_many

R = VersionRange

RANGES = [
    "*", "1", "1.x", "^1.2", "~1.2.3", ">=1 <2", "1.2.3", "1 - 2", "^0.2 || ~1.4",
    "2.*.*.stable", "1.*.*.{exp|stable}", "<1 & >2", "^1.2.3-rc.1", "1.2.3.legacy",
]  # fmt: skip
VERSIONS = [
    "0.2.5", "1.2.3", "1.2.3-rc.1", "1.2.9.experimental", "1.2.3.legacy", "1.9.0", "2.0.0",
    "2.1.0.beta", "3.0.0", "1.4.0+b",
]  # fmt: skip


def test_texts() -> None:
    r = R("semverx: =1.x ||  >=2.0.0,<3")
    assert str(r) == f"{r}" == "1 || >=2.0.0 <3"
    assert repr(r) == "VersionRange('1 || >=2.0.0 <3')" and eval(repr(r)) == r
    assert f"{R('1'):>3}" == "  1" and str(R()) == str(R("")) == "*"


def test_contains() -> None:
    r = R("^1.2")
    assert Version("1.4.0") in r and "1.4.0" in r and "2.0.0" not in r
    assert r.contains("1.4.0") and r.contains(Version("1.4.0"))
    trial = Policy(allow_experimental=True)
    assert "1.stable.4.experimental.0.stable" not in r
    assert r.contains("1.stable.4.experimental.0.stable", trial)
    with pytest.raises(VersionError):
        "1.4" in r
    wrong: Any = 1.4
    with pytest.raises(ArgumentError, match="a Version or its text, not float"):
        wrong in r


@given(st.sampled_from(RANGES), st.lists(st.sampled_from(VERSIONS)))
def test_every_question_has_one_answer(text: str, versions: list[str]) -> None:
    r = R(text)
    admitted = [v for v in versions if v in r]
    assert filter(versions, r) == admitted
    assert satisfies_many(versions, r) == [satisfies(v, text) for v in versions]
    assert [r.explain(v).admitted for v in versions] == [v in r for v in versions]
    best = max_satisfying(versions, r)
    assert (best is None) == (not admitted) and (best is None or best in admitted)


@given(st.sampled_from(RANGES), st.sampled_from(RANGES))
def test_the_algebra_means_what_it_says(a: str, b: str) -> None:
    both, either = R(a) & R(b), R(a) | R(b)
    for v in VERSIONS:
        assert (v in both) == (v in R(a) and v in R(b))
        assert (v in either) == (v in R(a) or v in R(b))
    assert both <= R(a) <= either and either >= R(b) >= both
    if R(a) <= R(b):
        assert all(v in R(b) for v in filter(VERSIONS, a))
    assert (R(a) < R(b)) == (R(a) <= R(b) and not R(b) <= R(a)) == (R(b) > R(a))


def test_the_algebra_by_name() -> None:
    assert R("^1.2").intersect("<1.4") == R("^1.2") & R("<1.4") == R("^1.2 & <1.4")
    assert R("1").union(R("2")) == R("1 || 2")
    assert R("~1.4.2").is_subset(">=1.4.2 <1.5") and R("<1 & >2").is_empty()
    mixed: Any = R("1")
    for operate in (operator.and_, operator.or_, operator.le, operator.lt, operator.gt):
        with pytest.raises(TypeError):
            operate(mixed, "2")


def test_a_value() -> None:
    r: Any = R("^1.2")
    assert r == R("^1.2 ^1.2") and hash(r) == hash(R("semverx:^1.2")) and r != R("^1.3")
    assert r != "^1.2"
    assert pickle.loads(pickle.dumps(r)) == r == copy.deepcopy(r) and copy.copy(r) is r
    with pytest.raises(dataclasses.FrozenInstanceError):
        r.text = "2"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del r._text
    assert not hasattr(r, "__dict__")


def test_exact_pin() -> None:
    assert R("=1.2.3.legacy").exact_pin == Version("1.2.3.legacy")
    assert R("1.2").exact_pin is None and R("1.2.3 || 2.0.0").exact_pin is None


def test_explain() -> None:
    verdict = R("^1.2").explain(Version("1.3.0-rc.1"))
    assert isinstance(verdict, Verdict)
    assert (verdict.admitted, verdict.reason) == (False, "prerelease")
    assert verdict.hint == "write `^1.2 || 1.3.0-rc.1`" and "1.3.0-rc.1" in verdict.message
    assert "1.3.0-rc.1" in R("^1.2 || 1.3.0-rc.1")
    never = Policy(allow_legacy=False)
    refused = R("1.*.*.{legacy|stable}").explain("1.0.0.legacy", never)
    assert refused.reason == "state_refused"
    fine = R("1").explain("1.0.0")
    assert (fine.admitted, fine.reason, fine.hint) == (True, "admitted", None)
    assert Verdict(**fine.to_dict()) == fine


def test_wrong_texts_say_where() -> None:
    with pytest.raises(VersionError) as caught:
        R("^1.2 || v2")
    assert (caught.value.code, caught.value.text) == (Code.RANGE, "^1.2 || v2")
    assert caught.value.column == 9
    assert "2.5.0" in R(caught.value.suggestion or "<0")
    for text in ("x" * 5000, "1||" * 100 + "1", ">1 " * 1_000_000):
        with pytest.raises(ArgumentError) as limit:
            R(text)
        assert limit.value.code == Code.LIMIT and limit.value.hint
    wrong: Any = Version("1.2.3")
    with pytest.raises(ArgumentError, match="text of a range, not Version"):
        R(wrong)
