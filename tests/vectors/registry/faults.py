"""Faults that make.py has handled."""

from reference.registry_fault import CAUSES
from reference.registry_notation import lines

from changes import NEW, START, publish

TWO = lines("""
    app 1.0.0: core ^1
    core 1.0.0 published 10
    core 1.1.0 published 20 fault 3
    core 2.0.0 published 30 fault 7
""")
SICK = publish("core 1.2.0 published 500 fault 7: log ^2")


def fault(version, level, name="core"):
    return ["handle_fault", name, version, level]


STEPS = {
    "nothing": [],
    "a level of 0": [fault("1.0.0", 0)],
    "a level again": [fault("1.0.0", 4), fault("1.0.0", 4)],
    "a lower level": [fault("1.0.0", 9), fault("1.0.0", 4)],
    "a lower level that would go back": [fault("1.0.0", 17), fault("1.0.0", 13)],
    "a higher level": [fault("1.0.0", 4), fault("1.0.0", 9)],
    "levels in one order": [fault("1.0.0", 2), fault("1.1.0", 9), fault("1.0.0", 8), fault("1.0.0", 5)],
    "levels in another order": [fault("1.0.0", 8), fault("1.0.0", 5), fault("1.0.0", 2), fault("1.1.0", 9)],
    "an operator lowers it": [fault("1.0.0", 9), ["set_fault", "core", "1.0.0", 1], fault("1.0.0", 2)],
    "in other words": [fault("1.stable.0.stable.0.stable", 9)],
    "with build metadata": [fault("1.0.0+b7", 9)],
    "of what is yanked": [["yank", "core", "1.0.0"], fault("1.0.0", 11)],
    "of a new version": [NEW, fault("1.2.0", 6)],
    "of two packages": [fault("1.0.0", 6), fault("1.0.0", 6, "log")],
    "13 where all is sound": [fault("1.0.0", 13)],
    "13 where all is sound, of a new version": [NEW, fault("1.2.0", 13)],
    "13 after a publish that was faulty": [SICK, fault("1.2.0", 13)],
    "14 after a publish that was faulty": [SICK, fault("1.2.0", 14)],
    "15 after a publish that was faulty": [SICK, fault("1.2.0", 15)],
    "13 of an older version after it": [SICK, fault("1.0.0", 13)],
    "13 after a fault was found": [NEW, fault("1.1.0", 6), fault("1.2.0", 13)],
    "13 of what is at fault already": [NEW, fault("1.2.0", 7), fault("1.2.0", 13)],
    "12, then 13": [NEW, fault("1.2.0", 12), fault("1.2.0", 13)],
    "a level that was set is as good": [["set_fault", "core", "1.0.0", 6], NEW, fault("1.1.0", 16)],
    "17 after several changes": [NEW, ["yank", "core", "1.0.0"], fault("1.1.0", 8), publish("core 1.3.0: log ^2"),
                                 ["yank", "core", "1.1.0"], fault("1.3.0", 17)],
    "a yank goes back too": [fault("1.1.0", 6), ["yank", "core", "1.0.0"], fault("1.0.0", 15)],
    "what was known stays known": [fault("1.0.0", 6), fault("1.0.0", 9), fault("1.1.0", 15)],
    "a warning is no reason to stay": [fault("1.1.0", 5), SICK, fault("1.2.0", 13)],
    "other packages stay": [NEW, ["yank", "log", "1.0.0"], fault("1.2.0", 7), fault("1.2.0", 13)],
    "a new package with a fault": [publish("web 1.0.0 fault 9"), fault("1.0.0", 13, "web")],
    "a new package, then a fault": [publish("web 1.0.0"), fault("1.0.0", 9, "web"), publish("web 1.1.0"),
                                    fault("1.0.0", 13, "web")],
    "twice back": [SICK, fault("1.2.0", 13), publish("core 1.3.0 published 600 fault 8"), fault("1.3.0", 13)],
    "after it was undone, frozen still": [fault("1.0.0", 9), NEW, fault("1.2.0", 13), publish("core 1.3.0"),
                                          fault("1.3.0", 16)],
    "a newer one may be published": [SICK, fault("1.2.0", 13), publish("core 1.2.1: log ^2")],
    "the number is never free again": [SICK, fault("1.2.0", 13), NEW],
    "of what was undone": [SICK, fault("1.2.0", 13), fault("1.2.0", 14)],
    "after a rollback": [NEW, ["rollback", "core", None], fault("1.1.0", 13)],
    "after a rollback, at fault": [fault("1.0.0", 7), NEW, ["rollback", "core", None], fault("1.1.0", 13)],
    "then a rollback": [NEW, fault("1.2.0", 7), fault("1.1.0", 4), ["rollback", "core", None]],
    "a rollback lowers it": [fault("1.0.0", 7), ["rollback", "core", None]],
    "back, then a rollback": [["yank", "core", "1.0.0"], SICK, fault("1.2.0", 13), ["rollback", "core", None]],
    "a level of 18": [fault("1.0.0", 18)],
    "a version that is not there": [fault("9.0.0", 3)],
    "a package that is not there": [fault("1.0.0", 3, "cord")],
    "a name that is none": [fault("1.0.0", 3, "Core")],
    "a version that is none": [fault("1.0", 3)],
}
OF_TWO = {
    "a frozen version from the start": [fault("1.1.0", 13)],
    "of the frozen version": [fault("2.0.0", 13)],
    "of the frozen version, lower": [fault("2.0.0", 6)],
    "of a warned version, as high": [fault("1.1.0", 3)],
    "an operator clears it first": [["set_fault", "core", "2.0.0", 0], ["set_fault", "core", "2.0.0", 8],
                                    publish("core 2.1.0"), fault("2.0.0", 13)],
    "the latest of two sound ones": [["set_fault", "core", "2.0.0", 0], publish("core 2.1.0"),
                                     publish("core 2.2.0 fault 6"), publish("core 2.3.0"), fault("2.3.0", 17)],
}


def cases():
    for level in range(18):
        yield f"level {level}", START, [fault("1.1.0", level)]
    for cause in CAUSES:
        yield f"cause {cause}", START, [NEW, fault("1.1.0", 6), fault("1.2.0", cause)]
    for name, steps in STEPS.items():
        yield name, START, steps
    for name, steps in OF_TWO.items():
        yield name, TWO, steps
