"""Every error that pysemverx raises.

All of them are :class:`DiramError`. A class covers whole codes: catch by class, switch by
:attr:`DiramError.code`. Where a builtin class means the same, an error is that too, so
``except ValueError`` or ``except OSError`` keep working::

    try:
        package.unpack("restored")
    except CoherenceError as error:
        print(error, error.hint, error.details["measured"])

Errors survive pickling, so they may cross process borders.
"""

from __future__ import annotations

import enum
import json
from typing import Any

__all__ = [
    "ArgumentError",
    "Cancelled",
    "Code",
    "CoherenceError",
    "DeadlineExceeded",
    "DiramError",
    "FormatError",
    "IntegrityError",
    "InternalError",
    "LostError",
    "MessageError",
    "NetworkError",
    "OutOfMemory",
    "RateLimitExceeded",
    "RecoveryError",
    "RegistryError",
    "ResolutionError",
    "SemverxError",
    "ShardError",
    "StateError",
    "StorageError",
    "StoreUnknown",
    "TooManyObservers",
    "VersionError",
]


class Code(enum.IntEnum):
    """The number of everything that can go wrong: the same in every language, never reused."""

    ARGUMENT = 1
    UTF8 = 2
    LIMIT = 3
    CLOSED = 4
    SHORT_BUFFER = 5
    STATE = 6
    BUSY = 7
    CANCELLED = 8
    DEADLINE = 9
    FORMAT = 10
    TRUNCATED = 11
    CORRUPT = 12
    TRAILING = 13
    OUTPUT_LIMIT = 14
    UNSUPPORTED = 15
    COHERENCE = 20
    LOST = 21
    INTEGRITY = 22
    CONFLICTING_PARTS = 23
    UNSAFE_PATH = 24
    TOO_LARGE = 25
    VERSION = 30
    RANGE = 31
    NO_SOLUTION = 32
    NOT_FOUND = 33
    CYCLE = 34
    FAULT = 35
    GATE = 36
    CERTIFICATE = 37
    EXISTS = 38
    YANKED = 39
    TOO_MANY_OBSERVERS = 40
    RATE_LIMIT = 41
    PLUGIN = 42
    SNAPSHOT = 43
    POLICY = 44
    LOCK_FILE = 45
    BUDGET = 46
    CHUNK = 50
    KEY = 51
    MANIFEST = 52
    NOT_ENOUGH_NODES = 53
    CHUNK_LOST = 54
    UNJOIN_REFUSED = 55
    METHOD = 60
    STORE_UNKNOWN = 61
    STORE_BROKEN = 62
    TEMPLATE = 63
    AUDIT = 64
    STRICT = 65
    CONNECT = 70
    TLS = 71
    HTTP = 72
    AUTH = 73
    FORBIDDEN = 74
    PROTOCOL = 75
    IO = 80
    NO_SPACE = 81
    PERMISSION = 82
    LOCKED = 83
    MEMORY = 97
    POISONED = 98
    PANIC = 99


_RETRYABLE = frozenset({Code.BUSY, Code.DEADLINE, Code.RATE_LIMIT, Code.CONNECT, Code.LOCKED})


class DiramError(Exception):
    """What every error of pysemverx is.

    :ivar code: what went wrong, as a :class:`Code`
    :ivar message: what was wrong and where (also ``str(error)``)
    :ivar hint: what to do next, or ``None``
    :ivar details: the facts behind the message, made of JSON types
    """

    code: Code
    message: str
    hint: str | None
    details: dict[str, Any]

    def __init__(
        self,
        code: Code,
        message: str,
        hint: str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.details = {} if details is None else details

    @property
    def status(self) -> int:
        """The code as a plain number."""
        return int(self.code)

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later without any change."""
        return self.code in _RETRYABLE

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code.name}: {self.message!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        arguments = (self.code, self.message, self.hint, self.details)
        return type(self), arguments, vars(self)


SemverxError = DiramError
"""The same class under the package's own name."""


class ArgumentError(DiramError, ValueError):
    """A wrong argument; ``details["argument"]`` names it."""


class StateError(DiramError, RuntimeError):
    """A handle that is closed, in use, or cannot do this now."""


class Cancelled(DiramError):
    """Cancelled by a :class:`pysemverx.CancelToken`."""


class DeadlineExceeded(DiramError, TimeoutError):
    """Not finished within ``timeout``."""


class FormatError(DiramError, ValueError):
    """Input that is not what it should be: malformed, cut short, too long, too new."""


class RecoveryError(DiramError):
    """Bytes that cannot be given back, or must not be."""


class CoherenceError(RecoveryError):
    """A component below the coherence threshold; ``salvage=True`` may still give it back."""

    @property
    def measured(self) -> float:
        """The component's coherence."""
        return float(self.details["measured"])

    @property
    def required(self) -> float:
        """The threshold."""
        return float(self.details["required"])

    @property
    def recoverable(self) -> bool:
        """Whether ``salvage=True`` gives everything back."""
        return bool(self.details["recoverable"])


class LostError(RecoveryError):
    """More is gone than the parity can give back."""

    @property
    def components(self) -> tuple[str, ...]:
        """The names of the lost components, as far as they are known."""
        return tuple(self.details.get("components", ()))


class IntegrityError(RecoveryError):
    """Bytes that a hash refuses."""


class VersionError(DiramError, ValueError):
    """Not a version, or not a version range."""

    @property
    def text(self) -> str:
        """The text, shortened if it is long."""
        return str(self.details["text"])

    @property
    def column(self) -> int:
        """Where it is wrong, in characters from 1."""
        return int(self.details["column"])

    @property
    def suggestion(self) -> str | None:
        """What may have been meant."""
        suggestion: str | None = self.details["suggestion"]
        return suggestion


class ResolutionError(DiramError):
    """A name that does not exist, or requirements that cannot be met.

    ``ResolutionError("why")`` alone is one with the code ``NO_SOLUTION``.
    """

    def __init__(
        self,
        code: Code | str | None,
        message: str | None = None,
        hint: str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        if message is None or not isinstance(code, Code):
            code, message = Code.NO_SOLUTION, str(code if message is None else message)
        super().__init__(code, message, hint, details)

    @property
    def near_names(self) -> tuple[str, ...]:
        """Names or versions close to what does not exist."""
        return tuple(self.details.get("near", ()))


class RegistryError(DiramError):
    """What a registry or a target refuses: already there, yanked, against a policy."""


class TooManyObservers(RegistryError):
    """The observer limit of a package is reached."""


class RateLimitExceeded(RegistryError):
    """Too many updates in too short a time."""

    @property
    def retry_after(self) -> float | None:
        """Seconds until the same change is taken; ``None`` if it never is (a rate of 0)."""
        after: float | None = self.details.get("retry_after")
        return after


class ShardError(DiramError):
    """Chunks, keys, manifests and nodes."""


class MessageError(DiramError, ValueError):
    """Messages, templates, stores and audit logs."""


class StoreUnknown(MessageError):
    """The payload needs a template store that is not loaded."""


class NetworkError(DiramError, OSError):
    """No connection, or a peer that answers wrongly."""


class StorageError(DiramError, OSError):
    """Local input or output failed; ``errno`` and ``filename`` are those of the system."""

    def __init__(
        self,
        code: Code,
        message: str,
        hint: str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(code, message, hint, details)
        self.errno: int | None = self.details.get("errno")
        self.filename: str | None = self.details.get("path") or None


class InternalError(DiramError, RuntimeError):
    """A bug in diram, caught before it could do harm."""


class OutOfMemory(InternalError, MemoryError):
    """No memory for the result."""


_BY_NUMBER: tuple[tuple[range, type[DiramError]], ...] = (
    (range(1, 10), ArgumentError),
    (range(10, 20), FormatError),
    (range(20, 30), RecoveryError),
    (range(30, 32), VersionError),
    (range(32, 38), ResolutionError),
    (range(38, 46), RegistryError),
    (range(46, 47), ResolutionError),
    (range(50, 60), ShardError),
    (range(60, 70), MessageError),
    (range(70, 80), NetworkError),
    (range(80, 90), StorageError),
)
_BY_CODE: dict[Code, type[DiramError]] = {
    Code.CLOSED: StateError,
    Code.STATE: StateError,
    Code.BUSY: StateError,
    Code.POISONED: StateError,
    Code.CANCELLED: Cancelled,
    Code.DEADLINE: DeadlineExceeded,
    Code.COHERENCE: CoherenceError,
    Code.LOST: LostError,
    Code.INTEGRITY: IntegrityError,
    Code.TOO_MANY_OBSERVERS: TooManyObservers,
    Code.RATE_LIMIT: RateLimitExceeded,
    Code.STORE_UNKNOWN: StoreUnknown,
    Code.MEMORY: OutOfMemory,
}


def class_of(code: Code) -> type[DiramError]:
    """The class that is raised for ``code``."""
    exact = _BY_CODE.get(code)
    if exact is not None:
        return exact
    return next((cls for numbers, cls in _BY_NUMBER if code in numbers), InternalError)


def from_native(number: int, message: str, hint: str | None, details: str) -> DiramError:
    """The error that the native module describes; ``details`` is a JSON object."""
    code = Code(number)
    return class_of(code)(code, message, hint, json.loads(details))
