//! Resolution over a [`Registry`]: one version for each package that is needed, or why there is
//! none, with the proof.
//!
//! ```no_run
//! use diram::registry::{Registry, RegistryOptions};
//! use diram::resolve::{ResolveOptions, Resolver};
//! use diram::versions::Policy;
//!
//! let registry = Registry::open("reg.ndjson", &RegistryOptions::new())?;
//! let resolver = Resolver::new(&registry, &Policy::default())?;
//! let answer = resolver.resolve(&[("app", "1.*.*.stable")], &ResolveOptions::new())?;
//! match &answer.explanation {
//!     None => println!("{:?}", answer.solution),
//!     Some(why) => println!("{why}"),
//! }
//! # Ok::<(), diram::Error>(())
//! ```
//!
//! How it decides, what it promises and its limits: [`diram_core::resolve`].

mod options;
mod strategies;
#[cfg(test)]
mod tests;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

pub use diram_core::resolve::{
    CertificateError, CertificateReport, CheckOptions, CheckReport, ChosenPackage, Hop,
    MAX_REQUIREMENTS, Request, Requirement, Resolution, ResolveError, SnapshotId, Solution,
    SolutionNode, Strategy, UpdatePath, package_of,
};
pub use diram_core::strategy::Verdict;
pub use diram_core::strategy::eulerian::Parity;
pub use diram_core::strategy::hamiltonian::InstallOrder;
pub use options::ResolveOptions;
pub use strategies::solution;

use diram_core::registry::{Name, Snapshot};
use diram_core::resolve as core;
use diram_core::semverx::Version;

use crate::registry::Registry;
use crate::versions::Policy;
use crate::{Error, Result, parallel};

/// Requests that a thread of the batch form takes at once.
const BLOCK: usize = 64;

/// A requirement as it is written: name and range.
pub type Wanted<'a> = (&'a str, &'a str);

/// Answers requests over a registry under one policy. Follows the registry: an answer is about the
/// snapshot that is the newest when the request is made. Share it between threads.
pub struct Resolver {
    registry: Registry,
    policy: Policy,
    newest: RwLock<Arc<core::Resolver>>,
}

impl Resolver {
    /// A resolver over `registry` under `policy`.
    ///
    /// # Errors
    /// [`ResolveError::UnknownSource`] when the policy names a source that the registry has not.
    pub fn new(registry: &Registry, policy: &Policy) -> Result<Resolver> {
        let first = core::Resolver::new(&registry.current(), policy, registry.source())?;
        Ok(Resolver {
            registry: registry.clone(),
            policy: policy.clone(),
            newest: RwLock::new(Arc::new(first)),
        })
    }

    /// A resolver over the registry that the environment names; see [`Registry::from_env`].
    pub fn from_env(policy: &Policy) -> Result<Resolver> {
        Resolver::new(&Registry::from_env()?, policy)
    }

    /// The registry it reads.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Its policy.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// One version for each package that is needed, or why there is none.
    ///
    /// # Errors
    /// Malformed names, ranges and versions; [`ResolveError::Budget`] when the policy's steps run
    /// out. That nothing fits is an answer.
    pub fn resolve(&self, wanted: &[Wanted<'_>], options: &ResolveOptions) -> Result<Resolution> {
        let resolver = self.newest()?;
        options.op.begin("resolve", Some(1))?;
        // This is the caller's thread: its callback may run, and hears when the caller gives up.
        let answer = answer(&resolver, wanted, options, &|| options.op.step(0).is_ok())?;
        options.op.finish();
        Ok(answer)
    }

    /// The answers to many requests, in their order, on several threads. A request that fails does
    /// so alone.
    pub fn resolve_many(
        &self,
        requests: &[Vec<Wanted<'_>>],
        options: &ResolveOptions,
    ) -> Result<Vec<Result<Resolution>>> {
        let resolver = self.newest()?;
        let mut answers = Vec::with_capacity(requests.len());
        let blocks: Vec<&[Vec<Wanted<'_>>]> = requests.chunks(BLOCK).collect();
        let weights = vec![1; blocks.len()];
        let work = |at: usize| -> Vec<Result<Resolution>> {
            let block = blocks.get(at).copied().unwrap_or_default();
            let going = || options.op.check().is_ok();
            let one = |wanted: &Vec<Wanted<'_>>| answer(&resolver, wanted, options, &going);
            block.iter().map(one).collect()
        };
        options.op.begin("resolve", Some(requests.len() as u64))?;
        let threads = parallel::threads(options.threads);
        parallel::in_order(threads, &weights, work, |_, block| {
            let done = block.len() as u64;
            answers.extend(block);
            options.op.step(done)
        })?;
        options.op.finish();
        Ok(answers)
    }

    /// The resolver of the newest snapshot.
    fn newest(&self) -> Result<Arc<core::Resolver>> {
        let snapshot = self.registry.current();
        let known = self.newest.read().unwrap_or_else(PoisonError::into_inner);
        if known.snapshot().id() == snapshot.id() {
            return Ok(known.clone());
        }
        drop(known);
        let fresh = core::Resolver::new(&snapshot, &self.policy, self.registry.source())?;
        let fresh = Arc::new(fresh);
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
        Ok(fresh)
    }
}

fn answer(
    resolver: &core::Resolver,
    wanted: &[Wanted<'_>],
    options: &ResolveOptions,
    going: &dyn Fn() -> bool,
) -> Result<Resolution> {
    // Some languages hand over a map, in an order of its own: the answer must not hang on that.
    let mut wanted = wanted.to_vec();
    wanted.sort_unstable();
    let mut requirements = Vec::with_capacity(wanted.len().min(MAX_REQUIREMENTS));
    for (name, range) in wanted {
        requirements.push(Requirement::parse(name, range)?);
    }
    let mut lock = Vec::with_capacity(options.lock.len());
    for (label, version) in &options.lock {
        let name = Name::parse(core::package_of(label))?;
        lock.push((name, Version::parse(version)?));
    }
    let mut request = Request::new(requirements)
        .lock(lock)
        .certificate(options.certificate);
    request.now = match resolver.policy().min_release_age {
        None => options.now,
        Some(_) => Some(options.now.unwrap_or_else(seconds)),
    };
    match resolver.resolve_while(&request, going) {
        Err(ResolveError::Stopped) => Err(stopped(options)),
        answer => Ok(answer?),
    }
}

/// Why the operation stopped.
fn stopped(options: &ResolveOptions) -> Error {
    match options.op.check() {
        Err(error) => error,
        Ok(()) => Error::Cancelled { done: 0 },
    }
}

/// The host's clock, in seconds since 1970.
fn seconds() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// What a certificate's snapshot is held against.
#[derive(Clone, Copy)]
pub enum Anchor<'a> {
    /// Nothing: consistent is then all that it can be.
    None,
    /// An Ed25519 public key, 64 hexadecimal digits.
    Key(&'a str),
    /// A snapshot's root, 64 hexadecimal digits, as in [`SnapshotId::root`].
    Root(&'a str),
    /// A registry.
    Registry(&'a Registry),
}

/// Checks a certificate without any solver; see [`diram_core::resolve::verify_resolution`].
///
/// # Errors
/// [`CertificateError`] if anything at all is wrong with it.
pub fn verify_resolution(certificate: &[u8], anchor: Anchor<'_>) -> Result<CertificateReport> {
    let snapshot: Snapshot;
    let anchor = match anchor {
        Anchor::None => core::Anchor::None,
        Anchor::Key(text) => core::Anchor::Key(digits("key", text)?),
        Anchor::Root(text) => core::Anchor::Root(digits("root", text)?),
        Anchor::Registry(registry) => {
            snapshot = registry.current();
            core::Anchor::Registry(&snapshot)
        }
    };
    Ok(core::verify_resolution(certificate, anchor)?)
}

fn digits(argument: &'static str, text: &str) -> Result<[u8; 32]> {
    diram_core::registry::from_hex(&text.to_ascii_lowercase()).ok_or_else(|| Error::Argument {
        argument,
        why: "it is 64 hexadecimal digits".into(),
    })
}
