//! Whole packages: damaged ones, and ones whose manifest, index or tar stream is mutated.

use diram::packages::{HealOptions, PackOptions, Package, UnpackOptions, pack_bytes};
use diram::{Code, Error, Failure};
use diram_core::recovery::Kind;
use diram_core::recovery::package::{Content, FileInfo, Header, Manifest, manifest_json};

use crate::craft::{component, package, text};
use crate::{Outcome, fuzz, kind_of};

/// The header of every crafted package.
pub(crate) fn header() -> Header {
    let file = FileInfo {
        name: "f".into(),
        mode: 0o644,
        ..FileInfo::default()
    };
    let mut header = Header::new("fuzzed", "1", Content::File, Some(file));
    header.tag = "a0b1c2".into();
    (header.volume, header.volumes) = (Some(0), Some(1));
    header
}

fn folder() -> Header {
    let mut header = header();
    (header.content, header.file) = (Content::Tar, None);
    header
}

fn word(error: &Error) -> Outcome {
    // Input is never at fault for these.
    let ours = [Code::Panic, Code::Memory, Code::Poisoned, Code::State];
    assert!(!ours.contains(&error.code()), "{error}");
    format!("{:?} {}", error.code(), kind_of(error))
}

const CONTENT: &[u8] = b"the content of a package that is damaged";

/// Bytes of a package changed anywhere: the same content or none, the same package or none.
fn damaged(input: &[u8]) -> Outcome {
    let opened = match Package::open_bytes(input) {
        Ok(opened) => opened,
        Err(e) => return word(&e),
    };
    let status = opened.verify().map(|seen| format!("{:?}", seen.status));
    let content = match opened.content(true) {
        Ok(content) => {
            assert_eq!(content, CONTENT);
            "content".into()
        }
        Err(e) => word(&e),
    };
    let mut whole = Vec::new();
    let healed = match opened.heal_to(&mut whole, &HealOptions::new().salvage(true)) {
        Ok(_) => {
            assert!(whole == original());
            "healed".into()
        }
        Err(e) => word(&e),
    };
    format!("{status:?}, {content}, {healed}")
}

fn original() -> Vec<u8> {
    pack_bytes(CONTENT, &PackOptions::new().name("f")).unwrap()
}

#[test]
fn package_damaged() {
    fuzz("package_damaged", 600, vec![original()], damaged);
}

fn line(path: &str, kind: &str, offset: u64, size: u64) -> String {
    let about = format!(r#""mode":420,"offset":{offset},"size":{size}"#);
    format!("{{\"path\":\"{path}\",\"type\":\"{kind}\",{about}}}\n")
}

#[test]
fn manifest() {
    let components = || {
        let index = line("f", "file", 0, 40);
        vec![
            component(Kind::Component, 0, CONTENT),
            component(Kind::Manifest, 1, index.as_bytes()),
        ]
    };
    let mut good = Vec::new();
    package(components(), |rows| {
        good = manifest_json(&header(), rows).unwrap();
        good.clone()
    });
    fuzz("manifest", 1_500, vec![good], |input| {
        let parsed = match Manifest::parse(input) {
            Ok(manifest) => {
                let again = manifest_json(&manifest.header, &manifest.components).unwrap();
                assert_eq!(Manifest::parse(&again).as_ref(), Ok(&manifest));
                "manifest".into()
            }
            Err(e) => kind_of(&e),
        };
        let components = vec![
            component(Kind::Component, 0, CONTENT),
            component(Kind::Manifest, 1, line("f", "file", 0, 40).as_bytes()),
        ];
        let opened = match Package::open_bytes(package(components, |_| input.to_vec())) {
            Ok(opened) => opened,
            Err(e) => return format!("{parsed}, {}", word(&e)),
        };
        let content = match opened.content(true) {
            Ok(content) => {
                assert_eq!(content, CONTENT);
                "content".into()
            }
            Err(e) => word(&e),
        };
        let seen = opened.verify().unwrap();
        format!("{parsed}, {content}, {:?}", seen.status)
    });
}

/// Unpacks a folder into a fresh place and looks that nothing is beside it.
fn unpack(package: Vec<u8>, options: &UnpackOptions) -> Outcome {
    let around = tempfile::tempdir().unwrap();
    let target = around.path().join("in/out");
    std::fs::create_dir(around.path().join("in")).unwrap();
    let opened = Package::open_bytes(package).unwrap();
    let result = opened.unpack(&target, options);
    let below = |path: &str| std::fs::read_dir(around.path().join(path)).unwrap().count();
    assert_eq!((below(""), below("in")), (1, usize::from(result.is_ok())));
    match result {
        Ok(report) => kind_of(&format!(
            "{} warnings",
            "x".repeat(report.warnings.len().min(3))
        )),
        Err(e) => word(&e),
    }
}

/// A tar stream made by the packer.
fn tar() -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("d")).unwrap();
    std::fs::write(dir.path().join("d/a"), text(700)).unwrap();
    std::fs::write(dir.path().join("n".repeat(150)), b"long").unwrap();
    std::fs::hard_link(dir.path().join("d/a"), dir.path().join("hard")).unwrap();
    std::os::unix::fs::symlink("../..", dir.path().join("soft")).unwrap();
    let options = PackOptions::new().epoch(1);
    let (package, _) = diram::packages::pack_to(dir.path(), Vec::new(), &options).unwrap();
    diram::packages::unpack_bytes(&package, false).unwrap()
}

/// Puts the right checksum into every header block that looks like one.
fn with_checksums(tar: &[u8]) -> Vec<u8> {
    let mut tar = tar.to_vec();
    for block in tar
        .chunks_exact_mut(512)
        .filter(|block| &block[257..262] == b"ustar")
    {
        block[148..156].fill(b' ');
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    }
    tar
}

#[test]
fn tar_stream() {
    fuzz("tar_stream", 120, vec![tar()], |input| {
        let stream = with_checksums(input);
        let built = vec![component(Kind::Component, 0, &stream)];
        let package = package(built, |rows| manifest_json(&folder(), rows).unwrap());
        unpack(package, &UnpackOptions::new())
    });
}

#[test]
fn file_index() {
    let good = [
        line("d", "directory", 512, 0),
        line("d/a", "file", 1024, 700),
        line("hard", "hardlink", 1024, 700),
        line("soft", "symlink", 2560, 0),
        r#"{"path_base64":"/w==","type":"file","mode":420,"offset":3000,"size":7}"#.into(),
    ];
    let good = vec![good.concat().into_bytes()];
    fuzz("file_index", 400, good, |input| {
        let built = vec![
            component(Kind::Component, 0, &text(5000)),
            component(Kind::Manifest, 1, input),
        ];
        let package = package(built, |rows| manifest_json(&folder(), rows).unwrap());
        let entries = match Package::open_bytes(package.clone()).unwrap().entries() {
            Ok(entries) => entries,
            Err(e) => return word(&e),
        };
        let sizes: u64 = entries
            .iter()
            .map(|entry| entry.size.min(10_000))
            .max()
            .unwrap_or(0);
        let first = entries.first().map(|entry| entry.path.clone());
        let paths = UnpackOptions::new().paths(first.into_iter().collect());
        format!("{} {}", sizes > 5000, unpack(package, &paths))
    });
}
