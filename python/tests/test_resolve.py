from __future__ import annotations

import json
import os
import pickle
import random
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from pysemverx import (
    ArgumentError,
    Cancelled,
    CancelToken,
    Code,
    DeadlineExceeded,
    FaultLevel,
    FaultState,
    FormatError,
    Policy,
    Progress,
    Registry,
    RegistryError,
    Resolution,
    ResolutionError,
    Resolver,
    StorageError,
    Version,
    VersionError,
    VersionRange,
    _native,
    verify_resolution,
)
from pysemverx.resolve import ResolutionResult

LINES = """
{"name":"app","version":"1.0.0","deps":{"web":"^1","core":"^2"}}
{"name":"app","version":"1.1.0","deps":{"web":"^1","core":"^1"}}
{"name":"web","version":"1.4.0","deps":{"core":"^1"},"fault":3}
{"name":"core","version":"1.9.0","deps":{},"sha256":"%s"}
{"name":"core","version":"1.8.0","deps":{}}
{"name":"core","version":"1.10.0","deps":{},"yanked":true}
{"name":"core","version":"2.0.0","deps":{}}
""" % ("ab" * 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "reg.ndjson"
    file.write_text(LINES)
    return file


@pytest.fixture
def resolver(path: Path) -> Resolver:
    return Resolver(path)


def test_a_solution(resolver: Resolver) -> None:
    answer = resolver.resolve("app", "^1")
    assert answer.feasible and answer.explanation is None and answer.error_message is None
    one, nine, four = Version("1.1.0"), Version("1.9.0"), Version("1.4.0")
    assert answer.solution == {"app": one, "core": nine, "web": four}
    assert answer.order == ("core", "web", "app")
    assert answer.fault is FaultLevel.MEDIUM_WARNING and int(answer.fault) == 3
    assert answer.fault_state is FaultState.WARNING
    chosen = {package.name: package for package in answer.packages}
    assert chosen["core"].sha256 == "ab" * 32 and chosen["core"].source == "live"
    assert chosen["web"].fault is FaultLevel.MEDIUM_WARNING and not chosen["web"].yanked
    assert answer.snapshot.seq == 1 and len(answer.snapshot.root) == 64 and answer.steps > 0


def test_no_solution_explains_itself(resolver: Resolver) -> None:
    answer = resolver.resolve("app", "1.0.0")
    assert not answer.feasible and answer.solution == {} and answer.order == ()
    assert answer.fault_state is FaultState.PANIC and answer.fault is FaultLevel.LOW_PANIC
    assert answer.explanation is not None and answer.error_message == answer.explanation
    assert "needed by app 1.0.0" in answer.explanation
    assert "needed by web 1.4.0" in answer.explanation


def test_invented_names_get_near_ones(resolver: Resolver) -> None:
    answer = resolver.resolve({"apps": "*"})
    assert not answer.feasible and answer.near_names == {"apps": ("app",)}
    assert answer.certificate is not None
    assert not verify_resolution(answer.certificate).feasible


def test_requirements_in_every_form(resolver: Resolver) -> None:
    mapping: dict[str, VersionRange | str] = {"web": "^1", "core": VersionRange("1.8.0")}
    wanted = resolver.resolve(mapping)
    assert wanted.solution["core"] == Version("1.8.0")
    pairs = [("web", "^1"), ("core", "1.8.0")]
    assert resolver.resolve(pairs) == resolver.resolve(iter(pairs))
    assert resolver.resolve(dict(reversed(pairs))).certificate == wanted.certificate
    assert resolver.resolve(pairs).solution == wanted.solution
    assert resolver.resolve("core").solution == resolver.resolve("core", VersionRange("*")).solution
    assert resolver.resolve({}).feasible
    assert resolver.resolve(requirements=pairs) == resolver.resolve(pairs)
    by_name = resolver.resolve(package="core", version_range="1.8.0")
    assert by_name == resolver.resolve({"core": "1.8.0"})


def test_a_lock_is_preferred(resolver: Resolver) -> None:
    assert resolver.resolve("core", "^1").solution["core"] == Version("1.9.0")
    for lock in ({"core": "1.8.0"}, [("core", Version("1.8.0"))], resolver.resolve("core", "1.8.0")):
        assert resolver.resolve("core", "^1", lock=lock).solution["core"] == Version("1.8.0")
    yanked = resolver.resolve("core", "^1", lock={"core": "1.10.0"}).packages[0]
    assert yanked.yanked and yanked.version == Version("1.10.0")


def test_policies(path: Path) -> None:
    strict = Resolver(path, Policy(max_fault=2))
    assert not strict.resolve("web").feasible
    forced = Resolver(path, policy=Policy(overrides={"core": "^1"}))
    assert forced.resolve("app", "1.0.0").feasible
    with pytest.raises(RegistryError) as caught:
        Resolver(path, Policy(sources={"core": "nowhere"}))
    assert caught.value.code == Code.POLICY and "nowhere" in str(caught.value)


def test_min_release_age_counts_from_now(tmp_path: Path) -> None:
    path = tmp_path / "aged.ndjson"
    path.write_text('{"name":"a","version":"1.0.0","deps":{},"published":1000}')
    patient = Resolver(path, Policy(min_release_age=100))
    assert not patient.resolve("a", now=1099).feasible
    assert patient.resolve("a", now=1100).feasible and patient.resolve("a").feasible


def test_lines_stand_side_by_side(path: Path) -> None:
    answer = Resolver(path, Policy(lines="major")).resolve("app", "1.0.0")
    assert answer.feasible and {"core@1", "core@2"} <= set(answer.solution)


def test_the_same_question_gives_the_same_bytes(path: Path) -> None:
    first, second = (Resolver(path).resolve("app", "^1") for _ in range(2))
    assert first == second and first.certificate == second.certificate
    assert hash(first) == hash(second)
    assert pickle.loads(pickle.dumps(first)) == first
    as_json = json.loads(json.dumps(first.to_dict()))
    assert Resolution._from_dict(as_json) == first
    assert as_json["solution"]["web"] == "1.stable.4.stable.0.stable"
    assert as_json["fault_state"] == "WARNING"
    without = Resolver(path).resolve("app", "^1", certificate=False)
    assert without.certificate is None and "certificate" not in without.to_dict()


def test_ten_thousand_at_once_are_as_one_by_one(resolver: Resolver) -> None:
    draw = random.Random(46)
    questions = [
        [(draw.choice(["app", "web", "core", "cor"]), draw.choice(["*", "^1", "^2", "1.0.0", "<1.9"]))]
        for _ in range(10_000)
    ]
    answers = resolver.resolve_many(questions, certificate=False)
    single = {
        (name, wanted): resolver.resolve(name, wanted, certificate=False)
        for name, wanted in {question[0] for question in questions}
    }
    assert len(single) == 20
    assert answers == [single[question[0]] for question in questions]
    assert resolver.resolve_many(questions[:50], threads=1) == resolver.resolve_many(questions[:50])
    assert resolver.resolve_many([]) == []


def test_a_failing_request_is_an_error_in_its_place(resolver: Resolver) -> None:
    requests: list[Any] = [{"core": "*"}, {"co re": "*"}, [("core", "1.x.3.4.5")]]
    fine, name, version_range = resolver.resolve_many(requests)
    assert isinstance(fine, Resolution) and fine.feasible
    assert isinstance(name, ArgumentError) and "co re" in str(name)
    assert isinstance(version_range, VersionError) and version_range.code == Code.RANGE


def test_steering(resolver: Resolver) -> None:
    seen: list[Progress] = []
    resolver.resolve_many([{"core": "*"}] * 500, progress=seen.append)
    assert seen[-1] == Progress(500, 500, "resolve")
    seen.clear()
    resolver.resolve("app", progress=seen.append)
    assert seen[0] == Progress(0, 1, "resolve") and {(p.total, p.phase) for p in seen} == {(1, "resolve")}
    token = CancelToken()
    token.cancel()
    for call in (
        lambda: resolver.resolve_many([{"core": "*"}], cancel=token),
        lambda: resolver.resolve("app", cancel=token),
    ):
        with pytest.raises(Cancelled):
            call()
    with pytest.raises(DeadlineExceeded):
        resolver.resolve_many([{"core": "*"}] * 10, timeout=0)

    def broken(progress: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        resolver.resolve_many([{"core": "*"}], progress=broken)
    with pytest.raises(ZeroDivisionError):
        resolver.resolve("core", progress=broken)


def test_a_search_without_end_can_be_stopped(tmp_path: Path) -> None:
    """Eleven pigeons for ten holes: every way to place them is wrong."""
    pigeons, holes = [f"pigeon{i}p" for i in range(11)], [f"hole{h}h" for h in range(10)]
    lines = [
        {"name": pigeon, "version": f"{h}.0.0", "deps": {hole: f"{i}.0.0"}}
        for i, pigeon in enumerate(pigeons)
        for h, hole in enumerate(holes)
    ]
    lines += [{"name": hole, "version": f"{i}.0.0", "deps": {}} for hole in holes for i in range(11)]
    path = tmp_path / "pigeons.ndjson"
    path.write_text("\n".join(map(json.dumps, lines)))
    resolver = Resolver(path, Policy(budget=2**53 - 1))
    wanted = dict.fromkeys(pigeons, "*")
    with pytest.raises(DeadlineExceeded):
        resolver.resolve(wanted, timeout=0.1)
    token = CancelToken()
    # Whoever starts the tests in the background has Ctrl-C ignored in them.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for stop, raised in (
            (token.cancel, Cancelled),
            (lambda: os.kill(os.getpid(), signal.SIGINT), KeyboardInterrupt),
        ):
            timer = threading.Timer(0.1, stop)
            with pytest.raises(raised):
                timer.start()
                resolver.resolve(wanted, cancel=token if raised is Cancelled else None)
            timer.join()
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_budget(path: Path) -> None:
    with pytest.raises(ResolutionError) as caught:
        Resolver(path, Policy(budget=1)).resolve("app", "^1")
    assert caught.value.code == Code.BUDGET and caught.value.hint
    outcomes = Resolver(path, Policy(budget=1)).resolve_many([{"app": "^1"}])
    assert isinstance(outcomes[0], ResolutionError)


def test_wrong_requests(resolver: Resolver) -> None:
    wrong: Any
    for wrong in (None, 5, ["core"], [("core", "*", 1)], {"core": 1}, {1: "*"}):
        with pytest.raises(ArgumentError, match="requirements"):
            resolver.resolve(wrong)
    unclear: list[dict[str, Any]] = [{}, {"package": "core", "requirements": {"core": "*"}}]
    for both in unclear:
        with pytest.raises(ArgumentError, match="requirements: give them, or a package"):
            resolver.resolve(**both)
    with pytest.raises(ArgumentError, match="requirements"):
        resolver.resolve_many([None])  # type: ignore[list-item]
    with pytest.raises(ArgumentError, match="version_range"):
        resolver.resolve({"core": "*"}, "*")
    wrong = {"core": "*"}
    with pytest.raises(ArgumentError, match="requests"):
        resolver.resolve_many(wrong)
    with pytest.raises(ArgumentError) as caught:
        resolver.resolve("core", locks={})  # type: ignore[call-arg]
    assert caught.value.details["nearest"] == "lock"
    with pytest.raises(VersionError):
        resolver.resolve("core", lock={"core": "1"})
    with pytest.raises(ArgumentError) as limit:
        resolver.resolve({f"p{i}": "*" for i in range(1025)})
    assert limit.value.code == Code.LIMIT
    with pytest.raises(ArgumentError, match="now must be within"):
        resolver.resolve("core", now=-1)


def test_where_a_resolver_comes_from(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIRAM_REGISTRY", str(path))
    assert Resolver().resolve("app", "^1") == Resolver(str(path)).resolve("app", "^1")
    with Registry(path, policy=Policy(max_fault=2)) as registry:
        assert not Resolver(registry).resolve("web").feasible
        assert Resolver(registry, Policy()).resolve("web").feasible
        resolver = registry.resolver
        assert registry.resolver is resolver
    assert not resolver.resolve("web").feasible
    monkeypatch.delenv("DIRAM_REGISTRY")
    with pytest.raises(FormatError) as caught:
        Resolver()
    assert caught.value.code == Code.UNSUPPORTED and caught.value.hint
    with pytest.raises(StorageError):
        Resolver("missing.ndjson")
    wrong: Any = 5
    with pytest.raises(ArgumentError, match="a Registry or a path, not int"):
        Resolver(wrong)


def test_fault_levels() -> None:
    assert [level.name for level in FaultLevel] == _native.FAULT_LEVELS
    assert [level.value for level in FaultLevel] == list(range(18))
    bands = [FaultLevel(n).state for n in range(18)]
    assert bands == sorted(bands)
    assert [bands.count(band) for band in FaultState] == [1, 5, 6, 6]
    wrong: Any
    for wrong in (18, -1, "CLEAN", None):
        with pytest.raises(ArgumentError, match="0 to 17") as caught:
            FaultLevel(wrong)
        assert caught.value.code == Code.LIMIT
    assert max(FaultLevel.LOW_DANGER, FaultLevel.HIGH_WARNING) is FaultLevel.LOW_DANGER


def test_the_originals_names(resolver: Resolver) -> None:
    assert ResolutionResult is Resolution
    verdicts = (ResolutionResult.SAFE_SWAP, ResolutionResult.WARNING, ResolutionResult.PANIC)
    assert verdicts == ("SAFE_SWAP", "WARNING", "PANIC")
    result = resolver.resolve("app", "1.0.0")
    with pytest.raises(ResolutionError) as caught:
        if result.fault_state == FaultState.PANIC:
            raise ResolutionError(result.error_message)
    assert caught.value.code == Code.NO_SOLUTION and str(caught.value) == result.explanation
    assert pickle.loads(pickle.dumps(caught.value)).message == result.explanation
