from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from pysemverx import ArgumentError, Code, Policy, Registry, ResolutionError, Resolver, Version
from pysemverx.resolve import UpdatePath, Verdict

LINES = """
{"name":"app","version":"1.0.0","deps":{"core":"^1"}}
{"name":"app","version":"1.1.0","deps":{"core":"^1","log":"*"}}
{"name":"core","version":"1.0.0","deps":{},"sha256":"%s"}
{"name":"core","version":"2.0.0","deps":{}}
{"name":"core","version":"3.2.0","deps":{}}
{"name":"core","version":"5.0.0","deps":{}}
{"name":"log","version":"1.0.0","deps":{}}
""" % ("ab" * 32)
RUNNING: dict[str, str | Version] = {"app": "1.0.0", "core": Version("1.0.0")}


@pytest.fixture
def registry() -> Iterator[Registry]:
    with Registry.from_lines(LINES) as opened:
        yield opened


@pytest.fixture
def resolver(registry: Registry) -> Resolver:
    return registry.resolver


def test_a_swap(resolver: Resolver) -> None:
    answer = resolver.resolve("app")
    report = resolver.check(answer, "eulerian", running=RUNNING)
    assert report.verdict is Verdict.WARNING and report.fault == 3
    assert report.parity is not None and report.install is None and report.ways is None
    assert report.parity.odd == ("app", "log") and report.parity.added == (("app", "log"),)
    assert report.frozen == ()
    assert resolver.check(answer.solution, "eulerian", RUNNING) == report
    assert resolver.check(answer, "eulerian").verdict == "SAFE_SWAP"
    assert "nothing runs" in resolver.check(answer, "eulerian").message


def test_what_is_frozen(registry: Registry) -> None:
    registry.set_fault("core", "2.0.0", 7)
    report = registry.resolver.check({"core": "2.0.0"}, "eulerian", running={"core": "1.0.0"})
    assert (report.verdict, report.frozen) == ("PANIC", ("core",))
    assert "frozen (fault 7)" in report.message


def test_an_install_order(resolver: Resolver) -> None:
    report = resolver.check(resolver.resolve("app"), "hamiltonian")
    assert report.install is not None and report.install.order == ("core", "log", "app")
    gap = resolver.check({"app": "1.1.0", "core": "1.0.0"}, "hamiltonian")
    assert gap.verdict == "PANIC" and gap.install is not None
    assert gap.install.missing == (("app", "log *"),)


def test_ways(resolver: Resolver) -> None:
    path = resolver.plan("core", "1.0.0", Version("3.2.0"))
    assert path.found and path.cost == 220 == sum(hop.cost for hop in path.hops)
    assert [(str(h.from_.to_compact()), h.to.to_compact()) for h in path.hops] == [
        ("1.0.0", "2.0.0"), ("2.0.0", "3.2.0")
    ]  # fmt: skip
    none = resolver.plan("core", "1.0.0", "5.0.0")
    assert not none.found and none.reason and none.verdict is Verdict.PANIC
    assert UpdatePath.NO_SAFE_PATH == "NO_SAFE_PATH"
    held = resolver.plan("core", "1.0.0", "2.0.0", running={"app": "1.0.0"})
    assert held.hops[0].needs == ("app",) and held.cost > 100
    report = resolver.check({"core": "2.0.0"}, "astar", running={"core": "1.0.0"})
    assert report.ways is not None and report.ways[0].name == "core"


def test_graphs(resolver: Resolver) -> None:
    app, core, log = resolver.graph(resolver.resolve("app"))
    assert (app.label, app.needs, app.unmet) == ("app", ("core", "log"), ())
    assert (core.version, log.yanked, log.fault) == (Version("1.0.0"), False, 0)
    (lonely,) = resolver.graph({"app": "1.0.0"})
    assert lonely.needs == () and len(lonely.unmet) == 1


def test_every_report_is_a_value(resolver: Resolver) -> None:
    answer = resolver.resolve("app")
    reports = [
        resolver.check(answer, "eulerian", RUNNING), resolver.check(answer, "hamiltonian"),
        resolver.check(answer, "astar", RUNNING), resolver.plan("core", "1.0.0", "5.0.0"),
        resolver.plan("core", "1.0.0", "3.2.0"), resolver.graph(answer)[0],
    ]  # fmt: skip
    for report in reports:
        as_json = report.to_dict()
        again = type(report)._from_json(json.dumps(as_json))
        assert again == report and hash(again) == hash(report) and again.to_dict() == as_json
        assert pickle.loads(pickle.dumps(report)) == report
    assert reports[4].to_dict()["from"] == "1.stable.0.stable.0.stable"
    assert set(reports[1].to_dict()) == {"strategy", "verdict", "fault", "message", "install"}


def test_wrong_arguments(resolver: Resolver) -> None:
    wrong: Any = "eulerain"
    with pytest.raises(ArgumentError, match="did you mean 'eulerian'"):
        resolver.check({}, wrong)
    with pytest.raises(ArgumentError, match="did you mean 'running'"):
        resolver.check({}, "eulerian", runing={})  # type: ignore[call-arg]
    with pytest.raises(ArgumentError, match="nothing fits"):
        resolver.check(resolver.resolve("app", "^9"), "eulerian")
    with pytest.raises(ResolutionError) as caught:
        resolver.graph({"app": "9.0.0"})
    assert caught.value.code is Code.NOT_FOUND
    with pytest.raises(ResolutionError):
        resolver.plan("core", "1.0.0", "4.0.0")


class TestPackage:
    """The package that was asked for."""

    def test_one(self, resolver: Resolver) -> None:
        answer = resolver.resolve("core", "^1")
        assert answer.package is not None and answer.package in answer.packages
        assert (answer.package.name, answer.package.sha256) == ("core", "ab" * 32)
        assert "package" not in answer.to_dict()
        again = type(answer)._from_json(json.dumps(answer.to_dict()))
        assert again == answer and hash(again) == hash(answer) and again.package is None
        assert pickle.loads(pickle.dumps(answer)).package == answer.package

    def test_none(self, resolver: Resolver) -> None:
        assert resolver.resolve({"core": "*", "log": "*"}).package is None
        assert resolver.resolve("core", "^9").package is None
        many = resolver.resolve_many([{"log": "*"}, {"log": "*", "core": "^2"}])
        one, none = (getattr(answer, "package", None) for answer in many)
        assert one and one.name == "log" and none is None

    def test_of_lines(self) -> None:
        lines = LINES + '{"name":"both","version":"1.0.0","deps":{"core":"^1 || ^2","old":"*"}}'
        lines += '\n{"name":"old","version":"1.0.0","deps":{"core":"^1"}}'
        with Registry.from_lines(lines, policy=Policy(lines="major")) as registry:
            answer = registry.resolver.resolve("core", "^2")
            assert answer.package is not None and answer.package.version == Version("2.0.0")
