"""What a root allows, as a value."""

from __future__ import annotations

import dataclasses
import datetime
import json
from typing import Any, Literal, Mapping

from . import _native
from ._frozen import FrozenMap
from ._keywords import checked
from ._sources import refused, wrong

AutoUpdate = Literal["off", "opt-in", "mandatory"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Policy:
    """What a root allows beyond what ranges say. Only the root's own policy counts.

    ::

        Policy(allow_experimental=True, min_release_age="3d", overrides={"left": "^2"})

    Immutable; compared, hashed and pickled by meaning.

    :raises RegistryError: (code ``POLICY``) a value that cannot be
    """

    allow_experimental: bool | None = None
    """Experimental states: true admits them everywhere, ``None`` where a range names them, false
    nowhere except in an exact pin of the root."""
    allow_legacy: bool | None = None
    """The same for legacy states."""
    allow_prerelease: bool = False
    """Whether versions with a tail are admitted wherever the bounds admit them, instead of only
    where a range names their numbers with a tail."""
    auto_update: AutoUpdate = "opt-in"
    """What happens when a newer version is published: nothing, an offer, or it is taken."""
    max_update_rate: int = 5
    """The most updates accepted a second."""
    min_release_age: int | str | datetime.timedelta | None = None
    """How old a release must be: seconds, a text such as ``"3d"``, ``"12h"``, ``"30m"``, or a
    ``timedelta``; seconds when read back."""
    max_fault: int = 5
    """The worst fault level that is still a candidate, 0 to 17."""
    lines: Literal["major"] | None = None
    """``"major"``: one version for each major number and its state may stand side by side;
    ``None``: one version a package."""
    sources: Mapping[str, str] | None = None
    """Where packages come from: an exact name, or the beginning of names and ``*``, to one source."""
    overrides: Mapping[str, Any] | None = None
    """Ranges (or their texts) that replace, by package name, whatever is required of it; canonical
    texts when read back."""
    budget: int = 1_000_000
    """The most steps a resolution may take."""
    strict: bool = False
    """Whether checks that otherwise report refuse."""
    _json: str = dataclasses.field(init=False, repr=False)

    def __post_init__(self) -> None:
        given = {f.name: _plain(f.name, getattr(self, f.name)) for f in _FIELDS}
        canonical = _native.policy_canonical(json.dumps(given, default=_refuse))
        object.__setattr__(self, "_json", canonical)
        settled = json.loads(canonical)
        for f in _FIELDS:  # all of them: nothing of the caller's stays
            value = settled.get(f.name, f.default)
            frozen = FrozenMap(value) if isinstance(value, dict) else value
            object.__setattr__(self, f.name, frozen)

    @staticmethod
    def from_json(text: str) -> Policy:
        """Reads a JSON object with the fields as keys; those left out keep their default.

        :raises RegistryError: (code ``POLICY``) an unknown key, with the nearest known one, or a
            value that cannot be
        """
        if not isinstance(text, str):
            raise wrong("text", "JSON text", text)
        return Policy(**json.loads(_native.policy_canonical(text)))

    def to_json(self) -> str:
        """Canonical JSON: keys in order, those with default values left out."""
        return self._json

    def to_dict(self) -> dict[str, Any]:
        """Every field as JSON types."""
        return {f.name: _plain(f.name, getattr(self, f.name)) for f in _FIELDS}

    def __eq__(self, other: object) -> bool:
        return self._json == other._json if isinstance(other, Policy) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._json)

    def __copy__(self) -> Policy:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Policy:
        return self

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return Policy.from_json, (self._json,)


Policy.__init__ = checked(Policy.__init__)  # type: ignore[method-assign]  # names the nearest field

_FIELDS = tuple(f for f in dataclasses.fields(Policy) if f.init)


def _plain(name: str, value: Any) -> Any:
    """A field's value as JSON types; the native half judges it."""
    if isinstance(value, datetime.timedelta):
        seconds = value.total_seconds()
        if seconds != int(seconds):
            raise refused(name, f"must be whole seconds, not {value}")
        return int(seconds)
    if isinstance(value, Mapping):
        return {_text(name, key): _entry(one) for key, one in value.items()}
    if value is None or isinstance(value, (bool, int, str)):
        return value
    raise wrong(name, "a value that JSON has", value)


def _refuse(value: object) -> object:
    raise wrong("policy", "made of what JSON has, and ranges", value)


def _text(name: str, key: object) -> str:
    if not isinstance(key, str):
        raise wrong(name, "a mapping from names", key)
    return key


def _entry(value: object) -> object:
    from ._range import VersionRange  # which is made with policies in mind

    return str(value) if isinstance(value, VersionRange) else value


def json_of(policy: Policy | None) -> str | None:
    """The form in which a policy crosses; ``None`` is the default one."""
    if policy is None:
        return None
    if isinstance(policy, Policy):
        return policy._json
    raise wrong("policy", "a Policy", policy)
