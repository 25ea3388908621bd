//! What plugins may stop: publishing a version and writing a lock, in two steps.

use std::sync::Arc;

use diram_core::registry::{Change, Entry, read_line};
use diram_core::vote::{Question, judge};
use serde::Serialize;

use super::gate::voted;
use super::{EntryReport, Receipt, Registry};
use crate::lock::{Draft, LockReport};
use crate::plugins::{Ballot, Call, Caller, PluginState, RegistryPlugin, Shelf, Vote, being_asked};
use crate::{Error, Op, Result};

/// A change that has been prepared and waits for votes. It holds no lock: dropping it is all that it
/// takes to let go of it, and [`commit`](Transaction::commit) finds out whether it is still possible.
///
/// Rust programs [`plug`](Registry::plug) a plugin and call [`publish`](Registry::publish); this is
/// for those who ask plugins of their own, on their own thread.
#[derive(Debug)]
pub struct Transaction {
    registry: Registry,
    calls: Arc<[Call]>,
    work: Work,
}

#[derive(Debug)]
enum Work {
    Publish(Box<Entry>),
    Lock(Box<Draft>),
}

/// What a transaction did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Committed {
    /// A version was published.
    Published(Box<Receipt>),
    /// The lock of a project was brought up to date.
    Locked(Box<LockReport>),
}

impl Transaction {
    /// What is to be asked, in order.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// Asks the registry's own plugins and does it, if they and the `ballots` handed in all agree.
    ///
    /// # Errors
    /// `PLUGIN` with every vote that was not yes; whatever else makes the change impossible.
    pub fn commit(self, ballots: Vec<Ballot>) -> Result<Committed> {
        let Transaction {
            registry,
            calls,
            work,
        } = self;
        Ok(match work {
            Work::Publish(entry) => {
                let receipt = registry.finish_publish(*entry, &calls, ballots)?;
                Committed::Published(Box::new(receipt))
            }
            Work::Lock(draft) => {
                let report = registry.finish_lock(*draft, &calls, ballots)?;
                Committed::Locked(Box::new(report))
            }
        })
    }
}

impl Registry {
    /// Puts a plugin in, after those that are there: it is asked before every publish and every lock.
    ///
    /// # Errors
    /// `ARGUMENT` when there is one of its name.
    pub fn plug(&self, plugin: Arc<dyn RegistryPlugin>) -> Result<()> {
        self.shared.plugins.plug(plugin, None)
    }

    /// [`plug`](Registry::plug) with another time limit for each of its calls than
    /// [`DEADLINE`](crate::plugins::DEADLINE).
    ///
    /// # Errors
    /// `ARGUMENT` when there is one of its name.
    pub fn plug_within(
        &self,
        plugin: Arc<dyn RegistryPlugin>,
        deadline: std::time::Duration,
    ) -> Result<()> {
        self.shared.plugins.plug(plugin, Some(deadline))
    }

    /// Takes a plugin out. Says whether there was one of that name.
    pub fn unplug(&self, name: &str) -> bool {
        self.shared.plugins.unplug(name)
    }

    /// The plugins, in the order in which they are asked.
    pub fn plugins(&self) -> Vec<PluginState> {
        self.shared.plugins.states()
    }

    /// Prepares to publish one line of a registry file.
    ///
    /// # Errors
    /// As [`publish`](Registry::publish), but for what only the votes decide.
    pub fn begin_publish(&self, line: &str) -> Result<Transaction> {
        let (entry, calls) = self.prepare_publish(line)?;
        Ok(Transaction {
            registry: self.clone(),
            calls,
            work: Work::Publish(Box::new(entry)),
        })
    }

    /// The entry of a line, and what is asked about it.
    pub(super) fn prepare_publish(&self, line: &str) -> Result<(Entry, Arc<[Call]>)> {
        self.changeable()?;
        let mut entry = read_line(line)?;
        entry.published = entry.published.or(Some(self.now()));
        let package = EntryReport::of(self.source(), &entry);
        Ok((entry, [Call::OnPublish { package }].into()))
    }

    pub(super) fn finish_publish(
        &self,
        entry: Entry,
        calls: &Arc<[Call]>,
        ballots: Vec<Ballot>,
    ) -> Result<Receipt> {
        self.changeable()?;
        let gates = self.gate_entry(&entry)?;
        let votes = self.votes(calls, ballots, self.policy().strict, &Op::new())?;
        // Voting may have taken its time: what was certain then may not be now.
        let gates = match votes.is_empty() {
            true => gates,
            false => self.gate_entry(&entry)?,
        };
        let (name, number) = (entry.name.clone(), entry.version.clone());
        let source = self.source().to_owned();
        let note = format!("publish {name} {}", number.to_compact());
        let change = Change::Publish { source, entry };
        let mut receipt = self.commit(change, &note, &name, Some(&number))?;
        receipt.gates = Some(voted(gates, votes.len()));
        Ok(receipt)
    }

    pub(crate) fn finish_lock(
        &self,
        mut draft: Draft,
        calls: &Arc<[Call]>,
        ballots: Vec<Ballot>,
    ) -> Result<LockReport> {
        self.not_being_asked()?;
        draft.pass_gates()?;
        let votes = self.votes(calls, ballots, draft.is_strict(), draft.op())?;
        draft.write(self, votes)
    }

    /// A lock that waits for votes.
    pub(crate) fn transaction_of(&self, draft: Draft) -> Result<Transaction> {
        Ok(Transaction {
            registry: self.clone(),
            calls: draft.calls()?.into(),
            work: Work::Lock(Box::new(draft)),
        })
    }

    /// This registry as it is now, for ever.
    pub(crate) fn frozen(&self) -> Registry {
        Registry {
            shared: Arc::clone(&self.shared),
            pinned: Some(self.current()),
        }
    }

    /// All votes, if they let it through.
    fn votes(
        &self,
        calls: &Arc<[Call]>,
        ballots: Vec<Ballot>,
        strict: bool,
        op: &Op,
    ) -> Result<Vec<Vote>> {
        let plugins: &Shelf = &self.shared.plugins;
        let mut all = Vec::new();
        if !plugins.is_empty() {
            all = plugins.ask(calls, self.caller(), strict, op)?;
        }
        all.extend(ballots);
        let questions: Vec<Question> = calls.iter().map(Call::question).collect();
        Ok(judge(&questions, &all)?)
    }

    /// Whether this handle may change the registry now.
    pub(crate) fn changeable(&self) -> Result<()> {
        if let Some(pinned) = &self.pinned {
            return Err(Error::State {
                why: format!(
                    "this is the registry as of snapshot {}, which never changes; change the registry itself",
                    pinned.seq()
                ),
            });
        }
        self.not_being_asked()
    }

    /// Whether this is not the thread of a plugin that this registry is asking.
    pub(crate) fn not_being_asked(&self) -> Result<()> {
        match being_asked(self.caller()) {
            false => Ok(()),
            true => Err(Error::State {
                why: "a plugin cannot change the registry that is asking it; change it afterwards"
                    .into(),
            }),
        }
    }

    fn caller(&self) -> Caller {
        Caller(Arc::as_ptr(&self.shared).addr())
    }
}
