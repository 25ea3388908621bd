from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pysemverx import (
    ArgumentError,
    Code,
    FormatError,
    Policy,
    Registry,
    RegistryError,
    SecurityScanner,
    StateError,
    Version,
)
from pysemverx.registry import EntryReport, OrphanReport, PluginState, Proposal

LINES = """
{"name":"app","version":"1.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.0.0","deps":{}}
"""
ENTRY = {"name": "core", "version": "1.1.0", "deps": {}}
HOOKS = ["on_publish", "on_install", "on_update", "on_remove", "on_resolve"]


@pytest.fixture
def registry() -> Iterator[Registry]:
    with Registry.from_lines(LINES, clock=5) as opened:
        yield opened


@pytest.fixture
def project(tmp_path: Path) -> Path:
    manifest(tmp_path, {"app": "^1", "core": "1.0.0"})
    return tmp_path


def manifest(folder: Path, wanted: dict[str, str]) -> None:
    dependencies = {name: f"semverx:{range_}" for name, range_ in wanted.items()}
    (folder / "package.json").write_text(json.dumps({"dependencies": dependencies}))


def plugin(hook: str, ask: Callable[..., object], name: str = "judge") -> Any:
    """An object with one method."""
    return type("Judge", (), {hook: staticmethod(ask), "name": name})()


def refuse(*_: object) -> None:
    raise ValueError("not here")


def refused(call: Callable[[], object]) -> RegistryError:
    with pytest.raises(RegistryError) as caught:
        call()
    assert caught.value.code is Code.PLUGIN
    return caught.value


def test_a_veto_of_a_publish(registry: Registry) -> None:
    seen: list[EntryReport] = []
    registry.plug(plugin("on_publish", seen.append, "watcher"))
    registry.plug(plugin("on_publish", refuse))
    error = refused(lambda: registry.publish(ENTRY))
    assert str(error) == 'plugin "judge" refused to publish core 1.1.0: not here'
    (vote,) = error.details["votes"]
    assert vote == {
        "plugin": "judge", "hook": "on_publish", "name": "core", "version": "1.1.0",
        "answer": "no", "why": "not here",
    }  # fmt: skip
    assert len(registry.versions("core")) == 1 and registry.snapshot().seq == 1
    (package,) = seen
    assert type(package) is EntryReport and package.version == Version("1.1.0")
    assert registry.unplug("judge") and not registry.unplug("judge")
    receipt = registry.publish(ENTRY)
    assert receipt.gates is not None and receipt.gates.gates[-1].verdict == "VALID"


@pytest.mark.parametrize("hook", HOOKS[1:])
def test_a_veto_of_a_lock(registry: Registry, project: Path, hook: str) -> None:
    registry.publish(ENTRY)
    lock, before = project / "semverx-lock.json", None
    if hook in ("on_update", "on_remove"):
        registry.lock(project)
        manifest(project, {"core": "1.1.0"})
        before = lock.read_bytes()
    registry.plug(plugin(hook, refuse))
    error = refused(lambda: registry.lock(project))
    assert {vote["hook"] for vote in error.details["votes"]} == {hook}
    assert (lock.read_bytes() if lock.exists() else None) == before
    registry.unplug("judge")
    assert registry.lock(project).status == "written"


def test_what_plugins_are_told(registry: Registry, project: Path) -> None:
    class Witness:
        def __init__(self) -> None:
            self.heard: list[tuple[Any, ...]] = []

        def on_install(self, package: EntryReport) -> bool:
            self.heard.append(("install", package))
            return False  # no error, so it is a yes

        def on_update(self, old: EntryReport, new: EntryReport) -> None:
            self.heard.append(("update", old, new))

        def on_remove(self, package: EntryReport) -> None:
            self.heard.append(("remove", package))

        def on_resolve(self, proposal: Proposal) -> None:
            self.heard.append(("resolve", proposal))

    witness = Witness()
    registry.publish(ENTRY)
    registry.plug(witness)
    report = registry.lock(project)
    assert [(v.plugin, v.answer) for v in report.votes] == [("Witness", "yes")] * 3
    (_, proposal), *installs = witness.heard
    assert isinstance(proposal, Proposal) and proposal.installs == ("app", "core")
    assert proposal.requirements == {"app": "^1", "core": "1.0.0"}
    assert [p.name for p in proposal.packages] == [p.name for _, p in installs] == ["app", "core"]
    witness.heard.clear()
    manifest(project, {"core": "1.1.0"})
    registry.lock(project)
    assert [kind for kind, *_ in witness.heard] == ["resolve", "remove", "update"]
    _, old, new = witness.heard[2]
    assert (old.version, new.version) == (Version("1.0.0"), Version("1.1.0"))


class Rude(BaseException):
    pass


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda _: sys.exit("bye"), "bye"),
        (lambda _: [][0], "list index out of range"),
        (lambda: None, "takes 0 positional arguments"),
        (lambda _: ValueError("handed back"), "handed back"),
    ],
)
def test_whatever_is_raised_is_a_no(
    registry: Registry, ask: Callable[..., object], why: str
) -> None:
    registry.plug(plugin("on_publish", ask))
    error = refused(lambda: registry.publish(ENTRY))
    (vote,) = error.details["votes"]
    assert vote["answer"] == "no" and why in vote["why"]


def test_reasons_without_words(registry: Registry) -> None:
    def rude(_: object) -> None:
        raise Rude

    def broken(_: object) -> None:
        raise ValueError("\ud800")

    registry.plug(plugin("on_publish", rude, "rude"))
    registry.plug(plugin("on_publish", broken, "broken"))
    votes = refused(lambda: registry.publish(ENTRY)).details["votes"]
    assert [vote["why"] for vote in votes] == ["Rude", "\\ud800"]


def test_a_late_plugin_is_switched_off(registry: Registry) -> None:
    leave = threading.Event()
    registry.plug(plugin("on_publish", lambda _: leave.wait()), deadline=0.001)
    error = refused(lambda: registry.publish(ENTRY))
    assert error.details["votes"][0]["answer"] == "late"
    state = registry.plugins()[0]
    assert state == PluginState("judge", False, state.why) and "1ms" in str(state.why)
    registry.publish(ENTRY)
    leave.set()


def test_a_late_plugin_does_not_keep_the_process() -> None:
    code = """
import threading
from pysemverx import Registry, RegistryError

class Slow:
    def on_publish(self, package):
        threading.Event().wait()

registry = Registry.from_lines("")
registry.plug(Slow(), deadline=0.001)
try:
    registry.publish({"name": "core", "version": "1.0.0", "deps": {}})
except RegistryError as error:
    print(error.details["votes"][0]["answer"])
registry.close()
"""
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "late\n", "")


def test_a_plugin_looks_and_does_not_change(registry: Registry) -> None:
    def nosy(package: EntryReport) -> None:
        assert registry.snapshot().seq == 1 and registry.resolver.resolve("app").feasible
        changes: list[Callable[[], object]]
        changes = [lambda: registry.publish(ENTRY), lambda: registry.yank("core", "1.0.0")]
        for change in changes:
            with pytest.raises(StateError) as caught:
                change()
            assert caught.value.code is Code.STATE

    registry.plug(plugin("on_publish", nosy))
    registry.publish(ENTRY)


def test_a_plugin_takes_itself_out(registry: Registry) -> None:
    registry.plug(plugin("on_publish", lambda _: registry.unplug("judge")))
    registry.publish(ENTRY)
    assert registry.plugins() == ()


def test_names(registry: Registry) -> None:
    class Unnamed:
        def on_remove(self, package: EntryReport) -> None: ...

    class Named(Unnamed):
        def name(self) -> str:
            return "by method"

    for one in (Unnamed(), Named(), plugin("on_remove", refuse, "by attribute")):
        registry.plug(one)
    names = ["Unnamed", "by method", "by attribute"]
    assert [state.name for state in registry.plugins()] == names
    with pytest.raises(ArgumentError, match="by method"):
        registry.plug(Named())


def test_what_is_no_plugin(registry: Registry) -> None:
    class Late:
        async def on_install(self, package: EntryReport) -> None: ...

    class Typo:
        def on_instal(self, package: EntryReport) -> None: ...

    for wrong, why in (
        (object(), "must have one of the methods on_publish"),
        (Late(), "on_install is a coroutine function"),
        (Typo(), "did you mean on_install"),
        (Late, "is a class: call it"),
        (plugin("on_install", refuse, 5), "whose name is text"),  # type: ignore[arg-type]
        (plugin("on_install", refuse, ""), "1 to 128 bytes"),
    ):
        with pytest.raises(ArgumentError, match=why):
            registry.plug(wrong)
    with pytest.raises(ArgumentError, match="deadline must be"):
        registry.plug(plugin("on_install", refuse), deadline=-1)
    assert registry.plugins() == ()


def test_what_is_awaitable_is_no_answer(registry: Registry) -> None:
    async def later() -> None: ...

    registry.plug(plugin("on_publish", lambda _: later()))
    (vote,) = refused(lambda: registry.publish(ENTRY)).details["votes"]
    assert "answers at once" in vote["why"]


def test_a_strict_registry_wants_every_answer() -> None:
    with Registry.from_lines(LINES, policy=Policy(strict=True)) as registry:
        leave = threading.Event()
        registry.plug(plugin("on_publish", lambda _: leave.wait()), deadline=0.001)
        refused(lambda: registry.publish(ENTRY))
        votes = refused(lambda: registry.publish(ENTRY)).details["votes"]
        assert votes[0]["answer"] == "missing"
        leave.set()


ADVISORY = {
    "id": "DIRAM-2026-1",
    "affected": [
        {
            "package": {"ecosystem": "SemVerX", "name": "core"},
            "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.1.0"}]}],
        }
    ],
}


def test_the_scanner(registry: Registry, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "advisories"
    folder.mkdir()
    (folder / "one.json").write_text(json.dumps(ADVISORY))
    scanner = SecurityScanner(folder)
    registry.publish(ENTRY)
    old, new = registry.info("core", "1.0.0"), registry.info("core", "1.1.0")
    assert scanner.advisories(old) == ("DIRAM-2026-1",) and scanner.has_vulnerabilities(old)
    assert not scanner.has_vulnerabilities(new) and scanner.fixes_vulnerabilities(old, new)
    assert not scanner.fixes_vulnerabilities(old, old)
    registry.plug(scanner)
    error = refused(lambda: registry.lock(project))
    assert "DIRAM-2026-1" in str(error) and "fixed in 1.1.0" in str(error)
    manifest(project, {"app": "^1"})
    assert registry.lock(project).solution["core"] == Version("1.1.0")
    (folder / "two.json").write_text("{}")
    with pytest.raises(FormatError, match=r"two\.json"):
        SecurityScanner(folder)


def test_orphans(registry: Registry, project: Path) -> None:
    orphans = OrphanReport()
    registry.plug(orphans)
    manifest(project, {"app": "^1"})
    registry.lock(project)
    assert orphans.orphans() == ()
    manifest(project, {})
    (project / "package.json").write_text('{"semverx": {}}')
    removes = {removed.name: removed.orphan for removed in registry.lock(project).removes}
    assert removes == {"app": False, "core": True} and orphans.orphans() == ("core",)


def test_closed() -> None:
    registry = Registry.from_lines(LINES)
    registry.close()
    for call in (registry.plugins, lambda: registry.unplug("a")):
        with pytest.raises(StateError) as caught:
            call()
        assert caught.value.code is Code.CLOSED
    with pytest.raises(StateError):
        registry.plug(plugin("on_install", refuse))
