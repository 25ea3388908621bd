//! Advisories: what reads says one thing about every version, and keeps its word.

use diram_core::Failure;
use diram_core::osv::{Advisories, Advisory, OsvError};
use diram_core::semverx::Version;

use crate::{Outcome, fuzz, kind_of};

const RANGES: &str = r#"{"schema_version":"1.7.0","id":"A-1","withdrawn":null,"aliases":["A-1","B-1"],
"affected":[{"package":{"ecosystem":"SemVerX","name":"core"},"versions":["1.2.3"],"ranges":[
{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.2.3-3.rc.1"},{"limit":"*"}]},
{"type":"ECOSYSTEM","events":[{"introduced":"2.0.0.experimental"},{"last_affected":"2.0.0"}]},
{"type":"GIT","events":[{"introduced":"0"}]}]},{"package":{"ecosystem":"npm","name":"core"}}]}"#;
const SCORES: &str = r#"{"id":"B-1","withdrawn":"2026-01-31T12:00:00.5Z","severity":[
{"type":"CVSS_V2","score":"AV:N/AC:L/Au:N/C:C/I:C/A:C"},
{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:F/RL:X/RC:C/MAV:L"}],
"affected":[{"package":{"ecosystem":"SemVerX","name":"core"},"severity":[{"type":"CVSS_V4","score":
"CVSS:4.0/AV:P/AC:H/AT:P/PR:L/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L/E:A/CR:H/MAV:A/S:P/AU:Y/U:Red"}],
"database_specific":{"severity":{"odd":[1.5,true,null]}}}],"database_specific":{"severity":"HIGH"}}"#;

#[test]
fn advisory() {
    let good = vec![RANGES.into(), SCORES.into()];
    fuzz("advisory", 30_000, good, |input| {
        let Ok(text) = std::str::from_utf8(input) else {
            return "not text".into();
        };
        match Advisory::parse(text) {
            Ok(advisory) => asked(&advisory),
            Err(error) => refused(&error),
        }
    });
}

fn refused(error: &OsvError) -> Outcome {
    assert!(error.to_string().len() < 1200, "a long message");
    assert!(error.details().is_object());
    match error {
        OsvError::Json { why, .. } => why.split(' ').take(3).collect(),
        OsvError::Field { path, .. } | OsvError::Contradiction { path, .. } => kind_of(path),
        OsvError::Version { path, .. } | OsvError::Name { path, .. } => {
            format!("{} {}", error.code(), kind_of(path))
        }
        error => error.code().to_string(),
    }
}

/// Whatever a score is, it comes to a severity.
#[test]
fn severity() {
    let vectors = [
        "AV:N/AC:L/Au:N/C:C/I:C/A:C/E:U/RL:OF/RC:C/CDP:LM/TD:M/CR:L/IR:M/AR:H",
        "CVSS:3.0/AV:P/AC:H/PR:H/UI:R/S:C/C:N/I:N/A:L/MS:U/MC:N/CR:L",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:F/RL:X/RC:C/MAV:L/MPR:X",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N/MSI:S/MSA:S",
        "CVSS:4.0/AV:P/AC:H/AT:P/PR:L/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L/E:A/CR:H/MAV:A/S:P/U:Red",
        "moderate",
    ];
    let good = vectors.map(|vector| vector.as_bytes().to_vec());
    fuzz("severity", 30_000, good.into(), |input| {
        let Ok(score) = std::str::from_utf8(input) else {
            return "not text".into();
        };
        let text = serde_json::json!({"id": "A", "affected": [{
            "package": {"ecosystem": "SemVerX", "name": "core"},
            "severity": [{"type": "CVSS_V4", "score": score}, {"type": "CVSS_V3", "score": score}],
        }]});
        let advisory = Advisory::parse(&text.to_string()).expect("any score will do");
        let severity = advisory.severity("core").expect("core is in it");
        let version = ["CVSS:3.0/", "CVSS:3.1/", "CVSS:4.0/"].map(|v| score.starts_with(v));
        format!(
            "{severity} {version:?} {}",
            score.split('/').count().min(30)
        )
    });
}

/// Asks about some versions of each package; the answers of one and of many are the same.
fn asked(advisory: &Advisory) -> Outcome {
    let mut all = Advisories::new();
    all.add("one", advisory.clone()).expect("the only one");
    all.add("two", advisory.clone()).expect("the same again");
    let mut outcome = format!(
        "{} {} ",
        advisory.others().min(3),
        advisory.git_ranges().min(3)
    );
    for name in advisory.packages().take(3) {
        let name = name.as_str();
        assert!(advisory.severity(name).is_some());
        for text in [
            "0.0.0.legacy-a",
            "1.2.3-rc.1",
            "1.2.3",
            "2.0.0.experimental",
            "9.0.0",
        ] {
            let version = Version::parse(text).expect(text);
            let affected = advisory.affects(name, &version);
            assert_eq!(all.affecting(name, &version).len(), usize::from(affected));
            assert!(!(affected && advisory.is_withdrawn()));
            if let Some(fix) = advisory.fix(name, &version) {
                assert!(*fix > version && !advisory.affects(name, fix));
                assert!(advisory.announces(name, fix));
            }
            outcome.push(if affected { '1' } else { '0' });
        }
    }
    outcome
}
