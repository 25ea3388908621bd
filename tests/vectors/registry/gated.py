"""What make.py asks the gates."""

import json

from reference.registry_notation import line, lines

KNOWN = lines("""
    app 1.0.0 sha256 a published 100: core ^1
    core 1.0.0 sha256 b published 1000
    core 1.1.0 published 1000
    core 1.2.0 sha256 c
    core 1.3.0 sha256 d published 2000 yanked
    core 1.4.0 sha256 d published 2000 fault 5
    core 1.5.0 sha256 d published 2000 fault 6
    core 1.6.0 sha256 d published 2000 fault 11
    core 1.7.0 sha256 d published 2000 fault 12
    core 1.8.0 sha256 d published 2000 fault 17 yanked
    core 2.0.0.experimental sha256 e published 3000
    core 2.1.0.legacy sha256 e published 3000
    core 2.2.0.beta sha256 e published 3000
    core 2.stable.3.experimental.0.stable sha256 e published 3000
    core 3.0.0-rc.1 sha256 e published 3000
    core 3.1.0.experimental-rc.1 sha256 e published 3000
    core 3.2.0+b7 sha256 e published 3000
    @org/net 1.0.0 sha256 f published 100
""")
UNDONE = [["publish", line("core 1.9.0 sha256 a")], ["rollback", "core", None]]
AGE = {"min_release_age": 3600}
STATES = ("2.0.0.experimental", "2.1.0.legacy", "2.2.0.beta", "2.stable.3.experimental.0.stable", "3.0.0-rc.1",
          "3.1.0.experimental-rc.1", "3.2.0")


def known(version):
    """The lines of KNOWN, of core's only the first and this version's."""
    return "".join(line + "\n" for line, entry in ((line, json.loads(line)) for line in KNOWN.splitlines())
                   if entry["name"] != "core" or entry["version"].partition("+")[0] in ("1.0.0", version))


def ask(what, **more):
    """`core 1.0.0`; options by their names, the rest of a case by its own."""
    name, version = what.split(" ", 1)
    outer = {key: more.pop(key) for key in ("tier", "policy", "steps") if key in more}
    return {"name": name, "version": version, "options": {"now": 5000} | more} | outer


INSTALLS = {
    "all is well": ask("app 1.0.0"),
    "a scope": ask("@org/net 1.0.0"),
    "in other words": ask("core 1.stable.0.stable.0.stable"),
    "no name": ask("Core 1.0.0"),
    "no version": ask("core 1.0"),
    "neither": ask("Core latest"),
    "a word of routes": ask("search 1.0.0"),
    "no such version": ask("core 9.0.0"),
    "no such package": ask("zebra 1.0.0"),
    "no such version, which the source would not take": ask("core 9.0.0.beta"),
    "undone": ask("core 1.9.0", steps=UNDONE),
    "beside what was undone": ask("core 1.0.0", steps=UNDONE),
    "not for the caller to know": ask("core 1.0.0", may_list=False),
    "not for the caller to know, absent": ask("core 9.0.0", may_list=False),
    "not for the caller to know, no such package": ask("zebra 1.0.0", may_list=False),
    "not for the caller to know, a state": ask("core 2.2.0.beta", may_list=False),
    "not for the caller to know, no version": ask("core 1.0", may_list=False),
    "no checksum": ask("core 1.1.0"),
    "no checksum to compare with": ask("core 1.1.0", sha256="b" * 64),
    "the checksum": ask("core 1.0.0", sha256="b" * 64),
    "another checksum": ask("core 1.0.0", sha256="c" * 64),
    "coherence": ask("core 1.0.0", coherence=1000),
    "just enough coherence": ask("core 1.0.0", coherence=954),
    "not enough coherence": ask("core 1.0.0", coherence=953),
    "no coherence at all": ask("core 1.0.0", coherence=0),
    "coherence without a checksum": ask("core 1.1.0", coherence=954),
    "not enough coherence without a checksum": ask("core 1.1.0", coherence=100),
    "the checksum, and not enough coherence": ask("core 1.0.0", sha256="b" * 64, coherence=953),
    "old enough": ask("core 1.0.0", policy=AGE, now=4600),
    "a second too young": ask("core 1.0.0", policy=AGE, now=4599),
    "still to come": ask("core 1.0.0", policy=AGE, now=0),
    "of unknown age": ask("core 1.2.0", policy=AGE),
    "of unknown age, where none is asked for": ask("core 1.2.0"),
    "an age of nothing": ask("core 1.2.0", policy={"min_release_age": 0}),
    "yanked": ask("core 1.3.0"),
    "a fault of 5": ask("core 1.4.0"),
    "a fault of 5, where less is allowed": ask("core 1.4.0", policy={"max_fault": 4}),
    "a fault of 6": ask("core 1.5.0"),
    "a fault of 6, where it is allowed": ask("core 1.5.0", policy={"max_fault": 6}),
    "a fault of 11": ask("core 1.6.0"),
    "a fault of 11, where it is allowed": ask("core 1.6.0", policy={"max_fault": 17}),
    "a fault of 12": ask("core 1.7.0"),
    "a fault of 12, where more is allowed": ask("core 1.7.0", policy={"max_fault": 17}),
    "a fault of 17, yanked": ask("core 1.8.0"),
    "a strict policy": ask("core 1.1.0", policy={"strict": True}),
    "everything at once": ask("core 2.2.0.beta", policy=AGE, sha256="a" * 64, coherence=1),
}

# --- publish --------------------------------------------------------------------------------------

MANY = lines("\n".join([*(f"user{n:02} 1.0.0: left-pad *" for n in range(10)),
                        *(f"user{n:02} 2.0.0: requests ^1, xylophone *" for n in range(9)),
                        "user00 3.0.0: zeppelin *", "user00 3.0.1: zeppelin *", "left-pad 1.0.0 sha256 a",
                        "requests 1.0.0 sha256 a", "quagga 1.0.0"]))


def new(text, content=None, **more):
    content = content or known(None)
    outer = {key: more.pop(key) for key in ("tier", "policy", "steps") if key in more}
    return {"registry": content, "line": line(text), "options": more} | outer


PUBLISHES = {
    "all is well": new("core 1.9.0 sha256 a"),
    "a new name": new("quagga 1.0.0 sha256 a"),
    "no checksum": new("core 1.9.0"),
    "what exists": new("core 1.0.0 sha256 b"),
    "what exists, in other words": new("core 1.0.0.stable sha256 b"),
    "what exists, another build": new("core 1.0.0+b9 sha256 b"),
    "what was undone": new("core 1.9.0 sha256 a", steps=UNDONE),
    "a fault of 5": new("core 1.9.0 sha256 a fault 5"),
    "a fault of 6": new("core 1.9.0 sha256 a fault 6"),
    "a fault of 12": new("core 1.9.0 sha256 a fault 12"),
    "yanked": new("core 1.9.0 sha256 a yanked"),
    "a young one where an age is asked for": new("core 1.9.0 sha256 a", policy=AGE),
    "experimental": new("core 4.0.0.experimental sha256 a"),
    "experimental, locally": new("core 4.0.0.experimental sha256 a", tier="local"),
    "legacy, locally": new("core 4.0.0.legacy sha256 a", tier="local"),
    "legacy, remote": new("core 4.0.0.legacy sha256 a", tier="remote"),
    "a tail": new("core 4.0.0-rc.1 sha256 a"),
    "other separators": new("left_pad 1.0.0 sha256 a", MANY),
    "no separators": new("leftpad 1.0.0 sha256 a", MANY),
    "words in another order": new("pad-left 1.0.0 sha256 a", MANY),
    "neighbours exchanged": new("left-apd 1.0.0 sha256 a", MANY),
    "the guarded name itself": new("left-pad 1.1.0 sha256 a", MANY),
    "like one that nine need": new("reqeusts 1.0.0 sha256 a", MANY),
    "like one that nine need, where nine are enough": new("reqeusts 1.0.0 sha256 a", MANY, guarded_dependents=9),
    "like one that nobody published": new("xylohpone 1.0.0 sha256 a", MANY, guarded_dependents=9),
    "like one that one needs twice": new("zepeplin 1.0.0 sha256 a", MANY, guarded_dependents=2),
    "like nothing": new("mongoose 1.0.0 sha256 a", MANY),
    "like one, and all of it was undone": new("left_pad 2.0.0 sha256 a", MANY, steps=[
        ["publish", line("left_pad 1.0.0 sha256 a")], ["rollback", "left_pad", None]]),
    "like one, but known": new("left-pad 2.0.0 sha256 a", MANY, guarded_dependents=1),
}
UNREAD = {"no line": "core 1.0.0", "no object": "[]", "an unknown key": line("core 1.9.0 shasum"),
          "no name": line("Core 1.9.0"), "no version": line("core 1.9"), "no range": line("core 1.9.0: app one")}


def cases():
    for name, asked in INSTALLS.items():
        yield f"install: {name}", "gate", {"registry": known(asked["version"])} | asked
    for tier in ("live", "local", "remote"):
        for version in STATES:
            yield f"install from {tier}: {version}", "gate", {"registry": known(version)} | ask(f"core {version}", tier=tier)
    for name, asked in PUBLISHES.items():
        yield f"publish: {name}", "gate_publish", asked
    for name, text in UNREAD.items():
        yield f"publish: {name}", "gate_publish", {"registry": known(None), "line": text, "options": {}}
