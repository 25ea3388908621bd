"""What manifests say for SemVerX (manifest/FORMAT.md)."""

import dataclasses
import json
import tomllib

from . import semverx_range
from .certificate_policy import Policy
from .part import Refused
from .registry_entry import is_name

FILES = ("package.json", "pyproject.toml", "Cargo.toml")
SCHEME = semverx_range.SCHEME
KEYS = {"registry", "policy"}


@dataclasses.dataclass
class Manifest:
    requirements: dict
    policy: Policy


class Pairs(list):
    """An object of JSON as written."""


def wrong(why):
    return Refused("FORMAT", why)


def table(value, code="FORMAT"):
    """A dict of an object in which no key stands twice; absent is empty."""
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    if not isinstance(value, Pairs):
        raise Refused(code, f"no object: {value!r}")
    if len({key for key, _ in value}) < len(value):
        raise Refused(code, "a key twice")
    return dict(value)


def policy_of(value):
    found = table(value, "POLICY")
    return Policy({key: table(inner, "POLICY") if isinstance(inner, Pairs) else inner
                   for key, inner in found.items()})


def requirement(found, name, text):
    if not isinstance(text, str):
        raise wrong(f"no text: {text!r}")
    if not is_name(name):
        raise Refused("ARGUMENT", name)
    range_ = semverx_range.parse(text)
    text = text.removeprefix(SCHEME)
    if name in found and semverx_range.parse(found[name]).text() != range_.text():
        raise wrong(f"{name} in two ranges")
    found.setdefault(name, text)


def ours(value, keys):
    """Our own table."""
    found = table(value)
    if not found.keys() <= keys:
        raise wrong(f"unknown: {found.keys() - keys}")
    if not isinstance(found.get("registry"), str | None):
        raise wrong("registry is a text")
    return found


def from_json(text):
    try:
        top = table(json.loads(text, object_pairs_hook=Pairs))
    except ValueError as error:
        raise wrong(error) from error
    found = {}
    for section in ("dependencies", "devDependencies", "optionalDependencies"):
        for name, range_ in table(top.get(section)).items():
            if isinstance(range_, str) and range_.startswith(SCHEME):
                requirement(found, name, range_)
            elif isinstance(range_, str) and range_.strip().lower().startswith(SCHEME):
                raise Refused("RANGE", range_)
    if top.get("semverx") is None and not found:
        return None
    return Manifest(found, policy_of(ours(top.get("semverx"), KEYS).get("policy")))


def below(top, *keys):
    for key in keys:
        top = top.get(key) if isinstance(top, dict) else None
    return top


def from_toml(text, *places):
    try:
        top = tomllib.loads(text)
    except ValueError as error:
        raise wrong(error) from error
    tables = [one for place in places if (one := below(top, *place)) is not None]
    if len(tables) > 1:
        raise wrong("two tables of ours")
    if not tables:
        return None
    if not isinstance(tables[0], dict):
        raise wrong("no table")
    told, found = ours(tables[0], KEYS | {"dependencies"}), {}
    for name, range_ in table(told.get("dependencies")).items():
        requirement(found, name, range_)
    return Manifest(found, policy_of(told.get("policy")))


def parse(file, text):
    """A manifest, or None if it does not speak of us."""
    text = text.removeprefix("\ufeff")
    if file == "package.json":
        return from_json(text)
    if file == "pyproject.toml":
        return from_toml(text, ("tool", "semverx"))
    return from_toml(text, ("package", "metadata", "semverx"), ("workspace", "metadata", "semverx"), ("semverx",))


def find(files, named):
    """The manifest named, or the only one that speaks of us."""
    if named is not None and named not in FILES:
        raise Refused("ARGUMENT", named)
    speaking = [found for file in ([named] if named else FILES)
                if file in files and (found := parse(file, files[file])) is not None]
    if len(speaking) != 1:
        raise Refused("ARGUMENT", f"{len(speaking)} manifests")
    return speaking[0]
