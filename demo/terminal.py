"""The damage map in a terminal: one cell a part. In colours there are two parts to a character, one
above the other; where output is no terminal there is one letter a part."""

import os
import shutil
import sys

from damage import Part
from picture import label
from states import INTACT, LOST, MENDED, rows

LETTERS = {INTACT: "·", "damaged": "m", LOST: "x", MENDED: "m", "rebuilt": "R"}
COLOURS = {INTACT: 108, "damaged": 214, LOST: 160, MENDED: 33, "rebuilt": 28}  # of a terminal's 256
MARGIN = 14
COLUMNS = 128


def coloured() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def ansi(state: str, layer: int) -> str:
    """Layer 38 is the letter's colour, 48 that of the ground."""
    return f"\x1b[{layer};5;{COLOURS[state]}m"


def pairs(line: list[str]) -> str:
    """Parts 0 and 1 are one character, the first above."""
    text = ""
    for i in range(0, len(line), 2):
        lower = ansi(line[i + 1], 48) if i + 1 < len(line) else ""
        text += f"{ansi(line[i], 38)}{lower}▀\x1b[0m"
    return text


def key(states: list[tuple[str, str]]) -> str:
    if coloured():
        return "   ".join(f"{ansi(state, 38)}█\x1b[0m {text}" for state, text in states)
    return "   ".join(f"{LETTERS[state]} {text}" for state, text in states)


def draw(states: dict[Part, str]) -> str:
    columns = min(COLUMNS, (shutil.get_terminal_size().columns - MARGIN) // 32 * 32) if coloured() else COLUMNS
    columns = max(32, columns)
    lines = []
    for name in rows(list(states)):
        own = [state for part, state in sorted(states.items(), key=lambda i: i[0].number) if part.component == name]
        length = columns * 2 if coloured() else columns
        for begin in range(0, len(own), length):
            piece = own[begin : begin + length]
            head = label(name) if begin == 0 else ""
            shown = pairs(piece) if coloured() else "".join(LETTERS[state] for state in piece)
            lines.append(f"{head:>{MARGIN - 2}}  {shown}")
    return "\n".join(lines)
