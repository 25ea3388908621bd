"""Changes to registries that make.py asks about."""

from reference.registry_notation import line, lines

START = lines("""
    app 1.0.0 published 10: core ^1
    core 1.0.0 published 10
    core 1.1.0 published 20: log ^1
    log 1.0.0 published 10
""")


def publish(text):
    return ["publish", line(text)]


NEW = publish("core 1.2.0 published 500: log ^2")

HISTORIES = {
    "nothing": [],
    "publish": [NEW],
    "publish without a time": [publish("core 1.2.0: log ^2")],
    "publish a new name": [publish("web 1.0.0: app *, core ^1")],
    "publish what needs much": [publish("web 1.0.0: " + ", ".join(f"p{n} ^{n}" for n in range(12)))],
    "publish with build metadata": [publish("core 1.2.0+b7")],
    "publish what exists": [publish("core 1.0.0")],
    "publish what exists, another build": [publish("core 1.0.0+b7")],
    "publish what exists, in other words": [publish("core 1.0.0.stable")],
    "publish what is yanked": [["yank", "core", "1.0.0"], publish("core 1.0.0")],
    "publish no line": [["publish", "core 1.0.0"]],
    "publish two lines": [["publish", line("web 1.0.0") + "\n" + line("web 1.0.1")]],
    "publish a fault": [publish("core 1.2.0 fault 13 yanked")],
    "yank": [["yank", "core", "1.1.0"]],
    "yank, in other words": [["yank", "core", "1.1.0.stable"]],
    "yank twice": [["yank", "core", "1.1.0"], ["yank", "core", "1.1.0"]],
    "yank and take back": [["yank", "core", "1.1.0"], ["unyank", "core", "1.1.0"]],
    "unyank what is not yanked": [["unyank", "core", "1.1.0"]],
    "yank what is not there": [["yank", "core", "9.0.0"]],
    "yank of a package that is not there": [["yank", "cord", "1.0.0"]],
    "yank a name that is none": [["yank", "Core", "1.0.0"]],
    "yank a version that is none": [["yank", "core", "1.0"]],
    "set a fault": [["set_fault", "core", "1.1.0", 9]],
    "set a fault and take it back": [["set_fault", "core", "1.1.0", 9], ["set_fault", "core", "1.1.0", 0]],
    "a fault of 17": [["set_fault", "log", "1.0.0", 17]],
    "a fault of 18": [["set_fault", "log", "1.0.0", 18]],
    "rollback without a change": [["rollback", "core", None]],
    "rollback of a package that is not there": [["rollback", "cord", None]],
    "rollback of a publish": [NEW, ["rollback", "core", None]],
    "rollback to the first": [NEW, ["yank", "core", "1.0.0"], ["rollback", "core", 1]],
    "rollback to the second": [NEW, ["yank", "core", "1.0.0"], publish("core 1.3.0"), ["rollback", "core", 2]],
    "rollback to the present": [NEW, ["rollback", "core", 2]],
    "rollback to a snapshot that does not exist": [NEW, ["rollback", "core", 3]],
    "rollback to 0": [NEW, ["rollback", "core", 0]],
    "rollback of a yank": [["yank", "core", "1.0.0"], ["rollback", "core", None]],
    "rollback of a fault": [["set_fault", "core", "1.0.0", 6], ["rollback", "core", None]],
    "rollback of one package only": [NEW, ["yank", "log", "1.0.0"], ["rollback", "core", 1]],
    "rollback of the latest change of this package": [NEW, ["yank", "log", "1.0.0"], ["rollback", "core", None]],
    "rollback twice": [NEW, ["yank", "core", "1.0.0"], ["rollback", "core", None], ["rollback", "core", None]],
    "rollback three times": [NEW, ["yank", "core", "1.0.0"]] + [["rollback", "core", None]] * 3,
    "rollback of a change after a rollback": [NEW, ["rollback", "core", None], ["yank", "core", "1.0.0"],
                                              ["rollback", "core", None]],
    "rollback past what was undone": [["yank", "core", "1.0.0"], NEW, ["rollback", "core", None],
                                      ["set_fault", "core", "1.0.0", 3]] + [["rollback", "core", None]] * 2,
    "rollback to the present changes nothing": [["yank", "core", "1.0.0"], NEW, ["rollback", "core", 3],
                                                ["rollback", "core", None]],
    "rollback of a new package": [publish("web 1.0.0: core *"), ["rollback", "web", None]],
    "rollback to before a rollback": [NEW, ["rollback", "core", 1], ["rollback", "core", 2]],
    "an undone number is not free": [NEW, ["rollback", "core", None], NEW],
    "an undone version is not yanked": [NEW, ["rollback", "core", None], ["yank", "core", "1.2.0"]],
    "a higher number after a rollback": [NEW, ["rollback", "core", None], publish("core 1.2.1: log ^2")],
    "many edges come and go": [publish(f"p{n} 1.0.0: core ^{n}, log ^1") for n in range(10)]
                              + [["rollback", f"p{n}", None] for n in (3, 0, 7, 5)],
}

# What is shown of START: name and version, or all versions.
PROOFS = (("core", "1.0.0"), ("core", "1.1.0.stable"), ("core", None), ("core", "1.2.0"), ("core", "0.0.0-0"),
          ("app", None), ("cord", None), ("cord", "1.0.0"), ("zebra", None), ("0a", None), ("core-x", None))
