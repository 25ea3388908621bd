#!/usr/bin/env python3
"""Makes the vectors of registries in this folder, without diram.

    make.py            writes the JSON files
    make.py --check    fails when a file here differs from what would be written
"""

import pathlib
import sys

HERE = pathlib.Path(__file__)
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.resolve().parents[1]))

import changes  # noqa: E402
import contents  # noqa: E402
from reference import semverx_version  # noqa: E402
from reference.cases import Folder, outcome  # noqa: E402
from reference.registry_entry import checked_name, forward_key  # noqa: E402
from reference.registry_history import Registry  # noqa: E402
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
    names = dict.fromkeys(entry.name for entry in registry.tier.entries())
    return state(registry) | {"versions": {name: found for name in names if (found := registry.versions(name))}}


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
       "registry_prove": registry_prove}


def case(name, op, /, **given):
    return {"name": name, "op": op, "in": given} | outcome(lambda: OPS[op](given))


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


DOCUMENTS = {
    "roots": ("registry files and their roots", roots),
    "errors": ("registry files that must be refused", errors),
    "history": ("changes, and the state after them", histories),
    "proofs": ("what a registry shows of itself", proofs),
}


def main():
    folder = Folder(HERE)
    for source in ("changes.py", "contents.py"):
        folder.read(source)
    documents = {name: list(cases()) for name, (_, cases) in DOCUMENTS.items()}
    assert all("error" in one for one in documents["errors"])
    assert not any("error" in one for name in ("roots", "proofs") for one in documents[name])
    for name, cases in documents.items():
        folder.document(f"{name}.json", DOCUMENTS[name][0], ORIGIN, cases)
    folder.finish()


if __name__ == "__main__":
    main()
