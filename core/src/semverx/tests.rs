//! Whole texts in, whole answers out.

mod algebra;
mod hostile;
mod laws;
mod ranges;

use proptest::prelude::*;

use super::{Version, VersionRange};

fn v(text: &str) -> Version {
    Version::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn r(text: &str) -> VersionRange {
    VersionRange::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// Names of states that lie close together.
const STATES: [&str; 8] = [
    "stable",
    "stable",
    "experimental",
    "legacy",
    "a",
    "a0",
    "a_b",
    "zeta",
];

/// Tails that lie close together, none among them.
const TAILS: [&str; 14] = [
    "", "", "-0", "-1", "-10", "-9", "-a", "-a.0", "-a.b", "-a-", "-A", "-rc.1", "-rc.10",
    "-rc.1.0",
];

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![
        4 => 0_u64..3,
        1 => 8_u64..12,
        1 => 0..=Version::MAX_NUMBER,
        1 => Just(Version::MAX_NUMBER),
    ]
}

/// Versions, many of them alike in their first fields.
fn version() -> impl Strategy<Value = Version> {
    let field = || (number(), prop::sample::select(&STATES[..]));
    let tail = prop_oneof![
        9 => prop::sample::select(&TAILS[..]).prop_map(str::to_owned),
        1 => "-(0|[1-9][0-9]{0,30}|[a-zA-Z-][0-9a-zA-Z-]{0,40})(\\.(0|[1-9][0-9]{0,2}|[a-z]))?",
    ];
    let build = prop::sample::select(&["", "", "+b", "+001.x-y"][..]);
    (field(), field(), field(), tail, build).prop_map(|((a, s), (b, t), (c, u), tail, build)| {
        v(&format!("{a}.{s}.{b}.{t}.{c}.{u}{tail}{build}"))
    })
}

/// Texts of ranges over small numbers; some of them break a rule.
fn range_text() -> impl Strategy<Value = String> {
    let num = || prop::sample::select(&["0", "1", "2", "*"][..]);
    let state = || {
        let fields = [
            "stable",
            "stable",
            "experimental",
            "a",
            "*",
            "{exp|a}",
            "{stable|legacy}",
        ];
        prop::sample::select(fields.to_vec())
    };
    let tail = || prop::sample::select(&["", "", "", "-0", "-a", "-a.0"][..]);
    let partial = prop_oneof![
        3 => (num(), num(), num(), tail()).prop_map(|(a, b, c, t)| format!("{a}.{b}.{c}{t}")),
        1 => (num(), num()).prop_map(|(a, b)| format!("{a}.{b}")),
        1 => (num(), num(), num(), state(), tail()).prop_map(|(a, b, c, s, t)| format!("{a}.{b}.{c}.{s}{t}")),
        1 => (num(), state(), num()).prop_map(|(a, s, b)| format!("{a}.{s}.{b}")),
        2 => ([num(), num(), num()], [state(), state(), state()], tail())
            .prop_map(|([a, b, c], [s, t, u], tail)| format!("{a}.{s}.{b}.{t}.{c}.{u}{tail}")),
    ];
    let op = prop::sample::select(&["", "", "^", "~", ">=", "<=", ">", "<", "="][..]);
    let comparator = (op, partial).prop_map(|(op, partial)| format!("{op}{partial}"));
    let joint = prop::sample::select(&[" ", " ", " || ", " & ", " - ", ", "][..]);
    prop::collection::vec((comparator, joint), 1..4).prop_map(|pieces| {
        let last = pieces.len() - 1;
        let piece = |(i, (text, joint))| match i == last {
            true => text,
            false => format!("{text}{joint}"),
        };
        pieces.into_iter().enumerate().map(piece).collect()
    })
}

fn range() -> impl Strategy<Value = VersionRange> {
    range_text().prop_filter_map("breaks a rule", |text| VersionRange::parse(&text).ok())
}
