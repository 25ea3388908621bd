//! What plugins may stop: publishing a version and writing a lock, in two steps.

use std::sync::Arc;

use diram_core::registry::{Change, Entry, read_line};
use diram_core::vote::{Question, judge};
use serde::Serialize;

use super::gate::voted;
use super::{EntryReport, Receipt, Registry};
use crate::plugins::{Ballot, Call, Caller, PluginState, RegistryPlugin, Shelf, Vote, being_asked};
use crate::{Error, Result};

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
}

/// What a transaction did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Committed {
    /// A version was published.
    Published(Box<Receipt>),
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
        registry.changeable()?;
        match work {
            Work::Publish(entry) => {
                let gates = registry.gate_entry(&entry)?;
                let votes = registry.votes(&calls, ballots)?;
                let mut receipt = registry.commit_publish(*entry)?;
                receipt.gates = Some(voted(gates, votes.len()));
                Ok(Committed::Published(Box::new(receipt)))
            }
        }
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
        self.changeable()?;
        let mut entry = read_line(line)?;
        entry.published = entry.published.or(Some(self.now()));
        let package = EntryReport::of(self.source(), &entry);
        Ok(Transaction {
            registry: self.clone(),
            calls: [Call::OnPublish { package }].into(),
            work: Work::Publish(Box::new(entry)),
        })
    }

    fn commit_publish(&self, entry: Entry) -> Result<Receipt> {
        let (name, number) = (entry.name.clone(), entry.version.clone());
        let source = self.source().to_owned();
        let note = format!("publish {name} {}", number.to_compact());
        let change = Change::Publish { source, entry };
        self.commit(change, &note, &name, Some(&number))
    }

    /// All votes, if they let it through.
    pub(crate) fn votes(&self, calls: &Arc<[Call]>, ballots: Vec<Ballot>) -> Result<Vec<Vote>> {
        let plugins: &Shelf = &self.shared.plugins;
        let mut all = Vec::new();
        if !plugins.is_empty() {
            all = plugins.ask(calls, self.caller(), self.policy().strict)?;
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
        if being_asked(self.caller()) {
            return Err(Error::State {
                why: "a plugin cannot change the registry that is asking it; change it afterwards"
                    .into(),
            });
        }
        Ok(())
    }

    fn caller(&self) -> Caller {
        Caller(Arc::as_ptr(&self.shared).addr())
    }
}
