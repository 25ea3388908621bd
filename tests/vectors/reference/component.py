"""Components: shape, payloads, parity, and the way back (FORMAT.md 1.2, 3, 4, 5)."""

import dataclasses
import importlib.util
import pathlib

from . import part
from .field import add_rows, lagrange, scale_row
from .part import Coding, Head, Refused, sha256

MOST_DATA, MOST_PARITY = 240, 16
STORED, HUFFMAN, BROTLI, RUN = range(4)


def huffman_maker():
    """tests/vectors/huffman/make.py, which has the code and its tables."""
    path = pathlib.Path(__file__).resolve().parents[1] / "huffman" / "make.py"
    spec = importlib.util.spec_from_file_location("huffman_make", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


huffman = huffman_maker()


# --- shape ----------------------------------------------------------------------------------------

def parity_parts(data_parts):
    return max(2, -(-data_parts // 15))


def shape(encoded):
    """Data parts and capacity for so many encoded bytes."""
    if encoded == 0:
        return 20, 0
    data_parts = max(20, -(-encoded // part.MOST_PAYLOAD))
    while not loss_allowed(data_parts) and data_parts < MOST_DATA:
        data_parts += 1
    return data_parts, -(-encoded // data_parts)


def loss_allowed(data_parts):
    """Whether the threshold lets 11/256 of the parts go."""
    total = data_parts + parity_parts(data_parts)
    return 46 * total // 1000 * 256 >= 11 * total


def coherent(intact, total):
    return intact * 1000 >= 954 * total


# --- payloads -------------------------------------------------------------------------------------

def stored(data, data_parts, capacity):
    pieces = [data[at:at + capacity] for at in range(0, len(data), capacity)] if capacity else []
    return in_order([Coding(len(piece), STORED, 0, piece) for piece in pieces], data_parts)


def huffman_block(data, lengths=None):
    """One part's Huffman block, with these code lengths or those that huffman/make.py finds best."""
    lengths = lengths or huffman.code_lengths(data)
    code = huffman.words(lengths)
    if len(data) < 1024:
        return Coding(len(data), HUFFMAN, 0, huffman.stream(data, code), 1, huffman.table(lengths))
    streams = [huffman.stream(piece, code) for piece in huffman.streams_of(data)]
    jumps = b"".join(len(stream).to_bytes(2, "little") for stream in streams[:3])
    return Coding(len(data), HUFFMAN, 0, jumps + b"".join(streams), 4, huffman.table(lengths))


def smallest(data):
    """Run, Huffman or stored."""
    if data and len(set(data)) == 1:
        return Coding(len(data), RUN, 0, data[:1])
    block = huffman_block(data) if data else None
    return block if block and len(block.payload) < len(data) else Coding(len(data), STORED, 0, data)


def in_order(codings, data_parts):
    """Gives each part the place where its bytes begin; empty parts follow."""
    placed, at = [], 0
    for coding in codings:
        placed.append(dataclasses.replace(coding, offset=at))
        at += coding.full_size
    empty = Coding(0, STORED, at, b"")
    return placed + [empty] * (data_parts - len(placed))


def brotli_stream(data):
    """A stream of one uncompressed meta-block (RFC 7932, 9.2) of 1..=65536 bytes."""
    bits = 0 | 0 << 1 | 0 << 2 | (len(data) - 1) << 4 | 1 << 20   # window 16, not last, 4 nibbles, raw
    return bits.to_bytes(3, "little") + data + b"\x03"            # last and empty


def brotli_slices(data, data_parts, capacity):
    packed = brotli_stream(data)
    return [Coding(len(data), BROTLI, 0, packed[i * capacity:(i + 1) * capacity]) for i in range(data_parts)]


# --- parity ---------------------------------------------------------------------------------------

def combine(shards, at):
    """The value at point `at` of the polynomial through `shards` (point → bytes)."""
    result = b""
    for point, weight in lagrange(shards, at).items():
        result = add_rows(result, scale_row(weight, shards[point]))
    return result


def parity(shards, count):
    known = dict(enumerate(shards)) | {point: b"" for point in range(len(shards), MOST_DATA)}
    return [combine(known, MOST_DATA + number) for number in range(count)]


def point_of(head, number):
    """Data parts lie at their numbers, parity parts at 240 and up."""
    return number if number < head.data else MOST_DATA + number - head.data


def rebuilt(head, shards):
    """All shards by number from any `head.data` of them."""
    known = {point_of(head, number): shard for number, shard in sorted(shards.items())[:head.data]}
    known |= {point: b"" for point in range(head.data, MOST_DATA)}
    empty = bytes(144 + head.capacity)
    return [shards.get(number) or add_rows(combine(known, point_of(head, number)), empty)
            for number in range(head.total)]


def build(codings, digest, *, tag, kind=0, component_id=0, volume=0, last=False, capacity=None, count=None):
    """Every part of a component. `capacity` and the number of parity parts may be forced."""
    capacity = max(len(coding.payload) for coding in codings) if capacity is None else capacity
    count = parity_parts(len(codings)) if count is None else count
    head = Head(component_id, len(codings) + count, len(codings), kind, last, capacity, volume, tag, digest)
    shards = [coding.shard(capacity) for coding in codings]
    shards += parity(shards, count)
    return [part.build(head, number, shard) for number, shard in enumerate(shards)]


# --- the way back ---------------------------------------------------------------------------------

@dataclasses.dataclass
class Found:
    """What is there of a component: parts as they were packed, and which of them came so."""

    head: Head
    parts: dict
    intact: set

    def lost(self):
        return [number for number in range(self.head.total) if number not in self.parts]

    def status(self):
        if len(self.intact) == self.head.total:
            return "intact"
        if len(self.lost()) > self.head.total - self.head.data:
            return "lost"
        return "healable" if coherent(len(self.parts), self.head.total) else "below-threshold"

    def all_parts(self, salvage):
        """All parts in order; refuses below the threshold and beyond the parity."""
        if not self.lost():
            return [self.parts[number] for number in range(self.head.total)]
        if len(self.lost()) > self.head.total - self.head.data:
            raise Refused("LOST", f"lost {self.lost()}")
        if not salvage and not coherent(len(self.parts), self.head.total):
            raise Refused("COHERENCE", f"lost {self.lost()}")
        shards = {number: raw[48:192] + raw[256:-128] for number, raw in self.parts.items()}
        return [self.parts.get(number) or part.build(self.head, number, shard)
                for number, shard in enumerate(rebuilt(self.head, shards))]


def gather(head, raws):
    """The parts of one component among `raws`, each under its own number or the one it fits."""
    found, doubtful = Found(head, {}, set()), []
    for raw in raws:
        try:
            whole = part.examine(raw)
        except Refused:
            doubtful.append(raw)
            continue
        number = part.parse_head(whole)[1]
        found.parts[number] = whole
        if whole == raw:
            found.intact.add(number)
    for raw in doubtful:
        for number in found.lost():
            try:
                found.parts[number] = part.examine(raw, head, number)
            except Refused:
                continue
            break
    return found


def decode(head, parts):
    """The component's bytes from all its parts."""
    codings = [part.parse_coding(raw[48:192] + raw[256:-128]) for raw in parts[:head.data]]
    sliced = [coding.codec == BROTLI for coding in codings]
    if any(sliced) != all(sliced):
        raise Refused("CORRUPT", "brotli slices beside other parts")
    data = decode_slices(codings) if all(sliced) else decode_in_order(codings)
    if sha256(data) != head.digest:
        raise Refused("INTEGRITY", "the component's SHA-256")
    return data


def decode_in_order(codings):
    data = b""
    for coding in codings:
        if coding.offset != len(data):
            raise Refused("CORRUPT", "a gap between parts")
        if len(data) + coding.full_size > part.MOST_DECODED:
            raise Refused("OUTPUT_LIMIT", "a component of more than 8 MiB")
        data += decode_part(coding)
    return data


def decode_part(coding):
    if coding.codec == HUFFMAN:
        return decode_block(coding)
    if coding.codec == RUN and len(coding.payload) == 1:
        return coding.payload * coding.full_size
    if coding.codec == STORED and len(coding.payload) == coding.full_size:
        return coding.payload
    raise Refused("CORRUPT", "a payload of another length")


def lengths_of(table):
    return {2 * i + half: byte >> 4 * half & 15 for i, byte in enumerate(table) for half in (0, 1)}


def decode_block(coding):
    """A block as `huffman_block` makes it."""
    lengths = lengths_of(coding.table)
    size, streams, payload = coding.full_size, coding.streams, coding.payload
    if sum(1 << 15 - length for length in lengths.values() if length) != 1 << 15:
        raise Refused("CORRUPT", "not a complete code")
    if not size or streams != (1 if size < 1024 else 4):
        raise Refused("CORRUPT", "number of streams")
    counts, pieces = [size], [payload]
    if streams == 4:
        quarter = -(-size // 4)
        counts = [quarter] * 3 + [size - 3 * quarter]
        ends = [6]
        for at in (0, 2, 4):
            ends.append(ends[-1] + int.from_bytes(payload[at:at + 2], "little"))
        if ends[-1] > len(payload):
            raise Refused("TRUNCATED", "streams beyond the payload")
        pieces = [payload[start:end] for start, end in zip(ends, ends[1:] + [len(payload)])]
    symbols = {word: symbol for symbol, word in huffman.words(lengths).items()}
    return b"".join(decode_stream(piece, count, symbols) for piece, count in zip(pieces, counts))


def decode_stream(stream, count, symbols):
    bits, at, data = "".join(format(byte, "08b")[::-1] for byte in stream), 0, bytearray()
    for _ in range(count):
        end = next((end for end in range(at + 1, len(bits) + 1) if bits[at:end] in symbols), None)
        if end is None:
            raise Refused("TRUNCATED", "a stream ends before its last word")
        data.append(symbols[bits[at:end]])
        at = end
    if len(bits) - at >= 8 or "1" in bits[at:]:
        raise Refused("CORRUPT", "after the last word")
    return bytes(data)


def decode_slices(codings):
    """A stream as `brotli_stream` makes it."""
    sizes = {coding.full_size for coding in codings}
    if len(sizes) > 1 or any(coding.offset for coding in codings):
        raise Refused("CORRUPT", "slices of different components")
    if max(sizes) > part.MOST_DECODED:
        raise Refused("OUTPUT_LIMIT", "a component of more than 8 MiB")
    stream = b"".join(coding.payload for coding in codings)
    first = int.from_bytes(stream[:3], "little")
    if first & 0xF or first >> 20 != 1:
        raise NotImplementedError("compressed brotli needs a brotli decoder")
    size = (first >> 4 & 0xFFFF) + 1
    data, end = stream[3:3 + size], stream[3 + size:]
    if end != b"\x03":
        raise Refused(*(("TRAILING", "bytes after the stream") if end else ("TRUNCATED", "stream without end")))
    if {len(data)} != sizes:
        raise Refused("CORRUPT", "not the size that the slices name")
    return data


def reconstruct(raws, salvage=False):
    """The operation `component_reconstruct`: bytes, coherence as received, rebuilt numbers."""
    heads, refusal = set(), Refused("ARGUMENT", "no part")
    for raw in raws:
        try:
            heads.add(part.parse_head(part.examine(raw))[0])
        except Refused as refused:
            refusal = refused
    if not heads:
        raise refusal
    if len(heads) > 1:
        raise Refused("CONFLICTING_PARTS", "parts of several components")
    head = heads.pop()
    found = gather(head, raws)
    data = decode(head, found.all_parts(salvage))
    return data, len(found.intact) / head.total, found.lost()
