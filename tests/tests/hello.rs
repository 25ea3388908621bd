//! README's first example, in Rust and in C: it packs a folder and gets it back.

use std::path::{Path, PathBuf};
use std::process::Command;

use diram_tests::{cargo, root};

/// The example itself, in this process.
mod example {
    include!("../hello/hello.rs");

    #[test]
    fn rust() {
        let room = super::photos();
        // Nothing else in this process depends on the current folder.
        std::env::set_current_dir(room.path()).expect("the folder is there");
        main().expect("the example works");
        super::check(room.path());
    }
}

#[test]
fn c() {
    let built = cargo(&["build", "-p", "diram-ffi", "--message-format", "json"]);
    let room = photos();
    // The name that programs look for, which an installation gives the library too.
    let library = room.path().join(soname());
    std::fs::copy(library_in(&built), &library).expect("writable");
    let program = room.path().join("hello");
    run(Command::new("cc")
        .args([
            "-std=c99",
            "-Wall",
            "-Wextra",
            "-Wpedantic",
            "-Werror",
            "-I",
        ])
        .arg(root().join("include"))
        .arg(root().join("tests/hello/hello.c"))
        .arg(&library)
        .arg("-o")
        .arg(&program));
    run(Command::new(&program)
        .current_dir(room.path())
        .env("LD_LIBRARY_PATH", room.path()));
    check(room.path());
}

fn soname() -> String {
    let header = diram_tests::read("include/diram.h");
    let (_, rest) = header
        .split_once("#define DIRAM_ABI ")
        .expect("the header has an ABI");
    format!("libdiram.so.{}", rest.lines().next().unwrap_or_default())
}

/// A folder that holds `photos/` and nothing else.
fn photos() -> tempfile::TempDir {
    let room = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir_all(room.path().join("photos/2026")).expect("writable");
    for (name, seed) in [("photos/sea.raw", 3u32), ("photos/2026/sky.raw", 5)] {
        let bytes: Vec<u8> = (0..40_000u32)
            .map(|i| ((i * i / seed) >> 7) as u8)
            .collect();
        std::fs::write(room.path().join(name), bytes).expect("writable");
    }
    room
}

fn check(room: &Path) {
    for name in ["sea.raw", "2026/sky.raw"] {
        let read = |folder: &str| std::fs::read(room.join(folder).join(name)).expect(name);
        assert!(
            read("photos") == read("restored"),
            "{name} came back changed"
        );
    }
}

/// The shared library among the files cargo says it made.
fn library_in(messages: &str) -> PathBuf {
    let messages = messages
        .lines()
        .filter_map(|l| serde_json::from_str(l).ok());
    let files = messages
        .flat_map(|m: serde_json::Value| m["filenames"].as_array().cloned().unwrap_or_default());
    let mut paths = files.filter_map(|f| f.as_str().map(PathBuf::from));
    let shared = |path: &PathBuf| {
        path.file_stem().is_some_and(|name| name == "libdiram")
            && path.extension().is_some_and(|e| e == "so" || e == "dylib")
    };
    paths.find(shared).expect("cargo built libdiram")
}

fn run(command: &mut Command) {
    let output = command
        .output()
        .unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && text.is_empty(),
        "{command:?}:\n{text}"
    );
}
