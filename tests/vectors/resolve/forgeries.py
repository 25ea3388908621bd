"""Certificates that do not prove what they say, although their digest is right, and some that are none."""

import copy

import requests
from proofs import (EASIER, KEYS, POORER, REFUTED, SEEDS, SMALL, TINY, case, chosen_of, edited, no, root_of, signed,
                    text, yes)
from reference import certificate, registry_proof
from reference.registry_entry import u64
from reference.registry_history import Registry
from reference.registry_signature import ORDER


# --- wrong anchors --------------------------------------------------------------------------------

def torn(fields, number, at, mask):
    """A signature with a bit turned."""
    one = fields["head"]["signatures"][number]
    data = bytearray.fromhex(one["bytes"])
    data[at] ^= mask
    one["bytes"] = data.hex()


def unreduced(fields):
    one = fields["head"]["signatures"][0]
    data = bytes.fromhex(one["bytes"])
    scalar = int.from_bytes(data[32:], "little") + ORDER
    one["bytes"] = (data[:32] + scalar.to_bytes(32, "little")).hex()


def neutral_key(fields):
    """The key of order 1: any message, if points of small order were taken."""
    fields["head"]["head"]["keys"] = [u64(1)[::-1].hex() + "0" * 48]
    fields["head"]["signatures"] = [{"key": fields["head"]["head"]["keys"][0],
                                     "bytes": fields["head"]["head"]["keys"][0] + "0" * 64}]


def anchors(known):
    plain = yes(requests.WEB, "app *")
    one, two = (yes(requests.WEB, "app *", head=signed(*seeds)) for seeds in ([SEEDS[0]], SEEDS[:2]))
    poorer, small = yes(POORER, "app *", "log ^1"), no(SMALL, ["core ^2"], [["core", None]], [{"root": 0}], [])
    yield case("another root", text(plain), {"root": root_of(POORER)})
    yield case("a registry with more", text(poorer), {"registry": requests.WEB})
    yield case("a registry with less", text(plain), {"registry": POORER})
    yield case("a no of another registry", text(small), {"registry": EASIER})
    yield case("the root of the same without keys", text(one), {"root": root_of(requests.WEB)})
    yield case("a key for what nobody signed", text(plain), {"key": KEYS[0]})
    yield case("another key", text(one), {"key": KEYS[1]})
    yield case("the second key of one", text(one), {"key": KEYS[2]})
    foreign = yes(POORER, "app *", "log ^1", head=signed(SEEDS[0]))["head"]["signatures"]
    for name, fields, edit in (
            ("a bit of the signature", one, lambda c: torn(c, 0, 5, 1)),
            ("a bit of the signature's scalar", one, lambda c: torn(c, 0, 40, 16)),
            ("an unreduced scalar", one, unreduced),
            ("no signature", one, lambda c: c["head"]["signatures"].clear()),
            ("a signature twice", one, lambda c: c["head"]["signatures"].append(c["head"]["signatures"][0])),
            ("the first signature of two only", two, lambda c: c["head"]["signatures"].pop()),
            ("the other signature is wrong", two, lambda c: torn(c, 1, 9, 2)),
            ("signatures in another order", two, lambda c: c["head"]["signatures"].reverse()),
            ("another time", one, lambda c: c["head"]["head"].update(time=7)),
            ("another note", one, lambda c: c["head"]["head"].update(note="by hand")),
            ("a key added", one, lambda c: c["head"]["head"]["keys"].append(KEYS[1])),
            ("the signature of another snapshot", one, lambda c: c["head"].update(signatures=foreign))):
        yield case(f"signed, but {name}", text(edited(fields, edit)), {"key": KEYS[0]})
    small_order = edited(one, neutral_key)
    yield case("a key of small order", text(small_order), {"key": small_order["head"]["head"]["keys"][0]})
    yield case("the head of another registry", text(poorer | {"head": plain["head"]}), {"root": root_of(requests.WEB)})
    yield case("the trees of another registry", text(plain | {"trees": poorer["trees"]}), {"root": root_of(requests.WEB)})
    yield case("a no under another's head", text(small | {"head": plain["head"]}), {"root": root_of(requests.WEB)})


# --- broken text ----------------------------------------------------------------------------------

def broken(known):
    good_one, conflict = text(yes(TINY, "app *")), known["proof of a conflict"]
    for kept in (0, 1, 50, len(good_one) // 2, len(good_one) - 2, len(good_one) - 1):
        yield case(f"ends after {kept} bytes", good_one[:kept])
    half = len(conflict) // 2
    for name, written in {
            "a byte changed": conflict[:half] + chr(ord(conflict[half]) ^ 1) + conflict[half + 1:],
            "a line feed more": good_one + "\n", "a carriage return": good_one[:-1] + "\r\n",
            "a blank before": " " + good_one, "a blank within": good_one.replace('"feasible":', '"feasible": '),
            "an escape too many": good_one.replace('"diram-c', '"diram\\u002dc'),
            "a slash escaped": good_one.replace('"app"', '"\\u0061pp"', 1),
            "another digest": good_one[:-4] + ("0" if good_one[-4] != "0" else "1") + good_one[-3:],
            "the digest in capitals": good_one[:-68] + good_one[-68:].upper(),
            "no digest": good_one[:good_one.index(',"digest"')] + "}\n",
            "a certificate twice": good_one * 2, "a list": "[]\n", "nothing but a digest": '{"digest":""}\n'}.items():
        yield case(name, written)
    fields = yes(TINY, "app *")
    for name, edit in {
            "another format": lambda c: c.update(format="diram-certificate-2"),
            "a field more": lambda c: c.update(extra=1), "a field less": lambda c: c.pop("now") and None,
            "fields in another order": lambda c: {key: c[key] for key in [*certificate.FIELDS[1:], "format"]},
            "feasible as a number": lambda c: c.update(feasible=1),
            "a time with a point": lambda c: c.update(now=1.0), "a time below nought": lambda c: c.update(now=-1),
            "a policy that is a list": lambda c: c.update(policy=[]),
            "an unknown key of the policy": lambda c: c.update(policy={"trust": True}),
            "a default in the policy": lambda c: c.update(policy={"max_fault": 5}),
            "a null in the policy": lambda c: c.update(policy={"lines": None}),
            "an age in words": lambda c: c.update(policy={"min_release_age": "0s"}, now=5),
            "an age without a time": lambda c: c.update(policy={"min_release_age": 0}),
            "an override that is not canonical": lambda c: c.update(policy={"overrides": {"zip": "1.x"}}),
            "a source that is not there": lambda c: c.update(source="remote"),
            "a rule's source that is not there": lambda c: c.update(policy={"sources": {"zip": "remote"}}),
            "a lock that is not sorted": lambda c: c.update(lock=[["b", ONE], ["a", ONE]]),
            "a lock that is not canonical": lambda c: c.update(lock=[["a", "1.0.0"]]),
            "a lock twice": lambda c: c.update(lock=[["a", ONE], ["a", ONE]]),
            "a choice that is not sorted": lambda c: c["proof"]["chosen"].reverse(),
            "a choice that is not canonical": lambda c: c["proof"]["chosen"][0].__setitem__(1, "2.0.0"),
            "a choice of another build": lambda c: c["proof"]["chosen"][0].__setitem__(
                1, "2.stable.0.stable.0.stable+b"),
            "a requirement of three": lambda c: c["requirements"][0].append(1),
            "a requirement whose name is none": lambda c: c.update(requirements=[["App", "*"]]),
            "a requirement whose range is none": lambda c: c.update(requirements=[["app", "one"]]),
            "1025 requirements": lambda c: c.update(requirements=[["app", "*"]] * 1025),
            "a head without roots": lambda c: c["head"]["head"]["roots"].clear(),
            "a head with a source twice": lambda c: c["head"]["head"]["roots"].append(c["head"]["head"]["roots"][0]),
            "a head whose sources do not ascend": lambda c: c["head"]["head"]["roots"].append(
                {"source": "a", "root": "0" * 64}),
            "a first head with a parent": lambda c: c["head"]["head"].update(parent="0" * 64),
            "a second head without parent": lambda c: c["head"]["head"].update(seq=2),
            "a head of number 0": lambda c: c["head"]["head"].update(seq=0),
            "a head with a long note": lambda c: c["head"]["head"].update(note="n" * 4097),
            "a root in capitals": lambda c: c["head"]["head"]["roots"][0].update(
                root=c["head"]["head"]["roots"][0]["root"].upper())}.items():
        yield case(name, text(edited(fields, edit)))


ONE = "1.stable.0.stable.0.stable"


# --- a "yes" that is none -------------------------------------------------------------------------

def node_of(fields, name):
    """A node of this name that shows its entry."""
    return next(node for node in fields["trees"]["live"]["nodes"]
                if node["name"] == name and isinstance(node["value"], dict))


def top(fields):
    return fields["trees"]["live"]["nodes"][0]


def told(fields, name, **changes):
    """An entry, changed."""
    node_of(fields, name)["value"].update(changes)


def drop(fields, name):
    fields["proof"]["chosen"] = [one for one in fields["proof"]["chosen"] if one[0] != name]


def hide(fields, name):
    """An entry's hash in place of the entry: the tree keeps its root."""
    node = node_of(fields, name)
    node["value"] = registry_proof.read_entry(node["value"]).hash().hex()


def without_subtree(tree, at):
    """A tree with the node of this number, and all below it, not shown."""
    tree = copy.deepcopy(tree)
    proof = registry_proof.Proof(copy.deepcopy(tree))
    shown = []

    def walk(node):
        if isinstance(node, registry_proof.Shown):
            shown.append(node)
            walk(node.left)
            walk(node.right)
    walk(proof.top)
    target = shown[at]
    for number, node in enumerate(shown):
        for side in ("left", "right"):
            if getattr(node, side) is target:
                tree["nodes"][number][side] = target.hash().hex()
    end = at + 1
    while end < len(shown) and below(target, shown[end]):
        end += 1
    del tree["nodes"][at:end]
    return tree


def below(top, node):
    return isinstance(top, registry_proof.Shown) and (top is node or below(top.left, node) or below(top.right, node))


def prune(fields):
    """The first subtree that can go with a right root."""
    fields["trees"]["live"] = without_subtree(fields["trees"]["live"], 1)


def swap_children(fields):
    node = next(one for one in fields["trees"]["live"]["nodes"] if one["left"] != one["right"])
    node["left"], node["right"] = node["right"], node["left"]


def yes_cases(known):
    web, unfit = Registry(requests.WEB), Registry(requests.UNFIT)
    best = (("app", "2.0.0"), ("core", "2.0.0"), ("log", "2.0.0"), ("web", "2.0.0"))
    anchor = {"registry": requests.WEB}
    for name, pairs, asked, policy in (
            ("nothing chosen", (), ("app *",), None),
            ("what is asked for left out", best[1:], ("app *",), None),
            ("a dependency left out", best[:2] + best[3:], ("app *",), None),
            ("a requirement not met", best, ("app ^1",), None),
            ("one of two requirements not met", best, ("app *", "net *"), None),
            ("a dependency not met", (best[0], ("core", "1.0.0"), *best[2:]), ("app *",), None),
            ("chosen twice", (("core", "1.0.0"), *best), ("app *",), None),
            ("a line chosen twice", (("core", "1.0.0"), ("core", "1.9.0"), ("log", "1.0.0")), ("core *",),
             {"lines": "major"}),
            ("a dependency not met in lines", (("log", "1.0.0"), ("tool", "1.0.0"), ("core", "2.0.0"), ("log", "2.0.0")),
             ("tool *",), {"lines": "major"}),
            ("an override not met", best, ("app *",), {"overrides": {"core": "^1"}}),
            ("a fault above the limit", best, ("app *",), {"max_fault": 2}),
            ("a state that is not named", (("beta", "1.0.0.beta"), ("core", "1.0.0")), ("beta *",), None)):
        yield case(name, text(chosen_of(web, pairs, asked, policy)), anchor)
    for name, version, range_ in (("yanked", "1.6.0", "~1.6"), ("a fault of 6", "1.2.0", "*"),
                                  ("a fault of 12", "1.4.0", "*"), ("a fault of 12 by a pin", "1.4.0", "1.4.0")):
        fields = chosen_of(unfit, [("core", version)], [f"core {range_}"])
        yield case(f"chosen: {name}", text(fields), {"registry": requests.UNFIT})
    fields = yes(requests.UNFIT, "core ~1.7", policy=requests.AGED, now=1100)
    yield case("too young", text(fields | {"now": 1099}), {"registry": requests.UNFIT})
    fields = yes(requests.UNFIT, "core ~1.6", lock=[["core", "1.6.0"]])
    yield case("yanked, its lock gone", text(fields | {"lock": []}), {"registry": requests.UNFIT})
    undone = Registry(requests.WEB)
    undone.publish('{"name":"log","version":"3.0.0","deps":{}}')
    undone.rollback("log")
    yield case("undone", text(chosen_of(undone, [("log", "3.0.0")], ["log *"])), {"root": undone.head.id().hex()})
    fields = yes(TINY, "app *")
    node = top(fields)
    for name, edit in {
            "the answer turned": lambda c: c.update(feasible=False),
            "a version that does not exist": lambda c: c["proof"]["chosen"][1].__setitem__(
                1, "2.stable.0.stable.1.stable"),
            "an entry not shown": lambda c: hide(c, "core"), "a subtree not shown": prune,
            "no tree": lambda c: c.update(trees={}),
            "a tree of a source that is not there": lambda c: c["trees"].update(near=c["trees"]["live"]),
            "an entry without what it needs": lambda c: told(c, "app", deps={}),
            "an entry of another version": lambda c: told(c, "core", version="2.stable.0.stable.1.stable"),
            "an entry that is not yanked": lambda c: told(c, "core", yanked=True),
            "an entry of a lower fault": lambda c: told(c, "log", fault=0),
            "an entry with another hash": lambda c: told(c, "core", sha256="a" * 64),
            "an entry with another time": lambda c: told(c, "core", published=1),
            "a tombstone that needs something": lambda c: told(c, "core", tombstone="a" * 64),
            "a node higher": lambda c: top(c).update(height=node["height"] + 1),
            "a node larger": lambda c: top(c).update(size=node["size"] + 1),
            "a node of another fault": lambda c: top(c).update(fault=9),
            "a node of other kinds": lambda c: top(c).update(states=255),
            "a node of another key": lambda c: node_of(c, "core").update(key="A13A03A03~"),
            "a node of a key that is none": lambda c: node_of(c, "core").update(key="A23A03A03"),
            "a node of another name": lambda c: node_of(c, "core").update(name="cora"),
            "children turned round": swap_children,
            "a node missing": lambda c: c["trees"]["live"]["nodes"].pop() and None,
            "a node more": lambda c: c["trees"]["live"]["nodes"].append(c["trees"]["live"]["nodes"][-1]),
            "no top": lambda c: c["trees"]["live"].update(top=None),
            "another reverse tree": lambda c: c["trees"]["live"].update(reverse="0" * 64),
    }.items():
        yield case(name, text(edited(fields, edit)), {"registry": TINY})


# --- a "no" that is none --------------------------------------------------------------------------

def refuted(fields):
    return fields["proof"]["refuted"]


def no_cases(known):
    app, core = ["app", None], ["core", None]
    leaves = [{"root": 0}, {"dependency": [0, "core", "^2"]}]
    steps = [[0, [[0, 1]]]]
    anchor = {"registry": SMALL}
    for name, packages, said, done in (
            ("no derivation", [app, core], [], []),
            ("a leaf that forbids something, at the end", [app, core], leaves, []),
            ("a step that leads nowhere", [app, core], leaves, [*steps, [0, []]]),
            ("a step on a package of one side", [app, core], leaves, [[0, [[1, 1]]]]),
            ("a step with itself", [app, core], leaves, [[2, [[0, 1]]]]),
            ("a step with one to come", [app, core], leaves, [[0, [[0, 3]]], [0, [[0, 1]]]]),
            ("a step with one below nought", [app, core], leaves, [[-1, [[0, 1]]]]),
            ("a step on a package that is not there", [app, core], leaves, [[0, [[2, 1]]]]),
            ("a step of three", [app, core], leaves, [[0, [[0, 1]], 0]]),
            ("a requirement that is not there", [app, core], [{"root": 1}, leaves[1]], steps),
            ("a requirement of another kind", [app, core], [{"root": "0"}, leaves[1]], steps),
            ("a leaf of another kind", [app, core], [{"axiom": 0}, leaves[1]], steps),
            ("two leaves in one", [app, core], [{"root": 0, "unfit": 0}, leaves[1]], steps),
            ("a dependency that nobody states", [app, core], [leaves[0], {"dependency": [0, "core", "^9"]}], steps),
            ("a dependency in other words", [app, core], [leaves[0], {"dependency": [0, "core", "^2.0"]}], steps),
            ("a dependency of another", [app, core], [leaves[0], {"dependency": [1, "core", "^2"]}], steps),
            ("a dependency of a package that is not there", [app, core],
             [leaves[0], {"dependency": [2, "core", "^2"]}], steps),
            ("a dependency whose name is none", [app, core], [leaves[0], {"dependency": [0, "Core", "^2"]}], steps),
            ("unfit, but it is not", [app, core], [leaves[0], {"unfit": 0}], steps),
            ("unfit, a package that is not there", [app, core], [leaves[0], {"unfit": 2}], steps),
            ("a package twice", [app, app], [leaves[0], {"dependency": [1, "core", "^2"]}], [[0, [[0, 1]]]]),
            ("a line without a policy of lines", [["app", "1"], core], leaves, steps),
            ("a package whose name is none", [["App", None], core], leaves, steps),
            ("a package twice, and nothing else", [app, core, app], leaves, steps),
            ("a leaf twice", [app, core], [*leaves, leaves[0]], steps),
            ("a package left out", [core], [{"root": 0}, {"unfit": 0}], steps)):
        packages_shown = [one for one in packages if one[0] in ("app", "core")]
        fields = no(SMALL, ["app *"], packages_shown, said, done)
        refuted(fields)["packages"] = packages
        yield case(name, text(fields), anchor)
    whole = no(SMALL, ["app *"], [app, core], leaves, steps)
    for name, hidden in (("whose entry is not shown", no(SMALL, ["app *"], [app, core], leaves, steps, {("app", "1.0.0")})),
                         ("one version not shown", edited(whole, prune))):
        yield case(f"a dependency, {name}", text(hidden), anchor)
    yield case("another's requirement", text(whole | {"requirements": [["core", "*"]]}), anchor)
    yield case("no requirement", text(whole | {"requirements": []}), anchor)
    yield case("an override by hand", text(whole | {"policy": {"overrides": {"core": "^1"}}}), anchor)
    yield case("a no turned into a yes", text(whole | {"feasible": True}), anchor)
    yield case("a choice in place of a derivation", text(whole | {"proof": {"chosen": []}}), anchor)
    unfit = no(SMALL, ["core ^3"], [core], [{"root": 0}, {"unfit": 0}], [[0, [[0, 1]]]])
    yield case("yanked, but named by a lock", text(unfit | {"lock": [["core", "3.stable.0.stable.0.stable"]]}), anchor)
    yield case("yanked, but named by a pin", text(unfit | {"requirements": [["core", "3.0.0"]]}), anchor)
    empty = no(SMALL, ["core ^2"], [core], [{"root": 0}], [])
    yield case("something is accepted", text(empty | {"requirements": [["core", "*"]]}), anchor)
    for name, given in REFUTED.items():
        fields = certificate.parsed(known[name].encode())
        for edit_name, edit in derivation_edits(refuted(fields)):
            yield case(f"{name}, {edit_name}", text(edited(fields, edit)), {"registry": given["registry"]})


def derivation_edits(told):
    """Each leaf and each step away, changed, or repeated at the end."""
    def of(part, edit):
        return lambda fields: edit(refuted(fields)[part]) and None
    leaves, steps = len(told["leaves"]), len(told["steps"])
    if leaves > 1:
        yield "its first leaf gone", of("leaves", lambda all_of: all_of.pop(0))
        yield "its last leaf gone", of("leaves", lambda all_of: all_of.pop())
    if steps:
        yield "its last step gone", of("steps", lambda all_of: all_of.pop())
        yield "its first leaf at the end", of("steps", lambda all_of: all_of.append([0, []]))
        yield "its last step cut short", of("steps", lambda all_of: all_of[-1][1].pop())
    if told["packages"]:
        yield "its packages gone", of("packages", lambda all_of: all_of.clear())
