#!/usr/bin/env python3
"""Makes the vectors of components with lost parts and of the threshold, without diram.

    make.py            writes reconstruct.json, codings.json, levels.json and their files
    make.py --check    fails when a file here differs from what would be written
"""

import dataclasses
import pathlib
import sys

HERE = pathlib.Path(__file__)
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.resolve().parents[1]))

from reference import component, package, part, reader  # noqa: E402
from reference.cases import Folder, burst, hex_sha256  # noqa: E402
from reference.component import huffman  # noqa: E402
from reference.part import Coding, Refused, sha256  # noqa: E402

ORIGIN = "tests/vectors/reference: pure Python, written from FORMAT.md, shares no code with diram"
TAG = b"\x00\xfe\x71"


def reconstruct(part_len, missing, salvage):
    def call(data):
        raws = [data[at:at + part_len] for at in range(0, len(data), part_len)]
        whole, coherence, recovered = component.reconstruct(
            [raw for number, raw in enumerate(raws) if number not in missing], salvage)
        return {"sha256": hex_sha256(whole), "coherence": coherence, "recovered": recovered}
    return call


class Cases:
    def __init__(self, folder):
        self.folder, self.list = folder, []

    def add(self, name, parts, missing=(), salvage=False, damage=()):
        missing, part_len = sorted(missing), len(parts[0])
        self.list.append(self.folder.case(
            name, "component_reconstruct", b"".join(parts), reconstruct(part_len, missing, salvage), damage,
            part_len=part_len, missing=missing, salvage=salvage))


# --- lost parts -----------------------------------------------------------------------------------

def component_of(data, data_parts, capacity, **fields):
    return component.build(component.stored(data, data_parts, capacity), sha256(data), tag=TAG, **fields)


def lost_parts(folder):
    cases = Cases(folder)
    small = component_of(huffman.text(790), 20, 40, last=True)
    middle = component_of(huffman.text(819), 41, 20, kind=2, component_id=7)
    large = component_of(huffman.noise(718), 240, 3, volume=1)
    for size, parts in (("22", small), ("44", middle), ("256", large)):
        folder.file(f"{size}-parts.bin", b"".join(parts))
    for salvage in (False, True):
        word = ", salvage" if salvage else ""
        for missing in ((), (0,), (21,), (3, 4), (20, 21), (0, 21), (0, 1, 2), (19, 20, 21), range(21)):
            cases.add(f"22 parts without {list(missing)}{word}", small, missing, salvage)
        for missing in ((40,), (0, 43), (5, 6, 7), (41, 42, 43), (1, 2, 3, 4)):
            cases.add(f"44 parts without {list(missing)}{word}", middle, missing, salvage)
        spread = [7 * i % 256 for i in range(17)]
        for count in (1, 11, 12, 16, 17):
            cases.add(f"256 parts without {count}{word}", large, spread[:count], salvage)
        cases.add(f"256 parts without parity{word}", large, range(240, 256), salvage)
        cases.add(f"22 parts, one mends itself, one is lost{word}", small, (3,), salvage, burst(5 * 424 + 240, 32))
        cases.add(f"22 parts, one beyond its inner code{word}", small, (), salvage, burst(5 * 424 + 240, 33))
        cases.add(f"22 parts, two beyond their inner code{word}", small, (), salvage,
                  burst(5 * 424 + 240, 33) + burst(9 * 424 + 256, 33))
        for count in (0, 1):
            few = component_of(huffman.text(300), 20, 15, count=count)
            cases.add(f"20 parts and {count} of parity{word}", few, (), salvage)
            cases.add(f"20 parts and {count} of parity, one missing{word}", few, (4,), salvage)
            cases.add(f"20 parts and {count} of parity, two missing{word}", few, (4, 5), salvage)
        cases.add(f"no part{word}", small, range(22), salvage)
    cases.add("a header known from its siblings", small, (), False, [["zero", 5 * 424, 48]])
    cases.add("a header and one byte of every codeword", small, (), False,
              [["zero", 5 * 424, 48]] + burst(5 * 424 + 180, 32))
    cases.add("every part mends itself", small, (), False, [["flip", 424 * i + 200 + i, i + 1] for i in range(22)])
    cases.add("in reverse order", small[::-1])
    cases.add("in any order, one missing", [small[n * 5 % 22] for n in range(22)], (3,))
    cases.add("noise alone", [huffman.noise(424)] * 2)
    cases.add("parts too short", [raw[:-1] for raw in small[:2]])
    mixed(cases, small)
    return cases.list


def mixed(cases, small):
    """Parts that do not belong together."""
    text = huffman.text(790)
    others = {
        "of another component": component_of(text[::-1], 20, 40, last=True),
        "of another id": component_of(text, 20, 40, last=True, component_id=1),
        "of another kind": component_of(text, 20, 40, last=True, kind=1),
        "of another volume": component_of(text, 20, 40, last=True, volume=1),
        "that is not the last": component_of(text, 20, 40),
        "of another package": component.build(component.stored(text, 20, 40), sha256(text), tag=b"\0\xfe\x72", last=True),
    }
    for name, other in others.items():
        cases.add(f"a part {name}", [small[0], small[1], other[2]], (), True)


# --- what parts decode to -------------------------------------------------------------------------

def codings(folder):
    """Components of every codec, and such that contradict themselves."""
    cases = Cases(folder)

    def add(name, listed, data, *losses, **shape):
        parts = component.build(listed, sha256(data), tag=TAG, **shape)
        for missing in ((), *losses):
            cases.add(f"{name}, without {list(missing)}", parts, missing)

    text = huffman.text(9000)
    pieces = [component.smallest(text[at:at + 450]) for at in range(0, 9000, 450)]
    add("huffman", component.in_order(pieces, 20), text, (6,), (21,))
    wide = [component.smallest(text[at:at + 1500]) for at in range(0, 9000, 1500)]
    add("four streams and empty parts", component.in_order(wide, 20), text, (1,), (19,))
    every = [component.smallest(b"s" * 3000), Coding(8, component.STORED, 0, b"aaaaaaaa"),
             component.smallest(text[:900]), component.smallest(b"t")]
    add("run stored huffman", component.in_order(every, 20), b"s" * 3000 + b"a" * 8 + text[:900] + b"t", (0,), (2,))
    add("8 MiB", component.in_order([Coding(1 << 20, component.RUN, 0, b"m")] * 8, 20), b"m" * (8 << 20), (0,))
    add("brotli", component.brotli_slices(text[:2000], 20, 101), text[:2000], (0,), (19,))
    add("nothing", component.stored(b"", 20, 0), b"", (0,), (21,))
    add("one data part", component.stored(text[:64], 1, 64), text[:64])
    contradictions(folder, cases)
    return cases.list


def contradictions(folder, cases):
    text = huffman.text(45)
    right = component.stored(text, 3, 15)

    def add(name, listed, data=text, **shape):
        # Without parity: the data parts alone decide.
        parts = component.build(listed, sha256(data), tag=TAG, count=0, **shape)
        cases.add(name, parts)

    def changed(at, **fields):
        return right[:at] + [dataclasses.replace(right[at], **fields)] + right[at + 1:]

    add("bytes that do not have the SHA-256", right, text[::-1])
    add("codec 4", changed(1, codec=4), capacity=15)
    add("the reserved byte", changed(1, zero=1), capacity=15)
    add("stored, another full size", changed(1, full_size=16), capacity=15)
    add("a gap between parts", changed(1, offset=16), capacity=15)
    add("parts that overlap", changed(1, offset=14), capacity=15)
    add("run of two bytes", changed(1, codec=component.RUN, payload=b"ab"), capacity=15)
    add("run of no byte", changed(1, codec=component.RUN, payload=b""), capacity=15)
    add("huffman without a code", changed(1, codec=component.HUFFMAN, streams=1), capacity=15)
    add("huffman of 2 streams", changed(1, codec=component.HUFFMAN, streams=2, table=huffman.table({1: 1, 2: 1})),
        capacity=15)
    add("one brotli slice among others", changed(1, codec=component.BROTLI, offset=0), capacity=15)
    mebibytes = [Coding(1 << 20, component.RUN, i << 20, b"m") for i in range(8)]
    add("8 MiB and a byte", mebibytes + [Coding(1, component.RUN, 8 << 20, b"m")])
    add("2^64 - 1 bytes", [Coding(2**64 - 1, component.RUN, 0, b"m")])
    slices = component.brotli_slices(text, 4, 16)
    add("brotli, 8 MiB and a byte", [dataclasses.replace(one, full_size=(8 << 20) + 1) for one in slices])
    add("brotli, a byte less than the slices name", [dataclasses.replace(one, full_size=46) for one in slices])
    add("brotli, a byte after the stream", slices[:3] + [dataclasses.replace(slices[3], payload=slices[3].payload + b"\0")])
    add("brotli, the end is missing", slices[:3] + [dataclasses.replace(slices[3], payload=b"")])


# --- threshold and level --------------------------------------------------------------------------

def thresholds(folder):
    """`coherence_threshold`: rounded to millionths, within 0.954..=1. It does not change the result."""
    data = huffman.text(500)

    def call(threshold):
        def checked(content):
            if not 954000 <= round(threshold * 1e6) <= 1000000:
                raise Refused("ARGUMENT", "outside 0.954..=1")
            return {"content_sha256": hex_sha256(content)}
        return checked

    for threshold in (0.954, 0.9539999961853027, 0.9540000033, 0.9539996, 0.95999, 1.0, 1.0000004,
                      0.953, 0.9539994, 1.000001, 1.1, 0.5, 0.0, -0.954, 95.4):
        yield folder.case(f"threshold {threshold}", "compress_with_recovery", data, call(threshold),
                          threshold=threshold)


def tolerate(level):
    def call(data):
        if not 0 <= level <= 1:
            raise Refused("ARGUMENT", "outside 0..=1")
        found = reader.Package(data)
        for one in found.components:
            if one.head.kind == 0 and len(one.lost()) > level * one.head.total:
                raise Refused("COHERENCE", "more is lost than the caller accepts")
        return {"sha256": hex_sha256(found.content(salvage=True))}
    return call


def levels(folder):
    """`corruption_level`: the largest lost share of a component's parts that the caller accepts."""
    data = huffman.text(700)
    packed = folder.file("package.zip", package.of_bytes(data, "levels", "1.0.0"))
    places = reader.Package(packed).layout()
    content = {number: start for start, head, number, _ in places if head.kind == 0}
    size = reader.Package(packed).components[0].head.part_len()
    for lost in ([], [5], [5, 6], [5, 6, 7]):
        for level in (0, 0.045, 0.046, 0.0905, 0.091, 1):
            if len(lost) == 3 and 0.091 < level < 3 / 22:
                continue
            yield folder.case(f"lost {lost}, level {level}", "decompress_fault_tolerant", packed, tolerate(level),
                              [["zero", content[number], size] for number in lost], corruption_level=level)
    yield folder.case("a flip in every part, level 0", "decompress_fault_tolerant", packed, tolerate(0),
                      [["flip", content[number] + 70, 1] for number in content], corruption_level=0)
    for level in (-0.001, 1.001, 46):
        yield folder.case(f"level {level}", "decompress_fault_tolerant", packed, tolerate(level),
                          corruption_level=level)


def main():
    folder = Folder(HERE)
    folder.document("reconstruct.json", "components of 22, 44 and 256 parts, whole, damaged, incomplete and mixed",
                    ORIGIN, lost_parts(folder))
    folder.document("codings.json", "what the parts of a component decode to, and contradictions between them",
                    ORIGIN, codings(folder))
    folder.document("levels.json", "thresholds and levels of loss that a caller may name", ORIGIN,
                    [*thresholds(folder), *levels(folder)])
    folder.finish()


if __name__ == "__main__":
    main()
