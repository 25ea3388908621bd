//! What a question about packages is asked over: a registry, under a policy.

use std::path::PathBuf;

use diram::registry::{Registry, RegistryOptions};
use diram::resolve::Resolver;
use diram::versions::Policy;

use crate::exit::Refusal;
use crate::file;

/// The registry and the policy.
#[derive(Debug, clap::Args)]
pub(crate) struct Over {
    /// The registry: an .ndjson file, or a folder of them (one source each)
    #[arg(short, long, value_name = "REG.ndjson")]
    registry: PathBuf,
    /// The source of names that the policy has no rule for
    #[arg(long, value_name = "SOURCE", default_value = "live")]
    tier: String,
    /// The policy, a JSON object
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

impl Over {
    /// Reads both.
    pub(crate) fn resolver(&self, options: RegistryOptions) -> Result<Resolver, Refusal> {
        let policy = match &self.policy {
            None => Policy::default(),
            Some(path) => Policy::from_json(&file::text(path)?).map_err(diram::Error::from)?,
        };
        let registry = Registry::open(&self.registry, &options.tier(&self.tier))?;
        Ok(Resolver::new(&registry, &policy)?)
    }
}
