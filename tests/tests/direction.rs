//! core ← host ← {cli, ffi, bindings/*}: nothing points back. And each folder holds its language.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use diram_tests::{cargo, read, tracked};
use serde_json::Value;

/// Names that would bring sockets, runtimes, randomness or files into the pure core.
const IMPURE: [&str; 13] = [
    "async-std",
    "axum",
    "hyper",
    "mio",
    "object_store",
    "rand",
    "redb",
    "reqwest",
    "rustls",
    "socket2",
    "tempfile",
    "tokio",
    "ureq",
];

/// Each member and the members it depends on, whatever the kind of dependency.
fn members() -> BTreeMap<String, Vec<String>> {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let inside = |package: &Value| {
        let all = package["dependencies"].as_array().expect("dependencies");
        all.iter()
            .filter(|d| d["path"].is_string())
            .map(|d| text(&d["name"]))
            .collect()
    };
    packages
        .iter()
        .map(|package| (text(&package["name"]), inside(package)))
        .collect()
}

#[test]
fn nothing_points_back() {
    let members = members();
    for (member, needs) in &members {
        let allowed: &[&str] = match member.as_str() {
            "diram-core" => &[],
            "diram" => &["diram-core"],
            "diram-cli" | "diram-ffi" | "diram-python" | "diram-java" | "diram-node"
            | "diram-lua" => &["diram-core", "diram"],
            // These stand outside the arrows and may look at everything.
            "diram-tests" | "diram-bench" => continue,
            other => panic!("{other} has no place in the picture of ARCHITECTURE.md yet"),
        };
        for need in needs {
            assert!(
                allowed.contains(&need.as_str()),
                "{member} must not depend on {need}"
            );
        }
    }
    assert_eq!(
        members.len(),
        10,
        "a member is missing: {:?}",
        members.keys()
    );
}

fn members_manifests() -> impl Iterator<Item = PathBuf> {
    tracked()
        .into_iter()
        .filter(|f| f.ends_with("Cargo.toml") && f.components().count() > 1)
}

/// Every member obeys the workspace's lints, and every profile unwinds: the C interface and the
/// bindings turn panics into errors.
#[test]
fn members_share_lints_and_panics_unwind() {
    let root = read("Cargo.toml");
    for profile in ["[profile.dev]", "[profile.release]"] {
        let (_, rest) = root.split_once(profile).expect(profile);
        let section = rest.split("\n[").next().unwrap_or_default();
        assert!(
            section.contains("panic = \"unwind\""),
            "{profile} does not say panic = \"unwind\""
        );
    }
    assert!(!root.contains("panic = \"abort\""));
    for manifest in members_manifests() {
        let text = read(&manifest);
        assert!(
            text.contains("[lints]\nworkspace = true"),
            "{}",
            manifest.display()
        );
        for key in ["version", "edition", "rust-version", "license"] {
            let line = format!("\n{key}.workspace = true");
            assert!(text.contains(&line), "{}: {key}", manifest.display());
        }
    }
}

/// The names of everything that ends up in a build of `package`.
fn shipped_with(package: &str, extra: &[&str]) -> Vec<String> {
    let mut args = vec!["tree", "-p", package, "-e", "normal", "--prefix", "none"];
    args.extend(extra);
    let tree = cargo(&args);
    let names: Vec<_> = tree
        .lines()
        .filter_map(|l| l.split(' ').next())
        .map(str::to_owned)
        .collect();
    assert!(
        names.iter().any(|name| name == package),
        "cargo tree lists {package} itself"
    );
    names
}

#[test]
fn core_is_pure() {
    let names = shipped_with("diram-core", &[]);
    assert!(
        names.iter().any(|name| name == "sha2"),
        "the list is that of the core"
    );
    for name in IMPURE {
        assert!(
            !names.iter().any(|n| n == name),
            "diram-core must not depend on {name}"
        );
    }
}

#[test]
fn without_net_there_is_no_network_code() {
    let names = shipped_with("diram", &["--no-default-features"]);
    for name in [
        "axum", "hyper", "mio", "reqwest", "rustls", "socket2", "tokio", "ureq",
    ] {
        assert!(
            !names.iter().any(|n| n == name),
            "diram without net must not depend on {name}"
        );
    }
}

#[test]
fn bindings_hold_rust_and_packages_hold_none() {
    let is_rust = |file: &Path| {
        let name = file
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default();
        name.ends_with(".rs") || name == "Cargo.toml"
    };
    let (mut glue, mut packages) = (0, 0);
    for file in tracked() {
        if file.starts_with("bindings") {
            assert!(
                is_rust(&file) || file.ends_with("README.md"),
                "not Rust: {}",
                file.display()
            );
            glue += 1;
        }
        if ["python", "java", "node", "lua"]
            .iter()
            .any(|folder| file.starts_with(folder))
        {
            assert!(
                !is_rust(&file),
                "Rust belongs in bindings/: {}",
                file.display()
            );
            packages += 1;
        }
    }
    assert!(
        glue > 0 && packages > 0,
        "{glue} files in bindings, {packages} in packages"
    );
}
