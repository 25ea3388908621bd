"""A bug in the native code is an exception like any other. Needs the feature `test-hooks`."""

from __future__ import annotations

from typing import Any

import pytest

from pysemverx import Code, InternalError, Package, StateError, _native

native: Any = _native


@pytest.fixture(autouse=True)
def _quiet(capfd: pytest.CaptureFixture[str]) -> None:
    """Rust prints a trace of every panic."""


def test_a_panic_is_an_internal_error() -> None:
    with pytest.raises(InternalError, match="internal error: on purpose") as caught:
        native._test_panic("on purpose")
    error = caught.value
    assert error.code is Code.PANIC and isinstance(error, RuntimeError)
    assert error.hint is not None and "report" in error.hint


def test_a_handle_is_not_touched_after_a_panic(package: bytes) -> None:
    opened = Package.open(package)
    handle: Any = opened._handle
    with pytest.raises(InternalError):
        handle._test_panic()
    for _ in range(2):
        with pytest.raises(StateError, match="open it again") as caught:
            opened.verify()
        assert caught.value.code is Code.POISONED
    opened.close()
    with pytest.raises(StateError) as caught:
        opened.verify()
    assert caught.value.code is Code.CLOSED
