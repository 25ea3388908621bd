//! Locks of projects.

use std::collections::BTreeSet;
use std::ffi::c_char;

use diram_host::Op;
use diram_host::lock::{LockOptions, Update};
use serde::Deserialize;

use crate::error::diram_error;
use crate::fault::Outcome;
use crate::input;
use crate::op::diram_op;
use crate::options_json;
use crate::output::Place;
use crate::registry::diram_registry;
use crate::report::{self, diram_report};
use crate::status::diram_status;
use crate::transaction::diram_transaction;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Wanted {
    check: bool,
    update: Moves,
    now: Option<u64>,
}

/// What may move: all or nothing, or packages by name.
#[derive(Deserialize)]
#[serde(untagged, expecting = "update is true, false, null or a list of names")]
enum Moves {
    All(bool),
    Names(BTreeSet<String>),
    Nothing(()),
}

impl Default for Moves {
    fn default() -> Moves {
        Moves::Nothing(())
    }
}

impl Wanted {
    fn with(self, op: &Op) -> LockOptions {
        let mut options = LockOptions::new().check(self.check).op(op);
        options.now = self.now;
        options.update = match self.update {
            Moves::All(true) => Update::All,
            Moves::All(false) | Moves::Nothing(()) => Update::None,
            Moves::Names(names) => Update::Names(names),
        };
        options
    }
}

/// # Safety
/// `options` is NULL or readable, `op` NULL or live.
unsafe fn options_of(
    options: *const c_char,
    options_len: usize,
    op: *const diram_op,
) -> Outcome<LockOptions> {
    // SAFETY: the caller's promise.
    unsafe {
        let op = diram_op::or_none(op)?;
        Ok(options_json::or_default::<Wanted>(options, options_len)?.with(&op))
    }
}

/// Brings the lock of a project, `semverx-lock.json`, up to date with its manifest: `project` is the path
/// of a `package.json`, `pyproject.toml` or `Cargo.toml`, or of the folder of one. What was locked stays as
/// long as it fits. What comes, changes or goes passes the gates and the registry's plugins first, and the
/// file is written whole or not at all. The policy is the manifest's. `op` may be NULL.
///
/// `options` is a JSON object, or NULL for none: `check` (only look: nothing is written and no plugin asked;
/// default false), `update` (true: everything may move to newer versions; or a list of the names that may;
/// default false), `now` (seconds since 1970, for a policy's `min_release_age`; default: the registry's
/// clock).
///
/// The report, which may be NULL: `manifest`, `path`, `status` (`written`, `current`, or `stale` for a check),
/// `installs` (`name`, `version`), `updates` (`name`, `old`, `new`), `removes` (`name`, `version`,
/// `orphan`), `available` (`name`, `version`, `newer`), `solution`, `fault`, `fault_state`, `snapshot`,
/// `gates` (each as `diram_registry_gate`) and `votes` (`plugin`, `hook`, `name`, `version`, `answer`, `why`).
///
/// `DIRAM_ERR_ARGUMENT` when there is no manifest that speaks of semverx, or several; `DIRAM_ERR_NO_SOLUTION`
/// when nothing fits, with the explanation as message; `DIRAM_ERR_GATE` and `DIRAM_ERR_PLUGIN` when one says
/// no; `DIRAM_ERR_LOCK_FILE` for a lock that cannot be read or that somebody else wrote meanwhile.
///
/// # Safety
/// `registry` and `op` are NULL or live, `project` is readable, `options` NULL or readable, `report` and
/// `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_lock(
    registry: *const diram_registry,
    project: *const c_char,
    project_len: usize,
    options: *const c_char,
    options_len: usize,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (project, options, report) = unsafe {
            (
                input::path(project, project_len, "project")?,
                options_of(options, options_len, op)?,
                Place::optional(report),
            )
        };
        report::give(report, &registry.registry.lock(project, &options)?)
    })
}

/// Prepares `diram_registry_lock`: fails as that does, but for what only the votes decide.
///
/// # Safety
/// As `diram_registry_lock`, with `out` writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_begin_lock(
    registry: *const diram_registry,
    project: *const c_char,
    project_len: usize,
    options: *const c_char,
    options_len: usize,
    op: *mut diram_op,
    out: *mut *mut diram_transaction,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (project, options, out) = unsafe {
            (
                input::path(project, project_len, "project")?,
                options_of(options, options_len, op)?,
                Place::required(out, "out")?,
            )
        };
        out.give(registry.registry.begin_lock(project, &options)?.into());
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(options: &str) -> Option<Update> {
        let wanted: Wanted = serde_json::from_str(options).ok()?;
        Some(wanted.with(&Op::new()).update)
    }

    #[test]
    fn what_may_move_is_everything_nothing_or_names() {
        assert_eq!(update("{}"), Some(Update::None));
        assert_eq!(update(r#"{"update":null}"#), Some(Update::None));
        assert_eq!(update(r#"{"update":false}"#), Some(Update::None));
        assert_eq!(update(r#"{"update":true}"#), Some(Update::All));
        let names = Update::Names(["core".to_owned()].into());
        assert_eq!(update(r#"{"update":["core"]}"#), Some(names));
        assert_eq!(update(r#"{"update":"core"}"#), None);
        assert_eq!(update(r#"{"updates":true}"#), None);
    }
}
