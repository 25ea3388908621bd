//! The lock file on disk: read, and replaced if nobody else did meanwhile.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use diram_core::lockfile::LockFile;
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::manifest;
use crate::packages::AtomicFile;
use crate::{Error, Op, Result};

/// How often a writer looks whether another is done.
const LOOK: Duration = Duration::from_millis(10);

/// A lock file as it was when it was read.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) path: PathBuf,
    /// Its text; `None` if there was none.
    text: Option<String>,
}

impl Shown {
    /// The lock beside a manifest.
    pub(super) fn beside(manifest: &Path) -> Result<Shown> {
        let path = manifest.with_file_name(LockFile::FILE_NAME);
        let text = read(&path)?;
        Ok(Shown { path, text })
    }

    /// What it says; `None` if there is none.
    pub(super) fn content(&self) -> Result<Option<LockFile>> {
        let parsed = self.text.as_deref().map(LockFile::parse).transpose();
        parsed.map_err(|source| Error::LockFile {
            path: self.path.clone(),
            source: Box::new(source),
        })
    }

    /// Puts another in its place. Writers wait for each other; one that read what is no longer there
    /// is refused.
    pub(super) fn replace(&self, lock: &LockFile, op: &Op) -> Result<()> {
        let _held = self.hold(op)?;
        if read(&self.path)? != self.text {
            return Err(Error::LockChanged {
                path: self.path.clone(),
            });
        }
        let mut file = AtomicFile::new(&self.path)?;
        file.write_all(lock.to_text().as_bytes())
            .map_err(|e| Error::io(&self.path, e))?;
        file.commit()
    }

    /// The folder, held against other writers until it is closed. Where folders cannot be held, as on
    /// some network file systems, the comparison alone has to do.
    fn hold(&self, op: &Op) -> Result<File> {
        let folder = match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let held = File::open(folder).map_err(|e| Error::io(folder, e))?;
        loop {
            match flock(&held, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) | Err(Errno::BADF | Errno::NOLCK | Errno::NOTSUP | Errno::INVAL) => {
                    return Ok(held);
                }
                Err(Errno::WOULDBLOCK | Errno::INTR) => {
                    op.check()?;
                    std::thread::sleep(LOOK);
                }
                Err(other) => return Err(Error::io(folder, other.into())),
            }
        }
    }
}

fn read(path: &Path) -> Result<Option<String>> {
    match manifest::text(path, LockFile::MAX_LEN) {
        Ok(text) => Ok(Some(text)),
        Err(Error::Io { source, .. }) if source.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
