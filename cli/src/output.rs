//! Standard output as the place of a package.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;

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
