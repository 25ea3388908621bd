"""What make.py asks the three strategies."""

import json

from reference.registry_notation import lines
from reference.strategy_graph import plain

# --- small graphs ---------------------------------------------------------------------------------

SHAPES = {
    "nothing": [],
    "one": ["a"],
    "two apart": ["a", "b"],
    "a pair": ["a: b", "b"],
    "a chain": ["a: b", "b: c", "c: d", "d"],
    "a long chain": [f"p{n:02}: p{n + 1:02}" for n in range(24)] + ["p24"],
    "a fan": ["a: b, c", "b", "c"],
    "a star": ["hub: a, b, c", "a", "b", "c"],
    "a star of four": ["hub: a, b, c, d", "a", "b", "c", "d"],
    "a diamond": ["a: b, c", "b: d", "c: d", "d"],
    "a diamond with a middle": ["a: b, c, d", "b: d", "c: d", "d"],
    "all of all": ["a: b, c, d", "b: c, d", "c: d", "d"],
    "names that do not ascend": ["z", "m: z", "a: m, z", "y: a"],
    "a square": ["a: b", "b: c", "c: d", "d: a"],
    "a triangle": ["a: b", "b: c", "c: a"],
    "two triangles": ["a: b", "b: c", "c: a", "x: y", "y: z", "z: x"],
    "two triangles at a corner": ["a: b, x", "b: c", "c: a", "x: y", "y: a"],
    "needs itself": ["a: a"],
    "needs itself and another": ["a: a, b", "b"],
    "each other": ["a: b", "b: a"],
    "each other, under one": ["z: a", "a: b", "b: a"],
    "a circle that starts late": ["a: d", "d: b", "b: c", "c: d"],
    "two circles": ["a: b", "b: a", "c: d", "d: c"],
    "two circles that share": ["a: b, c", "b: a", "c: a"],
    "a circle within a circle": ["a: b", "b: c, z", "c: b", "z: a"],
    "a chord": ["a: b", "b: c", "c: a, d", "d: b"],
    "missing": ["a: b, gone", "b"],
    "missing twice": ["a: gone, lost", "b: gone"],
    "missing beside a circle": ["a: b, gone", "b: a"],
    "two pairs": ["a: b", "b", "x: y", "y"],
    "scopes": ["@o/a: @o/b, b", "@o/b: b", "b"],
    "a bipartite graph": ["a: x, y, z", "b: x, y, z", "c: x, y, z", "x", "y", "z"],
    "a ladder": ["a: b, m", "b: c, n", "c: o", "m: n", "n: o", "o"],
}


def shape(links):
    """`a: b, c` each, all of version 1.0.0."""
    texts = []
    for one in links:
        name, _, needs = one.partition(":")
        texts.append(f"{name} 1.0.0: " + ", ".join(f"{need.strip()} *" for need in needs.split(",") if need.strip()))
    return lines("\n".join(texts))


def names(links):
    return {one.partition(":")[0]: "1.0.0" for one in links}


def shapes():
    for name, links in SHAPES.items():
        about = {"registry": shape(links), "solution": names(links)}
        for literal in (False, True):
            form = " as the schema says" if literal else ""
            yield f"installs{form}: {name}", "check", about | {"strategy": "hamiltonian", "literal": literal}
        yield f"parity as the schema says: {name}", "check", about | {"strategy": "eulerian", "literal": True}


def only(content, *wanted):
    """The lines of some packages."""
    return "".join(line + "\n" for line in content.splitlines() if json.loads(line)["name"] in wanted)


# --- swaps ----------------------------------------------------------------------------------------

APPS = lines("""
    app 1.0.0: core ^1
    app 1.1.0: core ^1, log *
    app 1.2.0: core ^1, log *, web *
    app 2.0.0: core ^2, log *
    app 3.0.0: log *, core ^1, net *
    app 4.0.0: app *, core ^1
    core 1.0.0
    core 1.1.0+b1: log *
    core 1.2.0 fault 6
    core 1.3.0 fault 5
    core 1.4.0 fault 17: log *
    core 1.5.0 yanked
    core 1.6.0.experimental
    core 1.7.0.beta
    core 2.0.0: log ^1
    core 2.1.0 fault 7
    log 1.0.0
    log 1.1.0: core *
    log 2.0.0-rc.1
    net 1.0.0: log *
    web 1.0.0: app *, core *
    old 1.0.0.legacy: core *
""")


def chosen(text):
    """`app 1.0.0, core@2 2.0.0`."""
    return dict(one.split() for one in text.split(",")) if text else {}


SWAPS = {
    "nothing runs": ("app 1.0.0, core 1.0.0", ""),
    "nothing runs, with a fault": ("core 1.4.0, log 1.0.0", ""),
    "nothing changes": ("app 1.0.0, core 1.0.0", "app 1.0.0, core 1.0.0"),
    "the same in other words": ("app 1.0.0.stable, core 1.1.0", "app 1.stable.0.stable.0.stable, core 1.1.0+b2"),
    "a version without links": ("app 1.0.0, core 1.0.0", "app 1.0.0, core 1.3.0"),
    "a link more": ("app 1.1.0, core 1.0.0, log 1.0.0", "app 1.0.0, core 1.0.0"),
    "a link more, further down": ("app 1.0.0, core 1.1.0, log 1.0.0", "app 1.0.0, core 1.0.0"),
    "a link less": ("app 1.0.0, core 1.0.0", "app 1.1.0, core 1.0.0, log 1.0.0"),
    "a way round": ("app 1.0.0, core 1.1.0, log 1.0.0", "app 1.1.0, core 1.0.0, log 1.0.0"),
    "links that make a circle": ("app 1.2.0, core 1.0.0, log 1.0.0, web 1.0.0", "app 1.0.0, core 1.0.0"),
    "three links more": ("app 3.0.0, core 1.0.0, log 1.0.0, net 1.0.0", "app 1.0.0, core 1.0.0"),
    "all of it goes": ("", "app 1.0.0, core 1.0.0"),
    "all of it changes": ("app 1.0.0, core 1.0.0", "net 1.0.0, log 1.0.0"),
    "the way of a link turns": ("core 1.0.0, log 1.1.0", "core 1.1.0, log 1.0.0"),
    "a link to itself": ("app 4.0.0, core 1.0.0", "app 1.0.0, core 1.0.0"),
    "a dependency that nothing meets is no link": ("app 2.0.0, core 1.0.0, log 1.0.0", "app 1.0.0, core 1.0.0"),
    "to a fault of 5": ("core 1.3.0", "core 1.0.0"),
    "to a fault of 6": ("app 1.0.0, core 1.2.0", "app 1.0.0, core 1.0.0"),
    "to a fault of 17, with a warning": ("app 1.0.0, core 1.4.0, log 1.0.0", "app 1.0.0, core 1.0.0"),
    "from a fault to a fault": ("core 1.4.0", "core 1.2.0"),
    "away from a fault": ("core 1.3.0", "core 1.4.0"),
    "a fault that runs already": ("app 1.0.0, core 1.2.0", "core 1.2.0"),
    "a fault that is new here": ("core 1.2.0", "log 1.0.0"),
    "back to a fault": ("core 1.2.0", "core 2.0.0"),
    "to what is yanked": ("app 1.0.0, core 1.5.0", "app 1.0.0, core 1.0.0"),
    "to what is experimental": ("app 1.0.0, core 1.6.0.experimental", "app 1.0.0, core 1.0.0"),
    "to a custom state": ("app 1.0.0, core 1.7.0.beta", "app 1.0.0, core 1.0.0"),
    "lines": ("app 2.0.0, core@1 1.0.0, core@2 2.0.0, log 1.0.0", "app 1.0.0, core@1 1.0.0"),
    "a line that freezes": ("app 1.0.0, core@1 1.0.0, core@2 2.1.0", "app 1.0.0, core@1 1.0.0, core@2 2.0.0"),
    "another line freezes": ("app 1.0.0, core@1 1.2.0", "core@2 2.0.0"),
    "from one line to another at a fault": ("core@2 2.1.0", "core@1 1.0.0"),
    "a line more, at a fault": ("core@1 1.0.0, core@2 2.1.0", "core@1 1.0.0"),
    "a fault that runs under another label": ("core@1 1.2.0, core@2 2.0.0", "core 1.2.0"),
    "a fault without a line": ("core 2.1.0", "core@1 1.0.0, core@2 2.0.0"),
    "a fault that runs in one of two lines": ("core 2.1.0", "core@1 1.0.0, core@2 2.1.0"),
}
OTHERS = {
    "a policy that admits": ("app 1.0.0, core 1.6.0.experimental", "app 1.0.0, core 1.0.0",
                             {"policy": {"allow_experimental": True}}),
    "a policy that overrides": ("app 1.0.0, core 2.0.0, log 1.0.0", "app 1.0.0, core 1.0.0",
                                {"policy": {"overrides": {"core": ">=1"}}}),
    "a policy that overrides to nothing": ("app 1.0.0, core 1.0.0", "app 1.1.0, core 1.0.0, log 1.0.0",
                                           {"policy": {"overrides": {"core": "^9"}}}),
    "a policy with a rule": ("app 1.0.0, core 1.0.0", "", {"policy": {"sources": {"c*": "live"}}}),
    "a policy with an unknown source": ("app 1.0.0, core 1.0.0", "", {"policy": {"sources": {"c*": "far"}}}),
    "a version that nobody has": ("app 1.0.0, core 1.0.1", "", {}),
    "a package that nobody has": ("cord 1.0.0", "", {}),
    "a running version that nobody has": ("app 1.0.0, core 1.0.0", "app 1.0.0, core 1.0.1", {}),
    "a running package that nobody has": ("app 1.0.0, core 1.0.0", "app 1.0.0, core 1.0.0, cord 1.0.0", {}),
    "no name": ("App 1.0.0", "", {}),
    "no version": ("app 1.0", "", {}),
    "no running version": ("app 1.0.0", "app one", {}),
    "no such policy": ("app 1.0.0", "", {"policy": {"max_fault": 18}}),
}


def swapped(solution, running):
    solution, running = chosen(solution), chosen(running)
    return {"registry": only(APPS, *map(plain, [*solution, *running])), "solution": solution, "running": running}


def swaps():
    for name, (solution, running) in SWAPS.items():
        about = swapped(solution, running)
        yield f"swap: {name}", "check", about | {"strategy": "eulerian"}
    for name, (solution, running, more) in OTHERS.items():
        about = swapped(solution, running) | more
        for strategy in ("eulerian", "hamiltonian", "astar"):
            yield f"{strategy}: {name}", "check", about | {"strategy": strategy}
    for name in ("a fault that is new here", "nothing changes", "all of it goes", "from a fault to a fault", "lines",
                 "to a fault of 6", "away from a fault", "to a fault of 17, with a warning", "a way round"):
        about = swapped(*SWAPS[name])
        yield f"swap as the schema says: {name}", "check", about | {"strategy": "eulerian", "literal": True}
        yield f"ways: {name}", "check", about | {"strategy": "astar"}


def graphs():
    for name in ("one", "nothing", "a diamond", "needs itself", "each other", "missing twice", "scopes"):
        yield f"graph: {name}", "graph", {"registry": shape(SHAPES[name]), "solution": names(SHAPES[name])}
    for name in ("a link to itself", "a dependency that nothing meets is no link", "to a fault of 17, with a warning",
                 "to what is yanked", "the same in other words", "lines"):
        yield f"graph: {name}", "graph", {"registry": APPS, "solution": chosen(SWAPS[name][0])}
    for name, (solution, _, more) in OTHERS.items():
        if "running" not in name:
            yield f"graph: {name}", "graph", {"registry": APPS, "solution": chosen(solution)} | more


# --- ways -----------------------------------------------------------------------------------------

WAYS = lines("""
    core 1.0.0
    core 1.0.1 fault 9
    core 1.1.0: log *
    core 1.2.0: log *, net *
    core 1.2.1.experimental
    core 1.stable.2.stable.3.experimental
    core 1.3.0-rc.1
    core 1.4.0 yanked
    core 2.0.0.legacy
    core 2.0.0.beta
    core 2.0.0
    core 2.1.0 fault 6
    core 2.2.0 fault 5: gap *
    core 3.0.0 yanked
    core 3.2.0: log *, net *, web *
    core 5.0.0
    core 5.0.1 fault 12
    far 1.0.0
    far 3.0.0
    mid 1.0.0
    mid 2.0.0 fault 6
    mid 3.0.0
    gap 1.0.0
    gap 2.0.0 yanked
    gap 3.0.0
    big 0.0.0
    big 9007199254740991.0.9007199254740891
    big 9007199254740990.0.0
    own 1.0.0: own ^1, log *
    own 1.1.0: own ^1.1
    own 2.0.0: own ^2, log *
    app 1.0.0: core ^1
    app 2.0.0: core >=2
    svc 1.0.0: core <1.2, log ^1
    log 1.0.0
    log 2.0.0
    net 1.0.0
    web 1.0.0
    mix 1.stable.0.experimental.0.legacy
    mix 1.stable.0.legacy.0.stable
    mix 1.0.0
    mix 1.0.1.beta-rc
    mix 1.1.0
""")

PLANS = {
    "nowhere": ("core 1.0.0 1.0.0", ""),
    "nowhere, at a fault": ("core 1.0.1 1.0.1", ""),
    "a patch to a fault": ("core 1.0.0 1.0.1", ""),
    "away from a fault": ("core 1.0.1 1.1.0", ""),
    "away from a fault, back": ("core 1.0.1 1.0.0", ""),
    "past a fault": ("core 1.0.0 1.1.0", ""),
    "a minor number": ("core 1.1.0 1.2.0", ""),
    "to what is experimental": ("core 1.2.0 1.2.1.experimental", ""),
    "from what is experimental": ("core 1.2.1.experimental 2.0.0", ""),
    "to a tail": ("core 1.2.0 1.3.0-rc.1", ""),
    "from a tail": ("core 1.3.0-rc.1 2.0.0", ""),
    "to what is yanked": ("core 1.2.0 1.4.0", ""),
    "from what is yanked": ("core 1.4.0 2.0.0", ""),
    "from what is yanked to what is": ("core 1.4.0 3.0.0", ""),
    "a major number": ("core 1.2.0 2.0.0", ""),
    "from legacy": ("core 2.0.0.legacy 3.2.0", ""),
    "from a custom state": ("core 2.0.0.beta 3.2.0", ""),
    "to legacy": ("core 1.2.0 2.0.0.legacy", ""),
    "two major numbers": ("core 1.0.0 3.2.0", ""),
    "two major numbers back": ("core 3.2.0 1.0.0", ""),
    "a major number back": ("core 2.0.0 1.2.0", ""),
    "to a low fault": ("core 2.0.0 2.2.0", ""),
    "from a low fault": ("core 2.2.0 3.2.0", ""),
    "over a gap": ("core 1.0.0 5.0.0", ""),
    "over a gap back": ("core 5.0.0 1.0.0", ""),
    "to a high fault": ("core 5.0.0 5.0.1", ""),
    "no stop on the way": ("far 1.0.0 3.0.0", ""),
    "a faulty stop on the way": ("mid 1.0.0 3.0.0", ""),
    "a yanked stop on the way": ("gap 1.0.0 3.0.0", ""),
    "to the yanked stop": ("gap 1.0.0 2.0.0", ""),
    "the largest numbers": ("big 9007199254740990.0.0 9007199254740991.0.9007199254740891", ""),
    "the largest gap": ("big 0.0.0 9007199254740990.0.0", ""),
    "mixed states": ("mix 1.stable.0.experimental.0.legacy 1.1.0", ""),
    "mixed states back": ("mix 1.1.0 1.stable.0.legacy.0.stable", ""),
    "a custom state with a tail": ("mix 1.0.1.beta-rc 1.1.0", ""),
    "in other words": ("core 1.0.0.stable 1.stable.1.stable.0.stable", ""),
    "what runs bears it": ("core 1.0.0 1.1.0", "app 1.0.0, core 1.0.0, log 1.0.0"),
    "what runs does not": ("core 1.2.0 2.0.0", "app 1.0.0, core 1.2.0, log 1.0.0, net 1.0.0"),
    "what runs bears only that": ("core 1.2.0 2.0.0", "app 2.0.0, core 1.2.0, log 1.0.0, net 1.0.0"),
    "two that do not": ("core 1.0.0 2.0.0", "app 1.0.0, svc 1.0.0, core 1.0.0, log 1.0.0"),
    "one of two does not": ("core 1.0.0 1.2.0", "app 1.0.0, svc 1.0.0, core 1.0.0, log 1.0.0, net 1.0.0"),
    "something to install": ("core 1.0.0 1.1.0", "core 1.0.0"),
    "more to install": ("core 2.2.0 3.2.0", "core 2.2.0, net 1.0.0"),
    "nothing to install, as nothing runs": ("core 2.2.0 3.2.0", ""),
    "of what does not run itself": ("core 1.0.0 1.1.0", "log 1.0.0, app 1.0.0"),
    "lines that bear it": ("core 1.0.0 1.1.0", "app 1.0.0, log@1 1.0.0, log@2 2.0.0, core@1 1.0.0"),
    "a line that does not": ("log 1.0.0 2.0.0", "svc@1 1.0.0, log@1 1.0.0, core@1 1.0.0"),
    "what needs itself": ("own 1.0.0 1.1.0", "own 1.0.0, log 1.0.0"),
    "what needs its own next": ("own 1.1.0 2.0.0", "own 1.1.0, log 1.0.0"),
    "no such start": ("core 1.0.2 1.1.0", ""),
    "no such target": ("core 1.0.0 1.0.9", ""),
    "no such package": ("cord 1.0.0 1.1.0", ""),
    "what runs is not there": ("core 1.0.0 1.1.0", "app 9.0.0"),
    "no name": ("Core 1.0.0 1.1.0", ""),
    "no start": ("core 1.0 1.1.0", ""),
    "no target": ("core 1.0.0 latest", ""),
}
PLANS_OF_POLICIES = {
    "an override bears it": ("core 1.2.0 2.0.0", "app 1.0.0, core 1.2.0, log 1.0.0, net 1.0.0",
                             {"overrides": {"core": "*"}}),
    "an override does not": ("core 1.0.0 1.1.0", "app 1.0.0, core 1.0.0, log 1.0.0", {"overrides": {"core": "1.0.0"}}),
    "an override of what it needs": ("core 1.0.0 1.1.0", "core 1.0.0, log 1.0.0", {"overrides": {"log": "^2"}}),
    "states that are admitted": ("core 1.2.0 1.stable.2.stable.3.experimental", "app 1.0.0, core 1.2.0",
                                 {"allow_experimental": True}),
    "tails that are admitted": ("core 1.2.0 1.3.0-rc.1", "app 1.0.0, core 1.2.0", {"allow_prerelease": True}),
    "tails that are not": ("core 1.2.0 1.3.0-rc.1", "app 1.0.0, core 1.2.0", {}),
    "states that are not": ("core 1.2.0 1.stable.2.stable.3.experimental", "app 1.0.0, core 1.2.0", {}),
    "max_fault is not looked at": ("core 2.0.0 2.2.0", "", {"max_fault": 0}),
}


def plans():
    for name, (asked, running) in PLANS.items():
        yield planned(name, asked, running)
    for name, (asked, running, policy) in PLANS_OF_POLICIES.items():
        yield planned(name, asked, running, policy=policy)
    for name, text in LADDERS.items():
        versions = [one.split()[1].rstrip(":") for one in text.strip().splitlines()]
        for start, target in ((versions[0], versions[-1]), (versions[-1], versions[0])):
            yield f"{name}: {start} to {target}", "plan", {
                "registry": lines(text), "name": "core", "from": start, "to": target, "running": {}}


def planned(name, asked, running, **more):
    package, start, target = asked.split()
    running = chosen(running)
    return f"way: {name}", "plan", {"registry": only(WAYS, package, *map(plain, running)), "name": package,
                                    "from": start, "to": target, "running": running} | more


# Ways over many stops, of which the cheapest skips some.
LADDERS = {
    "costly states between": """
        core 1.0.0
        core 1.5.0.legacy
        core 2.0.0.experimental
        core 2.4.0
        core 3.0.0.beta
        core 3.1.0
    """,
    "links come and go": """
        core 1.0.0: a *, b *, c *
        core 1.1.0: a *, b *
        core 1.2.0: a *
        core 1.3.0
        core 2.0.0: d *
    """,
    "a detour costs more than a panic": """
        core 1.0.0
        core 1.9.9: a *, b *, c *
        core 2.0.0: a *, b *, c *, d *, e *
        core 3.0.0
    """,
}


def cases():
    yield from shapes()
    yield from swaps()
    yield from graphs()
    yield from plans()
