//! Many advisories: ids, aliases, counts.

use super::v;
use crate::osv::{Advisories, Advisory, MAX_EVENTS, OsvError};
use crate::{Code, Failure};

fn advisory(id: &str, aliases: &str, versions: &str) -> Advisory {
    let text = format!(
        r#"{{"id":"{id}","aliases":[{aliases}],"affected":[
            {{"package":{{"ecosystem":"SemVerX","name":"core"}},"versions":[{versions}]}}]}}"#
    );
    Advisory::parse(&text).expect(&text)
}

fn ids(found: &[&Advisory]) -> Vec<String> {
    found
        .iter()
        .map(|advisory| advisory.id().to_owned())
        .collect()
}

#[test]
fn they_are_found_by_package_in_order_of_ids() {
    let mut all = Advisories::new();
    for (id, versions) in [
        ("C", r#""1.0.0""#),
        ("A", r#""1.0.0","2.0.0""#),
        ("B", r#""2.0.0""#),
    ] {
        all.add(id, advisory(id, "", versions)).unwrap();
    }
    assert_eq!(ids(&all.affecting("core", &v("1.0.0"))), ["A", "C"]);
    assert_eq!(ids(&all.affecting("core", &v("2.0.0+b"))), ["A", "B"]);
    assert!(all.affecting("core", &v("3.0.0")).is_empty());
    assert!(all.affecting("cord", &v("1.0.0")).is_empty());
    assert_eq!(ids(&all.iter().collect::<Vec<_>>()), ["A", "B", "C"]);
    assert_eq!(all.get("B").map(Advisory::id), Some("B"));
    assert!(all.get("D").is_none());
}

#[test]
fn one_id_says_one_thing() {
    let mut all = Advisories::new();
    all.add(
        "a/1.json",
        advisory("A", r#""x","y""#, r#""1.0.0","2.0.0""#),
    )
    .unwrap();
    // The same in other words.
    all.add(
        "b/1.json",
        advisory("A", r#""y","x","x""#, r#""2.0.0","1.0.0""#),
    )
    .unwrap();
    assert_eq!((all.counts().advisories, all.counts().repeated), (1, 1));
    for other in [
        advisory("A", r#""x""#, r#""1.0.0","2.0.0""#),
        advisory("A", r#""x","y""#, r#""1.0.0""#),
        Advisory::parse(r#"{"id":"A","withdrawn":"2026-01-01T00:00:00Z"}"#).unwrap(),
    ] {
        let error = all.add("b/2.json", other).unwrap_err();
        assert_eq!(error.code(), Code::Corrupt);
        let message = error.to_string();
        assert_eq!(
            message,
            "A stands in a/1.json and in b/2.json, and they do not say the same"
        );
        assert!(matches!(error, OsvError::Disagree { .. }));
    }
    assert_eq!(ids(&all.affecting("core", &v("1.0.0"))), ["A"]);
    assert_eq!(all.counts().advisories, 1);
}

#[test]
fn aliases_hold_both_ways_and_in_circles() {
    let mut all = Advisories::new();
    // A → B → C → A, themselves, and D → X ← E where X is nobody here.
    for (id, aliases) in [
        ("A", r#""B","A""#),
        ("B", r#""C""#),
        ("C", r#""A""#),
        ("D", r#""X""#),
        ("E", r#""X""#),
    ] {
        all.add(id, advisory(id, aliases, r#""1.0.0""#)).unwrap();
    }
    for (one, other, are_one) in [
        ("A", "C", true),
        ("C", "B", true),
        ("B", "A", true),
        ("D", "E", true),
        ("X", "D", true),
        ("A", "D", false),
        ("A", "nobody", false),
        ("nobody", "nobody", true),
    ] {
        assert_eq!(all.are_one(one, other), are_one, "{one} {other}");
        assert_eq!(all.are_one(other, one), are_one, "{other} {one}");
    }
}

/// A ring of 100,000, and as many in a chain: no depth to run out of, no step that is slow.
#[test]
fn long_rings_of_aliases_end() {
    let mut all = Advisories::new();
    let count = 100_000;
    for index in 0..count {
        let alias = format!("\"R{}\"", (index + 1) % count);
        let text = format!(r#"{{"id":"R{index}","aliases":[{alias}]}}"#);
        all.add("ring", Advisory::parse(&text).unwrap()).unwrap();
    }
    assert!(all.are_one("R0", &format!("R{}", count / 2)));
    assert_eq!(all.counts().foreign, count);
}

#[test]
fn an_update_brings_what_the_old_one_had_under_no_id() {
    let mut all = Advisories::new();
    all.add("1", advisory("CVE-1", "", r#""1.0.0""#)).unwrap();
    all.add("2", advisory("GHSA-1", r#""CVE-1""#, r#""2.0.0""#))
        .unwrap();
    all.add("3", advisory("NEW-1", "", r#""2.0.0""#)).unwrap();
    all.add("4", advisory("OLD-1", "", r#""1.0.0","2.0.0""#))
        .unwrap();
    let brought = all.brought_by("core", &v("1.0.0"), &v("2.0.0"));
    assert_eq!(ids(&brought), ["NEW-1"]);
    assert_eq!(
        ids(&all.brought_by("core", &v("3.0.0"), &v("1.0.0"))),
        ["CVE-1", "OLD-1"]
    );
}

/// As many as one advisory may have: each fix is introduced again at the next number.
#[test]
fn many_events_and_ranges_are_looked_at_once() {
    let about = |ranges: &str| {
        let text = format!(
            r#"{{"id":"A","affected":[{{"package":{{"ecosystem":"SemVerX","name":"core"}},"ranges":[{ranges}]}}]}}"#
        );
        Advisory::parse(&text).unwrap()
    };
    let pairs =
        (0..MAX_EVENTS / 2).map(|n| format!(r#"{{"introduced":"1.{n}.0"}},{{"fixed":"1.{n}.1"}}"#));
    let pairs: Vec<String> = pairs.collect();
    let one = about(&format!(
        r#"{{"type":"SEMVER","events":[{}]}}"#,
        pairs.join(",")
    ));
    let several = pairs
        .iter()
        .map(|pair| format!(r#"{{"type":"ECOSYSTEM","events":[{pair}]}}"#));
    let several = about(&several.collect::<Vec<_>>().join(","));
    for advisory in [one, several] {
        for (affected, fix) in [("1.0.0", "1.0.1"), ("1.49999.0", "1.49999.1")] {
            assert!(advisory.affects("core", &v(affected)));
            assert_eq!(advisory.fix("core", &v(affected)), Some(&v(fix)));
        }
        assert!(!advisory.affects("core", &v("1.7.1")));
        assert_eq!(advisory.fix("core", &v("1.49999.1")), None);
    }
}

#[test]
fn everything_is_counted() {
    let mut all = Advisories::new();
    let texts = [
        r#"{"id":"A","affected":[{"package":{"ecosystem":"SemVerX","name":"core"},"ranges":[
            {"type":"GIT","events":[{"introduced":"0"}]},{"type":"GIT","events":[]}]}]}"#,
        r#"{"id":"B","withdrawn":"2026-01-31T12:00:00Z","aliases":["A"],"affected":[
            {"package":{"ecosystem":"SemVerX","name":"core"},"versions":["1.0.0"]}]}"#,
        r#"{"id":"C","affected":[{"package":{"ecosystem":"PyPI","name":"x"}},{}]}"#,
        r#"{"id":"C","affected":[{"package":{"ecosystem":"npm","name":"y"}},{}]}"#,
    ];
    for text in texts {
        all.add(text, Advisory::parse(text).expect(text))
            .expect(text);
    }
    let counts = serde_json::to_value(all.counts()).unwrap();
    let expected = serde_json::json!({
        "advisories": 3, "withdrawn": 1, "foreign": 1, "other_entries": 2, "git_ranges": 2,
        "repeated": 1,
    });
    assert_eq!(counts, expected);
    assert!(all.affecting("core", &v("1.0.0")).is_empty());
    // What is withdrawn says nothing about names either.
    assert!(!all.are_one("A", "B"));
}
