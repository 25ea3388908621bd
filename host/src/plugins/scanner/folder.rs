//! Folders of advisories.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use diram_core::osv::{Advisories, Advisory, MAX_FILE, OsvError};

use super::SecurityScanner;
use crate::{Error, Result};

/// How advisory files are called.
const EXTENSION: &str = "json";

/// What a folder may hold.
pub(super) struct Limits {
    pub(super) bytes: u64,
    pub(super) files: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            bytes: SecurityScanner::MAX_BYTES,
            files: SecurityScanner::MAX_FILES,
        }
    }
}

/// Reads all advisories below a folder, in the order of their paths.
pub(super) fn read(folder: &Path, limits: &Limits) -> Result<Advisories> {
    let files = files(folder, limits)?;
    if files.is_empty() {
        return Err(wrong(folder, "it holds no .json file"));
    }
    let mut advisories = Advisories::new();
    let mut left = limits.bytes;
    for path in files {
        let named = |source: OsvError| Error::Osv {
            path: path.clone(),
            source: Box::new(source),
        };
        let bytes = bytes(&path)?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| {
            wrong(
                folder,
                &format!("it holds more than {} bytes", limits.bytes),
            )
        })?;
        let advisory = text(&bytes).and_then(Advisory::parse).map_err(named)?;
        let origin = path.strip_prefix(folder).unwrap_or(&path);
        let added = advisories.add(&origin.to_string_lossy(), advisory);
        added.map_err(|source| Error::Osv {
            path: folder.into(),
            source: Box::new(source),
        })?;
    }
    Ok(advisories)
}

/// The advisory files below a folder, by path.
fn files(folder: &Path, limits: &Limits) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut ahead = vec![folder.to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(folder) = ahead.pop() {
        let place = fs::canonicalize(&folder).map_err(|e| Error::io(&folder, e))?;
        if !seen.insert(place) {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(|e| Error::io(&folder, e))? {
            let entry = entry.map_err(|e| Error::io(&folder, e))?;
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = entry.path();
            // Follows links.
            let about = fs::metadata(&path).map_err(|e| Error::io(&path, e))?;
            if about.is_dir() {
                ahead.push(path);
            } else if path.extension().is_some_and(|ext| ext == EXTENSION) {
                if !about.is_file() {
                    return Err(wrong(&path, "it is neither a file nor a folder"));
                }
                files.push(path);
            }
            if files.len() + ahead.len() > limits.files {
                return Err(wrong(&folder, &format!("more than {} files", limits.files)));
            }
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// A file's bytes, and no more of it than makes it too long.
fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| Error::io(path, e))?;
    let read = file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|e| Error::io(path, e))?;
    Ok(bytes)
}

fn text(bytes: &[u8]) -> Result<&str, OsvError> {
    if bytes.len() > MAX_FILE {
        return Err(OsvError::TooLong { got: bytes.len() });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let begin = good.iter().rposition(|byte| *byte == b'\n');
        OsvError::Json {
            line: 1 + good.iter().filter(|byte| **byte == b'\n').count(),
            column: good.len() - begin.map_or(0, |at| at + 1) + 1,
            why: "this is not UTF-8".into(),
        }
    })
}

fn wrong(path: &Path, why: &str) -> Error {
    Error::Argument {
        argument: "folder",
        why: format!("{}: {why}", path.display()),
    }
}
