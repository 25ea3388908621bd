#!/usr/bin/env python3
"""Makes the vectors of registries in this folder, without diram.

    make.py            writes the JSON files
    make.py --check    fails when a file here differs from what would be written
    make.py --out FOLDER   writes them there
"""

import pathlib
import sys

HERE = pathlib.Path(__file__)
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.resolve().parents[1]))

import changes  # noqa: E402
import contents  # noqa: E402
import faults  # noqa: E402
import gated  # noqa: E402
import observed  # noqa: E402
from reference import gate, semverx_version  # noqa: E402
from reference.cases import Folder, outcome  # noqa: E402
from reference.registry_entry import checked_name, forward_key  # noqa: E402
from reference.registry_fault import Handling  # noqa: E402
from reference.registry_history import Registry  # noqa: E402
from reference.registry_observe import observe  # noqa: E402
from reference.registry_proof import Maker, Proof  # noqa: E402
from reference.registry_tree import Node, height, walk  # noqa: E402

ORIGIN = "tests/vectors/reference: pure Python, written from registry/FORMAT.md, shares no code with diram"
CLOCK = 1000


def state(registry):
    check_tree(registry.tier.forward)
    check_tree(registry.tier.reverse)
    return {"seq": registry.head.seq, "root": registry.head.id().hex(), "roots": {"live": registry.tier.root().hex()},
            "time": registry.head.time, "note": registry.head.note}


def check_tree(top: Node):
    """What the page promises of any tree, whatever made it."""
    nodes = list(walk(top))
    keys = [node.key for node in nodes]
    assert keys == sorted(set(keys)) and all(abs(height(one.left) - height(one.right)) <= 1 for one in nodes)


def registry_history(given):
    registry = Registry(given["registry"], given["clock"])
    for step, *what in given["steps"]:
        getattr(registry, step)(*what)
    return final(registry)


def final(registry):
    names = dict.fromkeys(entry.name for entry in registry.tier.entries())
    return state(registry) | {"versions": {name: found for name in names if (found := registry.versions(name))}}


def handle_fault(given):
    registry, reports = Handling(given["registry"], given["clock"]), []
    for step, *what in given["steps"]:
        told = getattr(registry, step)(*what)
        if step == "handle_fault":
            reports.append(told)
    return {"reports": reports} | final(registry)


def stepped(given):
    registry = Registry(given["registry"])
    for step, *what in given.get("steps", []):
        getattr(registry, step)(*what)
    return registry.tier, given.get("tier", "live"), given.get("policy", {})


def gate_install(given):
    return gate.install(*stepped(given), given["name"], given["version"], given["options"])


def gate_publish(given):
    return gate.publish(*stepped(given), given["line"], given["options"])


def observed_by(given):
    return observe(given["registry"], given["clock"], given.get("policy", {}), given["steps"])


def registry_prove(given):
    registry, name = Registry(given["registry"]), checked_name(given["name"])
    maker = Maker(registry.tier)
    if "version" in given:
        version = semverx_version.parse(given["version"])
        maker.show_entry(name, version)
    else:
        maker.show_versions(name)
        for entry in registry.tier.entries(name):
            maker.show_entry(name, entry.version)
    tree = maker.json()
    proof = Proof(tree)
    assert proof.root() == registry.tier.root()
    if "version" in given:
        present = proof.entry(name, version) is not None
    else:
        found = [node.key for node in proof.versions(name)]
        assert found == [forward_key(entry) for entry in registry.tier.entries(name)]
        present = bool(found)
    return {"present": present, "head": registry.head.json(), "tree": tree}


OPS = {"registry_root": lambda given: state(Registry(given["registry"])), "registry_history": registry_history,
       "registry_prove": registry_prove, "handle_fault": handle_fault, "gate": gate_install,
       "gate_publish": gate_publish, "observe": observed_by}


def case(case, op, /, **given):
    return {"name": case, "op": op, "in": given} | outcome(lambda: OPS[op](given))


def roots():
    for name, content in contents.GOOD.items():
        yield case(name, "registry_root", registry=content)
    for name in contents.NAMES_TOO:
        yield case(f"a name: {name}", "registry_root", registry=contents.changed(name=name))


def errors():
    for name, content in contents.BAD.items():
        yield case(name, "registry_root", registry=content)
    for name in contents.NAMES:
        yield case(f"no name: {name!a}", "registry_root", registry=contents.changed(name=name))


def histories():
    for name, steps in changes.HISTORIES.items():
        yield case(name, "registry_history", registry=changes.START, steps=steps, clock=CLOCK)


def proofs():
    for name, version in changes.PROOFS:
        given = {"name": name} | ({"version": version} if version else {})
        yield case(" ".join(given.values()), "registry_prove", registry=changes.START, **given)
    for name, version in (("app", "2.9.4"), ("@org/net", None), ("m", None)):
        given = {"name": name} | ({"version": version} if version else {})
        yield case("of many: " + " ".join(given.values()), "registry_prove", registry=contents.many(33), **given)


def handled():
    for name, content, steps in faults.cases():
        yield case(name, "handle_fault", registry=content, steps=steps, clock=CLOCK)


def gates():
    for name, op, given in gated.cases():
        yield case(name, op, **given)


def observers():
    for name, given in observed.cases():
        yield case(name, "observe", registry=observed.START, clock=observed.CLOCK, **given)


DOCUMENTS = {
    "roots": ("registry files and their roots", roots),
    "errors": ("registry files that must be refused", errors),
    "history": ("changes, and the state after them", histories),
    "proofs": ("what a registry shows of itself", proofs),
    "faults": ("faults found, what is done about them, and the state after them", handled),
    "observers": ("who is told of what, and when", observers),
    "gates": ("what the gates say before an install and before a publish", gates),
}


def main():
    folder = Folder(HERE)
    for source in ("changes.py", "contents.py", "faults.py", "gated.py", "observed.py"):
        folder.read(source)
    documents = {name: list(cases()) for name, (_, cases) in DOCUMENTS.items()}
    assert all("error" in one for one in documents["errors"])
    assert not any("error" in one for name in ("roots", "proofs") for one in documents[name])
    for name, cases in documents.items():
        folder.document(f"{name}.json", DOCUMENTS[name][0], ORIGIN, cases)
    folder.finish()


if __name__ == "__main__":
    main()
