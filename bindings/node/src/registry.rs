//! The handle of a registry.

use std::sync::Arc;

use diram::registry::{Registry, RegistryOptions, from_hex};
use diram::resolve::{self, Anchor, Resolver};
use diram::versions::Policy;
use diram::{Error, Op};
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use serde::Deserialize;

use crate::fault::Fault;
use crate::job::{Job, Opened, Output};
use crate::options;
use crate::slot::Slot;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct OpenFields {
    tier: Option<String>,
    /// JSON.
    policy: Option<String>,
    /// 64 hexadecimal digits.
    signing_key: Option<String>,
    clock: Option<u64>,
    gated: bool,
    max_bytes: Option<u64>,
}

fn open_options(json: &str) -> Result<RegistryOptions, Error> {
    let fields: OpenFields = options::parse(json)?;
    let mut options = RegistryOptions::new();
    if let Some(json) = fields.policy {
        options = options.policy(&Policy::from_json(&json)?);
    }
    if let Some(text) = fields.signing_key {
        let seed = from_hex(&text).ok_or_else(|| Error::Argument {
            argument: "signingKey",
            why: "it is 32 bytes, or 64 hexadecimal digits".into(),
        })?;
        options = options.signing_key(seed);
    }
    options.tier = fields.tier.unwrap_or(options.tier);
    options.clock = fields.clock;
    options.gated = fields.gated;
    options.max_bytes = fields.max_bytes.unwrap_or(options.max_bytes);
    Ok(options)
}

/// Opens a registry file or folder. `options` is JSON.
#[napi(catch_unwind)]
pub fn open_registry(endpoint: String, options: String) -> Job {
    Job::new(move |_| {
        let registry = Registry::open(endpoint, &open_options(&options)?)?;
        Ok(Output::opened(Opened::Registry(registry)))
    })
}

/// Opens the text of a registry file. `options` is JSON.
#[napi(catch_unwind)]
pub fn open_registry_lines(lines: String, options: String) -> Job {
    Job::new(move |_| {
        let registry = Registry::from_lines(&lines, &open_options(&options)?)?;
        Ok(Output::opened(Opened::Registry(registry)))
    })
}

/// A registry. Any number of jobs may use it at once.
#[napi]
pub struct RegistryHandle {
    slot: Arc<Slot<Registry>>,
}

impl RegistryHandle {
    /// A handle on `registry`.
    pub(crate) fn new(registry: Registry) -> RegistryHandle {
        RegistryHandle {
            slot: Slot::new("registry", registry),
        }
    }

    pub(crate) fn job(
        &self,
        work: impl FnOnce(&Registry) -> Result<Output, Fault> + Send + 'static,
    ) -> Job {
        self.long_job(|registry, _| work(registry))
    }

    /// A job that can be stopped.
    pub(crate) fn long_job(
        &self,
        work: impl FnOnce(&Registry, &Op) -> Result<Output, Fault> + Send + 'static,
    ) -> Job {
        let (slot, registry) = (Arc::clone(&self.slot), self.slot.share());
        Job::new(move |op| {
            let registry = registry?;
            slot.guarded(|| work(&registry, op))
        })
    }
}

#[napi]
impl RegistryHandle {
    /// Lets go of the registry. Jobs under way end in peace.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.slot.close();
    }

    /// Gives the source that names are looked up in.
    #[napi(catch_unwind)]
    pub fn source(&self) -> Job {
        self.job(|registry| Output::report(&registry.source()))
    }

    /// Gives the public key in hex, or nothing.
    #[napi(catch_unwind)]
    pub fn public_key(&self) -> Job {
        self.job(|registry| Output::report(&registry.public_key()))
    }

    /// Gives a snapshot report.
    #[napi(catch_unwind)]
    pub fn snapshot(&self) -> Job {
        self.job(|registry| Output::report(&registry.snapshot()))
    }

    /// Opens the registry as it was.
    #[napi(catch_unwind)]
    pub fn at(&self, seq: f64) -> Job {
        self.job(move |registry| Ok(Output::opened(Opened::Registry(registry.at(whole(seq))?))))
    }

    /// Opens a resolver over the registry under a policy, which is JSON.
    #[napi(catch_unwind)]
    pub fn resolver(&self, policy: String) -> Job {
        self.job(move |registry| {
            let policy = Policy::from_json(&policy).map_err(Error::from)?;
            let resolver = Resolver::new(registry, &policy)?;
            Ok(Output::opened(Opened::Resolver(Arc::new(resolver))))
        })
    }

    /// Gives the names.
    #[napi(catch_unwind)]
    pub fn names(&self) -> Job {
        self.job(|registry| Output::report(&registry.names()?))
    }

    /// Gives the versions of a package.
    #[napi(catch_unwind)]
    pub fn versions(&self, name: String) -> Job {
        self.job(move |registry| Output::report(&registry.versions(&name)?))
    }

    /// Gives an entry report.
    #[napi(catch_unwind)]
    pub fn info(&self, name: String, version: String) -> Job {
        self.job(move |registry| Output::report(&registry.info(&name, &version)?))
    }

    /// Gives a node of the tree.
    #[napi(catch_unwind)]
    pub fn node(&self, name: String, version: String) -> Job {
        self.job(move |registry| Output::report(&registry.node(&name, &version)?))
    }

    /// Gives the names that hold a text.
    #[napi(catch_unwind)]
    pub fn search(&self, text: String) -> Job {
        self.job(move |registry| Output::report(&registry.search(&text)?))
    }

    /// Gives what a package needs.
    #[napi(catch_unwind)]
    pub fn graph(&self, name: String) -> Job {
        self.job(move |registry| Output::report(&registry.graph(&name)?))
    }

    /// Gives who needs a package.
    #[napi(catch_unwind)]
    pub fn dependents(&self, name: String) -> Job {
        self.job(move |registry| Output::report(&registry.dependents(&name)?))
    }

    /// Gives what changed between two snapshots.
    #[napi(catch_unwind)]
    pub fn diff(&self, a: f64, b: f64) -> Job {
        self.job(move |registry| Output::report(&registry.diff(whole(a), whole(b))?))
    }

    /// Gives a proof of presence or absence.
    #[napi(catch_unwind)]
    pub fn prove(&self, name: String, version: Option<String>) -> Job {
        self.job(move |registry| Output::report(&registry.prove(&name, version.as_deref())?))
    }

    /// Publishes a line; gives a receipt, as all changes do.
    #[napi(catch_unwind)]
    pub fn publish(&self, line: String) -> Job {
        self.job(move |registry| Output::report(&registry.publish(&line)?))
    }

    /// Withdraws a version.
    #[napi(catch_unwind)]
    pub fn yank(&self, name: String, version: String) -> Job {
        self.job(move |registry| Output::report(&registry.yank(&name, &version)?))
    }

    /// Takes the withdrawal back.
    #[napi(catch_unwind)]
    pub fn unyank(&self, name: String, version: String) -> Job {
        self.job(move |registry| Output::report(&registry.unyank(&name, &version)?))
    }

    /// Sets a version's fault level.
    #[napi(catch_unwind)]
    pub fn set_fault(&self, name: String, version: String, level: u8) -> Job {
        self.job(move |registry| Output::report(&registry.set_fault(&name, &version, level)?))
    }

    /// Brings a package back to an earlier snapshot.
    #[napi(catch_unwind)]
    pub fn rollback(&self, name: String, to: Option<f64>) -> Job {
        self.job(move |registry| Output::report(&registry.rollback(&name, to.map(whole))?))
    }

    /// Holds a certificate against the registry; gives a certificate report.
    #[napi(catch_unwind)]
    pub fn verify_resolution(&self, certificate: Uint8Array) -> Job {
        let certificate = certificate.to_vec();
        self.job(move |registry| {
            let anchor = Anchor::Registry(registry);
            Output::report(&resolve::verify_resolution(&certificate, anchor)?)
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the package lets only whole numbers from 0 to 2^53 pass"
)]
pub(crate) fn whole(number: f64) -> u64 {
    number as u64
}
