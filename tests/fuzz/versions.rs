//! Versions, ranges and policies: what parses prints, and parses back.

use diram_core::semverx::{
    Policy, PolicyError, RangeError, Reason, State, Version, VersionError, VersionRange,
};
use diram_core::{Code, Failure};

use crate::{Outcome, fuzz, kind_of};

fn good(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

#[test]
fn version() {
    let texts = [
        "1.2.3",
        "10.0.0-rc.1+build.7",
        "2.1.0.experimental-0.a-b",
        "1.legacy.2.beta_2.9007199254740991.stable+001",
    ];
    fuzz("version", 100_000, good(&texts), |input| {
        let key = Version::from_sort_key(input);
        assert!(key.is_none_or(|v| v.sort_key() == input));
        let Ok(text) = std::str::from_utf8(input) else {
            return "not text".into();
        };
        let version = match Version::parse(text) {
            Ok(version) => version,
            Err(error) => {
                assert_eq!(error.code(), Code::Version);
                assert!(error.to_string().len() < 1000, "a long message");
                let suggestion = error.details()["suggestion"].as_str().map(Version::parse);
                assert!(suggestion.is_none_or(|v| v.is_ok()), "{error}");
                let VersionError::Malformed { problem, .. } = error else {
                    return kind_of(&error);
                };
                return kind_of(&problem);
            }
        };
        for form in [version.to_string(), version.to_compact()] {
            assert!(Version::parse(&form).unwrap().identical(&version), "{form}");
        }
        assert_eq!(
            Version::from_sort_key(version.sort_key()),
            Some(version.clone())
        );
        let semver = version.to_semver();
        if semver.len() < 200 {
            assert!(Version::from_semver(&semver).is_ok(), "{semver}");
        }
        let states = version.states().each_ref().map(|state| match state {
            State::Custom(_) => "custom",
            state => state.name(),
        });
        let [pre, build] = [version.pre(), version.build()].map(|text| text.is_some());
        format!("{states:?} {pre} {build}")
    });
}

#[test]
fn range() {
    let texts = [
        "semverx:2.*.*.stable",
        "^1.2.3-rc.1 || ~0.2 <3, >=1.x & 1 - 2.5",
        "1.{stable|exp}.2.*.*.legacy || >=2.*.*.experimental",
        "^0.stable.0.stable.3.beta-a.0+b || >9007199254740991",
    ];
    fuzz("range", 60_000, good(&texts), |input| {
        let Ok(text) = std::str::from_utf8(input) else {
            return "not text".into();
        };
        match VersionRange::parse(text) {
            Ok(range) => explored(&range),
            Err(error) => {
                assert!(matches!(error.code(), Code::Range | Code::Limit));
                assert!(error.to_string().len() < 1000, "a long message");
                let suggestion = error.details()["suggestion"]
                    .as_str()
                    .map(VersionRange::parse);
                assert!(suggestion.is_none_or(|r| r.is_ok()), "{error}");
                match error {
                    RangeError::Malformed { problem, .. } => kind_of(&problem),
                    error => kind_of(&error),
                }
            }
        }
    });
}

/// Prints and parses the range; its answers about some versions are those of its canonical text,
/// and its hints are true.
fn explored(range: &VersionRange) -> Outcome {
    let again = VersionRange::parse(range.as_str()).unwrap();
    assert_eq!(again.as_str(), range.as_str());
    let policy = Policy::default();
    let mut outcome = String::new();
    for text in [
        "1.2.3",
        "1.2.3-rc.1",
        "2.0.0.experimental",
        "2.stable.0.legacy.7.beta",
    ] {
        let version = Version::parse(text).unwrap();
        let verdict = range.explain(&version, &policy);
        assert_eq!(verdict.admitted, again.contains(&version), "{text}");
        assert_eq!(verdict.admitted, verdict.reason == Reason::Admitted);
        if let Some(written) = verdict.hint.as_deref().and_then(|h| h.split('`').nth(1)) {
            let written = VersionRange::parse(written).unwrap();
            assert!(written.contains(&version), "{written} for {text}");
        }
        outcome += &format!("{:?} ", verdict.reason);
    }
    outcome
}

#[test]
fn policy() {
    let texts = [
        r#"{"allow_experimental":true,"allow_legacy":false,"allow_prerelease":true,"strict":true}"#,
        r#"{"auto_update":"mandatory","budget":1000,"lines":"major","max_fault":11,"max_update_rate":1}"#,
        r#"{"min_release_age":"3d","overrides":{"@a/b":"^1"},"sources":{"@a/*":"x","c":"y"}}"#,
        r#"{"allow_legcay":null}"#,
    ];
    fuzz("policy", 60_000, good(&texts), |input| {
        let Ok(text) = std::str::from_utf8(input) else {
            return "not text".into();
        };
        match Policy::from_json(text) {
            Ok(policy) => {
                let json = policy.to_json();
                assert_eq!(Policy::from_json(&json).unwrap(), policy);
                let keys: serde_json::Map<String, serde_json::Value> =
                    serde_json::from_str(&json).unwrap();
                keys.keys().map(|key| format!("{key} ")).collect()
            }
            Err(error) => {
                assert_eq!(error.code(), Code::Policy);
                assert!(error.to_string().len() < 1000, "a long message");
                match error {
                    PolicyError::UnknownKey { nearest, .. } => nearest.into(),
                    PolicyError::Value { expected, .. } => expected.into(),
                    PolicyError::Override { source, .. } => source.code().to_string(),
                    PolicyError::Json { why } => kind_of(&why),
                    error => kind_of(&error),
                }
            }
        }
    });
}
