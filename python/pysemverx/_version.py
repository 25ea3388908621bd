"""One version: a value that compares without leaving Python."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, final

from . import _native
from ._sources import wrong
from .errors import VersionError

_new = object.__new__


@final
class Version:
    """A SemVerX version: three numbers, each with a state.

    ::

        v = Version("2.1.0.experimental-rc.1")
        v.minor, v.states[1], v.pre          # 1, 'experimental', 'rc.1'
        str(v)                               # '2.experimental.1.experimental.0.experimental-rc.1'
        v < Version("2.1.0")                 # True

    It is read from its canonical form (six fields), the short one (``1.2.3.legacy``) or a plain
    SemVer one (``1.2.3``: all stable). Immutable. Order, equality and hash ignore the build;
    :meth:`identical` looks at it. ``Version("1.2.3") == "1.2.3"`` is false, ``<`` with a text is a
    :class:`TypeError`: parse first.

    :param text: the version
    :raises VersionError: not a version; ``column`` says where, ``suggestion`` what may be meant
    """

    __slots__ = ("_facts",)

    _facts: _native._Facts

    def __new__(cls, text: str) -> Version:
        if not isinstance(text, str):
            raise wrong("text", "the text of a version", text)
        version = _new(cls)
        _put(version, _native.version_parse(text))
        return version

    @staticmethod
    def try_parse(text: str) -> Version | None:
        """The version, or ``None`` when ``text`` is not one."""
        try:
            return Version(text)
        except VersionError:
            return None

    @staticmethod
    def from_semver(text: str) -> Version:
        """Reads SemVer 2.0.0 and nothing else.

        :raises VersionError: not SemVer
        """
        if not isinstance(text, str):
            raise wrong("text", "the text of a version", text)
        version = _new(Version)
        _put(version, _native.version_from_semver(text))
        return version

    @property
    def major(self) -> int:
        """The first number, at most 2**53 - 1."""
        return self._facts[2]

    @property
    def minor(self) -> int:
        """The second number."""
        return self._facts[3]

    @property
    def patch(self) -> int:
        """The third number."""
        return self._facts[4]

    @property
    def states(self) -> tuple[str, str, str]:
        """The states of major, minor and patch: ``stable``, ``experimental``, ``legacy`` or a name
        of the publisher's own."""
        return self._facts[5]

    @property
    def state(self) -> str:
        """The overall state: the lowest of the three."""
        return self._facts[6]

    @property
    def pre(self) -> str | None:
        """The pre-release tail without its ``-``."""
        return self._facts[7]

    @property
    def build(self) -> str | None:
        """The build without its ``+``."""
        return self._facts[8]

    @property
    def is_stable(self) -> bool:
        """Whether all three states are stable and there is no tail."""
        return self._facts[9]

    @property
    def sort_key(self) -> bytes:
        """ASCII bytes that sort as the versions do, and are equal for equal versions."""
        return self._facts[0]

    def identical(self, other: Version) -> bool:
        """Equality that looks at the build too."""
        return self._facts[0] == other._facts[0] and self._facts[8] == other._facts[8]

    def to_plain(self) -> str | None:
        """The SemVer text that means the same; ``None`` unless all states are stable."""
        return _native.version_forms(self._facts[1])[0]

    def to_compact(self) -> str:
        """The shortest text that means the same: plain, short or canonical."""
        return _native.version_forms(self._facts[1])[1]

    def to_semver(self) -> str:
        """A SemVer text for tools that know nothing else: it keeps the order and never maps two
        versions alike, but does not parse back."""
        return _native.version_forms(self._facts[1])[2]

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON types, with the same keys in every language."""
        view: dict[str, Any] = json.loads(_native.version_view(self._facts[1]))
        return view

    def __str__(self) -> str:
        return self._facts[1]

    def __repr__(self) -> str:
        return f"Version({self._facts[1]!r})"

    def __format__(self, spec: str) -> str:
        return format(self._facts[1], spec)

    def __hash__(self) -> int:
        return hash(self._facts[0])

    def __eq__(self, other: object) -> bool:
        return self._facts[0] == other._facts[0] if isinstance(other, Version) else NotImplemented

    def __lt__(self, other: Version) -> bool:
        return self._facts[0] < other._facts[0] if isinstance(other, Version) else NotImplemented

    def __le__(self, other: Version) -> bool:
        return self._facts[0] <= other._facts[0] if isinstance(other, Version) else NotImplemented

    def __gt__(self, other: Version) -> bool:
        return self._facts[0] > other._facts[0] if isinstance(other, Version) else NotImplemented

    def __ge__(self, other: Version) -> bool:
        return self._facts[0] >= other._facts[0] if isinstance(other, Version) else NotImplemented

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __copy__(self) -> Version:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Version:
        return self

    def __reduce__(self) -> tuple[type[Version], tuple[str]]:
        return Version, (self._facts[1],)


# Assigning is forbidden; this is the way around that.
_put = vars(Version)["_facts"].__set__


def text_of(argument: str, version: Version | str) -> str:
    """The text of what stands for a version: itself, or a version that was parsed."""
    if isinstance(version, str):
        return version
    if isinstance(version, Version):
        return version._facts[1]
    raise wrong(argument, "a Version or its text", version)
