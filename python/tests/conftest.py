from __future__ import annotations

import random
from pathlib import Path

import pytest

from pysemverx import pack, pack_bytes

CONTENT = random.Random(954).randbytes(150_000)
"""More than one part of content that does not compress."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small tree: text, noise, an empty file, a folder, a link."""
    top = tmp_path / "photos"
    (top / "2026").mkdir(parents=True)
    (top / "read me.txt").write_text("hello\n" * 1000)
    (top / "2026" / "noise.raw").write_bytes(CONTENT)
    (top / "2026" / "empty").write_bytes(b"")
    (top / "latest").symlink_to("2026/noise.raw")
    return top


@pytest.fixture
def package_path(folder: Path) -> Path:
    """That tree, packed."""
    path = folder.with_suffix(".zip")
    pack(folder, path, version="1.2.3")
    return path


@pytest.fixture(scope="session")
def package() -> bytes:
    """CONTENT packed as one file called ``noise``."""
    return pack_bytes(CONTENT, name="noise", codec="stored")


@pytest.fixture(scope="session")
def content() -> bytes:
    return CONTENT
