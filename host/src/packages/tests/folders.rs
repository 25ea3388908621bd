use std::fs;
use std::path::Path;

use super::*;
use crate::{Code, Failure};

fn folder(at: &Path) {
    fs::create_dir_all(at.join("sub/deeper")).unwrap();
    fs::write(at.join("one.txt"), text(2_000)).unwrap();
    fs::write(at.join("sub/two.bin"), noise(300_000, 6)).unwrap();
    fs::write(at.join("sub/deeper/empty"), b"").unwrap();
    fs::write(at.join("last.bin"), noise(2_500_000, 7)).unwrap();
    std::os::unix::fs::symlink("../nowhere", at.join("sub/link")).unwrap();
}

fn same(one: &Path, other: &Path) {
    let status = std::process::Command::new("diff")
        .args(["-r", "--no-dereference"])
        .args([one, other])
        .status()
        .unwrap();
    assert!(status.success());
}

#[test]
fn a_folder_comes_back_whole_or_in_pieces() {
    let dir = tempfile::tempdir().unwrap();
    let (src, zip, out) = (
        dir.path().join("src"),
        dir.path().join("p.zip"),
        dir.path().join("out"),
    );
    folder(&src);
    let report = pack(&src, &zip, &stored()).unwrap();
    assert_eq!((report.files, report.name.as_str()), (4, "src"));
    let package = Package::open(&zip).unwrap();
    let report = package.unpack(&out, &UnpackOptions::new()).unwrap();
    assert_eq!((report.files, report.links, report.coherence), (4, 1, 1.0));
    same(&src, &out);

    assert_eq!(package.read("one.txt").unwrap(), text(2_000));
    let paths: Vec<String> = package
        .entries()
        .unwrap()
        .into_iter()
        .map(|e| e.path)
        .collect();
    assert!(paths.contains(&"sub/two.bin".to_owned()), "{paths:?}");

    let some = dir.path().join("some");
    package
        .unpack(&some, &UnpackOptions::new().paths(vec!["sub".into()]))
        .unwrap();
    same(&src.join("sub"), &some.join("sub"));
    assert!(!some.join("one.txt").exists());

    let refused = package.unpack(&out, &UnpackOptions::new()).unwrap_err();
    assert_eq!(refused.code(), Code::Io);
    package
        .unpack(&out, &UnpackOptions::new().force(true))
        .unwrap();
    same(&src, &out);
}

#[test]
fn best_effort_names_the_exact_ranges() {
    let dir = tempfile::tempdir().unwrap();
    let (src, out) = (dir.path().join("src"), dir.path().join("out"));
    folder(&src);
    let (mut package, _) = pack_to(&src, Vec::new(), &stored()).unwrap();
    destroy(&mut package, "diram-component-1", 20..46);
    let opened = Package::open_bytes(package).unwrap();
    assert_eq!(
        opened
            .unpack(&out, &UnpackOptions::new().salvage(true))
            .unwrap_err()
            .code(),
        Code::Lost
    );
    assert!(!out.exists());

    let report = opened
        .unpack(&out, &UnpackOptions::new().best_effort(true))
        .unwrap();
    assert_eq!(report.damage.len(), 1);
    let damage = &report.damage[0];
    assert_eq!(damage.path, "last.bin");
    let (whole, got) = (
        noise(2_500_000, 7),
        fs::read(out.join("last.bin.damaged")).unwrap(),
    );
    assert_eq!(got.len(), whole.len());
    let lost: u64 = damage.ranges.iter().map(|[from, to]| to - from).sum();
    assert_eq!(lost, 26 * 5120);
    for (i, (a, b)) in whole.iter().zip(&got).enumerate() {
        let inside = damage
            .ranges
            .iter()
            .any(|[from, to]| (*from..*to).contains(&(i as u64)));
        assert_eq!(*b, if inside { 0 } else { *a }, "byte {i}");
    }
    assert_eq!(
        fs::read(out.join("sub/two.bin")).unwrap(),
        noise(300_000, 6)
    );
}

#[test]
fn the_other_kinds_come_back_as_components() {
    let dir = tempfile::tempdir().unwrap();
    let (src, service) = (dir.path().join("a.txt"), dir.path().join("service"));
    fs::write(&src, text(100)).unwrap();
    fs::write(&service, noise(1_300_000, 9)).unwrap();
    let options = stored()
        .with(Kind::Country, &src)
        .with(Kind::Service, &service);
    let (package, _) = pack_to(&src, Vec::new(), &options).unwrap();
    let paths: Vec<String> = parts_of(&package)
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    assert!(paths.contains(&"services/diram-service-1.part.3".to_owned()));
    assert!(paths.contains(&"country/diram-country-0.part.0".to_owned()));

    let opened = Package::open_bytes(package).unwrap();
    assert!(opened.has_component("diram-service-1.bin"));
    assert!(opened.has_component("services/diram-service-1.part.7"));
    assert!(opened.has_component("diram-component-0.part.0"));
    assert!(!opened.has_component("diram-service-2.bin"));
    assert_eq!(opened.verify_coherence("diram-country-0.bin").unwrap(), 1.0);
    let out = dir.path().join("out");
    opened
        .unpack_components(&out, &UnpackOptions::new())
        .unwrap();
    let whole = [
        fs::read(out.join("diram-service-0.bin")).unwrap(),
        fs::read(out.join("diram-service-1.bin")).unwrap(),
    ];
    assert!(whole.concat() == noise(1_300_000, 9));
    assert_eq!(
        fs::read(out.join("diram-component-0.bin")).unwrap(),
        text(100)
    );
}

#[test]
fn a_cancelled_or_late_call_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (src, zip) = (dir.path().join("src"), dir.path().join("p.zip"));
    fs::write(&src, noise(5_000_000, 1)).unwrap();
    let op = crate::Op::new();
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let progress = seen.clone();
    op.on_progress(move |p| {
        progress.lock().unwrap().push(p.clone());
        false
    });
    let refused = pack(&src, &zip, &stored().op(&op)).unwrap_err();
    assert_eq!(refused.code(), Code::Cancelled);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    assert_eq!(seen.lock().unwrap()[0].total, Some(5_000_000));

    let op = crate::Op::new();
    op.timeout(std::time::Duration::ZERO);
    assert_eq!(
        pack(&src, &zip, &stored().op(&op)).unwrap_err().code(),
        Code::Deadline
    );
}

#[test]
fn a_source_is_never_overwritten_by_its_package() {
    let dir = tempfile::tempdir().unwrap();
    let src = dir.path().join("src");
    fs::write(&src, b"precious").unwrap();
    let refused = pack(&src, &src, &stored()).unwrap_err();
    assert_eq!(refused.code(), Code::Argument, "{refused}");
    assert_eq!(fs::read(&src).unwrap(), b"precious");
}
