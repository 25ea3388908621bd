//! What the verbs do: files, reports, exit codes.

mod common;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use common::{
    diram, expect, expect_error, expect_json, has_keys, noise, packed, run, same, stderr,
};
use serde_json::json;

#[test]
fn a_folder_goes_in_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let text = expect(0, dir.path(), ["unpack", "p.zip", "-C", "out"]);
    assert!(text.contains("unpacked p.zip into out"), "{text}");
    same(&dir.path().join("in"), &dir.path().join("out"));
    assert_eq!(
        expect(0, dir.path(), ["verify", "p.zip"]).lines().next(),
        Some("p.zip: intact")
    );
}

#[test]
fn pack_says_sizes_and_overhead_and_has_a_default_name() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("f"), noise(100_000)).unwrap();
    let text = expect(0, dir.path(), ["pack", "f"]);
    assert!(text.contains("packed f into diram-package.zip"), "{text}");
    assert!(
        text.contains("100 kB in 1 file") && text.contains("% overhead"),
        "{text}"
    );
    fs::write(dir.path().join("zeros"), vec![0; 1_000_000]).unwrap();
    let text = expect(0, dir.path(), ["pack", "zeros", "-o", "z.zip"]);
    assert!(text.contains("% smaller"), "{text}");
}

#[test]
fn pack_reports_as_json() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("f"), "text").unwrap();
    let args = ["pack", "f", "--name", "notes", "--version", "1.2.3"];
    let report = expect_json(0, dir.path(), &args);
    has_keys(
        &report,
        &[
            "name",
            "version",
            "tag",
            "input_bytes",
            "output_bytes",
            "overhead",
            "components",
            "parts",
            "parity_parts",
            "volumes",
            "files",
            "warnings",
            "seconds",
        ],
    );
    assert_eq!(
        (&report["name"], &report["version"]),
        (&json!("notes"), &json!("1.2.3"))
    );
    let size = fs::metadata(dir.path().join("diram-package.zip"))
        .unwrap()
        .len();
    assert_eq!(report["output_bytes"], size);
}

#[test]
fn packages_are_the_same_every_time() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let pack = |name: &str, flags: &[&str], epoch: Option<&str>| {
        let mut command = diram(dir.path());
        command.args(["pack", "in", "-o", name]).args(flags);
        epoch.map(|e| command.env("SOURCE_DATE_EPOCH", e));
        assert!(command.status().unwrap().success());
        fs::read(dir.path().join(name)).unwrap()
    };
    let whole = pack("1.zip", &[], None);
    let (untimed, fixed) = (
        pack("2.zip", &["--no-mtime"], None),
        pack("3.zip", &[], Some("86400")),
    );
    assert_eq!(pack("4.zip", &[], None), whole);
    assert_ne!(untimed, whole);
    assert_ne!(fixed, untimed);
    let touched = fs::File::options()
        .write(true)
        .open(dir.path().join("in/a.txt"))
        .unwrap();
    touched
        .set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(5))
        .unwrap();
    assert_ne!(pack("5.zip", &[], None), whole);
    assert_eq!(pack("6.zip", &["--no-mtime"], None), untimed);
    assert_eq!(pack("7.zip", &[], Some("86400")), fixed);
}

#[test]
fn every_codec_and_share_packs() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("f"), "word ".repeat(50_000)).unwrap();
    for codec in ["auto", "huffman", "brotli", "stored"] {
        expect(
            0,
            dir.path(),
            [
                "pack",
                "f",
                "-o",
                "c.zip",
                "--codec",
                codec,
                "--quality",
                "3",
            ],
        );
        let out = format!("out-{codec}");
        expect(0, dir.path(), ["unpack", "c.zip", "-C", &out]);
        same(&dir.path().join("f"), &dir.path().join(out).join("f"));
    }
    let parity = |share: &str| {
        let args = [
            "pack",
            "f",
            "-o",
            "r.zip",
            "--codec",
            "stored",
            "--redundancy",
            share,
        ];
        let report = expect_json(0, dir.path(), &args);
        report["parity_parts"].as_f64().unwrap() / report["parts"].as_f64().unwrap()
    };
    assert!(parity("25") >= 0.25 && parity("6.25") < 0.12);
}

#[test]
fn inspect_shows_components_files_and_the_view() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let table = expect(0, dir.path(), ["inspect", "p.zip"]);
    assert!(table.starts_with("in 0.0.0\n"), "{table}");
    assert!(
        table
            .lines()
            .any(|l| l.starts_with("component ") && l.ends_with("stored")),
        "{table}"
    );
    let files = expect(0, dir.path(), ["inspect", "p.zip", "--files"]);
    let names: Vec<&str> = files
        .lines()
        .map(|l| l.rsplit("  ").next().unwrap())
        .collect();
    assert_eq!(names, ["a.txt", "sub", "sub/link", "sub/noise"]);

    let view = expect_json(0, dir.path(), &["inspect", "p.zip", "--files"]);
    has_keys(
        &view,
        &[
            "name",
            "version",
            "status",
            "coherence",
            "coherence_healed",
            "threshold",
            "components",
            "files",
        ],
    );
    has_keys(
        &view["components"][0],
        &[
            "component_id",
            "total_size",
            "num_parts",
            "parts",
            "recovery",
            "sha256",
            "kind",
            "volume",
            "name",
        ],
    );
    has_keys(
        &view["components"][0]["parts"][0],
        &[
            "filename",
            "part_number",
            "part_size",
            "huffman_tree",
            "sha256_checksum",
        ],
    );
    has_keys(
        &view["components"][0]["recovery"],
        &["parity_parts", "recovery_threshold"],
    );
    has_keys(
        &view["files"][0],
        &["path", "type", "mode", "size", "offset"],
    );
    assert_eq!(view["files"][3]["size"], 300_000);
}

#[test]
fn other_kinds_go_in_and_come_back_as_components() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("f"), "content").unwrap();
    for kind in ["service", "operation", "division", "country"] {
        fs::write(dir.path().join(kind), format!("the {kind}")).unwrap();
    }
    let args = "pack f -o k.zip --service service --operation operation --division division \
                --country country";
    expect(0, dir.path(), args.split_whitespace());
    expect(0, dir.path(), ["unpack", "k.zip", "--components", "bins"]);
    for kind in ["service", "operation", "division", "country"] {
        let bytes = fs::read(dir.path().join(format!("bins/diram-{kind}-0.bin"))).unwrap();
        assert_eq!(bytes, format!("the {kind}").as_bytes());
    }
    assert_eq!(
        fs::read(dir.path().join("bins/diram-component-0.bin")).unwrap(),
        b"content"
    );
}

#[test]
fn a_selection_and_force() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    expect(0, dir.path(), ["unpack", "p.zip", "sub", "-C", "out"]);
    assert!(dir.path().join("out/sub/noise").exists() && !dir.path().join("out/a.txt").exists());
    let again = run(dir.path(), ["unpack", "p.zip", "-C", "out"]);
    expect_error(&again, 1, "exists and is not empty", "--force");
    expect(0, dir.path(), ["unpack", "p.zip", "-C", "out", "--force"]);
    same(&dir.path().join("in"), &dir.path().join("out"));
    let missing = run(dir.path(), ["unpack", "p.zip", "no/such", "-C", "other"]);
    expect_error(&missing, 1, "no/such", "inspect --files");
    assert!(!dir.path().join("other").exists());
}

#[test]
fn missing_files_and_noise_are_1() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("noise"), noise(50_000)).unwrap();
    for args in [
        &["verify", "no.zip"][..],
        &["inspect", "no.zip"],
        &["heal", "no.zip", "-o", "h.zip"],
        &["unpack", "no.zip", "-C", "out"],
        &["pack", "no-folder"],
        &["verify", "noise"],
        &["unpack", "noise", "-C", "out"],
    ] {
        let output = run(dir.path(), args);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{args:?}: {}",
            stderr(&output)
        );
        assert!(
            stderr(&output).starts_with("error: "),
            "{}",
            stderr(&output)
        );
    }
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn names_are_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let odd = OsStr::from_bytes(b"in-\xff");
    fs::create_dir(dir.path().join(odd)).unwrap();
    fs::write(dir.path().join(odd).join(OsStr::from_bytes(b"\xfe\n")), "x").unwrap();
    fs::write(dir.path().join(odd).join("plain"), "y").unwrap();
    let package = OsStr::from_bytes(b"p-\xff.zip");
    expect(
        0,
        dir.path(),
        [OsStr::new("pack"), odd, OsStr::new("-o"), package],
    );
    let out = OsStr::from_bytes(b"out-\xff");
    let unpack = [OsStr::new("unpack"), package, OsStr::new("-C"), out];
    expect(0, dir.path(), unpack);
    same(&dir.path().join(odd), &dir.path().join(out));
    // Listed on one line each, and selected as listed.
    let files = expect(
        0,
        dir.path(),
        [OsStr::new("inspect"), package, OsStr::new("--files")],
    );
    assert_eq!(files.lines().count(), 2, "{files}");
    let only = OsStr::from_bytes(b"\xfe\n");
    let selected = [
        OsStr::new("unpack"),
        package,
        only,
        OsStr::new("-C"),
        OsStr::new("one"),
    ];
    expect(0, dir.path(), selected);
    assert_eq!(fs::read_dir(dir.path().join("one")).unwrap().count(), 1);
}

#[test]
fn the_package_may_be_written_into_the_folder_it_packs() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("f"), "x").unwrap();
    expect(
        0,
        dir.path(),
        ["pack", ".", "-o", "p.zip", "--name", "here"],
    );
    let first = fs::read(dir.path().join("p.zip")).unwrap();
    expect(
        0,
        dir.path(),
        ["pack", ".", "-o", "p.zip", "--name", "here"],
    );
    assert!(
        fs::read(dir.path().join("p.zip")).unwrap() == first,
        "it packed itself"
    );
}

#[test]
fn the_working_folder_can_be_the_target() {
    use std::os::unix::fs::MetadataExt;
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let here = dir.path().join("here");
    fs::create_dir(&here).unwrap();
    let inode = fs::metadata(&here).unwrap().ino();
    expect(0, &here, ["unpack", "../p.zip", "-C", "."]);
    same(&dir.path().join("in"), &here);
    // A shell that stands in it stays in it.
    assert_eq!(fs::metadata(&here).unwrap().ino(), inode);
}

#[test]
fn a_full_disk_is_said() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    for args in [
        &["pack", "in", "-o", "/dev/full"][..],
        &["heal", "p.zip", "-o", "/dev/full"],
    ] {
        let output = run(dir.path(), args);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(
            stderr(&output).contains("No space left"),
            "{}",
            stderr(&output)
        );
    }
}
