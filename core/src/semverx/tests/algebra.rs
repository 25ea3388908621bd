//! Ranges as sets, against every version of a finite universe.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{r, range, v};
use crate::Failure;
use crate::semverx::{RangeError, Version};

/// Every version over what the generated ranges mention (numbers to 2, `a`, tails 0, a, a.0) and
/// the next values above it.
static UNIVERSE: LazyLock<Vec<Version>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for code in 0..4_usize.pow(3) {
        let [a, b, c] = [code / 16, code / 4 % 4, code % 4];
        for states in 0..4_usize.pow(3) {
            let name = |i: usize| ["stable", "experimental", "legacy", "a"][i];
            let [s, t, u] = [states / 16, states / 4 % 4, states % 4].map(name);
            for tail in ["", "-0", "-0.0", "-a", "-a.0", "-a.0.0"] {
                all.push(v(&format!("{a}.{s}.{b}.{t}.{c}.{u}{tail}")));
            }
        }
    }
    all
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn subset_and_empty_agree_with_trying_everything(a in range(), b in range()) {
        let outside = UNIVERSE.iter().find(|v| a.contains(v) && !b.contains(v));
        let witness = a.witness_outside(&b).unwrap();
        prop_assert_eq!(witness.is_some(), outside.is_some(), "{:?} {:?}", witness, outside);
        if let Some(found) = witness {
            prop_assert!(a.contains(&found) && !b.contains(&found), "{}", found);
        }
        prop_assert_eq!(a.is_subset(&b).unwrap(), outside.is_none());
        prop_assert_eq!(a.is_empty().unwrap(), !UNIVERSE.iter().any(|v| a.contains(v)));
    }

    #[test]
    fn intersection_and_union_are_those_of_sets(a in range(), b in range()) {
        let (both, either) = (a.intersect(&b).unwrap(), a.union(&b).unwrap());
        prop_assert_eq!(&r(both.as_str()), &both);
        prop_assert_eq!(&r(either.as_str()), &either);
        for version in UNIVERSE.iter().step_by(7) {
            let (x, y) = (a.contains(version), b.contains(version));
            prop_assert_eq!(both.contains(version), x && y, "{}", version);
            prop_assert_eq!(either.contains(version), x || y, "{}", version);
        }
        prop_assert!(both.is_subset(&a).unwrap() && a.is_subset(&either).unwrap());
    }
}

#[test]
fn large_numbers_and_long_gaps() {
    for (a, b, subset) in [
        ("^1.2.3", ">=1.2.3 <2", true),
        (">=1.2.3 <2", "^1.2.3", true),
        ("^1.2.3-rc", "^1.2.3", false),
        ("*", ">=0", true),
        (">=0", "*", true),
        ("*", "<=9007199254740991", true),
        ("*", "<9007199254740991", false),
        (">=1000000", ">999999", true),
        (">999999", ">1000000", false),
        ("1 || 2", "1 - 2", true),
        ("1 - 2", "1 || 2", true),
        ("1.*.*.{stable|experimental}", "1", false),
        ("1", "1.*.*.{stable|experimental}", true),
        ("1.*.*.beta", "1.*.*.{beta|alpha}", true),
        (">1.0.0-a <1.0.0-a.0", "2", true),
        (">1.0.0-a <1.0.0-a.1", "2", false),
    ] {
        assert_eq!(r(a).is_subset(&r(b)).unwrap(), subset, "{a} within {b}");
    }
    for (text, empty) in [
        ("", false),
        ("<0", true),
        ("<0.0.0-0", true),
        (">1 <2", true),
        (">9007199254740991", true),
        ("*.*.*.beta", false),
        ("^1 & *.*.*.legacy", true),
        ("^1 *.*.*.legacy", true),
        (">=1.legacy.0 1.*.*.legacy", false),
    ] {
        assert_eq!(r(text).is_empty().unwrap(), empty, "{text}");
    }
}

#[test]
fn sixty_four_comparators_are_compared() {
    let many = |step: usize| -> String {
        let texts: Vec<String> = (0..64)
            .map(|i| format!("^{}.{i}.{i}", i * step + 1))
            .collect();
        texts.join(" || ")
    };
    assert!(r(&many(1)).is_subset(&r(">=1")).unwrap());
    assert!(!r(&many(1)).is_subset(&r(&many(2))).unwrap());
    assert!(r(&many(3)).is_subset(&r(">=1 <200")).unwrap());
}

/// Patterns that each fix one number, in every combination.
#[test]
fn what_takes_too_long_is_an_error() {
    let fixing = |at: usize| {
        (0..21).map(move |i| {
            let mut numbers = ["*"; 3].map(str::to_owned);
            numbers[at] = (i * 2).to_string();
            let [a, b, c] = numbers;
            format!("{a}.stable.{b}.stable.{c}.stable")
        })
    };
    let texts: Vec<String> = (0..3).flat_map(fixing).collect();
    let crossing = r(&texts.join(" || "));
    let error = crossing.is_subset(&r("*")).unwrap_err();
    assert!(matches!(error, RangeError::TooComplex { .. }), "{error}");
    assert_eq!(error.code(), crate::Code::Limit);
    assert!(!crossing.is_empty().unwrap() && !r("*").is_subset(&crossing).unwrap());
}

#[test]
fn a_tail_too_long_for_a_successor_is_an_error() {
    let above = |len: usize| r(&format!(">1.0.0-{}", "a".repeat(len)));
    assert!(!above(100).is_subset(&r("2")).unwrap());
    let error = above(101).is_subset(&r("2")).unwrap_err();
    assert!(matches!(error, RangeError::TooComplex { .. }), "{error}");
    assert!(above(101).is_subset(&above(101)).unwrap());
}
