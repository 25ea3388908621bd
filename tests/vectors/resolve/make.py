#!/usr/bin/env python3
"""Makes the vectors of resolutions and their certificates in this folder.

    make.py                   writes the JSON files
    make.py --check           fails when a file here differs from what would be written
    make.py --out FOLDER      writes them there
    make.py --library ASK     first makes library.ndjson anew with the program ASK (tests/examples/ask.rs)

Whether there is an answer is found by trying everything, and so is the answer, where one is best in every package; its
certificate is written by the reference. library.ndjson holds diram's certificates of the other cases:
derivations, and answers where packages compete for the better version. The reference checks each of them.
"""

import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__)
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.resolve().parents[1]))

import forgeries  # noqa: E402
import good  # noqa: E402
import proofs  # noqa: E402
import requests  # noqa: E402
import swaps  # noqa: E402
from reference import certificate, semverx_version, strategy_graph, strategy_path  # noqa: E402
from reference.cases import Folder, hex_sha256, outcome  # noqa: E402
from reference.certificate_search import Question, certify, inputs  # noqa: E402
from reference.part import Refused  # noqa: E402
from reference.registry_history import Registry  # noqa: E402

ORIGIN = "tests/vectors/reference: pure Python, written from the FORMAT.md pages, shares no code with diram"
LIBRARY = HERE.resolve().parent / "library.ndjson"
SHARED = ("feasibility, best answers and certificates of a yes by tests/vectors/reference; other certificates by diram, "
          "checked by it")


class Asked:
    """A request, read by the reference."""

    def __init__(self, given):
        self.registry = Registry(given["registry"])
        # Requirements are sorted before they are asked: some languages hand over a map, in an order of its own.
        requirements, policy, self.now = sorted(given["requirements"]), given.get("policy", {}), given.get("now")
        self.lock = [(name, semverx_version.parse(version)) for name, version in given.get("lock", [])]
        self.question = Question(self.registry, requirements, policy, self.lock, self.now)
        self.inputs = (requirements, self.question.policy, self.lock, self.now)
        self.feasible, self.best = self.question.best()

    def certified(self, library):
        """The certificate, and the entries chosen if there is an answer."""
        if self.best is not None:
            chosen = list(self.best.values())
            return certify(self.registry, self.inputs, chosen), chosen
        data = library.encode()
        report = certificate.verify(data, root=self.registry.head.id())
        fields = certificate.parsed(data)
        assert report["feasible"] == self.feasible
        assert list(fields.values())[2:8] == inputs(self.registry, self.registry.head.json(), *self.inputs)[2:8]
        if not self.feasible:
            return data, None
        chosen = [self.registry.tier.entry(name, semverx_version.parse(version))
                  for name, version in fields["proof"]["chosen"]]
        assert {self.question.package(one): one for one in chosen} in list(self.question.answers())
        assert certify(self.registry, self.inputs, chosen) == data
        return data, chosen

    def result(self, library):
        data, chosen = self.certified(library)
        common = {"feasible": self.feasible, "root": self.registry.head.id().hex(),
                  "certificate_sha256": hex_sha256(data)}
        if chosen is None:
            return {"solution": {}, "order": [], "fault": 12} | common
        return {"solution": {self.question.label(one): one.version.canonical() for one in chosen},
                "order": self.question.order(chosen), "fault": max((one.fault for one in chosen), default=0)} | common


def cases(group, content, asked):
    for name, given in asked.items():
        yield f"{group}: {name}", {"registry": content} | given


def needs_library(given):
    try:
        return Asked(given).best is None
    except Refused:
        return False


def make_library(command):
    named = {name: given for group, _, content, asked in requests.GROUPS
             for name, given in cases(group, content, asked) if needs_library(given)}
    named |= {name: given for name, given in proofs.REFUTED.items()}
    questions = "".join(json.dumps({"op": "resolve", "in": given}) + "\n" for given in named.values())
    run = subprocess.run([command], input=questions, capture_output=True, text=True, check=True)
    answers = [json.loads(line)["out"]["certificate"] for line in run.stdout.splitlines()]
    written = [json.dumps({"name": name, "certificate": one}) + "\n" for name, one in zip(named, answers, strict=True)]
    LIBRARY.write_text("".join(written))


def budgets():
    for steps in (0, 1, 5):
        given = {"registry": requests.DEEP} | requests.ask("top *", policy={"budget": steps})
        yield {"name": f"errors: a budget of {steps}", "op": "resolve", "in": given, "error": "BUDGET"}


def documents(known):
    for name, about, make, refused in (
            ("good", "certificates that prove what they say", good.cases, False),
            ("anchors", "right by themselves, but not of what they are held against", forgeries.anchors, True),
            ("broken", "certificates that are not written as they must be", forgeries.broken, True),
            ("yes", "answers that are none, with a right digest", forgeries.yes_cases, True),
            ("no", "refutations that are none, with a right digest", forgeries.no_cases, True)):
        listed = list(make(known))
        wrong = [one["name"] for one in listed if (one.get("error") == "CERTIFICATE") != refused]
        assert not wrong, f"{name}: {wrong}"
        yield name, about, listed


def check(given):
    registry, policy, running = Registry(given["registry"]), given.get("policy", {}), given.get("running", {})
    chosen, running = (strategy_graph.Chosen(registry, policy, one) for one in (given["solution"], running))
    strategy, literal = given["strategy"], given.get("literal", False)
    if strategy == "eulerian":
        found = strategy_graph.check_eulerian(chosen, running, literal)
    elif strategy == "hamiltonian":
        found = strategy_graph.check_hamiltonian(chosen, literal)
    else:
        found = strategy_path.check_astar(registry, policy, given["solution"], given.get("running", {}))
    return {"strategy": strategy, "fault": strategy_graph.FAULTS[found["verdict"]]} | found


def plan(given):
    planner = strategy_path.Planner(Registry(given["registry"]), given.get("policy", {}), given["name"], given["running"])
    return planner.plan(given["from"], given["to"])


def graph(given):
    chosen = strategy_graph.Chosen(Registry(given["registry"]), given.get("policy", {}), given["solution"])
    return {"nodes": list(chosen.nodes())}


STRATEGIES = {"check": check, "plan": plan, "graph": graph}


def strategies():
    for name, op, given in swaps.cases():
        yield {"name": name, "op": op, "in": given} | outcome(lambda: STRATEGIES[op](given))


def main():
    if sys.argv[1:2] == ["--library"]:
        make_library(sys.argv[2])
    folder = Folder(HERE)
    for source in ("forgeries.py", "good.py", "proofs.py", "requests.py", "swaps.py", LIBRARY.name):
        folder.read(source)
    library = {one["name"]: one["certificate"] for one in map(json.loads, LIBRARY.read_text().splitlines())}
    for group, about, content, asked in requests.GROUPS:
        made = [{"name": name, "op": "resolve", "in": given}
                | outcome(lambda: Asked(given).result(library.pop(name, None)))
                for name, given in cases(group, content, asked)]
        assert all(("error" in one) == (group == "errors") for one in made), group
        if group == "errors":
            made += budgets()
        folder.document(f"{group}.json", about, SHARED, made)
    known = {name: library.pop(name) for name in proofs.REFUTED}
    assert not library, f"not needed: {list(library)}"
    for name, about, listed in documents(known):
        folder.document(f"{name}.json", about, ORIGIN, listed)
    folder.document("strategies.json", "swaps, install orders and ways of updates", ORIGIN, strategies())
    folder.finish()


if __name__ == "__main__":
    main()
