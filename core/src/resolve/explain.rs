//! Why nothing fits, in sentences: what was asked, what the packages state, where that clashes.
//!
//! Few facts are listed as they are, with the clash at the end. Many are told as a derivation in
//! numbered steps. Ranges are shown as their publishers wrote them, and only versions that exist.

pub(super) mod derivation;
mod versions;

use std::collections::{BTreeMap, BTreeSet};

use super::Request;
use super::bits::Bits;
use super::fitness::unfit;
use super::nogood::{Cause, NogoodId, Terms, Var};
use super::solver::{Place, Solver};
use super::universe::{Group, Package, Universe};
use crate::registry::{Name, near_names};
use crate::semverx::{Origin, VersionRange};
use versions::listed;

/// Up to so many facts are told one by one.
const FEW: usize = 8;

/// Up to so many packages are listed in one statement.
const LISTED: usize = 6;

/// Up to so many unpublished names are looked for among the published ones: each look takes time
/// in proportion to the registry.
const LOOKED_FOR: usize = 8;

pub(super) struct Report {
    pub(super) text: String,
    pub(super) near_names: BTreeMap<String, Vec<String>>,
}

pub(super) fn explain(
    universe: &Universe,
    request: &Request,
    solver: &Solver<'_>,
    empty: NogoodId,
) -> Report {
    let teller = Teller {
        universe,
        request,
        solver,
    };
    let leaves = derivation::leaves(solver, empty);
    let mut lines = vec!["No set of versions fits what you asked for.".to_owned()];
    if leaves.len() <= FEW {
        lines.extend(leaves.iter().map(|&id| sentence(&teller.fact(id))));
        lines.extend(teller.clashes(&leaves));
    } else {
        lines.extend(derivation::numbered(&teller, empty));
    }
    let near = teller.near(&leaves);
    for (name, names) in near.iter().filter(|(_, names)| !names.is_empty()) {
        lines.push(format!(
            "Nobody published {name}; names like it: {}.",
            names.join(", ")
        ));
    }
    Report {
        text: lines.join("\n"),
        near_names: near,
    }
}

/// A fact as a sentence of its own.
fn sentence(fact: &str) -> String {
    let mut letters = fact.chars();
    let first = letters
        .next()
        .filter(|_| fact.starts_with("you ") || fact.starts_with("nothing "));
    match first {
        Some(first) => format!("{}{}.", first.to_ascii_uppercase(), letters.as_str()),
        None => format!("{fact}."),
    }
}

/// Who speaks: what all sentences need to look things up.
struct Teller<'a, 'b> {
    universe: &'a Universe,
    request: &'a Request,
    solver: &'a Solver<'b>,
}

/// A requirement as facts tell it: who states it, on what.
struct Stated<'a> {
    by: String,
    name: &'a Name,
    range: &'a VersionRange,
    text: &'a str,
    origin: Origin,
}

impl Teller<'_, '_> {
    fn place(&self, var: Var) -> &Place {
        &self.solver.lists.places[var as usize]
    }

    fn group(&self, var: Var, group: u32) -> (&Package, &Group) {
        let package = &self.place(var).package;
        (package, &package.groups[group as usize])
    }

    /// What a leaf says, without its stop.
    fn fact(&self, id: NogoodId) -> String {
        let nogood = &self.solver.lists.nogoods[id as usize];
        match &nogood.cause {
            Cause::Unfit(var) => self.unfit_fact(*var),
            Cause::Learned { .. } => self.conclusion(&nogood.terms),
            cause => match self.stated(cause) {
                Some(stated) => self.stated_fact(cause, &stated),
                None => self.conclusion(&nogood.terms),
            },
        }
    }

    fn stated<'s>(&'s self, cause: &Cause) -> Option<Stated<'s>> {
        match cause {
            Cause::Root(number) => {
                let requirement = self.request.requirements.get(*number as usize)?;
                Some(Stated {
                    by: "you".into(),
                    name: &requirement.name,
                    range: self.request.effective(requirement, &self.universe.policy),
                    text: &requirement.text,
                    origin: Origin::Root,
                })
            }
            Cause::Dependency { var, group } => {
                let (package, group) = self.group(*var, *group);
                Some(Stated {
                    by: listed(package, &group.versions(package.size())),
                    name: &group.name,
                    range: &group.range,
                    text: &group.text,
                    origin: Origin::Dependency,
                })
            }
            _ => None,
        }
    }

    fn stated_fact(&self, cause: &Cause, stated: &Stated<'_>) -> String {
        let Stated { by, name, text, .. } = stated;
        let text = if text.trim().is_empty() { "*" } else { text };
        let mut fact = match cause {
            Cause::Root(_) => format!("you asked for {name} {text}"),
            _ => format!("{by} {} {name} {text}", verb(by)),
        };
        let overridden = match cause {
            Cause::Dependency { var, group } => self.group(*var, *group).1.overridden,
            _ => self.universe.policy.overrides.contains_key(name.as_str()),
        };
        if overridden {
            fact.push_str(&format!(" (by your override, {})", stated.range));
        }
        fact.push_str(&self.emptiness(stated));
        fact
    }

    /// What to add when no version at all is accepted.
    fn emptiness(&self, stated: &Stated<'_>) -> String {
        let ids = self.universe.packages(stated.name);
        if ids.is_empty() {
            let source = self.universe.sources.of(stated.name);
            return format!(", and there is no {} in {source}", stated.name);
        }
        let targets = self
            .universe
            .targets(stated.name, stated.range, stated.origin);
        if !targets.is_empty() {
            return String::new();
        }
        let mut text = format!(", and no version of {} is in that range", stated.name);
        let package = ids.first().and_then(|id| self.universe.get(*id));
        let best = package.and_then(|package| package.entry(1).cloned());
        if let Some(best) = best {
            let verdict = stated.range.explain(&best.version, &self.universe.policy);
            let compact = best.version.to_compact();
            // Asked by the root, an exact pin would do what a dependency's does not.
            let message = match verdict.admitted {
                true => "the policy refuses it unless you pin it yourself",
                false => verdict.message.as_str(),
            };
            text.push_str(&format!(" (of {compact}: {message}"));
            if let Some(hint) = &verdict.hint {
                text.push_str(&format!("; {hint}"));
            }
            text.push(')');
        }
        text
    }

    fn unfit_fact(&self, var: Var) -> String {
        let place = self.place(var);
        let package = &place.package;
        let mut reasons: BTreeMap<String, Bits> = BTreeMap::new();
        let named = self.request.named(package);
        for value in place.initial.complement(package.size()).iter() {
            let Some(entry) = package.entry(value) else {
                continue;
            };
            let named = named.contains(&value);
            let policy = &self.universe.policy;
            if let Some(reason) = unfit(entry, policy, self.request.now, named) {
                let none = || Bits::none(package.size());
                reasons
                    .entry(reason.sentence())
                    .or_insert_with(none)
                    .insert(value);
            }
        }
        let parts = reasons.iter().map(|(reason, versions)| {
            let who = listed(package, versions);
            match verb(&who) {
                "need" => format!("each of {who} {reason}"),
                _ => format!("{who} {reason}"),
            }
        });
        parts.collect::<Vec<_>>().join("; ")
    }

    /// A derived nogood as a statement.
    fn conclusion(&self, terms: &Terms) -> String {
        let (open, fixed): (Vec<_>, Vec<_>) = terms.iter().partition(|t| t.bits.contains(0));
        let who = |var: Var, bits: &Bits| listed(&self.place(var).package, bits);
        let have: Vec<String> = fixed.iter().map(|term| who(term.var, &term.bits)).collect();
        let need: Vec<String> = open
            .iter()
            .map(|term| {
                let package = &self.place(term.var).package;
                who(term.var, &term.bits.complement(package.size()))
            })
            .collect();
        match (have.as_slice(), need.as_slice()) {
            ([], []) => "nothing fits".into(),
            ([], need) => format!("{} is needed", joined(need, "or")),
            ([one], []) => format!("{one} cannot be used"),
            (have, []) => format!("{} cannot be used together", joined(have, "and")),
            ([one], need) => format!("{one} {} {}", verb(one), joined(need, "or")),
            (have, need) => {
                let (have, need) = (joined(have, "and"), joined(need, "or"));
                format!("{have} together need {need}")
            }
        }
    }

    /// Where several requirements on one package leave nothing: all of them in one sentence.
    fn clashes(&self, leaves: &[NogoodId]) -> Vec<String> {
        let mut on: BTreeMap<&Name, Vec<(String, String)>> = BTreeMap::new();
        let mut met: BTreeMap<&Name, BTreeSet<usize>> = BTreeMap::new();
        for &id in leaves {
            let Some(stated) = self.stated(&self.solver.lists.nogoods[id as usize].cause) else {
                continue;
            };
            let accepted = self.accepted(&stated);
            let known = met.entry(stated.name).or_insert_with(|| accepted.clone());
            *known = known.intersection(&accepted).copied().collect();
            let text = if stated.text.is_empty() {
                "*"
            } else {
                stated.text
            };
            on.entry(stated.name)
                .or_default()
                .push((text.into(), stated.by));
        }
        let empty = |name: &Name| met.get(name).is_some_and(BTreeSet::is_empty);
        on.into_iter()
            .filter(|(name, stated)| stated.len() > 1 && empty(name))
            .map(|(name, stated)| {
                let each = stated.iter().map(|(text, by)| match by.as_str() {
                    "you" => format!("{text} (asked by you)"),
                    by => format!("{text} (needed by {by})"),
                });
                let each: Vec<String> = each.collect();
                format!("No version of {name} is in {}.", each.join(" and in "))
            })
            .collect()
    }

    /// Positions of the accepted versions, over all lines of a name.
    fn accepted(&self, stated: &Stated<'_>) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        let mut offset = 0;
        for id in self.universe.packages(stated.name) {
            let Some(package) = self.universe.get(id) else {
                continue;
            };
            let policy = &self.universe.policy;
            let accepted = package.accepted(stated.range, policy, stated.origin);
            all.extend(accepted.iter().map(|value| value + offset));
            offset += package.size();
        }
        all
    }

    /// Names in the facts that nobody published, with those that look like them.
    fn near(&self, leaves: &[NogoodId]) -> BTreeMap<String, Vec<String>> {
        let mut near = BTreeMap::new();
        for &id in leaves {
            let Some(stated) = self.stated(&self.solver.lists.nogoods[id as usize].cause) else {
                continue;
            };
            if near.len() == LOOKED_FOR {
                break;
            }
            let known = near.contains_key(stated.name.as_str());
            if !known && self.universe.packages(stated.name).is_empty() {
                let tier = self
                    .universe
                    .snapshot
                    .tier(self.universe.sources.of(stated.name));
                let names = tier.map(|tier| near_names(tier, stated.name.as_str()));
                near.insert(stated.name.to_string(), names.unwrap_or_default());
            }
        }
        near
    }
}

/// `a and b and c`; of many the first and how many more there are.
fn joined(parts: &[String], word: &str) -> String {
    let shown = parts.get(..LISTED).unwrap_or(parts);
    let text = shown.join(&format!(" {word} "));
    match parts.len().saturating_sub(LISTED) {
        0 => text,
        more => format!("{text} {word} {more} more"),
    }
}

/// "needs" for one version, "need" for several.
fn verb(who: &str) -> &'static str {
    match who.contains(" to ") || who.contains(',') {
        true => "need",
        false => "needs",
    }
}
