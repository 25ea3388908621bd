"""A picture as PNG, without any library: boxes, and text in the strokes of strokes.py."""

import functools
import math
import struct
import zlib

import strokes
from picture import PAPER, Box, Picture, Text

SCALE = 2
REGULAR, BOLD = 0.068, 0.105  # of the size: width of a stroke


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


class Canvas:
    def __init__(self, width: int, height: int, paper: str) -> None:
        self.width, self.height = width, height
        self.rows = [bytearray(bytes(rgb(paper)) * width) for _ in range(height)]

    def box(self, box: Box) -> None:
        """Whole pixels across; the share of a pixel at the upper and lower edge."""
        left, right = round(box.x * SCALE), round((box.x + box.width) * SCALE)
        top, bottom = box.y * SCALE, (box.y + box.height) * SCALE
        colour = rgb(box.fill)
        for y in range(math.floor(top), math.ceil(bottom)):
            share = min(bottom, y + 1) - max(top, y)
            row = self.rows[y]
            if share > 0.99:
                row[3 * left : 3 * right] = bytes(colour) * (right - left)
            else:
                for x in range(left, right):
                    self.blend(row, x, colour, share)

    @staticmethod
    def blend(row: bytearray, x: int, colour: tuple[int, int, int], share: float) -> None:
        for channel in range(3):
            at = 3 * x + channel
            row[at] = round(row[at] + (colour[channel] - row[at]) * share)

    def text(self, item: Text) -> None:
        size = item.size * SCALE
        width = strokes.width(item.text, size)
        pen = item.x * SCALE - {"start": 0, "middle": width / 2, "end": width}[item.anchor]
        base = round(item.y * SCALE)
        for character in item.text:
            left, top, mask = glyph(character, size, item.bold)
            for dy, line in enumerate(mask):
                row = self.rows[base + top + dy]
                for dx, share in enumerate(line):
                    if share > 0:
                        self.blend(row, round(pen) + left + dx, rgb(item.fill), share)
            pen += strokes.advance(character, size)

    def png(self) -> bytes:
        def chunk(kind: bytes, data: bytes) -> bytes:
            body = kind + data
            return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        pixels = zlib.compress(b"".join(b"\0" + row for row in self.rows), 9)
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@functools.cache
def glyph(character: str, size: float, bold: bool) -> tuple[int, int, list[list[float]]]:
    """Coverage of a character's pixels; left and top are relative to the pen on the baseline."""
    half = size * (BOLD if bold else REGULAR) / 2
    lines = [[(x, -y) for x, y in line] for line in strokes.lines(character, size)]
    points = [point for line in lines for point in line]
    if not points:
        return 0, 0, []
    edge = half + 1
    left = math.floor(min(x for x, _ in points) - edge)
    top = math.floor(min(y for _, y in points) - edge)
    right = math.ceil(max(x for x, _ in points) + edge)
    bottom = math.ceil(max(y for _, y in points) + edge)
    mask = [[0.0] * (right - left) for _ in range(bottom - top)]
    for line in lines:
        for one, other in zip(line, line[1:]):
            for y in range(math.floor(min(one[1], other[1]) - edge), math.ceil(max(one[1], other[1]) + edge)):
                for x in range(math.floor(min(one[0], other[0]) - edge), math.ceil(max(one[0], other[0]) + edge)):
                    share = half + 0.5 - distance((x + 0.5, y + 0.5), one, other)
                    row = mask[y - top]
                    row[x - left] = max(row[x - left], min(1.0, share))
    return left, top, mask


def distance(point: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """From a point to a line between two points."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    px, py = point[0] - one[0], point[1] - one[1]
    length = dx * dx + dy * dy
    at = 0.0 if length == 0 else max(0.0, min(1.0, (px * dx + py * dy) / length))
    return math.hypot(px - at * dx, py - at * dy)


def png(picture: Picture) -> bytes:
    canvas = Canvas(round(picture.width * SCALE), round(picture.height * SCALE), PAPER)
    for item in picture.items:
        if isinstance(item, Box):
            canvas.box(item)
        else:
            canvas.text(item)
    return canvas.png()
