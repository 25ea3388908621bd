//! A plugin that says what nobody needs any more.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use diram_core::resolve::package_of;

use super::{Error, Package, Proposal, RegistryPlugin};

/// A plugin that refuses nothing and remembers what the packages that leave a lock leave behind:
/// their dependencies that leave with them, because nobody needs them any more. Clones share what
/// they remember.
///
/// ```
/// use std::sync::Arc;
/// use diram::plugins::{OrphanReport, RegistryPlugin};
/// use diram::registry::{Registry, RegistryOptions};
///
/// let orphans = OrphanReport::new();
/// let lines = r#"{"name":"web","version":"1.0.0","deps":{"log":"^1"}}"#;
/// let registry = Registry::from_lines(lines, &RegistryOptions::new())?;
/// registry.plug(Arc::new(orphans.clone()))?;
/// // What a lock does that drops web:
/// orphans.on_remove(&registry.info("web", "1.0.0")?)?;
/// assert_eq!(orphans.orphans(), ["log"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct OrphanReport(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    /// The labels that the last proposal drops; `None` before the first.
    dropped: Option<Vec<String>>,
    orphans: BTreeSet<String>,
}

impl OrphanReport {
    /// Nothing seen yet.
    pub fn new() -> OrphanReport {
        OrphanReport::default()
    }

    /// The labels of the orphans of the last proposal, ascending. Without a proposal before it, a
    /// removal makes orphans of all that the package needs.
    pub fn orphans(&self) -> Vec<String> {
        self.seen().orphans.iter().cloned().collect()
    }

    /// Nothing that panics runs under the lock.
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RegistryPlugin for OrphanReport {
    fn on_resolve(&self, proposal: &Proposal) -> Result<(), Error> {
        *self.seen() = Seen {
            dropped: Some(proposal.removes.clone()),
            orphans: BTreeSet::new(),
        };
        Ok(())
    }

    fn on_remove(&self, package: &Package) -> Result<(), Error> {
        self.seen().leave(package.deps.keys());
        Ok(())
    }

    fn on_update(&self, old: &Package, new: &Package) -> Result<(), Error> {
        let dropped = old.deps.keys().filter(|name| !new.deps.contains_key(*name));
        self.seen().leave(dropped);
        Ok(())
    }
}

impl Seen {
    /// Somebody needs these no more.
    fn leave<'a>(&mut self, names: impl Iterator<Item = &'a String>) {
        for name in names {
            match &self.dropped {
                Some(dropped) => {
                    let of = dropped.iter().filter(|label| package_of(label) == name);
                    self.orphans.extend(of.cloned());
                }
                None => {
                    self.orphans.insert(name.clone());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{Registry, RegistryOptions};

    const LINES: &str = concat!(
        r#"{"name":"web","version":"1.0.0","deps":{"log":"^1","@acme/net":"^2","core":"^1"}}"#,
        "\n",
        r#"{"name":"@acme/net","version":"2.0.0","deps":{"log":"^1","bits":"*"}}"#,
    );

    fn package(name: &str, version: &str) -> Package {
        let registry = Registry::from_lines(LINES, &RegistryOptions::new()).unwrap();
        registry.info(name, version).unwrap()
    }

    fn proposal(removes: &[&str]) -> Proposal {
        Proposal {
            requirements: Default::default(),
            packages: Vec::new(),
            installs: Vec::new(),
            updates: Vec::new(),
            removes: removes.iter().map(|label| (*label).to_owned()).collect(),
        }
    }

    #[test]
    fn what_leaves_with_its_last_user_is_an_orphan() {
        let report = OrphanReport::new();
        // log stays: someone else needs it. core goes in one of its two lines.
        let dropped = ["@acme/net", "bits", "core@1", "web"];
        report.on_resolve(&proposal(&dropped)).unwrap();
        assert!(report.orphans().is_empty());
        report.on_remove(&package("web", "1.0.0")).unwrap();
        assert_eq!(report.orphans(), ["@acme/net", "core@1"]);
        report.on_remove(&package("@acme/net", "2.0.0")).unwrap();
        assert_eq!(report.clone().orphans(), ["@acme/net", "bits", "core@1"]);
        // The next proposal begins anew.
        report.on_resolve(&proposal(&["web"])).unwrap();
        report.on_remove(&package("web", "1.0.0")).unwrap();
        assert!(report.orphans().is_empty());
    }

    #[test]
    fn labels_hold_names() {
        for (label, name) in [
            ("core", "core"),
            ("core@2", "core"),
            ("@a/b", "@a/b"),
            ("@a/b@1", "@a/b"),
        ] {
            assert_eq!(package_of(label), name);
        }
    }
}
