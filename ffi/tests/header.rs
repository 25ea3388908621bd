//! `include/diram.h` is what pinned cbindgen makes of the sources. `DIRAM_BLESS=1` rewrites it.

mod support;

use support::header::{SECTIONS, header};
use support::root;

#[test]
fn the_header_is_what_the_sources_say() {
    let wanted = header();
    let path = root().join("../include/diram.h");
    if std::env::var_os("DIRAM_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &wanted).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(
        committed == wanted,
        "include/diram.h differs from the sources; DIRAM_BLESS=1 rewrites it. First difference:\n{}",
        first_difference(&committed, &wanted),
    );
}

/// A file with exported functions that no section names would be missing from the header.
#[test]
fn every_file_with_functions_has_a_section() {
    for entry in std::fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let exports = std::fs::read_to_string(&path)
            .unwrap()
            .contains("#[unsafe(no_mangle)]");
        let listed = SECTIONS.iter().any(|(_, files)| files.contains(&name));
        assert_eq!(
            exports || name == "user_data",
            listed || name == "test_hooks",
            "{name}"
        );
    }
}

/// The plugin that the header shows is the one that tests/c runs.
#[test]
fn the_plugin_of_the_header_is_tested() {
    let shown = header();
    let begin = shown.find("A program that vetoes an install:").unwrap();
    let example = shown[begin..].split("*/").next().unwrap();
    let code: Vec<&str> = example
        .lines()
        .filter_map(|line| line.strip_prefix(" *     "))
        .map(str::trim)
        .collect();
    assert!(
        (10..=15).contains(&code.len()),
        "at most 15 lines: {code:#?}"
    );
    let tested = std::fs::read_to_string(root().join("../tests/c/plugins.c")).unwrap();
    for line in code {
        assert!(tested.contains(line), "{line}");
    }
}

fn first_difference(left: &str, right: &str) -> String {
    let mut pairs = left.lines().zip(right.lines()).enumerate();
    match pairs.find(|(_, (left, right))| left != right) {
        Some((at, (left, right))) => format!("line {}\n- {left}\n+ {right}", at + 1),
        None => "one is longer".into(),
    }
}
