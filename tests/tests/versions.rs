//! One version number everywhere.

use std::path::{Path, PathBuf};

use diram_tests::{cargo, read, tracked};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("valid JSON")
}

/// The version of the workspace, from cargo itself.
fn version() -> String {
    let metadata = json(&cargo(&["metadata", "--no-deps", "--format-version", "1"]));
    let packages = metadata["packages"].as_array().expect("packages");
    let versions: Vec<_> = packages
        .iter()
        .filter_map(|p| p["version"].as_str())
        .collect();
    assert!(
        versions.windows(2).all(|pair| pair[0] == pair[1]),
        "members differ: {versions:?}"
    );
    versions[0].to_owned()
}

/// What stands between `before` and `after` on the first line that holds `before`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    let line = rest.lines().next()?;
    line.split_once(after)
        .map_or(Some(line.trim()), |(found, _)| Some(found.trim()))
}

fn files_named(test: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    tracked().into_iter().filter(|file| test(file)).collect()
}

#[test]
fn cargo_asks_for_its_own_version() {
    let version = version();
    for manifest in files_named(|f| f.ends_with("Cargo.toml")) {
        for line in read(&manifest).lines().filter(|l| l.contains("path = \"")) {
            // Dependencies with a path are ours; a published crate needs the version beside it.
            if let Some(asked) = between(line, "version = \"", "\"") {
                assert_eq!(asked, version, "{}: {line}", manifest.display());
            }
        }
    }
}

#[test]
fn python() {
    let version = version();
    for manifest in ["python/pyproject.toml", "python/compat/pyproject.toml"] {
        let text = read(manifest);
        match between(&text, "\nversion = \"", "\"") {
            Some(found) => assert_eq!(found, version, "{manifest}"),
            // maturin takes it from the crate, which inherits the workspace's.
            None => {
                let dynamic = between(&text, "\ndynamic = [", "]").unwrap_or_default();
                assert!(
                    dynamic.contains("\"version\""),
                    "{manifest} names no version"
                );
                let backend = between(&text, "build-backend = \"", "\"");
                assert_eq!(
                    backend,
                    Some("maturin"),
                    "{manifest}: who knows the version?"
                );
            }
        }
        for sibling in ["pysemverx==", "pysemverx-compat=="] {
            for line in text.lines().filter(|l| l.contains(sibling)) {
                assert_eq!(
                    between(line, sibling, "\""),
                    Some(&version[..]),
                    "{manifest}: {line}"
                );
            }
        }
    }
}

#[test]
fn java() {
    let pom = read("java/pom.xml");
    let own = pom
        .split_once("<artifactId>java-semverx</artifactId>")
        .expect("our artefact")
        .1;
    assert_eq!(
        between(own, "<version>", "</version>"),
        Some(&version()[..])
    );
}

#[test]
fn node() {
    let version = version();
    let manifests = files_named(|f| {
        f.starts_with("node") && f.ends_with("package.json") && !f.starts_with("node/test")
    });
    assert!(manifests.contains(&PathBuf::from("node/package.json")));
    for manifest in manifests {
        let package = json(&read(&manifest));
        assert_eq!(package["version"], version[..], "{}", manifest.display());
        for (name, asked) in package["optionalDependencies"]
            .as_object()
            .into_iter()
            .flatten()
        {
            assert_eq!(*asked, version[..], "{}: {name}", manifest.display());
        }
    }
    assert_eq!(
        json(&read("node/package-lock.json"))["version"],
        version[..],
        "package-lock.json"
    );
}

#[test]
fn lua() {
    let version = version();
    let specs =
        files_named(|f| f.starts_with("lua") && f.extension().is_some_and(|e| e == "rockspec"));
    assert!(!specs.is_empty(), "there is no rockspec");
    for spec in specs {
        let text = read(&spec);
        let found = between(&text, "version = \"", "\"").expect("a version");
        let upstream = found.rsplit_once('-').map(|(upstream, _revision)| upstream);
        assert_eq!(upstream, Some(&version[..]), "{}", spec.display());
        let name = between(&text, "package = \"", "\"").expect("a name");
        assert!(
            spec.ends_with(format!("{name}-{found}.rockspec")),
            "{}",
            spec.display()
        );
    }
}

#[test]
fn c() {
    let header = read("include/diram.h");
    let part = |name: &str| {
        let found = between(&header, &format!("#define DIRAM_VERSION_{name} "), " ");
        found
            .unwrap_or_else(|| panic!("diram.h does not define DIRAM_VERSION_{name}"))
            .to_owned()
    };
    assert_eq!(
        [part("MAJOR"), part("MINOR"), part("PATCH")].join("."),
        version()
    );
}

#[test]
fn changelog() {
    let heading = format!("\n## [{}]", version());
    assert!(
        read("CHANGELOG.md").contains(&heading),
        "CHANGELOG.md has no section{heading}"
    );
}
