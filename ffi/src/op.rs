//! Operations: cancel, time limit and progress of a running call.

use std::ffi::{CString, c_char, c_void};
use std::sync::Mutex;
use std::time::Duration;

use diram_host::{Op, Progress};

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::output::Place;
use crate::status::diram_status;
use crate::user_data::{UserData, diram_drop_fn};

/// The number of all bytes while nobody can know it, as with a pipe.
pub const DIRAM_UNKNOWN: u64 = u64::MAX;

/// Called during a long call, at most ten times a second and once at the end, on the thread that
/// made the call: `done` of `total` bytes (`DIRAM_UNKNOWN` while nobody knows), and the `phase`
/// (`"pack"`, `"verify"`, `"heal"`, `"unpack"`, `"read"`, `"scan"`, or `"resolve"`, which counts requests
/// instead; only for this call). Returns 0 to go on; anything else cancels. It must not use the
/// operation it is called for.
pub type diram_progress_fn = Option<
    unsafe extern "C" fn(user: *mut c_void, done: u64, total: u64, phase: *const c_char) -> i32,
>;

/// One running operation as its caller sees it: give it to a long call, and cancel that call, limit
/// its time or watch it from here. Any thread may use it at any time. The caller frees it with
/// `diram_op_free`, also while the call still runs. An operation serves one call at a time (or one
/// open entry); one that was cancelled stays so.
pub struct diram_op {
    op: Op,
    /// Names of phases that were asked for, so that they stay where they are.
    phases: Mutex<Vec<CString>>,
    poison: Poison,
}

impl Handle for diram_op {
    const WHAT: &'static str = "op";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_op>();

impl diram_op {
    /// The operation behind an optional handle.
    ///
    /// # Safety
    /// `op` is NULL or live.
    pub(crate) unsafe fn or_none(op: *const diram_op) -> Outcome<Op> {
        // SAFETY: the caller's promise.
        let op = unsafe { handle::borrow_optional(op) }?;
        Ok(op.map_or_else(Op::new, |op| op.op.clone()))
    }

    fn phase(&self, name: &str) -> *const c_char {
        let mut phases = handle::lock(&self.phases);
        let known = phases
            .iter()
            .position(|phase| phase.to_bytes() == name.as_bytes());
        let place = known.unwrap_or_else(|| {
            phases.push(CString::new(name).unwrap_or_default());
            phases.len() - 1
        });
        phases
            .get(place)
            .map_or(c"".as_ptr(), |phase| phase.as_ptr())
    }
}

/// Makes an operation without time limit or callback. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn diram_op_new() -> *mut diram_op {
    getter!(std::ptr::null_mut() => {
        handle::into_c(diram_op {
            op: Op::new(),
            phases: Mutex::default(),
            poison: Poison::default(),
        })
    })
}

/// Ends the operation at its next step with `DIRAM_ERR_CANCELLED`.
///
/// # Safety
/// `op` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_op_cancel(op: *mut diram_op) {
    getter!((), op => { op.op.cancel() })
}

/// Ends the operation with `DIRAM_ERR_DEADLINE` once `milliseconds` from now have passed.
///
/// # Safety
/// `op` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_op_set_timeout_ms(op: *mut diram_op, milliseconds: u64) {
    getter!((), op => { op.op.timeout(Duration::from_millis(milliseconds)) })
}

/// How far the operation is, for those who rather ask than be called: bytes `done`, bytes in
/// `total` (`DIRAM_UNKNOWN` while nobody knows) and the `phase` (`""` before the first; lives as
/// long as the operation). Each place may be NULL.
///
/// # Safety
/// `op` is NULL or live; the places are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_op_progress(
    op: *const diram_op,
    done: *mut u64,
    total: *mut u64,
    phase: *mut *const c_char,
) -> diram_status {
    let err: *mut *mut diram_error = std::ptr::null_mut();
    boundary!(err, op => {
        let progress = op.op.progress();
        // SAFETY: the caller's promise.
        let (done, total, phase) = unsafe {
            (Place::optional(done), Place::optional(total), Place::optional(phase))
        };
        if let Some(done) = done {
            done.put(progress.done);
        }
        if let Some(total) = total {
            total.put(progress.total.unwrap_or(DIRAM_UNKNOWN));
        }
        if let Some(phase) = phase {
            phase.put(op.phase(progress.phase));
        }
        Ok(())
    })
}

/// Sets what is called with the progress, instead of what was set before. `drop` (may be NULL) is
/// called with `user` when the operation and what it serves need it no more. On failure
/// (`progress` is NULL) nothing is taken over and `drop` is not called.
///
/// # Safety
/// `op` is NULL or live; the callbacks accept `user` from any thread and return normally.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_op_on_progress(
    op: *mut diram_op,
    progress: diram_progress_fn,
    user: *mut c_void,
    drop: diram_drop_fn,
) -> diram_status {
    let err: *mut *mut diram_error = std::ptr::null_mut();
    boundary!(err, op => {
        let call = progress.ok_or_else(|| Fault::argument("progress", "is NULL"))?;
        let user = UserData::new(user, drop);
        op.op.on_progress(move |now: &Progress| {
            let phase = CString::new(now.phase).unwrap_or_default();
            let total = now.total.unwrap_or(DIRAM_UNKNOWN);
            // SAFETY: the caller gave this function for this pointer; the text lives for the call.
            unsafe { call(user.pointer(), now.done, total, phase.as_ptr()) == 0 }
        });
        Ok(())
    })
}

/// Frees an operation. NULL is allowed. A call that it serves goes on.
///
/// # Safety
/// `op` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_op_free(op: *mut diram_op) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(op) }
}
