//! One file that appears whole or not at all.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::write::FileId;
use crate::Error;

/// A file under a temporary name beside its target. [`commit`](AtomicFile::commit) puts it in
/// place; dropped without that, it disappears and the target stays what it was. The target may be
/// a file that is being read.
///
/// A target that exists and is no regular file (`/dev/null`, a FIFO) is written directly. Writes
/// go straight to the file: give large pieces.
pub struct AtomicFile {
    target: PathBuf,
    inner: Inner,
}

enum Inner {
    Temporary(NamedTempFile),
    Direct(File),
}

impl AtomicFile {
    /// Starts a file. A symbolic link is followed: the file it leads to is replaced.
    ///
    /// # Errors
    /// `Io` (and its kin) when the folder cannot be written to, or `path` is a folder.
    pub fn new(path: &Path) -> Result<AtomicFile, Error> {
        let io = |e| Error::io(path, e);
        let existing = match fs::metadata(path) {
            Ok(metadata) => Some(metadata),
            Err(e) if e.kind() == ErrorKind::NotFound => None,
            Err(e) => return Err(io(e)),
        };
        match existing {
            Some(m) if m.is_dir() => Err(io(ErrorKind::IsADirectory.into())),
            Some(m) if !m.is_file() => {
                let file = OpenOptions::new().write(true).open(path).map_err(io)?;
                Ok(AtomicFile {
                    target: path.into(),
                    inner: Inner::Direct(file),
                })
            }
            Some(m) => {
                let target = fs::canonicalize(path).map_err(io)?;
                let mode = Permissions::from_mode(m.permissions().mode() & 0o777);
                let file = temporary(&target)?;
                file.as_file().set_permissions(mode).map_err(io)?;
                Ok(AtomicFile {
                    target,
                    inner: Inner::Temporary(file),
                })
            }
            None => {
                let file = temporary(path)?;
                Ok(AtomicFile {
                    target: path.into(),
                    inner: Inner::Temporary(file),
                })
            }
        }
    }

    /// The files that are this output: the one being written and the one it will replace. Whoever
    /// packs a folder leaves them out.
    pub(crate) fn identities(&self) -> Result<Vec<FileId>, Error> {
        let mut ids = Vec::new();
        if let Inner::Temporary(file) = &self.inner {
            let metadata = file
                .as_file()
                .metadata()
                .map_err(|e| Error::io(&self.target, e))?;
            ids.push(FileId::of(&metadata));
        }
        match fs::metadata(&self.target) {
            Ok(metadata) => ids.push(FileId::of(&metadata)),
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            Err(e) => return Err(Error::io(&self.target, e)),
        }
        Ok(ids)
    }

    /// Makes everything durable and puts the file in its place.
    ///
    /// # Errors
    /// `Io` (and its kin) when the system refuses; the target is then what it was, unless only its folder
    /// could not be flushed.
    pub fn commit(self) -> Result<(), Error> {
        let target = self.target;
        let io = |e| Error::io(&target, e);
        match self.inner {
            Inner::Direct(mut file) => file.flush().map_err(io),
            Inner::Temporary(file) => {
                file.as_file().sync_all().map_err(io)?;
                file.persist(&target).map_err(|e| io(e.error))?;
                sync_folder(folder_of(&target)).map_err(io)
            }
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        let result = match &mut self.inner {
            Inner::Temporary(file) => file.as_file_mut().write(buf),
            Inner::Direct(file) => file.write(buf),
        };
        // Said with the name that the caller knows.
        result.map_err(|e| match e.kind() {
            ErrorKind::Interrupted => e,
            _ => Error::io(&self.target, e).into(),
        })
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A rename is durable once its folder is. Some file systems cannot sync a folder and say so.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    match File::open(folder)?.sync_all() {
        Err(e) if matches!(e.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        other => other,
    }
}

fn temporary(target: &Path) -> Result<NamedTempFile, Error> {
    let open = |path: &Path| {
        OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .open(path)
    };
    tempfile::Builder::new()
        .prefix(".diram-")
        .make_in(folder_of(target), open)
        .map_err(|e| Error::Io {
            path: target.into(),
            source: plain(e),
        })
}

/// The folder a path lies in; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The error without the temporary path that `tempfile` wraps around it: the target is what the
/// caller knows.
pub(super) fn plain(error: std::io::Error) -> std::io::Error {
    match error.get_ref() {
        Some(_) => error.kind().into(),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).unwrap();
        entries
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn nothing_appears_before_commit_and_nothing_stays_without_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out");
        let mut file = AtomicFile::new(&path).unwrap();
        file.write_all(b"new").unwrap();
        assert!(!path.exists());
        drop(file);
        assert_eq!(names(dir.path()), [""; 0]);
        let mut file = AtomicFile::new(&path).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(dir.path()), ["out"]);
    }

    #[test]
    fn a_replaced_file_keeps_its_mode_and_its_link() {
        let dir = tempfile::tempdir().unwrap();
        let (path, link) = (dir.path().join("real"), dir.path().join("link"));
        fs::write(&path, b"old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("real", &link).unwrap();
        let mut file = AtomicFile::new(&link).unwrap();
        assert_eq!(file.identities().unwrap().len(), 2);
        file.write_all(b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"old");
        file.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn a_device_is_written_and_stays_a_device() {
        let mut file = AtomicFile::new(Path::new("/dev/null")).unwrap();
        file.write_all(b"gone").unwrap();
        file.commit().unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }

    #[test]
    fn a_folder_and_a_missing_folder_are_refused_by_name() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(AtomicFile::new(dir.path()), Err(Error::Io { .. })));
        let Err(Error::Io { path, source }) = AtomicFile::new(&dir.path().join("no/out")) else {
            panic!("a file in a folder that is not there");
        };
        assert_eq!(
            (path, source.kind()),
            (dir.path().join("no/out"), ErrorKind::NotFound)
        );
        assert!(!source.to_string().contains(".diram-"), "{source}");
    }
}
