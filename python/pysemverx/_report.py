"""What all reports have in common."""

from __future__ import annotations

import base64
import dataclasses
import enum
import json
import keyword
from typing import Any, Callable, ClassVar, Mapping, TypeVar

from ._fault import FaultState
from ._frozen import FrozenMap
from ._version import Version

R = TypeVar("R", bound="Report")


class Report:
    """The base of every report."""

    __slots__ = ()
    _nested: ClassVar[Mapping[str, Callable[..., Any]]] = {}
    """What makes a field of its JSON, where they differ: of each item of a list or a dictionary."""

    def to_dict(self) -> dict[str, Any]:
        """The report as a dictionary of JSON types."""
        return {
            field.name.removesuffix("_"): _plain(getattr(self, field.name))
            for field in dataclasses.fields(self)  # type: ignore[arg-type]  # every subclass is one
        }

    @classmethod
    def _from_json(cls: type[R], text: str) -> R:
        return cls._from_dict(json.loads(text))

    @classmethod
    def _list_from_json(cls: type[R], text: str) -> tuple[R, ...]:
        return tuple(map(cls._from_dict, json.loads(text)))

    @classmethod
    def _from_dict(cls: type[R], values: dict[str, Any]) -> R:
        return cls(**{_field(name): _immutable(cls._nested.get(name), v) for name, v in values.items()})


def _field(name: str) -> str:
    """The field for a key; ``from`` cannot be one."""
    return f"{name}_" if keyword.iskeyword(name) else name


def _plain(value: Any) -> Any:
    if isinstance(value, Report):
        return value.to_dict()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, FrozenMap):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Version):
        return str(value)
    if isinstance(value, FaultState):
        return value.name
    if isinstance(value, enum.Enum):
        return value.value
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _immutable(make: Callable[..., Any] | None, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_immutable(make, item) for item in value)
    if isinstance(value, dict):
        if isinstance(make, type) and issubclass(make, Report):
            return make._from_dict(value)
        return FrozenMap({key: _immutable(make, item) for key, item in value.items()})
    return value if make is None or value is None else make(value)
