#!/usr/bin/env python3
"""Makes the vectors of locks in this folder, without diram.

    make.py            writes the JSON files
    make.py --check    fails when a file here differs from what would be written
    make.py --out FOLDER   writes them there
"""

import pathlib
import sys

HERE = pathlib.Path(__file__)
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.resolve().parents[1]))

import projects  # noqa: E402
from reference.cases import Folder, outcome  # noqa: E402
from reference.lockfile import lock_project  # noqa: E402

ORIGIN = "tests/vectors/reference: pure Python, written from the FORMAT.md pages, shares no code with diram"


def cases():
    for name, given in projects.cases():
        yield {"name": name, "op": "lock", "in": given} | outcome(lambda: lock_project(given))


def main():
    folder = Folder(HERE)
    folder.read("projects.py")
    folder.document("locks.json", "manifests, the locks they give, and what changes an earlier one", ORIGIN, cases())
    folder.finish()


if __name__ == "__main__":
    main()
