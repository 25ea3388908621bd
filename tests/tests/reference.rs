//! What `tests/vectors` holds is what its independent implementation makes.

use std::path::PathBuf;
use std::process::Command;

use diram_tests::root;

/// The program that makes an area's files, of every area.
fn makers() -> Vec<PathBuf> {
    let areas = std::fs::read_dir(root().join("tests/vectors")).expect("the vectors");
    let mut makers: Vec<_> = areas
        .map(|area| area.expect("a folder").path().join("make.py"))
        .filter(|maker| maker.is_file())
        .collect();
    makers.sort();
    makers
}

#[test]
fn every_area_is_as_its_maker_makes_it() {
    let makers = makers();
    assert!(makers.len() >= 4, "only {makers:?}");
    for maker in makers {
        let run = Command::new("python3").arg(&maker).arg("--check").output();
        let run = run.expect("python3 is needed to check the vectors");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{}: {said}", maker.display());
    }
}

#[test]
fn every_area_has_a_maker() {
    let areas = std::fs::read_dir(root().join("tests/vectors")).expect("the vectors");
    for area in areas.map(|area| area.expect("an entry").path()) {
        let Ok(files) = std::fs::read_dir(&area) else {
            continue; // README.md
        };
        let names: Vec<_> = files.map(|f| f.expect("a file").file_name()).collect();
        let json = names.iter().any(|n| n.to_string_lossy().ends_with(".json"));
        assert!(
            !json || names.iter().any(|n| n == "make.py"),
            "{}",
            area.display()
        );
    }
}
