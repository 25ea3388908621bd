//! Certificates: changed anywhere they are refused, and they hold for their snapshot only.

use super::*;
use crate::Failure;

fn yes() -> (Snapshot, String) {
    let snapshot = registry(&[
        "app 1.0.0: core ^1",
        "core 1.0.0",
        "core 1.1.0",
        "other 1.0.0",
    ]);
    let answer = solve(&snapshot, &Policy::default(), &ask(&[("app", "*")]));
    assert!(answer.feasible);
    (snapshot, answer.certificate.unwrap())
}

fn no() -> (Snapshot, String) {
    let snapshot = registry(&[
        "app 1.0.0: web ^1, core ^2, gone *",
        "app 1.1.0: web ^1, core ^2",
        "web 1.0.0: core ^1",
        r#"web 1.1.0 "yanked":true"#,
        "core 1.0.0",
        "core 2.0.0",
    ]);
    let answer = solve(&snapshot, &Policy::default(), &ask(&[("app", "*")]));
    assert!(!answer.feasible);
    (snapshot, answer.certificate.unwrap())
}

#[test]
fn every_flipped_byte_is_refused() {
    for (snapshot, text) in [yes(), no()] {
        let bytes = text.as_bytes();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.to_vec();
                changed[at] ^= 1 << bit;
                assert!(
                    verify_resolution(&changed, Anchor::None).is_err(),
                    "byte {at} bit {bit}"
                );
            }
            assert!(verify_resolution(&bytes[..at], Anchor::Registry(&snapshot)).is_err());
        }
    }
}

/// What a forger would do: change a fact and write the digest anew.
fn forged(
    text: &str,
    change: impl Fn(&mut serde_json::Value),
) -> Result<CertificateReport, CertificateError> {
    let mut json: serde_json::Value = serde_json::from_str(text).unwrap();
    json.as_object_mut().unwrap().remove("digest");
    let before = json.clone();
    change(&mut json);
    assert_ne!(before, json, "nothing was changed");
    let certificate: certificate::Certificate =
        serde_json::from_value(json).map_err(|error| CertificateError {
            why: error.to_string(),
        })?;
    verify_resolution(certificate.to_text()?.as_bytes(), Anchor::None)
}

#[test]
fn forged_facts_are_refused() {
    use serde_json::json;
    let (_, text) = yes();
    let chosen = |json: &mut serde_json::Value, value| json["proof"]["chosen"] = value;
    let v = |n: u32| format!("1.stable.{n}.stable.0.stable");
    let app = json!(["app", v(0)]);
    for value in [
        json!([app, ["core", v(7)]]),
        json!([app]),
        json!([["core", v(1)]]),
        json!([app, ["other", v(0)]]),
        json!([app, ["core", v(1)], ["core", v(0)]]),
        json!([]),
    ] {
        let refused = forged(&text, |json| chosen(json, value.clone())).unwrap_err();
        assert_eq!(refused.code(), crate::Code::Certificate);
    }
    assert!(forged(&text, |json| json["requirements"][0][1] = json!("^2")).is_err());
    assert!(forged(&text, |json| json["policy"]["min_release_age"] = json!(5)).is_err());
    assert!(forged(&text, |json| json["feasible"] = json!(false)).is_err());
    let (_, text) = no();
    assert!(forged(&text, |json| json["feasible"] = json!(true)).is_err());
    assert!(forged(&text, |json| json["requirements"][0][1] = json!("^1.1")).is_ok());
    assert!(forged(&text, |json| json["requirements"][0][0] = json!("other")).is_err());
    let steps = |json: &mut serde_json::Value| {
        json["proof"]["refuted"]["steps"]
            .as_array_mut()
            .unwrap()
            .pop();
    };
    assert!(forged(&text, steps).is_err());
    let leaf = |json: &mut serde_json::Value| {
        json["proof"]["refuted"]["leaves"]
            .as_array_mut()
            .unwrap()
            .remove(1);
    };
    assert!(forged(&text, leaf).is_err());
}

/// The same meaning in other bytes: the digest is right, and yet it is no certificate.
#[test]
fn other_words_for_the_same_are_refused() {
    use serde_json::{Value, json};
    let (_, text) = yes();
    let head = |json: &mut Value, field: &str, value: Value| json["head"]["head"][field] = value;
    let edits: [fn(&mut Value); 8] = [
        |json| json["policy"] = json!({"max_fault": 5}),
        |json| json["policy"] = json!({"lines": null}),
        |json| json["policy"] = json!({"overrides": {"zip": "1.x"}}),
        |json| json["lock"] = json!([["zip", "1.0.0"]]),
        |json| {
            let version = "1.stable.0.stable.0.stable";
            json["lock"] = json!([["zip", version], ["yarn", version]]);
        },
        |json| json["proof"]["chosen"].as_array_mut().unwrap().reverse(),
        |json| json["proof"]["chosen"][0][1] = json!("1.0.0"),
        |json| json["proof"]["chosen"][0][1] = json!("1.stable.0.stable.0.stable+b"),
    ];
    for (number, edit) in edits.into_iter().enumerate() {
        assert!(forged(&text, edit).is_err(), "edit {number}");
    }
    for (field, value) in [
        ("seq", json!(0)),
        ("seq", json!(2)),
        ("parent", json!("0".repeat(64))),
        ("note", json!("n".repeat(4097))),
    ] {
        let edit = |json: &mut Value| head(json, field, value.clone());
        assert!(forged(&text, edit).is_err(), "{field}");
    }
    let twice = |json: &mut Value| {
        let roots = json["head"]["head"]["roots"].as_array_mut().unwrap();
        roots.push(roots[0].clone());
    };
    assert!(forged(&text, twice).is_err());
}

#[test]
fn an_anchor_decides_whose_snapshot_it_is() {
    use crate::registry::{History, KeyPair, Tier, read_lines};
    let lines = ndjson("a 1.0.0");
    let tier = || Tier::from_entries(read_lines(&lines).unwrap()).unwrap();
    let key = KeyPair::from_seed(&[7; 32]);
    let signed = History::open(vec![("live".into(), tier())], 0, Some(key.clone())).unwrap();
    let answer = solve(signed.snapshot(), &Policy::default(), &ask(&[("a", "*")]));
    let text = answer.certificate.unwrap();
    let check = |anchor| verify_resolution(text.as_bytes(), anchor);
    let report = check(Anchor::None).unwrap();
    assert_eq!((report.anchored, report.anchor), (false, "none"));
    assert!(check(Anchor::Key(key.public())).unwrap().anchored);
    assert!(check(Anchor::Key(KeyPair::from_seed(&[8; 32]).public())).is_err());
    assert!(
        check(Anchor::Root(signed.snapshot().id()))
            .unwrap()
            .anchored
    );
    assert!(check(Anchor::Root([0; 32])).is_err());
    // A consistent certificate over another registry.
    let other = registry(&["a 1.0.0", "a 2.0.0"]);
    assert!(check(Anchor::Registry(&other)).is_err());
    assert!(check(Anchor::Registry(signed.snapshot())).unwrap().anchored);
}

#[test]
fn absent_names_are_proven_absent() {
    let snapshot = registry(&["a 1.0.0: ghost *", "zebra 1.0.0"]);
    for wanted in [[("ghost", "*")], [("a", "*")]] {
        let answer = solve(&snapshot, &Policy::default(), &ask(&wanted));
        assert!(!answer.feasible && answer.certificate.is_some());
    }
    // An empty registry can prove it too.
    assert!(!answer(&[], &[("ghost", "*")]).feasible);
}

/// A small text must not ask for much work or memory: what is repeated is refused, and so is what
/// leads nowhere for long.
#[test]
fn repetitions_and_endless_derivations_are_refused() {
    use serde_json::{Value, json};
    let (_, text) = no();
    let twice = |json: &mut Value, list: &str| {
        let list = json["proof"]["refuted"][list].as_array_mut().unwrap();
        list.push(list[0].clone());
    };
    for list in ["packages", "leaves"] {
        let refused = forged(&text, |json| twice(json, list)).unwrap_err();
        assert!(refused.why.contains("twice"), "{refused}");
    }
    let unknown = |json: &mut Value| json["proof"]["refuted"]["packages"][0][1] = json!("1");
    assert!(forged(&text, unknown).is_err());

    let versions: Vec<String> = (0..16_000).map(|n| format!("a 1.0.{n}")).collect();
    let short: Vec<&str> = versions.iter().map(String::as_str).collect();
    let snapshot = registry(&short);
    let wanted = ask(&[("a", "1.0.1"), ("a", "1.0.2")]);
    let text = solve(&snapshot, &Policy::default(), &wanted).certificate;
    let mut certificate = certificate::Certificate::from_text(&text.unwrap()).unwrap();
    let certificate::Proof::Refuted { steps, .. } = &mut certificate.proof else {
        panic!("both are accepted");
    };
    steps.splice(0..0, std::iter::repeat_n((0, Vec::new()), 300_000));
    let text = certificate.to_text().unwrap();
    let refused = verify_resolution(text.as_bytes(), Anchor::Registry(&snapshot)).unwrap_err();
    assert!(refused.why.contains("too long"), "{refused}");
}
