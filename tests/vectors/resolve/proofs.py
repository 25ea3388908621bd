"""Certificates for cases: of answers, of derivations by hand, and diram's own."""

import copy

import requests
from reference import certificate, registry_proof, semverx_version
from reference.cases import outcome
from reference.certificate_search import Question, certify, inputs
from reference.registry_history import Registry
from reference.registry_notation import lines
from reference.registry_signature import public

# diram's certificates of these are kept in library.ndjson.
REFUTED = {
    "proof of a conflict": {"registry": requests.WEB} | requests.ask("tool *"),
    "proof of a conflict of lines": {"registry": requests.WEB} | requests.GRAPHS["lines that conflict"],
    "proof that nobody has it": {"registry": requests.CORE} | requests.ask("cord *"),
    "proof that it may not be chosen": {"registry": requests.UNFIT} | requests.ask("only *"),
    "proof under an override": {"registry": requests.WEB} | requests.ask("app *", policy={"overrides": {"log": ">=3"}}),
}

SEEDS = [bytes([n]) * 32 for n in (1, 2, 3)]
KEYS = [public(seed).hex() for seed in SEEDS]
SMALL = lines("app 1.0.0: core ^2\ncore 1.0.0\ncore 3.0.0 yanked")
# The same names, but core 2.0.0 was taken away, or nothing needs anything.
POORER = requests.WEB.replace(lines("core 2.0.0: log ^2"), "")
TINY = lines("app 1.0.0: core ^1\napp 2.0.0: core ^2, log ^2\ncore 1.0.0\ncore 2.0.0\nlog 2.0.0 fault 3")
EASIER = lines("app 1.0.0\ncore 1.0.0\ncore 3.0.0 yanked")


def yes(content, *asked, head=None, **more):
    """The fields of the certificate of a best answer."""
    registry, given = Registry(content), requests.ask(*asked, **more)
    lock = [(name, semverx_version.parse(version)) for name, version in given.get("lock", [])]
    question = Question(registry, given["requirements"], given.get("policy", {}), lock, given.get("now"))
    asked = (given["requirements"], question.policy, lock, given.get("now"))
    _, best = question.best()
    return certificate.parsed(certify(registry, asked, best.values(), head and head(registry.head)))


def no(content, asked, packages, leaves, steps, hide=()):
    """The fields of a certificate with a derivation; every version of its packages is shown, but for `hide`."""
    registry = Registry(content)
    policy = certificate.Policy({})
    maker = registry_proof.Maker(registry.tier)
    for name, _ in packages:
        maker.show_versions(name)
        for entry in registry.tier.entries(name):
            if (name, entry.version.plain()) not in hide:
                maker.show_entry(name, entry.version)
    fields = inputs(registry, registry.head.json(), requests.ask(*asked)["requirements"], policy, [], None)
    proof = {"refuted": {"packages": packages, "leaves": leaves, "steps": steps}}
    return dict(zip(certificate.FIELDS, [*fields, {"live": maker.json()}, proof])) | {"feasible": False}


def edited(fields, edit):
    fields = copy.deepcopy(fields)
    result = edit(fields)
    return fields if result is None else result


def text(fields):
    return certificate.text_of(fields).decode()


def verify(given):
    anchor = given.get("anchor", {})
    roots = Registry(anchor["registry"]).head.roots if "registry" in anchor else None
    key, root = (bytes.fromhex(anchor[kind]) if kind in anchor else None for kind in ("key", "root"))
    return certificate.verify(given["certificate"].encode(), key, root, roots)


def case(name, written, anchor=None):
    given = {"certificate": written} | ({"anchor": anchor} if anchor else {})
    return {"name": name, "op": "verify_resolution", "in": given} | outcome(lambda: verify(given))


def root_of(content):
    return Registry(content).head.id().hex()


def chosen_of(registry, pairs, asked=("app *",), policy=None):
    given = (requests.ask(*asked)["requirements"], certificate.Policy(policy or {}), [], None)
    entries = [registry.tier.entry(name, semverx_version.parse(version)) for name, version in pairs]
    return certificate.parsed(certify(registry, given, entries))


def signed(*seeds):
    return lambda head: head.signed(*seeds)
