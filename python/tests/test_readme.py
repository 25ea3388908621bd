"""The README's examples run, in their order, in a folder with photos."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[1] / "README.md"


def test_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("photos").mkdir()
    Path("photos/a.raw").write_bytes(bytes(range(256)) * 100)
    examples = re.findall(r"^```python\n(.*?)^```$", README.read_text(), re.M | re.S)
    assert len(examples) == 4
    for example in examples:
        exec(compile(example, str(README), "exec"), {"__name__": "readme"})
    out = capsys.readouterr().out.splitlines()
    assert out[:4] == ["intact 1.0", "0 0", "['a.raw']", "1000"]
    assert out[-1] == "intact" and "phase='pack'" in out[-2]
    assert (tmp_path / "restored/a.raw").read_bytes() == (tmp_path / "photos/a.raw").read_bytes()
