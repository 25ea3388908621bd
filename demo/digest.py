"""One SHA-256 for a whole folder."""

import hashlib
import os
from pathlib import Path


def tree(top: Path) -> str:
    """Of every name, type, permission, link target and byte below `top`."""
    digest = hashlib.sha256()
    for path in sorted(top.rglob("*"), key=lambda p: os.fsencode(p.relative_to(top))):
        mode = path.lstat().st_mode
        digest.update(os.fsencode(path.relative_to(top)) + b"\0" + f"{mode:o}".encode() + b"\0")
        if path.is_symlink():
            digest.update(os.fsencode(os.readlink(path)))
        elif path.is_file():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
