"""Registries that make.py observes."""

from reference.registry_notation import line, lines

START = lines("""
    app 1.0.0 published 10: core ^1, log *
    app 1.1.0 published 20: core >=2
    core 1.0.0 published 10
    core 1.1.0 published 20: log ^1
    core 2.0.0.experimental published 30
    log 1.0.0 published 10
    web 1.0.0: core 1.0.0, log ^1.0.0-rc
    own 1.0.0-rc.1 published 5
""")
CLOCK = 1_000_000
DAY = 86_400_000


def publish(text):
    return ["publish", line(text)]


def watch(*names):
    """Each under its own name as the key."""
    return [["subscribe", name, name, None] for name in names]


def told(*names):
    return [["drain", name] for name in names]


def repeat(times, *steps):
    return ["repeat", times, list(steps)]


def level(version, fault, name="core"):
    return ["set_fault", name, version, fault]


NEW = publish("core 1.2.0: log ^1")
TURN = [["yank", "core", "1.0.0"], ["unyank", "core", "1.0.0"]]
TEN = repeat(10, publish("core 3.0.%d"))
TENTH = repeat(10, publish("core 3.1.%d"), ["advance", 100])

KINDS = {
    "nothing happens": watch("core") + [["next", "core"], *told("core")],
    "nothing is asked": watch("core") + [NEW],
    "publish": watch("core") + [NEW, *told("core")],
    "publish of the lowest": watch("core") + [publish("core 0.1.0"), *told("core")],
    "publish between": watch("core") + [publish("core 1.0.5"), *told("core")],
    "publish above what is yanked": watch("core") + [["yank", "core", "1.1.0"], NEW, *told("core")],
    "publish above what was undone": watch("core") + [NEW, ["rollback", "core", None], publish("core 1.3.0"),
                                                      *told("core")],
    "publish of what is yanked and at fault": watch("core") + [publish("core 1.2.0 yanked fault 12"), *told("core")],
    "publish of a tail": watch("own") + [publish("own 1.0.0-rc.2"), *told("own")],
    "opt in after a tail": watch("own") + [publish("own 1.0.0"), *told("own")],
    "opt in after an experimental version": watch("core") + [publish("core 2.1.0"), *told("core")],
    "no opt in to another major number": watch("core") + [publish("core 3.0.0"), *told("core")],
    "no opt in to what is not stable": watch("core") + [publish("core 2.1.0.experimental"), *told("core")],
    "yank and unyank": watch("core") + [*TURN, *told("core")],
    "a yank that changes nothing": watch("core") + [["unyank", "core", "1.0.0"], *told("core")],
    "a fault": watch("core") + [level("1.0.0", 3), level("1.0.0", 8), level("1.0.0", 0), *told("core")],
    "a fault that falls from 12 to 9": watch("core") + [level("1.0.0", 12), level("1.0.0", 9), *told("core")],
    "a rollback": watch("core") + [NEW, ["rollback", "core", None], *told("core")],
    "a rollback of several": watch("core") + [NEW, ["yank", "core", "1.0.0"], level("1.1.0", 4), publish("core 1.3.0"),
                                              *told("core"), ["rollback", "core", 1], *told("core")],
    "a rollback to a mandatory fault": watch("core") + [level("1.1.0", 9), level("1.1.0", 1), *told("core"),
                                                        ["rollback", "core", 2], *told("core")],
    "of one package only": watch("core", "log") + [NEW, ["yank", "log", "1.0.0"], *told("core", "log")],
    "two observers": watch("core") + [["subscribe", "too", "core", None], NEW, ["next", "core"], ["next", "core"],
                                      *told("too")],
    "a later observer": watch("core") + [NEW, ["subscribe", "too", "core", None], ["yank", "core", "1.0.0"],
                                         *told("too", "core")],
    "an observer that closes": watch("core") + [["subscribe", "too", "core", None], NEW, ["close", "core"],
                                                ["yank", "core", "1.0.0"], *told("too")],
}
MANDATORY = {
    "a fault of 9": watch("core") + [level("1.0.0", 9), *told("core")],
    "a fault of 17, by those who need it": watch("app", "web", "log") + [level("1.0.0", 17), *told("app", "web", "log")],
    "one that fewer need": watch("app", "web", "core") + [level("1.1.0", 10), *told("app", "web", "core")],
    "one that a range of states would admit": watch("app", "core") + [level("2.0.0.experimental", 11),
                                                                      *told("app", "core")],
    "of all that there is": watch("log", "core") + [level("1.0.0", 9, "log"), *told("log", "core")],
    "twice": watch("core") + [level("1.0.0", 9), level("1.0.0", 10), *told("core")],
    "again after it fell": watch("core") + [level("1.0.0", 9), level("1.0.0", 2), level("1.0.0", 9), *told("core")],
    "the fix is below": watch("core") + [["yank", "core", "2.0.0.experimental"], level("1.1.0", 9), *told("core")],
    "the fix is the highest stable one": watch("core") + [publish("core 1.3.0"), publish("core 1.4.0 fault 6"),
                                                          publish("core 1.5.0 fault 5"), publish("core 1.6.0 yanked"),
                                                          publish("core 1.7.0-rc.1"), level("1.0.0", 9),
                                                          *told("core")],
    "there is no fix": watch("own") + [level("1.0.0-rc.1", 13, "own"), *told("own")],
    "a fault that is handled": watch("core") + [["handle_fault", "core", "1.0.0", "hash_mismatch"], *told("core")],
    "a fault that is handled goes back": watch("core") + [level("1.1.0", 6), NEW, ["handle_fault", "core", "1.0.0", 13],
                                                  *told("core")],
    "a package without observers": watch("web") + [level("1.0.0", 9), *told("web")],
    "it costs nothing": watch("core") + [TEN, level("1.0.0", 9), *told("core"), ["advance", 200],
                                         publish("core 4.0.0"), *told("core")],
    "it takes no token": watch("core") + [level("1.0.0", 9), TEN, *told("core"), NEW, *told("core")],
    "it overtakes": watch("core") + [TEN, NEW, ["yank", "core", "1.1.0"], level("1.0.0", 9), *told("core"),
                                     ["advance", 1000], *told("core")],
    "it replaces what is pending": watch("core", "app") + [TEN, *TURN, ["yank", "core", "1.1.0"], level("1.0.0", 9),
                                                           *told("core", "app"), ["advance", 1000], *told("core")],
    "and is not replaced": watch("core") + [TEN, level("1.0.0", 9), level("1.0.0", 1), level("1.0.0", 2),
                                            ["advance", 1000], *told("core")],
}
RATE = {
    "ten at once": watch("core") + [repeat(12, publish("core 3.0.%d")), *told("core"), ["advance", 199], *told("core"),
                                    ["advance", 1], *told("core"), ["advance", 200], *told("core")],
    "five a second": watch("core") + [TENTH, repeat(10, publish("core 3.2.%d"), ["advance", 100]),
                                      repeat(10, publish("core 3.3.%d"), ["advance", 100]), *told("core"),
                                      ["advance", 1000], *told("core")],
    "in the order of the log": watch("core") + [TEN, NEW, ["yank", "core", "1.0.0"], ["yank", "core", "1.2.0"],
                                                ["advance", 400], *told("core")],
    "a version's latest": watch("core") + [TEN, repeat(6, *TURN), *told("core"), ["advance", 200], *told("core"),
                                           ["advance", 1000], *told("core")],
    "a publish and its yank": watch("core") + [TEN, NEW, ["yank", "core", "1.2.0"], ["advance", 200], *told("core")],
    "what is queued is not merged": watch("core") + [repeat(5, *TURN), *told("core")],
    "time heals": watch("core") + [TEN, ["advance", 2000], repeat(10, publish("core 3.1.%d")), *told("core")],
    "never more than ten": watch("core") + [["advance", 60_000], repeat(12, publish("core 3.1.%d")), *told("core")],
    "one package's bucket is its own": watch("core", "log") + [TEN, ["yank", "log", "1.0.0"], *told("core", "log")],
    "observers share a bucket": watch("core") + [["subscribe", "too", "core", None], repeat(11, publish("core 3.0.%d")),
                                                 *told("core", "too"), ["advance", 200], *told("too", "core")],
    "what was pending before is not for a new one": watch("core") + [TEN, NEW, ["subscribe", "too", "core", None],
                                                                     ["advance", 200], *told("core", "too")],
    "who comes when all have gone begins with a full bucket": watch("core") + [
        TEN, NEW, ["close", "core"], *watch("core"), repeat(11, publish("core 3.1.%d")), *told("core"),
        ["advance", 200], *told("core")],
    "what is observed by nobody costs nothing": [TEN, NEW, *watch("core"), repeat(11, publish("core 3.1.%d")),
                                                 *told("core"), ["advance", 200], *told("core")],
}
RATES = {
    "a rate of 1": (1, watch("core") + [TEN, *told("core"), ["advance", 999], *told("core"), ["advance", 1],
                                        *told("core"), ["advance", 1500], *told("core"), ["advance", 500], *told("core")]),
    "a rate of 3": (3, watch("core") + [TEN, *told("core"), ["advance", 333], *told("core"), ["advance", 1],
                                        *told("core"), ["advance", 333], *told("core")]),
    "a rate of 0": (0, watch("core") + [NEW, ["advance", 3_600_000], *told("core"), level("1.2.0", 9), *told("core"),
                                        level("1.2.0", 0), ["advance", 3_600_000], *told("core")]),
    "too many pending": (1, watch("core") + [
        repeat(2, *TURN), repeat(1001, publish("core 3.%d.0")), ["yank", "core", "3.1000.0"], level("3.999.0", 4),
        *told("core"), ["advance", 2000], *told("core"), ["advance", 2000], *told("core")]),
    "a rate of 4294967295": (4294967295, watch("core") + [repeat(25, *TURN), ["drain", "core"]]),
    "a queue that is too long": (1000, watch("core") + [["subscribe", "too", "core", None], level("1.1.0", 9),
                                                        repeat(501, *TURN), level("1.1.0", 12), NEW, *told("core", "too")]),
    "a queue that is just long enough": (1000, watch("core") + [level("1.1.0", 9), repeat(500, *TURN), ["next", "core"],
                                                                ["next", "core"], NEW, ["next", "core"]]),
}
THOUSAND = watch("core", "app") + [
    repeat(10, repeat(50, *TURN, ["advance", 1]), level("1.1.0", 9), ["advance", 50], level("1.1.0", 0)),
    *told("core"), ["advance", 1000], *told("core"), ["advance", 1000], *told("core", "app")]

STRICT = {
    "the eleventh": watch("core") + [repeat(12, publish("core 3.0.%d")), *told("core"), ["advance", 199], NEW,
                                     ["advance", 1], NEW, *told("core")],
    "what is refused did not happen": watch("core") + [TEN, ["yank", "core", "1.0.0"], ["subscribe", "all", "core", 11],
                                                       ["advance", 200], ["yank", "core", "1.0.0"], *told("all")],
    "mandatory ones pass": watch("core") + [TEN, level("1.0.0", 9), level("1.0.0", 8), level("1.1.0", 9), *told("core")],
    "others pass": watch("core") + [TEN, ["yank", "log", "1.0.0"], ["subscribe", "log", "log", 11], *told("log")],
    "without an observer": [TEN, NEW, *watch("core"), ["close", "core"], repeat(11, publish("core 3.1.%d"))],
    "other refusals come first": watch("core") + [TEN, publish("core 1.0.0"), ["yank", "core", "9.0.0"],
                                                  ["yank", "cord", "1.0.0"]],
}

SINCE = {
    "since the start": [NEW, *TURN, ["subscribe", "core", "core", 1], *told("core"), NEW, publish("core 1.3.0"),
                        *told("core")],
    "since the present": [NEW, ["subscribe", "core", "core", 2], *told("core"), publish("core 1.3.0"), *told("core")],
    "since the middle": [NEW, *TURN, publish("log 1.1.0"), ["subscribe", "core", "core", 3], *told("core")],
    "since before the start": [NEW, ["subscribe", "core", "core", 0], *told("core")],
    "since a snapshot to come": [NEW, ["subscribe", "core", "core", 3]],
    "exactly, and at no cost": [repeat(30, *TURN), ["subscribe", "core", "core", 1], repeat(11, publish("core 3.0.%d")),
                                *told("core"), ["advance", 200], *told("core")],
    "with a rollback": [NEW, ["yank", "core", "1.0.0"], ["rollback", "core", 1], ["subscribe", "core", "core", 1],
                        *told("core")],
    "mandatory ones of what it needs": [level("1.0.0", 9), ["yank", "core", "1.1.0"], ["subscribe", "app", "app", 1],
                                        *told("app")],
    "with a rate of 0": [NEW, ["subscribe", "core", "core", 1], ["yank", "core", "1.0.0"], *told("core")],
}

STALE = {
    "not yet": watch("core") + [["stale", 90], *told("core")],
    "after a while": watch("core", "app", "web") + [["advance", 90 * DAY], ["stale", 90], ["stale", 200], *told("core")],
    "once for each version": watch("core") + [["advance", 100 * DAY], ["stale", 90], ["stale", 90], *told("core"),
                                              publish("core 3.0.0"), ["advance", 100 * DAY], ["stale", 90],
                                              *told("core")],
    "a release of an older line counts": watch("core") + [["advance", 100 * DAY], publish("core 0.9.0"), ["stale", 90],
                                                          ["stale", 0], *told("core")],
    "of what nobody observes": [["advance", 100 * DAY], ["stale", 90], *watch("log"), ["stale", 90], *told("log")],
    "told again to who comes when all have gone": watch("core", "log") + [
        ["advance", 100 * DAY], ["stale", 90], ["subscribe", "too", "core", None], ["close", "core"], ["stale", 90],
        *told("too"), ["close", "too"], *watch("core"), ["stale", 90], *told("core", "log")],
    "with a fault": watch("log") + [level("1.0.0", 7, "log"), ["advance", 100 * DAY], ["stale", 90], *told("log")],
}
REFUSED = {
    "no such package": [["subscribe", "a", "cord", None]],
    "no name": [["subscribe", "a", "Core", None]],
    "the hundred and first": [repeat(101, ["subscribe", "c%d", "core", None]), ["close", "c7"],
                              ["subscribe", "c7", "core", None], ["subscribe", "more", "core", None], NEW,
                              ["next", "c0"], ["next", "c7"], ["next", "c99"], *watch("log")],
    "a package that was undone": [publish("new 1.0.0"), ["rollback", "new", None], ["subscribe", "new", "new", None]],
    "a change that fails": watch("core") + [publish("core 1.0.0"), ["yank", "core", "7.0.0"], *told("core")],
}


def cases():
    for group, steps in (("kinds", KINDS), ("mandatory", MANDATORY), ("rate", RATE), ("since", SINCE),
                         ("stale", STALE), ("refused", REFUSED)):
        for name, one in steps.items():
            rate = {"policy": {"max_update_rate": 0}} if name == "with a rate of 0" else {}
            yield f"{group}: {name}", {"steps": one} | rate
    for name, (rate, steps) in RATES.items():
        yield f"rate: {name}", {"steps": steps, "policy": {"max_update_rate": rate}}
    yield "rate: a thousand in a second", {"steps": THOUSAND}
    for name, steps in STRICT.items():
        yield f"strict: {name}", {"steps": steps, "policy": {"strict": True}}
