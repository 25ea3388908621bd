//! Decisions: which package next, which of its versions, and what that one needs.

use std::cmp::Reverse;

use super::{Place, Reason, Relation, Solver};
use crate::resolve::bits::Bits;
use crate::resolve::nogood::{Cause, NogoodId, Term, Var, join_own};
use crate::semverx::preference;

impl Solver<'_> {
    /// The package to decide next and its value: most conflicts first, then fewest versions left,
    /// then the one that came up first.
    pub(super) fn pick(&mut self) -> Option<(Var, usize)> {
        for var in self.lists.dirty.drain(..) {
            let place = &mut self.lists.places[var as usize];
            place.dirty = false;
            place.stamp += 1;
            if !place.decided && !place.domain.contains(0) {
                let key = (
                    place.conflicts / 4,
                    Reverse(place.domain.len()),
                    Reverse(var),
                    place.stamp,
                );
                self.lists.heap.push(key);
            }
        }
        while let Some((_, _, Reverse(var), stamp)) = self.lists.heap.pop() {
            let place = &self.lists.places[var as usize];
            if place.stamp != stamp || place.decided {
                continue;
            }
            if let Some(value) = best(place, &place.domain) {
                return Some((var, value));
            }
        }
        self.choose_line()
    }

    /// With all that must be selected decided: the best line of a requirement that several could
    /// satisfy and none does yet.
    fn choose_line(&mut self) -> Option<(Var, usize)> {
        // What is met stays so until the search goes back.
        while let Some(&id) = self.lists.choices.get(self.chosen)
            && self.is_met(id)
        {
            self.chosen += 1;
            self.looks += 1;
        }
        let open = self.lists.choices.get(self.chosen..).unwrap_or_default();
        let mut looked = 0;
        let found = open.iter().find_map(|&id| {
            looked += 1;
            self.best_line(id)
        });
        self.looks += looked;
        found
    }

    fn is_met(&self, id: NogoodId) -> bool {
        let domain = |term: &Term| &self.lists.places[term.var as usize].domain;
        let mut terms = self.lists.nogoods[id as usize].terms.iter();
        terms.any(|term| domain(term).is_disjoint(&term.bits))
    }

    /// The best line for one requirement; none if it is met, or nobody selected requires it.
    fn best_line(&self, id: NogoodId) -> Option<(Var, usize)> {
        let terms = &self.lists.nogoods[id as usize].terms;
        let domain = |term: &Term| &self.lists.places[term.var as usize].domain;
        let idle = |term: &Term| !term.bits.contains(0) && !domain(term).is_subset(&term.bits);
        if self.is_met(id) || terms.iter().any(idle) {
            return None;
        }
        let options = terms.iter().filter(|term| term.bits.contains(0));
        let options = options.filter_map(|term| {
            let place = &self.lists.places[term.var as usize];
            let mut open = place.domain.clone();
            open.subtract(&term.bits);
            let value = best(place, &open)?;
            let version = &place.package.entry(value)?.version;
            Some((term.var, value, version))
        });
        let chosen = options.max_by(|a, b| preference(a.2, b.2))?;
        Some((chosen.0, chosen.1))
    }

    /// Makes the requirements of a version known; decides for it unless they already rule it out.
    pub(super) fn try_decide(&mut self, var: Var, value: usize) {
        let package = self.lists.places[var as usize].package.clone();
        let groups = value
            .checked_sub(1)
            .and_then(|at| package.groups_of.get(at));
        let mut ruled_out = false;
        for &group in groups.into_iter().flatten() {
            let known = &mut self.lists.places[var as usize].grouped;
            if known.contains(group as usize) {
                continue;
            }
            known.insert(group as usize);
            let requirement = &package.groups[group as usize];
            let own = Term {
                var,
                bits: requirement.versions(package.size()),
            };
            let mut terms = self.terms(self.universe.targets_of(requirement));
            join_own(&mut terms, own);
            let id = self.add(terms, Cause::Dependency { var, group });
            ruled_out |= !matches!(
                self.relation(&self.lists.nogoods[id as usize].terms),
                Relation::Open
            );
        }
        if ruled_out {
            self.enqueue(var);
            self.touch(var);
            return;
        }
        self.level += 1;
        let place = &mut self.lists.places[var as usize];
        place.domain = Bits::one(place.package.size(), value);
        place.decided = true;
        self.record(var, Reason::Decision(value));
    }
}

fn best(place: &Place, open: &Bits) -> Option<usize> {
    let mut favourites = place.favourites.iter().copied();
    favourites
        .find(|&value| open.contains(value))
        .or_else(|| open.first_version())
}
