"""Certificates that prove what they say."""

import requests
from proofs import (KEYS, POORER, REFUTED, SEEDS, SMALL, case, chosen_of, no, root_of, signed, text, yes)
from reference import certificate
from reference.registry_history import Registry


def derivations():
    """Derivations that no solver made."""
    app, core = ["app", None], ["core", None]
    leaves = [{"root": 0}, {"dependency": [0, "core", "^2"]}]
    yield "by hand", no(SMALL, ["app *"], [app, core], leaves, [[0, [[0, 1]]]])
    yield "by hand, the other way round", no(SMALL, ["app *"], [app, core], leaves, [[1, [[0, 0]]]])
    yield "by hand, in two steps", no(SMALL, ["app *"], [app, core], leaves, [[0, []], [2, [[0, 1]]]])
    yield "by hand, more than is needed", no(SMALL, ["app *", "core *"], [core, app],
                                             [{"root": 1}, {"unfit": 0}, {"root": 0}, {"dependency": [1, "core", "^2"]}],
                                             [[0, [[0, 1]]], [2, [[1, 3]]]])
    yield "by hand, nothing is accepted", no(SMALL, ["core ^2"], [core], [{"root": 0}], [])
    yield "by hand, what is yanked", no(SMALL, ["core ^3"], [core], [{"root": 0}, {"unfit": 0}], [[0, [[0, 1]]]])


def cases(known):
    plain = yes(requests.WEB, "app *")
    for name, fields in (("a yes", plain), ("a yes to nothing", yes(requests.WEB)),
                         ("a yes of lines", yes(requests.WEB, "tool *", policy={"lines": "major"})),
                         ("a yes by a lock", yes(requests.UNFIT, "core ~1.6", lock=[["core", "1.6.0"]])),
                         ("a yes under an age", yes(requests.UNFIT, "core *", policy=requests.AGED, now=1100)),
                         *derivations()):
        yield case(f"{name}, no anchor", text(fields))
        yield case(f"{name}, its root", text(fields), {"root": certificate.Case(fields).head.id().hex()})
    for name, given in REFUTED.items():
        yield case(f"{name}, its root", known[name], {"root": root_of(given["registry"])})
        yield case(f"{name}, its registry", known[name], {"registry": given["registry"]})
    for number, seeds in enumerate(([SEEDS[0]], SEEDS[:2])):
        fields = yes(requests.WEB, "app *", head=signed(*seeds))
        for key in KEYS[:len(seeds)]:
            yield case(f"signed by {len(seeds)}, key {key[:4]}", text(fields), {"key": key})
        yield case(f"signed by {len(seeds)}, the registry", text(fields), {"registry": requests.WEB})
    yield case("of a registry with less, no anchor", text(yes(POORER, "app *", "log ^1")))
    yield case("an answer that is not the best", text(lesser()), {"registry": requests.WEB})
    yield case("an answer with more than is needed", text(generous()), {"registry": requests.WEB})


def lesser():
    registry = Registry(requests.WEB)
    pairs = (("app", "1.0.0"), ("core", "1.0.0"), ("log", "1.0.0"), ("web", "1.0.0"))
    return chosen_of(registry, pairs)


def generous():
    pairs = (("log", "1.0.0"), ("app", "2.0.0"), ("core", "2.0.0"), ("log", "2.0.0"), ("web", "2.0.0"), ("net", "1.0.0"))
    return chosen_of(Registry(requests.WEB), pairs[1:])
