#!/usr/bin/env python3
"""Makes the Huffman vectors in this folder, without diram.

Written from core/src/codec/huffman/FORMAT.md: own Huffman and package-merge, own canonical words,
own bit packing and a bit-by-bit decoder that checks every container before it is written.

    make.py            writes encode.json, decode.json, errors.json, codes.json and their files
    make.py --check    fails when a file here differs from what would be written
"""

import base64
import collections
import heapq
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ORIGIN = "tests/vectors/huffman/make.py: pure Python, written from FORMAT.md, shares no code with diram"
INLINE = 3000  # longer bytes are files beside the JSON


# --- code lengths ---------------------------------------------------------------------------------

def unlimited(weights):
    """Lengths of Huffman's algorithm; ties: symbols by value, then joined trees by age."""
    heap = [(weight, 0, symbol, [symbol]) for symbol, weight in weights.items()]
    heapq.heapify(heap)
    lengths = dict.fromkeys(weights, 0)
    age = 0
    while len(heap) > 1:
        first, second = heapq.heappop(heap), heapq.heappop(heap)
        members = first[3] + second[3]
        for symbol in members:
            lengths[symbol] += 1
        heapq.heappush(heap, (first[0] + second[0], 1, age, members))
        age += 1
    return lengths


def package_merge(weights, limit):
    """Lengths of the best code of at most `limit` bits: package-merge over explicit coin lists."""
    leaves = sorted(((weight, [symbol]) for symbol, weight in weights.items()),
                    key=lambda coin: (coin[0], coin[1][0]))
    level = []
    for _ in range(limit):
        pairs = zip(level[0::2], level[1::2])
        packages = [(one[0] + two[0], one[1] + two[1]) for one, two in pairs]
        level = sorted(leaves + packages, key=lambda coin: coin[0])  # stable: leaves first on ties
    lengths = dict.fromkeys(weights, 0)
    for _, members in level[:2 * len(leaves) - 2]:
        for symbol in members:
            lengths[symbol] += 1
    return lengths


def code_lengths(data, limit=11):
    """Symbol → bits; empty for fewer than two different bytes."""
    weights = collections.Counter(data)
    if len(weights) < 2:
        return {}
    lengths = unlimited(weights)
    return lengths if max(lengths.values()) <= limit else package_merge(weights, limit)


def words(lengths):
    """Symbol → its word as text of zeros and ones."""
    result, value, before = {}, 0, 0
    for length, symbol in sorted((length, symbol) for symbol, length in lengths.items() if length):
        value <<= length - before
        result[symbol] = format(value, f"0{length}b")
        value, before = value + 1, length
    return result


# --- bytes ----------------------------------------------------------------------------------------

def table(lengths):
    return bytes(lengths.get(2 * i, 0) | lengths.get(2 * i + 1, 0) << 4 for i in range(128))


def stream(data, code):
    bits = "".join(code[byte] for byte in data)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at:at + 8][::-1], 2) for at in range(0, len(bits), 8))


def streams_of(data):
    quarter = -(-len(data) // 4)
    return [data[:quarter], data[quarter:2 * quarter], data[2 * quarter:3 * quarter], data[3 * quarter:]]


def huffman_payload(data, lengths):
    code = words(lengths)
    if len(data) < 1024:
        return 1, stream(data, code)
    coded = [stream(piece, code) for piece in streams_of(data)]
    jumps = b"".join(len(piece).to_bytes(8, "little") for piece in coded[:3])
    return 4, jumps + b"".join(coded)


def container(raw_len, lengths, streams, payload):
    return raw_len.to_bytes(8, "little") + table(lengths) + bytes([streams]) + payload


def huffman_container(data, lengths):
    return container(len(data), lengths, *huffman_payload(data, lengths))


def stored(data):
    return container(len(data), {}, 0, data)


def run(byte, count):
    return container(count, {}, 255, bytes([byte]))


def encode(data):
    if data and len(set(data)) == 1:
        return run(data[0], len(data))
    lengths = code_lengths(data)
    if lengths:
        packed = huffman_container(data, lengths)
        if len(packed) - 137 < len(data):
            return packed
    return stored(data)


def decode(packed):
    """Bit by bit; trusts its input."""
    raw_len, streams, payload = int.from_bytes(packed[:8], "little"), packed[136], packed[137:]
    if streams == 0:
        return payload
    if streams == 255:
        return payload * raw_len
    lengths = {2 * i + half: byte >> 4 * half & 15 for i, byte in enumerate(packed[8:136]) for half in (0, 1)}
    symbols = {word: symbol for symbol, word in words(lengths).items()}
    counts = [raw_len]
    pieces = [payload]
    if streams == 4:
        quarter = -(-raw_len // 4)
        counts = [quarter] * 3 + [raw_len - 3 * quarter]
        sizes = [int.from_bytes(payload[8 * i:8 * i + 8], "little") for i in range(3)]
        ends = [24 + sum(sizes[:i]) for i in range(4)] + [len(payload)]
        pieces = [payload[ends[i]:ends[i + 1]] for i in range(4)]
    raw = bytearray()
    for piece, count in zip(pieces, counts):
        bits = "".join(format(byte, "08b")[::-1] for byte in piece)
        at = 0
        for _ in range(count):
            end = at + 1
            while bits[at:end] not in symbols:
                end += 1
            raw.append(symbols[bits[at:end]])
            at = end
        assert len(bits) - at < 8 and "1" not in bits[at:]
    return bytes(raw)


# --- inputs ---------------------------------------------------------------------------------------

def numbers(seed):
    """Park and Miller's generator."""
    while True:
        seed = seed * 48271 % 2147483647
        yield seed


def text(size):
    vocabulary = ("the of package and heals itself when a part is lost. Parity brings back what "
                  "disks forget; nothing\nelse is asked.").split(" ")
    picks = numbers(1)
    out = ""
    while len(out) < size:
        out += vocabulary[next(picks) % len(vocabulary) * (next(picks) % 4) // 4] + " "
    return out[:size].encode()


def noise(size):
    picks = numbers(2)
    return bytes(next(picks) >> 11 & 255 for _ in range(size))


def fibonacci(symbols):
    out, now, after = b"", 1, 1
    for symbol in range(symbols):
        out += bytes([symbol]) * now
        now, after = after, now + after
    return out


INPUTS = {
    "empty": b"",
    "one byte": b"q",
    "one symbol": b"z" * 300,
    "two symbols": b"abbbabab",
    "abracadabra": b"abracadabra",
    "zero and 255": bytes([0, 255]) * 20 + bytes([0]) * 9,
    "equal weights": b"the quick brown fox",
    "1023 bytes: one stream": text(1023),
    "1024 bytes: four streams": text(1024),
    "1025 bytes: a short last stream": text(1025),
    "all 256 symbols, equal": bytes(range(256)) * 5,
    "all 256 symbols, uneven": bytes(value for value in range(256) for _ in range(1 + value // 24)) + b"e" * 900,
    "noise: stored": noise(600),
    "fibonacci weights: limited to 11": fibonacci(16),
    "larger than one part": text(20000),
}


# --- cases ----------------------------------------------------------------------------------------

def encode_cases():
    for name, data in INPUTS.items():
        yield {"name": name, "op": "huffman_encode", "in": {"data": data}, "out": {"data": encode(data)}}


def decode_cases():
    deep = fibonacci(16)
    valid = {
        "words of 15 bits": huffman_container(deep, code_lengths(deep, 15)),
        "stored though huffman is shorter": stored(b"aaaaaaaabaaaa"),
        "stored though it is a run": stored(b"aaaa"),
        "huffman though stored is shorter": huffman_container(bytes(range(64)), dict.fromkeys(range(256), 8)),
        "a code that is not the best": huffman_container(b"abc" * 9, {97: 3, 98: 3, 99: 2, 0: 1}),
        "huffman of one symbol among two": huffman_container(b"a" * 30, {97: 1, 98: 1}),
    }
    for name, packed in valid.items():
        yield {"name": name, "op": "huffman_decode", "in": {"data": packed}, "out": {"data": decode(packed)}}
    for name, data in INPUTS.items():
        yield {"name": name, "op": "huffman_decode", "in": {"data": encode(data), "max_output": len(data)},
               "out": {"data": data}}


def error_cases():
    two = {97: 1, 98: 1}
    good = huffman_container(b"abba" * 8, two)          # 32 symbols of one bit: 4 bytes
    odd = huffman_container(b"aab", two)                # 3 bits and 5 of filling
    four = huffman_container(b"ab" * 512, two)          # 4 streams of 256 bits
    jumps, body = four[137:161], four[161:]

    def four_with(sizes, payload):
        return four[:137] + b"".join(size.to_bytes(8, "little") for size in sizes) + payload

    assert jumps == b"".join((32).to_bytes(8, "little") for _ in range(3)) and len(body) == 128
    bad = [
        ("no bytes", b"", "TRUNCATED"),
        ("header cut", stored(b"")[:136], "TRUNCATED"),
        ("stored, one byte missing", stored(b"abc")[:-1], "TRUNCATED"),
        ("stored, one byte more", stored(b"abc") + b"\0", "TRAILING"),
        ("stored beside a table", container(3, two, 0, b"abc"), "CORRUPT"),
        ("run without its byte", run(1, 5)[:-1], "TRUNCATED"),
        ("run of two bytes", run(1, 5) + b"\1", "TRAILING"),
        ("run of nothing", run(1, 0), "CORRUPT"),
        ("run beside a table", container(3, two, 255, b"a"), "CORRUPT"),
        ("2 streams", container(32, two, 2, good[137:]), "CORRUPT"),
        ("254 streams", container(32, two, 254, good[137:]), "CORRUPT"),
        ("4 streams below 1024 bytes", container(1023, two, 4, four[137:]), "CORRUPT"),
        ("1 stream at 1024 bytes", container(1024, two, 1, body), "CORRUPT"),
        ("huffman of nothing", container(0, two, 1, b""), "CORRUPT"),
        ("no word", container(32, {}, 1, good[137:]), "CORRUPT"),
        ("one word", container(32, {97: 1}, 1, good[137:]), "CORRUPT"),
        ("incomplete code", container(32, {97: 1, 98: 2}, 1, good[137:]), "CORRUPT"),
        ("over-subscribed code", container(32, {97: 1, 98: 1, 99: 15}, 1, good[137:]), "CORRUPT"),
        ("all words of 15 bits, incomplete", container(32, dict.fromkeys(range(256), 15), 1, bytes(60)), "CORRUPT"),
        ("filling not zero", odd[:-1] + bytes([odd[-1] | 128]), "CORRUPT"),
        ("stream cut", good[:-1], "TRUNCATED"),
        ("stream followed by a byte", good + b"\0", "TRAILING"),
        ("more symbols than bits", container(33, two, 1, good[137:]), "TRUNCATED"),
        ("jump table cut", four[:137 + 23], "TRUNCATED"),
        ("stream 1 beyond the payload", four_with([1000, 32, 32], body), "TRUNCATED"),
        ("stream 3 beyond 2^63", four_with([32, 32, 2**64 - 1], body), "TRUNCATED"),
        ("stream 2 too long", four_with([32, 33, 32], body[:64] + b"\0" + body[64:]), "CORRUPT"),
        ("stream 2 too short", four_with([32, 31, 33], body), "TRUNCATED"),
        ("stream 4 too long", four + b"\0", "TRAILING"),
        ("stream 4 too short", four[:-1], "TRUNCATED"),
    ]
    for name, packed, error in bad:
        yield {"name": name, "op": "huffman_decode", "in": {"data": packed}, "error": error}
    limits = [
        ("one byte above the limit", good, 31),
        ("a run above the limit", run(7, 2**40), 2**30),
        ("2^64 - 1 bytes announced", container(2**64 - 1, two, 4, four[137:]), 2**30),
        ("limit of nothing", run(7, 1), 0),
    ]
    for name, packed, limit in limits:
        yield {"name": name, "op": "huffman_decode", "in": {"data": packed, "max_output": limit},
               "error": "OUTPUT_LIMIT"}


def codes_cases():
    for name, data in INPUTS.items():
        code = words(code_lengths(data))
        listed = [[symbol, len(word), int(word, 2)] for symbol, word in sorted(code.items())]
        yield {"name": name, "op": "huffman_codes", "in": {"data": data}, "out": {"codes": listed}}


# --- files ----------------------------------------------------------------------------------------

def documents():
    """File name → bytes of everything this program makes."""
    files = {}

    def spell(value):
        if isinstance(value, dict):
            return {key: spell(inner) for key, inner in value.items()}
        if not isinstance(value, bytes):
            return value
        if len(value) <= INLINE:
            return base64.b64encode(value).decode()
        known = [name for name, data in files.items() if data == value]
        name = known[0] if known else f"large-{len(files)}.bin"
        files[name] = value
        return {"file": name}

    parts = {
        "encode": ("containers of known inputs", encode_cases()),
        "decode": ("containers and what they hold, also such as the encoder never writes", decode_cases()),
        "errors": ("containers that must be refused", error_cases()),
        "codes": ("code words by symbol, at most 11 bits", codes_cases()),
    }
    jsons = {}
    for part, (about, cases) in parts.items():
        lines = ",\n".join("    " + json.dumps(spell(case)) for case in cases)
        head = f'{{\n  "about": {json.dumps(about)},\n  "origin": {json.dumps(ORIGIN)},\n'
        jsons[f"{part}.json"] = f'{head}  "cases": [\n{lines}\n  ]\n}}\n'.encode()
    return files | jsons


def self_check():
    assert stream(b"abracadabra", words(code_lengths(b"abracadabra"))) == bytes([0x72, 0x35, 0x39])
    for name, data in INPUTS.items():
        assert decode(encode(data)) == data, name
    for symbols in range(2, 12):
        weights = dict(enumerate((3 * n * n + 7) % 41 + 1 for n in range(symbols)))
        deep, flat = unlimited(weights), package_merge(weights, 15)
        cost = lambda lengths: sum(weights[symbol] * length for symbol, length in lengths.items())
        assert cost(deep) == cost(flat), symbols


def main():
    self_check()
    made = documents()
    if sys.argv[1:] == ["--check"]:
        wrong = [name for name, data in made.items()
                 if not (HERE / name).is_file() or (HERE / name).read_bytes() != data]
        if wrong:
            sys.exit("differs: " + ", ".join(wrong))
        return
    for name, data in made.items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()
