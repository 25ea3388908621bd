//! What the verbs do: files, reports, exit codes.

mod common;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use common::{
    diram, expect, expect_error, expect_json, lose, noise, packed, parts, run, stderr, stdout,
};
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn has_keys(value: &Value, wanted: &[&str]) {
    let keys = keys(value);
    for key in wanted {
        assert!(keys.contains(key), "{key} is missing in {keys:?}");
    }
}

fn same(a: &Path, b: &Path) {
    let mut diff = std::process::Command::new("diff");
    let output = diff
        .args(["-r", "--no-dereference"])
        .args([a, b])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stdout(&output));
}

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
fn verify_of_an_intact_package() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let report = expect_json(0, dir.path(), &["verify", "p.zip"]);
    has_keys(
        &report,
        &[
            "status",
            "coherence",
            "coherence_healed",
            "threshold",
            "components",
        ],
    );
    assert_eq!(report["status"], "intact");
    assert_eq!(
        (&report["coherence"], &report["threshold"]),
        (&json!(1.0), &json!(0.954))
    );
    has_keys(
        &report["components"][0],
        &[
            "name",
            "kind",
            "volume",
            "id",
            "status",
            "parts",
            "intact",
            "mended",
            "lost",
            "recoverable",
            "coherence",
            "coherence_healed",
        ],
    );
}

/// Component 0 of the package of [`packed`]: 300 kB stored, 66 parts and more, at least 4 parity.
const COMPONENT: &str = "diram-component-0";

fn parity(dir: &Path) -> usize {
    let report = expect_json(0, dir, &["inspect", "p.zip"]);
    report["components"][0]["recovery"]["parity_parts"]
        .as_array()
        .unwrap()
        .len()
}

#[test]
fn healable_damage_is_2_shows_a_map_and_heals_in_place() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let whole = fs::read(dir.path().join("p.zip")).unwrap();
    let mut bytes = whole.clone();
    let places = parts(&bytes, COMPONENT);
    bytes[places[3].clone()].fill(0);
    bytes[places[5].start + 300] ^= 1;
    fs::write(dir.path().join("p.zip"), bytes).unwrap();

    let text = expect(2, dir.path(), ["verify", "p.zip"]);
    assert!(text.starts_with("p.zip: healable\n"), "{text}");
    assert!(text.contains("    0  ···x·m··"), "{text}");
    assert_eq!(
        text.matches("diram-").count(),
        1,
        "only damaged components:\n{text}"
    );
    let report = expect_json(2, dir.path(), &["verify", "p.zip"]);
    assert_eq!(report["components"][0]["lost"], json!([3]));

    let text = expect(0, dir.path(), ["unpack", "p.zip", "-C", "out"]);
    assert!(text.contains("1 mended themselves, 1 rebuilt"), "{text}");
    same(&dir.path().join("in"), &dir.path().join("out"));

    let report = expect_json(0, dir.path(), &["heal", "p.zip", "-o", "p.zip"]);
    has_keys(
        &report,
        &[
            "mended_bytes",
            "mended_parts",
            "rebuilt_parts",
            "coherence_before",
            "coherence_after",
            "bytes",
            "seconds",
        ],
    );
    assert_eq!(report["rebuilt_parts"], 1);
    assert!(
        fs::read(dir.path().join("p.zip")).unwrap() == whole,
        "not the original bytes"
    );
}

#[test]
fn below_the_threshold_is_3_until_salvage() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let whole = fs::read(dir.path().join("p.zip")).unwrap();
    lose(&dir.path().join("p.zip"), COMPONENT, 0..parity(dir.path()));
    assert!(expect(3, dir.path(), ["verify", "p.zip"]).starts_with("p.zip: below-threshold\n"));
    for args in [
        &["unpack", "p.zip", "-C", "out"][..],
        &["heal", "p.zip", "-o", "h.zip"],
    ] {
        expect_error(&run(dir.path(), args), 3, "below 0.954", "--salvage");
    }
    assert!(!dir.path().join("out").exists() && !dir.path().join("h.zip").exists());
    let error = expect_json(3, dir.path(), &["unpack", "p.zip", "-C", "out"]);
    assert_eq!(error["error"]["name"], "COHERENCE");
    assert_eq!(error["error"]["details"]["recoverable"], true);

    expect(0, dir.path(), ["unpack", "p.zip", "-C", "out", "--salvage"]);
    same(&dir.path().join("in"), &dir.path().join("out"));
    expect(0, dir.path(), ["heal", "p.zip", "-o", "h.zip", "--salvage"]);
    assert!(fs::read(dir.path().join("h.zip")).unwrap() == whole);
}

#[test]
fn beyond_the_parity_is_4_and_best_effort_saves_the_rest() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    // The first parts hold a.txt, the last data parts only the noise.
    let count = parity(dir.path()) + 1;
    lose(&dir.path().join("p.zip"), COMPONENT, 30..30 + count);
    assert!(expect(4, dir.path(), ["verify", "p.zip"]).starts_with("p.zip: lost\n"));
    for flags in [&[][..], &["--salvage"]] {
        let args = [&["unpack", "p.zip", "-C", "out"], flags].concat();
        expect_error(&run(dir.path(), args), 4, "lost", "--best-effort");
    }
    let output = run(
        dir.path(),
        ["unpack", "p.zip", "-C", "out", "--best-effort"],
    );
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(
        stdout(&output).contains("sub/noise: ["),
        "{}",
        stdout(&output)
    );
    same(&dir.path().join("in/a.txt"), &dir.path().join("out/a.txt"));
    let (damaged, original) = (
        fs::read(dir.path().join("out/sub/noise.damaged")).unwrap(),
        fs::read(dir.path().join("in/sub/noise")).unwrap(),
    );
    let args = ["unpack", "p.zip", "-C", "again", "--best-effort"];
    let report = expect_json(4, dir.path(), &args);
    assert_eq!(report["damage"][0]["path"], "sub/noise");
    let ranges: Vec<[usize; 2]> =
        serde_json::from_value(report["damage"][0]["ranges"].clone()).unwrap();
    assert_eq!(damaged.len(), original.len());
    for (at, (d, o)) in damaged.iter().zip(&original).enumerate() {
        let lost = ranges.iter().any(|[from, to]| (*from..*to).contains(&at));
        assert_eq!(*d, if lost { 0 } else { *o }, "byte {at}");
    }
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
