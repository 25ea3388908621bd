//! The schema's rules, case by case: which of some versions are affected.

use super::{entry, range, v};
use crate::osv::Advisory;

fn holds(advisory: &Advisory, affected: &str, fine: &str) {
    for text in affected.split_whitespace() {
        assert!(advisory.affects("core", &v(text)), "{text} is affected");
    }
    for text in fine.split_whitespace() {
        assert!(!advisory.affects("core", &v(text)), "{text} is fine");
    }
}

/// (events, affected, fine), for SEMVER and ECOSYSTEM alike.
const EVENTS: &[(&str, &str, &str)] = &[
    // From the first version on, and from one on.
    (
        r#"{"introduced":"0"}"#,
        "0.0.0 0.0.0-0 0.0.0.legacy-a 1.2.3 9007199254740991.0.0",
        "",
    ),
    (
        r#"{"introduced":"1.0.0"}"#,
        "1.0.0 1.0.0+b 99.0.0",
        "0.9.9 1.0.0-rc.1 1.0.0.experimental",
    ),
    // fixed is not affected, last_affected is.
    (
        r#"{"introduced":"0"},{"fixed":"1.0.2"}"#,
        "0.0.0 1.0.1 1.0.2-rc.1",
        "1.0.2 1.0.2+b 2.0.0",
    ),
    (
        r#"{"introduced":"0"},{"last_affected":"2.1.214"}"#,
        "0.0.0 2.1.214 2.1.214+b",
        "2.1.215 2.1.215-0 3.0.0",
    ),
    // Several intervals in one range.
    (
        r#"{"introduced":"1.0.0"},{"fixed":"1.0.2"},{"introduced":"3.0.0"},{"fixed":"3.2.5"}"#,
        "1.0.0 1.0.1 3.0.0 3.2.4",
        "0.9.9 1.0.2 2.9.9 3.2.5 4.0.0",
    ),
    // Introduced again and never fixed again.
    (
        r#"{"introduced":"0"},{"fixed":"1.0.0"},{"introduced":"2.0.0"}"#,
        "0.5.0 2.0.0 7.0.0",
        "1.0.0 1.9.9",
    ),
    // The same, in any order of writing: a later introduced does not undo an earlier fix.
    (
        r#"{"fixed":"3.2.5"},{"introduced":"3.0.0"},{"fixed":"1.0.2"},{"introduced":"0"}"#,
        "0.0.1 1.0.1 3.2.4",
        "1.0.2 2.9.9 3.2.5",
    ),
    (
        r#"{"fixed":"2.0.0"},{"introduced":"1.0.0"}"#,
        "1.0.0 1.9.9",
        "0.9.9 2.0.0",
    ),
    (
        r#"{"last_affected":"2.0.0"},{"introduced":"1.0.0"},{"introduced":"3.0.0"},{"last_affected":"3.0.0"}"#,
        "1.0.0 2.0.0 3.0.0",
        "2.0.1 3.0.1",
    ),
    // Exactly one version, however it is written.
    (
        r#"{"introduced":"1.0.0"},{"last_affected":"1.0.0"}"#,
        "1.0.0",
        "0.9.9 1.0.1",
    ),
    (
        r#"{"last_affected":"1.0.0"},{"introduced":"1.0.0"}"#,
        "1.0.0",
        "0.9.9 1.0.1",
    ),
    // Events of one version count in the order of writing: nothing at all, and two neighbours.
    (
        r#"{"introduced":"1.0.0"},{"fixed":"1.0.0"}"#,
        "",
        "0.9.9 1.0.0 1.0.1",
    ),
    (
        r#"{"introduced":"1.0.0"},{"fixed":"2.0.0"},{"introduced":"2.0.0"},{"fixed":"3.0.0"}"#,
        "1.0.0 2.0.0 2.9.9",
        "0.9.9 3.0.0",
    ),
    // Introduced twice, fixed twice.
    (
        r#"{"introduced":"1.0.0"},{"introduced":"1.5.0"},{"fixed":"2.0.0"},{"fixed":"3.0.0"}"#,
        "1.0.0 1.5.0 1.9.9",
        "2.0.0 2.5.0 3.0.0",
    ),
    // A fix alone before the introduction means nothing.
    (
        r#"{"fixed":"1.0.0"},{"introduced":"2.0.0"}"#,
        "2.0.0",
        "0.1.0 1.0.0 1.5.0",
    ),
    // Limits: below one of them; * is above all.
    (
        r#"{"introduced":"0"},{"limit":"2.0.0"}"#,
        "0.0.0 1.9.9 2.0.0-rc.1",
        "2.0.0 3.0.0",
    ),
    (
        r#"{"introduced":"0"},{"limit":"2.0.0"},{"limit":"3.0.0"}"#,
        "2.0.0 2.9.9",
        "3.0.0",
    ),
    (
        r#"{"introduced":"0"},{"limit":"2.0.0"},{"limit":"*"}"#,
        "2.0.0 99.0.0",
        "",
    ),
    (
        r#"{"introduced":"1.0.0"},{"fixed":"3.0.0"},{"limit":"2.0.0"}"#,
        "1.5.0",
        "0.5.0 2.5.0 3.0.0",
    ),
    (
        r#"{"limit":"1.0.0"},{"introduced":"1.0.0"}"#,
        "",
        "0.9.9 1.0.0 2.0.0",
    ),
    // Tails are below what they lead to.
    (
        r#"{"introduced":"1.0.0-alpha.2"},{"fixed":"1.0.0-alpha.10"}"#,
        "1.0.0-alpha.2 1.0.0-alpha.9 1.0.0-alpha.2.x",
        "1.0.0-alpha.1 1.0.0-alpha 1.0.0-alpha.10 1.0.0-beta 1.0.0",
    ),
    (
        r#"{"introduced":"1.0.0-rc.1"},{"last_affected":"1.0.0-rc.2"}"#,
        "1.0.0-rc.1 1.0.0-rc.2",
        "1.0.0-rc.0 1.0.0-rc.3 1.0.0",
    ),
    // States, in the six fields, the short form, and mixed.
    (
        r#"{"introduced":"2.1.0.experimental"},{"fixed":"2.1.0"}"#,
        "2.1.0.experimental 2.9.0.experimental 2.stable.0.legacy.7.stable",
        "2.1.0.legacy 2.0.9.experimental 2.1.0 2.1.1",
    ),
    (
        r#"{"introduced":"1.stable.2.stable.3.beta_2"},{"last_affected":"1.stable.2.stable.3.experimental"}"#,
        "1.stable.2.stable.3.beta_2 1.stable.2.stable.3.gamma 1.stable.2.stable.3.experimental",
        "1.stable.2.stable.3.beta_1 1.stable.2.stable.3.legacy 1.2.3 1.2.3-rc.1",
    ),
];

#[test]
fn events_in_both_orders() {
    for (events, affected, fine) in EVENTS {
        for kind in ["SEMVER", "ECOSYSTEM"] {
            let advisory = range(kind, events).unwrap_or_else(|e| panic!("{events}: {e}"));
            holds(&advisory, affected, fine);
        }
    }
}

#[test]
fn semver_ranges_read_what_the_map_out_writes() {
    let (from, to) = (
        v("1.stable.2.beta_2.3.stable-rc.1"),
        v("1.2.0.experimental-a.b"),
    );
    let (low, high) = (from.clone().min(to.clone()), from.max(to));
    for (low_text, high_text) in [
        (low.to_string(), high.to_string()),
        (low.to_semver(), high.to_semver()),
        (low.to_semver() + "+b1", high.to_compact()),
    ] {
        let events = format!(r#"{{"introduced":"{low_text}"}},{{"last_affected":"{high_text}"}}"#);
        let advisory = range("SEMVER", &events).expect(&events);
        for version in [&low, &high] {
            assert!(advisory.affects("core", version), "{version} in {events}");
        }
        holds(&advisory, "", "1.2.3 1.2.3-rc.1 1.0.0.legacy");
    }
    // 1.2.3-3.rc.1 is what the map writes for 1.2.3-rc.1; in diram's own order it is itself.
    let events = r#"{"introduced":"1.2.3-3.rc.1"},{"fixed":"1.2.3"}"#;
    holds(
        &range("SEMVER", events).unwrap(),
        "1.2.3-rc.1 1.2.3-rc.2",
        "1.2.3-a 1.2.3",
    );
    holds(
        &range("ECOSYSTEM", events).unwrap(),
        "1.2.3-3.rc.1 1.2.3-a",
        "1.2.3-3.a 1.2.3",
    );
}

#[test]
fn a_tail_of_zero_is_before_all_states_in_semver() {
    let events = r#"{"introduced":"0.0.0-0"},{"fixed":"2.0.0-0"}"#;
    let states = "2.0.0.legacy 2.legacy.7.stable.1.stable 2.0.0.experimental";
    holds(
        &range("SEMVER", events).unwrap(),
        "0.0.0.legacy-a 1.9.9",
        &format!("2.0.0-a {states}"),
    );
    holds(
        &range("ECOSYSTEM", events).unwrap(),
        states,
        "0.0.0.legacy 2.0.0-0 2.0.0-a",
    );
    // As a version it is spelt out.
    let events = r#"{"introduced":"2.stable.0.stable.0.stable-0"}"#;
    holds(&range("SEMVER", events).unwrap(), "2.0.0-0 2.0.0-a", states);
}

#[test]
fn versions_of_the_longest_text_compare() {
    let tail = "a".repeat(200);
    let text = format!("1.beta_2.2.custom_state_of_someone.3.legacy-{tail}");
    let version = v(&text);
    assert!(
        version.to_semver().len() > 250,
        "{}",
        version.to_semver().len()
    );
    for text in [version.to_semver(), text] {
        let events = format!(r#"{{"introduced":"{text}"}},{{"last_affected":"{text}"}}"#);
        let advisory = range("SEMVER", &events).unwrap();
        assert!(advisory.affects("core", &version));
        holds(&advisory, "", "1.2.3 1.0.0.legacy");
    }
}

#[test]
fn lists_ranges_and_entries_add_up() {
    let list = entry(r#""versions":["1.0.0","2.0.0.experimental","1.0.0"]"#).unwrap();
    holds(
        &list,
        "1.0.0 1.0.0+b 2.0.0.experimental",
        "1.0.1 2.0.0 1.0.0-rc.1",
    );

    let both = r#""versions":["5.0.0"],"ranges":[
        {"type":"GIT","repo":"https://example.org/x","events":[{"introduced":"0"},{"fixed":"abc"}]},
        {"type":"SEMVER","events":[{"introduced":"1.0.0"},{"fixed":"2.0.0"}]},
        {"type":"ECOSYSTEM","events":[{"introduced":"3.0.0"},{"limit":"4.0.0"}]}]"#;
    let both = entry(both).unwrap();
    holds(&both, "5.0.0 1.5.0 3.5.0", "0.5.0 2.5.0 4.5.0 6.0.0");
    assert_eq!(both.git_ranges(), 1);
    assert!(!both.affects("cord", &v("5.0.0")));

    // A limit binds its own range only.
    let ranges = r#""ranges":[
        {"type":"SEMVER","events":[{"introduced":"0"},{"limit":"1.0.0"}]},
        {"type":"SEMVER","events":[{"introduced":"2.0.0"}]}]"#;
    holds(&entry(ranges).unwrap(), "0.1.0 2.0.0", "1.0.0 1.5.0");

    // Commits alone, and nothing at all, affect no version.
    let git = entry(r#""ranges":[{"type":"GIT","events":[{"introduced":"0"}]}],"versions":null"#);
    holds(&git.unwrap(), "", "0.0.0 1.0.0");
    holds(
        &Advisory::parse(r#"{"id":"A","affected":null}"#).unwrap(),
        "",
        "1.0.0",
    );
}

#[test]
fn entries_of_one_package_add_up_and_others_are_counted() {
    let text = r#"{"schema_version":"1.7.3","id":"A-1","affected":[
        {"package":{"ecosystem":"SemVerX","name":"core"},"versions":["1.0.0"]},
        {"package":{"ecosystem":"npm","name":"core"},"versions":["7.0.0","what ever"]},
        {"package":{"ecosystem":"Debian:12","name":"Core!"},"ranges":[{"type":"NEW","events":[{}]}]},
        {"ranges":[{"type":"GIT","events":[{"introduced":"0"}]}]},
        {"package":{"ecosystem":"SemVerX","name":"@acme/web"},"versions":["3.0.0"]},
        {"package":{"ecosystem":"SemVerX","name":"core","purl":"pkg:x/y"},"versions":["2.0.0"]}]}"#;
    let advisory = Advisory::parse(text).unwrap();
    holds(&advisory, "1.0.0 2.0.0", "3.0.0 7.0.0");
    assert!(advisory.affects("@acme/web", &v("3.0.0")));
    assert_eq!((advisory.others(), advisory.git_ranges()), (3, 0));
    let names: Vec<_> = advisory.packages().map(|name| name.as_str()).collect();
    assert_eq!(names, ["core", "@acme/web", "core"]);
}

#[test]
fn withdrawn_is_ignored() {
    let body =
        r#""affected":[{"package":{"ecosystem":"SemVerX","name":"core"},"versions":["1.0.0"]}]"#;
    for (withdrawn, affected) in [
        (r#""withdrawn":"2026-01-31T12:00:00Z","#, false),
        (r#""withdrawn":"2026-01-31T12:00:00.123456Z","#, false),
        (r#""withdrawn":null,"#, true),
        ("", true),
    ] {
        let advisory = Advisory::parse(&format!(r#"{{"id":"A",{withdrawn}{body}}}"#)).unwrap();
        assert_eq!(
            advisory.affects("core", &v("1.0.0")),
            affected,
            "{withdrawn}"
        );
        assert_eq!(advisory.is_withdrawn(), !affected);
    }
}

#[test]
fn fixes_are_versions_that_are_fixed() {
    let events =
        r#"{"introduced":"0"},{"fixed":"1.4.0"},{"introduced":"2.0.0"},{"fixed":"2.3.0-3.rc.1"}"#;
    let advisory = range("SEMVER", events).unwrap();
    for (from, fix) in [
        ("1.0.0", Some("1.4.0")),
        ("2.1.0", Some("2.3.0-rc.1")),
        ("3.0.0", None),
    ] {
        assert_eq!(
            advisory.fix("core", &v(from)),
            fix.map(v).as_ref(),
            "{from}"
        );
    }
    assert!(advisory.announces("core", &v("1.4.0")) && !advisory.announces("core", &v("1.5.0")));
    // What another range still holds is no fix, but it was announced as one.
    let two = entry(
        r#""ranges":[
        {"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.4.0"}]},
        {"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.5.0"}]}]"#,
    );
    let two = two.unwrap();
    assert_eq!(two.fix("core", &v("1.0.0")), Some(&v("1.5.0")));
    assert!(two.announces("core", &v("1.4.0")) && two.affects("core", &v("1.4.0")));
    assert_eq!(two.fix("cord", &v("1.0.0")), None);
}
