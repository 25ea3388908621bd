//! Limits and wrong texts.

use super::{r, v};
use crate::semverx::{Problem, RangeError, Version, VersionError, VersionRange};
use crate::{Code, Failure};

fn problem(text: &str) -> (usize, Problem) {
    let VersionError::Malformed {
        column,
        problem,
        suggestion,
        text: quoted,
    } = Version::parse(text).expect_err(text);
    assert!(quoted.chars().count() <= 81);
    if let Some(suggestion) = suggestion {
        assert!(
            Version::parse(&suggestion).is_ok(),
            "{text} suggests {suggestion}"
        );
    }
    (column, problem)
}

#[test]
fn wrong_versions_say_where() {
    for (text, column, wanted) in [
        ("", 1, Problem::Empty),
        ("1", 1, Problem::Fields { found: 1 }),
        ("1.2", 1, Problem::Fields { found: 2 }),
        ("1.2.3.stable.4", 1, Problem::Fields { found: 5 }),
        (
            "1.stable.2.stable.3.stable.4",
            1,
            Problem::Fields { found: 7 },
        ),
        ("1.2.", 5, Problem::Number),
        ("1.2.03", 5, Problem::Number),
        ("1.2.-3", 5, Problem::Number),
        ("1.2.+3", 5, Problem::Number),
        ("v1.2.3", 1, Problem::Number),
        (" 1.2.3", 1, Problem::Number),
        ("1.2.3 ", 5, Problem::Number),
        ("1.2.3\n", 5, Problem::Number),
        ("1.2.x", 5, Problem::Number),
        ("١.٢.٣", 1, Problem::Number),
        ("é.2.x", 1, Problem::Number),
        ("1.é.3", 3, Problem::Number),
        ("1.2.3.４", 7, Problem::State),
        ("1.2.9007199254740992", 5, Problem::TooLarge),
        ("18446744073709551617.0.0", 1, Problem::TooLarge),
        ("1.2.3.Stable", 7, Problem::State),
        ("1.2.3.exp", 7, Problem::State),
        ("1.x.2.stable.3.stable", 3, Problem::State),
        ("1.2.3-", 7, Problem::Tail),
        ("1.2.3-a..b", 9, Problem::Tail),
        ("1.2.3-01", 7, Problem::Tail),
        ("1.2.3-é", 7, Problem::Tail),
        ("1.2.3-a_b", 7, Problem::Tail),
        ("1.2.3+", 7, Problem::Build),
        ("1.2.3+a+b", 7, Problem::Build),
    ] {
        assert_eq!(problem(text), (column, wanted), "{text:?}");
    }
}

#[test]
fn the_length_is_limited_in_every_form() {
    let plain = |len: usize| format!("1.2.3-{}", "a".repeat(len));
    // Six fields of a stable version have 21 bytes more than three.
    let longest = plain(Version::MAX_LEN - 21 - 6);
    assert_eq!(v(&longest).to_string().len(), Version::MAX_LEN);
    assert!(v(&v(&longest).to_string()).identical(&v(&longest)));
    assert_eq!(
        problem(&plain(Version::MAX_LEN - 21 - 5)).1,
        Problem::TooLong
    );
    let state = "z".repeat(32);
    assert_eq!(v(&format!("1.2.3.{state}")).state().name(), state);
    assert_eq!(problem(&format!("1.2.3.{state}z")).1, Problem::State);
    for hostile in [
        "9".repeat(1 << 20),
        "1.".repeat(1 << 19),
        "-".repeat(1 << 20),
        "é".repeat(1 << 19),
    ] {
        assert_eq!(problem(&hostile).1, Problem::TooLong);
    }
    let numeric = format!("1.2.3-{}", "9".repeat(200));
    assert!(v(&numeric) < v(&format!("1.2.3-1{}", "0".repeat(200))));
    let max = v("9007199254740991.9007199254740991.9007199254740991");
    assert_eq!(max.numbers(), [Version::MAX_NUMBER; 3]);
}

#[test]
fn wrong_ranges_say_where() {
    for (text, column, wanted) in [
        ("v1", 1, Problem::Number),
        ("~>1", 2, Problem::Number),
        ("1 || v2", 6, Problem::Number),
        ("1.2.3.4", 7, Problem::State),
        ("1.x.3", 5, Problem::NumberAfterWildcard),
        ("1.2-rc", 4, Problem::TailOnPattern),
        ("1.*.*.stable-rc", 13, Problem::TailOnPattern),
        ("1.stable", 1, Problem::Shape),
        ("1.2.3.stable.4.stable.5", 1, Problem::Shape),
        ("1.x.2.stable.3.stable", 3, Problem::State),
        ("1.2.3.{", 7, Problem::Braces),
        ("1.2.3.{}", 8, Problem::State),
        ("1.2.3.{a|}", 10, Problem::State),
        ("1.2.3.{a|x}", 10, Problem::State),
        ("1.2.3.{a|b|c|d|e|f|g|h|i}", 7, Problem::Braces),
        ("1.2.3.exp", 7, Problem::State),
        (">=", 3, Problem::Missing),
        (">= || 1", 4, Problem::Missing),
        ("1 - ", 5, Problem::Missing),
        ("1 - 2 3", 7, Problem::Unexpected),
        ("1 | 2", 3, Problem::Unexpected),
        ("1,,2", 3, Problem::Unexpected),
        (",1", 1, Problem::Unexpected),
        ("1,", 3, Problem::Unexpected),
        ("1 2 - 3", 5, Problem::Number),
        (" semverx:1", 2, Problem::Number),
        ("semverx:semverx:1", 9, Problem::Number),
        ("1.2.3\u{a0}", 5, Problem::Number),
        ("١", 1, Problem::Number),
        (">=1.stable.*.*.3.stable", 3, Problem::NumberAfterGap),
        ("^1.2.3.{stable|exp}", 2, Problem::NumberAfterGap),
        ("9007199254740992", 1, Problem::TooLarge),
    ] {
        let error = VersionRange::parse(text).expect_err(text);
        assert_eq!(error.code(), Code::Range);
        let RangeError::Malformed {
            column: at,
            problem,
            suggestion,
            ..
        } = error
        else {
            panic!("{text}: {error}")
        };
        assert_eq!((at, problem), (column, wanted), "{text:?}");
        if let Some(suggestion) = suggestion {
            assert!(
                VersionRange::parse(&suggestion).is_ok(),
                "{text} suggests {suggestion}"
            );
        }
    }
}

#[test]
fn ranges_have_limits() {
    let comparators = |n: usize, joint: &str| vec!["1"; n].join(joint);
    for joint in [" ", " || ", " & ", ",", " \t"] {
        r(&comparators(64, joint));
        let error = VersionRange::parse(&comparators(65, joint)).unwrap_err();
        assert_eq!(error, RangeError::TooManyComparators, "{joint:?}");
        assert_eq!(error.code(), Code::Limit);
    }
    r(&"||".repeat(63));
    assert_eq!(
        VersionRange::parse(&"||".repeat(64)),
        Err(RangeError::TooManyComparators)
    );
    assert_eq!(
        VersionRange::parse(&"&".repeat(64)),
        Err(RangeError::TooManyComparators)
    );
    r(&" ".repeat(VersionRange::MAX_LEN));
    let found = VersionRange::MAX_LEN + 1;
    assert_eq!(
        VersionRange::parse(&" ".repeat(found)),
        Err(RangeError::TooLong { found })
    );
    let million = "1 ".repeat(1_000_000);
    assert_eq!(
        VersionRange::parse(&million),
        Err(RangeError::TooLong { found: 2_000_000 })
    );
    // Short as written, too long in canonical form.
    let member = "exp|aaaaaaaaaaaaaaaa";
    let pattern = |i: usize| format!("{i}.{{{member}}}.*.{{{member}}}.*.{{exp}}");
    let text: Vec<String> = (0..64).map(pattern).collect();
    assert!(text.join("||").len() < VersionRange::MAX_LEN);
    assert!(matches!(
        VersionRange::parse(&text.join("||")),
        Err(RangeError::TooLong { .. })
    ));
}

#[test]
fn results_have_limits_too() {
    let many: Vec<String> = (0..40).map(|i| format!("^{i}")).collect();
    let many = r(&many.join(" || "));
    assert_eq!(many.union(&many).unwrap(), many);
    let more: Vec<String> = (40..80).map(|i| format!("^{i}")).collect();
    let more = r(&more.join(" || "));
    assert_eq!(many.union(&more), Err(RangeError::TooManyComparators));
    assert_eq!(many.intersect(&more), Err(RangeError::TooManyComparators));
}
