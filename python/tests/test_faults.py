from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from pysemverx import (
    ArgumentError,
    Code,
    FaultCause,
    FaultLevel,
    FaultState,
    Policy,
    RecoveryAction,
    Registry,
    RegistryError,
    ResolutionError,
    Version,
    _native,
)
from pysemverx.registry import Gate, GateOutcome, GateVerdict
from pysemverx.reports import Report

SHA256 = "ab" * 32
LINES = """
{"name":"core","version":"1.0.0","deps":{},"sha256":"%s","published":100}
{"name":"core","version":"1.1.0","deps":{}}
""" % SHA256
ENTRY = {"name": "core", "version": "1.2.0", "deps": {}, "sha256": SHA256}


@pytest.fixture
def registry() -> Iterator[Registry]:
    with Registry.from_lines(LINES, clock=1_000) as opened:
        yield opened


def test_levels_and_causes_are_the_cores() -> None:
    assert [(cause.value, cause.level) for cause in FaultCause] == _native.FAULT_CAUSES
    of_levels = [(level.action, level.freezes, level.rolls_back) for level in FaultLevel]
    assert of_levels == _native.RECOVERY_ACTIONS
    assert {level.action for level in FaultLevel} == set(RecoveryAction)


def test_a_fault_rises(registry: Registry) -> None:
    report = registry.handle_fault("core", "1.0.0", "advisory_high")
    assert (report.name, report.version, report.before) == ("core", Version("1.0.0"), 0)
    assert (report.fault, report.fault_state) == (9, FaultState.DANGER)
    assert report.action is RecoveryAction.REQUEST_MANUAL_REVIEW and report.frozen
    assert report.snapshot.seq == 2 and report.rolled_back_to is None and report.undone == ()
    for lower in (3, FaultLevel.MEDIUM_HIGH_DANGER, FaultCause.STALE):
        again = registry.handle_fault("core", Version("1.0.0"), lower)
        assert (again.before, again.fault, again.snapshot.seq) == (9, 9, 2)
    (waiting,) = registry.faults(6)
    assert (waiting.version, waiting.fault_name) == (Version("1.0.0"), "MEDIUM_HIGH_DANGER")
    registry.handle_fault("core", "1.1.0", 1)
    assert [fault.fault for fault in registry.faults()] == [9, 1]
    assert registry.faults(17) == ()


def test_a_fault_of_integrity_keeps_what_was_sound(registry: Registry) -> None:
    registry.publish(ENTRY)
    registry.set_fault("core", "1.2.0", 6)
    report = registry.handle_fault("core", "1.2.0", FaultCause.HASH_MISMATCH)
    assert (report.rolled_back_to, report.undone) == (None, ())
    assert registry.info("core", "1.2.0").fault == 13


def test_a_fault_of_a_new_version_undoes_it(registry: Registry) -> None:
    registry.publish({**ENTRY, "fault": 7})
    report = registry.handle_fault("core", "1.2.0", 17)
    assert (report.rolled_back_to, report.undone) == (1, (Version("1.2.0"),))
    with pytest.raises(RegistryError) as caught:
        registry.publish(ENTRY)
    assert caught.value.code is Code.EXISTS
    assert registry.publish({**ENTRY, "version": "1.3.0"}).snapshot.seq == 4


def test_wrong_faults(registry: Registry) -> None:
    for wrong, why in (
        (18, "0"), (-1, "fault must be within"), ("hash_missmatch", "no cause"), (None, "a level"),
    ):  # fmt: skip
        given: Any = wrong
        with pytest.raises(ArgumentError, match=why):
            registry.handle_fault("core", "1.0.0", given)
    with pytest.raises(ArgumentError) as near:
        registry.handle_fault("core", "1.0.0", "hash_missmatch")
    assert near.value.hint == "did you mean hash_mismatch?"
    with pytest.raises(ResolutionError):
        registry.handle_fault("core", "9.0.0", 3)
    with pytest.raises(ArgumentError):
        registry.faults(18)


def verdicts(registry: Registry, version: str = "1.0.0", **options: Any) -> dict[Gate, GateVerdict]:
    report = registry.gate("core", version, **options)
    return {check.gate: check.verdict for check in report.gates}


def test_gates_of_an_install(registry: Registry) -> None:
    report = registry.gate("core", Version("1.0.0"))
    assert [check.gate for check in report.gates] == list(Gate)
    assert report.outcome is GateOutcome.VALID and report.proof is None
    assert all(check.reason for check in report.gates)
    assert [report.verdict(gate) for gate in Gate] == [check.verdict for check in report.gates]
    assert verdicts(registry, sha256=SHA256.upper())[Gate.INTEGRITY] == "VALID"
    assert verdicts(registry, sha256="cd" * 32)[Gate.INTEGRITY] == "INCOHERENT"
    assert verdicts(registry, coherence=953)[Gate.INTEGRITY] == "INCOHERENT"
    assert verdicts(registry, coherence=954)[Gate.INTEGRITY] == "VALID"
    gone = registry.gate("cor", "1.0.0")
    assert gone.outcome is GateOutcome.INSUFFICIENT and gone.near == ("core",)
    assert gone.proof is not None and not gone.proof.present
    hidden = registry.gate("core", "1.0.0", may_list=False)
    assert hidden.proof is None and hidden.near == ()
    assert registry.gate("no name!", "1").gates[0].verdict is GateVerdict.INCOHERENT
    registry.set_fault("core", "1.0.0", 12)
    assert verdicts(registry)[Gate.FAULT] is GateVerdict.INCOHERENT


def test_gates_know_the_time() -> None:
    with Registry.from_lines(LINES, clock=100, policy=Policy(min_release_age=60)) as registry:
        assert verdicts(registry)[Gate.COOLDOWN] == "INSUFFICIENT"
        assert verdicts(registry, now=160)[Gate.COOLDOWN] == "VALID"


def test_gates_of_a_publish(registry: Registry) -> None:
    assert registry.gate_publish(ENTRY).outcome is GateOutcome.VALID
    taken = registry.gate_publish({**ENTRY, "version": "1.0.0"})
    assert taken.gates[2].verdict is GateVerdict.INCOHERENT
    assert registry.gate_publish("{").gates[0].verdict is GateVerdict.INCOHERENT
    registry.publish({**ENTRY, "name": "app", "deps": {"core": "*"}})
    typo = {**ENTRY, "name": "cor-e"}
    assert registry.gate_publish(typo).near == ()
    near = registry.gate_publish(typo, guarded_dependents=1)
    assert near.near == ("core",) and near.gates[3].verdict is GateVerdict.INSUFFICIENT


def test_receipts_hold_gates(registry: Registry) -> None:
    receipt = registry.publish({"name": "core", "version": "2.0.0", "deps": {}})
    assert receipt.gates is not None and receipt.gates.outcome is GateOutcome.INSUFFICIENT
    assert registry.yank("core", "2.0.0").gates is None


def test_a_gated_registry_refuses() -> None:
    experimental = {**ENTRY, "version": "1.2.0.experimental"}
    with Registry.from_lines(LINES, gated=True) as registry:
        with pytest.raises(ResolutionError) as caught:
            registry.publish(experimental)
        assert caught.value.code is Code.GATE and caught.value.details["outcome"] == "INCOHERENT"
        assert len(caught.value.details["gates"]) == 8
        registry.publish({"name": "core", "version": "1.2.0", "deps": {}})
    with Registry.from_lines(LINES, gated=True, policy=Policy(strict=True)) as registry:
        with pytest.raises(ResolutionError, match="checksum|sha256"):
            registry.publish({"name": "core", "version": "1.2.0", "deps": {}})
        registry.publish(ENTRY)


def test_wrong_measurements(registry: Registry) -> None:
    for options in ({"sha256": "ab"}, {"coherence": 1001}, {"coherence": -1}, {"now": -1}):
        wrong: Any = options
        with pytest.raises(ArgumentError):
            registry.gate("core", "1.0.0", **wrong)
    with pytest.raises(ArgumentError, match=r"Registry\.gate.*did you mean 'sha256'"):
        registry.gate("core", "1.0.0", sha265="")  # type: ignore[call-arg]


def test_every_report_is_a_value(registry: Registry) -> None:
    reports: list[Report] = [
        registry.handle_fault("core", "1.0.0", 9), registry.faults()[0],
        registry.gate("core", "1.0.0"), registry.gate("cor", "1.0.0"), registry.publish(ENTRY),
    ]  # fmt: skip
    for report in reports:
        as_json = report.to_dict()
        again = type(report)._from_json(json.dumps(as_json))
        assert again == report and hash(again) == hash(report) and again.to_dict() == as_json
        assert pickle.loads(pickle.dumps(report)) == report
