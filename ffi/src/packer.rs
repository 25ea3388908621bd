//! Packing member by member.

use std::collections::VecDeque;
use std::ffi::c_char;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, MutexGuard};

use diram_host::packages::{PackOptions, Packer};

use crate::error::diram_error;
use crate::fault::Outcome;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::op::diram_op;
use crate::output::Place;
use crate::pack_options::diram_pack_options;
use crate::package_create::options_of;
use crate::report::{self, diram_report};
use crate::status::diram_status;
use crate::writer::{Target, diram_writer};

/// Packs members one after the other in one pass, in little memory. Owned by the caller, who frees
/// it with `diram_packer_free`; one that is freed before `diram_packer_finish` leaves an unfinished
/// package. One thread at a time: a second one gets `DIRAM_ERR_BUSY`. It has threads of its own until
/// it is finished: in a process that was forked meanwhile it answers `DIRAM_ERR_STATE`.
pub struct diram_packer {
    /// `None` once finished.
    packer: Mutex<Option<Packer<Sink>>>,
    /// Where the package waits for `diram_packer_read`; only without a writer.
    waiting: Option<Waiting>,
    /// The process whose threads work for the packer.
    process: u32,
    poison: Poison,
}

impl Handle for diram_packer {
    const WHAT: &'static str = "packer";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_packer>();

/// Bytes that C has not read yet.
type Waiting = Arc<Mutex<VecDeque<u8>>>;

/// Where the package goes.
enum Sink {
    Writer(Target),
    Waiting(Waiting),
}

impl Write for Sink {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Writer(target) => target.write(data),
            Sink::Waiting(waiting) => {
                let mut waiting = handle::lock(waiting);
                waiting
                    .try_reserve(data.len())
                    .map_err(|_| io::ErrorKind::OutOfMemory)?;
                waiting.extend(data);
                Ok(data.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl diram_packer {
    fn new(sink: Sink, options: &PackOptions) -> Outcome<diram_packer> {
        let waiting = match &sink {
            Sink::Writer(_) => None,
            Sink::Waiting(waiting) => Some(Arc::clone(waiting)),
        };
        let packer = Mutex::new(Some(Packer::new(sink, options)?));
        let process = std::process::id();
        Ok(diram_packer {
            packer,
            waiting,
            process,
            poison: Poison::default(),
        })
    }

    /// The inside, unless another thread uses it or this is another process.
    fn inside(&self) -> Outcome<MutexGuard<'_, Option<Packer<Sink>>>> {
        if self.is_elsewhere() {
            let why =
                "this packer was made in another process, and its threads stayed there".into();
            return Err(diram_host::Error::State { why }.into());
        }
        handle::try_lock(&self.packer, Self::WHAT)
    }

    fn is_elsewhere(&self) -> bool {
        self.process != std::process::id()
    }

    /// Runs `step` on the packer unless it is finished.
    fn with<T>(
        &self,
        step: impl FnOnce(&mut Packer<Sink>) -> Result<T, diram_host::Error>,
    ) -> Outcome<T> {
        let mut inside = self.inside()?;
        let packer = inside
            .as_mut()
            .ok_or(diram_host::Error::Closed { what: Self::WHAT })?;
        Ok(step(packer)?)
    }
}

impl Drop for diram_packer {
    /// After a fork there is no thread to end: waiting for one would last for ever.
    fn drop(&mut self) {
        if self.is_elsewhere()
            && let Ok(packer) = self.packer.get_mut()
        {
            std::mem::forget(packer.take());
        }
    }
}

/// Starts a package that goes into a writer. `options` and `op` may be NULL.
///
/// # Safety
/// `writer` is live, the other handles NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_packer_new(
    writer: *mut diram_writer,
    options: *const diram_pack_options,
    op: *mut diram_op,
    out: *mut *mut diram_packer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, writer => {
        // SAFETY: the caller's promise.
        let (options, out) = unsafe { (options_of(options, op)?, Place::required(out, "out")?) };
        out.give(diram_packer::new(Sink::Writer(writer.take()?), &options)?);
        Ok(())
    })
}

/// Starts a package without a callback: what is ready waits for `diram_packer_read`, which should
/// be called after every write, or else the whole package gathers in memory. `options` and `op` may
/// be NULL.
///
/// # Safety
/// The handles are NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_packer_new_buffered(
    options: *const diram_pack_options,
    op: *mut diram_op,
    out: *mut *mut diram_packer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (options, out) = unsafe { (options_of(options, op)?, Place::required(out, "out")?) };
        out.give(diram_packer::new(Sink::Waiting(Waiting::default()), &options)?);
        Ok(())
    })
}

/// Begins a file of exactly `size` bytes. `name` is a relative path with `/`. The file ends by
/// itself after `size` bytes; beginning another or finishing before that is an error.
///
/// # Safety
/// `packer` is NULL or live, `name` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_packer_begin(
    packer: *mut diram_packer,
    name: *const c_char,
    name_len: usize,
    size: u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, packer => {
        // SAFETY: the caller's promise.
        let name = unsafe { input::text(name, name_len, "name") }?;
        packer.with(|p| p.begin(name, size))
    })
}

/// Writes the next `len` bytes of the file begun last: all of them, or fails.
///
/// # Safety
/// `packer` is NULL or live, `data` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_packer_write(
    packer: *mut diram_packer,
    data: *const u8,
    len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, packer => {
        // SAFETY: the caller's promise.
        let data = unsafe { input::bytes(data, len, "data") }?;
        packer.with(|p| p.write_all(data).map_err(|e| diram_host::Error::io("", e)))
    })
}

/// Takes up to `capacity` bytes of the package, which `diram_packer_new_buffered` keeps, and sets
/// `*count` to how many. 0 means that nothing is ready; after `diram_packer_finish`, the end.
/// `DIRAM_ERR_STATE` for a packer with a writer.
///
/// # Safety
/// `packer` is NULL or live, `buffer` and `count` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_packer_read(
    packer: *mut diram_packer,
    buffer: *mut u8,
    capacity: usize,
    count: *mut usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, packer => {
        // SAFETY: the caller's promise.
        let (buffer, count) = unsafe {
            (input::buffer(buffer, capacity, "buffer")?, Place::required(count, "count")?)
        };
        let waiting = packer.waiting.as_ref().ok_or_else(|| diram_host::Error::State {
            why: "this packer gives its package to a writer, so there is nothing to read".into(),
        })?;
        count.put(handle::lock(waiting).read(buffer)?);
        Ok(())
    })
}

/// Writes everything that is left and ends the package; after this the packer is closed, whether it
/// succeeded or not. The report is that of `diram_package_pack` and may be NULL.
///
/// # Safety
/// `packer` is NULL or live, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_packer_finish(
    packer: *mut diram_packer,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, packer => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::optional(report) };
        // Held until the end, so that a call from the writer's callback is refused.
        let mut inside = packer.inside()?;
        let packer = inside.take().ok_or(diram_host::Error::Closed { what: diram_packer::WHAT })?;
        let (_, done) = packer.finish()?;
        report::give(report, &done)
    })
}

/// Frees a packer. NULL is allowed.
///
/// # Safety
/// `packer` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_packer_free(packer: *mut diram_packer) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(packer) }
}
