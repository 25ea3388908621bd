//! The plugins that come with diram. Those written in JavaScript are asked in JavaScript; see
//! [`crate::transaction`].

use std::sync::Arc;
use std::time::Duration;

use diram::Error;
use diram::plugins::{DEADLINE, OrphanReport, Package, RegistryPlugin, SecurityScanner};
use diram::registry::{Registry, RegistryOptions};
use napi_derive::napi;

use crate::fault::Fault;
use crate::job::{Job, Opened, Output};
use crate::registry::RegistryHandle;

/// Keeps versions with known vulnerabilities out of locks.
#[napi]
pub struct ScannerHandle {
    scanner: Arc<SecurityScanner>,
}

impl ScannerHandle {
    /// A handle on `scanner`.
    pub(crate) fn new(scanner: Arc<SecurityScanner>) -> ScannerHandle {
        ScannerHandle { scanner }
    }
}

/// Opens a scanner over a folder of advisories.
#[napi(catch_unwind)]
pub fn open_scanner(folder: String) -> Job {
    Job::new(move |_| {
        let scanner = SecurityScanner::open(folder)?;
        Ok(Output::opened(Opened::Scanner(Arc::new(scanner))))
    })
}

#[napi]
impl ScannerHandle {
    /// Gives the counts of what was read.
    #[napi(catch_unwind)]
    pub fn counts(&self) -> Job {
        let scanner = Arc::clone(&self.scanner);
        Job::new(move |_| Output::report(&scanner.counts()))
    }

    /// Gives the ids of the advisories that affect a version.
    #[napi(catch_unwind)]
    pub fn advisories(&self, name: String, version: String) -> Job {
        let scanner = Arc::clone(&self.scanner);
        Job::new(move |_| Output::report(&scanner.advisories(&bare(&name, &version)?)))
    }

    /// Gives whether nothing that is known against the old version is left in the new one.
    #[napi(catch_unwind)]
    pub fn fixes_vulnerabilities(&self, name: String, old: String, new: String) -> Job {
        let scanner = Arc::clone(&self.scanner);
        Job::new(move |_| {
            let (old, new) = (bare(&name, &old)?, bare(&name, &new)?);
            Output::report(&scanner.fixes_vulnerabilities(&old, &new))
        })
    }
}

/// A package of which only name and version are known, which is all that a scanner looks at.
fn bare(name: &str, version: &str) -> Result<Package, Error> {
    let line = serde_json::json!({"name": name, "version": version, "deps": {}}).to_string();
    Registry::from_lines(&line, &RegistryOptions::new())?.info(name, version)
}

/// Remembers what removed packages leave behind.
#[napi]
pub struct OrphansHandle {
    report: OrphanReport,
}

/// A report of orphans that has seen nothing yet.
#[napi(catch_unwind)]
pub fn open_orphans() -> OrphansHandle {
    OrphansHandle {
        report: OrphanReport::new(),
    }
}

#[napi]
impl OrphansHandle {
    /// Gives the labels of the orphans of the last lock.
    #[napi(catch_unwind)]
    pub fn orphans(&self) -> Job {
        let report = self.report.clone();
        Job::new(move |_| Output::report(&report.orphans()))
    }
}

#[napi]
impl RegistryHandle {
    /// Puts a scanner in, with a time limit for each call in milliseconds.
    #[napi(catch_unwind)]
    pub fn plug_scanner(&self, scanner: &ScannerHandle, deadline: Option<f64>) -> Job {
        self.plug(scanner.scanner.clone(), deadline)
    }

    /// Puts a report of orphans in, with a time limit for each call in milliseconds.
    #[napi(catch_unwind)]
    pub fn plug_orphans(&self, orphans: &OrphansHandle, deadline: Option<f64>) -> Job {
        self.plug(Arc::new(orphans.report.clone()), deadline)
    }

    /// Takes a plugin out; gives whether there was one of that name.
    #[napi(catch_unwind)]
    pub fn unplug(&self, name: String) -> Job {
        self.job(move |registry| Output::report(&registry.unplug(&name)))
    }

    /// Gives the states of the plugins.
    #[napi(catch_unwind)]
    pub fn plugins(&self) -> Job {
        self.job(|registry| Output::report(&registry.plugins()))
    }
}

impl RegistryHandle {
    fn plug(&self, plugin: Arc<dyn RegistryPlugin>, deadline: Option<f64>) -> Job {
        self.job(move |registry| {
            let deadline = deadline.map_or(Ok(DEADLINE), limit)?;
            registry.plug_within(plugin, deadline)?;
            Ok(Output::default())
        })
    }
}

fn limit(milliseconds: f64) -> Result<Duration, Fault> {
    let limit = Duration::try_from_secs_f64(milliseconds / 1000.0);
    limit.map_err(|e| {
        Fault::Diram(Error::Argument {
            argument: "deadline",
            why: e.to_string(),
        })
    })
}
