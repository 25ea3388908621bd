//! Checks a "yes": each chosen version is there, is a candidate, and finds what it needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Case, CertificateError};
use crate::registry::{Entry, Name};
use crate::resolve::universe::Line;
use crate::semverx::{Lines, Origin, Version, VersionRange};

pub(super) fn check(
    case: &Case<'_>,
    chosen: &[(String, String)],
) -> Result<BTreeMap<Arc<str>, Version>, CertificateError> {
    let mut entries: BTreeMap<Name, Vec<&Entry>> = BTreeMap::new();
    let mut solution = BTreeMap::new();
    let mut order = Vec::with_capacity(chosen.len());
    for (name, text) in chosen {
        let (name, version) = read(name, text)?;
        let entry = case
            .tree(&name)?
            .entry(name.as_str(), &version)
            .map_err(|error| CertificateError::new(error.to_string()))?
            .ok_or_else(|| CertificateError::new(format!("{name} {version} does not exist")))?;
        if let Some(why) = case.unfit(entry) {
            let why = why.sentence();
            return Err(CertificateError::new(format!("{name} {version} {why}")));
        }
        let label = match case.policy.lines {
            None => name.as_str().into(),
            Some(Lines::Major) => format!("{name}@{}", Line::of(&version)).into(),
        };
        if solution.insert(label, entry.version.clone()).is_some() {
            return Err(CertificateError::new(format!("{name} is chosen twice")));
        }
        if entry.version.to_string() != *text {
            return Err(unsorted());
        }
        order.push((name.clone(), version));
        entries.entry(name).or_default().push(entry);
    }
    if !order.is_sorted() {
        return Err(unsorted());
    }
    let policy = &case.policy;
    let met = |name: &Name, range: &VersionRange, origin: Origin| {
        let chosen = entries.get(name).into_iter().flatten();
        let mut chosen = chosen.map(|entry| &entry.version);
        chosen.any(|version| range.admits_from(version, policy, origin))
    };
    for requirement in &case.request.requirements {
        let range = case.request.effective(requirement, policy);
        if !met(&requirement.name, range, Origin::Root) {
            return Err(unmet("the request", &requirement.name, range));
        }
    }
    for entry in entries.values().flatten() {
        for dep in entry.deps.iter() {
            let range = case.effective(&dep.name, &dep.range);
            if !met(&dep.name, range, Origin::Dependency) {
                return Err(unmet(
                    &format!("{} {}", entry.name, entry.version),
                    &dep.name,
                    range,
                ));
            }
        }
    }
    Ok(solution)
}

fn read(name: &str, version: &str) -> Result<(Name, Version), CertificateError> {
    let name = Name::parse(name).map_err(|error| CertificateError::new(error.to_string()))?;
    let version =
        Version::parse(version).map_err(|error| CertificateError::new(error.to_string()))?;
    Ok((name, version))
}

fn unsorted() -> CertificateError {
    CertificateError::new("its choice is not sorted, or not in canonical form")
}

fn unmet(who: &str, name: &Name, range: &VersionRange) -> CertificateError {
    CertificateError::new(format!(
        "{who} needs {name} {range}, which nothing chosen meets"
    ))
}
