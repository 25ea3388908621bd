//! Where a package's bytes come from: a file, or anything that can seek.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use diram_core::recovery::package::Source;

use crate::Error;

/// A file. Its errors name it.
pub(super) struct FileSource {
    file: File,
    path: PathBuf,
    len: u64,
}

impl FileSource {
    pub(super) fn open(path: &Path) -> Result<FileSource, Error> {
        // Asked before it is opened: opening a FIFO waits until somebody writes to it.
        let metadata = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
        if metadata.is_dir() {
            let source = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(Error::io(path, source));
        }
        if !metadata.is_file() {
            let why = format!(
                "{} cannot be read at any place; give a file",
                path.display()
            );
            return Err(Error::Argument {
                argument: "src",
                why,
            });
        }
        let file = File::open(path).map_err(|e| Error::io(path, e))?;
        let len = file.metadata().map_err(|e| Error::io(path, e))?.len();
        Ok(FileSource {
            file,
            path: path.into(),
            len,
        })
    }
}

impl Source for FileSource {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let mut have = 0;
        while have < buf.len() {
            match self
                .file
                .read_at(&mut buf[have..], offset.saturating_add(have as u64))
            {
                Ok(0) => break,
                Ok(n) => have += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(Error::io(&self.path, e).into()),
            }
        }
        Ok(have)
    }
}

/// Anything that can read and seek; one reading at a time.
pub(super) struct ReaderSource<R> {
    reader: Mutex<R>,
    len: u64,
}

impl<R: Read + Seek + Send> ReaderSource<R> {
    pub(super) fn new(mut reader: R) -> Result<ReaderSource<R>, Error> {
        let len = reader.seek(SeekFrom::End(0))?;
        Ok(ReaderSource {
            reader: Mutex::new(reader),
            len,
        })
    }
}

impl<R: Read + Seek + Send> Source for ReaderSource<R> {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        // A reader that panicked in another thread has no place of its own that could be wrong:
        // every reading seeks first.
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.seek(SeekFrom::Start(offset))?;
        let mut have = 0;
        while have < buf.len() {
            match reader.read(&mut buf[have..]) {
                Ok(0) => break,
                Ok(n) => have += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(have)
    }
}
