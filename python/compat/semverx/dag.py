"""What the original's samples of dependency resolution use and do not show.

The samples decide by three strategies. These are the pieces: a package with its dependency graph for
the Eulerian and the Hamiltonian one, versions to go over for A*. ``tests/seeds`` runs the samples with
them. New code asks :meth:`pysemverx.Resolver.check` and :meth:`pysemverx.Resolver.plan`, which
know more: what runs, and what a hop needs.

::

    from semverx import Resolver
    from semverx.dag import Package, build_dependency_graph, degree

    package = Package.resolve(Resolver("reg.ndjson"), "app", "^1")
    print([degree(node) for node in build_dependency_graph(package).nodes])
"""

from __future__ import annotations

import dataclasses
from typing import ClassVar, Iterator, Mapping, Sequence

from pysemverx import Registry, Resolution, ResolutionError, ResolutionResult, Resolver, Version
from pysemverx.resolve import SolutionNode

__all__ = [
    "Dependency",
    "DependencyGraph",
    "Package",
    "ResolutionResult",
    "STATE_COST",
    "Stop",
    "UpdatePath",
    "build_dependency_graph",
    "calculate_cost",
    "degree",
    "get_compatible_versions",
    "hamiltonian_path_dfs",
    "reconstruct_path",
    "state_cost",
    "stops",
]

STATE_COST: Mapping[str, int] = {"stable": 0, "experimental": 5, "legacy": 10}
"""What it costs to leave a version of a state. A state of the publisher's own costs 7."""

_CUSTOM = 7
_PRERELEASE = 5
_FROZEN = 6


class Dependency:
    """A package of a graph. Two are equal only if they are the same one."""

    __slots__ = ("label", "links", "missing", "needs", "version")

    def __init__(self, node: SolutionNode) -> None:
        self.label = node.label
        """Its name, with its line where there are several."""
        self.version = node.version
        self.missing = node.unmet
        """What it needs (name and range) and nothing meets."""
        self.needs: tuple[Dependency, ...] = ()
        """What it needs, by label."""
        self.links: frozenset[str] = frozenset()
        """Labels of those that it needs and that need it."""

    def __repr__(self) -> str:
        return f"<Dependency {self.label} {self.version.to_compact()}>"


@dataclasses.dataclass(frozen=True)
class DependencyGraph:
    """A package and all that it needs, directly and further on."""

    nodes: tuple[Dependency, ...]
    """By label."""


class Package:
    """A package in a solution.

    :param resolver: where the solution comes from
    :param name: its name
    :param solution: labels and versions, or an answer; something may be missing in it
    :raises ResolutionError: the package is not in the solution
    """

    def __init__(
        self,
        resolver: Resolver,
        name: str,
        solution: Mapping[str, Version | str] | Resolution,
    ) -> None:
        self.name = name
        self._dependencies = _linked(resolver.graph(solution))
        roots = [one for one in self._dependencies.values() if _name_of(one.label) == name]
        if not roots:
            raise ResolutionError(f"{name} is not in the solution")
        self.root_dep = max(roots, key=lambda one: one.version)
        """Its own node; of several lines the highest."""

    @classmethod
    def resolve(cls, resolver: Resolver, name: str, version_range: str = "*") -> Package:
        """A package with what the resolver chooses for it.

        :raises ResolutionError: nothing fits
        """
        answer = resolver.resolve(name, version_range, certificate=False)
        if not answer.feasible:
            raise ResolutionError(answer.error_message)
        return cls(resolver, name, answer)

    @property
    def version(self) -> Version:
        """Its version."""
        return self.root_dep.version

    def __repr__(self) -> str:
        return f"<Package {self.name} {self.version.to_compact()}>"


def _linked(nodes: Sequence[SolutionNode]) -> dict[str, Dependency]:
    found = {node.label: Dependency(node) for node in nodes}
    links: dict[str, set[str]] = {label: set() for label in found}
    for node in nodes:
        found[node.label].needs = tuple(found[label] for label in node.needs)
        links[node.label].update(node.needs)
        for label in node.needs:
            links[label].add(node.label)
    for label, dependency in found.items():
        dependency.links = frozenset(links[label])
    return found


def _name_of(label: str) -> str:
    at = label.rfind("@")
    return label[:at] if at > 0 else label


def build_dependency_graph(package: Package) -> DependencyGraph:
    """The graph of a package."""
    reached = {package.root_dep.label: package.root_dep}
    left = [package.root_dep]
    while left:
        for needed in left.pop().needs:
            if needed.label not in reached:
                reached[needed.label] = needed
                left.append(needed)
    return DependencyGraph(tuple(reached[label] for label in sorted(reached)))


def degree(node: Dependency) -> int:
    """How many packages it is linked to. Two that need each other have one link."""
    return len(node.links)


def hamiltonian_path_dfs(
    root: Dependency, visited: set[Dependency], path: list[Dependency], *, strict: bool = False
) -> bool:
    """Visits everything that ``root`` needs, once. ``path`` becomes the order in which all of it
    installs: dependencies first.

    :param visited: what the search has seen; empty at first
    :param strict: ask for the literal path, where each one is linked to the one before it; few
        healthy graphs have one
    :return: whether there is such an order. There is none when something is missing or packages need
        each other in a circle
    """
    above: list[tuple[Dependency, Iterator[Dependency]]] = []

    def enter(node: Dependency) -> None:
        visited.add(node)
        above.append((node, iter(node.needs)))

    done = set(path)
    enter(root)
    while above:
        node, needs = above[-1]
        if node.missing:
            return False
        needed = next(needs, None)
        if needed is None:
            above.pop()
            done.add(node)
            path.append(node)
        elif needed not in visited:
            enter(needed)
        elif needed not in done:
            return False  # seen and not done: it is above
    return not strict or all(a in b.needs for a, b in zip(path, path[1:]))


@dataclasses.dataclass(frozen=True)
class UpdatePath:
    """A way from one version to another."""

    NO_SAFE_PATH: ClassVar[UpdatePath]
    """There is none."""

    versions: tuple[Version, ...]
    """Where it leads over, both ends included; none if there is no way."""
    cost: int
    """What it costs."""


UpdatePath.NO_SAFE_PATH = UpdatePath((), 0)


class Stop:
    """A version on the way, and how the search came here. Compares as its version does."""

    __slots__ = ("_search", "cost", "previous", "version")

    def __init__(
        self, search: _Search, version: Version, previous: Stop | None = None, cost: int = 0
    ) -> None:
        self._search = search
        self.version = version
        self.previous = previous
        """The stop before it."""
        self.cost = cost
        """What the way to it costs."""

    @property
    def major(self) -> int:
        """The first number."""
        return self.version.major

    @property
    def minor(self) -> int:
        """The second number."""
        return self.version.minor

    @property
    def patch(self) -> int:
        """The third number."""
        return self.version.patch

    @property
    def state(self) -> str:
        """The overall state."""
        return self.version.state

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Stop):
            return self.version == other.version
        return self.version == other if isinstance(other, Version) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.version)

    def __lt__(self, other: Stop) -> bool:
        return self.version < other.version

    def __repr__(self) -> str:
        return f"<Stop {self.version.to_compact()}>"


@dataclasses.dataclass
class _Search:
    """What one search knows."""

    versions: tuple[Version, ...]
    """Where it may stop."""
    target: Version
    cheapest: dict[Version, int]
    """The cheapest way to each so far."""


def stops(
    registry: Registry, name: str, from_version: Version | str, to_version: Version | str
) -> tuple[Stop, Stop]:
    """The two ends of an update: what ``astar_resolve`` takes.

    :raises ResolutionError: (code ``NOT_FOUND``) no such version
    """
    start = registry.info(name, from_version).version
    target = registry.info(name, to_version).version
    low, high = min(start, target), max(start, target)
    between = tuple(
        entry.version
        for entry in registry.versions(name)
        if low <= entry.version <= high
        and entry.fault < _FROZEN
        and (not entry.yanked or entry.version == target)
    )
    search = _Search(between, target, {start: 0})
    return Stop(search, start), Stop(search, target)


def get_compatible_versions(current: Stop) -> Iterator[Stop]:
    """The next stops: nearer to the target, by one major number at most, no version at fault 6 or
    more. Those to which a cheaper way is known are left out."""
    search = current._search
    for version in search.versions:
        if current.version < search.target:
            nearer = current.version < version <= search.target
        else:
            nearer = search.target <= version < current.version
        if not nearer or abs(version.major - current.major) > 1:
            continue
        cost = current.cost + _hop(current.version, version)
        if cost < search.cheapest.get(version, cost + 1):
            search.cheapest[version] = cost
            yield Stop(search, version, current, cost)


def calculate_cost(current: Stop, neighbor: Stop) -> int:
    """What the way to ``neighbor`` over ``current`` costs, from the start on."""
    return current.cost + _hop(current.version, neighbor.version)


def reconstruct_path(current: Stop) -> UpdatePath:
    """The way that led here."""
    versions: list[Version] = []
    stop: Stop | None = current
    while stop is not None:
        versions.append(stop.version)
        stop = stop.previous
    return UpdatePath(tuple(reversed(versions)), current.cost)


def state_cost(version: Version) -> int:
    """What it costs to leave a version: its state, and at least 5 with a tail."""
    cost = STATE_COST.get(version.state, _CUSTOM)
    return cost if version.pre is None else max(cost, _PRERELEASE)


def _hop(a: Version, b: Version) -> int:
    numbers = abs(a.major - b.major) * 100 + abs(a.minor - b.minor) * 10 + abs(a.patch - b.patch)
    return numbers + state_cost(a)
