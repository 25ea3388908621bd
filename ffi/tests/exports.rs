//! The functions of the shared library, of the header and of `exports.txt` are the same, and the
//! library carries the header's ABI number. `exports.txt` only grows: `DIRAM_BLESS=1` adds to it.

mod support;

use std::collections::BTreeSet;
use std::process::Command;

use support::{constant, declared_functions, root, run, shared_library};

fn listed() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("exports.txt")).unwrap();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn library_header_and_list_agree() {
    let symbols = run(Command::new("nm")
        .args(["--dynamic", "--defined-only", "--format=posix"])
        .arg(shared_library()));
    let exported: BTreeSet<String> = symbols
        .lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect();
    let declared = declared_functions();
    assert!(
        declared.contains("diram_abi"),
        "the header could not be read: {declared:?}"
    );
    assert_eq!(exported, declared, "left: the library, right: the header");

    if std::env::var_os("DIRAM_BLESS").is_some() {
        add_to_list(&declared);
    }
    let list: BTreeSet<String> = listed().into_iter().collect();
    assert_eq!(declared, list, "left: the header, right: exports.txt");
}

fn add_to_list(declared: &BTreeSet<String>) {
    let known = listed();
    let new: Vec<&str> = declared
        .iter()
        .filter(|name| !known.contains(name))
        .map(String::as_str)
        .collect();
    let path = root().join("exports.txt");
    let mut text = std::fs::read_to_string(&path).unwrap();
    new.iter().for_each(|name| text += &format!("{name}\n"));
    std::fs::write(path, text).unwrap();
}

#[test]
fn nothing_is_listed_twice() {
    let list = listed();
    assert_eq!(list.len(), list.iter().collect::<BTreeSet<_>>().len());
}

#[test]
fn the_soname_carries_the_abi_number() {
    let dynamic = run(Command::new("readelf")
        .args(["--dynamic", "--wide"])
        .arg(shared_library()));
    let soname = format!("Library soname: [libdiram.so.{}]", constant("DIRAM_ABI"));
    assert!(dynamic.contains(&soname), "{soname} is not in\n{dynamic}");
}
