from __future__ import annotations

import copy
import pickle

import pytest

from pysemverx import _native, errors
from pysemverx.errors import Code, DiramError, class_of

BUILTIN = {
    "ArgumentError": ValueError,
    "StateError": RuntimeError,
    "DeadlineExceeded": TimeoutError,
    "FormatError": ValueError,
    "VersionError": ValueError,
    "MessageError": ValueError,
    "NetworkError": OSError,
    "StorageError": OSError,
    "InternalError": RuntimeError,
}


def made(code: Code) -> DiramError:
    details = {"path": "a/b", "errno": 28, "measured": 0.9, "required": 0.954, "recoverable": True}
    return class_of(code)(code, "what was wrong", "what to do", details)


def test_codes_are_the_cores() -> None:
    assert [(c.value, c.name) for c in Code] == [row[:2] for row in _native.CODES]


@pytest.mark.parametrize(("number", "name", "cls", "retryable"), _native.CODES)
def test_every_code_has_its_class(number: int, name: str, cls: str, retryable: bool) -> None:
    error = made(Code(number))
    assert error.retryable == retryable
    named = getattr(errors, cls)
    if number == Code.MEMORY:
        assert isinstance(error, named) and isinstance(error, MemoryError)
    else:
        assert type(error) is named


@pytest.mark.parametrize(("name", "above"), _native.CLASSES)
def test_the_tree_is_the_cores(name: str, above: str | None) -> None:
    cls = getattr(errors, name)
    assert cls.__bases__[0] is getattr(errors, above or "DiramError")
    builtin = BUILTIN.get(name)
    assert builtin is None or issubclass(cls, builtin)


@pytest.mark.parametrize("code", Code)
def test_survives_pickling_and_copying(code: Code) -> None:
    error = made(code)
    error.shelf = "extra"  # type: ignore[attr-defined]
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert (again.code, again.message, again.hint) == (code, "what was wrong", "what to do")
        assert again.details == error.details and again.args == error.args
        assert vars(again)["shelf"] == "extra"
        assert str(again) == "what was wrong" and again.status == int(code)
    assert repr(error) == f"{type(error).__name__}({code.name}: 'what was wrong')"


def test_a_storage_error_is_the_systems() -> None:
    again = pickle.loads(pickle.dumps(made(Code.NO_SPACE)))
    assert isinstance(again, OSError)
    assert (again.errno, again.filename) == (28, "a/b")


def test_facts_as_attributes() -> None:
    error = made(Code.COHERENCE)
    assert isinstance(error, errors.CoherenceError)
    assert (error.measured, error.required, error.recoverable) == (0.9, 0.954, True)


def test_one_base_under_two_names() -> None:
    assert errors.SemverxError is DiramError


def test_everything_is_exported() -> None:
    defined = {
        name for name, value in vars(errors).items()
        if isinstance(value, type) and value.__module__ == errors.__name__
    }  # fmt: skip
    assert set(errors.__all__) == defined | {"SemverxError"}
