//! The checker: whether a certificate proves its answer. There is no search in it; it looks at each
//! fact once and replays each step.

mod refutation;
mod solution;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::certificate::{Certificate, CertificateError, Proof};
use super::source::Sources;
use super::{Request, Requirement, SnapshotId};
use crate::registry::{Entry, Head, Name, PartialTree, Snapshot, to_hex};
use crate::semverx::{Policy, Version, VersionRange};

/// What a certificate's snapshot is held against.
#[derive(Clone, Copy, Debug)]
pub enum Anchor<'a> {
    /// Nothing: the certificate may be consistent and still be of an invented registry.
    None,
    /// An Ed25519 public key that must have signed the snapshot's head.
    Key([u8; 32]),
    /// The root of a snapshot: the SHA-256 of its head.
    Root([u8; 32]),
    /// A registry that must have the same trees.
    Registry(&'a Snapshot),
}

/// What a certificate proves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CertificateReport {
    /// Whether the proven answer is a solution or that there is none.
    pub feasible: bool,
    /// Whether the snapshot was held against something. If not, the certificate is consistent, and
    /// that is all.
    pub anchored: bool,
    /// `none`, `key`, `root` or `registry`.
    pub anchor: &'static str,
    /// The snapshot that the answer is about.
    pub snapshot: SnapshotId,
    /// What was asked: name and range.
    pub requirements: Vec<(String, String)>,
    /// The proven solution; empty for a "no".
    pub solution: BTreeMap<Arc<str>, Version>,
    /// Facts looked at: chosen versions, or leaves of the derivation.
    pub facts: usize,
    /// Steps of the derivation.
    pub steps: usize,
}

/// Checks a certificate: every byte, every fact against the snapshot's hashes, every step, and the
/// snapshot against `anchor`. Takes time in proportion to the certificate.
///
/// A solution is proven to meet every requirement; not that nothing newer exists. A "no" is proven
/// for good: no choice of the snapshot's versions meets the request under its policy.
///
/// # Errors
/// [`CertificateError`] if anything at all is wrong with it.
pub fn verify_resolution(
    certificate: &[u8],
    anchor: Anchor<'_>,
) -> Result<CertificateReport, CertificateError> {
    let text =
        std::str::from_utf8(certificate).map_err(|_| CertificateError::new("it is not UTF-8"))?;
    let certificate = Certificate::from_text(text)?;
    let held = hold(&certificate, anchor)?;
    let case = Case::open(&certificate)?;
    let mut report = CertificateReport {
        feasible: certificate.feasible,
        anchored: held != "none",
        anchor: held,
        snapshot: SnapshotId {
            seq: certificate.head.head.seq,
            root: to_hex(&certificate.head.head.id()).into(),
        },
        requirements: certificate.requirements.clone(),
        solution: BTreeMap::new(),
        facts: 0,
        steps: 0,
    };
    match (&certificate.proof, certificate.feasible) {
        (Proof::Chosen(chosen), true) => {
            report.solution = solution::check(&case, chosen)?;
            report.facts = chosen.len();
        }
        (
            Proof::Refuted {
                packages,
                leaves,
                steps,
            },
            false,
        ) => {
            refutation::check(&case, packages, leaves, steps)?;
            report.facts = leaves.len();
            report.steps = steps.iter().map(|(_, with)| with.len()).sum();
        }
        _ => return Err(CertificateError::new("its proof is not of its answer")),
    }
    Ok(report)
}

/// Holds the snapshot against the anchor; says which one.
fn hold(certificate: &Certificate, anchor: Anchor<'_>) -> Result<&'static str, CertificateError> {
    let signed = &certificate.head;
    match anchor {
        Anchor::None => Ok("none"),
        Anchor::Key(key) => match signed.verify(&key) {
            Ok(()) => Ok("key"),
            Err(error) => Err(CertificateError::new(format!("its snapshot: {error}"))),
        },
        Anchor::Root(root) if signed.head.id() == root => Ok("root"),
        Anchor::Registry(snapshot) if same_trees(&signed.head, snapshot.head()) => Ok("registry"),
        Anchor::Root(_) => Err(CertificateError::new("its snapshot is not of this root")),
        Anchor::Registry(_) => Err(CertificateError::new(
            "its snapshot is not that of this registry",
        )),
    }
}

fn same_trees(a: &Head, b: &Head) -> bool {
    a.roots == b.roots
}

/// A certificate's inputs, read and held against the snapshot's roots.
struct Case<'a> {
    policy: Policy,
    sources: Sources,
    request: Request,
    trees: &'a BTreeMap<String, PartialTree>,
}

impl<'a> Case<'a> {
    fn open(certificate: &'a Certificate) -> Result<Case<'a>, CertificateError> {
        let written = certificate.policy.to_string();
        let policy = Policy::from_json(&written)
            .map_err(|error| CertificateError::new(format!("its policy: {error}")))?;
        if !certificate.head.head.is_possible() {
            return Err(CertificateError::new("its head is none of any snapshot"));
        }
        let roots = &certificate.head.head.roots;
        let known: Vec<&str> = roots.iter().map(|root| root.source.as_str()).collect();
        let sources = Sources::new(&policy.sources, &certificate.source, &known)
            .map_err(|error| CertificateError::new(format!("its policy: {error}")))?;
        for (source, tree) in &certificate.trees {
            if certificate.head.head.root(source) != Some(&tree.root()) {
                let why = format!("its tree of {source} has another hash than the snapshot's");
                return Err(CertificateError::new(why));
            }
        }
        let request = request(certificate)?;
        request
            .check(&policy)
            .map_err(|error| CertificateError::new(error.to_string()))?;
        let lock = request.lock.iter();
        let lock = lock.map(|(name, version)| (name.to_string(), version.to_string()));
        if policy.to_json() != written || !lock.eq(certificate.lock.iter().cloned()) {
            let why = "its policy or its lock is not written as it must be";
            return Err(CertificateError::new(why));
        }
        Ok(Case {
            policy,
            sources,
            request,
            trees: &certificate.trees,
        })
    }

    fn tree(&self, name: &Name) -> Result<&PartialTree, CertificateError> {
        let source = self.sources.of(name);
        let tree = self.trees.get(source);
        tree.ok_or_else(|| CertificateError::new(format!("it shows nothing of {source}")))
    }

    /// The range that counts for a dependency on `name`.
    fn effective<'b>(&'b self, name: &Name, own: &'b VersionRange) -> &'b VersionRange {
        self.policy.overrides.get(name.as_str()).unwrap_or(own)
    }

    /// Whether the lock or an exact pin names a version.
    fn named(&self, name: &Name, version: &Version) -> bool {
        let locked = self.request.is_locked(name, version);
        let pins = |r: &Requirement| r.name == *name && r.range.exact_pin() == Some(version);
        locked || self.request.requirements.iter().any(pins)
    }

    /// Why a version may not be chosen.
    fn unfit(&self, entry: &Entry) -> Option<super::fitness::Unfit> {
        let named = self.named(&entry.name, &entry.version);
        super::fitness::unfit(entry, &self.policy, self.request.now, named)
    }
}

fn request(certificate: &Certificate) -> Result<Request, CertificateError> {
    let wrong = |error: String| CertificateError::new(format!("its request: {error}"));
    let mut requirements = Vec::with_capacity(certificate.requirements.len());
    for (name, range) in &certificate.requirements {
        let read = Requirement::parse(name, range);
        requirements.push(read.map_err(|error| wrong(error.to_string()))?);
    }
    let mut lock = Vec::with_capacity(certificate.lock.len());
    for (name, version) in &certificate.lock {
        let name = Name::parse(name).map_err(|error| wrong(error.to_string()))?;
        let version = Version::parse(version).map_err(|error| wrong(error.to_string()))?;
        lock.push((name, version));
    }
    let mut request = Request::new(requirements).lock(lock);
    request.now = certificate.now;
    Ok(request)
}
