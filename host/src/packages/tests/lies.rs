//! Packages with right hashes whose manifest, index or zip records say what is not so.

use super::craft::Craft;
use super::*;
use crate::{Code, Failure};

fn text_package() -> Craft {
    let line = r#"{"path":"f","type":"file","mode":420,"offset":0,"size":5}"#;
    Craft::file("f").add(Kind::Component, b"hello", true).add(
        Kind::Manifest,
        format!("{line}\n").as_bytes(),
        false,
    )
}

fn without_plain_copy(mut package: Vec<u8>) -> Vec<u8> {
    let start = parts_of(&package).last().unwrap().1.start;
    package.truncate(start);
    package
}

#[test]
fn what_is_crafted_like_a_package_is_one() {
    let opened = Package::open_bytes(text_package().done()).unwrap();
    assert_eq!(opened.verify().unwrap().status, Status::Intact);
    assert_eq!(opened.read("f").unwrap(), b"hello");
}

#[test]
fn a_manifest_that_cannot_be_is_as_good_as_none() {
    let long_hash = format!("\"sha256\":\"{}", "0".repeat(2));
    let edits: [(&str, &str); 16] = [
        ("\"data_parts\":20", "\"data_parts\":0"),
        ("\"data_parts\":20", "\"data_parts\":241"),
        ("\"data_parts\":20", "\"data_parts\":21"),
        ("\"data_parts\":20", "\"data_parts\":-1"),
        ("\"parity_parts\":2", "\"parity_parts\":17"),
        ("\"parity_parts\":2", "\"parity_parts\":65535"),
        ("\"capacity\":1", "\"capacity\":5121"),
        ("\"size\":5", "\"size\":8388609"),
        ("\"size\":5", "\"size\":99999999999999999999"),
        ("\"id\":0", "\"id\":1"),
        ("\"id\":0", "\"id\":256"),
        ("\"volume\":0,\"size\"", "\"volume\":1,\"size\""),
        ("\"sha256\":\"", &long_hash),
        ("sha256-", "sha256-A"),
        ("\"tag\":\"a0b1c2\"", "\"tag\":\"a0b1c3\""),
        ("\"format_version\":1", "\"format_version\":2"),
    ];
    for (from, to) in edits {
        let package = text_package().end(|json| {
            assert!(json.contains(from), "{from}: {json}");
            json.replacen(from, to, 1)
        });
        let package = without_plain_copy(package);
        let opened = Package::open_bytes(package.clone()).unwrap();
        assert_eq!(opened.name(), None, "{to:.40}");
        assert_eq!(opened.content(false).unwrap(), b"hello", "{to:.40}");
        let lost = opened.verify().unwrap().status;
        assert_eq!(lost, Status::Lost, "{to:.40}");
        assert_eq!(healed(&package, true).unwrap_err().code(), Code::Lost);
    }
}

#[test]
fn a_component_that_comes_twice_is_no_manifest() {
    let package = text_package().end(|json| {
        let row = json.lines().nth(1).unwrap().to_owned();
        json.replacen(&row, &format!("{row}\n{row}"), 1)
    });
    let package = without_plain_copy(package);
    assert_eq!(Package::open_bytes(package).unwrap().name(), None);
}

#[test]
fn keys_of_a_later_format_are_skipped() {
    let numbers = format!("[{}0]", "0,".repeat(100_000));
    let nested = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    for later in [numbers, nested] {
        let filler = format!("{{\"later\":{later},\"format\":");
        let package = text_package().end(|json| json.replacen("{\"format\":", &filler, 1));
        assert_eq!(
            Package::open_bytes(package).unwrap().name().as_deref(),
            Some("crafted")
        );
    }
}

#[test]
fn sizes_that_do_not_add_up_are_an_error() {
    for (from, to) in [("\"size\":5", "\"size\":4"), ("\"size\":5", "\"size\":6")] {
        let package = text_package().end(|json| json.replacen(from, to, 1));
        let opened = Package::open_bytes(package).unwrap();
        for refused in [opened.content(true), opened.read("diram-component-0.bin")] {
            let refused = refused.unwrap_err();
            assert_eq!(refused.code(), Code::Corrupt, "{refused}");
            assert!(refused.to_string().contains("diram-component-0.bin"));
        }
    }
}

#[test]
fn wrong_part_hashes_in_a_manifest_make_no_wrong_bytes() {
    let package = text_package().end(|json| {
        let at = json.find("\"parts\":\"").unwrap() + 9;
        let mut json = json;
        json.replace_range(at..at + 4, "AAAA");
        json
    });
    let opened = Package::open_bytes(package).unwrap();
    assert_eq!(opened.name().as_deref(), Some("crafted"));
    // The first part is not what the manifest wants, nor is what parity gives in its place.
    assert_eq!(opened.content(true).unwrap_err().code(), Code::Integrity);
}

#[test]
fn volumes_that_are_not_there_are_missed() {
    for count in ["2", "256"] {
        let said = format!("\"volumes\":{count}");
        let package = text_package().end(|json| json.replacen("\"volumes\":1", &said, 1));
        let refused = Package::open_bytes(package).unwrap_err();
        assert_eq!(refused.code(), Code::Lost, "{refused}");
    }
}

#[test]
fn a_file_name_that_leaves_the_folder_or_names_none_is_refused() {
    let long = "n".repeat(5000);
    for name in ["../x", "/etc/x", "", ".", "./", "a/..", "a\0b"] {
        let dir = tempfile::tempdir().unwrap();
        let package = Craft::file(name).add(Kind::Component, b"x", true).done();
        let opened = Package::open_bytes(package).unwrap();
        for options in [UnpackOptions::new(), UnpackOptions::new().best_effort(true)] {
            let refused = opened.unpack(dir.path().join("out"), &options).unwrap_err();
            let typed = matches!(refused.code(), Code::UnsafePath | Code::Corrupt);
            assert!(typed, "{name:?}: {refused}");
            assert_eq!(
                std::fs::read_dir(dir.path()).unwrap().count(),
                0,
                "{name:?}"
            );
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let package = Craft::file(&long).add(Kind::Component, b"x", true).done();
    let opened = Package::open_bytes(package).unwrap();
    let refused = opened.unpack(dir.path().join("out"), &UnpackOptions::new());
    let refused = refused.unwrap_err();
    assert_eq!(refused.code(), Code::UnsafePath, "{refused}");
    assert!(refused.to_string().len() < 1000);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

/// A folder of one file `a` with 5 bytes, and an index that says what it is told.
fn with_index(lines: &[&str]) -> Package {
    let mut tar = tree::file_header(b"a", 5, 0o644, 0);
    tar.extend_from_slice(b"hello");
    tar.resize(1024, 0);
    tar.extend_from_slice(&tree::END_OF_ARCHIVE);
    let package = Craft::folder()
        .add(Kind::Component, &tar, true)
        .add(Kind::Manifest, lines.join("\n").as_bytes(), false)
        .done();
    Package::open_bytes(package).unwrap()
}

const LINE: &str = r#"{"path":"a","type":"file","mode":420,"offset":512,"size":5}"#;

#[test]
fn an_index_that_cannot_be_is_refused() {
    assert_eq!(with_index(&[LINE]).read("a").unwrap(), b"hello");
    let long = LINE.replace("\"a\"", &format!("\"{}\"", "a".repeat(70_000)));
    for lines in [
        vec!["noise"],
        vec!["[]"],
        vec!["{}"],
        vec![LINE, LINE],
        vec![&long],
        vec![r#"{"path":"a","type":"file","mode":420,"offset":512,"size":-1}"#],
        vec![r#"{"path":"a","type":"file","mode":420,"offset":18446744073709551615,"size":2}"#],
        vec![
            r#"{"path":"a","type":"file","mode":420,"offset":0,"size":2048}"#,
            r#"{"path":"b","type":"file","mode":420,"offset":1,"size":2000}"#,
        ],
    ] {
        let opened = with_index(&lines);
        let refused = opened.entries().unwrap_err();
        assert_eq!(refused.code(), Code::Corrupt, "{refused}");
        // The stream itself is sound.
        let dir = tempfile::tempdir().unwrap();
        opened
            .unpack(dir.path().join("out"), &UnpackOptions::new())
            .unwrap();
    }
}

#[test]
fn members_beyond_the_content_are_never_written() {
    for size in ["3000", "9223372036854775807"] {
        let line = LINE.replace("\"size\":5", &format!("\"size\":{size}"));
        let opened = with_index(&[&line]);
        let dir = tempfile::tempdir().unwrap();
        let some = UnpackOptions::new().paths(vec!["a".into()]);
        let refused = opened.unpack(dir.path().join("out"), &some).unwrap_err();
        assert_eq!(refused.code(), Code::Corrupt, "{refused}");
        assert_eq!(opened.read("a").unwrap_err().code(), Code::Corrupt);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}

#[test]
fn an_index_cannot_lead_out_of_the_folder_either() {
    for path in ["../a", "/a", "a/../../b", "."] {
        let line = LINE.replace("\"a\"", &format!("{path:?}"));
        let dir = tempfile::tempdir().unwrap();
        let some = UnpackOptions::new().paths(vec!["a".into()]);
        let refused = with_index(&[&line]).unpack(dir.path().join("out"), &some);
        let refused = refused.unwrap_err();
        assert_eq!(refused.code(), Code::UnsafePath, "{refused}");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
