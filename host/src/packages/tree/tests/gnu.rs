//! GNU tar as the oracle, both ways.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;

use super::snapshot::{set, snapshot, tree};
use super::{extracted, packed};

/// Runs the system's tar in `dir`, giving it `input`.
fn tar(dir: &Path, args: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("tar")
        .args(args)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("GNU tar is installed");
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeding = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    // A tar that stopped reading early says why on stderr, which is the better message.
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    feeding.join().unwrap().unwrap();
    output.stdout
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn gnu_tar_reads_what_we_write(tree in tree()) {
        let source = tempfile::tempdir().unwrap();
        tree.make(source.path());
        let (stream, ..) = packed(source.path());
        let target = tempfile::tempdir().unwrap();
        tar(target.path(), &["-xpf", "-"], &stream);
        prop_assert_eq!(snapshot(target.path()), snapshot(source.path()));
    }

    #[test]
    fn we_read_what_gnu_tar_writes(tree in tree(), format in 0usize..3) {
        let source = tempfile::tempdir().unwrap();
        tree.make(source.path());
        let format = ["--format=gnu", "--format=posix", "--format=oldgnu"][format];
        let stream = tar(source.path(), &[format, "-cf", "-", "."], b"");
        let (target, _) = extracted(&stream, &[]).unwrap();
        prop_assert_eq!(snapshot(target.path()), snapshot(source.path()));
    }
}

#[test]
fn gnu_tar_lists_our_stream() {
    let source = tempfile::tempdir().unwrap();
    let long = "l".repeat(200);
    std::fs::create_dir(source.path().join("d")).unwrap();
    std::fs::write(source.path().join("d").join(&long), b"12345").unwrap();
    set(&source.path().join("d").join(&long), 0o640, 1_000_000_000);
    std::os::unix::fs::symlink("../x", source.path().join("link")).unwrap();
    let (stream, ..) = packed(source.path());
    let args = ["--utc", "--numeric-owner", "-tvf", "-"];
    let listing = String::from_utf8(tar(source.path(), &args, &stream)).unwrap();
    let lines: Vec<Vec<&str>> = listing
        .lines()
        .map(|l| l.split_whitespace().collect())
        .collect();
    assert_eq!(lines[0][5..], ["d/"]);
    let name = format!("d/{long}");
    assert_eq!(
        lines[1],
        ["-rw-r-----", "0/0", "5", "2001-09-09", "01:46", &name]
    );
    assert_eq!(lines[2][5..], ["link", "->", "../x"]);
    assert_eq!(lines.len(), 3);
}

#[test]
fn gnu_tar_sees_sizes_beyond_8_gib() {
    let size = (9u64 << 30) + 5;
    let header = crate::packages::tree::file_header(b"big", size, 0o644, 0);
    // Only the listing of the first member: nobody makes 9 GiB here.
    let mut child = Command::new("tar")
        .args(["-tvf", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&header).unwrap();
    let output = child.wait_with_output().unwrap();
    let listing = String::from_utf8(output.stdout).unwrap();
    assert!(listing.contains(&format!(" {size} ")), "{listing:?}");
}
