"""A picture as SVG."""

from html import escape

from picture import PAPER, Box, Picture, Text

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif"


def number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def boxes(items: list[Box]) -> list[str]:
    """One path a colour: thousands of cells stay small."""
    paths: dict[str, list[str]] = {}
    for box in items:
        x, y, width, height = (number(v) for v in (box.x, box.y, box.width, box.height))
        paths.setdefault(box.fill, []).append(f"M{x} {y}h{width}v{height}h-{width}z")
    return [f'<path fill="{fill}" d="{"".join(path)}"/>' for fill, path in paths.items()]


def text(item: Text) -> str:
    weight = ' font-weight="600"' if item.bold else ""
    anchor = "" if item.anchor == "start" else f' text-anchor="{item.anchor}"'
    place = f'x="{number(item.x)}" y="{number(item.y)}" font-size="{number(item.size)}" fill="{item.fill}"'
    return f"<text {place}{weight}{anchor}>{escape(item.text)}</text>"


def svg(picture: Picture) -> str:
    width, height = number(picture.width), number(picture.height)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' font-family="{FONT}" role="img">',
        f"<title>{escape(picture.title)}</title>",
        f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>',
        *boxes([item for item in picture.items if isinstance(item, Box)]),
        *(text(item) for item in picture.items if isinstance(item, Text)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"
