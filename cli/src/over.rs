//! What a question about packages is asked over: a registry, under a policy.

use std::path::{Path, PathBuf};

use diram::Error;
use diram::registry::{DEFAULT_ENDPOINT, Registry, RegistryOptions};
use diram::resolve::Resolver;
use diram::versions::Policy;

use crate::exit::Refusal;
use crate::file;
use crate::interrupt::Interrupt;

/// The variable that names a registry where `-r` does not.
const VARIABLE: &str = "DIRAM_REGISTRY";

/// The registry and the policy.
#[derive(Debug, clap::Args)]
pub(crate) struct Over {
    /// The registry: an .ndjson file, a pipe such as /dev/stdin, or a folder of .ndjson files (one
    /// source each); default: what DIRAM_REGISTRY names
    #[arg(short, long, value_name = "REG.ndjson")]
    registry: Option<PathBuf>,
    /// The source of names that the policy has no rule for
    #[arg(long, value_name = "SOURCE", default_value = "live")]
    tier: String,
    /// The policy, a JSON object
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

impl Over {
    /// Reads both.
    pub(crate) fn resolver(
        &self,
        options: RegistryOptions,
        interrupt: &Interrupt,
    ) -> Result<Resolver, Refusal> {
        let policy = match &self.policy {
            None => Policy::default(),
            Some(path) => Policy::from_json(&file::text(path)?).map_err(diram::Error::from)?,
        };
        let options = options.tier(&self.tier).op(interrupt.op());
        let registry = open(self.registry.as_deref(), &options)?;
        Ok(Resolver::new(&registry, &policy)?)
    }
}

/// The registry that the environment names.
pub(crate) fn from_env() -> Option<PathBuf> {
    let path = std::env::var_os(VARIABLE)?;
    (!path.is_empty()).then(|| path.into())
}

/// Opens the registry of this name, else the one that the environment names, else the default one.
pub(crate) fn open(named: Option<&Path>, options: &RegistryOptions) -> Result<Registry, Refusal> {
    match named.map(PathBuf::from).or_else(from_env) {
        Some(path) => Ok(Registry::open(path, options)?),
        None => Registry::open(DEFAULT_ENDPOINT, options).map_err(nowhere),
    }
}

/// Nobody named a registry, and the default one will not do.
fn nowhere(error: Error) -> Refusal {
    let why = format!("neither -r nor {VARIABLE} names a registry, and the default fails: {error}");
    let mut refusal = Refusal::from(error);
    refusal.message = why;
    refusal
}
