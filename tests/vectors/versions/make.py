#!/usr/bin/env python3
"""Makes the vectors of versions and ranges in this folder, without diram.

    make.py            writes the JSON files
    make.py --check    fails when a file here differs from what would be written
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__)
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.resolve().parents[1]))

import questions  # noqa: E402
import range_texts  # noqa: E402
import version_texts  # noqa: E402
from reference import semverx_admission as admission  # noqa: E402
from reference import semverx_algebra as algebra  # noqa: E402
from reference import semverx_range as ranges  # noqa: E402
from reference import semverx_version as versions  # noqa: E402
from reference.cases import Folder, outcome  # noqa: E402

ORIGIN = "tests/vectors/reference: pure Python, written from semverx/FORMAT.md, shares no code with diram"


# --- operations -----------------------------------------------------------------------------------

def parsed(texts):
    return [versions.parse(text) for text in texts]


def version_sort(texts):
    pairs = [(versions.parse(text).order(), text) for text in texts]
    return {"versions": [text for _, text in sorted(pairs, key=lambda pair: pair[0])]}


def satisfies(version, range_, policy):
    return admission.admits(ranges.parse(range_), versions.parse(version), admission.checked(policy))


def satisfies_many(texts, range_, policy):
    wanted, checked = ranges.parse(range_), admission.checked(policy)
    return [admission.admits(wanted, version, checked) for version in parsed(texts)]


def max_satisfying(texts, range_, policy):
    at = admission.best(parsed(texts), ranges.parse(range_), admission.checked(policy))
    return None if at is None else texts[at]


def explain(version, range_, policy):
    why = admission.reason(ranges.parse(range_), versions.parse(version), admission.checked(policy))
    return {"admitted": why == "admitted", "reason": why}


def subset(one, other):
    return algebra.witness(ranges.parse(one), ranges.parse(other)) is None


OPS = {
    "version_parse": lambda given: versions.parse(given["text"]).view(),
    "version_compare": lambda given: {"order": versions.compare(*parsed([given["a"], given["b"]]))},
    "version_sort": lambda given: version_sort(given["versions"]),
    "range_parse": lambda given: {"text": ranges.parse(given["text"]).text()},
    "satisfies": lambda given: {"result": satisfies(given["version"], given["range"], given.get("policy", {}))},
    "satisfies_many": lambda given: {
        "result": satisfies_many(given["versions"], given["range"], given.get("policy", {}))},
    "max_satisfying": lambda given: {
        "result": max_satisfying(given["versions"], given["range"], given.get("policy", {}))},
    "range_intersect": lambda given: {
        "text": ranges.intersect(ranges.parse(given["a"]), ranges.parse(given["b"])).text()},
    "range_union": lambda given: {"text": ranges.union(ranges.parse(given["a"]), ranges.parse(given["b"])).text()},
    "range_subset": lambda given: {"result": subset(given["a"], given["b"])},
    "range_empty": lambda given: {"result": algebra.witness(ranges.parse(given["text"])) is None},
    "explain": lambda given: explain(given["version"], given["range"], given.get("policy", {})),
}


# --- cases ----------------------------------------------------------------------------------------

def case(name, op, given):
    return {"name": name, "op": op, "in": given} | outcome(lambda: OPS[op](given))


def shown(text):
    return json.dumps(text)[1:-1] or "nothing"


def with_policy(policy):
    return {"policy": policy} if policy else {}


def told(policy):
    return "".join(f", {key} {json.dumps(value)}" for key, value in policy.items())


def parses(op, texts):
    for name, text in texts:
        yield case(name or shown(text), op, {"text": text})


def asks(op, triples):
    for version, range_, policy in triples:
        given = {"version": version, "range": range_} | with_policy(policy)
        yield case(f"{op}: {shown(version)} in {shown(range_)}{told(policy)}", op, given)


def comparisons():
    """Each version and the next, both ways."""
    chain = [text for rung in version_texts.ORDER for text in rung]
    for one, other in zip(chain, chain[1:]):
        yield from pairs("version_compare", [(one, other), (other, one)])
    yield from pairs("version_compare", [(chain[0], chain[0]), (chain[0], chain[-1]), (chain[-1], chain[0])])


def pools(op):
    for pool_name, (pool, wanted) in questions.POOLS.items():
        for range_, policy in wanted:
            given = {"versions": pool, "range": range_} | with_policy(policy)
            yield case(f"{op}: {pool_name}, {shown(range_)}{told(policy)}", op, given)


def pairs(op, listed):
    for one, other in listed:
        yield case(f"{op}: {shown(one)} and {shown(other)}", op, {"a": one, "b": other})


def algebra_cases():
    yield from pairs("range_intersect", questions.JOINED)
    yield from pairs("range_union", questions.JOINED)
    yield case("intersection: too many comparators", "range_intersect", questions.WIDE_INTERSECTION)
    yield case("union: too many comparators", "range_union", questions.WIDE_UNION)
    yield case("union: repetitions go", "range_union", questions.REPEATED_UNION)


def meanings():
    for one, other in questions.COMPARED:
        yield from pairs("range_subset", [(one, other), (other, one)])
    for text in questions.MAYBE_EMPTY:
        yield case(f"empty: {shown(text)}", "range_empty", {"text": text})


def sorts():
    forwards = [text for rung in version_texts.ORDER for text in rung]
    for name, texts in (("ascending", forwards), ("descending", forwards[::-1]), ("nothing", []),
                        ("every third", forwards[::3] + forwards[1::3] + forwards[2::3]),
                        ("a bad one among them", ["1.0.0", "1.0", "0.1.0"])):
        yield case(name, "version_sort", {"versions": texts})


DOCUMENTS = {
    "parse": ("versions and everything read off them", lambda: parses("version_parse", version_texts.GOOD)),
    "errors": ("versions and ranges that must be refused", lambda: [
        *parses("version_parse", version_texts.BAD),
        *(one | {"name": "range: " + one["name"]} for one in parses("range_parse", range_texts.BAD)),
        *asks("satisfies", questions.BAD_SINGLE), *asks("satisfies", questions.BAD_POLICIES)]),
    "order": ("neighbours in one long ascending list, some of them equal", comparisons),
    "sort": ("lists in order; equal ones stay as they were", sorts),
    "ranges": ("canonical text", lambda: parses("range_parse", range_texts.GOOD)),
    "satisfies": ("single questions", lambda: asks("satisfies", questions.SINGLE)),
    "explain": ("reasons", lambda: asks("explain", questions.REASONS)),
    "pools": ("many versions and one range", lambda: [*pools("satisfies_many"), *pools("max_satisfying")]),
    "algebra": ("intersection and union, by text", algebra_cases),
    "meaning": ("subset and empty, by trying one version of every kind", meanings),
}


def self_check():
    """What does not come from the reference's own judgement."""
    assert versions.parse("1.2.3").sort_key() == "A13A23A33~"
    assert versions.parse("10.0.0-rc.1").sort_key() == "B103A03A031rc 0A1"
    for name, text in version_texts.GOOD:
        version = versions.parse(text)
        for form in filter(None, (version.canonical(), version.plain(), version.compact())):
            assert versions.parse(form) == version, form
    rungs = [parsed(rung) for rung in version_texts.ORDER]
    for at, rung in enumerate(rungs):
        assert all(versions.compare(rung[0], other) == 0 for other in rung), version_texts.ORDER[at]
        assert at == 0 or versions.compare(rungs[at - 1][0], rung[0]) == -1, version_texts.ORDER[at]
        assert at == 0 or rungs[at - 1][0].sort_key() < rung[0].sort_key(), version_texts.ORDER[at]
    for name, text in range_texts.GOOD:
        canonical = ranges.parse(text).text()
        assert ranges.parse(canonical).text() == canonical, text


def refused_or_not(documents):
    """Bad input stands in one document and under such names elsewhere, and nothing else is refused."""
    for name, cases in documents.items():
        for one in cases:
            bad = name == "errors" or any(word in one["name"] for word in ("a bad ", "too many comparators"))
            assert ("error" in one) == bad, (name, one)


def main():
    self_check()
    folder = Folder(HERE)
    for source in ("questions.py", "range_texts.py", "version_texts.py"):
        folder.read(source)
    documents = {name: list(cases()) for name, (_, cases) in DOCUMENTS.items()}
    refused_or_not(documents)
    for name, cases in documents.items():
        folder.document(f"{name}.json", DOCUMENTS[name][0], ORIGIN, cases)
    folder.finish()


if __name__ == "__main__":
    main()
