"""The folder that is packed: this repository's own files, and made-up pictures and a log. The same on
every run of one checkout."""

import random
import shutil
import subprocess
from pathlib import Path

PICTURES = 9
PICTURE = 3_000_000


def make(target: Path, top: Path) -> None:
    """Fills a new folder."""
    sources = target / "sources"
    for name in tracked(top):
        if (top / name).is_file() and not (top / name).is_symlink():
            (sources / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(top / name, sources / name)
    chance = random.Random(2026)
    pictures = target / "pictures"
    pictures.mkdir(parents=True)
    for number in range(1, PICTURES + 1):
        (pictures / f"holiday-{number}.raw").write_bytes(chance.randbytes(PICTURE))
    (target / "latest").symlink_to(f"pictures/holiday-{PICTURES}.raw")
    words = ["opened", "closed", "saved", "moved", "shared"]
    lines = (f"{i:06} {chance.choice(words)} holiday-{chance.randint(1, PICTURES)}.raw\n" for i in range(20_000))
    (target / "album.log").write_text("".join(lines))
    (target / "empty").mkdir()


def tracked(top: Path) -> list[str]:
    """The files of the checkout: what git knows, or all of a downloaded archive but what was built."""
    known = subprocess.run(["git", "ls-files", "-z"], cwd=top, capture_output=True, text=True, check=False)
    if known.returncode == 0 and known.stdout:
        return [name for name in known.stdout.split("\0") if name]
    built = {"target", "node_modules", ".venv"}
    every = (path.relative_to(top) for path in top.rglob("*"))
    return sorted(str(path) for path in every if not built & set(path.parts))
