//! Registry files that are no files: standard input, pipes that a shell makes, named pipes.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;

use crate::Op;

/// How long a named pipe may have nobody who writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often a wait looks whether its caller still wants it: every 50 ms.
const TICK: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 50_000_000,
};

/// Opens what is to be read to its end. Opening never waits, and reading ends when `op` does.
pub(super) fn open(path: &Path, op: &Op) -> io::Result<Box<dyn Read>> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flags)
        .open(path)?;
    Ok(match file.metadata()?.is_file() {
        true => Box::new(file),
        false => Box::new(Pipe {
            file,
            op: op.clone(),
            alone_until: Some(Instant::now() + PATIENCE),
        }),
    })
}

/// A descriptor that does not block.
struct Pipe {
    file: File,
    op: Op,
    /// When it is too late for a first writer; `None` once there was one.
    alone_until: Option<Instant>,
}

impl Read for Pipe {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            self.op.check()?;
            let mut fds = [PollFd::new(&self.file, PollFlags::IN)];
            let told = match poll(&mut fds, Some(&TICK)) {
                Err(rustix::io::Errno::INTR) => continue,
                told => told? > 0,
            };
            match self.file.read(buf) {
                // Nothing yet, but somebody could write.
                Err(e) if e.kind() == ErrorKind::WouldBlock => self.alone_until = None,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                // The end comes with an event; without one nobody was there yet.
                Ok(0) if !told => self.still_alone()?,
                read => {
                    self.alone_until = None;
                    return read;
                }
            }
        }
    }
}

impl Pipe {
    fn still_alone(&self) -> io::Result<()> {
        match self.alone_until {
            Some(late) if Instant::now() >= late => Err(io::Error::new(
                ErrorKind::TimedOut,
                "a pipe that no program writes into",
            )),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;
    use crate::{Code, Error, Failure};

    fn named_pipe(dir: &Path) -> std::path::PathBuf {
        let path = dir.join("reg.ndjson");
        mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        path
    }

    #[test]
    fn a_writer_may_come_late_and_write_slowly() {
        let dir = tempfile::tempdir().unwrap();
        let path = named_pipe(dir.path());
        let mut reader = open(&path, &Op::new()).unwrap();
        let writing = std::thread::spawn(move || {
            // Opening waits for the reader; every write for room, which only reading makes.
            let mut pipe = OpenOptions::new().write(true).open(path).unwrap();
            (0..40).for_each(|_| pipe.write_all(&[7; 10_000]).unwrap());
        });
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).unwrap();
        writing.join().unwrap();
        assert_eq!(
            (bytes.len(), bytes.iter().all(|b| *b == 7)),
            (400_000, true)
        );
    }

    #[test]
    fn nobody_waits_for_ever_for_a_writer() {
        let dir = tempfile::tempdir().unwrap();
        let path = named_pipe(dir.path());
        let pipe = |op: &Op, until: Instant| {
            let flags = OFlags::NONBLOCK.bits() as i32;
            let file = OpenOptions::new()
                .read(true)
                .custom_flags(flags)
                .open(&path);
            Pipe {
                file: file.unwrap(),
                op: op.clone(),
                alone_until: Some(until),
            }
        };
        let late = pipe(&Op::new(), Instant::now()).read(&mut [0]).unwrap_err();
        assert_eq!(late.kind(), ErrorKind::TimedOut);
        let op = Op::new();
        op.cancel();
        let cancelled = pipe(&op, Instant::now()).read(&mut [0]).unwrap_err();
        assert_eq!(Error::from(cancelled).code(), Code::Cancelled);
    }
}
