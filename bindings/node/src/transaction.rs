//! Changes that plugins may stop. Plugins written in JavaScript are asked there, between the two steps
//! of a transaction, so that nothing here waits for the event loop.

use std::sync::Arc;

use diram::lock::LockOptions;
use diram::plugins::Ballot;
use diram::registry::Transaction;
use diram::{Error, Op};
use napi_derive::napi;
use serde::Deserialize;

use crate::fault::Fault;
use crate::job::{Job, Opened, Output};
use crate::options;
use crate::registry::RegistryHandle;
use crate::slot::Slot;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct LockFields {
    check: bool,
    update: Option<Update>,
    now: Option<u64>,
}

/// Which locked versions may move: all or none, or those of these names.
#[derive(Deserialize)]
#[serde(untagged)]
enum Update {
    All(bool),
    Names(Vec<String>),
}

fn lock_options(json: &str, op: &Op) -> Result<LockOptions, Error> {
    let fields: LockFields = options::parse(json)?;
    let mut options = LockOptions::new().check(fields.check).op(op);
    options.now = fields.now;
    Ok(match fields.update {
        None | Some(Update::All(false)) => options,
        Some(Update::All(true)) => options.update_all(),
        Some(Update::Names(names)) => options.update(names),
    })
}

/// A change that waits for votes. It holds no lock: letting go of it is all that it takes to end it.
#[napi]
pub struct TransactionHandle {
    slot: Arc<Slot<Box<Transaction>>>,
}

impl TransactionHandle {
    /// A handle on `transaction`.
    pub(crate) fn new(transaction: Box<Transaction>) -> TransactionHandle {
        TransactionHandle {
            slot: Slot::new("transaction", transaction),
        }
    }
}

#[napi]
impl TransactionHandle {
    /// Does it, if all agree; gives a receipt or a lock report. `ballots` is JSON,
    /// `[{plugin, answers: [{answer, why}]}]`.
    #[napi(catch_unwind)]
    pub fn commit(&self, ballots: String) -> Job {
        let slot = Arc::clone(&self.slot);
        Job::new(move |_| {
            let ballots: Vec<Ballot> = options::parse(&ballots)?;
            slot.consume(|transaction| Output::report(&transaction.commit(ballots)?))
        })
    }
}

/// The transaction and, as a report, what is to be asked.
fn begun(transaction: Transaction) -> Result<Output, Fault> {
    let calls = Output::report(&transaction.calls())?;
    Ok(calls.and_opened(Opened::Transaction(Box::new(transaction))))
}

#[napi]
impl RegistryHandle {
    /// Brings the lock of a project up to date; gives a lock report. `options` is JSON.
    #[napi(catch_unwind)]
    pub fn lock(&self, project: String, options: String) -> Job {
        self.long_job(move |registry, op| {
            Output::report(&registry.lock(project, &lock_options(&options, op)?)?)
        })
    }

    /// Prepares that; gives a transaction and its calls.
    #[napi(catch_unwind)]
    pub fn begin_lock(&self, project: String, options: String) -> Job {
        self.long_job(move |registry, op| {
            begun(registry.begin_lock(project, &lock_options(&options, op)?)?)
        })
    }

    /// Prepares to publish a line; gives a transaction and its calls.
    #[napi(catch_unwind)]
    pub fn begin_publish(&self, line: String) -> Job {
        self.job(move |registry| begun(registry.begin_publish(&line)?))
    }
}
