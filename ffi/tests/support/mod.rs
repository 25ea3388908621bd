//! The built library and the parsed header, for the tests that compare them.
#![allow(dead_code, reason = "each test binary uses a part")]

pub(crate) mod header;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crate's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// libdiram as cargo builds it, fresh: what is there already may be stale or have other features.
pub(crate) fn shared_library() -> PathBuf {
    let built = run(Command::new(env!("CARGO")).current_dir(root()).args([
        "build",
        "--package",
        "diram-ffi",
        "--lib",
        "--message-format",
        "json",
    ]));
    built
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .filter(|message| {
            message["manifest_path"]
                .as_str()
                .is_some_and(|p| Path::new(p).starts_with(root()))
        })
        .flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .find(|name| name.extension().is_some_and(|e| e == "so"))
        .expect("cargo names the shared library it built")
}

/// The header after the C preprocessor, without the system's headers: declarations only.
pub(crate) fn declarations() -> String {
    let header = header::header();
    let own: Vec<&str> = header
        .lines()
        .filter(|line| !line.starts_with("#include"))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("diram.h");
    std::fs::write(&copy, own.join("\n")).unwrap();
    let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    run(Command::new(compiler)
        .args(["-std=c99", "-E", "-P", "-x", "c"])
        .arg(&copy))
}

/// The functions that the header declares.
pub(crate) fn declared_functions() -> BTreeSet<String> {
    let text = declarations();
    let mut functions = BTreeSet::new();
    for declaration in text.split(';') {
        let Some((head, _)) = declaration.split_once('(') else {
            continue;
        };
        let name = head
            .rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .next()
            .unwrap();
        if !declaration.contains("typedef") {
            functions.insert(name.to_owned());
        }
    }
    functions
}

/// A numeric constant of the header.
pub(crate) fn constant(name: &str) -> u64 {
    let header = header::header();
    let line = header
        .lines()
        .find_map(|line| line.strip_prefix(&format!("#define {name} ")));
    line.unwrap_or_else(|| panic!("{name} is not in the header"))
        .parse()
        .unwrap()
}

/// Runs a program; its output, or its complaint as the test's failure.
pub(crate) fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{complaint}");
    String::from_utf8(output.stdout).unwrap()
}
