//! Unpacking around lost ranges.

use std::fs;
use std::os::unix::fs::symlink;

use tempfile::TempDir;

use super::packed;
use super::snapshot::snapshot;
use crate::Error;
use crate::packages::Damage;
use crate::packages::tree::{ExtractSummary, IndexRecord, MemberKind, Selection, write_partial};

fn record(kind: MemberKind, path: &[u8], offset: u64, size: u64) -> IndexRecord {
    IndexRecord {
        path: path.to_vec(),
        kind,
        mode: 0o644,
        offset,
        size,
    }
}

fn recovered(
    stream: &[u8],
    records: &[IndexRecord],
    lost: &[(u64, u64)],
) -> Result<(TempDir, ExtractSummary, Vec<Damage>), Error> {
    let mut gone = stream.to_vec();
    lost.iter()
        .for_each(|&(from, to)| gone[from as usize..to as usize].fill(0));
    let mut content = |at: u64, buf: &mut [u8]| {
        buf.copy_from_slice(&gone[at as usize..][..buf.len()]);
        Ok(())
    };
    let dir = tempfile::tempdir().unwrap();
    let (summary, damage) = write_partial(
        records,
        lost,
        &mut content,
        dir.path(),
        &Selection::default(),
    )?;
    Ok((dir, summary, damage))
}

#[test]
fn only_touched_files_are_damaged_and_their_ranges_exact() {
    let source = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        fs::write(source.path().join(name), vec![b'x'; 2000]).unwrap();
    }
    let (stream, records, _) = packed(source.path());
    let b = &records[1];
    // Two holes in b, one of which reaches past its end into c's header.
    let lost = [
        (b.offset + 10, b.offset + 30),
        (b.offset + 1990, records[2].offset),
    ];
    let (dir, summary, damage) = recovered(&stream, &records, &lost).unwrap();
    let names: Vec<_> = snapshot(dir.path()).0.into_keys().collect();
    assert_eq!(names, [&b"a"[..], b"b.damaged", b"c"]);
    assert_eq!(
        damage,
        [Damage {
            path: "b".into(),
            ranges: vec![[10, 30], [1990, 2000]]
        }]
    );
    let mut expected = vec![b'x'; 2000];
    expected[10..30].fill(0);
    expected[1990..].fill(0);
    assert_eq!(fs::read(dir.path().join("b.damaged")).unwrap(), expected);
    assert_eq!(fs::read(dir.path().join("c")).unwrap(), vec![b'x'; 2000]);
    assert_eq!((summary.files, summary.warnings), (3, vec![]));
}

#[test]
fn a_damaged_name_makes_way_for_real_ones() {
    let source = tempfile::tempdir().unwrap();
    fs::write(source.path().join("a"), b"content").unwrap();
    fs::write(source.path().join("a.damaged"), b"mine").unwrap();
    symlink("x", source.path().join("a.damaged.1")).unwrap();
    let (stream, records, _) = packed(source.path());
    let lost = [(records[0].offset, records[0].offset + 1)];
    let (dir, summary, _) = recovered(&stream, &records, &lost).unwrap();
    assert_eq!(fs::read(dir.path().join("a.damaged")).unwrap(), b"mine");
    assert_eq!(
        fs::read(dir.path().join("a.damaged.2")).unwrap(),
        b"\0ontent"
    );
    assert_eq!(
        summary.warnings,
        ["a is damaged and written as a.damaged.2"]
    );
}

#[test]
fn links_survive_as_far_as_the_index_knows_them() {
    let source = tempfile::tempdir().unwrap();
    fs::write(source.path().join("a"), b"content").unwrap();
    fs::hard_link(source.path().join("a"), source.path().join("b")).unwrap();
    symlink("a", source.path().join("c")).unwrap();
    let (stream, records, _) = packed(source.path());
    // Everything after a's content: the headers of b and c.
    let lost = [(records[0].end(), stream.len() as u64)];
    let (dir, summary, damage) = recovered(&stream, &records, &lost).unwrap();
    let (_, groups) = snapshot(dir.path());
    assert_eq!(groups, [[b"a".to_vec(), b"b".to_vec()]]);
    assert_eq!(
        damage,
        [Damage {
            path: "c".into(),
            ranges: vec![]
        }]
    );
    assert_eq!(
        summary.warnings,
        ["c is a symbolic link whose target is lost"]
    );
}

#[test]
fn both_names_of_a_damaged_file_are_reported() {
    let source = tempfile::tempdir().unwrap();
    fs::write(source.path().join("a"), b"content").unwrap();
    fs::hard_link(source.path().join("a"), source.path().join("b")).unwrap();
    let (stream, records, _) = packed(source.path());
    let lost = [(records[0].offset + 1, records[0].offset + 2)];
    let (dir, _, damage) = recovered(&stream, &records, &lost).unwrap();
    assert_eq!(
        damage.iter().map(|d| &d.path[..]).collect::<Vec<_>>(),
        ["a", "b"]
    );
    assert_eq!(fs::read(dir.path().join("b.damaged")).unwrap(), b"c\0ntent");
}

#[test]
fn an_index_is_as_suspect_as_a_stream() {
    let stream = vec![0; 4096];
    use MemberKind::{Directory, File, Hardlink};
    for records in [
        vec![record(File, b"../x", 512, 1)],
        vec![record(File, b"/x", 512, 1)],
        vec![record(File, b"", 512, 1)],
        vec![record(File, b"a", 512, 1), record(File, b"a", 512, 1)],
        vec![
            record(File, b"a", 512, 1),
            record(Directory, b"a/b", 512, 0),
        ],
        vec![
            record(Directory, b"a", 512, 0),
            record(Hardlink, b"a", 512, 0),
        ],
    ] {
        let Err(error) = recovered(&stream, &records, &[]) else {
            panic!("{records:?}")
        };
        assert_eq!(
            diram_core::Failure::code(&error),
            diram_core::Code::UnsafePath,
            "{error}"
        );
    }
    // Offsets in no order at all give files, not panics.
    let records = [
        record(File, b"a", 2048, 9),
        record(File, b"b", 512, 9),
        record(File, b"c", 0, 9),
    ];
    assert_eq!(
        recovered(&stream, &records, &[(600, 700)]).unwrap().1.files,
        3
    );
}
