"""The operations of registries and resolutions."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from version_vectors import policy

from pysemverx import Registry, Resolver, verify_resolution

Given = dict[str, Any]


@contextmanager
def registry(given: Given) -> Iterator[Registry]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reg.ndjson"
        path.write_bytes(given["registry"].encode())
        options = {name: given[name] for name in ("clock", "tier") if name in given}
        with Registry(path, policy=policy(given), **options) as opened:
            yield opened


def root(given: Given) -> Given:
    with registry(given) as opened:
        return opened.snapshot().to_dict()


def prove(given: Given) -> Given:
    with registry(given) as opened:
        return opened.prove(given["name"], given.get("version")).to_dict()


def state(opened: Registry) -> Given:
    versions = {
        name: [[str(v.version), v.yanked, v.fault] for v in opened.versions(name)]
        for name in opened.names()
    }
    return {**opened.snapshot().to_dict(), "versions": versions}


def history(given: Given) -> Given:
    with registry(given) as opened:
        for verb, *arguments in given["steps"]:
            getattr(opened, verb)(*arguments)
        return state(opened)


def resolve(given: Given) -> Given:
    with registry(given) as opened:
        resolver = Resolver(opened, policy(given))
        lock, now = given.get("lock"), given.get("now")
        answer = resolver.resolve(given["requirements"], lock=lock, now=now)
    assert answer.certificate is not None
    sha256 = hashlib.sha256(answer.certificate.encode()).hexdigest()
    return {**answer.to_dict(), "root": answer.snapshot.root, "certificate_sha256": sha256}


def verify(given: Given) -> Given:
    anchor = dict(given.get("anchor") or {})
    if "registry" not in anchor:
        return verify_resolution(given["certificate"], **anchor).to_dict()
    with registry(anchor) as opened:
        return verify_resolution(given["certificate"], registry=opened).to_dict()


OPS: dict[str, Callable[[Given], Given]] = {
    "registry_root": root,
    "registry_prove": prove,
    "registry_history": history,
    "resolve": resolve,
    "verify_resolution": verify,
}
