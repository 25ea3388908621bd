"""Projects that make.py locks."""

import json

from reference.registry_notation import line, lines

REGISTRY = lines("""
    app 1.0.0 sha256 a published 100: core ^1
    app 1.1.0 sha256 a published 200: core ^1, log ^1
    app 2.0.0 sha256 a published 300: core ^2
    core 1.0.0 sha256 b published 100
    core 1.1.0+b7 sha256 b published 200
    core 1.2.0 sha256 b published 900 fault 3
    core 2.0.0 published 300
    core 2.1.0.experimental sha256 c published 300
    log 1.0.0 sha256 d published 100
    log 1.1.0 sha256 d published 400 fault 7
    log 2.0.0-rc.1 sha256 d published 400
    old 1.0.0 sha256 e published 100 yanked
    bad 1.0.0 sha256 e published 100 fault 12
    web 1.0.0 sha256 f: app ^1
    web 1.1.0 sha256 f: log ^1
    @org/net 1.0.0 sha256 0 published 100: core ^1, log *
""")
NOW = 1000


def package(*requirements, others=None, **semverx):
    """package.json of `core ^1` each."""
    pairs = dict(one.split(None, 1) for one in requirements)
    sections = {"dependencies": {name: f"semverx:{range_}" for name, range_ in pairs.items()} | (others or {})}
    return json.dumps({"name": "mine"} | sections | ({"semverx": semverx} if semverx else {}))


def named_in(*texts):
    """The lines of packages that texts name, and of those that they need."""
    entries = [(one, json.loads(one)) for one in REGISTRY.splitlines()]
    known, names = {entry["name"] for _, entry in entries}, set()
    waiting = {name for name in known if any(name in text for text in texts)}
    while waiting:
        names |= waiting
        waiting = {dep for _, entry in entries if entry["name"] in names for dep in entry["deps"]} - names
    return "".join(one + "\n" for one, entry in entries if entry["name"] in names)


def ask(text=None, file="package.json", **more):
    options = {"now": NOW} | {key: more.pop(key) for key in ("check", "update", "now") if key in more}
    files = more.pop("files", {file: text})
    content = named_in(*files.values(), more.get("lock") or "")
    return {"registry": content, "files": files, "manifest": None, "lock": None, "options": options} | more


def pyproject(dependencies, extra="", policy=""):
    rows = "\n".join(f'"{one.split(None, 1)[0]}" = "{one.split(None, 1)[1]}"' for one in dependencies)
    return f"[project]\nname = \"mine\"\n\n[tool.semverx]\n{extra}\n[tool.semverx.policy]\n{policy}\n" \
           f"[tool.semverx.dependencies]\n{rows}\n"


# --- manifests ------------------------------------------------------------------------------------

CARGO = '[package]\nname = "mine"\nversion = "0.1.0"\n\n[dependencies]\nserde = "1"\n\n'
OURS = '[{table}]\nregistry = "https://r.obinexus.org"\n\n[{table}.dependencies]\ncore = "^1"\n'
OVERRIDES = '[tool.semverx.policy.overrides]\ncore = "1.0.0"\n'

MANIFESTS = {
    "one requirement": ask(package("core ^1")),
    "others beside it": ask(package("core ^1", others={"left-pad": "^1.3.0", "core-js": "3"})),
    "a scope": ask(package("@org/net *")),
    "what is needed too": ask(package("app ^1.1")),
    "nothing is asked for": ask('{"semverx": {}}'),
    "a byte order mark": ask("\ufeff" + package("core ^1")),
    "three tables": ask(json.dumps({"dependencies": {"core": "semverx:^1"}, "devDependencies": {"log": "semverx:1.0.0"},
                                    "optionalDependencies": {"app": "semverx:1.0.0", "fsevents": "*"}})),
    "twice in the same range": ask(json.dumps({"dependencies": {"core": "semverx:^1"},
                                               "devDependencies": {"core": "semverx:^1"}})),
    "twice in two ranges": ask(json.dumps({"dependencies": {"core": "semverx:^1"},
                                           "devDependencies": {"core": "semverx:^2"}})),
    "twice, once of others": ask(json.dumps({"dependencies": {"core": "semverx:^1"}, "devDependencies": {"core": "^9"}})),
    "a range in other words": ask(package("core   >=1.0.0   <2.0.0")),
    "a range of everything": ask(json.dumps({"dependencies": {"core": "semverx:"}})),
    "null": ask('{"dependencies": {"core": "semverx:^1"}, "devDependencies": null, "semverx": null}'),
    "twice where nobody looks": ask('{"scripts": {"a": "b", "a": "c"}, "dependencies": {"core": "semverx:^1"}}'),
    "says nothing for us": ask('{"dependencies": {"core": "^1"}}'),
    "says nothing for us but null": ask('{"semverx": null}'),
    "no JSON": ask('{"dependencies": {"core": "semverx:^1"},}'),
    "no object": ask("[]"),
    "an unknown key of ours": ask('{"semverx": {"registri": "https://r.obinexus.org"}}'),
    "a registry that is no text": ask('{"semverx": {"registry": 5}}'),
    "semverx that is no object": ask('{"semverx": "^1"}'),
    "a key twice": ask('{"semverx": {"registry": "a", "registry": "b"}}'),
    "a dependency twice": ask('{"dependencies": {"core": "semverx:^1", "core": "semverx:^2"}}'),
    "a table twice": ask('{"dependencies": {"core": "semverx:^1"}, "dependencies": {"log": "semverx:^1"}}'),
    "a policy's key twice": ask('{"semverx": {"policy": {"strict": true, "strict": false}}}'),
    "an override twice": ask('{"semverx": {"policy": {"overrides": {"core": "1.0.0", "core": "1.0.0"}}}}'),
    "an unknown key of the policy": ask(package("core ^1", policy={"allow_experimentel": True})),
    "a policy's key of another type": ask(package("core ^1", policy={"max_fault": "5"})),
    "a policy's key out of bounds": ask(package("core ^1", policy={"max_fault": 18})),
    "no range": ask(package("core latest")),
    "no name": ask(package("Core ^1")),
    "pyproject": ask(pyproject(["core ^1", "log semverx:1.0.0"]), "pyproject.toml"),
    "pyproject with a policy": ask(pyproject(["core ^1"], 'registry = "reg.ndjson"',
                                             'max_fault = 2\nmin_release_age = "5m"'), "pyproject.toml"),
    "pyproject with overrides": ask(pyproject(["core ^1"]) + OVERRIDES, "pyproject.toml"),
    "pyproject without dependencies": ask("[tool.semverx]\n", "pyproject.toml"),
    "pyproject of others": ask('[project]\nname = "mine"\ndependencies = ["core"]\n', "pyproject.toml"),
    "pyproject with an unknown key": ask("[tool.semverx]\nregistri = 'a'\n", "pyproject.toml"),
    "pyproject with a key twice": ask("[tool.semverx.dependencies]\ncore = '^1'\ncore = '^2'\n", "pyproject.toml"),
    "pyproject with a list": ask("[tool.semverx.dependencies]\ncore = ['^1']\n", "pyproject.toml"),
    "pyproject with a wrong policy": ask("[tool.semverx.policy]\nstrict = 1\n", "pyproject.toml"),
    "pyproject that is no TOML": ask("[tool.semverx\n", "pyproject.toml"),
    "pyproject with a wrong range": ask(pyproject(["core newest"]), "pyproject.toml"),
    **{f"Cargo's {table}": ask(CARGO + OURS.format(table=table), "Cargo.toml")
       for table in ("package.metadata.semverx", "workspace.metadata.semverx", "semverx")},
    "Cargo, two tables": ask(CARGO + OURS.format(table="package.metadata.semverx") + OURS.format(table="semverx"),
                             "Cargo.toml"),
    "Cargo, an unknown key": ask(CARGO + "[package.metadata.semverx]\nfeatures = []\n", "Cargo.toml"),
    "Cargo's own dependencies": ask(CARGO, "Cargo.toml"),
}

TWO = {"package.json": package("core ^1"), "pyproject.toml": pyproject(["log ^1"])}
FOLDERS = {
    "one of two speaks of us": ask(files={"package.json": '{"name": "mine"}', "pyproject.toml": pyproject(["core ^1"])}),
    "two speak of us": ask(files=TWO),
    "one of two is named": ask(files=TWO, manifest="pyproject.toml"),
    "the other is wrong": ask(files=TWO | {"package.json": "{"}, manifest="pyproject.toml"),
    "one of two is wrong": ask(files=TWO | {"package.json": "{"}),
    "none": ask(files={}),
    "another file is named": ask(files=TWO | {"deps.json": package("core ^1")}, manifest="deps.json"),
    "the one that is named is of others": ask(files={"package.json": "{}"}, manifest="package.json"),
}

# --- policies -------------------------------------------------------------------------------------

POLICIES = {
    "states": ask(package("core ^2", policy={"allow_experimental": True})),
    "states that the source does not take": ask(package("core 2.*.*.experimental")),
    "states that the source takes": ask(package("core 2.*.*.experimental", policy={"allow_experimental": True}),
                                        tier="local"),
    "tails": ask(package("log 2.0.0-rc.1"), tier="local"),
    "tails that the source does not take": ask(package("log 2.0.0-rc.1")),
    "faults": ask(package("log ^1.1", policy={"max_fault": 7})),
    "faults by a pin": ask(package("log 1.1.0")),
    "faults, strictly": ask(package("log 1.1.0", policy={"strict": True})),
    "faults that nothing allows": ask(package("bad 1.0.0")),
    "no checksum": ask(package("core 2.0.0")),
    "no checksum, strictly": ask(package("core 2.0.0", policy={"strict": True})),
    "strictly": ask(package("core ^1", policy={"strict": True})),
    "yanked by a pin": ask(package("old 1.0.0")),
    "yanked": ask(package("old ^1")),
    "age": ask(package("core ^1", policy={"min_release_age": "10m"})),
    "age of what has no time": ask(package("web ^1", policy={"min_release_age": 1})),
    "age, later": ask(package("core ^1", policy={"min_release_age": "10m"}), now=1500),
    "an override": ask(package("app ^1", policy={"overrides": {"core": "  1.0.0  ", "@org/net": "semverx:*"}})),
    "a source": ask(package("core ^1", policy={"sources": {"core": "live", "@org/*": "live"}})),
    "texts that need escapes": ask(package("core ^1", policy={"sources": {"\u00e9\u0001\"\\/\u2028*": "live"}})),
    "an unknown source": ask(package("core ^1", policy={"sources": {"core": "far"}})),
    "lines": ask(package("app ^1", "core ^2", policy={"lines": "major"})),
    "lines of states": ask(package("core 2.*.*.experimental", "app 1.0.0", policy={"lines": "major",
                                                                                   "allow_experimental": True}),
                           tier="local"),
    "every key": ask(package("core ^1", policy={
        "strict": False, "sources": {"core": "live"}, "overrides": {"log": "*"}, "min_release_age": "1s",
        "max_update_rate": 0, "max_fault": 0, "lines": None, "budget": 77, "auto_update": "off",
        "allow_prerelease": True, "allow_legacy": False, "allow_experimental": False})),
    "no solution": ask(package("core ^3")),
    "no solution for two": ask(package("app ^1", "core ^2")),
    "nobody has it": ask(package("cord ^1")),
    "after changes": ask(package("core ^1"), clock=500,
                         steps=[["publish", line("core 1.3.0 sha256 9")], ["yank", "core", "1.2.0"]]),
}

# --- earlier locks --------------------------------------------------------------------------------

ROOT = "00112233445566778899aabbccddeeff" * 2


def locked(requirements, packages, policy=None, **changes):
    """A lock's text: `core 1.0.0 sha256 b: log ^1` a package, by its label."""
    found = {}
    for text in packages:
        about, _, needs = text.partition(":")
        label, version, *words = about.split()
        fields = {"version": version, "source": "live"}
        for word, value in zip(words[::2], words[1::2]):
            fields[word] = value * 64 if word == "sha256" else int(value) if word == "fault" else value
        deps = dict(one.split(None, 1) for one in needs.split(",") if one.strip())
        found[label] = fields | {"dependencies": deps}
    fields = {"lock_version": 1, "registry": {"root": ROOT, "seq": 9, "source": "live"}, "policy": policy or {},
              "requirements": dict(one.split(None, 1) for one in requirements), "packages": found} | changes
    return json.dumps(fields, indent=2) + "\n"


def canonical(version):
    return ".".join(f"{part}.stable" for part in version.split("."))


ONE = locked(["core ^1"], [f"core {canonical('1.1.0')}+b7 sha256 b"])
OLDER = locked(["core ^1"], ["core 1.0.0 sha256 b"])
APP = locked(["app ^1"], ["app 1.0.0 sha256 a: core ^1", "core 1.0.0 sha256 b"])
WEB = locked(["web ^1"], ["web 1.1.0 sha256 f: log ^1", "log 1.0.0 sha256 d"])


def with_policy(packages, requirements=("core ^1",), **policy):
    return {"text": package(*requirements, policy=policy), "lock": locked(requirements, packages, policy)}


LOCKS = {
    "stays": ask(package("core ^1"), lock=ONE),
    "stays, in other words": ask(package("core ^1"), lock=OLDER),
    "stays, in another spacing": ask(package("core ^1"), lock=json.dumps(json.loads(OLDER))),
    "stays, where a newer one is needed": ask(package("core >=1.1 <2"), lock=OLDER),
    "another range in the manifest": ask(package("core ~1.0"), lock=OLDER),
    "another policy in the manifest": ask(package("core ^1", policy={"budget": 9}), lock=OLDER),
    "a requirement more": ask(package("core ^1", "log 1.0.0"), lock=OLDER),
    "a requirement less": ask(package("core ^1"), lock=locked(["core ^1", "log *"], ["core 1.0.0 sha256 b",
                                                                                     "log 1.0.0 sha256 d"])),
    "what nobody needs any more": ask(package("core ^1"), lock=locked(
        ["app ^1"], ["app 1.1.0 sha256 a: core ^1, log ^1", "core 1.0.0 sha256 b", "log 1.0.0 sha256 d"])),
    "what needed it came to need another": ask(package("web 1.0.0"), lock=WEB),
    "check: nothing": ask(package("core ^1"), check=True, lock=OLDER),
    "check: something": ask(package("core ^1", "log 1.0.0"), check=True, lock=OLDER),
    "check: no lock": ask(package("core ^1"), check=True),
    "check: no solution": ask(package("core ^9"), check=True, lock=OLDER),
    "check: what a gate would refuse": ask(package("core 2.*.*.experimental"), check=True),
    "update: all": ask(package("core ^1"), update="all", lock=OLDER),
    "update: all, where nothing is newer": ask(package("core 1.0.0"), update="all", lock=locked(
        ["core 1.0.0"], ["core 1.0.0 sha256 b"])),
    "update: one": ask(package("app ^1"), update=["core"], lock=APP),
    "update: another": ask(package("app ^1"), update=["app"], lock=APP),
    "update: what is not there": ask(package("app ^1"), update=["zebra"], lock=APP),
    "update: nothing": ask(package("app ^1"), update=[], lock=APP),
    "update: with a check": ask(package("app ^1"), update="all", check=True, lock=APP),
    "auto_update off": ask(**with_policy(["core 1.0.0 sha256 b"], auto_update="off")),
    "auto_update mandatory": ask(**with_policy(["core 1.0.0 sha256 b"], auto_update="mandatory")),
    "auto_update mandatory, with a fault": ask(**with_policy(["core 1.2.0 sha256 b fault 3"], auto_update="mandatory",
                                                             max_fault=2)),
    "auto_update opt-in, with a fault": ask(**with_policy(["core 1.2.0 sha256 b fault 3"], max_fault=2)),
    "a fault that rose": ask(package("log ^1"), lock=locked(["log ^1"], ["log 1.1.0 sha256 d"])),
    "a fault of 12": ask(package("core ^1"), steps=[["set_fault", "core", "1.0.0", 12]], lock=OLDER),
    "yanked since": ask(package("core ^1"), steps=[["yank", "core", "1.0.0"]], lock=OLDER),
    "yanked, and nothing else there is": ask(package("old ^1"), lock=locked(["old ^1"], ["old 1.0.0 sha256 e"])),
    "undone since": ask(package("log ^1"), lock=locked(["log ^1"], ["log 1.5.0 sha256 d"]), clock=500,
                        steps=[["publish", line("log 1.5.0 sha256 d")], ["rollback", "log", None]]),
    "never was there": ask(package("log ^1"), lock=locked(["log ^1"], ["log 1.7.0 sha256 d"])),
    "another checksum": ask(package("core ^1"), lock=locked(["core ^1"], ["core 1.0.0 sha256 9"])),
    "a checksum that became known": ask(package("core ^1"), lock=locked(["core ^1"], ["core 1.0.0"])),
    "another build": ask(package("core 1.1.0"), lock=locked(["core 1.1.0"], ["core 1.1.0+b6 sha256 b"])),
    "other dependencies": ask(package("app ^1"), lock=locked(
        ["app ^1"], ["app 1.0.0 sha256 a: core >=1", "core 1.0.0 sha256 b"])),
    "another source": ask(package("core ^1"), lock=locked(["core ^1"], ["core 1.0.0 sha256 b source local"])),
    "lines that stay": ask(package("app ^1", "core ^2", policy={"lines": "major"}), lock=locked(
        ["app ^1", "core ^2"], ["app@1 1.0.0 sha256 a: core ^1", "core@1 1.0.0 sha256 b", "core@2 2.0.0"],
        {"lines": "major"})),
    "a line that goes": ask(package("app ^1", policy={"lines": "major"}), lock=locked(
        ["app ^1", "core ^2"], ["app@1 1.0.0 sha256 a: core ^1", "core@1 1.0.0 sha256 b", "core@2 2.0.0"],
        {"lines": "major"})),
    "lines that are new": ask(package("core ^1", policy={"lines": "major"}), lock=OLDER),
}
WRONG = {
    "empty": "",
    "no JSON": OLDER[:-4],
    "no object": "[]",
    "version 2": locked([], [], lock_version=2),
    "version 2 of something else": '{"lock_version": 2, "files": []}',
    "no version": OLDER.replace('"lock_version": 1,', ""),
    "an unknown key": locked(["core ^1"], ["core 1.0.0"], comment="mine"),
    "an unknown key of a package": locked(["core ^1"], ["core 1.0.0 sha512 x"]),
    "a key twice": OLDER.replace('"policy": {}', '"policy": {}, "policy": {}'),
    "a package twice": OLDER.replace('"packages": {', '"packages": {"core": {"version": "1.1.0", "source": "live", '
                                                      '"dependencies": {}},'),
    "a dependency that nothing meets": locked(["app ^1"], ["app 1.0.0: core ^1"]),
    "a dependency that another version would meet": locked(["app ^1"], ["app 1.0.0: core ^1", "core 2.0.0"]),
    "a requirement that nothing meets": locked(["core ^2"], ["core 1.0.0"]),
    "a label of another line": locked(["core ^1"], ["core@2 1.0.0"], {"lines": "major"}),
    "a label of a line without lines": locked(["core ^1"], ["core@1 1.0.0"]),
    "no version of a package": locked(["core ^1"], ["core 1.0"]),
    "no hash": OLDER.replace("b" * 64, "b" * 63),
    "a root in capitals": locked(["core ^1"], ["core 1.0.0"], registry={"root": ROOT.upper(), "seq": 1, "source": "live"}),
    "a fault of 18": locked(["core ^1"], ["core 1.0.0 fault 18"]),
    "a wrong policy": locked(["core ^1"], ["core 1.0.0"], {"max_fault": 99}),
    "no source": locked(["core ^1"], ["core 1.0.0"], registry={"root": ROOT, "seq": 1}),
    "a number below 0": locked(["core ^1"], ["core 1.0.0"], registry={"root": ROOT, "seq": -1, "source": "live"}),
}


def cases():
    for group, asked in (("manifest", MANIFESTS), ("folder", FOLDERS), ("policy", POLICIES), ("lock", LOCKS)):
        for name, given in asked.items():
            yield f"{group}: {name}", given
    for name, text in WRONG.items():
        yield f"a wrong lock: {name}", ask(package("core ^1"), lock=text)
