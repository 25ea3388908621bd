//! Wrong manifests say where and what to write.

use super::*;
use crate::registry::NameFault;

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
