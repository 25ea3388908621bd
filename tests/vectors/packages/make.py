#!/usr/bin/env python3
"""Makes the vectors of whole packages in this folder.

    make.py                   writes made.json, damage.json, mixed.json, library.json and their files
    make.py --check           fails when a file here differs from what would be written
    make.py --library DIRAM   first makes library-*.zip anew with the command DIRAM

The packages and every result come from the reference, without diram. Only library-*.zip are diram's:
the reference reads them and rebuilds them byte for byte. What it takes over are an encoder's choices:
where Huffman cuts a component and with which code, and brotli's stream. Brotli streams it does not decode: it compares
SHA-256 with the known input and with the plain copy of the manifest.
"""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__)
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.resolve().parents[1]))

from reference import component, package, part, reader  # noqa: E402
from reference.cases import Folder, burst, hex_sha256, insert  # noqa: E402
from reference.component import huffman  # noqa: E402
from reference.part import sha256  # noqa: E402

ORIGIN = "tests/vectors/reference: pure Python, written from FORMAT.md, shares no code with diram"
LIBRARY = ("packages by diram; results by tests/vectors/reference, which rebuilds them byte for byte but for "
           "the encoders' choices")
TEXT = huffman.text(3000)
BUILT = {"stored": huffman.text(700), "huffman": TEXT, "brotli": TEXT, "auto": b""}


class Packed:
    """A package and where its parts lie."""

    def __init__(self, data, known=()):
        self.data, self.known = data, {sha256(one): one for one in known}
        read = reader.Package(data, self.known)
        assert read.healed() == data
        self.places = {}
        for start, head, number, _ in read.layout():
            self.places.setdefault(head.address(), []).append((start, head.part_len()))
        self.directory = data.index(b"PK\1\2")
        self.plain = data.index(package.PLAIN_COPY.encode()) + len(package.PLAIN_COPY)

    def lose(self, address, *numbers):
        return [["zero", *self.places[address][number]] for number in numbers]


CONTENT, INDEX, MANIFEST = (0, 0, 0), (0, 5, 1), (0, 5, 0)


class Cases:
    def __init__(self, folder):
        self.folder, self.list = folder, []

    def add(self, name, data, damage=(), salvage=False, known=None):
        """Verify, heal and unpack."""
        def package_of(raw):
            return reader.Package(raw, known)

        def heal(raw):
            return {"sha256": hex_sha256(package_of(raw).healed(salvage))}

        def unpack(raw):
            return {"sha256": hex_sha256(package_of(raw).content(salvage))}

        word = ", salvage" if salvage else ""
        fields = {"salvage": True} if salvage else {}
        if not salvage:
            self.list.append(self.folder.case(f"{name}: verify", "package_verify", data,
                                              lambda raw: package_of(raw).verification(), damage))
        for op, call in (("heal", heal), ("unpack", unpack)):
            self.list.append(self.folder.case(f"{name}: {op}{word}", f"package_{op}", data, call, damage, **fields))


# --- packages -------------------------------------------------------------------------------------

def with_service():
    name = "na\u00efve \u2014 \"quoted\\\" \u65e5\u672c"
    shape = {"content": "file", "file": {"name": name, "mode": 0o644}}
    writer = package.Writer(name, "2.0.0-rc.1", TEXT[:400], shape)
    writer.add(TEXT[:400], package.stored_codings(TEXT[:400]), "stored")
    writer.add(TEXT[500:900], package.own_codings(TEXT[500:900]), "huffman", kind=1, last=True)
    index = package.index_line(name, 400)
    writer.add(index, package.own_codings(index), "huffman", kind=package.MANIFEST)
    writer.end_volume()
    return writer.bytes()


def two_volumes():
    writer = package.Writer("tome", "1.0.0", TEXT[:300], {"content": "file", "file": {"name": "tome", "mode": 0o644}})
    writer.add(TEXT[:300], package.stored_codings(TEXT[:300]), "stored")
    writer.end_volume(last=False)
    writer.add(TEXT[300:900], package.own_codings(TEXT[300:900]), "huffman", last=True)
    index = package.index_line("tome", 900)
    writer.add(index, package.own_codings(index), "huffman", kind=package.MANIFEST)
    writer.end_volume()
    return writer.bytes()


def made():
    """File name → package by the reference."""
    slices = lambda data: component.brotli_slices(data, 20, 151)  # noqa: E731
    return {
        "stored.zip": package.of_bytes(huffman.text(700), "demo", "1.2.3"),
        "huffman.zip": package.of_bytes(TEXT, "demo", "1.2.3", package.own_codings, "huffman"),
        "brotli.zip": package.of_bytes(TEXT, "demo", "1.2.3", slices, "brotli"),
        "service.zip": with_service(),
        "volumes.zip": two_volumes(),
    }


def made_cases(folder):
    """Packages by the reference: whole, one part lost, two, three."""
    cases = Cases(folder)
    for name, data in made().items():
        packed = Packed(folder.file(name, data))
        cases.add(name, data)
        if name == "stored.zip":
            continue  # damage.json takes it
        for count in (1, 2, 3):
            lost = packed.lose(CONTENT, *range(5, 5 + count))
            cases.add(f"{name}, {count} parts lost", data, lost)
            cases.add(f"{name}, {count} parts lost", data, lost, salvage=True)
    served, tome = Packed(made()["service.zip"]), Packed(made()["volumes.zip"])
    cases.add("a part of the service lost", served.data, served.lose((0, 1, 0), 3))
    cases.add("the service beyond its parity", served.data, served.lose((0, 1, 0), 3, 4, 5))
    lost = served.lose((0, 5, 0), *range(22))
    cases.add("the manifest lost, the plain copy stands in", served.data, lost)
    cases.add("the manifest lost, the plain copy hit", served.data, lost + [["flip", served.plain + 90, 1]])
    cases.add("the last volume's manifest lost", tome.data, tome.lose((1, 5, 0), *range(22)))
    cases.add("a part of every component lost", tome.data,
              [step for address in tome.places for step in tome.lose(address, 21)])
    cases.add("the first volume alone", tome.data, [["cut", tome.places[1, 0, 0][0][0], len(tome.data)
                                                      - tome.places[1, 0, 0][0][0]]])
    return cases.list


# --- damage ---------------------------------------------------------------------------------------

def damages(packed):
    """Name → steps."""
    data, content, size = packed.data, packed.places[CONTENT], len(packed.data)
    start, length = content[3]
    end = start + length - part.FOOTER
    every = [place for places in packed.places.values() for place in places]
    return {
        "flip in a local header's signature": [["flip", 3, 9]],
        "flip in a local header's name": [["flip", 35, 9]],
        "every local header zero": [["zero", at - 30, 30] for at, _ in every],
        "flip in the directory": [["flip", packed.directory + 50, 3]],
        "directory zero": [["zero", packed.directory, size - 22 - packed.directory]],
        "directory and end missing": [["cut", packed.directory, size - packed.directory]],
        "flip in the end record": [["flip", -10, 3]],
        "end record missing": [["cut", -22, 22]],
        "flip in the plain copy": [["flip", packed.plain + 40, 1]],
        "plain copy zero": [["zero", packed.plain, packed.directory - packed.plain]],
        "plain copy missing": [["cut", packed.plain - 53, packed.directory - packed.plain + 53]],
        "flip in a part": [["flip", start + 70, 1]],
        "flip in every part": [["flip", at + 100, 0x80] for at, _ in every],
        "burst of 32 in a part": burst(start + 270, 32),
        "burst of 33 in a part": burst(start + 100, 33),
        "burst of 32 from a local header into its part": burst(start - 10, 32),
        "magic and its copy zero": [["zero", start, 4], ["zero", end + 48, 4]],
        "header 0..48 and its copy zero": [["zero", start, 48], ["zero", end + 48, 16]],
        "footer zero": [["zero", end, 128]],
        "footer zero, one byte of payload": [["zero", end, 128], ["flip", start + 260, 1]],
        "a manifest part's footer zero": [["zero", packed.places[MANIFEST][5][0] + packed.places[MANIFEST][5][1] - 128, 128]],
        "first 200 bytes zero": [["zero", 0, 200]],
        "first 600 bytes zero": [["zero", 0, 600]],
        "10 bytes missing in a part": [["cut", start + 300, 10]],
        "10 bytes missing in a local header": [["cut", start - 20, 10]],
        "10 bytes more in a part": [insert(start + 300, b"0123456789")],
        "10 bytes more in a local header": [insert(start - 20, b"0123456789")],
        "bytes before": [insert(0, b"shell script\n" * 9)],
        "bytes after": [insert(size, b"garbage " * 20)],
        "bytes before, missing and after": [insert(size, b"end"), ["cut", 15000, 77], insert(0, b"start")],
        "a hole of three parts, one of each": [["zero", start, 1400]],
        "a part lost": packed.lose(CONTENT, 4),
        "two parts lost": packed.lose(CONTENT, 4, 20),
        "three parts lost": packed.lose(CONTENT, 4, 9, 21),
        "all parts lost": packed.lose(CONTENT, *range(22)),
        "a part of the index lost": packed.lose(INDEX, 0),
        "three parts of the index lost": packed.lose(INDEX, 0, 1, 2),
        "a part of every component lost": packed.lose(CONTENT, 1) + packed.lose(INDEX, 1) + packed.lose(MANIFEST, 1),
        "a manifest part lost": packed.lose(MANIFEST, 3),
        "two manifest parts lost": packed.lose(MANIFEST, 3, 4),
        "three manifest parts lost": packed.lose(MANIFEST, 3, 4, 5),
        "manifest lost": packed.lose(MANIFEST, *range(22)),
        "manifest and index lost": packed.lose(MANIFEST, *range(22)) + packed.lose(INDEX, *range(22)),
        "manifest lost and a part": packed.lose(MANIFEST, *range(22)) + packed.lose(CONTENT, 7),
        "manifest lost and three parts": packed.lose(MANIFEST, *range(22)) + packed.lose(CONTENT, 7, 8, 9),
        "all but the manifest lost": packed.lose(CONTENT, *range(22)) + packed.lose(INDEX, *range(22)),
        "nothing": [["cut", 0, size]],
        "one byte": [["cut", 1, size - 1]],
        "zeros": [["zero", 0, size]],
        **{f"ends after {kept} bytes": [["cut", kept, size - kept]]
           for kept in (72, 200, 600, 5000, size // 2, packed.plain, size - 30, size - 1)},
        **{f"begins after {missing} bytes": [["cut", 0, missing]] for missing in (1, 500, 1500, 5000, size // 2)},
    }


SALVAGED = ("two parts lost", "three parts lost", "two manifest parts lost", "three manifest parts lost",
            "three parts of the index lost", "manifest lost and three parts", "all parts lost")


def damage_cases(folder):
    cases, packed = Cases(folder), Packed(made()["stored.zip"])
    for name, steps in damages(packed).items():
        cases.add(name, packed.data, steps)
        if name in SALVAGED:
            cases.add(name, packed.data, steps, salvage=True)
    return cases.list


# --- more than one package ------------------------------------------------------------------------

def moved(packed, other, address, numbers):
    """Steps that put another build's parts in the place of a package's."""
    steps = []
    for number in reversed(numbers):  # from the end, so that a part of another size moves no other
        (at, size), (there, other_size) = packed.places[address][number], other.places[address][number]
        steps += [["cut", at, size], insert(at, other.data[there:there + size])]
    return steps


def mixed_cases(folder):
    cases, first = Cases(folder), Packed(made()["stored.zip"])
    second = Packed(package.of_bytes(huffman.text(700)[::-1], "demo", "1.2.3"))
    both = folder.file("two-packages.zip", first.data + second.data)
    size = len(first.data)
    cases.add("two packages", both)
    cases.add("two packages, the first in ruins", both, [["zero", 0, size - 9000]])
    cases.add("a package and the beginning of another", both, [["cut", size + 2000, len(both) - size - 2000]])
    cases.add("a package and one without manifest", both,
              [["zero", at + size, length] for at, length in second.places[MANIFEST]])
    nested = Packed(folder.file("nested.zip", package.of_bytes(first.data, "outer", "1.0.0")))
    cases.add("a package in a package", nested.data)
    cases.add("a package in a package, burst of 33", nested.data, burst(9000, 33))
    cases.add("a package in a package, a part lost", nested.data, nested.lose(CONTENT, 4))
    cases.add("a package in a package, three headers zero", nested.data,
              [["zero", nested.places[CONTENT][number][0], 256] for number in (3, 4, 5)])
    cases.add("a package in a package, the outer manifest lost", nested.data, nested.lose(MANIFEST, *range(22)))
    for numbers in ((3,), (3, 4), (3, 4, 5), range(0, 22, 2)):
        count = len(numbers)
        cases.add(f"{count} parts from another build", first.data, moved(first, second, CONTENT, numbers))
        cases.add(f"{count} parts from another build", first.data, moved(first, second, CONTENT, numbers), salvage=True)
    cases.add("3 manifest parts from another build", first.data, moved(first, second, MANIFEST, (3, 4, 5)))
    lost = first.lose(MANIFEST, *range(22)) + first.lose(INDEX, *range(22))
    for count in (1, 2, 3, 11):
        steps = lost + moved(first, second, CONTENT, range(count))
        cases.add(f"no manifest and {count} parts from another build", first.data, steps, salvage=True)
    return cases.list


# --- packages by diram ----------------------------------------------------------------------------

def make_library(command):
    for codec, data in BUILT.items():
        names = [] if codec == "auto" else ["--name", "demo", "--version", "1.2.3"]
        target = HERE.resolve().parent / f"library-{codec}.zip"
        subprocess.run([command, "pack", "-", "-o", target, "--codec", codec, *names], input=data, check=True)


def rebuilt(packed, content, name, version):
    """diram's package, made again: the encoders' choices are taken over, all else is worked out."""
    read = reader.Package(packed.data, packed.known)
    shape = {"content": "file", "file": {"name": name, "mode": 0o644}}
    writer = package.Writer(name, version, content, shape)
    for found, data, last in zip(read.components, (content, package.index_line(name, len(content))), (True, False)):
        codings = recoded(found, data)
        codec = part.CODECS[max(coding.codec % component.RUN for coding in codings)]
        if found.head.digest == sha256(content) and codec == "stored":
            assert codings == package.stored_codings(content)
        writer.add(data, codings, codec, kind=found.head.kind, last=last)
    manifest = read.components[-1]
    writer.end_volume(codings=recoded(manifest, packed.known[manifest.head.digest]))
    return writer.bytes()


def recoded(found, data):
    """A component's codings: brotli's as they are; else cut at the same places and coded again."""
    raws = found.all_parts(False)[:found.head.data]
    codings = [part.parse_coding(raw[48:192] + raw[256:-128]) for raw in raws]
    if codings[0].codec == component.BROTLI:
        return codings
    pieces = [data[coding.offset:coding.offset + coding.full_size] for coding in codings]
    return component.in_order([coded_as(coding, piece) for coding, piece in zip(codings, pieces)], len(codings))


def coded_as(coding, piece):
    if coding.codec == component.HUFFMAN:
        return component.huffman_block(piece, component.lengths_of(coding.table))
    return component.Coding(len(piece), coding.codec, 0, piece[:1] if coding.codec == component.RUN else piece)


def library_cases(folder):
    cases = Cases(folder)
    for codec, data in BUILT.items():
        raw = folder.read(f"library-{codec}.zip")
        name, version = ("data", "0.0.0") if codec == "auto" else ("demo", "1.2.3")
        directory, plain = raw.index(b"PK\1\2"), raw.index(package.PLAIN_COPY.encode()) + len(package.PLAIN_COPY)
        packed = Packed(raw, (data, raw[plain:directory]))
        assert rebuilt(packed, data, name, version) == raw
        if codec in ("stored", "huffman"):
            cases.list.append(folder.case(f"{codec}: pack", "pack_bytes", data, lambda _: {"sha256": hex_sha256(raw)},
                                          codec=codec, name=name, version=version))
        cases.add(codec, raw, known=packed.known)
        for count in (1, 2, 3):
            cases.add(f"{codec}, {count} parts lost", raw, packed.lose(CONTENT, *range(3, 3 + count)), known=packed.known)
        cases.add(f"{codec}, 2 parts lost", raw, packed.lose(CONTENT, 0, 21), True, packed.known)
        cases.add(f"{codec}, a manifest part lost", raw, packed.lose(MANIFEST, 9), known=packed.known)
        cases.add(f"{codec}, directory and plain copy missing", raw, [["cut", plain, len(raw) - plain]], known=packed.known)
        cases.add(f"{codec}, flip in every part", raw,
                  [["flip", at + 150, 1] for places in packed.places.values() for at, _ in places], known=packed.known)
    return cases.list


def main():
    if sys.argv[1:2] == ["--library"]:
        make_library(sys.argv[2])
    folder = Folder(HERE)
    folder.document("made.json", "packages of every codec, with extra kinds and with volumes", ORIGIN, made_cases(folder))
    folder.document("damage.json", "every kind of damage to a small package", ORIGIN, damage_cases(folder))
    folder.document("mixed.json", "several packages in one, and parts of another build", ORIGIN, mixed_cases(folder))
    folder.document("library.json", "packages as diram makes them", LIBRARY, library_cases(folder))
    folder.finish()


if __name__ == "__main__":
    main()
