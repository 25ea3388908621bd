"""Packages, writing: manifest, order of parts, zip (FORMAT.md 6)."""

import base64
import json
import struct
import zlib

from . import component, part
from .part import KINDS, sha256

MANIFEST = 5
PLAIN_COPY = "integrity-manifest.json"
FOLDERS = ["root/obinexus/src", "services", "operations", "divisions", "country", "manifest"]
DATE, UNIX_FILE = 0x21, 0o100644 << 16   # 1980-01-01; a regular file, rw-r--r--


# --- manifest -------------------------------------------------------------------------------------

def row(parts, data, codec):
    """A component's row. `codec` is a name, `data` its decoded bytes."""
    head, _ = part.parse_head(parts[0])
    last = {"last": True} if head.last else {}
    hashes = b"".join(raw[-part.FOOTER:][:8] for raw in parts)
    return {"kind": KINDS[head.kind], "id": head.component_id, "volume": head.volume, "size": len(data),
            "sha256": head.digest.hex(), "integrity": "sha256-" + base64.b64encode(head.digest).decode(),
            "codec": codec, "data_parts": head.data, "parity_parts": head.total - head.data,
            "capacity": head.capacity, **last, "parts": base64.b64encode(hashes).decode()}


def manifest(head, rows):
    """One line for the head, one for each row."""
    def line(value):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    listed = ",\n".join(line(one) for one in rows)
    return f'{line(head)[:-1]},"components":[\n{listed}\n]}}\n'.encode()


def tag(name, version, first):
    """Of a package whose first component decodes to `first`."""
    return sha256(name.encode() + b"\0" + version.encode() + b"\0" + sha256(first))[:3]


# --- order of parts -------------------------------------------------------------------------------

def windows(totals):
    """Ranges of components, by window."""
    at = 0
    while len(totals) - at >= 16:
        yield range(at, at + 8)
        at += 8
    yield range(at, len(totals))


def order(totals):
    """(component, part) of a volume, in package order; `totals` are its components' part counts."""
    for window in windows(totals):
        places = [(one, number) for one in window for number in range(totals[one])]
        yield from sorted(places, key=lambda place: ((2 * place[1] + 1) / (2 * totals[place[0]]), place[0]))


# --- zip ------------------------------------------------------------------------------------------

def path(head, number):
    volume = f"volumes/{head.volume}/" if head.volume else ""
    kind = KINDS[head.kind]
    return f"{volume}{FOLDERS[head.kind]}/diram-{kind}-{head.component_id}.part.{number}"


def local_header(name, size, crc):
    return struct.pack("<4s5H3I2H", b"PK\3\4", 10, 0, 0, 0, DATE, crc, size, size, len(name), 0) + name.encode()


def directory_row(name, size, crc, offset):
    return struct.pack("<4s6H3I5H2I", b"PK\1\2", 3 << 8 | 45, 10, 0, 0, 0, DATE, crc, size, size, len(name),
                       0, 0, 0, 0, UNIX_FILE, offset) + name.encode()


def end_record(count, size, offset):
    return struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, size, offset, 0)


def archive(entries):
    """A zip of (name, bytes)."""
    body, directory = b"", b""
    for name, data in entries:
        crc = zlib.crc32(data)
        directory += directory_row(name, len(data), crc, len(body))
        body += local_header(name, len(data), crc) + data
    return body + directory + end_record(len(entries), len(directory), len(body))


# --- packages -------------------------------------------------------------------------------------

def assemble(volumes, plain):
    """The package of components (lists of parts, the manifest's last) by volume."""
    entries = []
    for components in volumes:
        for one, number in order([len(parts) for parts in components]):
            raw = components[one][number]
            entries.append((path(part.parse_head(raw)[0], number), raw))
    return archive(entries + [(PLAIN_COPY, plain)])


def own_codings(data):
    """The reference's own choice: stored pieces of equal size, each Huffman or run where that is
    shorter."""
    data_parts, capacity = component.shape(len(data))
    pieces = [data[at:at + capacity] for at in range(0, len(data), capacity or 1)]
    return component.in_order([component.smallest(piece) for piece in pieces], data_parts)


def stored_codings(data):
    return component.stored(data, *component.shape(len(data)))


class Writer:
    """Collects the components of one package, volume by volume."""

    def __init__(self, name, version, first, shape):
        self.head = {"format": "diram-package", "format_version": 1, "name": name, "version": version,
                     "tag": tag(name, version, first).hex(), **shape}
        self.tag, self.volumes, self.rows, self.size = tag(name, version, first), [], [], 0
        self.open, self.ids = [], {}

    def add(self, data, codings, codec, kind=0, last=False, **shape):
        """One component; its id follows from those before it."""
        number = self.ids.get(kind, 1 if kind == MANIFEST else 0)
        self.ids[kind] = number + 1
        self.size += len(data) if kind == 0 else 0
        parts = component.build(codings, sha256(data), tag=self.tag, kind=kind, component_id=number,
                                volume=len(self.volumes), last=last, **shape)
        self.open.append((parts, row(parts, data, codec)))

    def end_volume(self, last=True, codings=None):
        """Closes a volume with its manifest, which may be coded already."""
        rows = [one for _, one in self.open]
        self.rows += rows
        ends = {"volumes": len(self.volumes) + 1, "size": self.size} if last else {}
        head = {**self.head, "volume": len(self.volumes), **ends}
        self.plain = manifest(head, rows)
        parts = component.build(codings or own_codings(self.plain), sha256(self.plain), tag=self.tag, kind=MANIFEST,
                                volume=len(self.volumes))
        self.volumes.append([parts for parts, _ in self.open] + [parts])
        self.open, self.ids = [], {}
        if last and len(self.volumes) > 1:
            self.plain = manifest({**self.head, **ends}, self.rows)

    def bytes(self):
        return assemble(self.volumes, self.plain)


def index_line(name, size):
    line = {"path": name, "type": "file", "mode": 0o644, "offset": 0, "size": size}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def of_bytes(data, name, version, codings=stored_codings, codec="stored"):
    """A package of one file in one component."""
    writer = Writer(name, version, data, {"content": "file", "file": {"name": name, "mode": 0o644}})
    writer.add(data, codings(data), codec, last=True)
    index = index_line(name, len(data))
    writer.add(index, own_codings(index), "huffman", kind=MANIFEST)
    writer.end_volume()
    return writer.bytes()
