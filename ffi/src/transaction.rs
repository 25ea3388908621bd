//! Transactions: what plugins may stop, in two steps.

use std::ffi::c_char;
use std::sync::Mutex;

use diram_host::plugins::Ballot;
use diram_host::registry::Transaction;
use diram_host::{Code, Error};

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::output::Place;
use crate::registry::diram_registry;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// A change of a registry, or a lock, that has been prepared and waits for votes. For programs that
/// ask plugins of their own, on their own thread; who plugs plugins in with `diram_registry_plug` needs
/// none. It holds no lock: freeing it lets go of it, and `diram_transaction_commit` finds out whether it is
/// still possible. Freed by the caller with `diram_transaction_free`. Any thread may use it, one after
/// the other.
pub struct diram_transaction {
    transaction: Mutex<Option<Transaction>>,
    poison: Poison,
}

impl Handle for diram_transaction {
    const WHAT: &'static str = "transaction";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_transaction>();

impl From<Transaction> for diram_transaction {
    fn from(transaction: Transaction) -> diram_transaction {
        diram_transaction {
            transaction: Mutex::new(Some(transaction)),
            poison: Poison::default(),
        }
    }
}

/// Prepares `diram_registry_publish`: fails as that does, but for what only the votes decide.
///
/// # Safety
/// `registry` is NULL or live, `line` readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_begin_publish(
    registry: *const diram_registry,
    line: *const c_char,
    line_len: usize,
    out: *mut *mut diram_transaction,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (line, out) = unsafe {
            (input::text(line, line_len, "line")?, Place::required(out, "out")?)
        };
        out.give(registry.registry.begin_publish(line)?.into());
        Ok(())
    })
}

/// What every plugin is to be asked, in order: a list of `hook` and its arguments. `on_publish`,
/// `on_install` and `on_remove` have `package`, `on_update` has `old` and `new`, all as
/// `diram_registry_info` has them; `on_resolve` has `proposal`, with `requirements`, `packages`,
/// `installs`, `updates` and `removes`. `DIRAM_ERR_CLOSED` after the commit.
///
/// # Safety
/// `transaction` is NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_transaction_calls(
    transaction: *const diram_transaction,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, transaction => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::required(report, "report") }?;
        let inside = handle::lock(&transaction.transaction);
        report::give(Some(report), &inside.as_ref().ok_or_else(closed)?.calls())
    })
}

/// Asks the registry's own plugins and does it, if they and all `votes` agree. `votes` is JSON, a list with
/// one object for each plugin that the caller asked: its name as `plugin`, and `answers`, as many as
/// there are calls, each an object of `answer` (`yes`, `no`, `failed`, `late` or `missing`) and, if wanted,
/// `why`. NULL: the caller asked none.
///
/// `DIRAM_ERR_PLUGIN` when an answer is not yes or one is missing; the error's details have all such
/// `votes`. Whether it succeeds or not, the transaction is done with: it answers `DIRAM_ERR_CLOSED` from
/// then on. Only `votes` that cannot be read leave it as it was. The report is that of
/// `diram_registry_publish` or `diram_registry_lock`; it may be NULL.
///
/// # Safety
/// `transaction` is NULL or live, `votes` NULL or readable, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_transaction_commit(
    transaction: *mut diram_transaction,
    votes: *const c_char,
    votes_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, transaction => {
        // SAFETY: the caller's promise.
        let (votes, report) = unsafe {
            (input::optional_text(votes, votes_len, "votes")?, Place::optional(report))
        };
        let ballots = votes.map_or(Ok(Vec::new()), ballots)?;
        let inside = handle::lock(&transaction.transaction).take();
        report::give(report, &inside.ok_or_else(closed)?.commit(ballots)?)
    })
}

fn ballots(votes: &str) -> Outcome<Vec<Ballot>> {
    serde_json::from_str(votes).map_err(|why| {
        Fault::new(Code::Argument, format!("votes: are no JSON of votes: {why}")).hinted(
            r#"write [{"plugin": name, "answers": [{"answer": "yes"}, {"answer": "no", "why": text}]}]"#,
        )
    })
}

fn closed() -> Fault {
    Error::Closed {
        what: diram_transaction::WHAT,
    }
    .into()
}

/// Frees a transaction; one that was not committed never happens. NULL is allowed.
///
/// # Safety
/// `transaction` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_transaction_free(transaction: *mut diram_transaction) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(transaction) }
}
