"""What became of every part: from what `diram verify --json` says, checked against what was damaged."""

from typing import Any

from damage import Part

INTACT, MENDED, LOST = "intact", "mended", "lost"


class Disagreement(Exception):
    """verify and the list of damages tell different stories."""


def before(report: dict[str, Any], parts: list[Part], touched: set[Part]) -> dict[Part, str]:
    """The state of each part as received: intact, mendable by itself, or lost."""
    lost = {(c["name"], number) for c in report["components"] for number in c["lost"]}
    states = {}
    for part in parts:
        if (part.component, part.number) in lost:
            states[part] = LOST
        else:
            states[part] = MENDED if part in touched else INTACT
    for component in report["components"]:
        own = [states[p] for p in parts if p.component == component["name"]]
        seen = own.count(INTACT), own.count(MENDED), own.count(LOST)
        said = component["intact"], component["mended"], len(component["lost"])
        if seen != said:
            raise Disagreement(f"{component['name']}: damaged {seen}, verify says {said} (intact, mended, lost)")
    wrong = [p for p, state in states.items() if state == LOST and p not in touched]
    if wrong:
        raise Disagreement(f"{wrong[0]} was never damaged, and verify says it is lost")
    return states


def rows(parts: list[Part]) -> list[str]:
    """The components' names, those of the content first, by number."""

    def order(name: str) -> tuple[bool, str, int]:
        kind, number = name.removesuffix(".bin").rsplit("-", 1)
        return kind != "diram-component", kind, int(number)

    return sorted({part.component for part in parts}, key=order)
