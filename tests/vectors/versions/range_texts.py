"""Texts of ranges that make.py asks about, as (name or None, text): long ones have a name."""

from version_texts import MOST, texts

GOOD = [("nothing", ""), ("blanks", " \t "), ("the scheme alone", "semverx:")] + texts("""
    *
    x
    X.x.*
    *.*
    ||
    *||
    1
    1.x
    1.X.*
    1.2
    1.2.*
    1.2.x-rc.1
    1.x.x+b
    1.2.3
    =1.2.3
    = 1.2.3
    =1
    =*
    1.2.3-rc.1+b
    ^1.2.3
    ^ 1.2.3
    ~1.2
    ~0.0.x
    >=1.2.3 <2
    >= 1.2.3   < 2.x
    >1,<2
    >1 , <2 ,~1.5
    ^*
    >x
    <*
    1 - 2
    1.2.3-rc - 2.x
    * - *
    1.*.*.stable - 2.stable.0.stable.0.stable
    1.2.3--1 - 2.0.0--
    1 || 2
    1||2||1
    1 2 1
    1 1.x =1
    1 & 2
    1&1
    1& ||2
    ^1.2 & >1.4, <=1.9 || ~2.0.1-rc.1 & *
    1 || 2 & 3 || 2 & 3
    semverx:1.*.*.stable
    semverx: 1
    semverx:^1||2
    1.*.*.stable
    *.*.*.*
    *.*.*.stable
    1.x.X.legacy
    1.2.3.stable
    1.2.3.experimental
    1.2.3.nightly-rc.1+b
    1.2.*.{stable|exp}
    1.2.3.{legacy|b|exp|a|stable}
    1.2.3.{exp}
    1.2.3.{exp|experimental}-rc
    1.2.3.{a|a}
    1.2.3.{exp|experimental|legacy}
    1.stable.2
    1.stable.*
    *.stable.*
    1.{stable|exp}.x
    1.{exp}.2
    1.stable.2.stable.3
    1.*.*.*.*
    2.stable.1.*.*
    2.stable.*.*.*
    2.stable.1.*.*.{stable|exp}
    2.stable.*.stable.*.stable
    2.stable.1.stable.0.stable
    2.stable.1.legacy.0.exp_2-rc.1
    *.*.*.*.*.*
    *.legacy.*.legacy.*.legacy
    1.*.2.*.3.*
    *.stable.2.*.3.stable
    ^1.stable.2
    ^1.stable.*.*.*.*
    ^1.*.*.experimental
    ^0.stable.0.stable.*
    ~1.stable.2.stable.*.stable
    >=2.*.*.stable <3.*.*.stable
    >=1.{stable|exp}.*
    >1.stable.2.{stable|b|a}.*.*
    <=1.2.3.legacy
    <1.stable.2.stable.3.stable-rc.1+x
    >=*.*.*.stable
    ~*.legacy.*
""") + [
    ("2^53 - 1", f"^{MOST}.{MOST}.{MOST} || >{MOST} <={MOST}.{MOST}"),
    ("tabs", "\t>=\t1.2.3\t<2\t||\t1\t-\t2\t"),
    ("64 comparators in one group", " ".join(f">{n}" for n in range(64))),
    ("64 comparators in 64 sets", "||".join(str(n) for n in range(64))),
    ("64 comparators in 64 groups", "&".join(str(n) for n in range(64))),
    ("32 hyphen groups", "||".join(f"{n} - {n + 1}" for n in range(32))),
    ("64 empty sets", "||" * 63),
    ("64 times the same", " ".join(["1.2.3"] * 64)),
    ("4096 bytes of blanks and a 1", " " * 4095 + "1"),
    ("4096 bytes with the scheme", "semverx:" + " " * 4087 + "1"),
    ("eight states", "1.2.3.{a|b|c|d|e|f|g|h}"),
    ("a partial of 256 bytes and a build", "1.stable.2.stable.3.stable-" + "a" * 229 + "+" + "b" * 99),
    ("a tail that is dropped may be long", "1.2.x-" + "a" * 999),
    ("13 comparators of 256 bytes and one with a build that is dropped",
     " ".join(f"{n}.stable.2.stable.3.stable-" + "a" * 229 for n in range(1, 10)) + " 1.2.3+" + "b" * 999),
]

BAD = texts("""
    1.2.3.4
    1.2.3.4.5
    1.2.3.4.5.6
    1.2.3.4.5.6.7
    1.stable
    *.stable
    stable
    stable.1.2
    1.stable.2.stable
    1.stable.2.stable.3.stable.4
    3.stable.*.*.{stable|experimental}
    1.2.stable
    1.2.3.exp
    1.2.3.any
    1.2.3.x
    1.2.3.X
    1.x.2.x.3
    1.x.2.x.3.x
    1.stable.2.x.3.stable
    1.stable.2.any.3.stable
    1.2.3.{}
    1.2.3.{
    1.2.3.}
    1.2.3.{stable
    1.2.3.{stable|}
    1.2.3.{|stable}
    1.2.3.{stable||exp}
    1.2.3.{stable | exp}
    1.2.3.{stable,exp}
    1.2.3.{*}
    1.2.3.{x}
    1.2.3.{any|stable}
    1.2.3.{stable}{exp}
    1.2.3.{{stable}}
    1.2.3.{a|b|c|d|e|f|g|h|i}
    1.2.3.{a|a|a|a|a|a|a|a|a}
    1.2.3.Stable
    {1|2}.2.3
    1.*.3
    *.1
    x.x.1
    ^1.*.3
    ~*.2
    1.*.3 - 2
    ^1.*.3.stable
    >=1.*.2.*.3.*
    >=1.2.3.*
    ^1.2.3.{stable|exp}
    ~1.{stable|exp}.2
    >*.stable.2
    *.stable.2 - 3
    1.*.*.stable-rc
    1.2.3.{stable|exp}-rc
    1.2.3.*-rc
    1.stable.2-rc
    1.stable.2.stable.3-rc
    1-rc
    1.2-rc
    *-rc
    1+b
    1.2+b
    1.2.3-
    1.2.3+
    1.2.3-01
    1.2.3-rc..1
    1.2.3-rc_1
    1.2.3+b_1
    01
    1.02
    1.2.03
    1.
    .1
    1..2
    v1.2.3
    =v1
    ==1
    => 1
    >> 1
    ^^1
    ~>1.2
    ~ > 1.2
    ^~1
    !1
    !=1
    <>1
    > =1
    1 -
    - 2
    1-2
    1 -2
    1- 2
    1 - 2 - 3
    1 - 2 3
    1 - 2, 3
    1 2 - 3
    >1 - 2
    1 - <2
    1 - || 2
    1 – 2
    ,
    1,
    ,1
    1,,2
    1, ,2
    1 |
    | 1
    1 | 2
    1 ||| 2
    ^
    >=
    1 >=
    >1<2
    1.2.3<2
    a
    latest
    next
    (1)
    "1"
    1;2
    1 and 2
    Semverx:1
    semverx:semverx:1
    semver:1
    1 || semverx:2
    1.2.3.é
    1.2.3-é
""") + [
    ("a blank before the scheme", " semverx:1"),
    ("a line's end between comparators", ">1\n<2"),
    ("a line's end after", "1.2.3\n"),
    ("a no-break space between comparators", ">1\u00a0<2"),
    ("a NUL", "1\0"),
    ("Arabic-Indic digits", "\u0661"),
    ("fullwidth digits", "^\uff11.2"),
    ("a superscript digit", "1.\u00b2"),
    ("a fullwidth asterisk", "\uff0a"),
    ("2^53", str(MOST + 1)),
    ("2^53 as minor", f"^1.{MOST + 1}"),
    ("2^53 as patch", f">1.2.{MOST + 1}"),
    ("2^53 in a field", f"1.stable.{MOST + 1}.stable.*"),
    ("2^64 + 1", f"<{2**64 + 1}"),
    ("4,000 digits", "9" * 4000),
    ("a state of 33 letters", "1.2.3.a" + "z" * 32),
    ("a partial of 257 bytes", "1.stable.2.stable.3.stable-" + "a" * 230),
    ("a plain partial of 257 bytes when canonical", ">=1.2.3-" + "a" * 230),
    ("4097 bytes", " " * 4096 + "1"),
    ("4097 bytes, malformed besides", "(" * 4097),
    ("4,096 bytes of opened braces", "{" * 4096),
    ("65 comparators in one group", " ".join(f">{n}" for n in range(65))),
    ("65 comparators in 65 sets", "||".join(str(n) for n in range(65))),
    ("65 comparators in 65 groups", "&".join(str(n) for n in range(65))),
    ("65 empty sets", "||" * 64),
    ("65 times the same", " ".join(["1.2.3"] * 65)),
    ("63 comparators and a hyphen group", "||".join(map(str, range(63))) + "|| 1 - 2"),
    ("over 4096 bytes only in canonical text", "||".join(f"{n}.2.3.{{exp}}-" + "a" * 45 for n in range(64))),
]
