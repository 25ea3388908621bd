//! Checks a "no": each leaf against the trees, each step by resolution, the empty nogood at the end.

use std::collections::BTreeMap;

use super::{Case, CertificateError};
use crate::registry::{Entry, Name};
use crate::resolve::bits::Bits;
use crate::resolve::certificate::Leaf;
use crate::resolve::nogood::{Term, Terms, Var, join_own, resolve};
use crate::resolve::universe::Line;
use crate::semverx::{Lines, Origin, Version, VersionRange};

/// Most terms that all steps together may look at: a certificate of ours needs far fewer.
const MAX_LOOKS: usize = 1 << 28;

/// A package of the derivation: all versions that the snapshot has of it.
struct Domain {
    name: Name,
    line: Option<Line>,
    /// Value i is `versions[i - 1]`; the entry where the certificate shows it.
    versions: Vec<(Version, Option<Entry>)>,
}

impl Domain {
    fn size(&self) -> usize {
        self.versions.len() + 1
    }

    fn values(&self, wanted: impl Fn(&Version, Option<&Entry>) -> bool) -> Bits {
        let mut bits = Bits::none(self.size());
        for (at, (version, entry)) in self.versions.iter().enumerate() {
            if wanted(version, entry.as_ref()) {
                bits.insert(at + 1);
            }
        }
        bits
    }
}

pub(super) fn check(
    case: &Case<'_>,
    packages: &[(String, Option<String>)],
    leaves: &[Leaf],
    steps: &[(u32, Vec<(u32, u32)>)],
) -> Result<(), CertificateError> {
    let domains = domains(case, packages)?;
    let mut nogoods: Vec<Terms> = Vec::with_capacity(leaves.len() + steps.len());
    let mut facts = Facts {
        case,
        domains: &domains,
        numbers: numbers(&domains),
    };
    for leaf in leaves {
        nogoods.push(facts.leaf(leaf)?);
    }
    let size = |var: Var| domains.get(var as usize).map_or(0, Domain::size);
    let mut looks = 0;
    for (first, with) in steps {
        let mut terms = known(&nogoods, *first)?.clone();
        for (pivot, other) in with {
            let other = known(&nogoods, *other)?;
            looks += (terms.len() + 1) * (other.len() + 1) * (1 + size(*pivot) / 64);
            if looks > MAX_LOOKS {
                return Err(CertificateError::new("its derivation is too long"));
            }
            let on_both = |t: &Terms| t.iter().any(|term| term.var == *pivot);
            if !on_both(&terms) || !on_both(other) {
                return Err(CertificateError::new(
                    "a step resolves on a package of only one side",
                ));
            }
            resolve(&mut terms, other, *pivot, size);
        }
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

/// The packages with all their versions, as the trees prove them.
fn domains(
    case: &Case<'_>,
    packages: &[(String, Option<String>)],
) -> Result<Vec<Domain>, CertificateError> {
    let mut domains = Vec::with_capacity(packages.len());
    for (name, line) in packages {
        let name = Name::parse(name).map_err(|error| CertificateError::new(error.to_string()))?;
        let all = versions(case, &name)?;
        let mut lines = all.iter().map(|(version, _)| Line::of(version));
        let line =
            match (line, case.policy.lines) {
                (None, None) => None,
                (Some(text), Some(Lines::Major)) => {
                    let found = lines.find(|line| line.to_string() == *text);
                    Some(found.ok_or_else(|| {
                        CertificateError::new(format!("{name} has no line {text}"))
                    })?)
                }
                _ => {
                    return Err(CertificateError::new(
                        "its lines are not those of its policy",
                    ));
                }
            };
        let mine = |version: &Version| line.as_ref().is_none_or(|l| *l == Line::of(version));
        domains.push(Domain {
            versions: all
                .into_iter()
                .filter(|(version, _)| mine(version))
                .collect(),
            name,
            line,
        });
    }
    Ok(domains)
}

fn versions(
    case: &Case<'_>,
    name: &Name,
) -> Result<Vec<(Version, Option<Entry>)>, CertificateError> {
    let all = case
        .tree(name)?
        .versions(name.as_str())
        .map_err(|error| CertificateError::new(error.to_string()))?;
    Ok(all
        .into_iter()
        .map(|(version, entry)| (version, entry.cloned()))
        .collect())
}

fn numbers(domains: &[Domain]) -> BTreeMap<(Name, Option<Line>), Var> {
    let keys = domains.iter().map(|d| (d.name.clone(), d.line.clone()));
    keys.zip(0..).collect()
}

struct Facts<'a> {
    case: &'a Case<'a>,
    domains: &'a [Domain],
    numbers: BTreeMap<(Name, Option<Line>), Var>,
}

impl Facts<'_> {
    fn domain(&self, number: u32) -> Result<&Domain, CertificateError> {
        let domain = self.domains.get(number as usize);
        domain.ok_or_else(|| CertificateError::new(format!("there is no package {number} in it")))
    }

    /// The nogood that a leaf stands for, made from what the trees show and nothing else.
    fn leaf(&mut self, leaf: &Leaf) -> Result<Terms, CertificateError> {
        match leaf {
            Leaf::Root(number) => {
                let requirement = self.case.request.requirements.get(*number as usize);
                let requirement = requirement.ok_or_else(|| {
                    CertificateError::new(format!("nothing is asked for as {number}"))
                })?;
                let range = self.case.request.effective(requirement, &self.case.policy);
                self.targets(&requirement.name, range, Origin::Root)
            }
            Leaf::Dependency(number, name, text) => self.dependency(*number, name, text),
            Leaf::Unfit(number) => {
                let domain = self.domain(*number)?;
                let unfit = |entry: &Entry| self.case.unfit(entry).is_some();
                let bits = domain.values(|_, entry| entry.is_some_and(unfit));
                Ok(Terms::from_iter([Term { var: *number, bits }]))
            }
        }
    }

    fn dependency(&self, number: u32, name: &str, text: &str) -> Result<Terms, CertificateError> {
        let domain = self.domain(number)?;
        let name = Name::parse(name).map_err(|error| CertificateError::new(error.to_string()))?;
        let own =
            VersionRange::parse(text).map_err(|error| CertificateError::new(error.to_string()))?;
        let forced = self.case.policy.overrides.get(name.as_str());
        if forced.is_some_and(|range| range.to_string() != text) {
            return Err(CertificateError::new(format!(
                "{name} is overridden by the policy"
            )));
        }
        let states = |entry: &Entry| {
            let mut deps = entry.deps.iter();
            deps.any(|dep| dep.name == name && (forced.is_some() || &*dep.text == text))
        };
        let bits = domain.values(|_, entry| entry.is_some_and(states));
        if bits.is_empty() {
            let who = &domain.name;
            return Err(CertificateError::new(format!(
                "no {who} it shows needs {name} {text}"
            )));
        }
        let mut terms = self.targets(&name, &own, Origin::Dependency)?;
        join_own(&mut terms, Term { var: number, bits });
        Ok(terms)
    }

    /// What a requirement forbids: of each line of its package that it accepts anything of.
    fn targets(
        &self,
        name: &Name,
        range: &VersionRange,
        origin: Origin,
    ) -> Result<Terms, CertificateError> {
        let mut accepted: BTreeMap<Option<Line>, bool> = BTreeMap::new();
        for (version, _) in versions(self.case, name)? {
            let line = self
                .case
                .policy
                .lines
                .map(|Lines::Major| Line::of(&version));
            *accepted.entry(line).or_default() |=
                range.admits_from(&version, &self.case.policy, origin);
        }
        let mut terms = Terms::new();
        for line in accepted
            .into_iter()
            .filter(|(_, any)| *any)
            .map(|(line, _)| line)
        {
            let var = self.numbers.get(&(name.clone(), line));
            let var = *var.ok_or_else(|| {
                CertificateError::new(format!("it accepts a version of {name} that it leaves out"))
            })?;
            let domain = self.domain(var)?;
            let met = |version: &Version| range.admits_from(version, &self.case.policy, origin);
            let bits = domain
                .values(|version, _| met(version))
                .complement(domain.size());
            terms.push(Term { var, bits });
        }
        Ok(terms)
    }
}
