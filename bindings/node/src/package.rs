//! The handle of an open package.

use std::sync::Arc;

use diram::Op;
use diram::packages::Package;
use napi_derive::napi;

use crate::fault::Fault;
use crate::job::{Job, Opened, Output};
use crate::options;
use crate::slot::Slot;

/// An open package. Each method describes a job on it; the job fails when the handle is closed.
#[napi]
pub struct PackageHandle {
    slot: Arc<Slot<Package>>,
    name: Option<String>,
    version: Option<String>,
}

impl PackageHandle {
    /// A handle on `package`.
    pub(crate) fn new(package: Package) -> PackageHandle {
        let (name, version) = (package.name(), package.version());
        PackageHandle {
            slot: Slot::new("package", package),
            name,
            version,
        }
    }

    /// A job on the package as it is open now: closing the handle later does not disturb it. The
    /// job's operation governs the calls that take no options.
    pub(crate) fn job(
        &self,
        work: impl FnOnce(&Package, &Op) -> Result<Output, Fault> + Send + 'static,
    ) -> Job {
        let (slot, package) = (Arc::clone(&self.slot), self.slot.share());
        Job::new(move |op| {
            let package = package?;
            slot.guarded(|| work(&package.with_op(op), op))
        })
    }
}

#[napi]
impl PackageHandle {
    /// Package name; absent when the manifest is beyond recovery.
    #[napi(getter, catch_unwind)]
    pub fn name(&self) -> Option<String> {
        self.name.clone()
    }

    /// Package version; absent when the manifest is beyond recovery.
    #[napi(getter, catch_unwind)]
    pub fn version(&self) -> Option<String> {
        self.version.clone()
    }

    /// Lets go of the package. Jobs under way end in peace.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.slot.close();
    }

    /// Gives a verification.
    #[napi(catch_unwind)]
    pub fn verify(&self) -> Job {
        self.job(|package, op| Output::report(&package.verify_with(op)?))
    }

    /// Writes the original package to a file; gives a heal report.
    #[napi(catch_unwind)]
    pub fn heal(&self, dst: String, options: String) -> Job {
        self.job(move |package, op| {
            Output::report(&package.heal(dst, &options::heal(&options, op)?)?)
        })
    }

    /// Gives the original package's bytes and a heal report.
    #[napi(catch_unwind)]
    pub fn heal_bytes(&self, options: String) -> Job {
        self.job(move |package, op| {
            let mut bytes = Vec::new();
            let report = package.heal_to(&mut bytes, &options::heal(&options, op)?)?;
            Output::bytes(bytes).and_report(&report)
        })
    }

    /// Unpacks into a folder; gives an unpack report.
    #[napi(catch_unwind)]
    pub fn unpack(&self, dir: String, options: String) -> Job {
        self.job(move |package, op| {
            Output::report(&package.unpack(dir, &options::unpack(&options, op)?)?)
        })
    }

    /// Writes every component into a folder; gives an unpack report.
    #[napi(catch_unwind)]
    pub fn unpack_components(&self, dir: String, options: String) -> Job {
        self.job(move |package, op| {
            Output::report(&package.unpack_components(dir, &options::unpack(&options, op)?)?)
        })
    }

    /// Gives the members of the content.
    #[napi(catch_unwind)]
    pub fn entries(&self) -> Job {
        self.job(|package, _| Output::report(&package.entries()?))
    }

    /// Gives one member's content. `options` is JSON.
    #[napi(catch_unwind)]
    pub fn read(&self, name: String, options: String) -> Job {
        self.job(move |package, op| {
            let options = options::read(&options, op)?;
            Ok(Output::bytes(package.read_with(&name, &options)?))
        })
    }

    /// Gives a stream over one member's content; cancelling this job stops its reads too.
    #[napi(catch_unwind)]
    pub fn open_entry(&self, name: String) -> Job {
        self.job(move |package, _| Ok(Output::opened(Opened::Entry(package.open_entry(&name)?))))
    }

    /// Gives every component with its parts.
    #[napi(catch_unwind)]
    pub fn components(&self) -> Job {
        self.job(|package, _| Output::report(&package.components()?))
    }

    /// Gives whether the package has this component.
    #[napi(catch_unwind)]
    pub fn has_component(&self, name: String) -> Job {
        self.job(move |package, _| Output::report(&package.has_component(&name)))
    }

    /// Gives the coherence of one component.
    #[napi(catch_unwind)]
    pub fn verify_coherence(&self, name: String) -> Job {
        self.job(move |package, _| Output::report(&package.verify_coherence(&name)?))
    }

    /// Gives one component's decoded bytes.
    #[napi(catch_unwind)]
    pub fn recover_component(&self, name: String) -> Job {
        self.job(move |package, _| Ok(Output::bytes(package.recover_component(&name)?)))
    }

    /// Gives the coherence of the package.
    #[napi(catch_unwind)]
    pub fn overall_coherence(&self) -> Job {
        self.job(|package, _| Output::report(&package.overall_coherence()?))
    }
}
