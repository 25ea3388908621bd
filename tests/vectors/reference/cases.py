"""Vector files: JSON with the files beside it, written or checked."""

import base64
import hashlib
import json
import pathlib
import re
import sys

from .part import Refused

INLINE = 3000  # longer bytes are files


def hex_sha256(data):
    return hashlib.sha256(data).hexdigest()


def damaged(data, steps):
    """`data` after the steps of tests/vectors/README.md."""
    result = bytearray(data)
    for step, offset, what in steps:
        at = offset if offset >= 0 else len(result) + offset
        if step == "flip":
            result[at] ^= what
        elif step == "zero":
            assert at + what <= len(result)
            result[at:at + what] = bytes(what)
        elif step == "cut":
            assert at + what <= len(result)
            del result[at:at + what]
        else:
            assert step == "insert"
            result[at:at] = base64.b64decode(what, validate=True)
    return bytes(result)


def burst(offset, length, mask=0xA5):
    return [["flip", offset + i, mask] for i in range(length)]


def insert(offset, data):
    return ["insert", offset, base64.b64encode(data).decode()]


def outcome(call):
    """{"out": …} or {"error": …} of a call of the reference."""
    try:
        return {"out": call()}
    except Refused as refused:
        return {"error": refused.code}


class Folder:
    """One area: what its files should be."""

    def __init__(self, script):
        self.path = script.resolve().parent
        self.files = {}

    def file(self, name, data):
        """Names bytes that stand beside the JSON."""
        assert self.files.setdefault(name, data) == data, name
        return data

    def read(self, name):
        """Bytes that were made elsewhere and are kept."""
        return self.file(name, (self.path / name).read_bytes())

    def spell(self, data, case):
        """Base64, or a file that is already there or takes its name from the case."""
        for name, known in self.files.items():
            if known == data:
                return {"file": name}
        if len(data) <= INLINE:
            return base64.b64encode(data).decode()
        name = re.sub("[^a-z0-9]+", "-", case.lower()).strip("-") + ".bin"
        self.file(name, data)
        return {"file": name}

    def case(self, name, op, data, call, damage=(), /, **fields):
        """A case whose result is what `call` gives for the damaged bytes."""
        given = {"data": self.spell(data, name)} | ({"damage": list(damage)} if damage else {}) | fields
        return {"name": name, "op": op, "in": given} | outcome(lambda: call(damaged(data, damage)))

    def document(self, name, about, origin, cases):
        cases = list(cases)
        names = [case["name"] for case in cases]
        assert len(names) == len(set(names)), "two cases of one name"
        lines = ",\n".join("    " + json.dumps(case) for case in cases)
        head = f'{{\n  "about": {json.dumps(about)},\n  "origin": {json.dumps(origin)},\n'
        self.files[name] = f'{head}  "cases": [\n{lines}\n  ]\n}}\n'.encode()

    def finish(self):
        """Writes everything; with --out FOLDER there; with --check fails when a file here differs."""
        if sys.argv[1:2] == ["--out"]:
            self.write(pathlib.Path(sys.argv[2]))
            return
        if sys.argv[1:] == ["--check"]:
            kept = {path.name: path.read_bytes() for path in self.path.iterdir()
                    if path.is_file() and path.name != "make.py"}
            wrong = sorted(name for name in kept.keys() | self.files if kept.get(name) != self.files.get(name))
            if wrong:
                sys.exit("differs: " + ", ".join(wrong))
            return
        self.write(self.path)

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            (folder / name).write_bytes(data)
