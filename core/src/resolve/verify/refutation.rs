//! Checks a "no": each leaf against the trees, each step by resolution, the empty nogood at the end.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, CertificateError};
use crate::registry::{Entry, Name};
use crate::resolve::bits::Bits;
use crate::resolve::certificate::Leaf;
use crate::resolve::nogood::{Term, Terms, Var, join_own, resolve};
use crate::resolve::universe::Line;
use crate::semverx::{Lines, Origin, Version, VersionRange};

/// What a check may cost, in words looked at: a certificate of ours needs far less.
const MAX_LOOKS: usize = 1 << 29;

/// Looks that a question to a version counts for.
const A_VERSION: usize = 16;

/// Looks that a nogood which is kept counts for, besides eight for each word.
const A_NOGOOD: usize = 64;

/// All versions that a name has, with their entries where the certificate shows them, by line.
type Known<'c> = BTreeMap<Option<String>, Vec<(Version, Option<&'c Entry>)>>;

/// Name and text of a requirement (no text where the policy overrides it) → the values that state it.
type Stated<'c> = BTreeMap<(&'c str, Option<&'c str>), Vec<usize>>;

/// A package of the derivation. Value i is version i − 1 of its line.
struct Domain {
    name: Name,
    line: Option<String>,
}

pub(super) fn check(
    case: &Case<'_>,
    packages: &[(String, Option<String>)],
    leaves: &[Leaf],
    steps: &[(u32, Vec<(u32, u32)>)],
) -> Result<(), CertificateError> {
    let mut facts = Facts::new(case, packages)?;
    let mut nogoods: Vec<Terms> = Vec::with_capacity(leaves.len() + steps.len());
    let mut seen = BTreeSet::new();
    for leaf in leaves {
        if !seen.insert(leaf) {
            return Err(CertificateError::new("a leaf of it stands twice"));
        }
        let terms = facts.leaf(leaf)?;
        facts.looks.keep(&terms)?;
        nogoods.push(terms);
    }
    for (first, with) in steps {
        let mut terms = known(&nogoods, *first)?.clone();
        for (pivot, other) in with {
            let other = known(&nogoods, *other)?;
            let pairs = (terms.len() + 1) * (other.len() + 1);
            facts.looks.spend(pairs + words(&terms) + words(other))?;
            let on_both = |t: &Terms| t.iter().any(|term| term.var == *pivot);
            if !on_both(&terms) || !on_both(other) {
                return Err(CertificateError::new(
                    "a step resolves on a package of only one side",
                ));
            }
            resolve(&mut terms, other, *pivot, |var| facts.size(var));
        }
        facts.looks.keep(&terms)?;
        nogoods.push(terms);
    }
    match nogoods.last() {
        Some(last) if last.is_empty() => Ok(()),
        _ => Err(CertificateError::new(
            "its derivation does not end in a contradiction",
        )),
    }
}

fn known(nogoods: &[Terms], number: u32) -> Result<&Terms, CertificateError> {
    let found = nogoods.get(number as usize);
    found.ok_or_else(|| CertificateError::new(format!("nogood {number} is not known yet")))
}

fn words(terms: &Terms) -> usize {
    terms.iter().map(|term| term.bits.word_count()).sum()
}

/// What a check has cost so far: small certificates must not ask for large checks.
struct Looks(usize);

impl Looks {
    fn spend(&mut self, looks: usize) -> Result<(), CertificateError> {
        self.0 = self.0.saturating_add(looks);
        if self.0 > MAX_LOOKS {
            return Err(CertificateError::new("its derivation is too long"));
        }
        Ok(())
    }

    /// For a nogood that stays in memory.
    fn keep(&mut self, terms: &Terms) -> Result<(), CertificateError> {
        self.spend(A_NOGOOD + 8 * words(terms))
    }
}

/// Everything that leaves are made from.
struct Facts<'c, 'a> {
    case: &'c Case<'a>,
    domains: Vec<Domain>,
    numbers: BTreeMap<(Name, Option<String>), Var>,
    names: BTreeMap<Name, Known<'c>>,
    /// For each package that was asked, which of its versions state a requirement.
    stated: BTreeMap<Var, Stated<'c>>,
    looks: Looks,
}

impl<'c, 'a> Facts<'c, 'a> {
    /// The packages with all their versions, as the trees prove them.
    fn new(
        case: &'c Case<'a>,
        packages: &[(String, Option<String>)],
    ) -> Result<Facts<'c, 'a>, CertificateError> {
        let mut facts = Facts {
            case,
            domains: Vec::with_capacity(packages.len()),
            numbers: BTreeMap::new(),
            names: BTreeMap::new(),
            stated: BTreeMap::new(),
            looks: Looks(0),
        };
        for ((name, line), number) in packages.iter().zip(0..) {
            let name = named(name)?;
            if line.is_some() != case.policy.lines.is_some() {
                let why = "its lines are not those of its policy";
                return Err(CertificateError::new(why));
            }
            if !facts.learn(&name)?.contains_key(line) {
                let line = line.as_deref().unwrap_or_default();
                return Err(CertificateError::new(format!("{name} has no line {line}")));
            }
            let key = (name.clone(), line.clone());
            if facts.numbers.insert(key, number).is_some() {
                return Err(CertificateError::new(format!("it has {name} twice")));
            }
            let line = line.clone();
            facts.domains.push(Domain { name, line });
        }
        Ok(facts)
    }

    /// The versions of a name, asked of the trees once.
    fn learn(&mut self, name: &Name) -> Result<&Known<'c>, CertificateError> {
        if !self.names.contains_key(name) {
            let known = by_line(self.case, name)?;
            self.names.insert(name.clone(), known);
        }
        let known = self.names.get(name);
        known.ok_or_else(|| CertificateError::new(format!("it shows nothing of {name}")))
    }

    fn domain(&self, number: u32) -> Result<&Domain, CertificateError> {
        let domain = self.domains.get(number as usize);
        domain.ok_or_else(|| CertificateError::new(format!("there is no package {number} in it")))
    }

    fn versions(&self, domain: &Domain) -> &[(Version, Option<&'c Entry>)] {
        let known = self.names.get(&domain.name);
        known
            .and_then(|known| known.get(&domain.line))
            .map_or(&[], Vec::as_slice)
    }

    /// Values, "not selected" included.
    fn size(&self, var: Var) -> usize {
        let domain = self.domains.get(var as usize);
        domain.map_or(0, |domain| self.versions(domain).len() + 1)
    }

    /// The values of a package of which something holds.
    fn values(
        &mut self,
        var: Var,
        wanted: impl Fn(&Version, Option<&Entry>) -> bool,
    ) -> Result<Bits, CertificateError> {
        let size = self.size(var);
        self.looks.spend(A_VERSION * size)?;
        let mut bits = Bits::none(size);
        let versions = self.versions(self.domain(var)?);
        for (at, (version, entry)) in versions.iter().enumerate() {
            if wanted(version, *entry) {
                bits.insert(at + 1);
            }
        }
        Ok(bits)
    }

    /// The nogood that a leaf stands for, made from what the trees show and nothing else.
    fn leaf(&mut self, leaf: &Leaf) -> Result<Terms, CertificateError> {
        let case = self.case;
        match leaf {
            Leaf::Root(number) => {
                let requirement = case.request.requirements.get(*number as usize);
                let requirement = requirement.ok_or_else(|| {
                    CertificateError::new(format!("nothing is asked for as {number}"))
                })?;
                let range = case.request.effective(requirement, &case.policy);
                self.targets(&requirement.name, range, Origin::Root)
            }
            Leaf::Dependency(number, name, text) => self.dependency(*number, name, text),
            Leaf::Unfit(number) => {
                self.domain(*number)?;
                let unfit = |entry: &Entry| case.unfit(entry).is_some();
                let bits = self.values(*number, |_, entry| entry.is_some_and(unfit))?;
                Ok(Terms::from_iter([Term { var: *number, bits }]))
            }
        }
    }

    fn dependency(
        &mut self,
        number: u32,
        name: &str,
        text: &str,
    ) -> Result<Terms, CertificateError> {
        let who = self.domain(number)?.name.clone();
        let name = named(name)?;
        let own =
            VersionRange::parse(text).map_err(|error| CertificateError::new(error.to_string()))?;
        let forced = self.case.policy.overrides.get(name.as_str());
        if forced.is_some_and(|range| range.as_str() != text) {
            return Err(CertificateError::new(format!(
                "{name} is overridden by the policy"
            )));
        }
        let size = self.size(number);
        let key = (name.as_str(), forced.is_none().then_some(text));
        let values = self.stated(number)?.get(&key);
        let values = values.ok_or_else(|| {
            CertificateError::new(format!("no {who} it shows needs {name} {text}"))
        })?;
        let mut bits = Bits::none(size);
        values.iter().for_each(|&value| bits.insert(value));
        let mut terms = self.targets(&name, &own, Origin::Dependency)?;
        join_own(&mut terms, Term { var: number, bits });
        Ok(terms)
    }

    /// What the versions of a package require, gathered when it is first asked.
    fn stated(&mut self, number: Var) -> Result<&Stated<'c>, CertificateError> {
        if !self.stated.contains_key(&number) {
            let overrides = &self.case.policy.overrides;
            let mut stated = Stated::new();
            let versions = self.versions(self.domain(number)?);
            for (at, (_, entry)) in versions.iter().enumerate() {
                for dep in entry.iter().flat_map(|entry| &*entry.deps) {
                    let name = dep.name.as_str();
                    let text = (!overrides.contains_key(name)).then_some(&*dep.text);
                    stated.entry((name, text)).or_default().push(at + 1);
                }
            }
            self.stated.insert(number, stated);
        }
        let stated = self.stated.get(&number);
        stated.ok_or_else(|| CertificateError::new(format!("there is no package {number} in it")))
    }

    /// What a requirement forbids: of each line of its package that it accepts anything of.
    fn targets(
        &mut self,
        name: &Name,
        range: &VersionRange,
        origin: Origin,
    ) -> Result<Terms, CertificateError> {
        let case = self.case;
        let met = |version: &Version| range.admits_from(version, &case.policy, origin);
        let known = self.learn(name)?;
        let asked = known.values().map(Vec::len).sum::<usize>() + known.len();
        let accepted: Vec<Option<String>> = known
            .iter()
            .filter(|(_, versions)| versions.iter().any(|(version, _)| met(version)))
            .map(|(line, _)| line.clone())
            .collect();
        self.looks.spend(A_VERSION * asked)?;
        let mut terms = Terms::new();
        for line in accepted {
            let var = self.numbers.get(&(name.clone(), line)).copied();
            let var = var.ok_or_else(|| {
                CertificateError::new(format!("it accepts a version of {name} that it leaves out"))
            })?;
            let bits = self.values(var, |version, _| met(version))?;
            let bits = bits.complement(self.size(var));
            terms.push(Term { var, bits });
        }
        Ok(terms)
    }
}

fn named(text: &str) -> Result<Name, CertificateError> {
    Name::parse(text).map_err(|error| CertificateError::new(error.to_string()))
}

/// All versions of a name, as the tree of its source proves them.
fn by_line<'c>(case: &'c Case<'_>, name: &Name) -> Result<Known<'c>, CertificateError> {
    let versions = case.tree(name)?.versions(name.as_str());
    let versions = versions.map_err(|error| CertificateError::new(error.to_string()))?;
    let Some(Lines::Major) = case.policy.lines else {
        return Ok(Known::from([(None, versions)]));
    };
    let mut known = Known::new();
    for version in versions {
        let line = Line::of(&version.0).to_string();
        known.entry(Some(line)).or_default().push(version);
    }
    Ok(known)
}
