"""Unknown keywords are an error of ours that names the nearest known one."""

from __future__ import annotations

import difflib
import functools
import inspect
from typing import Callable, ParamSpec, TypeVar

from .errors import ArgumentError, Code

P = ParamSpec("P")
R = TypeVar("R")

_NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Wraps a function so that a keyword it does not know raises :class:`ArgumentError`."""
    parameters = inspect.signature(function).parameters.values()
    known = {p.name for p in parameters if p.kind in _NAMED and p.name not in ("self", "cls")}

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if kwargs and not known.issuperset(kwargs):
            raise _unknown(_shown(function.__qualname__), sorted(kwargs.keys() - known)[0], known)
        return function(*args, **kwargs)

    return call


def _shown(qualified: str) -> str:
    """The name under which users know it."""
    where, _, name = qualified.rpartition(".")
    return f"Registry.{name}" if where in ("Changes", "Watching") else qualified


def _unknown(where: str, keyword: str, known: set[str]) -> ArgumentError:
    nearest = difflib.get_close_matches(keyword, known, n=1)
    hint = f"did you mean {nearest[0]!r}?" if nearest else f"known are {', '.join(sorted(known))}"
    return ArgumentError(
        Code.ARGUMENT,
        f"{where}() knows no argument {keyword!r}; {hint}",
        hint,
        {"argument": keyword, "nearest": nearest[0] if nearest else None},
    )
