from __future__ import annotations

import dataclasses
import gc
import json
import pickle
import threading
from pathlib import Path
from typing import Any

import pytest

from pysemverx import (
    ArgumentError,
    Code,
    FaultLevel,
    FaultState,
    FormatError,
    Policy,
    Registry,
    RegistryError,
    ResolutionError,
    StateError,
    StorageError,
    Version,
    VersionRange,
)
from pysemverx.registry import AccessLevel, AccessTier, NodeRef, PyRegistry
from pysemverx.reports import Report

LINES = """
{"name":"app","version":"1.0.0","deps":{"web":"^1","core":"^1"}}
{"name":"web","version":"1.4.0","deps":{"core":"^1"},"fault":3}
{"name":"core","version":"1.9.0","deps":{}}
{"name":"core","version":"1.10.0-rc.1","deps":{}}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "reg.ndjson"
    file.write_text(LINES)
    return file


@pytest.fixture
def registry(path: Path) -> Any:
    with Registry(path, clock=1_800_000_000) as opened:
        yield opened


def test_looking(registry: Registry) -> None:
    assert registry.names() == ("app", "core", "web")
    old, new = registry.versions("core")
    assert (old.version, old.compact, old.stable) == (Version("1.9.0"), "1.9.0", True)
    assert new.version == Version("1.10.0-rc.1") and not new.stable
    info = registry.info("web", "1.4.0")
    assert info.deps == {"core": "^1"} and info.fault is FaultLevel.MEDIUM_WARNING
    assert info.fault_state is FaultState.WARNING and info.fault_name == info.fault.name
    assert registry.info("web", Version("1.4.0")) == info
    assert [hit.name for hit in registry.search("E")] == ["core", "web"]
    assert registry.search("corre")[0].best == Version("1.9.0")
    assert {d.name: d.range for d in registry.dependents("core")} == {"app": "^1", "web": "^1"}
    graph = registry.graph("app")
    assert [(n.name, n.versions) for n in graph.nodes] == [("app", 1), ("core", 2), ("web", 1)]
    assert [(e.from_, e.to) for e in graph.edges] == [("app", "core"), ("app", "web"), ("web", "core")]
    assert graph.edges[0].to_dict()["from"] == "app"


def test_a_node_has_fourteen_fields(registry: Registry) -> None:
    nodes = [registry.node(n, v.version) for n in registry.names() for v in registry.versions(n)]
    assert {len(dataclasses.fields(node)) for node in nodes} == {14}
    top = max(nodes, key=lambda node: node.height)
    assert isinstance(top.left, NodeRef) and isinstance(top.right, NodeRef) and top.height == 3
    web = registry.node("web", "1.4.0")
    assert (web.access_tier, web.access_level) == (AccessTier.LIVE, AccessLevel.PUBLIC)
    assert web.dependencies[0].name == "core" and web.dependents[0].name == "app"
    assert web.dependencies[0].tier is AccessTier.LIVE and web.checksum is None
    assert (web.observers, web.update_count) == ((), 0)
    registry.set_fault("web", "1.4.0", 6)
    assert registry.node("web", "1.4.0").update_count == 1
    assert registry.node("web", "1.4.0").last_update == 1_800_000_000


def test_a_snapshot_just_opened_is_always_the_same(path: Path) -> None:
    with Registry(path) as one, Registry(path) as two:
        assert one.snapshot() == two.snapshot()
        assert (one.snapshot().seq, one.snapshot().time) == (1, 0)
        assert one.snapshot().signed_by == () and one.public_key is None
    with Registry(path, signing_key=bytes(32)) as signed:
        assert signed.snapshot().signed_by == (signed.public_key,)


def test_publishing(registry: Registry) -> None:
    entry = {"name": "core", "version": Version("2.0.0"), "deps": {"web": VersionRange("^1")}}
    receipt = registry.publish(entry)
    assert receipt.snapshot == registry.snapshot() and receipt.snapshot.seq == 2
    assert receipt.proof.present and receipt.proof.version == Version("2.0.0")
    assert receipt.snapshot.time == 1_800_000_000
    assert registry.info("core", "2.0.0").published == 1_800_000_000
    registry.publish('{"name":"core","version":"2.1.0","deps":{},"published":5}')
    assert registry.info("core", "2.1.0").published == 5
    for again in (entry, {**entry, "version": "2.0.0+other"}):
        with pytest.raises(RegistryError) as caught:
            registry.publish(again)
        assert caught.value.code == Code.EXISTS and caught.value.hint
    with pytest.raises(FormatError) as broken:
        registry.publish({"name": "core", "version": "3.0.0", "dep": {}})
    assert broken.value.hint == 'did you mean "deps"?'


def test_undo(registry: Registry) -> None:
    def answer() -> Any:
        return registry.resolver.resolve("app", certificate=False)

    before, versions = answer().solution, registry.versions("core")
    registry.publish({"name": "core", "version": "1.11.0", "deps": {}})
    assert answer().solution["core"] == Version("1.11.0")
    registry.yank("core", "1.9.0")
    registry.publish({"name": "core", "version": "1.12.0", "deps": {}})
    assert answer().solution["core"] == Version("1.12.0")
    registry.rollback("core", 1)
    assert answer().solution == before and registry.versions("core") == versions
    assert registry.snapshot().seq == 5
    for undone in ("1.11.0", "1.12.0", "1.12.0+again"):
        with pytest.raises(RegistryError) as caught:
            registry.publish({"name": "core", "version": undone, "deps": {}})
        assert caught.value.code == Code.EXISTS and "never free again" in str(caught.value)
        assert len(caught.value.details["tombstone"]) == 64
    assert not registry.prove("core", "1.11.0").present
    kinds = {(str(c.version), c.kind) for c in registry.diff(4, 5)}
    assert kinds == {
        ("1.stable.11.stable.0.stable", "undone"),
        ("1.stable.12.stable.0.stable", "undone"),
        ("1.stable.9.stable.0.stable", "unyanked"),
    }


def test_undoing_the_latest_change(registry: Registry) -> None:
    registry.yank("core", "1.9.0")
    assert registry.info("core", "1.9.0").yanked
    registry.rollback("core")
    assert not registry.info("core", "1.9.0").yanked
    registry.yank("core", "1.9.0")
    registry.unyank("core", "1.9.0")
    assert not registry.info("core", "1.9.0").yanked
    with pytest.raises(RegistryError) as caught:
        registry.rollback("web")
    assert caught.value.code == Code.SNAPSHOT


def test_earlier_states_stay(registry: Registry) -> None:
    registry.set_fault("core", "1.9.0", 12)
    old = registry.at(1)
    assert old.info("core", "1.9.0").fault is FaultLevel.CLEAN and old.snapshot().seq == 1
    assert old.endpoint == registry.endpoint
    assert old.resolver.resolve("app").feasible
    assert not registry.resolver.resolve("app").feasible
    with pytest.raises(StateError, match="never changes"):
        old.yank("core", "1.9.0")
    change = registry.diff(1, 2)[0]
    assert (change.kind, change.name, change.version) == ("fault", "core", Version("1.9.0"))
    assert change.old and change.new
    assert change.old.fault is FaultLevel.CLEAN and change.new.fault is FaultLevel.LOW_PANIC
    with pytest.raises(RegistryError) as caught:
        registry.at(3)
    assert caught.value.code == Code.SNAPSHOT


def test_proofs(registry: Registry) -> None:
    there, all_of, gone = registry.prove("web", "1.4.0"), registry.prove("web"), registry.prove("wep")
    assert there.present and all_of.present and all_of.version is None
    assert not gone.present and gone.near == ("web",)
    as_json = json.loads(json.dumps(gone.to_dict()))
    assert as_json["head"]["head"]["seq"] == 1 and as_json["tree"]["nodes"]


def test_every_report_is_a_value(registry: Registry) -> None:
    receipt = registry.set_fault("web", "1.4.0", 1)
    reports: list[Report] = [
        receipt, registry.snapshot(), registry.versions("core")[0], registry.info("web", "1.4.0"),
        registry.node("web", "1.4.0"), registry.search("web")[0], registry.graph("app"),
        registry.dependents("core")[0], registry.diff(1, 2)[0], registry.prove("web"),
        registry.resolver.resolve("app"),
    ]  # fmt: skip
    for report in reports:
        as_json = report.to_dict()
        again = type(report)._from_json(json.dumps(as_json))
        assert again == report and hash(again) == hash(report) and again.to_dict() == as_json
        assert pickle.loads(pickle.dumps(report)) == report


def test_what_is_not_there(registry: Registry) -> None:
    with pytest.raises(ResolutionError) as caught:
        registry.versions("cor")
    assert caught.value.code == Code.NOT_FOUND and caught.value.near_names == ("core",)
    assert caught.value.hint == "did you mean core?"
    for call in (registry.info, registry.node, registry.yank, registry.unyank):
        with pytest.raises(ResolutionError) as missing:
            call("core", "7.0.0")
        assert missing.value.code == Code.NOT_FOUND
    with pytest.raises(ArgumentError) as level:
        registry.set_fault("core", "1.9.0", 18)
    assert level.value.code == Code.LIMIT
    with pytest.raises(ArgumentError) as level:
        registry.set_fault("core", "1.9.0", 300)
    assert level.value.code == Code.LIMIT
    with pytest.raises(ArgumentError, match="seq must be within"):
        registry.at(-1)


def test_wrong_kinds(registry: Registry, path: Path) -> None:
    wrong: Any
    for wrong in (None, 5, b"core"):
        for call in (registry.versions, registry.graph, registry.dependents, registry.rollback):
            with pytest.raises(ArgumentError, match="package: must be the name of a package"):
                call(wrong)
        with pytest.raises(ArgumentError, match="version: must be a Version or its text"):
            registry.info("core", wrong)
        with pytest.raises(ArgumentError, match="text: must be text"):
            registry.search(wrong)
        with pytest.raises(ArgumentError, match="entry: must be a mapping or a line"):
            registry.publish(wrong)
        with pytest.raises(ArgumentError, match="endpoint: must be a path"):
            Registry(wrong)
    with pytest.raises(ArgumentError, match="entry: must be made of what JSON has"):
        registry.publish({"name": {1}})
    refused: list[tuple[dict[str, Any], str]] = [
        ({"signing_key": b"short"}, "a seed of 32 bytes, got 5"),
        ({"signing_key": "text"}, "signing_key: must be bytes"),
        ({"tier": 5}, "tier: must be the name of a source"),
        ({"policy": {}}, "policy: must be a Policy"),
        ({"clock": -1}, "clock must be within"),
        ({"max_bytes": 10}, "beyond 10 bytes"),
        ({"tires": 1}, "did you mean 'tier'"),
        ({"tier": "local", "clock": 2**64}, "clock must be within"),
    ]
    for options, match in refused:
        with pytest.raises(ArgumentError, match=match):
            Registry(path, **options)


def test_broken_files_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.ndjson"
    for text, line in (
        (LINES + '{"name":"x"', 6),
        (LINES + LINES, 7),
        ('{"name":"x","version":"1","deps":{}}', 1),
        ('{"name":"x","version":"1.0.0","deps":{"y":"v1"}}', 1),
    ):
        path.write_text(text)
        with pytest.raises((FormatError, RegistryError)) as caught:
            Registry(path)
        assert f"line {line}" in str(caught.value) and str(path) in str(caught.value)
    path.write_bytes(LINES.encode() + b"\xff")
    with pytest.raises(FormatError, match="line 6, column 1: this is not UTF-8"):
        Registry(path)


def test_folders_and_tiers(tmp_path: Path) -> None:
    for name in ("live", "acme"):
        (tmp_path / f"{name}.ndjson").write_text(f'{{"name":"{name}-a","version":"1.0.0","deps":{{}}}}')
    with Registry(tmp_path) as live, Registry(tmp_path, tier="acme") as acme:
        assert (live.source, live.names()) == ("live", ("live-a",))
        assert (acme.source, acme.names()) == ("acme", ("acme-a",))
        assert set(live.snapshot().roots) == {"acme", "live"}
        assert acme.node("acme-a", "1.0.0").access_tier is AccessTier.REMOTE
    with pytest.raises(ArgumentError, match="there is acme, live"):
        Registry(tmp_path, tier="nope")


def test_lines(registry: Registry, path: Path) -> None:
    with Registry.from_lines(LINES) as same, Registry.from_lines("") as empty:
        assert same.snapshot() == registry.snapshot() and same.names() == registry.names()
        assert same.endpoint == "" and empty.names() == ()
        assert same.resolver.resolve("app") == registry.resolver.resolve("app")
    policy = Policy(allow_prerelease=True)
    options: dict[str, Any] = {"tier": "acme", "policy": policy, "signing_key": bytes(32), "clock": 7}
    with Registry.from_lines(LINES, **options) as acme, Registry(path, **options) as opened:
        assert (acme.source, acme.policy) == ("acme", policy)
        assert acme.snapshot() == opened.snapshot() and acme.public_key == opened.public_key
        assert acme.yank("core", "1.9.0").snapshot.time == 7
    with pytest.raises(FormatError, match="line 6"):
        Registry.from_lines(LINES + "{")
    wrong: Any
    for wrong in (None, LINES.encode(), path):
        with pytest.raises(ArgumentError, match="lines: must be the text of a registry file"):
            Registry.from_lines(wrong)
    with pytest.raises(ArgumentError, match="tier: must be the name of a source"):
        Registry.from_lines(LINES, tier=5)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="did you mean 'clock'"):
        Registry.from_lines(LINES, clocks=5)  # type: ignore[call-arg]
    with pytest.warns(ResourceWarning, match="unclosed <Registry ''>"):
        Registry.from_lines(LINES)
        gc.collect()


def test_the_policy_it_was_opened_with(registry: Registry, path: Path) -> None:
    assert registry.policy == Policy() == registry.at(1).policy
    with Registry(path, policy=Policy(overrides={"core": "^1"}, max_fault=2)) as strict:
        assert strict.policy == Policy(overrides={"core": "^1"}, max_fault=2)
    with pytest.raises(StateError):
        _ = strict.policy


def test_a_handle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Registry(str(path))
    assert registry.endpoint == str(path) and repr(registry) == f"<Registry {str(path)!r}>"
    registry.close()
    registry.close()
    assert registry.closed and repr(registry).endswith(" closed>")
    for use in (
        registry.names, registry.snapshot, lambda: registry.resolver, lambda: registry.at(1),
        registry.faults, registry.check_stale, lambda: registry.subscribe("core"),
        lambda: registry.handle_fault("core", "1.0.0", 1), lambda: registry.gate("core", "1.0.0"),
        lambda: registry.gate_publish("{}"), lambda: registry.advance_clock(1),
    ):  # fmt: skip
        with pytest.raises(StateError) as caught:
            use()
        assert caught.value.code == Code.CLOSED
    monkeypatch.setenv("DIRAM_REGISTRY", str(path))
    with Registry.from_env() as named:
        assert named.endpoint == str(path)
    assert PyRegistry is Registry


def test_the_service_is_not_there_yet() -> None:
    for endpoint in ((), ("https://me:secret@r.obinexus.org/live",)):
        with pytest.raises(FormatError) as caught:
            Registry(*endpoint)
        assert caught.value.code == Code.UNSUPPORTED and ".ndjson" in (caught.value.hint or "")
        assert "secret" not in str(caught.value)
    with pytest.raises(StorageError) as missing:
        Registry("missing.ndjson")
    assert missing.value.errno == 2 and missing.value.filename == "missing.ndjson"


def test_forgetting_to_close_is_told(path: Path) -> None:
    with pytest.warns(ResourceWarning, match="unclosed <Registry"):
        Registry(path)
        gc.collect()
    with Registry(path) as registry:
        registry.at(1).names()
        gc.collect()


def test_readers_and_writers_together(registry: Registry) -> None:
    failures: list[BaseException] = []

    def guarded(work: Any) -> None:
        try:
            work()
        except BaseException as failure:
            failures.append(failure)

    def write(line: int) -> None:
        for number in range(20):
            registry.publish({"name": f"p{line}", "version": f"1.{number}.0", "deps": {}})

    def read() -> None:
        for _ in range(50):
            assert registry.resolver.resolve("app", certificate=False).feasible

    works = [lambda n=n: write(n) for n in range(4)] + [read, read]
    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures and registry.snapshot().seq == 81
    assert [len(registry.versions(f"p{line}")) for line in range(4)] == [20] * 4
