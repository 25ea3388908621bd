//! README's examples, in Rust and in C: one packs a folder and gets it back, one asks a registry, one
//! refuses a package and plans a swap.

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

/// The second example.
mod versions {
    include!("../hello/versions.rs");

    #[test]
    fn rust() {
        let room = super::registry("");
        let text = super::again("versions::inside", room.path());
        assert!(text.contains("2.stable.0.stable.1.stable"), "{text}");
    }

    #[test]
    #[ignore = "run by `rust`, in a folder with a registry"]
    fn inside() {
        main().expect("the example works");
    }
}

/// The third example.
mod swap {
    include!("../hello/swap.rs");

    #[test]
    fn rust() {
        let room = super::project();
        let text = super::again("swap::inside", room.path());
        assert!(text.contains(&super::says()), "{text}");
        super::untouched(room.path());
    }

    #[test]
    #[ignore = "run by `rust`, in the folder of a project"]
    fn inside() {
        main().expect("the example works");
    }
}

/// Runs a test of this file in a process of its own, since examples read the current folder; gives what
/// it prints.
fn again(test: &str, room: &Path) -> String {
    let this = std::env::current_exe().expect("this test");
    let mut inner = Command::new(this);
    inner.args(["--exact", test, "--include-ignored", "--nocapture"]);
    text(inner.current_dir(room))
}

#[test]
fn c_versions() {
    let room = registry("");
    let text = c_program(room.path(), "versions.c");
    assert!(text.contains("1 2.stable.0.stable.1.stable"), "{text}");
}

#[test]
fn c_swap() {
    let room = project();
    assert_eq!(c_program(room.path(), "swap.c"), says());
    untouched(room.path());
}

/// A folder that holds `reg.ndjson`, that of the example in this folder of `tests/hello`.
fn registry(of: &str) -> tempfile::TempDir {
    let room = tempfile::tempdir().expect("a temporary folder");
    let from = root().join("tests/hello").join(of).join("reg.ndjson");
    std::fs::copy(from, room.path().join("reg.ndjson")).expect("writable");
    room
}

/// A folder that holds `reg.ndjson` and a `package.json`.
fn project() -> tempfile::TempDir {
    let room = registry("swap");
    let from = root().join("tests/hello/swap/package.json");
    std::fs::copy(from, room.path().join("package.json")).expect("writable");
    room
}

/// What the third example prints.
fn says() -> String {
    diram_tests::read("tests/hello/swap/says")
}

/// Nothing was locked.
fn untouched(room: &Path) {
    assert!(!room.join("semverx-lock.json").exists());
}

#[test]
fn c() {
    let room = photos();
    c_program(room.path(), "hello.c");
    check(room.path());
}

/// What an example in C prints that runs in `room`.
fn c_program(room: &Path, source: &str) -> String {
    let program = compiled(room, source);
    let mut command = Command::new(&program);
    text(command.current_dir(room).env("LD_LIBRARY_PATH", room))
}

/// Compiles an example against the library, both in `room`.
fn compiled(room: &Path, source: &str) -> PathBuf {
    let built = cargo(&["build", "-p", "diram-ffi", "--message-format", "json"]);
    // The name that programs look for, which an installation gives the library too.
    let library = room.join(soname());
    std::fs::copy(library_in(&built), &library).expect("writable");
    let program = room.join("example");
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
        .arg(root().join("tests/hello").join(source))
        .arg(&library)
        .arg("-o")
        .arg(&program));
    program
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
    text(command);
}

/// What a command prints, once it ended well and without complaint.
fn text(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && complaint.is_empty(),
        "{command:?}:\n{complaint}"
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
