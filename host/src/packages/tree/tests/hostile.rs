//! Streams that nobody well-meaning makes.

use diram_core::codec::CodecError;
use diram_core::recovery::RecoveryError;
use proptest::prelude::*;
use tar::{EntryType, Header};

use super::extracted;
use super::snapshot::snapshot;
use crate::Error;
use crate::packages::tree::header::{END_OF_ARCHIVE, Member};
use crate::packages::tree::{MemberKind, Selection, extract_tar, file_header, padding};

use MemberKind::{Directory, File, Hardlink, Symlink};

type Row<'a> = (MemberKind, &'a [u8], &'a [u8]);

/// A stream of members; the third field is a file's content or a link's target.
fn stream(rows: &[Row<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    for &(kind, path, data) in rows {
        let size = if kind == File { data.len() as u64 } else { 0 };
        let link = if kind == File { &b""[..] } else { data };
        // A folder's name gets its slash from the writer.
        out.extend(
            Member {
                kind,
                path,
                link,
                mode: 0o755,
                mtime: 1,
                size,
            }
            .blocks(),
        );
        if kind == File {
            out.extend_from_slice(data);
            out.resize(out.len() + padding(size), 0);
        }
    }
    out.extend(END_OF_ARCHIVE);
    out
}

fn refusal(rows: &[Row<'_>]) -> &'static str {
    match extracted(&stream(rows), &[]) {
        Err(Error::Recovery(RecoveryError::UnsafePath { why, .. })) => why,
        Err(other) => panic!("{other}"),
        Ok((dir, _)) => panic!("accepted: {:?}", snapshot(dir.path())),
    }
}

#[test]
fn names_that_leave_the_folder() {
    for path in [&b"/etc/x"[..], b"../x", b"a/../../x", b"..", b"//x"] {
        refusal(&[(File, path, b"x")]);
        refusal(&[(Directory, path, b"")]);
        refusal(&[(Symlink, path, b"t")]);
        refusal(&[(File, b"f", b""), (Hardlink, path, b"f")]);
    }
}

#[test]
fn a_name_needs_bytes_and_no_nul() {
    let mut empty = Header::new_ustar();
    empty.set_entry_type(EntryType::Regular);
    empty.set_size(0);
    empty.set_mode(0o644);
    empty.set_cksum();
    let bytes = [&empty.as_bytes()[..], &END_OF_ARCHIVE].concat();
    assert!(matches!(
        extracted(&bytes, &[]),
        Err(Error::Recovery(RecoveryError::UnsafePath {
            why: "a member needs a name",
            ..
        }))
    ));
    // Only a pax record can hold a NUL.
    let long = [&[b'n'; 120][..], b"\0x"].concat();
    assert_eq!(
        refusal(&[(File, &long, b"")]),
        "no file name holds a NUL byte"
    );
}

#[test]
fn a_newline_is_a_name_like_any_other() {
    let (dir, _) = extracted(&stream(&[(File, b"a\nb", b"x")]), &[]).unwrap();
    assert_eq!(std::fs::read(dir.path().join("a\nb")).unwrap(), b"x");
}

#[test]
fn nothing_is_written_through_a_link() {
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().as_os_str().as_encoded_bytes();
    let below = "it lies below a symbolic link of the same package";
    assert_eq!(
        refusal(&[(Symlink, b"l", target), (File, b"l/x", b"x")]),
        below
    );
    assert_eq!(
        refusal(&[(Symlink, b"l", target), (Directory, b"l/x/y", b"")]),
        below
    );
    assert_eq!(
        refusal(&[(Symlink, b"l", target), (Symlink, b"l/x", b"y")]),
        below
    );
    // The link may come later, too.
    let later = [(File, &b"l/x"[..], &b"x"[..]), (Symlink, b"l", target)];
    assert_eq!(refusal(&later), "members lie below this link");
    assert_eq!(
        refusal(&[(Symlink, b"l", target), (File, b"l", b"x")]),
        "the name appears twice"
    );
    assert_eq!(snapshot(outside.path()).0.len(), 0);
}

#[test]
fn a_link_may_point_anywhere_and_is_not_followed() {
    let rows = [
        (Symlink, &b"l"[..], &b"/etc/passwd"[..]),
        (Symlink, b"m", b"../../x"),
    ];
    let (dir, summary) = extracted(&stream(&rows), &[]).unwrap();
    assert_eq!(summary.links, 2);
    assert_eq!(
        std::fs::read_link(dir.path().join("l"))
            .unwrap()
            .as_os_str(),
        "/etc/passwd"
    );
    assert_eq!(
        refusal(&[(Symlink, b"l", b"")]),
        "its link target cannot be one"
    );
}

#[test]
fn no_name_comes_twice() {
    for (first, second) in [
        (File, File),
        (File, Directory),
        (Directory, File),
        (Directory, Directory),
        (Symlink, Symlink),
        (File, Symlink),
        (Symlink, Directory),
    ] {
        let why = refusal(&[(first, b"a", b"x"), (second, b"./a", b"y")]);
        assert_eq!(why, "the name appears twice", "{first:?} {second:?}");
    }
    refusal(&[(File, b"a", b""), (File, b"b", b""), (Hardlink, b"b", b"a")]);
    let below = refusal(&[(File, b"a", b""), (File, b"a/b", b"")]);
    assert_eq!(below, "it lies below a member that is no folder");
}

#[test]
fn a_folder_may_follow_what_is_in_it_once() {
    let rows = [(File, &b"d/f"[..], &b"x"[..]), (Directory, b"d", b"")];
    assert_eq!(extracted(&stream(&rows), &[]).unwrap().1.directories, 1);
    refusal(&[rows[0], rows[1], rows[1]]);
}

#[test]
fn hard_links_lead_to_earlier_files_only() {
    let only = "a hard link may only lead to an earlier regular file";
    assert_eq!(refusal(&[(Hardlink, b"a", b"b"), (File, b"b", b"x")]), only);
    assert_eq!(
        refusal(&[(Symlink, b"s", b"/etc/passwd"), (Hardlink, b"a", b"s")]),
        only
    );
    assert_eq!(
        refusal(&[(Symlink, b"s", b"/etc"), (Hardlink, b"a", b"s/passwd")]),
        only
    );
    assert_eq!(
        refusal(&[(Directory, b"d", b""), (Hardlink, b"a", b"d")]),
        only
    );
    assert_eq!(
        refusal(&[(File, b"f", b""), (Hardlink, b"a", b"f/x")]),
        only
    );
    refusal(&[(Hardlink, b"a", b"/etc/passwd")]);
    refusal(&[(Hardlink, b"a", b"../../../etc/passwd")]);
}

#[test]
fn set_id_bits_are_dropped_and_said() {
    let bytes = [&file_header(b"sh", 0, 0o6755, 0)[..], &END_OF_ARCHIVE].concat();
    let (dir, summary) = extracted(&bytes, &[]).unwrap();
    use std::os::unix::fs::MetadataExt;
    assert_eq!(
        std::fs::metadata(dir.path().join("sh")).unwrap().mode() & 0o7777,
        0o755
    );
    assert!(
        summary.warnings[0].contains("not restored (1 members)"),
        "{:?}",
        summary.warnings
    );
}

#[test]
fn devices_are_skipped_with_a_warning() {
    let mut device = Header::new_ustar();
    device.set_entry_type(EntryType::Char);
    device.set_path("null").unwrap();
    device.set_size(0);
    device.set_mode(0o666);
    device.set_cksum();
    let rest = stream(&[(File, b"f", b"x")]);
    let (dir, summary) = extracted(&[&device.as_bytes()[..], &rest].concat(), &[]).unwrap();
    assert_eq!((summary.files, summary.warnings.len()), (1, 1));
    assert!(!dir.path().join("null").exists());
}

#[test]
fn a_stream_that_ends_early_is_truncated() {
    let whole = stream(&[(File, b"f", &[7; 700]), (Directory, b"d", b"")]);
    for len in (0..whole.len() - 512).step_by(100) {
        let error = extracted(&whole[..len], &[]).unwrap_err();
        assert!(
            matches!(error, Error::Codec(CodecError::Truncated { .. })),
            "{len}: {error}"
        );
    }
}

#[test]
fn a_size_that_cannot_be_is_truncated_not_allocated() {
    let bytes = file_header(b"f", u64::MAX / 2, 0o644, 0);
    assert!(matches!(
        extracted(&bytes, &[]),
        Err(Error::Codec(CodecError::Truncated { .. }))
    ));
}

#[test]
fn a_link_with_content_is_corrupt() {
    let mut header = Header::new_ustar();
    header.set_entry_type(EntryType::Symlink);
    header.set_path("l").unwrap();
    header.set_size(512);
    header.set_mode(0o777);
    header.set_cksum();
    let bytes = [&header.as_bytes()[..], &[b'x'; 512], &END_OF_ARCHIVE].concat();
    assert!(matches!(
        extracted(&bytes, &[]),
        Err(Error::Codec(CodecError::Corrupt { .. }))
    ));
}

fn hostile_name() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        4 => Just("a"), 4 => Just("b"), 2 => Just("l"), 1 => Just(".."), 1 => Just("."), 1 => Just(""),
    ];
    proptest::collection::vec(part, 1..4).prop_map(|parts| parts.join("/").into_bytes())
}

fn hostile_row() -> impl Strategy<Value = (MemberKind, Vec<u8>, Vec<u8>)> {
    let kind = prop_oneof![Just(File), Just(Directory), Just(Symlink), Just(Hardlink)];
    let data = prop_oneof![
        3 => hostile_name(),
        1 => Just(b"../outside".to_vec()),
        1 => Just(b"../../outside/kept".to_vec()),
    ];
    (kind, hostile_name(), data)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever the members are called and wherever the links lead: nothing outside changes, and
    /// what is refused is refused with a typed error.
    #[test]
    fn nothing_outside_is_touched(rows in proptest::collection::vec(hostile_row(), 1..8)) {
        let around = tempfile::tempdir().unwrap();
        let (outside, staging) = (around.path().join("outside"), around.path().join("staging"));
        std::fs::create_dir(&outside).unwrap();
        std::fs::create_dir(&staging).unwrap();
        std::fs::write(outside.join("kept"), "kept").unwrap();
        std::os::unix::fs::symlink("nowhere", outside.join("link")).unwrap();
        let before = snapshot(&outside);
        let rows: Vec<Row<'_>> = rows.iter().map(|(k, p, d)| (*k, &p[..], &d[..])).collect();
        match extract_tar(&mut &stream(&rows)[..], &staging, &Selection::default()) {
            Ok(_) | Err(Error::Recovery(RecoveryError::UnsafePath { .. })) => {}
            // A file called `a/` is a folder, and those have no content.
            Err(Error::Codec(CodecError::Corrupt { .. })) => {}
            Err(other) => prop_assert!(false, "{}", other),
        }
        prop_assert_eq!(snapshot(&outside), before);
        let names = std::fs::read_dir(around.path()).unwrap().map(|e| e.unwrap().file_name());
        prop_assert_eq!(names.collect::<std::collections::BTreeSet<_>>().len(), 2);
        // A hard link to a file outside would share its inode.
        use std::os::unix::fs::MetadataExt;
        prop_assert_eq!(std::fs::metadata(outside.join("kept")).unwrap().nlink(), 1);
    }
}
