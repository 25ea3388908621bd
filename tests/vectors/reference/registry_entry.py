"""Names, entries, and the lines of registry files (registry/FORMAT.md 2 and 3)."""

import dataclasses
import hashlib
import json
import re

from . import semverx_range, semverx_version
from .part import Refused
from .semverx_version import CUSTOM, STABLE, Version

MOST_TIME, MOST_FAULT, MOST_DEPS, MOST_LINE = 2**53 - 1, 17, 4096, 1 << 20
PART = "[a-z0-9][a-z0-9._-]{0,63}"
NAME, SOURCE = re.compile(f"(@{PART}/)?{PART}"), re.compile(PART)
RESERVED = ("audit blob diff graph health live local metrics observe openapi packages proof remote resolve search "
            "snapshots").split()
HASH = re.compile("[0-9a-f]{64}")
KEYS = ("name", "version", "deps", "yanked", "fault", "sha256", "published")


def u64(number):
    return number.to_bytes(8, "big")


def text(value):
    data = value if isinstance(value, bytes) else value.encode()
    return u64(len(data)) + data


def opt(data):
    return b"\0" if data is None else b"\1" + data


def hashed(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# --- names ----------------------------------------------------------------------------------------

def ends_in_version(name):
    at = name.find("-v")
    while at >= 0:
        try:
            semverx_version.parse(name[at + 2:])
            return True
        except Refused:
            at = name.find("-v", at + 1)
    return False


def is_name(name):
    return (isinstance(name, str) and NAME.fullmatch(name) is not None and ".." not in name and not name.isdigit()
            and not ends_in_version(name) and name not in RESERVED)


def checked_name(name):
    if not is_name(name):
        raise ValueError(f"not a name: {name!r}")
    return name


# --- entries --------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Entry:
    name: str
    version: Version
    deps: tuple = ()  # (name, range as published), ascending
    yanked: bool = False
    fault: int = 0
    sha256: bytes | None = None
    published: int | None = None
    tombstone: bytes | None = None

    def hash(self):
        return hashed(
            b"diram:entry:1\n", text(self.name), text(self.version.canonical()), u64(len(self.deps)),
            *(text(part) for dep in self.deps for part in dep), bytes([self.yanked, self.fault]), opt(self.sha256),
            opt(None if self.published is None else u64(self.published)), opt(self.tombstone))

    def kind(self):
        if self.tombstone is not None:
            return 128
        if self.yanked:
            return 64
        if self.fault >= 6:
            return 32
        if self.version.tail is not None:
            return 16
        overall = self.version.overall()
        return 8 if overall == STABLE else 2 if overall[0] == CUSTOM else {"experimental": 4, "legacy": 1}[overall[1]]

    def undone(self):
        return Entry(self.name, self.version, tombstone=self.hash())


# --- JSON -----------------------------------------------------------------------------------------

def whole(value, most):
    """An integer of JSON from 0 on."""
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(f"not a number up to {most}: {value!r}")
    return value


def digest_of(value):
    if not isinstance(value, str) or not HASH.fullmatch(value):
        raise ValueError(f"not a hash: {value!r}")
    return bytes.fromhex(value)


def flag(value):
    if not isinstance(value, bool):
        raise ValueError(f"not a boolean: {value!r}")
    return value


def once(pairs):
    """An object without repeated keys."""
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def dependencies(deps):
    if not isinstance(deps, dict) or len(deps) > MOST_DEPS:
        raise ValueError("deps are no object, or too many")
    for name, range_ in deps.items():
        checked_name(name)
        if not isinstance(range_, str):
            raise ValueError(f"not a range: {range_!r}")
        semverx_range.parse(range_)
    return tuple(sorted(deps.items()))


def read_line(line):
    if len(line.encode()) > MOST_LINE:
        raise ValueError("too long a line")
    fields = json.loads(line, object_pairs_hook=once)
    if not isinstance(fields, dict) or not {*KEYS[:3]} <= fields.keys() <= {*KEYS}:
        raise ValueError("not the keys of an entry")
    if not isinstance(fields["version"], str):
        raise ValueError("a version is a text")
    return Entry(
        checked_name(fields["name"]), semverx_version.parse(fields["version"]), dependencies(fields["deps"]),
        flag(fields.get("yanked", False)), whole(fields.get("fault", 0), MOST_FAULT),
        digest_of(fields["sha256"]) if "sha256" in fields else None,
        whole(fields["published"], MOST_TIME) if "published" in fields else None)


def entry_of(line):
    try:
        return read_line(line)
    except (ValueError, Refused, RecursionError) as error:
        raise Refused("FORMAT", error) from error


def read_file(content):
    """Forward key → entry of a registry file's text."""
    entries = {}
    for line in content.split("\n"):
        if line.strip(" \t\r\f"):
            entry = entry_of(line)
            key = forward_key(entry)
            if key in entries:
                raise Refused("EXISTS", line)
            entries[key] = entry
    return entries


def forward_key(entry):
    return place(entry.name, entry.version)


def place(name, version):
    return f"{name}\0{version.sort_key()}".encode()
