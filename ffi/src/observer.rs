//! Observers: hearing of a package's changes as they happen.

use std::ffi::{c_char, c_void};
use std::time::Duration;

use diram_host::registry::{STALE_DAYS, Subscription};

use crate::error::diram_error;
use crate::fault::Fault;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::op::{DIRAM_UNKNOWN, diram_op};
use crate::output::Place;
use crate::registry::diram_registry;
use crate::report::{self, diram_report};
use crate::status::diram_status;
use crate::user_data::{UserData, diram_drop_fn};

/// Since now, for `diram_observer_open`.
pub const DIRAM_SINCE_NOW: u64 = u64::MAX;
/// For ever, for `diram_observer_next`.
pub const DIRAM_FOREVER: u64 = u64::MAX;
/// The days without a release after which a package is usually called stale.
pub const DIRAM_STALE_DAYS: u32 = 90;

const _: () = assert!(DIRAM_STALE_DAYS == STALE_DAYS);

/// Called when a new update may be ready, on the thread of the call that made it so, which is one of a
/// change, of `diram_registry_advance_clock` or of `diram_observer_on_ready` itself; the observer is then
/// asked elsewhere or later.
pub type diram_ready_fn = Option<unsafe extern "C" fn(user: *mut c_void)>;

/// Hears of what happens to one package of a registry, and keeps it until asked. Freed by the caller with
/// `diram_observer_free`. Any thread may use it at any time; each update goes to one of those that ask.
pub struct diram_observer {
    subscription: Subscription,
    poison: Poison,
}

impl Handle for diram_observer {
    const WHAT: &'static str = "observer";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_observer>();

/// Observes a package: what happens to its versions from now on, and mandatory updates of the packages
/// that it needs. With a snapshot's number as `since`, first everything after that snapshot; if that is no
/// longer kept, one `resync` and then what is kept. `DIRAM_SINCE_NOW` asks for nothing of the past.
///
/// At most `max_update_rate` of the registry's policy come a second, twice as many at once; what comes
/// faster is kept, the newest of each version. Mandatory updates are never held back.
///
/// `DIRAM_ERR_NOT_FOUND` with near names in the error's details; `DIRAM_ERR_TOO_MANY_OBSERVERS` beyond 100 of
/// a package; `DIRAM_ERR_SNAPSHOT` for one that does not exist yet; `DIRAM_ERR_STATE` for a registry of
/// `diram_registry_at`.
///
/// # Safety
/// `registry` is NULL or live, `name` readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_observer_open(
    registry: *const diram_registry,
    name: *const c_char,
    name_len: usize,
    since: u64,
    out: *mut *mut diram_observer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (name, out) = unsafe {
            (input::text(name, name_len, "name")?, Place::required(out, "out")?)
        };
        let since = (since != DIRAM_SINCE_NOW).then_some(since);
        out.give(diram_observer {
            subscription: registry.registry.subscribe(name, since)?,
            poison: Poison::default(),
        });
        Ok(())
    })
}

/// The next update; waits for it at most `timeout_ms`, 0 for not at all, `DIRAM_FOREVER` for as long as it
/// takes. When none came, `*report` is set to NULL. `op` may be NULL; cancelled or late, it ends the wait
/// within a tenth of a second.
///
/// The report: `package`, `old_version`, `version`, `kind`, `seq`, `index`, `fault`, `dependents`, `fix`,
/// `merged`. `kind` is `publish`, `opt_in`, `yank`, `unyank`, `fault`, `rollback`, `mandatory`, `stale` or
/// `resync`; (`seq`, `index`) is the update's place in the history.
///
/// With a fixed clock `timeout_ms` is still real time, and what is held back waits for
/// `diram_registry_advance_clock`.
///
/// # Safety
/// `observer` and `op` are NULL or live, `report` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_observer_next(
    observer: *const diram_observer,
    timeout_ms: u64,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, observer => {
        // SAFETY: the caller's promise.
        let (op, report) = unsafe {
            (diram_op::or_none(op)?, Place::required(report, "report")?)
        };
        let timeout = match timeout_ms {
            DIRAM_FOREVER => Duration::MAX,
            limit => Duration::from_millis(limit),
        };
        match observer.subscription.next(timeout, &op)? {
            Some(update) => report::give(Some(report), &update),
            None => {
                report.put(std::ptr::null_mut());
                Ok(())
            }
        }
    })
}

/// Milliseconds until `diram_observer_next` will have one, to `out`: 0 for now, `DIRAM_UNKNOWN` if nothing is
/// held back. With a fixed clock they are that clock's.
///
/// # Safety
/// `observer` is NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_observer_wait(
    observer: *const diram_observer,
    out: *mut u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, observer => {
        // SAFETY: the caller's promise.
        let out = unsafe { Place::required(out, "out") }?;
        out.put(observer.subscription.wait_ms().unwrap_or(DIRAM_UNKNOWN));
        Ok(())
    })
}

/// Sets what is called when an update may be ready, instead of what was set before, and calls it at once if
/// one is: for event loops, whose `ready` writes a byte to a pipe. Then ask `diram_observer_next` without
/// waiting until there is none, and again after `diram_observer_wait`. `drop` (may be NULL) is called
/// with `user` when nothing needs it any more. On failure (`ready` is NULL) nothing is taken over and
/// `drop` is not called.
///
/// # Safety
/// `observer` is NULL or live; the callbacks accept `user` from any thread and return normally; `err` is
/// NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_observer_on_ready(
    observer: *mut diram_observer,
    ready: diram_ready_fn,
    user: *mut c_void,
    drop: diram_drop_fn,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, observer => {
        let call = ready.ok_or_else(|| Fault::argument("ready", "is NULL"))?;
        let user = UserData::new(user, drop);
        // SAFETY: the caller gave this function for this pointer.
        observer.subscription.set_waker(move || unsafe { call(user.pointer()) });
        Ok(())
    })
}

/// Frees an observer, which ends its subscription. NULL is allowed.
///
/// # Safety
/// `observer` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_observer_free(observer: *mut diram_observer) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(observer) }
}

/// Moves the clock of a registry that was opened with a fixed one. `DIRAM_ERR_STATE` when the clock is the
/// system's.
///
/// # Safety
/// `registry` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_advance_clock(
    registry: *const diram_registry,
    milliseconds: u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => { Ok(registry.registry.advance_clock(milliseconds)?) })
}

/// The observed packages whose newest release is older than this many days, usually `DIRAM_STALE_DAYS`: a
/// list by name, of updates of kind `stale` about the newest version. Their observers are told too, once for
/// each version. A package whose newest version has no known time of publication is not stale.
/// `DIRAM_ERR_STATE` for a registry of `diram_registry_at`. `report` may be NULL.
///
/// # Safety
/// `registry` is NULL or live, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_check_stale(
    registry: *const diram_registry,
    days: u32,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::optional(report) };
        report::give(report, &registry.registry.check_stale(days)?)
    })
}
