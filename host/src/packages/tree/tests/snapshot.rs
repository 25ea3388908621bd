//! Folders to compare, and folders to make up.

use std::collections::BTreeMap;
use std::fs::{self, File, FileTimes, Permissions};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::time::{Duration, SystemTime};

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use crate::packages::tree::name::as_path;

/// What a member is, as far as a package keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    File {
        content: Vec<u8>,
        mode: u32,
        mtime: i64,
    },
    Directory {
        mode: u32,
        mtime: i64,
    },
    Symlink {
        target: Vec<u8>,
        mtime: i64,
    },
}

type Name = Vec<u8>;

/// Everything below a folder, and the names that belong to one file (hard links) together.
pub(super) fn snapshot(root: &Path) -> (BTreeMap<Name, Node>, Vec<Vec<Name>>) {
    let (mut nodes, mut names) = (BTreeMap::new(), BTreeMap::<u64, Vec<Vec<u8>>>::new());
    let mut todo = vec![Vec::new()];
    while let Some(prefix) = todo.pop() {
        for entry in fs::read_dir(root.join(as_path(&prefix))).unwrap() {
            let name = [&prefix[..], &entry.unwrap().file_name().into_vec()].concat();
            let path = root.join(as_path(&name));
            let m = fs::symlink_metadata(&path).unwrap();
            let (mode, mtime) = (m.mode() & 0o7777, m.mtime());
            let node = if m.is_dir() {
                todo.push([&name[..], b"/"].concat());
                Node::Directory { mode, mtime }
            } else if m.is_symlink() {
                let target = fs::read_link(&path)
                    .unwrap()
                    .as_os_str()
                    .as_bytes()
                    .to_vec();
                Node::Symlink { target, mtime }
            } else {
                names.entry(m.ino()).or_default().push(name.clone());
                Node::File {
                    content: fs::read(&path).unwrap(),
                    mode,
                    mtime,
                }
            };
            nodes.insert(name, node);
        }
    }
    let mut groups: Vec<_> = names.into_values().filter(|g| g.len() > 1).collect();
    groups.iter_mut().for_each(|g| g.sort());
    groups.sort();
    (nodes, groups)
}

/// A made-up folder: paths with nodes; a path below another makes that one a folder.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    members: BTreeMap<Vec<Vec<u8>>, Node>,
}

impl Tree {
    /// Makes it on disk. Every third file gets a second name.
    pub(super) fn make(&self, root: &Path) {
        let mut times = Vec::new();
        for (n, (parts, node)) in self.members.iter().enumerate() {
            let name = parts.join(&b'/');
            let path = root.join(as_path(&name));
            let parent = path.parent().unwrap();
            if fs::create_dir_all(parent).is_err() || fs::symlink_metadata(&path).is_ok() {
                // Another member's file or link is in the way: this one does not exist then.
                continue;
            }
            match node {
                Node::File {
                    content,
                    mode,
                    mtime,
                } => {
                    fs::write(&path, content).unwrap();
                    if n % 3 == 0 {
                        fs::hard_link(&path, root.join(format!("second-name-{n}"))).unwrap();
                    }
                    set(&path, *mode, *mtime);
                }
                Node::Directory { mode, mtime } => {
                    fs::create_dir(&path).unwrap();
                    times.push((path, *mode, *mtime));
                }
                Node::Symlink { target, .. } => symlink(as_path(target), &path).unwrap(),
            }
        }
        times
            .iter()
            .rev()
            .for_each(|(path, mode, mtime)| set(path, *mode, *mtime));
    }
}

pub(super) fn set(path: &Path, mode: u32, mtime: i64) {
    let file = File::open(path).unwrap();
    file.set_permissions(Permissions::from_mode(mode)).unwrap();
    let distance = Duration::from_secs(mtime.unsigned_abs());
    let time = match mtime {
        0.. => SystemTime::UNIX_EPOCH + distance,
        _ => SystemTime::UNIX_EPOCH - distance,
    };
    file.set_times(FileTimes::new().set_modified(time)).unwrap();
}

fn component() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => "[ab]{1,2}(-|\\.)?".prop_map(String::into_bytes),
        1 => "[é☃ \\n\\\\*]{1,8}".prop_map(String::into_bytes),
        1 => vec(128u8..=255, 1..6),
        1 => (90usize..=255).prop_map(|n| vec![b'n'; n]),
    ]
    .prop_filter("not a name", |n| n != b"." && n != b"..")
}

fn node() -> impl Strategy<Value = Node> {
    let mtime = prop_oneof![8 => 0i64..4_000_000_000, 1 => -1_000_000i64..0];
    // The owner can always read: these tests may run as anybody.
    let file = (vec(any::<u8>(), 0..1500), 0u32..=0o377, mtime.clone()).prop_map(
        |(content, mode, mtime)| Node::File {
            content,
            mode: mode | 0o400,
            mtime,
        },
    );
    let dir = (0u32..=0o77, mtime).prop_map(|(mode, mtime)| Node::Directory {
        mode: mode | 0o700,
        mtime,
    });
    let target = prop_oneof![
        Just(b"../../outside".to_vec()),
        Just(b"/etc/passwd".to_vec()),
        vec(1u8..=255, 1..150),
        Just(b"a".to_vec()),
    ];
    let link = target.prop_map(|target| Node::Symlink { target, mtime: 0 });
    prop_oneof![3 => file, 2 => dir, 1 => link]
}

/// Any folder of up to two dozen members.
pub(super) fn tree() -> impl Strategy<Value = Tree> {
    btree_map(vec(component(), 1..5), node(), 0..24).prop_map(|members| Tree { members })
}
