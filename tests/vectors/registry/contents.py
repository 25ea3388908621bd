"""Registry files that make.py asks about: good ones, and lines that are none."""

import json

from reference.registry_notation import lines

SHAPES = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 16, 20, 33, 64)

TWO_WAYS = lines("""
    app 1.0.0: core ^1, web ^2
    core 1.0.0
    core 1.1.0: log *
    log 0.1.0
    web 2.0.0: core >=1
""")


def many(count):
    """Versions of a few names; every third needs something."""
    names = ("core", "app", "@org/net", "log-4.x", "0x", "z_z")
    texts = []
    for n in range(count):
        needs = f"{names[(n + 1) % 6]} ^{n % 4}, {names[(n + 4) % 6]} <{n}.1" if n % 3 == 0 else ""
        texts.append(f"{names[n * 5 % 6]} {n % 4}.{n * 7 % 13}.{n}: {needs}")
    return lines("\n".join(texts))


GOOD = {
    "nothing": "",
    "blank lines only": "\n \n\t\n\n",
    "a version": '{"name":"core","version":"1.0.0","deps":{}}',
    "a version and a line's end": '{"name":"core","version":"1.0.0","deps":{}}\n',
    "carriage returns": '{"name":"core","version":"1.0.0","deps":{}}\r\n\r\n',
    "keys in another order, with blanks": ' {"deps" : { } , "version":"1.0.0",\t"name":"core" } \n',
    "escapes": '{"n\\u0061me":"c\\u006fre","version":"1.0\\u002e0","deps":{}}',
    "defaults written out": '{"name":"core","version":"1.0.0","deps":{},"yanked":false,"fault":0}',
    "six fields": '{"name":"core","version":"1.stable.0.stable.0.stable","deps":{}}',
    "build metadata": '{"name":"core","version":"1.0.0+b.7","deps":{}}',
    "all fields": lines("core 1.2.3-rc.1+b yanked fault 9 published 1700000000 sha256 a: log ^1, net *"),
    "a release time of nought": lines("core 1.0.0 published 0"),
    "the last release time": lines("core 1.0.0 published 9007199254740991"),
    "every kind": lines("""
        core 1.0.0.legacy
        core 1.0.0.beta
        core 1.0.0.experimental
        core 1.0.0
        core 1.0.0-rc
        core 1.1.0 fault 5
        core 1.2.0 fault 6
        core 1.3.0 fault 17 yanked
        core 1.stable.4.legacy.0.beta
    """),
    "a range as it was published": '{"name":"core","version":"1.0.0","deps":{"log":" >= 1.x , <3 "}}',
    "a package that needs itself": lines("core 2.0.0: core ^1\ncore 1.0.0"),
    "what is needed does not exist": lines("core 1.0.0: ghost *"),
    "two ways about": TWO_WAYS,
    "two ways about, lines turned round": "\n".join(TWO_WAYS.splitlines()[::-1]),
    "a name within another": lines("a 1.0.0\na-b 1.0.0\na.b 1.0.0\nab 1.0.0\na 2.0.0\na0 1.0.0"),
    "the longest names": lines(f"@{'a' * 64}/{'b' * 64} 1.0.0\n{'c' * 64} 1.0.0"),
    "ascending": lines("\n".join(f"core {n}.0.0" for n in range(1, 18))),
    "all of one need": lines("core 1.0.0\n" + "\n".join(f"p{n} 1.0.0: core ^{n}" for n in range(18))),
} | {f"{count} versions": many(count) for count in SHAPES}

FIELDS = {"name": "core", "version": "1.0.0", "deps": {}}
ABSENT = object()


def changed(**fields):
    return json.dumps({key: value for key, value in (FIELDS | fields).items() if value is not ABSENT})


NAMES = ("", "Core", "co re", "-core", ".core", "_core", "co..re", "123", "core-v1.0.0", "core-v1.0.0.beta", "@org",
         "@/core", "@org/", "@org/a/b", "@Org/core", "c" * 65, "resolve", "snapshots", "caf\u00e9", "core\0")

# Near what is refused, and names.
NAMES_TOO = ("v1.0.0", "core-v1", "core-v1.0", "1a", "resolver", "@audit/diff", "@1/2", "a.b_c-d", "core-version")

BAD = {
    "no name": changed(name=ABSENT),
    "no version": changed(version=ABSENT),
    "no deps": changed(deps=ABSENT),
    "an unknown key": changed(dep={}),
    "a key twice": '{"name":"core","name":"core","version":"1.0.0","deps":{}}',
    "a dependency twice": '{"name":"core","version":"1.0.0","deps":{"log":"1","log":"1"}}',
    "a name that is a number": changed(name=7),
    "a version that is a number": changed(version=1.0),
    "a version that is none": changed(version="v1.0.0"),
    "deps in a list": changed(deps=["log"]),
    "deps that are null": changed(deps=None),
    "a dependency without range": changed(deps={"log": None}),
    "a dependency whose name is none": changed(deps={"Log": "1"}),
    "a range that is none": changed(deps={"log": "one"}),
    "a range that is too long": changed(deps={"log": "1" * 4097}),
    "a fault of 18": changed(fault=18),
    "a fault below nought": changed(fault=-1),
    "a fault with a point": changed(fault=1.0),
    "a fault as text": changed(fault="1"),
    "yanked as a number": changed(yanked=1),
    "yanked as null": changed(yanked=None),
    "half a hash": changed(sha256="a" * 32),
    "a hash in capitals": changed(sha256="A" * 64),
    "a hash that is null": changed(sha256=None),
    "a release time too large": changed(published=2**53),
    "a release time below nought": changed(published=-1),
    "a list": "[]",
    "a text": '"core"',
    "two objects": changed() + changed(),
    "half an object": changed()[:-1],
    "a comment": "# core\n" + changed(),
    "a comma at the end": '{"name":"core","version":"1.0.0","deps":{},}',
    "NaN": changed().replace("{}", "NaN"),
    "the second line is none": changed() + "\n{}\n",
    "a version twice": changed() + "\n" + changed(),
    "a version twice, builds differ": changed(version="1.0.0+a") + "\n" + changed(version="1.0.0+b"),
    "a version twice, in other words": changed() + "\n" + changed(version="1.0.0.stable"),
    "a version twice before a broken line": changed() + "\n" + changed() + "\n{}",
    "a broken line before a version twice": "{}\n" + changed() + "\n" + changed(),
}
