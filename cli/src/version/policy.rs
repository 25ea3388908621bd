//! The policy that answers a question: a file, and flags over it.

use std::path::PathBuf;

use diram::Error;
use diram::versions::Policy;

use crate::exit::Refusal;
use crate::file;

#[derive(Debug, clap::Args)]
pub(super) struct PolicyArgs {
    /// Policy as JSON, such as {"allow_experimental": true}
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Admit experimental states everywhere; =false nowhere but in an exact version
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    allow_experimental: Option<bool>,
    /// Admit legacy states everywhere; =false nowhere but in an exact version
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    allow_legacy: Option<bool>,
    /// Admit versions with a tail (-rc.1) wherever the bounds do
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    allow_prerelease: Option<bool>,
}

impl PolicyArgs {
    pub(super) fn read(&self) -> Result<Policy, Refusal> {
        let mut policy = match &self.policy {
            None => Policy::default(),
            Some(path) => Policy::from_json(&file::text(path)?).map_err(Error::from)?,
        };
        if self.allow_experimental.is_some() {
            policy = policy.with_allow_experimental(self.allow_experimental);
        }
        if self.allow_legacy.is_some() {
            policy = policy.with_allow_legacy(self.allow_legacy);
        }
        if let Some(allow) = self.allow_prerelease {
            policy = policy.with_allow_prerelease(allow);
        }
        Ok(policy)
    }
}
