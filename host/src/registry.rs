//! A registry: which packages and versions there are, who needs whom, and the proof of it.
//!
//! Until there is a service, a registry is a file of lines (`.ndjson`) or a folder of such files, one
//! a source. It is read whole into memory, and nothing is written back: what is published into it
//! or undone in it lasts as long as the [`Registry`].
//!
//! ```
//! use diram::registry::{Registry, RegistryOptions};
//! # let dir = tempfile::tempdir()?;
//! # std::env::set_current_dir(dir.path())?;
//! std::fs::write("reg.ndjson", r#"{"name":"core","version":"1.0.0","deps":{}}"#)?;
//!
//! let registry = Registry::open("reg.ndjson", &RegistryOptions::new())?;
//! registry.publish(r#"{"name":"core","version":"1.1.0","deps":{}}"#)?;
//! registry.yank("core", "1.0.0")?;
//! assert_eq!(registry.snapshot().seq, 3);
//! assert!(registry.info("core", "1.0.0")?.yanked);
//!
//! registry.rollback("core", Some(1))?; // as it was in the file
//! let versions: Vec<_> = registry.versions("core")?.into_iter().map(|v| v.version).collect();
//! assert_eq!(versions, ["1.stable.0.stable.0.stable"]);
//! assert!(registry.publish(r#"{"name":"core","version":"1.1.0","deps":{}}"#).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The decisions, the bytes and the proofs are [`diram_core::registry`].

mod change;
mod clock;
mod fault;
mod files;
mod gate;
mod look;
mod observe;
mod options;
mod pipe;
mod report;
#[cfg(test)]
mod tests;
mod transaction;
mod write;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

pub use diram_core::gate::{
    GUARDED_DEPENDENTS, Gate, GateCheck, GateOutcome, GateReport, GateVerdict, MAX_COHERENCE,
};
pub use diram_core::observe::{MAX_OBSERVERS, ObserveError, ObserverId, Update, UpdateKind};
pub use diram_core::registry::{
    AccessLevel, AccessTier, CauseError, ChangeKind, DependencyEdge, FaultCause, FaultLevel,
    FaultState, Name, NameError, PartialTree, ProofError, ProofReport, RecoveryAction,
    RegistryError, SignedHead, from_hex, to_hex,
};
pub use fault::{FaultReport, VersionFault};
pub use gate::GateOptions;
pub use look::MAX_FOUND;
pub use observe::{STALE_DAYS, Subscription};
pub use options::{DEFAULT_MAX_BYTES, RegistryOptions};
pub use report::{
    ChangeReport, DependentReport, EntryReport, Graph, GraphEdge, GraphNode, Receipt, SearchHit,
    SnapshotReport, VersionEntry,
};
pub use transaction::{Committed, Transaction};

pub(crate) use gate::voted;

use diram_core::registry::{History, Snapshot, Tier};

use crate::plugins::Shelf;
use crate::versions::{Policy, Version};
use crate::{Error, Result};

/// Where the registry is when nobody says otherwise.
pub const DEFAULT_ENDPOINT: &str = "https://r.obinexus.org";

/// An open registry. A handle: cloning it is cheap and gives the same registry, and any number of
/// threads may use it at once; readers never wait for a change.
#[derive(Clone, Debug)]
pub struct Registry {
    shared: Arc<Shared>,
    /// Set by [`at`](Registry::at): the state that this handle shows for ever.
    pinned: Option<Snapshot>,
}

#[derive(Debug)]
struct Shared {
    /// The one writer.
    history: Mutex<History>,
    /// What readers take; replaced after every change.
    newest: RwLock<Snapshot>,
    source: String,
    policy: Policy,
    clock: clock::Clock,
    observers: observe::Desk,
    /// Whether gates may refuse a publish.
    gated: bool,
    plugins: Shelf,
}

impl Registry {
    /// Opens a registry file, or a folder: each `*.ndjson` in it is one source named after the file.
    /// A single file is the source that [`RegistryOptions::tier`] names.
    ///
    /// A pipe will do for a file: `/dev/stdin`, what a shell makes of `<(…)`, a named pipe. It is read
    /// to its end; the wait ends when [`RegistryOptions::op`] does, and after five seconds without
    /// anybody who writes. In a folder, what is no file is passed over.
    ///
    /// The snapshot of a registry just opened has number 1 and time 0: the same files always give
    /// the same bytes.
    ///
    /// # Errors
    /// The first line that is wrong, with its file; nothing is loaded then. A URL is `UNSUPPORTED`.
    pub fn open(endpoint: impl AsRef<Path>, options: &RegistryOptions) -> Result<Registry> {
        let sources = files::read(endpoint.as_ref(), options)?;
        Registry::over(sources, options)
    }

    /// A registry from the text of a registry file.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn from_lines(text: &str, options: &RegistryOptions) -> Result<Registry> {
        let tier = Tier::from_entries(diram_core::registry::read_lines(text)?)?;
        Registry::over(vec![(options.tier.clone(), tier)], options)
    }

    /// Opens the registry that the environment names in `DIRAM_REGISTRY`, else
    /// [`DEFAULT_ENDPOINT`].
    pub fn from_env() -> Result<Registry> {
        let endpoint = std::env::var_os("DIRAM_REGISTRY").unwrap_or(DEFAULT_ENDPOINT.into());
        Registry::open(endpoint, &RegistryOptions::new())
    }

    fn over(sources: Vec<(String, Tier)>, options: &RegistryOptions) -> Result<Registry> {
        let source = choose_source(&sources, &options.tier)?;
        let history = History::open(sources, 0, options.signing_key.clone())?;
        Ok(Registry {
            shared: Arc::new(Shared {
                newest: RwLock::new(history.snapshot().clone()),
                history: Mutex::new(history),
                source,
                policy: options.policy.clone(),
                clock: clock::Clock::new(options.clock),
                observers: observe::Desk::new(options.policy.max_update_rate),
                gated: options.gated,
                plugins: Shelf::default(),
            }),
            pinned: None,
        })
    }

    /// The state that this handle shows now, as core's value.
    pub fn current(&self) -> Snapshot {
        match &self.pinned {
            Some(snapshot) => snapshot.clone(),
            None => self
                .shared
                .newest
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        }
    }

    /// The source that names are looked up in.
    pub fn source(&self) -> &str {
        &self.shared.source
    }

    /// The policy it was opened with.
    pub fn policy(&self) -> &Policy {
        &self.shared.policy
    }

    /// The public key that signs its snapshots, in hex; `None` if nothing does.
    pub fn public_key(&self) -> Option<String> {
        let key = self.history().public_key();
        key.map(|key| to_hex(&key))
    }

    /// Which state this handle shows.
    pub fn snapshot(&self) -> SnapshotReport {
        SnapshotReport::of(&self.current())
    }

    /// The registry as it was in an earlier snapshot: it shows that state for ever and changes
    /// nothing. A snapshot that is no longer kept is answered by the newest kept before it.
    ///
    /// # Errors
    /// `SNAPSHOT` for a number that does not exist.
    pub fn at(&self, seq: u64) -> Result<Registry> {
        let pinned = self.history().at(seq)?.clone();
        Ok(Registry {
            shared: Arc::clone(&self.shared),
            pinned: Some(pinned),
        })
    }

    /// A panic of another thread cannot leave a history half changed: commits replace it as a whole.
    fn history(&self) -> std::sync::MutexGuard<'_, History> {
        let history = self.shared.history.lock();
        history.unwrap_or_else(PoisonError::into_inner)
    }

    /// Seconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        self.shared.clock.seconds()
    }
}

/// The source of this name; if none was asked for, the only one will do.
fn choose_source(sources: &[(String, Tier)], wanted: &str) -> Result<String> {
    if sources.iter().any(|(source, _)| source == wanted) {
        return Ok(wanted.to_owned());
    }
    match sources {
        [(only, _)] if wanted == options::DEFAULT_TIER => Ok(only.clone()),
        _ => Err(Error::Argument {
            argument: "tier",
            why: format!(
                "there is no source {wanted:?}; there is {}",
                sources
                    .iter()
                    .map(|(source, _)| source.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        }),
    }
}

fn version(text: &str) -> Result<Version> {
    Ok(Version::parse(text)?)
}
