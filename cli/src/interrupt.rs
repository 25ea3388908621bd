//! Ctrl-C: the running operation is cancelled and cleans up after itself.

use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read};
use std::os::fd::AsFd;
use std::sync::Mutex;

use diram::Op;
use rustix::event::{PollFd, PollFlags, poll};

use crate::exit::{INTERRUPTED, Refusal};

/// The operation of this process, and what ends it.
pub(crate) struct Interrupt {
    op: Op,
    /// Readable once Ctrl-C was pressed, so that waiting for input ends too.
    woken: PipeReader,
}

impl Interrupt {
    /// From now on Ctrl-C cancels; pressed again, it ends the process at once.
    pub(crate) fn install() -> Result<Interrupt, Refusal> {
        let op = Op::new();
        let cannot = |e: &dyn std::fmt::Display| Refusal::usage(format!("signals: {e}"), None);
        let (woken, waker) = io::pipe().map_err(|e| cannot(&e))?;
        let (cancel, waker) = (op.clone(), Mutex::new(Some(waker)));
        ctrlc::set_handler(move || on_signal(&cancel, &waker)).map_err(|e| cannot(&e))?;
        Ok(Interrupt { op, woken })
    }

    /// The handle that every call gets.
    pub(crate) fn op(&self) -> &Op {
        &self.op
    }

    /// Whether Ctrl-C was pressed.
    pub(crate) fn came(&self) -> bool {
        self.op.is_cancelled()
    }

    /// Standard input that ends with an error at Ctrl-C, even while nothing comes.
    pub(crate) fn stdin(&self) -> Result<impl Read, Refusal> {
        let stdin = io::stdin().as_fd().try_clone_to_owned();
        let stdin = stdin.map_err(|e| Refusal::usage(format!("standard input: {e}"), None))?;
        Ok(Stdin {
            stdin: File::from(stdin),
            interrupt: self,
        })
    }
}

/// Runs on the signal thread. Closing the pipe makes its other end readable.
fn on_signal(op: &Op, waker: &Mutex<Option<PipeWriter>>) {
    op.cancel();
    let mut waker = waker
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if waker.take().is_none() {
        // The user does not want to wait: a temporary file may be left, a result never.
        std::process::exit(INTERRUPTED.into());
    }
}

/// The descriptor itself: polling would not see what a buffered reader holds.
struct Stdin<'a> {
    stdin: File,
    interrupt: &'a Interrupt,
}

impl Read for Stdin<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            let mut fds = [
                PollFd::new(&self.stdin, PollFlags::IN),
                PollFd::new(&self.interrupt.woken, PollFlags::IN),
            ];
            match poll(&mut fds, None) {
                Err(rustix::io::Errno::INTR) => continue,
                result => result?,
            };
            if self.interrupt.came() {
                return Err(io::Error::other("interrupted"));
            }
            if !fds[0].revents().is_empty() {
                return self
                    .stdin
                    .read(buf)
                    .map_err(|e| io::Error::new(e.kind(), format!("standard input: {e}")));
            }
        }
    }
}
