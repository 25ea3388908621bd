//! Fixtures of each kind, everything that is refused, and damage.

use proptest::prelude::*;

use super::*;
use crate::registry::NameFault;
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

/// Replaces one piece of a good manifest and says what comes of it.
fn broken(kind: ManifestKind, good: &str, from: &str, to: &str, message: &str, code: Code) {
    let text = good.replacen(from, to, 1);
    assert_ne!(text, good, "{from}");
    let error = refused(kind, &text);
    assert!(error.to_string().starts_with(message), "{to}: {error}");
    assert_eq!(error.code(), code, "{error}");
}

#[test]
fn wrong_package_jsons_say_where() {
    let core = "dependencies[\"@obinexus/core\"]";
    for (from, to, message, code) in [
        (
            "\"name\"",
            "x\"name\"",
            "line 2, column 3: key must be a string".to_owned(),
            Code::Format,
        ),
        (
            "{",
            "[",
            "line 1, column 1: invalid type".to_owned(),
            Code::Format,
        ),
        (
            "\"version\"",
            "\"name\"",
            "name stands twice".to_owned(),
            Code::Format,
        ),
        (
            "\"version\": \"1.0.0\"",
            "\"semverx\": {}",
            "semverx stands twice".to_owned(),
            Code::Format,
        ),
        (
            "@obinexus/utils",
            "@obinexus/core",
            format!("{core} stands twice"),
            Code::Format,
        ),
        (
            "2.stable",
            "2.Stable",
            format!("{core}: \"semverx:2.Stable"),
            Code::Range,
        ),
        (
            "semverx:2",
            "semverx:semverx:2",
            format!("{core}: \"semverx:semverx:2"),
            Code::Range,
        ),
        (
            "semverx:2",
            "SemVerX:2",
            format!("{core}: \"SemVerX:2"),
            Code::Format,
        ),
        (
            "semverx:2",
            " semverx:2",
            format!("{core}: \" semverx:2"),
            Code::Format,
        ),
        (
            "@obinexus/core",
            "Core",
            "dependencies.Core: name \"Core\", column 1".to_owned(),
            Code::Argument,
        ),
        (
            "\"registry\": \"",
            "\"registry\": 1, \"_\": \"",
            "semverx._ is not a known key".to_owned(),
            Code::Format,
        ),
        (
            "\"registry\": \"https://r.obinexus.org\"",
            "\"registry\": 1",
            "semverx.registry: 1 is not".to_owned(),
            Code::Format,
        ),
        (
            "https://r.obinexus.org",
            "",
            "semverx.registry: \"\" is not".to_owned(),
            Code::Format,
        ),
        (
            "\"registry\"",
            "\"policy\"",
            "semverx.policy stands twice".to_owned(),
            Code::Format,
        ),
        (
            "\"registry\"",
            "\"registri\"",
            "semverx.registri is not a known key".to_owned(),
            Code::Format,
        ),
        (
            "\"max_update_rate\": 5",
            "\"max_fault\": 18",
            "semverx.policy.max_fault: 18 is not a fault".to_owned(),
            Code::Policy,
        ),
        (
            "max_update_rate",
            "max_updaterate",
            "semverx.policy.max_updaterate: a policy has no".to_owned(),
            Code::Policy,
        ),
        (
            "max_update_rate",
            "auto_update",
            "semverx.policy.auto_update: it stands twice".to_owned(),
            Code::Policy,
        ),
        (
            "\"max_update_rate\": 5",
            "\"sources\": {\"@a/*\": 1}",
            "semverx.policy.sources[\"@a/*\"]: 1 is not".to_owned(),
            Code::Policy,
        ),
        (
            "\"max_update_rate\": 5",
            "\"overrides\": {\"@a/b\": \"v1\"}",
            "semverx.policy.overrides[\"@a/b\"]: \"v1\" is not".to_owned(),
            Code::Policy,
        ),
        (
            "\"max_update_rate\": 5",
            "\"sources\": {\"a\": \"x\", \"a\": \"x\"}",
            "semverx.policy.sources.a: it stands twice".to_owned(),
            Code::Policy,
        ),
    ] {
        broken(PackageJson, PRINTED, from, to, &message, code);
    }
    for (text, message) in [
        (r#"{"semverx":[]}"#, "semverx: [] is not an object"),
        (
            r#"{"semverx":{"policy":[1]}}"#,
            "semverx.policy: [1] is not the keys",
        ),
        (
            r#"{"dependencies":["semverx:1"]}"#,
            "dependencies: [\"semverx:1\"] is not an object",
        ),
    ] {
        let error = refused(PackageJson, text).to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn hints_say_what_to_write() {
    for (from, to, hint) in [
        ("\"registry\"", "\"registri\"", "write registry"),
        ("max_update_rate", "max_updaterate", "write max_update_rate"),
        ("@obinexus/core", "Core", "write \"core\""),
        (
            "\"semverx:2.stable.1.stable.0.stable\"",
            "\"semverx:v2.1.0\"",
            "write semverx:2.1.0",
        ),
    ] {
        let error = refused(PackageJson, &PRINTED.replacen(from, to, 1));
        assert_eq!(error.hint().as_deref(), Some(hint), "{error}");
    }
    let error = refused(PackageJson, &PRINTED.replace("@obinexus/core", "Core"));
    let ManifestError::Name { source, .. } = error else {
        panic!("{error:?}");
    };
    assert_eq!(source.why, NameFault::Character('C'));
}

#[test]
fn wrong_tomls_say_where() {
    let core = "tool.semverx.dependencies[\"@obinexus/core\"]";
    for (from, to, message, code) in [
        (
            "[project]",
            "[project",
            "line 2, column ".to_owned(),
            Code::Format,
        ),
        (
            "[tool.black]",
            "[tool.semverx]",
            "line 9, column ".to_owned(),
            Code::Format,
        ),
        (
            "line-length = 100",
            "a.a = 1\na.a = 2",
            "line 9, column ".to_owned(),
            Code::Format,
        ),
        (
            "registry =",
            "registri =",
            "tool.semverx.registri is not a known key".to_owned(),
            Code::Format,
        ),
        (
            "\"reg.ndjson\"",
            "1979-05-27",
            "tool.semverx.registry: 1979-05-27 is not".to_owned(),
            Code::Format,
        ),
        (
            "max_fault = 0x7",
            "max_fault = 1.5",
            "tool.semverx.policy.max_fault: 1.5 is not".to_owned(),
            Code::Policy,
        ),
        (
            "max_fault",
            "max_faults",
            "tool.semverx.policy.max_faults: ".to_owned(),
            Code::Policy,
        ),
        (
            "\"semverx:2.stable",
            "\"semverx:2.Stable",
            format!("{core}: "),
            Code::Range,
        ),
        (
            "\"1.*.*.stable\"",
            "{ version = \"1\" }",
            "tool.semverx.dependencies.utils: {\"version".to_owned(),
            Code::Format,
        ),
        (
            "utils =",
            "\"@a\" =",
            "tool.semverx.dependencies[\"@a\"]: name \"@a\"".to_owned(),
            Code::Argument,
        ),
    ] {
        broken(Pyproject, PYPROJECT, from, to, &message, code);
    }
    let error = refused(Pyproject, "[tool]\nsemverx = 1\n").to_string();
    assert!(
        error.starts_with("tool.semverx: 1 is not a table"),
        "{error}"
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
