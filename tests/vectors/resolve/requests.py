"""What make.py asks resolvers: registries, and requests to each of them."""

from reference.registry_notation import lines

ALL_STATES = {"allow_experimental": True, "allow_legacy": True}


def ask(*requirements, **more):
    """`core ^1` each."""
    return {"requirements": [one.split(None, 1) for one in requirements]} | more


def wants(range_, **policy):
    return ask(f"core {range_}", **({"policy": policy} if policy else {}))


# --- one package ----------------------------------------------------------------------------------

CORE = lines("""
    core 0.9.0
    core 1.0.0
    core 1.1.0+b1
    core 1.1.0.experimental
    core 1.2.0-rc.1
    core 1.3.0.legacy
    core 1.4.0.beta
    core 2.0.0.experimental
    core 2.stable.0.stable.0.experimental
""")

RANGES = {
    "nothing is asked": ask(),
    "any": wants("*"),
    "a caret": wants("^1"),
    "a pin": wants("1.0.0"),
    "a pin of what is experimental": wants("1.1.0.experimental"),
    "a pin of what the policy refuses": wants("1.1.0.experimental", allow_experimental=False),
    "no such version": wants(">=3"),
    "no such version by a pin": wants("1.0.1"),
    "a state that is not named": wants(">1.1.0"),
    "a state that is named": wants("2.*.*.experimental"),
    "a state that the policy admits": wants("^2", allow_experimental=True),
    "a named state that the policy refuses": wants("2.*.*.experimental", allow_experimental=False),
    "stable before higher": wants("*", allow_experimental=True, allow_legacy=True, allow_prerelease=True),
    "a tail that is named": wants("^1.2.0-rc"),
    "a tail that the policy admits": wants(">1.1.0 <1.4", allow_prerelease=True),
    "legacy before its own kind only": wants("1.3.*.*", allow_legacy=True),
    "custom": wants("1.*.*.beta"),
    "either": wants("^7 || ^1"),
    "twice, met by one": ask("core ^1", "core <1.1"),
    "twice, met by none": ask("core <1", "core >=1"),
    "a name that nobody has": ask("cord *"),
    "two names that nobody has": ask("cord *", "web *"),
    "an override": wants("^1", overrides={"core": "<1"}),
    "an override by a pin": wants("^1", overrides={"core": "2.0.0.experimental"}),
    "an override that nothing meets": wants("^1", overrides={"core": ">=9"}),
    "an override of another": wants("^1", overrides={"web": "<1"}),
    "lines": wants("*", lines="major"),
    "lines of states": wants("2.*.*.*", lines="major", allow_experimental=True),
    "two lines of one name": ask("core ^0.9", "core ^1", policy={"lines": "major"}),
    "two wishes of one line": ask("core 1.0.0", "core 1.1.0", policy={"lines": "major"}),
    "the source by a rule": wants("^1", sources={"c*": "live", "core": "live"}),
    "every key of the policy": wants("^1", allow_experimental=False, allow_legacy=False, allow_prerelease=True,
                                     auto_update="off", budget=1000, lines="major", max_fault=17, max_update_rate=1,
                                     min_release_age=None, overrides={"core": "^1 || ^0"}, sources={"core": "live"},
                                     strict=True),
    "a lock": ask("core *", lock=[["core", "1.0.0"]]),
    "a lock in other words": ask("core *", lock=[["core", "1.0.0.stable+b9"]]),
    "a lock that does not fit": ask("core ^1", lock=[["core", "0.9.0"]]),
    "a lock that does not exist": ask("core ^1", lock=[["core", "1.0.5"]]),
    "a lock of what is not admitted": ask("core ^1", lock=[["core", "1.3.0.legacy"]]),
    "a lock of another": ask("core ^1", lock=[["web", "1.0.0"], ["core", "1.0.0"]]),
    "a lock twice": ask("core ^1", lock=[["core", "1.0.0"], ["core", "1.0.0"]]),
    "a time without an age": ask("core ^1", now=5),
}

# --- versions that may not be chosen --------------------------------------------------------------

UNFIT = lines("""
    core 1.0.0 published 100
    core 1.1.0 fault 5 published 200
    core 1.2.0 fault 6 published 300
    core 1.3.0 fault 11 published 400
    core 1.4.0 fault 12 published 500
    core 1.5.0 fault 17 published 600
    core 1.6.0 yanked published 700
    core 1.7.0 published 800
    core 1.8.0
    only 1.0.0 yanked
    only 1.1.0 fault 12
    app 1.0.0: core 1.6.0
    bad 1.0.0: core ~1.4
""")
AGED = {"min_release_age": 300}

FITNESS = {
    "fault 5 is a candidate": wants("~1.1"),
    "fault 6 is none": wants("~1.2"),
    "fault 6 below a higher limit": wants("~1.2", max_fault=6),
    "fault 5 above a lower limit": wants("~1.1", max_fault=4),
    "fault 11 by a pin": wants("1.3.0"),
    "fault 11 by a lock": ask("core ~1.3", lock=[["core", "1.3.0"]]),
    "fault 12 by a pin": wants("1.4.0"),
    "fault 12 by a lock": ask("core ~1.4", lock=[["core", "1.4.0"]]),
    "fault 12 with a limit of 17": wants("~1.4", max_fault=17),
    "fault 17": wants("1.5.0", max_fault=17),
    "yanked": wants("~1.6"),
    "yanked by a pin": wants("1.6.0"),
    "yanked by a lock": ask("core ~1.6", lock=[["core", "1.6.0"]]),
    "yanked by a range of one version": wants(">=1.6.0 <=1.6.0"),
    "yanked by a pin among others": ask("core 1.6.0", "core *"),
    "yanked by a dependency's pin": ask("app *"),
    "yanked by a dependency's pin and the root's": ask("app *", "core 1.6.0"),
    "yanked by an override": wants("*", overrides={"core": "1.6.0"}),
    "old enough": wants("*", **AGED) | {"now": 1100},
    "not old enough": wants("~1.7", **AGED) | {"now": 1099},
    "just old enough": wants("~1.7", min_release_age="5m") | {"now": 1100},
    "nothing is old enough": wants("*", **AGED) | {"now": 399},
    "no release time": wants("~1.8", **AGED) | {"now": 9999},
    "no release time and no age": wants("~1.8", min_release_age=0) | {"now": 9999},
    "no release time, by a lock": ask("core ~1.8", lock=[["core", "1.8.0"]], policy=AGED, now=9999),
    "too young by a pin": wants("1.7.0", **AGED) | {"now": 900},
    "published in the future": wants("~1.7", **AGED) | {"now": 0},
    "published in the future, no age": wants("~1.7", min_release_age=0) | {"now": 0},
    "nothing of it may be chosen": ask("only *"),
    "what it needs may not be chosen": ask("bad *"),
}

# --- many packages --------------------------------------------------------------------------------

WEB = lines("""
    app 1.0.0: web ^1, log *
    app 2.0.0: web ^2, log *
    web 1.0.0: core ^1
    web 1.1.0: core ^1, net ^1
    web 2.0.0: core ^2
    core 1.0.0
    core 1.9.0: log ^1
    core 2.0.0: log ^2
    net 1.0.0: core >=2
    log 1.0.0
    log 2.0.0 fault 3
    tool 1.0.0: app ^1, core ^2
    old 1.0.0: app ^1, log ^1
    ghosts 1.0.0: ghost *
    ghosts 0.9.0
    self 1.0.0: self ^1, log ^1
    self 2.0.0: self ^1
    ring 1.0.0: rang ^1, log *
    rang 1.0.0: rung ^1
    rung 1.0.0: ring ^1, core ^1
    beta 1.0.0.beta: core ^1
    wish 1.0.0: beta *, log *
    pin 1.0.0: core 1.0.0
""")

GRAPHS = {
    "the newest of all": ask("app *"),
    "what it needs keeps a version down": ask("app *", "log ^1"),
    "back to an older one": ask("web ^1"),
    "two that agree": ask("app ^1", "core ^1"),
    "two that do not": ask("app ^1", "core ^2"),
    "a conflict further down": ask("tool *"),
    "one way through": ask("old *"),
    "a dependency that nobody has": ask("ghosts ^1"),
    "around a dependency that nobody has": ask("ghosts *"),
    "a package that needs itself": ask("self ^1"),
    "a package that needs another version of itself": ask("self ^2"),
    "either self": ask("self *"),
    "a circle": ask("ring *"),
    "a circle and more": ask("app *", "rung *", "tool *"),
    "a circle that meets a conflict": ask("ring *", "core ^2"),
    "a state that a dependency does not name": ask("wish *"),
    "a state that a dependency does not name, admitted by none": ask("wish *", policy=ALL_STATES),
    "a state that the root names": ask("beta *.*.*.beta"),
    "a lock of one": ask("app *", lock=[["app", "1.0.0"]]),
    "a lock further down": ask("app ^1", lock=[["core", "1.0.0"]]),
    "a lock of all": ask("app *", lock=[["app", "1.0.0"], ["web", "1.0.0"], ["core", "1.0.0"], ["log", "1.0.0"]]),
    "a lock that leads nowhere": ask("web ^1", lock=[["web", "1.1.0"]]),
    "an override of what is needed": ask("app *", policy={"overrides": {"core": "^1"}}),
    "an override that heals a conflict": ask("tool *", policy={"overrides": {"core": "^2"}}),
    "an override of what nobody has": ask("ghosts ^1", policy={"overrides": {"ghost": "^1"}}),
    "a dependency's override is no pin of the root": ask("wish *", policy={"overrides": {"beta": "1.0.0.beta"}}),
    "a conflict that lines settle": ask("tool *", policy={"lines": "major"}),
    "lines that conflict": ask("pin *", "core ^1.1", policy={"lines": "major"}),
    "lines of all": ask("app *", "app ^1", policy={"lines": "major"}),
    "self and lines": ask("self ^2", policy={"lines": "major"}),
    "no fault at all": ask("app *", policy={"max_fault": 0}),
    "requirements in another order": ask("log ^1", "app *"),
    "a requirement twice": ask("app *", "app *"),
    "a scheme": ask("app semverx:^1"),
}

# Nothing fits: every way is barred elsewhere.
DEEP = lines("\n".join(
    [f"top 1.{n}.0: left ^{n}, right ^{(n + 1) % 4}" for n in range(4)]
    + [f"left {n}.0.0: base ^{n}" for n in range(4)] + [f"right {n}.0.0: base ^{n}, mid *" for n in range(4)]
    + [f"base {n}.0.0" for n in range(4)] + ["mid 1.0.0: side ^1", "mid 2.0.0: side ^2", "side 1.0.0", "side 2.0.0"]))

DEEPS = {
    "every version of the top conflicts": ask("top *"),
    "the top conflicts, lines settle it": ask("top *", policy={"lines": "major"}),
    "left alone": ask("left *", "mid *"),
    "left and right agree": ask("left ^2", "right ^2"),
    "left and right do not": ask("left ^2", "right ^3"),
    "sides": ask("mid *", "side ^1"),
    "no side": ask("mid ^2", "side ^1"),
}

# --- errors ---------------------------------------------------------------------------------------

ERRORS = {
    "a name that is none": ask("Core ^1"),
    "a range that is none": wants("one"),
    "a range that is too long": wants("1" * 4097),
    "an unknown key of the policy": wants("^1", max_falt=3),
    "a policy with a wrong value": wants("^1", max_fault=18),
    "a policy with a wrong override": wants("^1", overrides={"core": "v1"}),
    "a source that is not there": wants("^1", sources={"core": "remote"}),
    "a lock whose name is none": ask("core ^1", lock=[["Core", "1.0.0"]]),
    "a lock whose version is none": ask("core ^1", lock=[["core", "1.0"]]),
    "1025 requirements": ask(*["core *"] * 1025),
}

GROUPS = (("ranges", "one package", CORE, RANGES), ("fitness", "versions that may not be chosen", UNFIT, FITNESS),
          ("graphs", "several packages", WEB, GRAPHS), ("conflicts", "every way is barred", DEEP, DEEPS),
          ("errors", "requests that must be refused", CORE, ERRORS))
