"""The operations of strategies, faults, gates, observers and locks."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from registry_vectors import Given, registry, state
from version_vectors import policy

from pysemverx import DiramError, Registry, Resolver, Subscription
from pysemverx.registry import FaultReport, GateReport


def check(given: Given) -> Given:
    with registry(given) as opened:
        options = {name: given[name] for name in ("running", "literal") if name in given}
        resolver = Resolver(opened, policy(given))
        report = resolver.check(given["solution"], given["strategy"], **options).to_dict()
    for way in report.get("ways", []):
        del way["reason"]  # sentences differ from release to release
    return report


def plan(given: Given) -> Given:
    with registry(given) as opened:
        ends = given["name"], given["from"], given["to"]
        return Resolver(opened, policy(given)).plan(*ends, given.get("running")).to_dict()


def graph(given: Given) -> Given:
    with registry(given) as opened:
        nodes = Resolver(opened, policy(given)).graph(given["solution"])
        return {"nodes": [node.to_dict() for node in nodes]}


def handle_fault(given: Given) -> Given:
    reports: list[Given] = []
    with registry(given) as opened:
        for verb, *arguments in given["steps"]:
            done = getattr(opened, verb)(*arguments)
            if isinstance(done, FaultReport):
                snapshot = {"seq": done.snapshot.seq, "root": done.snapshot.root}
                reports.append({**done.to_dict(), **snapshot})
                del reports[-1]["snapshot"]
        return {**state(opened), "reports": reports}


def gates(given: Given, ask: Callable[[Registry], GateReport]) -> Given:
    with registry(given) as opened:
        for verb, *arguments in given.get("steps", []):
            getattr(opened, verb)(*arguments)
        report = ask(opened)
    return {**report.to_dict(), "gates": [[one.gate, one.verdict] for one in report.gates]}


def observe(given: Given) -> Given:
    with registry(given) as opened:
        observed = Observed(opened)
        observed.take(given["steps"])
        return {"answers": observed.answers}


class Observed:
    """A registry and its observers."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.observers: dict[str, Subscription] = {}
        self.answers: list[Any] = []

    def take(self, steps: list[Any]) -> None:
        """Takes steps; what is refused is an answer."""
        for verb, *arguments in steps:
            if verb == "repeat":
                for number in range(arguments[0]):
                    text = json.dumps(arguments[1])
                    self.take(json.loads(text.replace("%d", str(number))))
                continue
            try:
                (getattr(self, verb, None) or getattr(self.registry, verb))(*arguments)
            except DiramError as error:
                self.answers.append({"error": error.code.name})

    def subscribe(self, key: str, name: str, since: int | None) -> None:
        self.observers[key] = self.registry.subscribe(name, since=since)

    def close(self, key: str) -> None:
        self.observers.pop(key).close()

    def advance(self, milliseconds: int) -> None:
        self.registry.advance_clock(milliseconds)

    def _next(self, key: str) -> Given | None:
        update = self.observers[key].next(0)
        return None if update is None else update.to_dict()

    def next(self, key: str) -> None:
        self.answers.append(self._next(key))

    def drain(self, key: str) -> None:
        self.answers.append(list(iter(lambda: self._next(key), None)))

    def stale(self, days: int) -> None:
        self.answers.append([update.to_dict() for update in self.registry.check_stale(days)])


def lock(given: Given) -> Given:
    with registry(given) as opened, tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for verb, *arguments in given.get("steps", []):
            getattr(opened, verb)(*arguments)
        for name, text in given["files"].items():
            (project / name).write_bytes(text.encode())
        shown = project / "semverx-lock.json"
        if given["lock"] is not None:
            shown.write_bytes(given["lock"].encode())
        options = dict(given["options"])
        if options.get("update") == "all":
            options["update"] = True
        try:
            report = opened.lock(project / (given["manifest"] or ""), **options)
        except DiramError:
            assert content(shown) == given["lock"], "an error changes nothing"
            raise
        return {**report.to_dict(), "lock": content(shown)}


def content(file: Path) -> str | None:
    return file.read_bytes().decode() if file.exists() else None


OPS: dict[str, Callable[[Given], Given]] = {
    "check": check,
    "plan": plan,
    "graph": graph,
    "handle_fault": handle_fault,
    "gate": lambda i: gates(i, lambda r: r.gate(i["name"], i["version"], **i["options"])),
    "gate_publish": lambda i: gates(i, lambda r: r.gate_publish(i["line"], **i["options"])),
    "observe": observe,
    "lock": lock,
}
