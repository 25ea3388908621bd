//! Observers: who is told of a package's changes, how fast, and what is never lost.
//!
//! It is the original SemVerX specification's consumer-observer pattern: its [`ObserverManager`] with
//! `max_updates_per_sec`, its limit of [`MAX_OBSERVERS`] a package, its three types of update
//! (opt-in, mandatory, stale). Nothing here calls anyone: updates are put where
//! [`ObserverManager::next`] finds them, so an observer that fails or never asks stops nobody.
//!
//! ```
//! use diram_core::observe::{ObserverManager, UpdateKind, updates};
//! use diram_core::registry::{Change, History, Tier, read_lines};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let lines = r#"
//! {"name":"app","version":"1.0.0","deps":{"core":"^2"}}
//! {"name":"core","version":"2.0.0","deps":{}}
//! "#;
//! let tier = Tier::from_entries(read_lines(lines)?)?;
//! let mut history = History::open(vec![("live".into(), tier)], 0, None)?;
//! let mut observers = ObserverManager::new(5);
//! let id = observers.register("app")?;
//!
//! let before = history.snapshot().clone();
//! let (source, name, version) = ("live".to_owned(), "core".parse()?, "2.0.0".parse()?);
//! let fault = diram_core::registry::FaultLevel::HIGH_DANGER;
//! let after = history.commit(&[Change::SetFault { source, name, version, fault }], 60, "advisory")?;
//! observers.publish(updates(&before, &after, "live"), 60_000);
//!
//! // app needs core, so whoever watches app must know.
//! let update = observers.next(id, 60_000).ok_or("nothing")?;
//! assert_eq!((update.kind, &*update.package), (UpdateKind::Mandatory, "core"));
//! assert_eq!(*update.dependents, ["app".to_owned()]);
//! assert_eq!(observers.next(id, 60_000), None);
//! # Ok(())
//! # }
//! ```
//!
//! | part | what it is |
//! |---|---|
//! | [`Update`], [`UpdateKind`] | what an observer is told |
//! | [`updates`] | what there is to tell between two snapshots |
//! | [`ObserverManager`] | who is told, and when |
//!
//! What follows are the rules.
#![doc = include_str!("observe/FORMAT.md")]

mod bucket;
mod channel;
mod error;
mod manager;
mod pending;
mod queue;
#[cfg(test)]
mod tests;
mod update;
mod updates;

pub use error::ObserveError;
pub use manager::{MAX_OBSERVERS, ObserverManager};
pub use queue::{MAX_QUEUED, ObserverId};
pub use update::{Update, UpdateKind};
pub use updates::{MANDATORY, best_fix, updates};
