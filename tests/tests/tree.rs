//! Every tracked file: not too long, and nothing of anyone's machine in it.

use diram_tests::{root, tracked};

const LONGEST: usize = 500;

#[test]
fn no_rust_file_is_two_rooms_in_one() {
    for file in tracked()
        .into_iter()
        .filter(|f| f.extension().is_some_and(|e| e == "rs"))
    {
        let lines = diram_tests::read(&file).lines().count();
        assert!(
            lines <= LONGEST,
            "{} has {lines} lines, more than {LONGEST}",
            file.display()
        );
    }
}

#[test]
fn no_path_of_a_developers_machine() {
    let here = root().canonicalize().expect("the checkout is there");
    // Put together here so that this file does not find itself.
    let marks = [
        here.to_str().expect("UTF-8"),
        concat!("/wo", "rk/"),
        concat!("..", "/shared"),
    ];
    for file in tracked() {
        let bytes = std::fs::read(root().join(&file)).expect("a tracked file is readable");
        for mark in marks {
            let found = bytes
                .windows(mark.len())
                .any(|window| window == mark.as_bytes());
            assert!(!found, "{} contains {mark}", file.display());
        }
    }
}
