#!/usr/bin/env python3
"""Makes the vectors of lone parts in this folder, without diram.

    make.py            writes check.json, heal.json, fields.json and the part files
    make.py --check    fails when a file here differs from what would be written
"""

import dataclasses
import pathlib
import sys

HERE = pathlib.Path(__file__)
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.resolve().parents[1]))

from reference import component, part  # noqa: E402
from reference.cases import Folder, burst, hex_sha256, insert  # noqa: E402
from reference.component import huffman  # noqa: E402
from reference.part import Coding, Head, build, sha256  # noqa: E402

ORIGIN = "tests/vectors/reference: pure Python, written from FORMAT.md, shares no code with diram"


# --- parts ----------------------------------------------------------------------------------------

def one_of(codings, data, number, **fields):
    return component.build(codings, sha256(data), tag=b"\x12\xab\xf0", **fields)[number]


def samples():
    """A part of every codec and a parity part, each from another kind of component."""
    noise, text = huffman.noise(1990), huffman.text(9000)
    stored = component.stored(noise, *component.shape(len(noise)))
    blocks = component.in_order([component.smallest(text[at:at + 450]) for at in range(0, 9000, 450)], 20)
    wide = component.in_order([component.smallest(text[at:at + 1500]) for at in range(0, 9000, 1500)], 20)
    runs = component.in_order([component.smallest(b"r" * 70000)], 20)
    slices = component.brotli_slices(text[:2000], 20, 101)
    return {
        "stored.part": one_of(stored, noise, 7, last=True),
        "huffman.part": one_of(blocks, text, 3, component_id=9),
        "four-streams.part": one_of(wide, text, 5, kind=1, component_id=255),
        "run.part": one_of(runs, b"r" * 70000, 0, kind=2),
        "brotli.part": one_of(slices, text[:2000], 19, kind=3, volume=2),
        "parity.part": one_of(stored, noise, 21, kind=4, last=True),
        "empty.part": one_of(component.stored(b"", 20, 0), b"", 11, kind=5),
    }


# --- damage ---------------------------------------------------------------------------------------

def damages(size):
    """Name → steps, for a part of `size` bytes."""
    end = size - part.FOOTER
    found = {
        "intact": [],
        "flip in the magic": [["flip", 1, 0x80]],
        "flip in the version": [["flip", 4, 2]],
        "flip in the number": [["flip", 6, 1]],
        "flip in the total": [["flip", 7, 16]],
        "flip in the kind": [["flip", 9, 7]],
        "flip in the capacity": [["flip", 10, 1]],
        "flip in the capacity's high byte": [["flip", 11, 0x40]],
        "flip in the tag": [["flip", 14, 0xFF]],
        "flip in the component's hash": [["flip", 47, 1]],
        "flip in the coding": [["flip", 56, 1]],
        "flip in the table": [["flip", 191, 0x0F]],
        "flip in p0": [["flip", 192, 1]],
        "flip in p1": [["flip", 255, 0x80]],
        "flip in the first payload byte": [["flip", 256, 1]],
        "flip in the last payload byte": [["flip", end - 1, 1]],
        "flip in the hash prefix": [["flip", end, 1]],
        "flip in the CRC": [["flip", end + 8, 1]],
        "flip in the packer's coherence": [["flip", end + 12, 1]],
        "flip in the hash": [["flip", end + 16, 1]],
        "flip in the copy of the header": [["flip", end + 48, 1]],
        "flip in the reserved bytes": [["flip", size - 1, 1]],
        "hash prefix, CRC and coherence zero": [["zero", end, 16]],
        "hash zero": [["zero", end + 16, 32]],
        "all of the footer but the hash": [["zero", end, 16], ["zero", end + 48, 80]],
        "all of the footer but the hash prefix": [["zero", end + 8, 120]],
        "footer zero": [["zero", end, 128]],
        "both hashes hit": burst(end + 4, 16),
        "both hashes hit, and one byte of payload": [["flip", 256, 1], ["flip", end, 1], ["flip", end + 16, 1]],
        "two bytes of one codeword": [["flip", 70, 1], ["flip", 102, 1]],
        "two bytes of one codeword, equal sums": [["flip", 64, 1], ["flip", 192, 1]],
        "a byte of all 32 codewords, apart": [["flip", 32 * (lane % 6) + lane, lane + 1] for lane in range(32)],
        "payload and the first byte of the footer": [["flip", end - 1, 1], ["flip", end, 1]],
        "payload noise": burst(256, max(end - 256, 0), 0x3C) if end - 256 > 32 else burst(192, 33),
        "header zero": [["zero", 0, 256]],
        "all zero": [["zero", 0, size]],
        "one byte missing": [["cut", -1, 1]],
        "first byte missing": [["cut", 0, 1]],
        "half": [["cut", size // 2, size - size // 2]],
        "header only": [["cut", 256, size - 256]],
        "as long as the shortest part": [["cut", 384, size - 384]],
        "one byte": [["cut", 1, size - 1]],
        "nothing": [["cut", 0, size]],
        "one byte more": [insert(size, b"\0")],
        "one byte before": [insert(0, b"\0")],
        "one byte within": [insert(300, b"\x55")],
        "longer than any part": [insert(size, bytes(2040))] * 3,
    }
    for start in (0, 31, 100, 180, 192, 230, 250, 256, end - 32):
        if 0 <= start <= end - 32:
            found[f"burst of 32 at {start}"] = burst(start, 32)
        if 0 <= start <= end - 33:
            found[f"burst of 33 at {start}"] = burst(start, 33)
    found[f"burst of 32 across payload and footer"] = burst(end - 24, 32)
    found[f"burst of 32 across payload and both hashes"] = burst(end - 12, 32)
    return found


ALL = ("stored.part",)
SOME = ("intact", "flip in the coding", "flip in p1", "flip in the last payload byte", "hash zero", "footer zero",
        "burst of 32 at 180", "burst of 33 at 180", "one byte missing", "one byte more")


def damage_cases(folder, parts, op, call):
    for file, raw in parts.items():
        for name, steps in damages(len(raw)).items():
            if file not in ALL and name not in SOME:
                continue
            if name == "flip in the last payload byte" and len(raw) == 384:
                continue  # without payload it would be one in the recovery bits
            yield folder.case(f"{file}: {name}", op, raw, call, steps)
    noise = huffman.noise(500)
    yield folder.case("noise", op, noise, call)
    yield folder.case("ten bytes of noise", op, noise[:10], call)


# --- hand-made parts ------------------------------------------------------------------------------

def hand_made():
    """Parts whose code and hashes are right: what they say decides."""
    head = Head(0, 22, 20, 0, True, 40, 0, b"abc", sha256(b"of the component"))
    coding = Coding(40, component.STORED, 120, huffman.noise(40))
    shard = coding.shard(40)
    table = huffman.table({97: 1, 98: 1})

    def with_head(number=3, **fields):
        return build(dataclasses.replace(head, **fields), number, shard)

    def with_byte(offset, value):
        body = bytearray(head.bytes(3) + shard[:144])
        body[offset] = value
        return part.sealed(bytes(body), shard[144:])

    def with_coding(**fields):
        return build(head, 3, dataclasses.replace(coding, **fields).shard(40))

    return {
        "as any packer makes it": with_head(),
        "last part of 22": with_head(21),
        "no parity": with_head(total=20),
        "one data part, no parity": with_head(0, total=1, data=1),
        "16 parity parts beside one of data": with_head(total=17, data=1),
        "256 parts": with_head(255, total=256, data=240),
        "volume, id and kind at their limits": with_head(volume=255, component_id=255, kind=5, last=False),
        "wrong magic": with_byte(0, 1),
        "version 0": with_byte(4, 0),
        "version 2": with_byte(4, 2),
        "number = total": with_head(22),
        "no data part": with_head(data=0),
        "241 data parts": with_head(data=241, total=250),
        "more data parts than parts": with_head(data=23),
        "17 parity parts": with_head(total=37),
        "kind 6": with_head(kind=6),
        "kind 7": with_head(kind=7),
        "a reserved bit": with_byte(9, 0x88),
        "another reserved bit": with_byte(9, 0xC0),
        "one byte less than its capacity": build(dataclasses.replace(head, capacity=41), 3, shard),
        "one byte more than its capacity": build(dataclasses.replace(head, capacity=39), 3, shard),
        "capacity above 5120": build(dataclasses.replace(head, capacity=5121), 3, shard),
        "capacity 65535": build(dataclasses.replace(head, capacity=65535), 3, shard),
        "codec 4": with_coding(codec=4),
        "more payload in use than there is": with_coding(payload=b"x" * 40, full_size=41),
        "full size not the payload's": with_coding(full_size=39),
        "streams in a stored part": with_coding(streams=1),
        "a table in a stored part": with_coding(table=table),
        "the reserved byte of the coding": with_coding(zero=1),
        "huffman without a table": with_coding(codec=component.HUFFMAN, streams=1),
        "2 streams": with_coding(codec=component.HUFFMAN, streams=2, table=table),
        "run of two bytes": with_coding(codec=component.RUN, payload=b"ab", full_size=7),
        "brotli slice with a place": with_coding(codec=component.BROTLI, offset=40),
        "2^64 - 1 bytes": with_coding(full_size=2**64 - 1, codec=component.RUN, payload=b"a"),
    }


def main():
    folder = Folder(HERE)
    parts = {name: folder.file(name, raw) for name, raw in samples().items()}

    def heal(raw):
        return {"sha256": hex_sha256(part.examine(raw))}

    folder.document("check.json", "what a lone part says about itself, damaged or not", ORIGIN,
                    damage_cases(folder, parts, "part_check", part.check))
    folder.document("heal.json", "lone parts mended by their inner code, or refused", ORIGIN,
                    damage_cases(folder, parts, "part_heal", heal))
    folder.document("fields.json", "hand-made parts: the inner code and the hashes are right, a field may not be",
                    ORIGIN, [folder.case(f"{name}: {op}", op, raw, call) for name, raw in hand_made().items()
                             for op, call in (("part_check", part.check), ("part_heal", heal))])
    folder.finish()


if __name__ == "__main__":
    main()
