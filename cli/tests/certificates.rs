//! `diram verify-resolution`: proofs, their anchors, and what is no proof.

mod common;

use std::fs;
use std::path::Path;

use common::{expect, expect_error, expect_json, registry, run, stdout};
use serde_json::{Value, json};

/// The first key pair of RFC 8032, section 7.1.
const SECRET: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

fn here() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    registry(dir.path());
    dir
}

/// Resolves with a certificate `c.json`; gives the root of the snapshot.
#[track_caller]
fn certified(code: i32, dir: &Path, args: &[&str]) -> String {
    let asked = [&["resolve", "--certificate", "c.json"], args].concat();
    let answer = expect_json(code, dir, &asked);
    answer["snapshot"]["root"].as_str().unwrap().to_owned()
}

fn verify<'a>(anchor: &[&'a str]) -> Vec<&'a str> {
    [&["verify-resolution", "c.json"], anchor].concat()
}

#[test]
fn a_yes_and_a_no_are_proven_by_the_registry_or_its_root() {
    let dir = here();
    let dir = dir.path();
    for (name, code, feasible) in [("app", 0, true), ("web", 2, false)] {
        let root = certified(code, dir, &["-r", "reg.ndjson", name, "^1"]);
        let upper = root.to_ascii_uppercase();
        assert_ne!(root, upper);
        for (kind, anchor) in [
            ("registry", ["-r", "reg.ndjson"]),
            ("root", ["--root", &root]),
            ("root", ["--root", &upper]),
        ] {
            let report = expect_json(0, dir, &verify(&anchor));
            assert_eq!(
                (&report["anchor"], &report["anchored"], &report["feasible"]),
                (&json!(kind), &json!(true), &json!(feasible))
            );
            assert_eq!(report["requirements"], json!([[name, "^1"]]));
            assert_eq!(report["snapshot"]["root"], root);
            assert_eq!(report["solution"] == json!({}), !feasible);
            let text = expect(0, dir, verify(&anchor));
            assert!(
                text.starts_with("proven: ") && text.contains(&root),
                "{text}"
            );
        }
    }
}

#[test]
fn without_an_anchor_it_is_consistent_at_best() {
    let dir = here();
    let dir = dir.path();
    certified(0, dir, &["-r", "reg.ndjson", "app"]);
    let text = expect(3, dir, verify(&[]));
    assert!(text.starts_with("consistent, not anchored: "), "{text}");
    assert!(text.contains("--key, --root or -r"), "{text}");
    let report = expect_json(3, dir, &verify(&[]));
    assert_eq!(
        (&report["anchor"], &report["anchored"]),
        (&json!("none"), &json!(false))
    );
}

#[test]
fn a_key_proves_what_it_signed() {
    let dir = here();
    let dir = dir.path();
    let (upper, public) = (SECRET.to_ascii_uppercase(), PUBLIC.to_ascii_uppercase());
    for secret in [SECRET, &format!(" {upper}\n")] {
        fs::write(dir.join("secret"), secret).unwrap();
        certified(
            0,
            dir,
            &["-r", "reg.ndjson", "app", "--signing-key", "secret"],
        );
        for key in [PUBLIC, &public] {
            let report = expect_json(0, dir, &verify(&["--key", key]));
            assert_eq!(report["anchor"], "key");
        }
        let other = expect_json(2, dir, &verify(&["--key", SECRET]));
        assert_eq!(other["error"]["name"], "CERTIFICATE");
        // A signature is no matter to whoever has the registry.
        expect(0, dir, verify(&["-r", "reg.ndjson"]));
    }
    certified(0, dir, &["-r", "reg.ndjson", "app"]);
    let output = run(dir, verify(&["--key", PUBLIC]));
    expect_error(&output, 2, "refused", "do not act on this one");
    for wrong in ["", "9d61", &SECRET.replace('d', "x")] {
        fs::write(dir.join("secret"), wrong).unwrap();
        let asked = [
            "resolve",
            "-r",
            "reg.ndjson",
            "app",
            "--signing-key",
            "secret",
        ];
        expect_error(&run(dir, asked), 1, "secret holds no key", "64 hexadecimal");
    }
}

#[test]
fn another_registry_or_root_is_refused() {
    let dir = here();
    let dir = dir.path();
    let root = certified(0, dir, &["-r", "reg.ndjson", "app"]);
    let other = "{\"name\":\"app\",\"version\":\"1.1.0\",\"deps\":{}}\n";
    fs::write(dir.join("other.ndjson"), other).unwrap();
    let last = if root.ends_with('0') { "1" } else { "0" };
    let near = format!("{}{last}", &root[..63]);
    for anchor in [["-r", "other.ndjson"], ["--root", &near]] {
        let output = run(dir, verify(&anchor));
        expect_error(&output, 2, "snapshot", "do not act on this one");
    }
}

#[test]
fn one_byte_flipped_is_refused() {
    let dir = here();
    let dir = dir.path();
    for (name, code) in [("app", 0), ("web", 2)] {
        let root = certified(code, dir, &["-r", "reg.ndjson", name]);
        let path = dir.join("c.json");
        let bytes = fs::read(&path).unwrap();
        let last = bytes.len() - 1;
        for at in (0..last).step_by(last / 20).chain([last]) {
            for bit in [0x01, 0x80] {
                let mut flipped = bytes.clone();
                flipped[at] ^= bit;
                fs::write(&path, &flipped).unwrap();
                let error = &expect_json(2, dir, &verify(&["--root", &root]))["error"];
                assert_eq!(
                    error["name"], "CERTIFICATE",
                    "{name}: bit {bit} of byte {at}"
                );
            }
        }
        for cut in [0, 1, last / 2, last] {
            fs::write(&path, &bytes[..cut]).unwrap();
            let output = run(dir, verify(&[]));
            expect_error(&output, 2, "refused", "do not act on this one");
        }
        fs::write(&path, &bytes).unwrap();
        expect(0, dir, verify(&["--root", &root]));
    }
}

#[test]
fn a_file_anchors_under_the_source_it_was_opened_as() {
    let dir = here();
    let dir = dir.path();
    let file = ["-r", "reg.ndjson", "--tier", "local"];
    certified(0, dir, &[&file[..], &["app"]].concat());
    let report = expect_json(0, dir, &verify(&file));
    assert_eq!(report["anchor"], "registry");
    let output = run(dir, verify(&["-r", "reg.ndjson"]));
    expect_error(&output, 2, "not that of this registry", "ask for a new one");
}

#[test]
fn a_folder_anchors_too() {
    let dir = here();
    let dir = dir.path();
    fs::create_dir(dir.join("regs")).unwrap();
    fs::copy(dir.join("reg.ndjson"), dir.join("regs/a.ndjson")).unwrap();
    fs::write(dir.join("regs/b.ndjson"), "").unwrap();
    let folder = ["-r", "regs", "--tier", "a"];
    certified(0, dir, &[&folder[..], &["app"]].concat());
    expect(0, dir, verify(&folder));
    // The same sources, whichever of them is the first to be asked.
    expect(0, dir, verify(&["-r", "regs", "--tier", "b"]));
    for missing in [&["-r", "regs"][..], &["-r", "regs", "--tier", "c"]] {
        let output = expect_json(1, dir, &verify(missing));
        assert_eq!(output["error"]["details"]["argument"], "tier");
    }
}

#[test]
fn wrong_use_is_no_verdict() {
    let dir = here();
    let dir = dir.path();
    let root = certified(0, dir, &["-r", "reg.ndjson", "app"]);
    for (anchor, sentence) in [
        (&["--key", PUBLIC, "--root", &root][..], "--root"),
        (&["--key", PUBLIC, "-r", "reg.ndjson"], "--registry"),
        (&["--root", &root, "-r", "reg.ndjson"], "--registry"),
        (&["--tier", "local", "--root", &root], "--tier"),
    ] {
        let output = run(dir, verify(anchor));
        expect_error(&output, 1, sentence, "diram verify-resolution --help");
    }
    let output = run(dir, verify(&["--tier", "local"]));
    expect_error(&output, 1, "--tier", "with --registry or in DIRAM_REGISTRY");
    for (flag, text) in [("--root", "12"), ("--key", &PUBLIC.replace('d', "g")[..])] {
        let error = &expect_json(1, dir, &verify(&[flag, text]))["error"];
        assert_eq!(error["details"]["argument"], flag[2..]);
        assert!(error["message"].as_str().unwrap().contains("64 hex"));
    }
    let output = run(dir, ["verify-resolution", "none.json", "--json"]);
    let value: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(
        (output.status.code(), &value["error"]["name"]),
        (Some(1), &json!("IO"))
    );
}
