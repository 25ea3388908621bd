//! Out of a folder and back: everything that is kept, and in which order it is written.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};

use proptest::prelude::*;

use super::snapshot::{Node, set, snapshot, tree};
use super::{extracted, packed};
use crate::Error;
use crate::packages::tree::{
    FileId, IndexRecord, MemberKind, Selection, TreeOptions, write_partial, write_tree,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_folder_comes_back(tree in tree()) {
        let source = tempfile::tempdir().unwrap();
        tree.make(source.path());
        let (stream, records, summary) = packed(source.path());
        let expected = snapshot(source.path());

        let (target, extracted) = extracted(&stream, &[]).unwrap();
        prop_assert_eq!(snapshot(target.path()), expected.clone());
        prop_assert_eq!(extracted.files, summary.files);
        prop_assert_eq!(extracted.directories, summary.directories);
        prop_assert_eq!(extracted.links, summary.links);

        // The same through the index.
        let by_index = tempfile::tempdir().unwrap();
        let mut content = |at: u64, buf: &mut [u8]| {
            buf.copy_from_slice(&stream[at as usize..][..buf.len()]);
            Ok(())
        };
        let (_, damage) =
            write_partial(&records, &[], &mut content, by_index.path(), &Selection::default()).unwrap();
        prop_assert_eq!(damage, []);
        prop_assert_eq!(snapshot(by_index.path()), expected);

        let in_order = |w: &[IndexRecord]| w[0].path.split(|b| *b == b'/').lt(w[1].path.split(|b| *b == b'/'));
        prop_assert!(records.windows(2).all(in_order), "sorted folder by folder");
        prop_assert_eq!(packed(source.path()).0, stream, "the same folder, other bytes");
    }
}

#[test]
fn an_empty_folder_is_an_end_mark() {
    let source = tempfile::tempdir().unwrap();
    let (stream, records, _) = packed(source.path());
    assert_eq!((stream, records), (vec![0; 1024], vec![]));
    let (target, summary) = extracted(&[0; 1024], &[]).unwrap();
    assert_eq!(summary, Default::default());
    assert!(snapshot(target.path()).0.is_empty());
}

#[test]
fn a_folder_is_followed_by_all_that_is_in_it() {
    let source = tempfile::tempdir().unwrap();
    for dir in ["a", "a/z", "a.d", "a0"] {
        fs::create_dir(source.path().join(dir)).unwrap();
    }
    for file in ["a-b", "a/b", "a.d/x", "b"] {
        fs::write(source.path().join(file), file).unwrap();
    }
    let paths: Vec<_> = packed(source.path())
        .1
        .into_iter()
        .map(|r| r.path)
        .collect();
    let expected: [&[u8]; 8] = [b"a", b"a/b", b"a/z", b"a-b", b"a.d", b"a.d/x", b"a0", b"b"];
    assert_eq!(paths, expected);
}

#[test]
fn the_index_points_at_contents_and_hard_links_share_them() {
    let source = tempfile::tempdir().unwrap();
    fs::write(source.path().join("one"), b"first content").unwrap();
    fs::hard_link(source.path().join("one"), source.path().join("two")).unwrap();
    symlink("one", source.path().join("three")).unwrap();
    let (stream, records, summary) = packed(source.path());
    let [one, three, two]: [IndexRecord; 3] = records.try_into().unwrap();
    assert_eq!(
        &stream[one.offset as usize..one.end() as usize],
        b"first content"
    );
    assert_eq!(
        (two.kind, two.offset, two.size),
        (MemberKind::Hardlink, one.offset, one.size)
    );
    assert_eq!((three.kind, three.size), (MemberKind::Symlink, 0));
    assert_eq!((summary.files, summary.links), (1, 2));
}

#[test]
fn times_can_be_left_out_or_fixed() {
    let source = tempfile::tempdir().unwrap();
    fs::write(source.path().join("f"), b"x").unwrap();
    set(&source.path().join("f"), 0o640, 1_234_567);
    let mtime = |options: TreeOptions| {
        let mut stream = Vec::new();
        write_tree(source.path(), &options, &mut stream, &mut |_| Ok(())).unwrap();
        let (target, _) = extracted(&stream, &[]).unwrap();
        fs::metadata(target.path().join("f")).unwrap().mtime()
    };
    assert_eq!(
        mtime(TreeOptions {
            mtime: true,
            ..Default::default()
        }),
        1_234_567
    );
    assert_eq!(mtime(TreeOptions::default()), 0);
    assert_eq!(
        mtime(TreeOptions {
            mtime: true,
            epoch: Some(77),
            exclude: vec![]
        }),
        77
    );
}

#[test]
fn what_is_no_file_is_skipped_with_a_warning() {
    let source = tempfile::tempdir().unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(source.path().join("s\x1b")).unwrap();
    let (_, records, summary) = packed(source.path());
    assert_eq!(
        (records, summary.warnings),
        (vec![], vec!["s\\u{1b} is a socket: skipped".into()])
    );
}

#[test]
fn excluded_files_are_known_by_identity() {
    let source = tempfile::tempdir().unwrap();
    fs::write(source.path().join("package"), b"x").unwrap();
    fs::hard_link(
        source.path().join("package"),
        source.path().join("other-name"),
    )
    .unwrap();
    let id = FileId::of(&fs::metadata(source.path().join("package")).unwrap());
    let options = TreeOptions {
        mtime: true,
        epoch: None,
        exclude: vec![id],
    };
    let summary = write_tree(source.path(), &options, &mut Vec::new(), &mut |_| Ok(())).unwrap();
    assert_eq!(summary.files + summary.links, 0);
}

#[test]
fn a_file_that_shrinks_is_an_error_and_one_that_grows_a_warning() {
    let source = tempfile::tempdir().unwrap();
    let path = source.path().join("b");
    fs::write(source.path().join("a"), b"first").unwrap();
    // Larger than what is read ahead at once, so that the change comes while it is read.
    let size = 2 << 20;
    let change_to = |len: u64| {
        fs::write(&path, vec![1; size]).unwrap();
        let mut out = ChangeAfter {
            path: &path,
            header_at: size / 4,
            seen: 0,
            len,
        };
        write_tree(source.path(), &super::keep(), &mut out, &mut |_| Ok(()))
            .map(|summary| (summary, out.seen))
    };
    let error = change_to(size as u64 / 2).unwrap_err();
    assert!(
        matches!(&error, Error::Io { path: p, .. } if *p == path),
        "{error}"
    );
    let (summary, written) = change_to(size as u64 * 2).unwrap();
    assert_eq!(written as u64, summary.bytes);
    assert!(
        summary.warnings[0].contains("grew"),
        "{:?}",
        summary.warnings
    );
}

/// A sink that changes the length of a file after so many bytes.
struct ChangeAfter<'a> {
    path: &'a std::path::Path,
    header_at: usize,
    seen: usize,
    len: u64,
}

impl std::io::Write for ChangeAfter<'_> {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        if self.seen < self.header_at && self.seen + buf.len() >= self.header_at {
            fs::OpenOptions::new()
                .write(true)
                .open(self.path)?
                .set_len(self.len)?;
        }
        self.seen += buf.len();
        Ok(buf.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_selection_brings_only_itself() {
    let source = tempfile::tempdir().unwrap();
    for dir in ["d", "d/e"] {
        fs::create_dir(source.path().join(dir)).unwrap();
    }
    for file in ["d/e/f", "d/g", "h"] {
        fs::write(source.path().join(file), file).unwrap();
    }
    let (stream, ..) = packed(source.path());
    let (target, summary) = extracted(&stream, &["d/e"]).unwrap();
    let names: Vec<_> = snapshot(target.path()).0.into_keys().collect();
    assert_eq!(names, [&b"d"[..], b"d/e", b"d/e/f"]);
    assert_eq!((summary.files, summary.directories), (1, 2));
    let error = extracted(&stream, &["h", "i"]).unwrap_err();
    assert!(
        matches!(&error, Error::NotFound { what: "entry", name } if name == "i"),
        "{error}"
    );
}

#[test]
fn a_selected_hard_link_asks_for_its_file_or_is_read_by_the_index() {
    let source = tempfile::tempdir().unwrap();
    fs::write(source.path().join("a"), b"content").unwrap();
    fs::hard_link(source.path().join("a"), source.path().join("b")).unwrap();
    let (stream, records, _) = packed(source.path());
    let error = extracted(&stream, &["b"]).unwrap_err();
    assert!(
        matches!(
            &error,
            Error::Argument {
                argument: "paths",
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(extracted(&stream, &["a", "b"]).unwrap().1.links, 1);

    let target = tempfile::tempdir().unwrap();
    let mut content = |at: u64, buf: &mut [u8]| {
        buf.copy_from_slice(&stream[at as usize..][..buf.len()]);
        Ok(())
    };
    let only = Selection::new(&["b".into()]);
    write_partial(&records, &[], &mut content, target.path(), &only).unwrap();
    let (nodes, _) = snapshot(target.path());
    assert!(matches!(&nodes[&b"b"[..]], Node::File { content, .. } if content == b"content"));
    assert_eq!(nodes.len(), 1);
}

#[test]
fn ten_thousand_members() {
    let source = tempfile::tempdir().unwrap();
    for n in 0..10_000 {
        fs::write(source.path().join(format!("{n:05}")), n.to_string()).unwrap();
    }
    let (stream, records, _) = packed(source.path());
    assert_eq!(records.len(), 10_000);
    let (target, summary) = extracted(&stream, &[]).unwrap();
    assert_eq!(summary.files, 10_000);
    assert_eq!(fs::read(target.path().join("09999")).unwrap(), b"9999");
}

#[test]
fn a_read_only_folder_is_filled_before_it_is_closed() {
    let source = tempfile::tempdir().unwrap();
    let dir = source.path().join("d");
    fs::create_dir_all(dir.join("e")).unwrap();
    fs::write(dir.join("e/f"), b"x").unwrap();
    symlink("f", dir.join("e/l")).unwrap();
    let close = |root: &std::path::Path, mode: u32| {
        ["d", "d/e"]
            .iter()
            .for_each(|d| set(&root.join(d), mode, 5));
    };
    close(source.path(), 0o555);
    let (stream, ..) = packed(source.path());
    let (target, _) = extracted(&stream, &[]).unwrap();
    let same = snapshot(target.path()) == snapshot(source.path());
    // Open again, so that the temporary folders can go.
    close(source.path(), 0o755);
    close(target.path(), 0o755);
    assert!(same);
}
