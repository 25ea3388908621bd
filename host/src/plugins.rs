//! Plugins: programs that may veto what a registry is about to do.
//!
//! A plugin is asked before a version is published and before a lock is written, and any refusal
//! stops the transaction: nothing has happened then. What it does not implement, it agrees to.
//!
//! ```
//! use std::sync::Arc;
//! use diram::Code;
//! use diram::Failure;
//! use diram::plugins::{Error, Package, RegistryPlugin};
//! use diram::registry::{Registry, RegistryOptions};
//!
//! struct NoPrereleases;
//!
//! impl RegistryPlugin for NoPrereleases {
//!     fn on_publish(&self, package: &Package) -> Result<(), Error> {
//!         match package.compact.contains('-') {
//!             true => Err(Error::Refused("finished versions only".into())),
//!             false => Ok(()),
//!         }
//!     }
//! }
//!
//! let registry = Registry::from_lines("", &RegistryOptions::new())?;
//! registry.plug(Arc::new(NoPrereleases))?;
//! registry.publish(r#"{"name":"core","version":"1.0.0","deps":{}}"#)?;
//! let refused = registry.publish(r#"{"name":"core","version":"1.1.0-rc.1","deps":{}}"#);
//! assert_eq!(refused.unwrap_err().code(), Code::Plugin);
//! assert_eq!(registry.versions("core")?.len(), 1);
//! # Ok::<(), diram::Error>(())
//! ```
//!
//! Plugins run in this process and are trusted as much as it is. Each is called on a thread of its
//! own, in the order in which they were plugged in; a call that takes longer than [`DEADLINE`] is a
//! refusal and switches the plugin off, a panic is a refusal. A plugin that tries to change the
//! registry that is asking gets an error, and never waits for itself.

mod call;
mod orphans;
mod scanner;
mod shelf;
#[cfg(test)]
mod tests;
mod worker;

use std::time::Duration;

pub use call::{Call, Proposal};
pub use diram_core::vote::{Answer, Ballot, Hook, Vote};
pub use orphans::OrphanReport;
pub use scanner::SecurityScanner;
pub use shelf::PluginState;

pub(crate) use shelf::Shelf;
pub(crate) use worker::{Caller, being_asked};

pub use crate::registry::EntryReport as Package;

/// How long a plugin may take for one call.
pub const DEADLINE: Duration = Duration::from_secs(2);

/// Why a plugin refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The package has known vulnerabilities.
    #[error("it has known vulnerabilities")]
    SecurityViolation,
    /// An update was to fix vulnerabilities, and does not.
    #[error("the update does not fix the known vulnerabilities")]
    UpdateDoesNotFixVulnerabilities,
    /// Any other reason.
    #[error("{0}")]
    Refused(String),
    /// The plugin could not find out: no refusal, but no consent either.
    #[error("{0}")]
    Failed(String),
}

/// A plugin. Every method has a body that agrees.
pub trait RegistryPlugin: Send + Sync {
    /// The name it is known by: by default that of its type, without path.
    fn name(&self) -> String {
        let path = std::any::type_name::<Self>();
        let end = path.split('<').next().unwrap_or(path);
        end.rsplit("::").next().unwrap_or(end).to_owned()
    }

    /// May this version be published?
    ///
    /// # Errors
    /// Any error refuses.
    fn on_publish(&self, package: &Package) -> Result<(), Error> {
        let _ = package;
        Ok(())
    }

    /// May this package come into a lock?
    ///
    /// # Errors
    /// Any error refuses.
    fn on_install(&self, package: &Package) -> Result<(), Error> {
        let _ = package;
        Ok(())
    }

    /// May this package change its version in a lock?
    ///
    /// # Errors
    /// Any error refuses.
    fn on_update(&self, old: &Package, new: &Package) -> Result<(), Error> {
        let _ = (old, new);
        Ok(())
    }

    /// May this package leave a lock?
    ///
    /// # Errors
    /// Any error refuses.
    fn on_remove(&self, package: &Package) -> Result<(), Error> {
        let _ = package;
        Ok(())
    }

    /// May this answer, as a whole, become a lock?
    ///
    /// # Errors
    /// Any error refuses.
    fn on_resolve(&self, proposal: &Proposal) -> Result<(), Error> {
        let _ = proposal;
        Ok(())
    }
}
