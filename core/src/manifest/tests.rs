//! Fixtures of each kind, limits and damage.

mod refused;

use proptest::prelude::*;

use super::*;
use crate::semverx::AutoUpdate;
use crate::{Code, Failure};

/// As the original specification prints it.
const PRINTED: &str = r#"{
  "name": "my-app",
  "version": "1.0.0",
  "dependencies": {
    "@obinexus/core": "semverx:2.stable.1.stable.0.stable",
    "@obinexus/utils": "semverx:1.*.*.stable"
  },
  "semverx": {
    "registry": "https://r.obinexus.org",
    "policy": {
      "allow_experimental": false,
      "auto_update": "opt-in",
      "max_update_rate": 5
    }
  }
}
"#;

const PYPROJECT: &str = r#"
[project]
name = "my-app"
dependencies = ["numpy", "pandas>=2"]
[project.optional-dependencies]
dev = ["pytest"]
[tool.black]
line-length = 100
[tool.semverx]
registry = "reg.ndjson"
policy = { max_fault = 0x7, min_release_age = "3d" }
[tool.semverx.dependencies]
"@obinexus/core" = "semverx:2.stable.1.stable.0.stable"
utils = "1.*.*.stable"
"#;

const CARGO: &str = r#"
[package]
name = "my-app"
edition = "2024"
[dependencies]
serde = { version = "1", features = ["derive"] }
toml.version = "1"
[dev-dependencies]
proptest = "1"
[build-dependencies]
cc = "1"
[package.metadata.semverx.policy]
lines = "major"
[package.metadata.semverx.dependencies]
core = "^2"
"#;

use ManifestKind::{CargoToml, PackageJson, Pyproject};

fn read(kind: ManifestKind, text: &str) -> Manifest {
    Manifest::parse(kind, text).unwrap().unwrap()
}

fn refused(kind: ManifestKind, text: &str) -> ManifestError {
    let error = Manifest::parse(kind, text).unwrap_err();
    assert!(error.details().is_object());
    assert!(error.to_string().len() < 1000, "a long message");
    error
}

fn pairs(manifest: &Manifest) -> Vec<(&str, &str)> {
    let all = manifest.requirements.iter();
    all.map(|(name, range)| (name.as_str(), range.as_str()))
        .collect()
}

#[test]
fn the_printed_manifest_is_read() {
    let manifest = read(PackageJson, PRINTED);
    assert_eq!(manifest.kind, PackageJson);
    assert_eq!(manifest.name.as_deref(), Some("my-app"));
    assert_eq!(manifest.registry.as_deref(), Some("https://r.obinexus.org"));
    let wanted = [
        ("@obinexus/core", "2.stable.1.stable.0.stable"),
        ("@obinexus/utils", "1.*.*.stable"),
    ];
    assert_eq!(pairs(&manifest), wanted);
    assert_eq!(manifest.policy.allow_experimental, Some(false));
    assert_eq!(manifest.policy.auto_update, AutoUpdate::OptIn);
    assert_eq!(manifest.policy.max_update_rate, 5);
    assert_eq!(manifest.others, 0);
}

#[test]
fn pyproject_has_a_tool_table() {
    let manifest = read(Pyproject, PYPROJECT);
    assert_eq!(manifest.name.as_deref(), Some("my-app"));
    assert_eq!(manifest.registry.as_deref(), Some("reg.ndjson"));
    let wanted = [
        ("@obinexus/core", "2.stable.1.stable.0.stable"),
        ("utils", "1.*.*.stable"),
    ];
    assert_eq!(pairs(&manifest), wanted);
    assert_eq!(manifest.policy.max_fault, 7);
    assert_eq!(manifest.policy.min_release_age, Some(259_200));
    assert_eq!(manifest.others, 3);
}

#[test]
fn cargo_has_metadata_or_a_bare_table() {
    let manifest = read(CargoToml, CARGO);
    assert_eq!(manifest.name.as_deref(), Some("my-app"));
    assert_eq!(pairs(&manifest), [("core", "^2")]);
    assert_eq!(manifest.others, 4);
    for place in ["workspace.metadata.semverx", "semverx"] {
        let text = CARGO.replace("package.metadata.semverx", place);
        let other = read(CargoToml, &text);
        assert_eq!(other, manifest, "{place}");
        let both = format!("{CARGO}[{place}]\n");
        let error = refused(CargoToml, &both);
        assert_eq!(
            error.to_string(),
            format!("package.metadata.semverx and {place} both stand in this file")
        );
        assert_eq!(error.code(), Code::Format);
        assert!(error.hint().is_some());
        let wrong = text.replace("major", "minor");
        let error = refused(CargoToml, &wrong).to_string();
        assert!(
            error.starts_with(&format!("{place}.policy.lines: ")),
            "{error}"
        );
    }
}

#[test]
fn manifests_of_others_say_nothing() {
    for (kind, text) in [
        (PackageJson, "{}"),
        (
            PackageJson,
            r#"{"name":7,"dependencies":{"a":"^1","b":7},"semverx":null}"#,
        ),
        (
            PackageJson,
            r#"{"dependencies":null,"scripts":{"a":1,"a":2},"scripts":[]}"#,
        ),
        (
            PackageJson,
            "{\"config\":[[[[]]]],\"dependencies\":{\"a\":\"npm:semverx:1\"}}",
        ),
        (Pyproject, ""),
        (Pyproject, "tool = 1"),
        (Pyproject, "[tool.black]\n[semverx]\n"),
        (CargoToml, "[package]\nname = 'a'\nmetadata = 1\n"),
        (CargoToml, "[tool.semverx]\n[metadata.semverx]\n"),
    ] {
        assert_eq!(Manifest::parse(kind, text), Ok(None), "{text}");
    }
    let empty = read(PackageJson, r#"{"semverx":{}}"#);
    assert_eq!(empty, Manifest::new(PackageJson));
    assert_eq!(read(Pyproject, "[tool.semverx]"), Manifest::new(Pyproject));
    assert_eq!(read(CargoToml, "[semverx]"), Manifest::new(CargoToml));
}

#[test]
fn three_tables_of_a_package_json_are_one() {
    let text = r#"{"devDependencies":{"a":"semverx:^1","b":"semverx:","c":"*"},
        "optionalDependencies":{"a":"semverx: ^1","d":"^2"},"dependencies":{"a":"semverx:^1"}}"#;
    let manifest = read(PackageJson, text);
    assert_eq!(pairs(&manifest), [("a", "^1"), ("b", "")]);
    assert_eq!(manifest.others, 2);
    let error = refused(PackageJson, &text.replace("semverx: ^1", "semverx:^2"));
    assert_eq!(
        error.to_string(),
        "optionalDependencies.a asks for \"^2\", dependencies.a for \"^1\""
    );
    assert_eq!(error.code(), Code::Format);
    assert!(error.hint().is_some());
}

#[test]
fn a_byte_order_mark_does_not_count() {
    assert_eq!(
        read(PackageJson, &format!("\u{feff}{PRINTED}")),
        read(PackageJson, PRINTED)
    );
    assert_eq!(
        read(Pyproject, &format!("\u{feff}{PYPROJECT}")),
        read(Pyproject, PYPROJECT)
    );
}

#[test]
fn limits_hold() {
    let error = refused(Pyproject, &" ".repeat(Manifest::MAX_LEN + 1));
    assert_eq!(error.code(), Code::Limit);
    let dependencies = |count: usize| {
        let all: Vec<String> = (0..count).map(|n| format!("\"d{n}\":\"1\"")).collect();
        format!(
            "{{\"dependencies\":{{{}}},\"devDependencies\":{{\"a\":\"semverx:1\"}}}}",
            all.join(",")
        )
    };
    let most = read(PackageJson, &dependencies(Manifest::MAX_DEPENDENCIES - 1));
    assert_eq!(most.others, Manifest::MAX_DEPENDENCIES - 1);
    let error = refused(PackageJson, &dependencies(Manifest::MAX_DEPENDENCIES));
    assert_eq!(
        (error.clone(), error.code()),
        (ManifestError::TooMany, Code::Limit)
    );
}

#[test]
fn depth_is_an_error_where_it_is_read_and_nothing_elsewhere() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = format!("{{\"semverx\":{deep}}}");
    assert_eq!(refused(PackageJson, &text).code(), Code::Format);
    let text = format!("{{\"semverx\":{{}},\"config\":{deep}}}");
    assert_eq!(read(PackageJson, &text), Manifest::new(PackageJson));
    for kind in [Pyproject, CargoToml] {
        for text in [
            format!("a = {deep}"),
            format!("{}a = 1", "a.".repeat(100_000)),
        ] {
            assert_eq!(refused(kind, &text).code(), Code::Format);
        }
    }
}

#[test]
fn file_names_are_kinds() {
    for kind in ManifestKind::ALL {
        assert_eq!(ManifestKind::from_file_name(kind.file_name()), Some(kind));
    }
    assert_eq!(ManifestKind::from_file_name("cargo.toml"), None);
}

/// Whatever comes back can be read again by itself.
fn holds(kind: ManifestKind, text: &str) {
    match Manifest::parse(kind, text) {
        Ok(None) => {}
        Ok(Some(manifest)) => {
            for (name, range) in &manifest.requirements {
                assert!(crate::registry::Name::parse(name).is_ok());
                assert!(
                    crate::semverx::VersionRange::parse(range).is_ok(),
                    "{range}"
                );
            }
        }
        Err(error) => assert!(
            matches!(
                error.code(),
                Code::Format | Code::Policy | Code::Range | Code::Argument
            ),
            "{error}"
        ),
    }
}

#[test]
fn every_truncation_and_every_flipped_bit_is_an_answer() {
    for (kind, good) in [
        (PackageJson, PRINTED),
        (Pyproject, PYPROJECT),
        (CargoToml, CARGO),
    ] {
        for end in 0..good.len() {
            holds(kind, &good[..end]);
        }
        for bit in 0..good.len() * 8 {
            let mut bytes = good.as_bytes().to_vec();
            bytes[bit / 8] ^= 1 << (bit % 8);
            if let Ok(text) = std::str::from_utf8(&bytes) {
                holds(kind, text);
            }
        }
    }
}

proptest! {
    #[test]
    fn what_is_asked_for_is_found_in_every_kind(
        wanted in prop::collection::btree_map(
            "(@[a-z]{1,3}/)?[a-z]{2,4}z",
            prop::sample::select(vec!["^1", "~2.3 || 1.*.*.stable", "=1.0.0-rc", ""]),
            0..9,
        ),
    ) {
        let lines = |equals: &str, end: &str, scheme: &str| -> String {
            let all = wanted.iter();
            let all: Vec<String> = all
                .map(|(name, range)| format!("{name:?}{equals}\"{scheme}{range}\""))
                .collect();
            all.join(end)
        };
        let json = format!("{{\"semverx\":{{}},\"dependencies\":{{{}}}}}", lines(":", ",", "semverx:"));
        let pyproject = format!("[tool.semverx.dependencies]\n{}", lines("=", "\n", ""));
        let cargo = format!("[semverx.dependencies]\n{}", lines("=", "\n", "semverx:"));
        for (kind, text) in [(PackageJson, json), (Pyproject, pyproject), (CargoToml, cargo)] {
            let manifest = read(kind, &text);
            let found: BTreeMap<String, &str> =
                manifest.requirements.iter().map(|(n, r)| (n.clone(), r.as_str())).collect();
            prop_assert_eq!(&found, &wanted);
        }
    }

    #[test]
    fn no_text_is_a_panic(text in "\\PC{0,200}") {
        for kind in ManifestKind::ALL {
            holds(kind, &text);
        }
    }
}
