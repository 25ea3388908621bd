"""Packages, reading: finding parts, the state of components, healing, unpacking (FORMAT.md 5, 7)."""

import base64
import dataclasses
import json
import struct
import zlib

from . import component, package, part
from .component import Found
from .part import FOOTER, HEADER, IDENTITY, KINDS, Head, Refused, parse_head

MAGIC = part.MAGIC.to_bytes(4, "little")


# --- finding parts --------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Place:
    """A part that was found, as it was packed."""

    start: int
    whole: bytes
    head: Head
    number: int
    intact: bool

    def end(self):
        return self.start + len(self.whole)


def occurrences(data, pattern):
    at = data.find(pattern)
    while at >= 0:
        yield at
        at = data.find(pattern, at + 1)


def starts(data):
    """(start, capacity) of what may be a part: at a magic, or before a footer's copy of one."""
    for at in occurrences(data, MAGIC):
        capacity = int.from_bytes(data[at + 10:at + 12], "little")
        if capacity <= part.MOST_PAYLOAD:
            yield at, capacity
            yield at - 48 - HEADER - capacity, capacity


def look(data, start, capacity, head=None, number=None, digest=None):
    """The part at a place, or None."""
    raw = data[start:start + HEADER + capacity + FOOTER] if start >= 0 else b""
    try:
        whole = part.examine(raw, head, number, digest)
    except Refused:
        return None
    return Place(start, whole, *parse_head(whole), whole == raw)


def scan(data):
    """Every part that can be told without knowing its siblings, but for those inside others."""
    found = {}
    for start, capacity in starts(data):
        place = look(data, start, capacity)
        if place:
            found[start] = place
    outer = []
    for place in sorted(found.values(), key=lambda place: (place.start, -place.end())):
        if not outer or place.start >= outer[-1].end():
            outer.append(place)
    return outer


def zip_entries(data):
    """(start, size, CRC-32) of every entry that the zip's own records name."""
    for at in occurrences(data, b"PK\3\4"):
        if at + 30 <= len(data):
            crc, _, size, name = struct.unpack_from("<3IH", data, at + 14)
            yield at + 30 + name, size, crc
    for at in occurrences(data, b"PK\1\2"):
        if at + 46 <= len(data):
            crc, _, size, name = struct.unpack_from("<3IH", data, at + 16)
            yield struct.unpack_from("<I", data, at + 42)[0] + 30 + name, size, crc


def scan_with_siblings(data):
    """Also the parts of known components that only the zip's records lead to."""
    places = scan(data)
    groups, taken = grouped(places), {place.start for place in places}
    for start, size in sorted({(start, size) for start, size, _ in zip_entries(data)}):
        if start not in taken:
            fitting = [head for head in groups if head.part_len() == size]
            places += unnumbered(data, start, fitting, groups)
    return sorted(places, key=lambda place: place.start)


def unnumbered(data, start, heads, groups):
    """The part at a place whose own number cannot be read, tried under every missing one."""
    for head in heads:
        known = {place.number for place in groups[head]}
        for number in range(head.total):
            place = number not in known and look(data, start, head.capacity, head, number)
            if place:
                return [place]
    return []


def grouped(places):
    groups = {}
    for place in places:
        groups.setdefault(place.head, []).append(place)
    return groups


# --- manifests ------------------------------------------------------------------------------------

def as_found(head, places):
    """A component's parts; of two copies of a part the intact one counts."""
    found = Found(head, {}, set())
    for place in places:
        if place.intact or place.number not in found.parts:
            found.parts[place.number] = place.whole
        if place.intact:
            found.intact.add(place.number)
    return found


def listed_head(row, tag):
    """The head of a component by its row."""
    return Head(row["id"], row["data_parts"] + row["parity_parts"], row["data_parts"], KINDS.index(row["kind"]),
                row.get("last", False), row["capacity"], row["volume"], tag, bytes.fromhex(row["sha256"]))


class Manifest:
    """A volume's manifest, decoded."""

    def __init__(self, head, parts, data):
        self.head, self.data, self.json = head, data, json.loads(data)
        self.heads, self.digests = [], []
        for row in self.json["components"]:
            hashes = base64.b64decode(row["parts"], validate=True)
            self.digests.append([hashes[at:at + 8] for at in range(0, len(hashes), 8)])
            self.heads.append(listed_head(row, head.tag))
        self.heads.append(head)
        self.digests.append([raw[-FOOTER:][:8] for raw in parts])  # its own parts follow from each other


def plain_copy(data, tag):
    """Heads by the plain copy of a package of one volume, if its CRC-32 agrees; else None."""
    for start, size, crc in zip_entries(data):
        text = data[start:start + size]
        if data[start - len(package.PLAIN_COPY):start] == package.PLAIN_COPY.encode() and zlib.crc32(text) == crc:
            manifest = json.loads(text)
            if manifest["tag"] == tag.hex() and manifest["volumes"] == 1:
                return [listed_head(row, tag) for row in manifest["components"]]
    return None


def manifests(groups, decode):
    """Every readable manifest. Reading one goes to the limit of its parity."""
    for head, places in groups.items():
        if head.kind == package.MANIFEST and head.component_id == 0:
            try:
                parts = as_found(head, places).all_parts(salvage=True)
                yield Manifest(head, parts, decode(head, parts))
            except Refused:
                pass


def chosen_tag(groups, found):
    """The package that is meant."""
    tags = {manifest.head.tag for manifest in found}
    if not tags:
        count = {}
        for head, places in groups.items():
            count[head.tag] = count.get(head.tag, 0) + len(places)
        most = max(count, key=count.get)
        if count[most] * 10 <= sum(count.values()) * 9:
            raise Refused("CONFLICTING_PARTS", "parts of several packages, no manifest")
        return most
    extents = {tag: extent(groups, tag, tag_manifests(found, tag)) for tag in tags}
    outer = [tag for tag in tags if not any(inside(groups, found, tag, extents[other])
                                            for other in tags - {tag})]
    if len(outer) != 1:
        raise Refused("CONFLICTING_PARTS", "two packages")
    return outer[0]


def tag_manifests(found, tag):
    return [manifest for manifest in found if manifest.head.tag == tag]


def extent(groups, tag, listed):
    """From the first to the last part that a package's manifests name."""
    heads = {head for manifest in listed for head in manifest.heads}
    places = [place for head in heads for place in groups.get(head, [])]
    return min(place.start for place in places), max(place.end() for place in places)


def inside(groups, found, tag, outer):
    places = [place for manifest in tag_manifests(found, tag) for place in groups[manifest.head]]
    return all(outer[0] <= place.start and place.end() <= outer[1] for place in places)


# --- packages -------------------------------------------------------------------------------------

class Package:
    """A package as found. `known` has what brotli streams decode to, by SHA-256."""

    def __init__(self, data, known=None):
        self.data, self.known = data, known or {}
        places = scan_with_siblings(data)
        groups = grouped(places)
        if not groups:
            raise Refused("FORMAT", "no part")
        found = list(manifests(groups, self.decode))
        tag = chosen_tag(groups, found)
        self.manifests = sorted(tag_manifests(found, tag), key=lambda one: one.head.volume)
        self.places = [place for place in places if place.head.tag == tag]
        self.end = next((one.json["volumes"] for one in self.manifests if "volumes" in one.json), None)
        self.listed = None if self.manifests else plain_copy(data, tag)
        if not self.whole() and not self.ends_known() and not self.listed:
            raise Refused("LOST", "how many components there were")
        self.components = self.expected()

    def decode(self, head, parts):
        if head.digest in self.known:
            return self.known[head.digest]
        return component.decode(head, parts)

    def whole(self):
        """Whether every volume's manifest was read."""
        return len(self.manifests) == self.end

    def ends_known(self):
        """Whether without the last manifest it is known where the content ends: a part of its last
        component says so, and the volumes before have their manifests."""
        last = {place.head.volume for place in self.places if place.head.last and place.head.kind == 0}
        read = [one.head.volume for one in self.manifests]
        return self.end is None and any(read == list(range(volume)) for volume in last)

    def expected(self):
        """The components that the manifests name, with the parts found anywhere or at their places;
        of volumes without manifest those of which a part was found."""
        groups = grouped(self.places)
        heads = self.listed or [head for one in self.manifests for head in one.heads]
        read = {one.head.volume for one in self.manifests}
        heads += [head for head in groups if head.volume not in read and head not in heads]
        found = {head: as_found(head, groups.get(head, [])) for head in heads}
        for start, head, number, digest in self.predicted() if self.whole() else ():
            self.take(found[head], start, number, digest)
        return sorted(found.values(), key=lambda one: (one.head.volume, one.head.kind, one.head.component_id or 256))

    def take(self, found, start, number, digest):
        """A part that only its place tells."""
        if number in found.intact:
            return
        place = look(self.data, start, found.head.capacity, found.head, number, digest)
        if place:
            found.parts[number] = place.whole
            found.intact |= {number} if place.intact else set()

    def predicted(self):
        """(start, head, number, digest) of every part, moved as its nearest found neighbours are."""
        rows = list(self.layout())
        at = {(place.head, place.number): place.start for place in self.places}
        moved = [at[head, number] - start if (head, number) in at else None for start, head, number, _ in rows]
        for i, (start, head, number, digest) in enumerate(rows):
            before = next((shift for shift in reversed(moved[:i + 1]) if shift is not None), 0)
            after = next((shift for shift in moved[i:] if shift is not None), 0)
            for shift in {before, after}:
                yield start + shift, head, number, digest

    def layout(self):
        """Where every part was written."""
        at = 0
        for manifest in self.manifests:
            heads = manifest.heads
            for one, number in package.order([head.total for head in heads]):
                head = heads[one]
                at += len(package.local_header(package.path(head, number), 0, 0))
                yield at, head, number, manifest.digests[one][number]
                at += head.part_len()

    def content(self, salvage=False):
        content = [found for found in self.components if found.head.kind == 0]
        for one, after in zip(content, content[1:]):
            if one.head.volume == after.head.volume and one.head.component_id + 1 != after.head.component_id:
                raise Refused("LOST", "a component in the middle")
        return b"".join(self.decode(found.head, found.all_parts(salvage)) for found in content)

    def healed(self, salvage=False):
        """The package as it was packed."""
        if not self.whole():
            raise Refused("LOST", "no manifest")
        volumes = [[found.all_parts(salvage) for found in self.components if found.head.volume == volume]
                   for volume in range(self.end)]
        return package.assemble(volumes, self.plain())

    def plain(self):
        last = self.manifests[-1].json
        if len(self.manifests) == 1:
            return self.manifests[0].data
        head = {key: value for key, value in last.items() if key not in ("volume", "components")}
        return package.manifest(head, [one for each in self.manifests for one in each.json["components"]])

    def verification(self):
        """The fields of the operation `package_verify`. Without a manifest some parts are not counted
        by anyone, and only the state is certain: the package cannot be given back."""
        if not self.whole():
            return {"status": "lost"}
        total = sum(found.head.total for found in self.components)
        ranks = ["intact", "healable", "below-threshold", "lost"]
        worst = max((found.status() for found in self.components), key=ranks.index)
        if worst == "intact" and self.healed() != self.data:
            worst = "healable"
        return {"status": worst,
                "coherence": sum(len(found.intact) for found in self.components) / total,
                "coherence_healed": sum(len(found.parts) for found in self.components) / total}
