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


def huffman_block(data):
    """One part's Huffman block, with the lengths that huffman/make.py finds best."""
    lengths = huffman.code_lengths(data)
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
        if not salvage and not coherent(len(self.parts), self.head.total):
            raise Refused("COHERENCE", f"lost {self.lost()}")
        if len(self.lost()) > self.head.total - self.head.data:
            raise Refused("LOST", f"lost {self.lost()}")
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
    if codings[0].codec == BROTLI:
        data = brotli_decode(b"".join(coding.payload for coding in codings))
    else:
        data = b"".join(decode_part(coding) for coding in codings)
    if sha256(data) != head.digest:
        raise Refused("INTEGRITY", "the component's SHA-256")
    return data


def brotli_decode(stream):
    """A stream as `brotli_stream` makes it."""
    size = (int.from_bytes(stream[:3], "little") >> 4 & 0xFFFF) + 1
    data = stream[3:3 + size]
    assert stream == brotli_stream(data), "compressed brotli needs a brotli decoder"
    return data


def decode_part(coding):
    if coding.codec == STORED:
        return coding.payload
    if coding.codec == RUN:
        return coding.payload * coding.full_size
    jumps, body = coding.payload[:6], coding.payload[6:]
    if coding.streams == 1:
        jumps, body = b"", coding.payload
    wide = b"".join(jumps[at:at + 2] + bytes(6) for at in range(0, len(jumps), 2))
    container = coding.full_size.to_bytes(8, "little") + coding.table + bytes([coding.streams]) + wide + body
    return huffman.decode(container)


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
