"""The damage map as a list of rectangles and texts: one cell a part, a row a component, before and
after. svg.py and png.py draw the same list."""

import dataclasses

from damage import Part
from states import INTACT, LOST, MENDED, rows

WIDTH = 1200
LEFT = 128
CELL = 4
ROW = 9
SMALL_CELL, SMALL_ROW, SMALL_GAP = 0.9, 4, 34
INK, QUIET, PAPER, LINE = "#1f2933", "#66727f", "#ffffff", "#c9d1d9"
COLOURS = {
    INTACT: "#d8e2dc",
    "damaged": "#f2a900",
    LOST: "#c81e3a",
    MENDED: "#2f7fd1",
    "rebuilt": "#128a57",
}


@dataclasses.dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclasses.dataclass(frozen=True)
class Text:
    x: float
    y: float  # of the baseline
    size: float
    fill: str
    text: str
    bold: bool = False
    anchor: str = "start"  # or "middle", "end"


@dataclasses.dataclass(frozen=True)
class Picture:
    width: float
    height: float
    title: str
    items: list[Box | Text]


@dataclasses.dataclass(frozen=True)
class Map:
    """One damaged copy, as received and as healed."""

    title: str
    damages: list[str]
    before: dict[Part, str]
    healed: bool
    salvage: bool

    def count(self, state: str) -> int:
        return list(self.before.values()).count(state)

    def received(self) -> dict[Part, str]:
        return {p: {MENDED: "damaged"}.get(s, s) for p, s in self.before.items()}

    def after(self) -> dict[Part, str]:
        """What was lost is rebuilt when the healed package is the original, and still lost when not."""
        return {p: "rebuilt" if s == LOST and self.healed else s for p, s in self.before.items()}


def cells(states: dict[Part, str], x: float, y: float, cell: float, row: float, gap: float) -> list[Box]:
    """A row a component, parts from left to right; neighbours of one colour are one box."""
    names = rows(list(states))
    runs: list[tuple[int, int, int, str]] = []
    for part, state in sorted(states.items(), key=lambda item: (names.index(item[0].component), item[0].number)):
        line = names.index(part.component)
        if runs and runs[-1][0] == line and runs[-1][2] == part.number and runs[-1][3] == state:
            runs[-1] = (line, runs[-1][1], part.number + 1, state)
        else:
            runs.append((line, part.number, part.number + 1, state))
    return [
        Box(x + cell * begin, y + row * line, cell * (end - begin), row - gap, COLOURS[state])
        for line, begin, end, state in runs
    ]


def legend(x: float, y: float, names: list[tuple[str, str]]) -> list[Box | Text]:
    items: list[Box | Text] = []
    for state, text in names:
        items += [Box(x, y - 12, 14, 14, COLOURS[state]), Text(x + 21, y, 15, INK, text)]
        x += 21 + 8.2 * len(text) + 24
    return items


def label(name: str) -> str:
    """`7` for the content's components, `manifest 0` for others."""
    return name.removeprefix("diram-").removesuffix(".bin").replace("-", " ").removeprefix("component ")


def panel(states: dict[Part, str], y: float, title: str, names: list[tuple[str, str]]) -> tuple[list[Box | Text], float]:
    """A whole map with its heading, row labels and column numbers."""
    items: list[Box | Text] = [Text(LEFT, y, 19, INK, title, bold=True)]
    items += legend(LEFT + 96, y, names)
    top = y + 30
    lines = rows(list(states))
    for number in (0, 64, 128, 192):
        items.append(Text(LEFT + CELL * number, top - 6, 12, QUIET, f"part {number}" if number == 0 else str(number)))
    items.append(Text(LEFT + CELL * 240 + 5, top - 6, 12, QUIET, "parity"))
    items += cells(states, LEFT, top, CELL, ROW, 1.5)
    content = sum(label(name).isdigit() for name in lines)
    for line in range(0, content, 4):
        shown = f"component {line}" if line == 0 else label(lines[line])
        items.append(Text(LEFT - 10, top + ROW * line + 8, 12, QUIET, shown, anchor="end"))
    middle = top + ROW * (content + len(lines)) / 2
    items.append(Text(LEFT - 10, middle + 4, 12, QUIET, "manifests", anchor="end"))
    items.append(Box(LEFT + CELL * 240 - 0.5, top - 3, 1, ROW * content + 5, QUIET))
    bottom = top + ROW * len(lines)
    return items, bottom


def small(map: Map, x: float, y: float) -> tuple[list[Box | Text], float]:
    """A copy as received, small, with what came of it."""
    cell = SMALL_CELL
    lines = rows(list(map.before))
    items: list[Box | Text] = [Text(x, y, 14, INK, map.title, bold=True)]
    items += cells(map.received(), x, y + 10, cell, SMALL_ROW, 0.5)
    bottom = y + 10 + SMALL_ROW * len(lines)
    said = f"{map.count(MENDED)} mended, {map.count(LOST)} rebuilt"
    items.append(Text(x, bottom + 19, 14, QUIET, f"{said}: identical" if map.healed else "not healed"))
    return items, bottom + 19


def draw(maps: list[Map], size: int) -> Picture:
    """The last map large, before and after; the others small below."""
    main = maps[-1]
    total = len(main.before)
    components = len(rows(list(main.before)))
    title = "A package that heals itself"
    items: list[Box | Text] = [
        Text(LEFT, 50, 30, INK, title, bold=True),
        Text(LEFT, 78, 16, QUIET, f"{size / 1e6:.1f} MB, {total} parts. A row is one of {components} components, a cell one of its parts; any 16 of 256 may be lost."),
    ]
    received = [(INTACT, "intact"), ("damaged", "damaged inside"), (LOST, "gone")]
    part, bottom = panel(main.received(), 122, "Before", received)
    items += part
    for damage in main.damages:
        items.append(Text(LEFT, bottom + 24, 14, INK, damage[0].upper() + damage[1:]))
        bottom += 20
    healed = [(INTACT, "intact"), (MENDED, "mended inside the part"), ("rebuilt", "rebuilt from the others")]
    if not main.healed:
        healed.append((LOST, "lost"))
    part, bottom = panel(main.after(), bottom + 52, "After", healed)
    items += part
    how = "diram heal --salvage" if main.salvage else "diram heal"
    verdict = "every byte is as it was" if main.healed else "NOT HEALED"
    items.append(
        Text(LEFT, bottom + 24, 16, INK, f"{how}: {main.count(MENDED)} parts mended, {main.count(LOST)} rebuilt, {verdict}")
    )
    others = maps[:-1]
    y = bottom + 74
    if others:
        items.append(Box(LEFT, y - 30, CELL * 256, 1, LINE))
        items.append(Text(LEFT, y, 15, INK, "Each alone heals without --salvage:", bold=True))
        for number, map in enumerate(others):
            drawn, bottom = small(map, LEFT + number * (256 * SMALL_CELL + SMALL_GAP), y + 30)
            items += drawn
    return Picture(WIDTH, bottom + 36, title, items)
