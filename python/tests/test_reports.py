from __future__ import annotations

import copy
import dataclasses
import inspect
import io
import json
import pickle

import pytest
from damage import without

from pysemverx import (
    Package,
    _fault_reports,
    _gate_reports,
    _lock_reports,
    _plugin,
    _range,
    _registry_reports,
    _resolution,
    _strategy_reports,
    _update,
    check_part,
    pack,
    registry,
    reports,
    resolve,
    versions,
)
from pysemverx.reports import Report

DEFINING = (
    reports, _range, _resolution, _registry_reports, _gate_reports, _fault_reports, _lock_reports,
    _plugin, _strategy_reports, _update,
)  # fmt: skip
PUBLIC = (reports, versions, resolve, registry)
EVERY = [
    value for module in DEFINING for value in vars(module).values()
    if inspect.isclass(value) and issubclass(value, Report) and value.__module__ == module.__name__
]  # fmt: skip


def real(package: bytes) -> list[Report]:
    """One of everything a call can give, with something in every list."""
    damaged = without(package, [1])
    with Package.open(damaged) as opened:
        found: list[Report] = [opened.verify(), opened.heal(io.BytesIO()), opened.entries()[0]]
        found += [opened.components()[0]]
    found += [check_part(package[:6000]), pack(io.BytesIO(b"text"), io.BytesIO())]
    return found


def test_the_same_value_in_every_form(package: bytes) -> None:
    for report in real(package):
        as_json = report.to_dict()
        again = type(report)._from_json(json.dumps(as_json))
        assert again == report and hash(again) == hash(report)
        assert pickle.loads(pickle.dumps(report)) == report == copy.deepcopy(report)


def test_bytes_are_base64_in_json() -> None:
    built = reports.Reconstructed(b"\0\1", 1.0, (3,))
    assert built.to_dict() == {"data": "AAE=", "coherence": 1.0, "recovered": [3]}


@pytest.mark.parametrize("cls", EVERY)
def test_frozen_and_slotted(cls: type[Report]) -> None:
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    names = [field.name for field in dataclasses.fields(cls)]  # type: ignore[arg-type]
    value = cls(*[0 for _ in names])
    assert not hasattr(value, "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, names[0], 1)


def test_everything_is_exported() -> None:
    exported = {getattr(module, name) for module in PUBLIC for name in module.__all__}
    assert set(EVERY) <= exported
