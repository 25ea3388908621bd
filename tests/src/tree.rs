//! The repository as files.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's top folder.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// A file of the repository as text.
///
/// # Panics
/// When there is no such file or it is not UTF-8.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every file under version control, relative to the root; deleted ones are left out.
///
/// # Panics
/// Outside a git checkout: these tests are about what is committed.
pub fn tracked() -> Vec<PathBuf> {
    let list = run(Command::new("git").args(["ls-files", "-z"]));
    let files = list
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from);
    let files: Vec<_> = files.filter(|file| root().join(file).is_file()).collect();
    assert!(!files.is_empty(), "git knows no file here");
    files
}

/// What the cargo that runs this test prints for these arguments.
///
/// # Panics
/// When it fails.
pub fn cargo(args: &[&str]) -> String {
    run(Command::new(env!("CARGO")).args(args))
}

fn run(command: &mut Command) -> String {
    let output = command
        .current_dir(root())
        .output()
        .expect("the program starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{errors}");
    String::from_utf8(output.stdout).expect("file names and cargo's answers are UTF-8")
}
