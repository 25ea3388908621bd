"""What every long call takes besides its own arguments: progress, cancel, timeout."""

from __future__ import annotations

from typing import Callable

from ._native import CancelToken
from .reports import Progress

OnProgress = Callable[[Progress], object]
Control = tuple[
    Callable[[int, int | None, str], object] | None,
    CancelToken | None,
    float | None,
]


def control(
    progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
    timeout: float | None = None,
) -> Control:
    """The three in the form the native module takes."""
    return _reporter(progress), cancel, timeout


def _reporter(progress: OnProgress | None) -> Callable[[int, int | None, str], object] | None:
    if progress is None:
        return None
    return lambda done, total, phase: progress(Progress(done, total, phase))
