"""``semverx.dag`` of pysemverx-compat, against the resolver's own strategies and against trying all."""

from __future__ import annotations

import heapq
import itertools
import json
import random

import pytest
from semverx import dag

from pysemverx import Registry, Resolution, ResolutionError, Resolver, Version


def line(name: str, version: str, needs: dict[str, str] | None = None, fault: int = 0) -> str:
    entry = {"name": name, "version": version, "deps": needs or {}, "fault": fault}
    return json.dumps(entry) + "\n"


def made(numbers: random.Random) -> tuple[Resolver, dict[str, str]]:
    """A package ``top`` that needs all others, which may need each other in circles."""
    names = [f"p{n}" for n in range(numbers.randint(1, 6))]
    circles = numbers.random() < 0.3
    lines = line("top", "1.0.0", dict.fromkeys(names, "*"))
    for place, name in enumerate(names):
        others = [o for at, o in enumerate(names) if at > place or (circles and at < place)]
        needs = [other for other in others if numbers.random() < 0.5]
        lines += line(name, "1.0.0", dict.fromkeys(needs, "*"))
    return Resolver(Registry.from_lines(lines)), dict.fromkeys([*names, "top"], "1.0.0")


def verdict(odd: int) -> str:
    return {0: "SAFE_SWAP", 2: "WARNING"}.get(odd, "PANIC")


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize("seed", range(60))
def test_graphs_agree_with_the_resolver(seed: int) -> None:
    resolver, solution = made(random.Random(seed))
    package = dag.Package(resolver, "top", solution)
    nodes = dag.build_dependency_graph(package).nodes
    odd = [node.label for node in nodes if dag.degree(node) % 2]
    literal = resolver.check(solution, "eulerian", literal=True)
    assert literal.parity is not None and tuple(odd) == literal.parity.odd
    assert verdict(len(odd)) == literal.verdict

    path: list[dag.Dependency] = []
    found = dag.hamiltonian_path_dfs(package.root_dep, set(), path)
    order = resolver.check(solution, "hamiltonian")
    assert order.install is not None and found == (order.verdict == "SAFE_SWAP")
    if found:
        assert sorted(path, key=id) == sorted(nodes, key=id)
        place = {node: at for at, node in enumerate(path)}
        assert all(place[needed] < place[node] for node in path for needed in node.needs)
    rows = itertools.permutations(nodes)
    some = found and any(all(a in b.needs for a, b in zip(row, row[1:])) for row in rows)
    assert dag.hamiltonian_path_dfs(package.root_dep, set(), [], strict=True) == some


def test_what_is_missing() -> None:
    with Registry.from_lines(line("a", "1.0.0", {"b": "*"}) + line("b", "1.0.0")) as registry:
        gap = dag.Package(registry.resolver, "a", {"a": "1.0.0"})
        assert gap.root_dep.missing and not dag.hamiltonian_path_dfs(gap.root_dep, set(), [])
        with pytest.raises(ResolutionError, match="c is not in the solution"):
            dag.Package(registry.resolver, "c", {"a": "1.0.0"})
        with pytest.raises(ResolutionError):
            dag.Package.resolve(registry.resolver, "a", "^2")
        package = dag.Package.resolve(registry.resolver, "a")
        assert (package.name, package.version) == ("a", Version("1.0.0"))


def test_deep_graphs_are_no_recursion() -> None:
    many = 3_000
    lines = "".join(line(f"p{n}", "1.0.0", {f"p{n + 1}": "*"}) for n in range(many))
    with Registry.from_lines(lines + line(f"p{many}", "1.0.0")) as registry:
        package = dag.Package.resolve(registry.resolver, "p0")
        path: list[dag.Dependency] = []
        assert dag.hamiltonian_path_dfs(package.root_dep, set(), path, strict=True)
        assert len(path) == many + 1 == len(dag.build_dependency_graph(package).nodes)


def way(registry: Registry, start: str, end: str) -> dag.UpdatePath:
    """The sample's search, with the heuristic that knows every state."""
    current, target = dag.stops(registry, "core", start, end)
    open_set = [(0, current)]
    while open_set:
        _, current = heapq.heappop(open_set)
        if current == target:
            return dag.reconstruct_path(current)
        for neighbor in dag.get_compatible_versions(current):
            left = dag.calculate_cost(neighbor, target) - neighbor.cost
            heapq.heappush(open_set, (dag.calculate_cost(current, neighbor) + left, neighbor))
    return dag.UpdatePath.NO_SAFE_PATH


def test_ways_agree_with_the_resolver() -> None:
    answers = set()
    for seed in range(150):
        numbers = random.Random(seed)
        places = list(itertools.product(range(4), range(3), range(2)))
        states = ["", "", ".experimental", ".lts", ".legacy", "-rc.1"]
        versions = [
            f"{a}.{b}.{c}{numbers.choice(states)}"
            for a, b, c in numbers.sample(places, numbers.randint(2, 12))
        ]
        faults = [numbers.choice([0, 0, 0, 3, 6]) for _ in versions]
        lines = "".join(line("core", v, fault=f) for v, f in zip(versions, faults))
        start, end = numbers.sample(versions, 2)
        with Registry.from_lines(lines) as registry:
            ours = registry.resolver.plan("core", start, end)
            found = way(registry, start, end)
            assert (found is not dag.UpdatePath.NO_SAFE_PATH) == ours.found, seed
            assert found.cost == ours.cost, seed
            if ours.found:
                assert (found.versions[0], found.versions[-1]) == (ours.from_, ours.to)
        answers.add(ours.found)
    assert answers == {True, False}


def test_one_class_of_results() -> None:
    assert dag.ResolutionResult is Resolution
    assert [dag.ResolutionResult.SAFE_SWAP, dag.ResolutionResult.WARNING] == ["SAFE_SWAP", "WARNING"]
    assert dag.ResolutionResult.PANIC == "PANIC"
    assert dag.state_cost(Version("1.0.0.lts")) == 7
