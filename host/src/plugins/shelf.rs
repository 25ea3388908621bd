//! The plugins of a registry.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use diram_core::vote::{Answer, Ballot};
use serde::Serialize;

use super::worker::{self, Caller};
use super::{Call, DEADLINE, RegistryPlugin};
use crate::{Error, Op, Result};

/// Longest name of a plugin, in bytes.
const MAX_NAME: usize = 128;

/// A plugin of a registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PluginState {
    /// Its name.
    pub name: String,
    /// Whether it is asked.
    pub on: bool,
    /// Why it is not asked any more.
    pub why: Option<String>,
}

#[derive(Clone)]
struct Plugged {
    name: String,
    plugin: Arc<dyn RegistryPlugin>,
    deadline: Duration,
    off: Option<String>,
}

/// Plugins in the order in which they are asked.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Vec<Plugged>>);

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.states()).finish()
    }
}

impl Shelf {
    /// Nothing that panics runs under the lock.
    fn plugged(&self) -> MutexGuard<'_, Vec<Plugged>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn plug(
        &self,
        plugin: Arc<dyn RegistryPlugin>,
        deadline: Option<Duration>,
    ) -> Result<()> {
        let name = plugin.name();
        let why = |why: &str| Error::Argument {
            argument: "plugin",
            why: why.into(),
        };
        if name.is_empty() || name.len() > MAX_NAME {
            return Err(why("its name must have 1 to 128 bytes"));
        }
        let mut plugged = self.plugged();
        if plugged.iter().any(|known| known.name == name) {
            return Err(why(&format!(
                "there is one of the name {name:?} already; take that one out first"
            )));
        }
        plugged.push(Plugged {
            name,
            plugin,
            deadline: deadline.unwrap_or(DEADLINE),
            off: None,
        });
        Ok(())
    }

    /// Whether there was one of that name. It is dropped outside the lock: that may run its code.
    pub(crate) fn unplug(&self, name: &str) -> bool {
        let mut plugged = self.plugged();
        let at = plugged.iter().position(|known| known.name == name);
        let taken = at.map(|at| plugged.remove(at));
        drop(plugged);
        taken.is_some()
    }

    pub(crate) fn states(&self) -> Vec<PluginState> {
        let plugged = self.plugged();
        let state = |known: &Plugged| PluginState {
            name: known.name.clone(),
            on: known.off.is_none(),
            why: known.off.clone(),
        };
        plugged.iter().map(state).collect()
    }

    /// Whether nobody is to be asked.
    pub(crate) fn is_empty(&self) -> bool {
        self.plugged().is_empty()
    }

    /// The answers of all plugins that are on. With `strict`, one that was switched off counts as
    /// silent, so that it stops what it was there to look at.
    pub(crate) fn ask(
        &self,
        calls: &Arc<[Call]>,
        by: Caller,
        strict: bool,
        op: &Op,
    ) -> Result<Vec<Ballot>> {
        let all = self.plugged().clone();
        let mut ballots = Vec::with_capacity(all.len());
        for known in all {
            if known.off.is_some() {
                if strict {
                    ballots.push(Ballot::new(known.name, []));
                }
                continue;
            }
            let answers = worker::answers(&known.plugin, calls, known.deadline, by, op)?;
            if let Some(late) = answers.iter().position(|answer| *answer == Answer::Late) {
                self.switch_off(&known, calls.get(late));
            }
            ballots.push(Ballot::new(known.name, answers));
        }
        Ok(ballots)
    }

    /// This very plugin, if it is still here: not another that has its name by now.
    fn switch_off(&self, late: &Plugged, call: Option<&Call>) {
        let asked = call.map_or("", |call| call.question().hook.name());
        let mut plugged = self.plugged();
        let mut all = plugged.iter_mut();
        if let Some(known) = all.find(|known| Arc::ptr_eq(&known.plugin, &late.plugin)) {
            known.off = Some(format!("{asked} took longer than {:?}", late.deadline));
        }
    }
}
