from __future__ import annotations

import json
import pickle
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pysemverx import (
    ArgumentError,
    Cancelled,
    CancelToken,
    Code,
    DiramError,
    FormatError,
    Registry,
    RegistryError,
    ResolutionError,
    StateError,
    StorageError,
    Version,
)
from pysemverx.registry import LockReport, Updated

LINES = """
{"name":"app","version":"1.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.0.0","deps":{}}
"""
MANIFEST = '{"name":"mine","dependencies":{"app":"semverx:^1","left-pad":"^1.3.0"}}'


@pytest.fixture
def registry() -> Iterator[Registry]:
    with Registry.from_lines(LINES, clock=1_000) as opened:
        yield opened


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "package.json").write_text(MANIFEST)
    return tmp_path


def newer(registry: Registry, version: str = "1.1.0") -> None:
    registry.publish({"name": "core", "version": version, "deps": {}})


def test_round_trip(registry: Registry, project: Path) -> None:
    report = registry.lock(project)
    lock = project / "semverx-lock.json"
    assert (report.status, report.path) == ("written", str(lock))
    assert report.manifest == str(project / "package.json")
    assert report.solution == {"app": Version("1.0.0"), "core": Version("1.0.0")}
    assert [one.name for one in report.installs] == ["app", "core"] and report.updates == ()
    assert [gate.name for gate in report.gates] == ["app", "core"] and report.votes == ()
    assert report.snapshot.seq == 1 and report.fault == 0
    text = lock.read_bytes()
    assert json.loads(text)["requirements"] == {"app": "^1"}
    assert registry.lock(project / "package.json").status == "current"
    assert lock.read_bytes() == text
    locked = {name: one["version"] for name, one in json.loads(text)["packages"].items()}
    assert registry.resolver.resolve("app", lock=locked).solution == report.solution


def test_checking_writes_nothing(registry: Registry, project: Path) -> None:
    assert registry.lock(project, check=True).status == "stale"
    assert [file.name for file in project.iterdir()] == ["package.json"]
    registry.lock(project)
    assert registry.lock(project, check=True).status == "current"
    (project / "package.json").write_text(MANIFEST.replace("^1", "1.0.0", 1))
    assert registry.lock(project, check=True).status == "stale"


def test_what_moves(registry: Registry, project: Path) -> None:
    registry.lock(project)
    newer(registry)
    report = registry.lock(project)
    assert report.status == "current"
    (offer,) = report.available
    assert (offer.name, offer.newer) == ("core", Version("1.1.0"))
    assert registry.lock(project, update=["app"]).status == "current"
    report = registry.lock(project, update=["core"])
    assert report.updates == (Updated("core", Version("1.0.0"), Version("1.1.0")),)
    newer(registry, "1.2.0")
    assert registry.lock(project, update=False).status == "current"
    assert registry.lock(project, update=True).solution["core"] == Version("1.2.0")


def test_the_time(registry: Registry, project: Path) -> None:
    policy = '"semverx":{"policy":{"min_release_age":60}},"name"'
    (project / "package.json").write_text(MANIFEST.replace('"name"', policy))
    lines = LINES.replace('"deps"', '"published":100,"deps"')
    with Registry.from_lines(lines) as aged:
        with pytest.raises(ResolutionError) as young:
            aged.lock(project, now=120)
        assert young.value.code is Code.NO_SOLUTION
        assert aged.lock(project, now=160).status == "written"


def test_the_second_writer_is_refused(registry: Registry, project: Path) -> None:
    """A lock that somebody else wrote in between is not overwritten."""
    lock, other = project / "semverx-lock.json", threading.Event()

    class Slow:
        def on_resolve(self, proposal: Any) -> None:
            if not other.is_set():
                other.set()
                with Registry.from_lines(LINES) as second:
                    second.lock(project)

    registry.plug(Slow())
    with pytest.raises(RegistryError, match="meanwhile") as caught:
        registry.lock(project)
    assert caught.value.code is Code.LOCK_FILE
    written = lock.read_bytes()
    assert registry.lock(project).status == "current" and lock.read_bytes() == written


def test_many_writers(project: Path) -> None:
    outcomes: list[str] = []
    ready = threading.Barrier(8)

    def write() -> None:
        with Registry.from_lines(LINES) as registry:
            ready.wait()
            try:
                outcomes.append(registry.lock(project).status)
            except RegistryError as error:
                outcomes.append(error.code.name)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("written") == 1 and set(outcomes) <= {"written", "current", "LOCK_FILE"}
    assert json.loads((project / "semverx-lock.json").read_text())["lock_version"] == 1
    assert len(list(project.iterdir())) == 2


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        ('{"dependencies":{"gone":"semverx:^1"}}', Code.NO_SOLUTION),
        ('{"dependencies":{"app":"semverx:^^1"}}', Code.RANGE),
        ('{"semverx":{"policy":{"max_falt":1}}}', Code.POLICY),
        ('{"dependencies":', Code.FORMAT),
        ('{"dependencies":{"left-pad":"^1.3.0"}}', Code.ARGUMENT),
    ],
)
def test_manifests_that_cannot_be(
    registry: Registry, project: Path, manifest: str, code: Code
) -> None:
    (project / "package.json").write_text(manifest)
    with pytest.raises(DiramError) as caught:
        registry.lock(project)
    assert caught.value.code is code
    assert [file.name for file in project.iterdir()] == ["package.json"]


def test_locks_that_cannot_be(registry: Registry, project: Path) -> None:
    lock = project / "semverx-lock.json"
    registry.lock(project)
    for text, code in ((lock.read_text() + "x", Code.LOCK_FILE), ("[]", Code.LOCK_FILE)):
        lock.write_text(text)
        with pytest.raises(DiramError) as caught:
            registry.lock(project)
        assert caught.value.code is code and lock.read_text() == text


def test_other_manifests(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.semverx.dependencies]\napp = "^1"\n')
    report = registry.lock(tmp_path)
    assert report.status == "written" and report.manifest.endswith("pyproject.toml")
    (tmp_path / "package.json").write_text(MANIFEST)
    with pytest.raises(ArgumentError, match="name the manifest itself"):
        registry.lock(tmp_path)


def test_wrong_arguments(registry: Registry, project: Path) -> None:
    wrong: Any = 5
    calls: list[Callable[[], object]] = [
        lambda: registry.lock(wrong),
        lambda: registry.lock(project, update="core"),
        lambda: registry.lock(project, update=[wrong]),
        lambda: registry.lock(project, chek=True),  # type: ignore[call-arg]
    ]
    for call in calls:
        with pytest.raises(ArgumentError):
            call()
    with pytest.raises(StorageError) as missing:
        registry.lock(project / "nowhere")
    assert missing.value.code is Code.IO
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        registry.lock(project, cancel=token)
    registry.close()
    with pytest.raises(StateError) as closed:
        registry.lock(project)
    assert closed.value.code is Code.CLOSED


def test_the_report_is_a_value(registry: Registry, project: Path) -> None:
    registry.lock(project)
    newer(registry)
    for report in (registry.lock(project), registry.lock(project, update=True)):
        again = LockReport._from_json(json.dumps(report.to_dict()))
        assert again == report == pickle.loads(pickle.dumps(report)) and hash(again) == hash(report)


def test_format_errors_are_format_errors(registry: Registry, project: Path) -> None:
    (project / "package.json").write_text("[1,]")
    with pytest.raises(FormatError, match=r"package\.json"):
        registry.lock(project)
