//! Options of opening a registry.

use diram_core::registry::KeyPair;

use crate::Op;
use crate::versions::Policy;

/// The source that names are looked up in unless another is asked for.
pub(super) const DEFAULT_TIER: &str = "live";

/// Most bytes of registry files that are read unless it is told otherwise: 1 GiB.
pub const DEFAULT_MAX_BYTES: u64 = 1 << 30;

/// Options of [`Registry::open`](super::Registry::open).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RegistryOptions {
    /// The source that names are looked up in, and the name of a single file's source; default
    /// `live`. A folder with one source needs no name.
    pub tier: String,
    /// The Ed25519 key that snapshots are signed with; default none. Its `Debug` shows the public
    /// half only.
    pub signing_key: Option<KeyPair>,
    /// The policy of whoever uses the registry.
    pub policy: Policy,
    /// The time of all changes, in seconds since 1970, which only
    /// [`advance_clock`](super::Registry::advance_clock) moves; default: the host's clock.
    pub clock: Option<u64>,
    /// Whether a publish that the gates find incoherent is refused, and with a strict policy one
    /// that they find insufficient too; default no. Their report is in the receipt either way.
    pub gated: bool,
    /// Most bytes that are read, all files together. Default [`DEFAULT_MAX_BYTES`].
    pub max_bytes: u64,
    /// Ends the wait for a pipe that is opened as a registry.
    pub op: Op,
}

impl Default for RegistryOptions {
    fn default() -> RegistryOptions {
        RegistryOptions {
            tier: DEFAULT_TIER.into(),
            signing_key: None,
            policy: Policy::default(),
            clock: None,
            gated: false,
            max_bytes: DEFAULT_MAX_BYTES,
            op: Op::new(),
        }
    }
}

impl RegistryOptions {
    /// The defaults.
    pub fn new() -> RegistryOptions {
        RegistryOptions::default()
    }

    /// Sets the source.
    #[must_use]
    pub fn tier(mut self, tier: impl Into<String>) -> RegistryOptions {
        self.tier = tier.into();
        self
    }

    /// Sets the signing key from its secret seed.
    #[must_use]
    pub fn signing_key(mut self, seed: [u8; 32]) -> RegistryOptions {
        self.signing_key = Some(KeyPair::from_seed(&seed));
        self
    }

    /// Sets the policy.
    #[must_use]
    pub fn policy(mut self, policy: &Policy) -> RegistryOptions {
        self.policy = policy.clone();
        self
    }

    /// Fixes the time of all changes.
    #[must_use]
    pub fn clock(mut self, seconds: u64) -> RegistryOptions {
        self.clock = Some(seconds);
        self
    }

    /// Sets whether gates may refuse a publish.
    #[must_use]
    pub fn gated(mut self, gated: bool) -> RegistryOptions {
        self.gated = gated;
        self
    }

    /// Sets the most bytes to read.
    #[must_use]
    pub fn max_bytes(mut self, bytes: u64) -> RegistryOptions {
        self.max_bytes = bytes;
        self
    }

    /// Sets the handle that ends the wait for a pipe.
    #[must_use]
    pub fn op(mut self, op: &Op) -> RegistryOptions {
        self.op = op.clone();
        self
    }
}
