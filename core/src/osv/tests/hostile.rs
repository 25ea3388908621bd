//! Advisories that are none.

use super::{entry, range, v};
use crate::osv::{Advisories, Advisory, MAX_EVENTS, MAX_FILE, OsvError};
use crate::{Code, Failure};

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let at = |text: &str| {
        format!(
            r#"{{"id":"A","affected":[{{"package":{{"ecosystem":"SemVerX","name":"core"}},{text}}}]}}"#
        )
    };
    let events = |events: &str| {
        at(&format!(
            r#""ranges":[{{"type":"SEMVER","events":[{events}]}}]"#
        ))
    };
    for (text, code, message) in [
        ("{", Code::Format, "line 1, column 1: EOF"),
        (
            "{\n \"id\": 7}",
            Code::Format,
            "line 2, column 8: invalid type",
        ),
        ("{}", Code::Format, "line 1, column 2: missing field `id`"),
        ("[]", Code::Format, "line 1, column"),
        ("null", Code::Format, "line 1, column"),
        (
            r#"{"id":"A","id":"B"}"#,
            Code::Format,
            "line 1, column 14: duplicate field `id`",
        ),
        (
            r#"{"id":"A"} x"#,
            Code::Format,
            "line 1, column 12: trailing",
        ),
        (
            r#"{"id":"A","affected":{}}"#,
            Code::Format,
            "line 1, column 21: invalid type",
        ),
        (
            r#"{"id":" "}"#,
            Code::Format,
            "id: an id has 1 to 256 bytes",
        ),
        (
            r#"{"id":"A","schema_version":"2.0.0"}"#,
            Code::Unsupported,
            "schema_version \"2.0.0\"",
        ),
        (
            r#"{"id":"A","withdrawn":"no"}"#,
            Code::Format,
            "withdrawn: \"no\" is not a time",
        ),
        (
            r#"{"id":"A","withdrawn":"2026-01-31"}"#,
            Code::Format,
            "withdrawn: ",
        ),
        (
            r#"{"id":"A","withdrawn":"2026-01-31T12:00:00.Z"}"#,
            Code::Format,
            "withdrawn: ",
        ),
        (
            r#"{"id":"A","withdrawn":"2026-01-31T12:00:00+01:00"}"#,
            Code::Format,
            "withdrawn: ",
        ),
        (
            r#"{"id":"A","affected":[{"package":{"ecosystem":"semverx","name":"core"}}]}"#,
            Code::Format,
            "affected[0].package.ecosystem: \"semverx\" is no ecosystem",
        ),
        (
            r#"{"id":"A","affected":[{},{"package":{"ecosystem":"SemVerX","name":"Core"}}]}"#,
            Code::Argument,
            "affected[1].package.name: name \"Core\"",
        ),
        (
            &at(r#""versions":["1.0.0","v1.2.3"]"#),
            Code::Version,
            "affected[0].versions[1]: ",
        ),
        (
            &at(r#""ranges":[{"type":"SemVer","events":[]}]"#),
            Code::Format,
            "affected[0].ranges[0].type: \"SemVer\"",
        ),
        (
            &at(r#""ranges":[{"events":[]}]"#),
            Code::Format,
            "line 1, column",
        ),
        (
            &at(r#""ranges":[{"type":"SEMVER"}]"#),
            Code::Corrupt,
            "affected[0].ranges[0].events: no event introduces",
        ),
        (
            &events(r#"{"fixed":"1.0.0"}"#),
            Code::Corrupt,
            "affected[0].ranges[0].events: no event introduces",
        ),
        (
            &events(r#"{"introduced":"0"},{}"#),
            Code::Format,
            "affected[0].ranges[0].events[1]: an event says",
        ),
        (
            &events(r#"{"introduced":"1.0.0","fixed":"1.0.2"}"#),
            Code::Corrupt,
            "affected[0].ranges[0].events[0]: an event says one thing, this says introduced and fixed",
        ),
        (
            &events(r#"{"introduced":"0"},{"fixed":"1.0.0"},{"last_affected":"2.0.0"}"#),
            Code::Corrupt,
            "affected[0].ranges[0].events: it has both fixed and last_affected",
        ),
        (
            &events(r#"{"introduced":"0"},{"fixed":"1.0"}"#),
            Code::Version,
            "affected[0].ranges[0].events[1].fixed: ",
        ),
        (
            &events(r#"{"introduced":"0"},{"fixed":"0"}"#),
            Code::Version,
            "affected[0].ranges[0].events[1].fixed: ",
        ),
        (
            &events(r#"{"introduced":"*"}"#),
            Code::Version,
            "affected[0].ranges[0].events[0].introduced: ",
        ),
        (
            &events(r#"{"introduced":"0"},{"limit":"1.*"}"#),
            Code::Version,
            "affected[0].ranges[0].events[1].limit: ",
        ),
        (
            &events(r#"{"introduced":"v1.0.0"}"#),
            Code::Version,
            "affected[0].ranges[0].events[0].introduced: ",
        ),
    ] {
        let error = Advisory::parse(text).expect_err(text);
        assert!(
            error.to_string().starts_with(message),
            "{error}, not {message}"
        );
        assert_eq!(error.code(), code, "{error}");
        assert!(error.details().is_object() && error.to_string().len() < 500);
    }
}

#[test]
fn hints_say_what_to_write() {
    let hint = |read: Result<Advisory, OsvError>| read.unwrap_err().hint();
    let ecosystem = r#"{"id":"A","affected":[{"package":{"ecosystem":"SEMVERX","name":"core"}}]}"#;
    assert_eq!(
        hint(Advisory::parse(ecosystem)).as_deref(),
        Some("write \"SemVerX\"")
    );
    assert_eq!(
        hint(entry(r#""versions":["v1.2.3"]"#)).as_deref(),
        Some("write 1.2.3")
    );
    let git = entry(r#""ranges":[{"type":"git","events":[]}]"#);
    assert_eq!(hint(git).as_deref(), Some("write SEMVER, ECOSYSTEM or GIT"));
}

/// What other ecosystems hold is theirs: only its shape must be right.
#[test]
fn others_are_not_looked_into() {
    let text = r#"{"id":"A","affected":[{"package":{"ecosystem":"npm","name":"__proto__"},
        "versions":["nonsense"],"ranges":[{"type":"?","events":[{"fixed":"?","limit":"?"}]}]}],
        "surprise":{"deep":[[[[]]]]}}"#;
    assert_eq!(Advisory::parse(text).unwrap().others(), 1);
}

#[test]
fn sizes_are_bounded() {
    let long = format!(r#"{{"id":"A","details":"{}"}}"#, "x".repeat(MAX_FILE));
    let error = Advisory::parse(&long).unwrap_err();
    assert_eq!(error.code(), Code::Limit);
    let error = Advisory::parse(&format!(r#"{{"id":"{}"}}"#, "x".repeat(300))).unwrap_err();
    assert_eq!(error.code(), Code::Format);
    let error = Advisory::parse(&format!(r#"{{"id":{}}}"#, "[".repeat(1 << 20))).unwrap_err();
    assert!(matches!(error, OsvError::Json { .. }), "{error}");
    let deep = format!(
        r#"{{"id":"A","x":{}{}}}"#,
        "[".repeat(1 << 20),
        "]".repeat(1 << 20)
    );
    assert!(
        Advisory::parse(&deep).is_ok(),
        "what is not read may be deep"
    );

    let many = |count: usize| {
        let mut events = vec![
            r#"{"introduced":"1.0.0"}"#.to_owned(),
            r#"{"fixed":"2.0.0"}"#.into(),
        ];
        let more = (2..count).map(|n| format!(r#"{{"limit":"{n}.0.0"}}"#));
        events.extend(more);
        range("SEMVER", &events.join(","))
    };
    let most = many(MAX_EVENTS).unwrap();
    assert!(most.affects("core", &v("1.5.0")) && !most.affects("core", &v("2.0.0")));
    let error = many(MAX_EVENTS + 1).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (
            Code::Limit,
            "100001 events, an advisory has at most 100000".to_owned(),
        )
    );
}

const GOOD: &str = r#"{"schema_version":"1.7.0","id":"GHSA-1","withdrawn":null,"aliases":["CVE-1"],
"affected":[{"package":{"ecosystem":"SemVerX","name":"core"},"versions":["1.0.0"],
"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.2.3-3.rc.1"},{"limit":"*"}]}],
"severity":[{"type":"CVSS_V4","score":"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}]}],
"database_specific":{"severity":"HIGH"}}"#;

#[test]
fn every_beginning_is_an_error_and_every_flip_is_an_answer() {
    assert!(Advisory::parse(GOOD).is_ok());
    for (end, _) in GOOD.char_indices() {
        let error = Advisory::parse(&GOOD[..end]).expect_err("cut");
        assert_eq!(error.code(), Code::Format, "{end}: {error}");
    }
    let (mut good, mut bad) = (0, 0);
    for byte in 0..GOOD.len() {
        for bit in 0..7 {
            let mut flipped = GOOD.as_bytes().to_vec();
            flipped[byte] ^= 1 << bit;
            let text = String::from_utf8(flipped).expect("ASCII stays ASCII");
            match Advisory::parse(&text) {
                Ok(advisory) => {
                    good += 1;
                    let mut all = Advisories::new();
                    all.add("flipped", advisory).expect("alone");
                    all.affecting("core", &v("1.2.3-rc.1"));
                }
                Err(error) => {
                    bad += 1;
                    assert!(!error.to_string().is_empty());
                }
            }
        }
    }
    assert!(good > 100 && bad > 100, "{good} {bad}");
}
