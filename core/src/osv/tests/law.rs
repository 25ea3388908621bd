//! Evaluation against a second one, written after the schema's pseudo-code: it tries every event in
//! turn on versions of the crate `semver`.

use proptest::prelude::*;

use super::{range, v};
use crate::semverx::Version;

type Event = (&'static str, Version, usize);

fn version() -> impl Strategy<Value = Version> {
    let state = "stable|experimental|legacy|beta_2";
    let text = format!("[0-1]\\.({state})\\.[0-2]\\.({state})\\.0\\.stable(-(a|rc\\.1))?");
    proptest::string::string_regex(&text)
        .expect("a pattern")
        .prop_map(|text| v(&text))
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let closing = prop_oneof![Just("fixed"), Just("last_affected")];
    closing.prop_flat_map(|closing| {
        let kind = prop_oneof![
            4 => Just("introduced"),
            1 => Just("first"),
            4 => Just(closing),
            1 => Just("limit"),
            1 => Just("endless"),
        ];
        proptest::collection::vec((kind, version(), 0..3_usize), 1..7)
    })
}

/// The event as JSON, its version in one of three spellings.
fn written((kind, version, spelling): &Event, native: bool) -> String {
    let text = match spelling {
        0 => version.to_string(),
        1 if !native => version.to_semver(),
        _ => version.to_compact(),
    };
    match *kind {
        "first" => r#"{"introduced":"0"}"#.into(),
        "endless" => r#"{"limit":"*"}"#.into(),
        kind => format!(r#"{{"{kind}":"{text}"}}"#),
    }
}

fn semver(version: &Version) -> semver::Version {
    semver::Version::parse(&version.to_semver()).expect("SemVer")
}

/// The pseudo-code's `IncludedInRanges`, for one range.
fn included(version: &Version, events: &[Event]) -> bool {
    let v = semver(version);
    if !before_limits(&v, events) {
        return false;
    }
    let place = |event: &Event| (event.0 != "first").then(|| semver(&event.1));
    let mut sorted: Vec<&Event> = events.iter().collect();
    sorted.sort_by(|a, b| {
        let of_one = || (a.0 == "last_affected").cmp(&(b.0 == "last_affected"));
        let order = match (place(a), place(b)) {
            (Some(a), Some(b)) => a.cmp_precedence(&b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        order.then_with(of_one)
    });
    let mut vulnerable = false;
    for event in sorted {
        let at = semver(&event.1);
        match event.0 {
            "first" => vulnerable = true,
            "introduced" if v.cmp_precedence(&at).is_ge() => vulnerable = true,
            "fixed" if v.cmp_precedence(&at).is_ge() => vulnerable = false,
            "last_affected" if v.cmp_precedence(&at).is_gt() => vulnerable = false,
            _ => {}
        }
    }
    vulnerable
}

fn before_limits(v: &semver::Version, events: &[Event]) -> bool {
    let mut limits = events
        .iter()
        .filter(|e| matches!(e.0, "limit" | "endless"))
        .peekable();
    limits.peek().is_none()
        || limits.any(|e| e.0 == "endless" || v.cmp_precedence(&semver(&e.1)).is_lt())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn ranges_hold_what_the_pseudo_code_says(
        events in events(),
        versions in proptest::collection::vec(version(), 8),
    ) {
        let introduces = events.iter().any(|e| matches!(e.0, "introduced" | "first"));
        for (kind, native) in [("SEMVER", false), ("ECOSYSTEM", true)] {
            let text: Vec<String> = events.iter().map(|e| written(e, native)).collect();
            let read = range(kind, &text.join(","));
            prop_assert_eq!(read.is_ok(), introduces, "{:?}", text);
            let Ok(advisory) = read else { continue };
            let named = events.iter().map(|e| &e.1);
            for version in versions.iter().chain(named) {
                let expected = included(version, &events);
                prop_assert_eq!(
                    advisory.affects("core", version), expected, "{} in {:?}", version, text
                );
            }
        }
    }
}
