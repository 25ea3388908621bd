"""Names of the original samples, as thin aliases.

New code uses :func:`pysemverx.check_part` and :func:`pysemverx.heal_part`.
"""

from __future__ import annotations

import dataclasses
from typing import Sequence

from ._keywords import checked
from ._parts import check_part, heal_part
from ._sources import Bytes, refused
from .reports import PartReport

__all__ = ["RecoveryResult", "SelfHealingDataArchitecture"]

_MATRIX = ((0, 1), (1, 0))


@dataclasses.dataclass(frozen=True, slots=True)
class RecoveryResult:
    """What :meth:`SelfHealingDataArchitecture.detect_and_recover_corruption` gives."""

    recovered_program_reference: bytes
    """The mended bytes."""


class SelfHealingDataArchitecture:
    """Checks and mends chunks, each being one part of a package.

    :param encoding_matrix: kept as an attribute; only the original's ``[[0, 1], [1, 0]]`` is known
    """

    @checked
    def __init__(self, encoding_matrix: Sequence[Sequence[int]] = _MATRIX) -> None:
        if not _is_known(encoding_matrix):
            raise refused("encoding_matrix", f"only [[0, 1], [1, 0]] is known, not {encoding_matrix!r}")
        self.encoding_matrix = encoding_matrix

    def process_data_model_encoding(self, chunk: Bytes) -> PartReport:
        """What the chunk says about itself; see ``recovery_capability``, 1.0 when intact."""
        return check_part(chunk)

    def detect_and_recover_corruption(self, chunk: Bytes) -> RecoveryResult:
        """The chunk, mended by its inner code.

        :raises IntegrityError: damaged beyond its inner code
        :raises FormatError: not a part
        """
        return RecoveryResult(heal_part(chunk))


def _is_known(matrix: object) -> bool:
    try:
        return tuple(map(tuple, matrix)) == _MATRIX  # type: ignore[call-overload]  # that is the question
    except TypeError:
        return False
