from __future__ import annotations

from typing import Any

import pytest
from damage import burst, parts

from pysemverx import ArgumentError, IntegrityError
from pysemverx.compat import SelfHealingDataArchitecture


def test_checks_and_mends(package: bytes) -> None:
    sha = SelfHealingDataArchitecture(encoding_matrix=[[0, 1], [1, 0]])
    assert sha.encoding_matrix == [[0, 1], [1, 0]]
    part = parts(package)[2]
    assert sha.process_data_model_encoding(part).recovery_capability == 1.0
    damaged = burst(part, 1000, 8)
    assert 0.0 < sha.process_data_model_encoding(damaged).recovery_capability < 1.0
    assert sha.detect_and_recover_corruption(damaged).recovered_program_reference == part
    with pytest.raises(IntegrityError):
        sha.detect_and_recover_corruption(burst(part, 1000, 800))
    assert sha.process_data_model_encoding(b"noise").recovery_capability == 0.0


@pytest.mark.parametrize("matrix", [[[1, 0], [0, 1]], [], None, 5, [[0, 1], [1]], "01"])
def test_one_matrix_is_known(matrix: Any) -> None:
    with pytest.raises(ArgumentError, match="encoding_matrix"):
        SelfHealingDataArchitecture(encoding_matrix=matrix)
