//! Message sets: one file a set, one message a line, oldest first.

use std::fs;
use std::io;
use std::path::Path;

/// Test messages at most.
const TEST: usize = 1500;

/// A set cut by time: the first half trains, what comes right after it is coded.
pub(crate) struct Set {
    /// The folder's name: `logs`, `json`, …
    pub(crate) group: String,
    /// The file's name.
    pub(crate) name: String,
    /// Messages to train on, oldest first.
    pub(crate) train: Vec<Vec<u8>>,
    /// Messages to code.
    pub(crate) test: Vec<Vec<u8>>,
}

impl Set {
    /// Mean bytes of a test message.
    pub(crate) fn mean(&self) -> f64 {
        self.test.iter().map(Vec::len).sum::<usize>() as f64 / self.test.len() as f64
    }
}

/// All sets below `root`: each folder is a group, each file in it a set.
pub(crate) fn read(root: &Path) -> io::Result<Vec<Set>> {
    let mut sets = Vec::new();
    for group in entries(root)? {
        if !group.is_dir() {
            continue;
        }
        for file in entries(&group)? {
            sets.push(cut(name(&group), name(&file), &fs::read(&file)?));
        }
    }
    Ok(sets)
}

fn entries(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let mut found = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    found.sort();
    Ok(found)
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn cut(group: String, name: String, bytes: &[u8]) -> Set {
    let mut train: Vec<Vec<u8>> = bytes
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(<[u8]>::to_vec)
        .collect();
    let mut test = train.split_off(train.len() / 2);
    test.truncate(TEST);
    Set {
        group,
        name,
        train,
        test,
    }
}
