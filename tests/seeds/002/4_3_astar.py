# Seed 002 §4.3, "A* Resolution (Optimal Path)".
# Changed lines: 1
# - the imports, which the sample does not show

from queue import PriorityQueue

from semverx import Registry, SemverX
from semverx.dag import (
    UpdatePath,
    calculate_cost,
    get_compatible_versions,
    reconstruct_path,
    stops,
)


def astar_resolve(current: SemverX, target: SemverX) -> UpdatePath:
    def heuristic(version: SemverX) -> int:
        state_cost = {"stable": 0, "experimental": 5, "legacy": 10}
        return (
            abs(target.major - version.major) * 100
            + abs(target.minor - version.minor) * 10
            + abs(target.patch - version.patch)
            + state_cost[version.state]
        )

    open_set = PriorityQueue()
    open_set.put((0, current))

    while not open_set.empty():
        _, current = open_set.get()

        if current == target:
            return reconstruct_path(current)

        for neighbor in get_compatible_versions(current):
            g_score = calculate_cost(current, neighbor)
            f_score = g_score + heuristic(neighbor)
            open_set.put((f_score, neighbor))

    return UpdatePath.NO_SAFE_PATH


LINES = """
{"name":"core","version":"1.0.0","deps":{}}
{"name":"core","version":"1.5.0.legacy","deps":{}}
{"name":"core","version":"2.0.0.experimental","deps":{}}
{"name":"core","version":"2.1.0","deps":{}}
{"name":"core","version":"3.2.0","deps":{}}
{"name":"core","version":"5.0.0","deps":{}}
"""

with Registry.from_lines(LINES) as registry:
    way = astar_resolve(*stops(registry, "core", "1.0.0", "3.2.0"))
    assert [version.to_compact() for version in way.versions] == ["1.0.0", "2.1.0", "3.2.0"]
    ours = registry.resolver.plan("core", "1.0.0", "3.2.0")
    assert (way.cost, len(way.versions)) == (ours.cost, len(ours.hops) + 1) == (220, 3)
    # There is no 4: nothing leads over two major numbers at once, and the search ends.
    assert astar_resolve(*stops(registry, "core", "1.0.0", "5.0.0")) is UpdatePath.NO_SAFE_PATH
    assert not registry.resolver.plan("core", "1.0.0", "5.0.0").found
