//! Certificates as data, and how an answer becomes one. The page beside this file is normative.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::explain::derivation;
use super::nogood::{Cause, NogoodId, Var};
use super::solver::{Outcome, Solver};
use super::universe::Universe;
use super::{Request, ResolveError};
use crate::registry::{Name, PartialTree, PartialTreeBuilder, SignedHead, to_hex};
use crate::{Code, Failure};

/// The first field of every certificate.
pub(super) const FORMAT: &str = "diram-certificate-1";

/// Most bytes of a certificate.
pub(super) const MAX_LEN: usize = 64 << 20;

/// Why a certificate proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this certificate is refused: {why}")]
pub struct CertificateError {
    /// What is wrong with it, and where.
    pub why: String,
}

impl CertificateError {
    pub(super) fn new(why: impl Into<String>) -> CertificateError {
        CertificateError { why: why.into() }
    }
}

impl Failure for CertificateError {
    fn code(&self) -> Code {
        Code::Certificate
    }

    fn hint(&self) -> Option<String> {
        Some("ask for a new one; do not act on this one".into())
    }

    fn details(&self) -> Value {
        serde_json::json!({"why": self.why})
    }
}

/// A certificate's fields, in the order in which they are written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Certificate {
    pub(super) format: String,
    pub(super) feasible: bool,
    pub(super) head: SignedHead,
    pub(super) source: String,
    pub(super) policy: Value,
    pub(super) requirements: Vec<(String, String)>,
    pub(super) lock: Vec<(String, String)>,
    pub(super) now: Option<u64>,
    pub(super) trees: BTreeMap<String, PartialTree>,
    pub(super) proof: Proof,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(super) enum Proof {
    /// The chosen versions.
    Chosen(Vec<(String, String)>),
    /// A derivation of the empty nogood.
    Refuted {
        /// The packages that the rest speaks of: name and line.
        packages: Vec<(String, Option<String>)>,
        leaves: Vec<Leaf>,
        /// Numbered on from the leaves. The first nogood, then package and nogood to resolve with.
        steps: Vec<(u32, Vec<(u32, u32)>)>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(super) enum Leaf {
    /// The request's requirement of this number.
    Root(u32),
    /// The versions of a package that require name in range.
    Dependency(u32, String, String),
    /// The versions of a package that are no candidates.
    Unfit(u32),
}

impl Certificate {
    /// The canonical text: the fields without blanks, a digest over them, a line feed.
    pub(super) fn to_text(&self) -> Result<String, CertificateError> {
        let fields = serde_json::to_string(self)
            .map_err(|error| CertificateError::new(error.to_string()))?;
        let digest = to_hex(&Sha256::digest(fields.as_bytes()));
        let open = fields.strip_suffix('}').unwrap_or(&fields);
        Ok(format!("{open},\"digest\":\"{digest}\"}}\n"))
    }

    /// Reads a certificate; anything but the canonical text is refused.
    pub(super) fn from_text(text: &str) -> Result<Certificate, CertificateError> {
        if text.len() > MAX_LEN {
            return Err(CertificateError::new("it is longer than 64 MiB"));
        }
        let (open, _) = text
            .rsplit_once(",\"digest\":\"")
            .ok_or_else(|| CertificateError::new("it has no digest at its end"))?;
        let certificate: Certificate = serde_json::from_str(&format!("{open}}}"))
            .map_err(|error| CertificateError::new(format!("it is not one: {error}")))?;
        if certificate.format != FORMAT {
            return Err(CertificateError::new("it is of another format"));
        }
        if certificate.to_text()? != text {
            return Err(CertificateError::new(
                "its bytes are not the canonical ones, or its digest is wrong",
            ));
        }
        Ok(certificate)
    }
}

/// Writes the proof of an answer.
pub(super) fn write(
    universe: &Universe,
    request: &Request,
    solver: &Solver<'_>,
    outcome: &Outcome,
) -> Result<String, ResolveError> {
    let mut writer = Writer {
        universe,
        solver,
        builders: BTreeMap::new(),
        shown: BTreeSet::new(),
    };
    let (feasible, proof) = match outcome {
        Outcome::Found(chosen) => (true, writer.chosen(chosen)),
        Outcome::Refuted(empty) => (false, writer.refuted(request, *empty)),
    };
    let policy = serde_json::from_str(&universe.policy.to_json())
        .map_err(|error| CertificateError::new(format!("its policy: {error}")))?;
    let pairs = |name: &dyn ToString, text: &dyn ToString| (name.to_string(), text.to_string());
    let certificate = Certificate {
        format: FORMAT.into(),
        feasible,
        head: universe.snapshot.signed().clone(),
        source: universe.sources.fallback().into(),
        policy,
        requirements: request
            .requirements
            .iter()
            .map(|r| pairs(&r.name, &r.text))
            .collect(),
        lock: request.lock.iter().map(|(n, v)| pairs(n, v)).collect(),
        now: request.now,
        trees: writer.trees(),
        proof,
    };
    Ok(certificate.to_text()?)
}

struct Writer<'a, 'b> {
    universe: &'a Universe,
    solver: &'a Solver<'b>,
    builders: BTreeMap<String, PartialTreeBuilder<'a>>,
    /// Names of which all versions are shown.
    shown: BTreeSet<Name>,
}

impl<'a> Writer<'a, '_> {
    fn builder(&mut self, source: &str) -> Option<&mut PartialTreeBuilder<'a>> {
        let tier = self.universe.snapshot.tier(source)?;
        let begin = || PartialTree::builder(tier);
        Some(self.builders.entry(source.into()).or_insert_with(begin))
    }

    fn trees(self) -> BTreeMap<String, PartialTree> {
        let built = self.builders.into_iter();
        built
            .map(|(source, builder)| (source, builder.build()))
            .collect()
    }

    fn chosen(&mut self, chosen: &[(Var, usize)]) -> Proof {
        let mut list = Vec::new();
        for &(var, value) in chosen {
            let package = self.solver.lists.places[var as usize].package.clone();
            let Some(entry) = package.entry(value) else {
                continue;
            };
            if let Some(builder) = self.builder(&package.source) {
                builder.prove_entry(package.name.as_str(), &entry.version);
            }
            list.push((entry.name.clone(), entry.version.clone()));
        }
        list.sort();
        let text = |(name, version): (_, crate::semverx::Version)| -> (String, String) {
            let name: crate::registry::Name = name;
            (name.to_string(), version.to_string())
        };
        Proof::Chosen(list.into_iter().map(text).collect())
    }

    fn refuted(&mut self, request: &Request, empty: NogoodId) -> Proof {
        let solver = self.solver;
        let leaf_ids = derivation::leaves(solver, empty);
        let derived = derivation::derived(solver, empty);
        let mut packages = Packages::default();
        let leaves = leaf_ids
            .iter()
            .map(|&id| self.leaf(request, &mut packages, id));
        let leaves: Vec<Leaf> = leaves.collect();
        let numbers: BTreeMap<NogoodId, u32> = leaf_ids
            .iter()
            .chain(&derived)
            .zip(0u32..)
            .map(|(&id, n)| (id, n))
            .collect();
        let number = |id: &NogoodId| numbers.get(id).copied().unwrap_or(u32::MAX);
        let steps =
            derived
                .iter()
                .filter_map(|id| match &solver.lists.nogoods[*id as usize].cause {
                    Cause::Learned { first, chain } => {
                        let with = chain
                            .iter()
                            .map(|(pivot, other)| (packages.number(*pivot), number(other)));
                        Some((number(first), with.collect()))
                    }
                    _ => None,
                });
        let steps = steps.collect();
        let named = |var: &Var| {
            let package = &solver.lists.places[*var as usize].package;
            (
                package.name.to_string(),
                package.line.as_ref().map(ToString::to_string),
            )
        };
        Proof::Refuted {
            packages: packages.vars.iter().map(named).collect(),
            leaves,
            steps,
        }
    }

    /// A leaf, with everything shown that it rests on.
    fn leaf(&mut self, request: &Request, packages: &mut Packages, id: NogoodId) -> Leaf {
        let nogood = &self.solver.lists.nogoods[id as usize];
        for term in &nogood.terms {
            packages.number(term.var);
            let package = self.solver.lists.places[term.var as usize].package.clone();
            self.show_versions(&package.source, &package.name);
        }
        match &nogood.cause {
            Cause::Root(number) => {
                if let Some(requirement) = request.requirements.get(*number as usize) {
                    let source = self.universe.sources.of(&requirement.name).to_owned();
                    self.show_versions(&source, &requirement.name);
                }
                Leaf::Root(*number)
            }
            Cause::Dependency { var, group } => {
                let package = self.solver.lists.places[*var as usize].package.clone();
                let stated = &package.groups[*group as usize];
                let source = self.universe.sources.of(&stated.name).to_owned();
                self.show_versions(&source, &stated.name);
                self.show_entries(*var, stated.values());
                let number = packages.number(*var);
                Leaf::Dependency(number, stated.name.to_string(), stated.text.to_string())
            }
            Cause::Unfit(var) => {
                let place = &self.solver.lists.places[*var as usize];
                let unfit = place.initial.complement(place.package.size());
                self.show_entries(*var, unfit.iter());
                Leaf::Unfit(packages.number(*var))
            }
            // Leaves are never learned; resolving with requirement 0 would be refused.
            Cause::Learned { .. } => Leaf::Root(u32::MAX),
        }
    }

    /// All versions of a name; many leaves may rest on them.
    fn show_versions(&mut self, source: &str, name: &Name) {
        if !self.shown.insert(name.clone()) {
            return;
        }
        if let Some(builder) = self.builder(source) {
            builder.prove_versions(name.as_str());
        }
    }

    fn show_entries(&mut self, var: Var, values: impl Iterator<Item = usize>) {
        let package = self.solver.lists.places[var as usize].package.clone();
        let Some(builder) = self.builder(&package.source) else {
            return;
        };
        for value in values {
            if let Some(entry) = package.entry(value) {
                builder.prove_entry(package.name.as_str(), &entry.version);
            }
        }
    }
}

/// The packages that a refutation speaks of, numbered as they come up.
#[derive(Default)]
struct Packages {
    vars: Vec<Var>,
    numbers: BTreeMap<Var, u32>,
}

impl Packages {
    fn number(&mut self, var: Var) -> u32 {
        *self.numbers.entry(var).or_insert_with(|| {
            self.vars.push(var);
            self.vars.len() as u32 - 1
        })
    }
}
