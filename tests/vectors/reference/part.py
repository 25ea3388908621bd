"""One part: header, payload, footer, and the inner code that mends it (FORMAT.md 1 and 2)."""

import dataclasses
import hashlib
import struct
import zlib

from .field import EXP, LOG, add_rows, div, scale_row

MAGIC = 0xD12A4C00
HEADER, FOOTER, MOST_PAYLOAD = 256, 128, 5120
CODED = 192           # bytes of the header that the inner code protects
LANES = 32            # codewords of the inner code
IDENTITY = 48         # bytes of the header that parts of a component share, but for the number
MOST_DECODED = 8 << 20
KINDS = ["component", "service", "operation", "division", "country", "manifest"]
CODECS = ["stored", "huffman", "brotli", "run"]


class Refused(Exception):
    """A code's name and why."""

    def __init__(self, code, why):
        super().__init__(f"{code}: {why}")
        self.code = code


def sha256(data):
    return hashlib.sha256(data).digest()


# --- header ---------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Head:
    """The first 48 bytes without the part number: what all parts of a component share."""

    component_id: int
    total: int
    data: int
    kind: int
    last: bool
    capacity: int
    volume: int
    tag: bytes
    digest: bytes

    def bytes(self, number):
        return struct.pack("<IBBBBBBHB3s32s", MAGIC, 1, self.component_id, number, self.total - 1, self.data,
                           self.kind | self.last << 7, self.capacity, self.volume, self.tag, self.digest)

    def address(self):
        return self.volume, self.kind, self.component_id

    def part_len(self):
        return HEADER + self.capacity + FOOTER


def parse_head(raw):
    """Head and part number; refuses what section 1.1 does not allow."""
    magic, version, component_id, number, last_number, data, flags, capacity, volume, tag, digest = \
        struct.unpack_from("<IBBBBBBHB3s32s", raw)
    total, kind = last_number + 1, flags & 7
    if magic != MAGIC:
        raise Refused("FORMAT", f"magic {magic:#x}")
    if version != 1:
        raise Refused("UNSUPPORTED", f"version {version}")
    wrong = [name for name, right in {
        "number": number < total,
        "data parts": 1 <= data <= min(240, total),
        "parity parts": total - data <= 16,
        "kind": kind < len(KINDS) and flags & 0x78 == 0,
        "capacity": capacity <= MOST_PAYLOAD,
    }.items() if not right]
    if wrong:
        raise Refused("CORRUPT", ", ".join(wrong))
    return Head(component_id, total, data, kind, bool(flags & 0x80), capacity, volume, tag, digest), number


@dataclasses.dataclass(frozen=True)
class Coding:
    """Bytes 48..192 of a data part (section 1.2) with its payload."""

    full_size: int
    codec: int
    offset: int
    payload: bytes
    streams: int = 0
    table: bytes = bytes(128)
    zero: int = 0

    def shard(self, capacity):
        """Bytes 48..192 and the padded payload."""
        fields = struct.pack("<QHB3sBB", self.full_size, len(self.payload), self.codec,
                             self.offset.to_bytes(3, "little"), self.streams, self.zero)
        return fields + self.table + self.payload.ljust(capacity, b"\0")


def parse_coding(shard):
    full_size, used, codec, offset, streams, zero = struct.unpack_from("<QHB3sBB", shard)
    payload = shard[144:144 + used]
    if len(payload) != used or codec >= len(CODECS) or zero:
        raise Refused("CORRUPT", "payload in use, codec or the reserved byte")
    return Coding(full_size, codec, int.from_bytes(offset, "little"), payload, streams, shard[16:144], zero)


# --- inner code -----------------------------------------------------------------------------------

def rows(head, payload):
    """header[0..192] and the payload as rows of one byte for each codeword."""
    coded = head + payload
    return [coded[at:at + LANES] for at in range(0, len(coded), LANES)]


def sums(coded_rows):
    """Sum of c and sum of c * 2^e over rows with exponents 2, 3, …"""
    plain, weighted = bytes(LANES), bytes(LANES)
    for row in reversed(coded_rows):
        plain = add_rows(plain, row)
        weighted = add_rows(scale_row(2, weighted), row)
    return plain, scale_row(4, weighted)


def recovery_bits(head, payload):
    """p0 and p1 of every codeword, so that both sums become 0."""
    plain, weighted = sums(rows(head, payload))
    p1 = bytes(div(one ^ two, 3) for one, two in zip(plain, weighted))
    return add_rows(plain, p1) + p1


def syndromes(body):
    """Both sums of every codeword of header and payload."""
    p0, p1 = body[CODED:CODED + LANES], body[CODED + LANES:HEADER]
    plain, weighted = sums(rows(body[:CODED], body[HEADER:]))
    plain = add_rows(plain, add_rows(p0, p1))
    return plain, add_rows(weighted, add_rows(p0, scale_row(2, p1)))


def clean_codewords(body):
    plain, weighted = syndromes(body)
    return sum(one == two == 0 for one, two in zip(plain, weighted))


def mended(body):
    """Header and payload with at most one byte changed in every codeword, or None."""
    result = bytearray(body)
    for lane, (plain, weighted) in enumerate(zip(*syndromes(body))):
        if plain == weighted == 0:
            continue
        if plain == 0 or weighted == 0:
            return None
        exponent = (LOG[weighted] - LOG[plain]) % 255
        at = position(lane, exponent)
        if at >= len(body):
            return None
        result[at] ^= plain
    return bytes(result)


def position(lane, exponent):
    """Where in header and payload the byte of a codeword stands."""
    if exponent < 2:
        return CODED + exponent * LANES + lane
    coded = (exponent - 2) * LANES + lane
    return coded if coded < CODED else coded + HEADER - CODED


# --- whole parts ----------------------------------------------------------------------------------

def footer(body):
    digest = sha256(body)
    return (digest[:8] + struct.pack("<If", zlib.crc32(body), 1.0) + digest + body[:16]).ljust(FOOTER, b"\0")


def sealed(head, payload):
    """The part of 192 header bytes and a padded payload."""
    body = head + recovery_bits(head, payload) + payload
    return body + footer(body)


def build(head, number, shard):
    return sealed(head.bytes(number) + shard[:144], shard[144:])


def examine(raw, head=None, number=None, digest=None):
    """Depth 1: the part as it was packed. Refuses what cannot be brought back.

    `head`, `number` (known from siblings) and `digest` (8 bytes, from the manifest) help.
    """
    if len(raw) < HEADER + FOOTER:
        raise Refused("TRUNCATED", "shorter than any part")
    if len(raw) > HEADER + MOST_PAYLOAD + FOOTER:
        raise Refused("TRAILING", "longer than any part")
    body, foot = raw[:-FOOTER], raw[-FOOTER:]
    hashes = {foot[16:48]}, {foot[:8], digest}
    known = [head.bytes(number) + body[IDENTITY:]] if head else []
    for start in known + [body]:
        for attempt in (start, mended(start)):
            if attempt and (sha256(attempt) in hashes[0] or sha256(attempt)[:8] in hashes[1]):
                found = parse_head(attempt)
                check_length(found[0], raw)
                if head is None or found == (head, number):
                    return attempt + footer(attempt)
    check_length(parse_head(raw)[0], raw)
    raise Refused("INTEGRITY", "damaged beyond its inner code")


def check_length(head, raw):
    if len(raw) != head.part_len():
        raise Refused("TRUNCATED" if len(raw) < head.part_len() else "TRAILING", f"{len(raw)} bytes")


def check(raw):
    """What a lone part says of itself: the fields of the operation `part_check`."""
    report = {"recovery_capability": capability(raw), "intact": False, "mendable": False, "part_number": None,
              "total_parts": None, "data_parts": None, "kind": None, "component_id": None, "volume": None}
    try:
        whole = examine(raw)
    except Refused:
        return report
    head, number = parse_head(whole)
    return report | {"intact": whole == raw, "mendable": True, "part_number": number, "total_parts": head.total,
                     "data_parts": head.data, "kind": KINDS[head.kind], "component_id": head.component_id,
                     "volume": head.volume}


def capability(raw):
    """Codewords without a wrong byte / all codewords; 0 in what is no part by its length or bears the
    magic neither in its header nor in its footer."""
    if not HEADER + FOOTER <= len(raw) <= HEADER + MOST_PAYLOAD + FOOTER:
        return 0.0
    if MAGIC not in (struct.unpack_from("<I", raw)[0], struct.unpack_from("<I", raw, len(raw) - FOOTER + 48)[0]):
        return 0.0
    return clean_codewords(raw[:-FOOTER]) / LANES
