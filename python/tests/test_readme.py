"""The README's examples run, in their order, in a folder with photos and a registry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PYTHON = Path(__file__).resolve().parents[1]
README = PYTHON / "README.md"
REGISTRY = PYTHON.parent / "tests" / "hello" / "reg.ndjson"


def test_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("photos").mkdir()
    Path("photos/a.raw").write_bytes(bytes(range(256)) * 100)
    Path("reg.ndjson").write_bytes(REGISTRY.read_bytes())
    examples = re.findall(r"^```python\n(.*?)^```$", README.read_text(), re.M | re.S)
    assert len(examples) == 8
    for example in examples:
        exec(compile(example, str(README), "exec"), {"__name__": "readme"})
    out = capsys.readouterr().out.splitlines()
    assert out[:4] == ["intact 1.0", "0 0", "['a.raw']", "1000"]
    assert out[-8] == "intact" and "phase='pack'" in out[-9]
    assert out[-7:-5] == ["True", "write `^1.2 || 1.3.0-rc.1`"]
    assert out[-5:-3] == ["2.stable.0.stable.1.stable", "True"]
    veto, update, gates = out[-3:]
    assert veto == 'plugin "Checksums" refused to install app 1.2.0: no checksum was published (and 1 more)'
    assert update == "mandatory 2.stable.0.stable.1.stable ('app',)"
    assert gates.startswith("['VALID', 'VALID', 'VALID', 'SKIPPED'")
    assert len(examples[-2].split("class ")[1].splitlines()) <= 15
    assert (tmp_path / "restored/a.raw").read_bytes() == (tmp_path / "photos/a.raw").read_bytes()
