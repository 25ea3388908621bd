//! Damage: what verify says, what heal and unpack give back, and the exit codes of it.

mod common;

use std::fs;
use std::path::Path;

use common::{
    expect, expect_error, expect_json, has_keys, lose, packed, parts, run, same, stderr, stdout,
};
use serde_json::json;

#[test]
fn verify_of_an_intact_package() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let report = expect_json(0, dir.path(), &["verify", "p.zip"]);
    has_keys(
        &report,
        &[
            "status",
            "coherence",
            "coherence_healed",
            "threshold",
            "components",
        ],
    );
    assert_eq!(report["status"], "intact");
    assert_eq!(
        (&report["coherence"], &report["threshold"]),
        (&json!(1.0), &json!(0.954))
    );
    has_keys(
        &report["components"][0],
        &[
            "name",
            "kind",
            "volume",
            "id",
            "status",
            "parts",
            "intact",
            "mended",
            "lost",
            "recoverable",
            "coherence",
            "coherence_healed",
        ],
    );
}

/// Component 0 of the package of [`packed`]: 300 kB stored, 66 parts and more, at least 4 parity.
const COMPONENT: &str = "diram-component-0";

fn parity(dir: &Path) -> usize {
    let report = expect_json(0, dir, &["inspect", "p.zip"]);
    report["components"][0]["recovery"]["parity_parts"]
        .as_array()
        .unwrap()
        .len()
}

#[test]
fn healable_damage_is_2_shows_a_map_and_heals_in_place() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let whole = fs::read(dir.path().join("p.zip")).unwrap();
    let mut bytes = whole.clone();
    let places = parts(&bytes, COMPONENT);
    bytes[places[3].clone()].fill(0);
    bytes[places[5].start + 300] ^= 1;
    fs::write(dir.path().join("p.zip"), bytes).unwrap();

    let text = expect(2, dir.path(), ["verify", "p.zip"]);
    assert!(text.starts_with("p.zip: healable\n"), "{text}");
    assert!(text.contains("    0  ···x·m··"), "{text}");
    assert_eq!(
        text.matches("diram-").count(),
        1,
        "only damaged components:\n{text}"
    );
    let report = expect_json(2, dir.path(), &["verify", "p.zip"]);
    assert_eq!(report["components"][0]["lost"], json!([3]));

    let text = expect(0, dir.path(), ["unpack", "p.zip", "-C", "out"]);
    assert!(text.contains("1 mended themselves, 1 rebuilt"), "{text}");
    same(&dir.path().join("in"), &dir.path().join("out"));

    let report = expect_json(0, dir.path(), &["heal", "p.zip", "-o", "p.zip"]);
    has_keys(
        &report,
        &[
            "mended_bytes",
            "mended_parts",
            "rebuilt_parts",
            "coherence_before",
            "coherence_after",
            "bytes",
            "seconds",
        ],
    );
    assert_eq!(report["rebuilt_parts"], 1);
    assert!(
        fs::read(dir.path().join("p.zip")).unwrap() == whole,
        "not the original bytes"
    );
}

#[test]
fn below_the_threshold_is_3_until_salvage() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let whole = fs::read(dir.path().join("p.zip")).unwrap();
    lose(&dir.path().join("p.zip"), COMPONENT, 0..parity(dir.path()));
    assert!(expect(3, dir.path(), ["verify", "p.zip"]).starts_with("p.zip: below-threshold\n"));
    for args in [
        &["unpack", "p.zip", "-C", "out"][..],
        &["heal", "p.zip", "-o", "h.zip"],
    ] {
        expect_error(&run(dir.path(), args), 3, "below 0.954", "--salvage");
    }
    assert!(!dir.path().join("out").exists() && !dir.path().join("h.zip").exists());
    let error = expect_json(3, dir.path(), &["unpack", "p.zip", "-C", "out"]);
    assert_eq!(error["error"]["name"], "COHERENCE");
    assert_eq!(error["error"]["details"]["recoverable"], true);

    expect(0, dir.path(), ["unpack", "p.zip", "-C", "out", "--salvage"]);
    same(&dir.path().join("in"), &dir.path().join("out"));
    expect(0, dir.path(), ["heal", "p.zip", "-o", "h.zip", "--salvage"]);
    assert!(fs::read(dir.path().join("h.zip")).unwrap() == whole);
}

#[test]
fn beyond_the_parity_is_4_and_best_effort_saves_the_rest() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    // The first parts hold a.txt, the last data parts only the noise.
    let count = parity(dir.path()) + 1;
    lose(&dir.path().join("p.zip"), COMPONENT, 30..30 + count);
    assert!(expect(4, dir.path(), ["verify", "p.zip"]).starts_with("p.zip: lost\n"));
    for flags in [&[][..], &["--salvage"]] {
        let args = [&["unpack", "p.zip", "-C", "out"], flags].concat();
        expect_error(&run(dir.path(), args), 4, "lost", "--best-effort");
    }
    let output = run(
        dir.path(),
        ["unpack", "p.zip", "-C", "out", "--best-effort"],
    );
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(
        stdout(&output).contains("sub/noise: ["),
        "{}",
        stdout(&output)
    );
    same(&dir.path().join("in/a.txt"), &dir.path().join("out/a.txt"));
    let (damaged, original) = (
        fs::read(dir.path().join("out/sub/noise.damaged")).unwrap(),
        fs::read(dir.path().join("in/sub/noise")).unwrap(),
    );
    let args = ["unpack", "p.zip", "-C", "again", "--best-effort"];
    let report = expect_json(4, dir.path(), &args);
    assert_eq!(report["damage"][0]["path"], "sub/noise");
    let ranges: Vec<[usize; 2]> =
        serde_json::from_value(report["damage"][0]["ranges"].clone()).unwrap();
    assert_eq!(damaged.len(), original.len());
    for (at, (d, o)) in damaged.iter().zip(&original).enumerate() {
        let lost = ranges.iter().any(|[from, to]| (*from..*to).contains(&at));
        assert_eq!(*d, if lost { 0 } else { *o }, "byte {at}");
    }
}
