//! Where a package goes: standard output, or a file that appears whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::exit::Refusal;

/// Standard output as it is: no line buffer between.
pub(crate) struct Stdout(File);

/// Opens standard output for a package.
pub(crate) fn stdout() -> Result<Stdout, Refusal> {
    if io::stdout().is_terminal() {
        let hint = "send it into a pipe or a file, or name a file with -o";
        return Err(Refusal::usage(
            "a package is not written to a terminal",
            Some(hint.into()),
        ));
    }
    let fd = io::stdout().as_fd().try_clone_to_owned();
    fd.map(|fd| Stdout(File::from(fd)))
        .map_err(|e| Refusal::usage(format!("standard output: {e}"), None))
}

impl Write for Stdout {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.0.write(buf).map_err(|e| match e.kind() {
            io::ErrorKind::Interrupted => e,
            kind => io::Error::new(kind, format!("standard output: {e}")),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file under a temporary name; [`commit`](OutputFile::commit) gives it its own.
pub(crate) enum OutputFile {
    /// Beside its target.
    Temporary(NamedTempFile, PathBuf),
    /// A device or FIFO that is there already.
    Direct(File),
}

impl OutputFile {
    pub(crate) fn new(target: &Path) -> io::Result<OutputFile> {
        match std::fs::metadata(target) {
            Ok(there) if !there.is_file() => Ok(OutputFile::Direct(
                OpenOptions::new().write(true).open(target)?,
            )),
            _ => {
                let target = std::fs::canonicalize(target).unwrap_or_else(|_| target.into());
                let folder = target.parent().filter(|p| !p.as_os_str().is_empty());
                let file = tempfile::Builder::new()
                    .prefix(".diram-")
                    .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666))
                    .tempfile_in(folder.unwrap_or(Path::new(".")))?;
                Ok(OutputFile::Temporary(file, target))
            }
        }
    }

    pub(crate) fn commit(self) -> io::Result<()> {
        match self {
            OutputFile::Direct(_) => Ok(()),
            OutputFile::Temporary(file, target) => {
                file.as_file().sync_all()?;
                file.persist(target).map(drop).map_err(|e| e.error)
            }
        }
    }
}

impl Write for OutputFile {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        match self {
            OutputFile::Temporary(file, _) => file.write(buf),
            OutputFile::Direct(file) => file.write(buf),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
