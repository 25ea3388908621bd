//! The registry's store: packages, versions and who needs whom, in trees that prove what they hold.
//!
//! It is the registry of the original SemVerX specification: its "AVL Tree Storage Schema", its
//! [`RegistryNode`], its fault levels and its rollback.
//!
//! ```
//! use diram_core::registry::{Change, History, KeyPair, PartialTree, Tier, read_lines};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let lines = r#"
//! {"name":"app","version":"1.0.0","deps":{"core":"^2"}}
//! {"name":"core","version":"2.0.0","deps":{}}
//! "#;
//! let key = KeyPair::from_seed(&[7; 32]);
//! let tier = Tier::from_entries(read_lines(lines)?)?;
//! let mut history = History::open(vec![("live".into(), tier)], 0, Some(key.clone()))?;
//!
//! // A change makes a snapshot; the one before stays as it was.
//! let (source, name, version) = ("live".to_owned(), "core".parse()?, "2.0.0".parse()?);
//! let yank = Change::Yank { source, name, version };
//! let after = history.commit(&[yank], 60, "core 2.0.0 is broken")?;
//! let before = history.at(1)?;
//! assert_eq!(after.diff(before).len(), 1);
//!
//! // A stranger with the public key alone can check what the snapshot holds, and what it does not.
//! let tier = after.tier("live").ok_or("no tier")?;
//! let proof = PartialTree::builder(tier).prove_versions("core").prove_versions("cord").build();
//! let (signed, proof) = (after.signed().clone(), proof.to_json());
//!
//! signed.verify(&key.public())?;
//! let proof = PartialTree::from_json(&proof)?;
//! proof.expect_root(signed.head.root("live").ok_or("no root")?)?;
//! assert_eq!(proof.versions("core")?.len(), 1);
//! assert!(proof.versions("cord")?.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! | part | what it is |
//! |---|---|
//! | [`Entry`], [`read_lines`] | one version of one package; files of them |
//! | [`Tier`] | one source: a forward and a reverse tree that agree |
//! | [`Snapshot`], [`SignedHead`] | one state of all sources, and what is signed of it |
//! | [`History`], [`Change`] | the writer: changes, rollback, what is kept |
//! | [`FaultLevel`], [`RecoveryAction`], [`FaultCause`] | what is known against a version, what is done, and why |
//! | [`PartialTree`] | the one form of proof |
//! | [`RegistryNode`] | the original's node, a view |
//!
//! Limits: everything is in memory; who may do what, and where bytes of packages come from, is for
//! the host. A proof shows what a snapshot holds, not that the snapshot is the newest.
//!
//! What follows is the format.
#![doc = include_str!("registry/FORMAT.md")]

mod cause;
mod entry;
mod error;
mod fault;
mod hash;
mod head;
mod history;
mod lines;
mod name;
mod near;
mod node;
mod partial;
mod proof;
pub(crate) mod quote;
mod snapshot;
mod summary;
#[cfg(test)]
mod tests;
mod tier;
mod wire;

pub use cause::{CauseError, FaultCause};
pub use entry::{Dependency, Entry, MAX_DEPENDENCIES};
pub use error::{ProofError, RegistryError};
pub use fault::{FaultLevel, FaultState, RecoveryAction};
pub use hash::{Hash, from_hex, to_hex};
pub use head::{Head, KeyPair, MAX_NOTE, PublicKey, Signature, SignedHead, SourceRoot};
pub(crate) use history::check_source;
pub use history::{CHECKPOINT, Change, FaultHandled, History, KEPT_SECONDS, KEPT_SNAPSHOTS};
pub use lines::{MAX_LINE, read_line, read_lines};
pub use name::{Name, NameError, NameFault, ROUTE_WORDS};
pub use near::near_names;
pub use node::{AccessLevel, AccessTier, DependencyEdge, NodeRef, RegistryNode};
pub use partial::{MAX_HEIGHT, MAX_NODES, PartialTree, PartialTreeBuilder};
pub use proof::ProofReport;
pub use snapshot::{Activity, ChangeKind, EntryChange, Snapshot};
pub use summary::{States, Summary};
pub use tier::{Dependent, Tier};
