"""What make.py asks of versions and ranges that parse."""

EXPERIMENTAL, NO_EXPERIMENTAL = {"allow_experimental": True}, {"allow_experimental": False}
LEGACY, NO_LEGACY = {"allow_legacy": True}, {"allow_legacy": False}
TAILS = {"allow_prerelease": True}
ALL = EXPERIMENTAL | LEGACY | TAILS
NOTHING = NO_EXPERIMENTAL | NO_LEGACY


def rows(block):
    """`range: version version …` a line, as single questions under the default policy."""
    for line in block.strip().splitlines():
        range_, _, versions = line.strip().partition(": ")
        for version in versions.split():
            yield version, range_, {}


# --- single questions -----------------------------------------------------------------------------

SINGLE = [*rows("""
    1.2.3: 1.2.3 1.2.3+b 1.2.4 1.2.3-rc 1.2.3.experimental 1.stable.2.stable.3.stable
    =1.2.3-rc.1: 1.2.3-rc.1 1.2.3-rc.2 1.2.3
    1: 0.9.9 1.0.0-rc 1.0.0 1.9.9 2.0.0-0 2.0.0
    1.2: 1.1.9 1.2.0 1.2.9 1.3.0 1.3.0-0
    *: 0.0.0 0.0.0-0 9007199254740991.0.0 1.2.3.experimental 1.2.3.legacy 1.2.3.beta
    ^1.2.3: 1.2.2 1.2.3-rc 1.2.3 1.2.4-rc 1.9.0 2.0.0-0 2.0.0
    ^1.2.3-rc.1: 1.2.3-alpha 1.2.3-rc.1 1.2.3-rc.2 1.2.3 1.2.4-rc.1 1.9.0
    ^0.2.3: 0.2.2 0.2.3 0.2.9 0.3.0 1.0.0
    ^0.0.3: 0.0.2 0.0.3 0.0.4 0.1.0
    ^0.0.0: 0.0.0 0.0.1
    ^0.0.3-rc.1: 0.0.3-rc.0 0.0.3-rc.2 0.0.3 0.0.4
    ^0.0: 0.0.0 0.0.9 0.1.0
    ^0: 0.0.0 0.9.9 1.0.0
    ^0.2: 0.1.9 0.2.0 0.2.9 0.3.0
    ^1.2: 1.1.9 1.2.0 1.9.0 2.0.0
    ~1: 0.9.9 1.0.0 1.9.9 2.0.0
    ~1.2: 1.1.9 1.2.0 1.2.9 1.3.0
    ~1.2.3: 1.2.2 1.2.3 1.2.9 1.3.0
    ~0.0.3-rc: 0.0.3-beta 0.0.3-rc 0.0.9 0.1.0
    >1: 1.9.9 2.0.0-rc 2.0.0
    >1.2: 1.2.9 1.3.0
    >1.2.3: 1.2.3 1.2.4
    >1.2.3-rc: 1.2.3-rc 1.2.3-rc.0 1.2.3 1.2.4-rc
    >=1: 0.9.9 1.0.0 2.0.0
    <1: 0.9.9 1.0.0-rc 1.0.0
    <1.2: 1.1.9 1.2.0
    <=1: 1.9.9 2.0.0
    <=1.2: 1.2.9 1.3.0
    <=1.2.3-rc: 1.2.2 1.2.3-rc 1.2.3-beta 1.2.3
    >*: 0.0.0 9007199254740991.9007199254740991.9007199254740991
    <*: 0.0.0
    >=*: 1.2.3
    1.2 - 2.3: 1.1.9 1.2.0 2.3.9 2.4.0
    1.2.3 - 2.3.4: 1.2.2 1.2.3 2.3.4 2.3.5
    1.2.3-rc - 2.3.4-rc: 1.2.3-rc.1 1.2.3-beta 2.3.4-beta 2.3.4-rc 2.3.4 2.0.0-rc
    * - 2: 0.0.0 2.9.9 3.0.0
    >9007199254740991: 9007199254740991.0.1
    >1.9007199254740991: 1.9007199254740991.1 2.0.0
    ^9007199254740991: 9007199254740991.0.1 9007199254740990.0.0
    <=1.9007199254740991: 1.9007199254740991.1 2.0.0
    >1 <2: 1.5.0 2.0.0
    >1.2.3,<1.2.5: 1.2.4 1.2.5
    1.2.3-rc || *: 1.2.3-rc 1.2.3-beta 5.0.0
    >=1.2.3-rc & <2: 1.2.3-rc.1 1.5.0
    >=1.2.3-rc & <1.2.3: 1.2.3-rc.1
    >=1.2.3-rc <1.2.3: 1.2.3-rc.1 1.2.3-beta
    1.2.3.experimental: 1.2.3.experimental 1.2.3 1.2.3.experimental-rc 1.stable.2.experimental.3.experimental
    1.2.3.experimental-rc: 1.2.3.experimental-rc 1.2.3.experimental
    1.*.*.stable: 1.0.0 1.9.9 2.0.0 1.stable.0.stable.0.experimental 1.0.0-rc
    1.*.*.experimental: 1.0.0.experimental 1.0.0 1.experimental.0.experimental.0.stable
    1.*.*.{stable|exp}: 1.0.0.experimental 1.0.0 1.experimental.0.stable.0.experimental 1.0.0.legacy
    1.*.*.*: 1.0.0 1.0.0.experimental
    1.stable.2: 1.2.0 1.2.9 1.3.0 1.stable.2.experimental.0.stable
    1.stable.2.experimental.*: 1.stable.2.experimental.0.stable 1.stable.2.experimental.0.experimental 1.2.0
    1.stable.2.experimental.*: 1.stable.2.experimental.0.legacy
    1.*.2.*.3: 1.2.3 1.2.4
    *.*.2.*.*: 1.2.3 7.2.0 1.3.0
    *.*.*.*.7: 1.2.7 1.2.8
    *.stable.2.*.*.stable: 9.2.1 9.3.1
    2.stable.1.*.*.{stable|exp}: 2.1.7 2.stable.1.stable.7.experimental 2.stable.1.experimental.7.stable
    2.{beta|rc}.*: 2.beta.1.stable.0.stable 2.rc.0.beta.0.stable 2.alpha.0.stable.0.stable 2.0.0
    1.{stable|nightly}.*.nightly.*: 1.nightly.5.nightly.0.stable 1.stable.5.nightly.0.stable 1.0.0
    ^1.stable.2: 1.1.9 1.2.0 1.9.0 2.0.0
    ^1.stable.2: 1.stable.2.experimental.0.stable
    ^1.stable.2.stable.*.experimental: 1.stable.2.stable.0.experimental 1.stable.3.experimental.0.stable 1.1.0
    ^0.stable.2.stable.*: 0.2.0 0.2.9 0.3.0 0.1.0
    ^0.stable.2: 0.2.0 0.3.0
    ^0.stable.0.stable.3: 0.0.3 0.0.4 0.0.2
    ^0.stable.0: 0.0.0 0.0.7 0.1.0
    ^0.stable.*: 0.0.0 0.9.0 1.0.0
    ^1.2.3.experimental: 1.2.3.experimental 1.3.0.experimental 1.2.2.experimental 1.2.3 2.0.0.experimental
    ^1.2.3.experimental: 1.experimental.9.stable.0.stable 1.experimental.3.legacy.0.stable
    ^1.2.3.legacy: 1.9.9.legacy 1.2.3.experimental 1.2.3
    ^0.2.3.experimental: 0.2.9.experimental 0.experimental.2.stable.0.stable 0.3.0.experimental
    ^0.0.3.beta: 0.0.3.beta 0.beta.0.beta.3.stable 0.0.4.beta
    ^0.0.0.beta: 0.0.0.beta 0.beta.0.beta.0.stable
    ~1.2.3.experimental: 1.2.9.experimental 1.experimental.2.stable.9.stable 1.3.0.experimental 1.2.2.experimental
    ~1.stable.2: 1.2.0 1.3.0 1.1.0
    ~1.stable.2.experimental.*: 1.stable.2.experimental.9.stable 1.2.0 1.stable.2.legacy.0.stable
    ~1.{stable|exp}.*: 1.0.0 1.0.0.experimental 2.0.0
    >=2.*.*.stable: 2.0.0 1.9.9 3.0.0 2.0.0.experimental
    >2.*.*.stable: 2.9.9 3.0.0
    <2.*.*.stable: 1.9.9 2.0.0
    <=2.*.*.stable: 2.9.9 3.0.0
    >=*.*.*.experimental: 1.0.0.experimental 0.0.0
    >*.*.*.stable: 1.0.0
    >=2.0.0.experimental: 2.0.0.experimental 2.0.0 2.experimental.0.experimental.0.legacy 1.9.9.experimental
    <2.0.0: 2.0.0.experimental 1.9.9.experimental 1.9.9
    <2.0.0.experimental: 1.9.9 1.0.0.experimental 2.experimental.0.experimental.0.legacy
    >1.0.0.experimental: 1.experimental.0.experimental.0.stable 1.0.0 1.0.0.experimental
    >=1.{exp|legacy}.*.*.*: 1.0.0.legacy 1.0.0.experimental 0.9.0
    1.*.*.stable - 2.*.*.stable: 1.0.0 2.9.9 3.0.0 0.9.9
    1.0.0.experimental - 1.0.0: 1.0.0.experimental 1.0.0 1.experimental.5.stable.0.stable
    *.*.*.experimental <3: 2.0.0.experimental 3.0.0.experimental
    *.*.*.{stable|legacy} >=1: 1.0.0.legacy 1.0.0 2.0.0.legacy 0.9.0
    ^1 & *.*.*.experimental: 1.0.0.experimental
    ^1.2.3 2.*.*.experimental: 2.0.0.experimental
    semverx:2.*.*.stable: 2.stable.1.stable.0.stable 2.stable.1.experimental.0.stable
""")]
SINGLE += [(version, range_, policy) for range_, versions, policies in (
    ("*", ("1.0.0", "1.0.0.experimental", "1.0.0.legacy", "1.0.0.beta", "1.0.0-rc"),
     (EXPERIMENTAL, NO_EXPERIMENTAL, LEGACY, NO_LEGACY, TAILS, ALL)),
    ("1.*.*.{exp|stable|legacy}", ("1.0.0.experimental", "1.0.0.legacy", "1.experimental.0.legacy.0.stable"),
     (EXPERIMENTAL, NO_EXPERIMENTAL, LEGACY, NO_LEGACY, ALL, NOTHING)),
    ("1.0.0.experimental", ("1.0.0.experimental",), (NO_EXPERIMENTAL, EXPERIMENTAL, NOTHING)),
    ("=1.0.0.legacy", ("1.0.0.legacy",), (NO_LEGACY, NOTHING)),
    ("1.experimental.0.legacy.0.stable", ("1.experimental.0.legacy.0.stable",), (NOTHING,)),
    (">=1.0.0.experimental", ("1.0.0.experimental",), (NO_EXPERIMENTAL,)),
    ("1.0.0.experimental || 2", ("1.0.0.experimental",), (NO_EXPERIMENTAL,)),
    ("1.0.0.experimental 1.0.0.{exp}", ("1.0.0.experimental",), (NO_EXPERIMENTAL,)),
    ("1.0.0.experimental & 1.0.0.experimental", ("1.0.0.experimental",), (NO_EXPERIMENTAL,)),
    ("1.0.0.experimental & *", ("1.0.0.experimental",), (NO_EXPERIMENTAL, {})),
    ("1.0.0.beta", ("1.0.0.beta",), (NOTHING,)),
    ("^1.2.3", ("1.2.3-rc", "1.3.0-rc", "2.0.0-rc"), (TAILS,)),
    (">1.2", ("1.3.0-rc", "1.3.1-rc"), (TAILS,)),
    ("1 - 2", ("1.0.0-rc", "2.9.9-rc", "3.0.0-0"), (TAILS,)),
    ("1.*.*.experimental", ("1.0.0.experimental-rc",), ({}, TAILS, ALL)),
    ("^1", ("1.5.0",), ({"allow_experimental": None, "allow_legacy": None},)),
) for policy in policies for version in versions]
BAD_POLICIES = [("1.0.0", "^1", policy) for policy in (
    {"allow_experiment": True}, {"Allow_legacy": True}, {"allow_legacy": "yes"}, {"allow_experimental": 1},
    {"allow_prerelease": "true"})]
BAD_SINGLE = [("1.0", "^1", {}), ("1.0.0", "^", {}), ("1.0.0", "v1", {}), ("v1.0.0", "*", {})]


# --- reasons --------------------------------------------------------------------------------------

REASONS = [*rows("""
    ^1.2: 1.5.0 2.0.0 1.3.0-rc 1.stable.3.experimental.0.stable 1.stable.3.legacy.0.stable
    ^1.2: 1.stable.3.beta.0.stable 1.2.0.experimental 1.stable.3.experimental.0.stable-rc
    ^1 || ^2: 3.0.0 2.5.0 2.5.0-rc
    ^1.2.3-rc & *: 1.2.3-rc.1 1.2.3
    * & 1.0.0.experimental: 1.0.0.experimental
    *: 1.experimental.0.legacy.0.stable-rc
    ^1.2.3-rc: 1.2.3-rc.1 1.2.4-rc.1
    <1 || 1.0.0-rc.1 || *: 1.0.0-rc.1 1.0.0-rc.2
    1.2.3: 1.2.3-rc
""")]
REASONS += [
    ("1.0.0.experimental", "*", NO_EXPERIMENTAL),
    ("1.0.0.experimental", "1.*.*.experimental", NO_EXPERIMENTAL),
    ("1.0.0.experimental", "1.0.0.experimental", NO_EXPERIMENTAL),
    ("1.0.0.experimental", "1.0.0.experimental 1", NO_EXPERIMENTAL),
    ("1.legacy.0.experimental.0.stable", "*", NO_EXPERIMENTAL),
    ("1.experimental.0.legacy.0.stable", "*", NO_EXPERIMENTAL),
    ("1.legacy.0.experimental.0.stable", "*", NO_EXPERIMENTAL | LEGACY),
    ("1.0.0.experimental-rc", "*", EXPERIMENTAL),
    ("1.0.0.experimental-rc", "*", TAILS),
    ("1.0.0.experimental-rc", "*", TAILS | EXPERIMENTAL),
    ("1.0.0.beta", "*", ALL),
    ("1.0.0.legacy", "2 || * || 1.*.*.legacy", NO_LEGACY),
    ("1.0.0.legacy", "2 || * || 1.*.*.legacy", {}),
    ("1.0.0.experimental-rc", "1.0.0-rc || >=1.0.0.experimental", {}),
    ("0.1.0.experimental", "2.0.0.legacy - 3", NOTHING),
]


# --- many versions --------------------------------------------------------------------------------

PLAIN = """0.0.0 0.0.1 0.0.3 0.0.4 0.1.0 0.2.3 0.2.4 0.3.0 0.9.9 1.0.0-0 1.0.0-rc.1 1.0.0 1.1.0 1.2.0 1.2.3-alpha
    1.2.3-rc.1 1.2.3-rc.2 1.2.3 1.2.4-rc.1 1.2.4 1.3.0 1.9.0 2.0.0-0 2.0.0-rc 2.0.0 2.0.1 2.3.4-0 2.3.4 2.4.0
    3.0.0 10.0.0 9007199254740991.0.0""".split()
STATES = """0.1.0.experimental 1.0.0.legacy 1.legacy.5.stable.0.stable 1.0.0.beta 1.0.0.experimental
    1.experimental.2.stable.0.stable 1.experimental.2.stable.0.stable-rc 1.stable.0.legacy.1.stable
    1.stable.0.stable.0.experimental 1.0.0 1.stable.1.experimental.0.experimental 1.1.0 1.stable.2.stable.0.beta
    1.2.0-rc.1 1.2.0 1.stable.2.stable.1.legacy 1.2.1 1.stable.3.nightly.0.stable 1.3.0 2.0.0.legacy
    2.beta.0.beta.0.stable 2.0.0.experimental-rc.1 2.0.0.experimental 2.experimental.1.stable.0.stable
    2.stable.0.experimental.0.stable 2.0.0-rc.1 2.0.0 3.0.0.experimental""".split()
POOLS = {
    "plain": (PLAIN, [(range_, {}) for range_ in (
        "*", "", "1", "1.2", "^1", "^1.2.3", "^1.2.3-rc.1", "^0.2", "^0.0.3", "^0", "~1.2", "~1.2.3-alpha", "~0",
        ">1", ">=1.2", "<1.2", "<=1", "<2.0.0-rc", ">=1.0.0-rc.1 <2", "1 - 2", "1.2.3 - 2.3.4", "1.2 || >=2 <2.4",
        "0 || 1.2.3-rc.1 || 3", "^1.2 & >1.2.3", "1.*.*.stable", "*.*.2.*.*", "*.*.*.*.3", "^1.stable.2", ">*",
        "*.*.*.experimental", "<=2.*.*.stable", ">=1.2.3-alpha <1.2.4-z",
    )] + [(range_, TAILS) for range_ in ("*", "^1", "^1.2.3", "<2", "1.2", "1 - 2.3.4")]),
    "states": (STATES, [(range_, {}) for range_ in (
        "*", "1", "^1.2", "1.*.*.stable", "1.*.*.experimental", "*.*.*.{stable|exp}", "*.*.*.{stable|legacy|beta}",
        "1.*.2.*.0", "1.{stable|exp}.*", "1.stable.*.{stable|nightly}.*", ">=1.0.0.experimental", "<2.0.0.experimental",
        "^1.0.0.experimental", "^1.0.0.legacy", "~1.experimental.2.stable.0.stable-rc", ">1.*.*.experimental",
        "<=1.{stable|legacy}.*", "1.0.0.beta - 2.0.0.beta", "2.0.0.experimental", "2.*.*.{exp|beta|stable}",
        "1.*.*.{legacy|exp|beta|nightly|stable} & >=1.0.0", "^2.0.0.experimental-rc.1 || 1.0.0.beta",
    )] + [(range_, policy) for range_ in ("*", "2.*.*.{exp|legacy|stable}", ">=1.0.0.legacy")
          for policy in (EXPERIMENTAL, NO_EXPERIMENTAL, LEGACY, NO_LEGACY, ALL, NOTHING)]),
    "preference": ("2.0.0.experimental 1.0.0-rc.9 1.0.0 3.0.0.legacy 2.5.0.alpha 2.0.0.zeta".split(), [
        ("*", {}), ("*.*.*.{exp|legacy|zeta|alpha}", {}), ("*", ALL), ("*", EXPERIMENTAL), (">1.5", EXPERIMENTAL),
        ("*.*.*.{zeta|alpha|legacy}", {}), ("*.*.*.{zeta|legacy}", {}), ("*.*.*.legacy", {}), ("<1", {}),
        ("1.0.0-rc.1 - 1", {}), (">=1.0.0-rc.1 <1.0.0", {}), (">=1.0.0-rc.1", EXPERIMENTAL | LEGACY)]),
    "equal ones": ("1.0.0+b 1.0.0 1.0.0+a 1.stable.0.stable.0.stable".split(), [("*", {}), ("1.0.0+z", {})]),
    "nothing": ([], [("*", {})]),
    "a bad one": (["1.0.0", "1.0"], [("*", {})]),
    "a bad range": (["1.0.0"], [("1.0.0.", {})]),
    "a bad policy": (["1.0.0"], [("*", {"allow_everything": True})]),
}


# --- algebra --------------------------------------------------------------------------------------

JOINED = [("1", "2"), ("*", "^1.2"), ("^1 || ^2", "<1.5 || >2.5"), (">=1 <2", ">1.5, <=3"), ("1 & 2", "3"),
          ("^1 || ^1", "^1"), ("^1", "^1"), ("1 - 2", "semverx:1.*.*.{exp|stable}"), ("", ""), ("1 || 2", "2 || 1"),
          ("1.2.3-rc+b", "=1.2.3-rc")]
WIDE_INTERSECTION = {"a": "||".join(map(str, range(5))), "b": "||".join(map(str, range(10, 17)))}
WIDE_UNION = {"a": "||".join(map(str, range(33))), "b": "||".join(map(str, range(40, 72)))}
REPEATED_UNION = {"a": "||".join(map(str, range(60))), "b": "||".join(map(str, range(20, 64)))}
COMPARED = [
    ("*", "1"), ("1", "1.2"), ("^1.2", ">=1.2 <2"), ("^1.2", ">=1.2.0 <2.0.0"), ("~1.2.3", "^1.2.3"),
    ("^0.2.3", "~0.2.3"), ("1 - 2", "1 || 2"), ("<1 || >1", "*"), ("<1 || 1 || >1", "*"), (">1.2.3", ">=1.2.4"),
    (">1.2.3-rc", ">=1.2.3"),
    ("1.2.3", "1.2.3-rc || 1.2.3"), (">=1.2.3-rc", ">=1.2.3-rc.0"), (">1.2.3-rc", ">=1.2.3-rc.0"),
    ("<1.2.3-0", "<1.2.3"), ("<1.2.3-0", "<1.2.3-1"), ("^1.2.3-rc", "^1.2.3"), ("*", "*.*.*.*"), ("1.*.*.stable", "1"),
    ("*.*.*.stable", "*"), ("*.*.*.{stable|exp}", "*"), ("*.*.*.{stable|exp}", "*.*.*.experimental"),
    ("1.*.*.{stable|exp}", "1.*.*.{exp|legacy|stable}"), ("1.{a|b}.*", "1.a.* || 1.b.*"),
    ("1.0.0.experimental", ">=1.0.0.experimental"), ("^1.0.0.experimental", "1.{exp}.*"), ("^1.stable.2", "^1.2"),
    ("~1.stable.2", "1.2"), (">=2.*.*.stable", ">=2"), ("<=2.*.*.stable", "<3"), (">2.*.*.stable", ">=3"),
    ("1 & 2", "7"), (">*", "<*"), ("1.2.3", "1.2.3 & *"), ("1.2.3-rc", "1.2.3-rc & *"),
    (">9007199254740990", "9007199254740991"),
    ("*.*.*.*.7", "*"), ("*.*.2.*.*", "*.*.2.*.7"), ("^1 || 1.5.0-rc", "^1"),
    (">=1.0.0.beta <1.0.0.gamma", "1.0.0.beta"),
    ("1.*.*.experimental || 1", "1.{exp|stable}.*.{exp|stable}.*.{exp|stable}"), ("semverx:^1", "^1.0.0"),
    ("0.0.0", "<=0.0.0"), ("<0.0.1", "0.0.0"), (">0.9007199254740991", ">=1"),
]
MAYBE_EMPTY = [
    "*", "1", "1 2", "1 & 2", "1 || 2", ">*", "<*", "<0", "<0.0.0", "<0.0.0-0", "<0.0.0-1", "<=0.0.0", ">1 <1",
    ">1.2.3 <1.2.4", ">1.2.3-rc <1.2.3", ">1.2.3-rc <1.2.3-rc.0", ">1.2.3-rc <1.2.3-rc.1",
    ">1.2.3-rc <1.2.3-rd", ">1.2.3-0 <1.2.3-00a", ">9007199254740991", ">9007199254740990",
    ">=9007199254740991 <9007199254740991.0.1", ">0.0.9007199254740991 <0.1", "1.2.3 & 1.2.3-rc",
    ">1 <2 || >3 <3", "1.*.*.experimental 1.*.*.stable", "1.{exp|stable}.* 1.{stable|legacy}.*",
    "*.*.*.legacy & *", "1.a.* 1.b.*", ">1.0.0.a <1.0.0.b", "1.2.3.experimental >=1.2.3",
    "1.2.3.experimental <1.2.3", "~1.2.3 >=1.3", "^1.2.3-rc & <1.2.3", "1.*.2.*.3 1.*.2.*.4",
    "*.*.2.*.* >2.3 <3", "*.*.2.*.* >2.3 <3.1", "1 - 0", "2.0.0 - 2.0.0",
]
