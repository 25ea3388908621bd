//! Options of a resolution.

use crate::Op;

/// Options of [`Resolver::resolve`](super::Resolver::resolve) and its batch form.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResolveOptions {
    /// Versions to prefer where they fit, name and version; they may be yanked or up to fault 11.
    pub lock: Vec<(String, String)>,
    /// The time for `min_release_age`, in seconds since 1970; default: the host's clock.
    pub now: Option<u64>,
    /// Whether answers carry their proof; default true.
    pub certificate: bool,
    /// Worker threads of the batch form; 0 (default) = one per core.
    pub threads: usize,
    /// Cancel, time limit, progress in requests.
    pub op: Op,
}

impl Default for ResolveOptions {
    fn default() -> ResolveOptions {
        ResolveOptions {
            lock: Vec::new(),
            now: None,
            certificate: true,
            threads: 0,
            op: Op::new(),
        }
    }
}

impl ResolveOptions {
    /// The defaults.
    pub fn new() -> ResolveOptions {
        ResolveOptions::default()
    }

    /// Prefers a version.
    #[must_use]
    pub fn prefer(mut self, name: impl Into<String>, version: impl Into<String>) -> ResolveOptions {
        self.lock.push((name.into(), version.into()));
        self
    }

    /// Says what time it is.
    #[must_use]
    pub fn now(mut self, seconds: u64) -> ResolveOptions {
        self.now = Some(seconds);
        self
    }

    /// With or without certificates.
    #[must_use]
    pub fn certificate(mut self, wanted: bool) -> ResolveOptions {
        self.certificate = wanted;
        self
    }

    /// Sets the number of worker threads of the batch form.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> ResolveOptions {
        self.threads = threads;
        self
    }

    /// Sets the operation handle.
    #[must_use]
    pub fn op(mut self, op: &Op) -> ResolveOptions {
        self.op = op.clone();
        self
    }
}
