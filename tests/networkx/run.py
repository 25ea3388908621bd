"""diram's strategies against networkx, on made registries: parity and connectivity of links,
install orders and circles, cheapest ways. `run.py DIRAM [ROUNDS]`: 150 rounds of each by default."""

import dataclasses
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import networkx as nx

STATES = {"": 0, ".experimental": 5, ".lts": 7, ".legacy": 10}
VERDICTS = {0: "SAFE_SWAP", 2: "WARNING"}


class Room:
    """A folder with a registry in it, and the command."""

    def __init__(self, program: str, folder: str):
        self.program = program
        self.folder = pathlib.Path(folder)

    def write(self, lines: list[dict]) -> None:
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (self.folder / "reg.ndjson").write_text(text)

    def ask(self, verb: str, *args: str) -> dict:
        """The answer as JSON; yes and no alike are answers."""
        command = [self.program, verb, "-r", "reg.ndjson", *args, "--json"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        assert done.returncode in (0, 2), f"{command}: {done.stderr}"
        return json.loads(done.stdout)


def line(name: str, version: str, needs: dict[str, str], fault: int = 0) -> dict:
    return {"name": name, "version": version, "deps": needs, "fault": fault}


def made(numbers: random.Random, names: list[str]) -> nx.DiGraph:
    """Who needs whom: without circles three times out of four."""
    graph = nx.DiGraph()
    graph.add_nodes_from(names)
    circles = numbers.random() < 0.25
    mixed = numbers.sample(names, len(names))
    density = numbers.choice([0.1, 0.2, 0.4])
    for a, b in itertools.permutations(range(len(mixed)), 2):
        if (a > b or circles) and numbers.random() < density:
            graph.add_edge(mixed[a], mixed[b])
    return graph


def rooted(graph: nx.DiGraph) -> nx.DiGraph:
    """The same with a package on top that needs all others."""
    whole = graph.copy()
    whole.add_edges_from(("top", name) for name in graph.nodes)
    return whole


def links(graph: nx.DiGraph) -> set[frozenset[str]]:
    return {frozenset(edge) for edge in graph.edges}


def graph_of(pairs: set[frozenset[str]]) -> nx.Graph:
    return nx.Graph(tuple(pair) for pair in pairs)


def odd(graph: nx.Graph) -> list[str]:
    return sorted(name for name, degree in graph.degree if degree % 2)


def same(what: str, ours, theirs) -> None:
    assert ours == theirs, f"{what}: diram says {ours}, networkx {theirs}"


def parity(room: Room, before: nx.DiGraph, after: nx.DiGraph) -> None:
    """The links that a swap changes, and the literal verdict on all links."""
    swap = ["top@2.0.0", "--strategy", "eulerian", "--running", "running.json"]
    ours = room.ask("check", *swap)["reports"][0]
    changed = graph_of(links(before) ^ links(after))
    same("odd", ours["parity"]["odd"], odd(changed))
    same("swap", ours["verdict"], VERDICTS.get(len(odd(changed)), "PANIC"))
    connected = not changed or nx.is_connected(changed)
    same("connected", ours["parity"]["connected"], connected)
    same("added", len(ours["parity"]["added"]), len(links(after) - links(before)))
    same("removed", len(ours["parity"]["removed"]), len(links(before) - links(after)))

    literal = room.ask("check", *swap, "--literal")["reports"][0]
    whole = graph_of(links(after))
    verdict = "PANIC"
    if nx.is_eulerian(whole):
        verdict = "SAFE_SWAP"
    elif nx.has_eulerian_path(whole):
        verdict = "WARNING"
    same("literal", literal["verdict"], verdict)


def install(room: Room, after: nx.DiGraph) -> bool:
    """The install order, or a circle; whether there is an order."""
    report = room.ask("check", "top@2.0.0", "--strategy", "hamiltonian")["reports"][0]
    ours = report["install"]
    acyclic = nx.is_directed_acyclic_graph(after)
    same("installs", report["verdict"], "SAFE_SWAP" if acyclic else "PANIC")
    if acyclic:
        needed_first = after.reverse()
        same("order", ours["order"], list(nx.lexicographical_topological_sort(needed_first)))
        rows = itertools.pairwise(ours["order"])
        same("literal path", ours["literal"], all(needed_first.has_edge(*row) for row in rows))
        same("circle", ours["circle"], [])
    else:
        circle = ours["circle"]
        assert nx.is_path(after, [*circle, circle[0]]), f"{circle} is no circle"
        same("first of the circle", circle[0], min(circle))
        same("packages", sorted(ours["order"]), sorted(after.nodes))
    return acyclic


def graphs(room: Room, numbers: random.Random) -> bool:
    names = [f"p{n:02}" for n in range(numbers.randint(2, 14))]
    before, after = made(numbers, names), made(numbers, names)
    if numbers.random() < 0.3:  # a small change
        after = before.copy()
        after.remove_edges_from(numbers.sample(list(after.edges), min(2, after.number_of_edges())))
    before, after = rooted(before), rooted(after)
    lines = []
    for graph, version in (before, "1.0.0"), (after, "2.0.0"):
        lines += [line(n, version, dict.fromkeys(graph[n], version)) for n in graph.nodes]
    room.write(lines)
    running = dict.fromkeys(before.nodes, "1.0.0")
    (room.folder / "running.json").write_text(json.dumps(running))
    parity(room, before, after)
    return install(room, after)


@dataclasses.dataclass(frozen=True)
class Stop:
    """A version on the way."""

    numbers: tuple[int, int, int]
    state: str
    fault: int
    needs: frozenset[str]

    @property
    def text(self) -> str:
        return ".".join(map(str, self.numbers)) + self.state

    @property
    def key(self) -> tuple[int, ...]:
        """Its place in the order of versions, each number before its state."""
        rank = -STATES[self.state]
        return tuple(itertools.chain.from_iterable((number, rank) for number in self.numbers))


def cost(a: Stop, b: Stop) -> int:
    """What a hop costs."""
    steps = [abs(x - y) for x, y in zip(a.numbers, b.numbers)]
    changed = len(a.needs ^ b.needs)
    odd_packages = changed + changed % 2  # the package itself makes the number even
    gate = {0: 0, 2: 3}.get(odd_packages, 30)
    return 100 * steps[0] + 10 * steps[1] + steps[2] + STATES[a.state] + gate


def hops(stops: list[Stop], start: Stop, end: Stop) -> nx.DiGraph:
    """All hops that a way may take: towards the end, not past it, by one major number at most."""
    graph = nx.DiGraph()
    graph.add_nodes_from(stops)
    for a, b in itertools.permutations(stops, 2):
        up = start.key <= a.key < b.key <= end.key
        down = start.key >= a.key > b.key >= end.key
        near = abs(a.numbers[0] - b.numbers[0]) <= 1
        if (up or down) and near and b.fault < 6:
            graph.add_edge(a, b, weight=cost(a, b))
    return graph


def some_stops(numbers: random.Random) -> list[Stop]:
    places = list(itertools.product(range(4), range(3), range(2)))
    return [
        Stop(
            place,
            numbers.choice(list(STATES)),
            numbers.choice([0, 0, 0, 0, 3, 6, 12]),
            frozenset(f"d{n}" for n in range(4) if numbers.random() < 0.4),
        )
        for place in numbers.sample(places, numbers.randint(3, 14))
    ]


def ways(room: Room, numbers: random.Random) -> bool:
    """The cost of the cheapest way, or that there is none; whether there is one."""
    stops = some_stops(numbers)
    lines = [line(f"d{n}", "1.0.0", {}) for n in range(4)]
    for stop in stops:
        lines.append(line("core", stop.text, dict.fromkeys(sorted(stop.needs), "*"), stop.fault))
    room.write(lines)
    start, end = numbers.sample(stops, 2)
    ours = room.ask("plan", "core", start.text, end.text)
    graph = hops(stops, start, end)
    found = nx.has_path(graph, start, end)
    same("found", ours["found"], found)
    if found:
        theirs = nx.dijkstra_path_length(graph, start, end)
        same("cost", ours["cost"], theirs)
        same("sum of hops", sum(hop["cost"] for hop in ours["hops"]), theirs)
    return found


def main() -> None:
    program = str(pathlib.Path(sys.argv[1]).resolve())
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 150
    with tempfile.TemporaryDirectory() as folder:
        room = Room(program, folder)
        for kind in (graphs, ways):
            yes = 0
            for seed in range(rounds):
                try:
                    yes += kind(room, random.Random(seed))
                except AssertionError as error:
                    raise SystemExit(f"networkx: {kind.__name__} {seed}: {error}") from error
            # Either answer must have come up, or the rounds said little.
            if rounds >= 50 and not rounds / 10 < yes < rounds:
                raise SystemExit(f"networkx: {kind.__name__}: {yes} of {rounds} are yes")
            print(f"networkx: {kind.__name__}: {rounds} agree, {yes} of them yes")


if __name__ == "__main__":
    main()
