"""Checking certificates of resolutions (resolve/FORMAT.md). There is no search in it."""

import json

from . import registry_head, semverx_range, semverx_version
from .certificate_policy import Policy
from .part import Refused
from .registry_entry import checked_name, hashed, whole
from .registry_head import MOST_U64, dumped, fields, is_text
from .registry_proof import Proof
from .semverx_admission import admits

FORMAT, MOST_BYTES, MOST_REQUIREMENTS, NEVER = "diram-certificate-1", 64 << 20, 1024, 12
FIELDS = ["format", "feasible", "head", "source", "policy", "requirements", "lock", "now", "trees", "proof"]
ABSENT = "not selected"


# --- bytes ----------------------------------------------------------------------------------------

def text_of(certificate):
    """The bytes of a certificate's fields."""
    open_ = dumped(certificate)[:-1]
    digest = hashed((open_ + "}").encode()).hex()
    return f'{open_},"digest":"{digest}"}}\n'.encode()


def parsed(data):
    """The fields, of canonical bytes."""
    if len(data) > MOST_BYTES:
        raise ValueError("longer than 64 MiB")
    certificate = json.loads(data.decode())
    fields(certificate, FIELDS + ["digest"])
    del certificate["digest"]
    if text_of(certificate) != data or certificate["format"] != FORMAT:
        raise ValueError("not the canonical bytes")
    return certificate


def pairs(value):
    if not isinstance(value, list) or not all(isinstance(one, list) and len(one) == 2 for one in value):
        raise ValueError("not a list of pairs")
    return value


def sorted_versions(value):
    """(name, version) of a sorted list without repetitions, with its texts as they are printed."""
    found = [(checked_name(name), semverx_version.parse(is_text(version))) for name, version in pairs(value)]
    order = [(name, version.order()) for name, version in found]
    if order != sorted(set(order)) or [[name, one.canonical()] for name, one in found] != value:
        raise ValueError("versions not sorted, or not canonical")
    return found


# --- what it rests on -----------------------------------------------------------------------------

class Request:
    """Policy, requirements, lock and time: which versions are accepted and may be chosen."""

    def __init__(self, policy, requirements, lock, now):
        self.policy, self.now = Policy(policy), now
        self.requirements = [(name, semverx_range.parse(text)) for name, text in requirements]
        pins = {(name, version.order()) for name, range_ in self.requirements if (version := range_.pin())}
        self.named = pins | {(name, version.order()) for name, version in lock}

    def accepts(self, name, range_, version, root):
        wanted = self.policy.overrides.get(name, range_)
        return admits(wanted, version, self.policy.keys, root)

    def unfit(self, entry):
        """Whether it may not be chosen."""
        if entry.tombstone is not None or entry.fault >= NEVER:
            return True
        if (entry.name, entry.version.order()) in self.named:
            return False
        age = self.policy.age
        young = age is not None and (entry.published is None or max(self.now - entry.published, 0) < age)
        return entry.fault > self.policy.keys["max_fault"] or entry.yanked or young


class Case:
    def __init__(self, certificate):
        _, self.feasible, head, self.source, policy, requirements, lock, now, trees, self.proof = certificate.values()
        self.head, self.signatures = registry_head.read(head)
        self.asked = [(checked_name(name), is_text(text)) for name, text in pairs(requirements)]
        if now is not None:
            whole(now, MOST_U64)
        self.request = Request(policy, self.asked, sorted_versions(lock), now)
        self.policy = self.request.policy
        if dumped(self.policy.json()) != dumped(policy) or len(self.asked) > MOST_REQUIREMENTS:
            raise ValueError("a policy in other words, or too many requirements")
        if self.policy.age is not None and now is None:
            raise ValueError("an age without a time")
        self.open_trees(trees)

    def open_trees(self, trees):
        roots = dict(self.head.roots)
        if not isinstance(trees, dict) or list(trees) != sorted(trees):
            raise ValueError("sources are sorted")
        if not {self.source, *self.policy.keys["sources"].values()} <= roots.keys():
            raise ValueError("a source that the snapshot has not")
        self.trees = {source: Proof(tree) for source, tree in trees.items()}
        if any(tree.root() != roots.get(source) for source, tree in self.trees.items()):
            raise ValueError("a tree of another snapshot")

    def tree(self, name):
        source = self.policy.source(name, self.source)
        if source not in self.trees:
            raise ValueError(f"nothing of {source} is shown")
        return self.trees[source]

    def accepted(self, name, range_, root):
        """Package → values that are accepted, of those packages of a name of which any is."""
        found = {}
        for node in self.tree(name).versions(name):
            if self.request.accepts(name, range_, node.version, root):
                found.setdefault((name, self.policy.line(node.version)), set()).add(node.key)
        return found


# --- "yes" ----------------------------------------------------------------------------------------

def check_yes(case):
    chosen, packages, entries = fields(case.proof, ["chosen"]), set(), []
    for name, version in sorted_versions(*chosen):
        entry, package = case.tree(name).entry(name, version), (name, case.policy.line(version))
        if entry is None or entry.version.canonical() != version.canonical():
            raise ValueError(f"there is no {name} {version.canonical()}")
        if case.request.unfit(entry) or package in packages:
            raise ValueError(f"{name} {version.canonical()} may not be chosen, or not with another of it")
        packages.add(package)
        entries.append(entry)
    needs = [(name, range_, True) for name, range_ in case.request.requirements]
    needs += [(name, semverx_range.parse(text), False) for entry in entries for name, text in entry.deps]
    for name, range_, root in needs:
        if not any(entry.name == name and case.request.accepts(name, range_, entry.version, root) for entry in entries):
            raise ValueError(f"{name} is needed")
    return {name + ("" if line is None else "@" + line): entry.version.canonical()
            for (name, line), entry in zip(((one.name, case.policy.line(one.version)) for one in entries), entries)}


# --- "no" -----------------------------------------------------------------------------------------

class Refutation:
    """Nogoods are package number → values; a value is a key, or ABSENT."""

    def __init__(self, case):
        self.case, told = case, fields(case.proof, ["refuted"])
        packages, leaves, steps = fields(*told, ["packages", "leaves", "steps"])
        self.nodes = [self.package(name, line) for name, line in pairs(packages)]
        self.all = [{ABSENT, *nodes} for nodes in self.nodes]
        self.numbers = {(name, line): number for number, (name, line) in enumerate(packages)}
        self.nogoods = []
        if len(self.numbers) < len(packages) or len(set(map(dumped, leaves))) < len(leaves):
            raise ValueError("a package or a leaf twice")
        for leaf in leaves:
            (kind, value), = leaf.items()
            self.nogoods.append({"root": self.root, "dependency": self.dependency, "unfit": self.unfit}[kind](value))
        for first, others in pairs(steps):
            self.step(first, pairs(others))
        if not self.nogoods or self.nogoods[-1]:
            raise ValueError("no contradiction at the end")

    def package(self, name, line):
        """Key → node of a package's versions."""
        nodes = {node.key: node for node in self.case.tree(checked_name(name)).versions(name)
                 if self.case.policy.line(node.version) == line}
        if line is not None and not nodes:
            raise ValueError(f"{name} has no line {line}")
        return nodes

    def known(self, number):
        return self.nogoods[whole(number, len(self.nogoods) - 1)]

    def shown(self, number, test):
        """The versions of a package whose entries are shown and pass."""
        nodes = self.nodes[whole(number, len(self.nodes) - 1)]
        return {key for key, node in nodes.items() if node.entry and test(node.entry)}

    def refused(self, name, range_, root):
        accepted = self.case.accepted(name, range_, root)
        if not accepted.keys() <= self.numbers.keys():
            raise ValueError(f"a package of {name} is left out")
        return {self.numbers[one]: self.all[self.numbers[one]] - values for one, values in accepted.items()}

    def root(self, number):
        requirements = self.case.request.requirements
        return self.refused(*requirements[whole(number, len(requirements) - 1)], True)

    def dependency(self, value):
        number, name, text = value
        checked_name(name)
        override = self.case.policy.overrides.get(name)
        if override and override.text() != text:
            raise ValueError(f"{name} is overridden")
        stating = self.shown(number, lambda entry: any(
            dep == name and (override or written == text) for dep, written in entry.deps))
        if not stating:
            raise ValueError(f"nothing shown needs {name} {text}")
        terms = self.refused(name, semverx_range.parse(text), False)
        terms[number] = terms.get(number, stating) & stating
        return terms

    def unfit(self, number):
        return {number: self.shown(number, self.case.request.unfit)}

    def step(self, first, others):
        terms = self.known(first)
        for package, number in others:
            other = self.known(number)
            if package not in terms or package not in other:
                raise ValueError("a step on what only one side has")
            joined = terms[package] | other[package]
            terms = {one: terms.get(one, values) & other.get(one, values) for one, values in (other | terms).items()}
            terms[package] = joined
            if joined == self.all[package]:
                del terms[package]
        self.nogoods.append(terms)


# --- all of it ------------------------------------------------------------------------------------

def held(case, key, root, roots):
    """The name of the anchor that holds it."""
    if sum(anchor is not None for anchor in (key, root, roots)) > 1:
        raise Refused("ARGUMENT", "one anchor at most")
    if key is not None and not registry_head.is_signed(case.head, case.signatures, key):
        raise ValueError("not signed by this key")
    if root is not None and case.head.id() != root:
        raise ValueError("of another snapshot")
    if roots is not None and case.head.roots != roots:
        raise ValueError("of another registry")
    return "key" if key is not None else "root" if root is not None else "none" if roots is None else "registry"


def verify(data, key=None, root=None, roots=None):
    """What a certificate proves. `key` and `root` are bytes, `roots` a registry's (source, root) pairs."""
    try:
        case = Case(parsed(data))
        anchor = held(case, key, root, roots)
        solution = {}
        if case.feasible is True:
            solution = check_yes(case)
        elif case.feasible is False:
            Refutation(case)
        else:
            raise ValueError("neither a yes nor a no")
        return {"feasible": case.feasible, "anchored": anchor != "none", "anchor": anchor, "solution": solution}
    except Refused as error:
        code = error.code if error.code == "ARGUMENT" else "CERTIFICATE"
        raise Refused(code, error) from error
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise Refused("CERTIFICATE", error) from error
