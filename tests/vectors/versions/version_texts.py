"""Texts of versions that make.py asks about, as (name or None, text): long ones have a name."""

MOST = 2**53 - 1


def texts(block):
    """A line each, without name."""
    return [(None, line.strip()) for line in block.strip().splitlines()]


GOOD = texts("""
    0.0.0
    1.2.3
    10.200.3000
    1.2.3-rc.1
    1.2.3-0
    1.2.3-a.0.b-1.--
    1.2.3-x.Y.Z9
    1.2.3-0a.00a.-01
    1.2.3-18446744073709551616
    1.2.3+001.-.b
    1.2.3-rc.1+a-b.7
    1.2.3+-rc.1
    1.0.0-stable.1.experimental
    1.2.3.stable
    1.2.3.experimental
    1.2.3.legacy
    1.2.3.beta
    1.2.3.b_e_ta9
    1.2.3.experimental-rc.1
    1.2.3.legacy+7
    1.2.3.nightly-a.1+b.2
    2.stable.1.stable.0.stable
    2.experimental.1.experimental.0.experimental
    2.legacy.1.legacy.0.legacy
    2.stable.1.experimental.0.legacy
    2.experimental.1.stable.0.stable
    2.stable.1.legacy.0.stable
    2.stable.1.stable.0.experimental
    2.beta.1.alpha.0.beta_2
    2.stable.1.stable.0.stable-rc.1+b
    2.legacy.1.stable.0.stable-0.x
    0.experimental.0.stable.1.stable
    1.stable.2.my_x.3.stable+x.y
    1.a.2.a0.3.a_
    1.xx.2.expo.3.anything
    1.lts.22.lts.333.lts-4444.55555
""") + [
    ("2^53 - 1 everywhere", f"{MOST}.{MOST}.{MOST}"),
    ("2^53 - 1, six fields", f"{MOST}.legacy.{MOST}.stable.{MOST}.experimental-{MOST}"),
    ("a state of 32 letters", "1.2.3.a" + "z" * 31),
    ("a number of 25 digits in a tail", "1.0.0-" + "9" * 25),
    ("a number of 26 digits in a tail", "1.0.0-1" + "0" * 25),
    ("a number of 200 digits in a tail", "1.0.0-" + "3" * 200),
    ("256 bytes in six fields", "1.stable.2.stable.3.stable-" + "a" * 229),
    ("235 bytes, plain", "1.2.3-" + "a" * 229),
    ("256 bytes with build", "1.stable.2.stable.3.stable-rc+" + "b" * 226),
]

BAD = [("no text", ""), ("a blank", " ")] + texts("""
    1
    1.2
    1.2.3.4
    1.2.3.4.5
    1.2.3.4.5.6
    1.stable
    1.stable.2
    1.stable.2.stable.3
    1.stable.2.stable.3.stable.4
    1.stable.2.stable.3.stable.stable
    stable.1.stable.2.stable.3
    1.2.3.stable.stable
    v1.2.3
    =1.2.3
    V1.2.3
    ^1.2.3
    01.2.3
    1.02.3
    1.2.00
    +1.2.3
    -1.2.3
    1.-2.3
    1..3
    .1.2
    1.2.
    1.2.3.
    1.2.x
    1.2.*
    *
    x
    1.2.3.x
    1.2.3.exp
    1.2.3.any
    1.2.3.*
    1.2.3.{stable}
    1.2.3.Stable
    1.2.3.STABLE
    1.2.3._a
    1.2.3.9a
    1.x.2.stable.3.stable
    1.stable.2.exp.3.stable
    1.stable.2.any.3.stable
    1.stable.2.stable.3.
    1.2.3-
    1.2.3+
    1.2.3-+b
    1.2.3-rc+
    1.2.3-rc..1
    1.2.3-.rc
    1.2.3-rc.
    1.2.3-01
    1.2.3-rc.00
    1.2.3-rc_1
    1.2.3-rc+b_1
    1.2.3+b+c
    1.2.3+b..c
    1.2.3-é
    1.2.3.é
    1.2.3 4
    1 .2.3
    0x1.2.3
    1e3.2.3
    1,2,3
    semverx:1.2.3
    latest
""") + [
    ("a blank before", " 1.2.3"),
    ("a blank after", "1.2.3 "),
    ("a tab after", "1.2.3\t"),
    ("a line's end after", "1.2.3\n"),
    ("a line's end after a state", "1.2.3.stable\n"),
    ("a line's end in a tail", "1.2.3-rc\n"),
    ("a NUL after", "1.2.3\0"),
    ("two versions on two lines", "1.2.3\n1.2.4"),
    ("2^53", f"{MOST + 1}.0.0"),
    ("2^53 as minor", f"0.{MOST + 1}.0"),
    ("2^53 as patch, six fields", f"0.stable.0.stable.{MOST + 1}.stable"),
    ("2^64", f"0.0.{2**64}"),
    ("2^64 + 1", f"0.0.{2**64 + 1}"),
    ("200 digits", "1" * 200 + ".0.0"),
    ("5,000 digits", "1" * 5000 + ".0.0"),
    ("Arabic-Indic digits", "\u0661.\u0662.\u0663"),
    ("fullwidth digits", "\uff11.2.3"),
    ("a superscript digit", "1.2.3\u00b2"),
    ("Devanagari digits in a tail", "1.2.3-\u0967"),
    ("a one-dot leader", "1\u20242\u20243"),
    ("a Cyrillic letter in a state", "1.2.3.st\u0430ble"),
    ("a soft hyphen", "1.2.3\u00adrc"),
    ("a byte order mark", "\ufeff1.2.3"),
    ("a no-break space after", "1.2.3\u00a0"),
    ("a state of 33 letters", "1.2.3.a" + "z" * 32),
    ("257 bytes in six fields", "1.stable.2.stable.3.stable-" + "a" * 230),
    ("plain, 257 bytes when canonical", "1.2.3-" + "a" * 230),
    ("short, over 256 bytes when canonical", "1.2.3.a" + "z" * 31 + "-" + "a" * 170),
    ("257 bytes with build", "1.stable.2.stable.3.stable-rc+" + "b" * 227),
    ("5,000 dots", "." * 5000),
    ("5,000 bytes of tail", "1.2.3" + "-a.b" * 1250),
]

# Ascending; versions of a line are equal.
ORDER = [line.split() for line in """
    0.legacy.0.legacy.0.legacy-0  0.0.0.legacy-0+b
    0.0.0.legacy
    0.legacy.0.stable.0.stable
    0.alpha.0.stable.0.stable
    0.alpha_2.0.stable.0.stable
    0.alphabet.9.stable.0.stable
    0.experimental.0.stable.0.stable
    0.stable.0.legacy.9.stable
    0.stable.0.stable.0.legacy
    0.0.0-0
    0.0.0  0.stable.0.stable.0.stable  0.0.0.stable+b
    0.stable.0.stable.1.legacy
    0.0.1
    0.0.9
    0.0.10
    0.0.100
    0.stable.1.legacy.7.stable
    0.stable.1.a.0.stable
    0.stable.1.a0.0.stable
    0.stable.1.a_.0.stable
    0.stable.1.aa.0.stable
    0.stable.1.z.0.stable
    0.stable.1.experimental.99.stable
    0.1.0
    0.9.0
    0.10.0
    1.legacy.99.stable.99.stable
    1.beta.0.stable.0.stable-rc.1
    1.beta.0.stable.0.stable
    1.rc.0.legacy.0.stable
    1.rc.0.stable.0.stable
    1.0.0.experimental
    1.experimental.9.stable.9.stable
    1.stable.0.stable.0.experimental-rc
    1.stable.0.stable.0.experimental
    1.0.0--
    1.0.0-alpha  1.0.0-alpha+b  1.stable.0.stable.0.stable-alpha
    1.0.0-alpha.1
    1.0.0-alpha.1.0
    1.0.0-alpha.beta
    1.0.0-beta
    1.0.0-beta.2
    1.0.0-beta.11
    1.0.0-rc.1
    1.0.0  1.0.0+a  1.0.0+b
    1.1.0-0
    1.1.0-0.0
    1.1.0-1
    1.1.0-9
    1.1.0-10
    1.1.0-9007199254740991
    1.1.0-9007199254740992
    1.1.0-9007199254740993
    1.1.0-9999999999999999999999999
    1.1.0-10000000000000000000000000
    1.1.0-99999999999999999999999999
    1.1.0--1
    1.1.0-0a
    1.1.0-10a
    1.1.0-A
    1.1.0-Z
    1.1.0-a
    1.1.0-a.0
    1.1.0-a.9
    1.1.0-a.10
    1.1.0-a.-
    1.1.0-a.a
    1.1.0-a-
    1.1.0-a-a
    1.1.0-a0
    1.1.0-aa
    1.1.0-b
    1.1.0
    2.legacy.0.stable.0.stable
    2.0.0
    10.0.0
    9007199254740990.0.0
    9007199254740991.0.0
""".strip().splitlines()]
