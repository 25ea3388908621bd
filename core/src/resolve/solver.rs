//! The search: PubGrub over finite sets.
//!
//! Every package has a domain, the values still open to it. Nogoods of which all terms but one hold
//! shrink the domain of the last (propagation); when nothing shrinks, the most constrained package
//! that must be selected is given its best version (decision), and that version's requirements
//! become nogoods. A nogood whose every term holds is a conflict: resolved backwards along the trail
//! it gives a new nogood that undoes the decisions to blame. Order of everything is by number, so
//! equal inputs take equal steps.

mod conflict;
mod decide;
mod lists;

use std::cmp::Reverse;
use std::sync::Arc;

use smallvec::SmallVec;

use super::bits::Bits;
use super::fitness::unfit;
use super::nogood::{Cause, Nogood, NogoodId, Term, Terms, Var};
use super::universe::{Package, PackageId, Target, Universe};
use super::{Request, ResolveError};
use crate::semverx::Origin;
pub(super) use lists::Lists;

/// Words looked at or kept, 64 values each, that count as one step.
const LOOKS_A_STEP: u64 = 64;

/// Steps between two questions whether to go on.
const BETWEEN_QUESTIONS: u64 = 4096;

/// How a search ended.
pub(super) enum Outcome {
    /// The chosen value of each package that is selected.
    Found(Vec<(Var, usize)>),
    /// The nogood that says that nothing holds.
    Refuted(NogoodId),
}

/// A package within this search.
pub(super) struct Place {
    pub(super) package: Arc<Package>,
    /// Candidates and "not selected", before anything was decided.
    pub(super) initial: Bits,
    domain: Bits,
    /// After which step the domain became what; steps count from 1.
    history: SmallVec<[(u32, Bits); 3]>,
    decided: bool,
    /// The nogoods with a term on it, and which term.
    watched: SmallVec<[(NogoodId, u32); 6]>,
    /// The groups whose nogoods are known.
    grouped: Bits,
    /// The nogood of what is no candidate, once it was needed.
    unfit: Option<NogoodId>,
    conflicts: u32,
    stamp: u32,
    favourites: SmallVec<[usize; 1]>,
    queued: bool,
    dirty: bool,
}

#[derive(Clone, Copy)]
enum Reason {
    Decision(usize),
    Nogood(NogoodId, u32),
}

#[derive(Clone, Copy)]
struct Step {
    var: Var,
    level: u32,
    reason: Reason,
}

/// What stands between two search states.
enum Relation {
    Conflict,
    /// All terms hold but this one.
    Unit(u32),
    Open,
}

pub(super) struct Solver<'a> {
    universe: &'a Universe,
    request: &'a Request,
    going: &'a dyn Fn() -> bool,
    next_question: u64,
    pub(super) lists: Lists,
    level: u32,
    pub(super) steps: u64,
    looks: u64,
    /// So many of the first choices are met until the search goes back.
    chosen: usize,
}

impl Drop for Solver<'_> {
    fn drop(&mut self) {
        self.universe.keep(std::mem::take(&mut self.lists));
    }
}

impl<'a> Solver<'a> {
    pub(super) fn new(
        universe: &'a Universe,
        request: &'a Request,
        going: &'a dyn Fn() -> bool,
    ) -> Solver<'a> {
        Solver {
            universe,
            request,
            going,
            next_question: BETWEEN_QUESTIONS,
            lists: universe.lists(),
            level: 0,
            steps: 0,
            looks: 0,
            chosen: 0,
        }
    }

    pub(super) fn run(&mut self) -> Result<Outcome, ResolveError> {
        for (number, requirement) in self.request.requirements.iter().enumerate() {
            let range = self.request.effective(requirement, &self.universe.policy);
            let targets = self
                .universe
                .targets(&requirement.name, range, Origin::Root);
            let terms = self.terms(&targets);
            let id = self.add(terms, Cause::Root(number as u32));
            if let Some(refuted) = self.settle(id)? {
                return Ok(Outcome::Refuted(refuted));
            }
        }
        loop {
            while let Err(conflict) = self.propagate() {
                if let Some(refuted) = self.settle(conflict)? {
                    return Ok(Outcome::Refuted(refuted));
                }
            }
            self.pay()?;
            let Some((var, value)) = self.pick() else {
                return Ok(Outcome::Found(self.selected()));
            };
            self.try_decide(var, value);
        }
    }

    /// The package whose conflicts were most, for a search that ran out of steps.
    pub(super) fn most_conflicting(&self) -> Option<&Place> {
        let places = self.lists.places.iter().enumerate();
        places
            .max_by_key(|(at, place)| (place.conflicts, Reverse(*at)))
            .map(|(_, place)| place)
    }

    fn selected(&self) -> Vec<(Var, usize)> {
        let places = self.lists.places.iter().enumerate();
        places
            .filter(|(_, place)| place.decided)
            .filter_map(|(var, place)| Some((var as Var, place.domain.first_version()?)))
            .collect()
    }

    fn pay(&mut self) -> Result<(), ResolveError> {
        let paid = self.steps + self.looks / LOOKS_A_STEP;
        if paid >= self.next_question {
            self.next_question = paid + BETWEEN_QUESTIONS;
            if !(self.going)() {
                return Err(ResolveError::Stopped);
            }
        }
        if paid <= self.universe.policy.budget {
            return Ok(());
        }
        Err(ResolveError::Budget {
            budget: self.universe.policy.budget,
            package: self
                .most_conflicting()
                .map(|place| place.package.label.to_string()),
        })
    }

    /// The number of a package that came up.
    pub(super) fn var_of(&self, id: PackageId) -> Option<Var> {
        self.lists.vars.get(&id).copied()
    }

    /// The place of a package, made when it first comes up.
    fn var(&mut self, id: PackageId) -> Option<Var> {
        if let Some(&var) = self.lists.vars.get(&id) {
            return Some(var);
        }
        let package = self.universe.get(id)?;
        let size = package.size();
        let mut initial = package.unfit.complement(size);
        if self.universe.policy.min_release_age.is_some() {
            initial = self.aged(&package);
        }
        for value in self.request.named(&package) {
            let fit = package.entry(value).is_some_and(|entry| {
                unfit(entry, &self.universe.policy, self.request.now, true).is_none()
            });
            if fit {
                initial.insert(value);
            }
        }
        let var = self.lists.places.len() as Var;
        self.lists.places.push(Place {
            favourites: self.request.locked(&package),
            grouped: Bits::none(package.groups.len()),
            domain: initial.clone(),
            initial,
            package,
            history: SmallVec::new(),
            decided: false,
            watched: SmallVec::new(),
            unfit: None,
            conflicts: 0,
            stamp: 0,
            queued: false,
            dirty: false,
        });
        self.lists.vars.insert(id, var);
        Some(var)
    }

    fn aged(&self, package: &Package) -> Bits {
        let mut bits = Bits::one(package.size(), 0);
        for (at, entry) in package.entries.iter().enumerate() {
            if unfit(entry, &self.universe.policy, self.request.now, false).is_none() {
                bits.insert(at + 1);
            }
        }
        bits
    }

    fn terms(&mut self, targets: &[Target]) -> Terms {
        let mut terms = Terms::new();
        for (id, forbidden) in targets {
            if let Some(var) = self.var(*id) {
                let bits = forbidden.clone();
                terms.push(Term { var, bits });
            }
        }
        terms
    }

    fn add(&mut self, terms: Terms, cause: Cause) -> NogoodId {
        let id = self.lists.nogoods.len() as NogoodId;
        for (at, term) in terms.iter().enumerate() {
            self.looks += further_words(&term.bits);
            self.lists.places[term.var as usize]
                .watched
                .push((id, at as u32));
        }
        let open = terms.iter().filter(|term| term.bits.contains(0)).count();
        if open > 1 && !matches!(cause, Cause::Learned { .. }) {
            self.lists.choices.push(id);
        }
        self.lists.nogoods.push(Nogood { terms, cause });
        id
    }

    fn touch(&mut self, var: Var) {
        let place = &mut self.lists.places[var as usize];
        if !place.dirty {
            place.dirty = true;
            self.lists.dirty.push(var);
        }
    }

    fn enqueue(&mut self, var: Var) {
        let place = &mut self.lists.places[var as usize];
        if !place.queued {
            place.queued = true;
            self.lists.queue.push_back(var);
        }
    }

    fn relation(&self, terms: &[Term]) -> Relation {
        let mut unit = None;
        for (at, term) in terms.iter().enumerate() {
            let domain = &self.lists.places[term.var as usize].domain;
            if domain.is_subset(&term.bits) {
                continue;
            }
            if unit.is_some() || domain.is_disjoint(&term.bits) {
                return Relation::Open;
            }
            unit = Some(at as u32);
        }
        unit.map_or(Relation::Conflict, Relation::Unit)
    }

    /// Shrinks the domain that the one open term of a nogood speaks of.
    fn derive(&mut self, id: NogoodId, at: u32) {
        let Nogood { terms, .. } = &self.lists.nogoods[id as usize];
        let term = &terms[at as usize];
        let var = term.var;
        let place = &mut self.lists.places[var as usize];
        place.domain.subtract(&term.bits);
        self.record(var, Reason::Nogood(id, at));
    }

    fn record(&mut self, var: Var, reason: Reason) {
        let level = self.level;
        self.lists.trail.push(Step { var, level, reason });
        let at = self.lists.trail.len() as u32;
        let place = &mut self.lists.places[var as usize];
        place.history.push((at, place.domain.clone()));
        self.looks += further_words(&place.domain);
        self.steps += 1;
        self.touch(var);
        self.enqueue(var);
    }

    /// Until nothing follows any more, or a nogood holds.
    fn propagate(&mut self) -> Result<(), NogoodId> {
        while let Some(var) = self.lists.queue.pop_front() {
            self.lists.places[var as usize].queued = false;
            if self.level == 0 {
                self.drop_settled(var);
            }
            let mut next = self.lists.places[var as usize].watched.len();
            // The newest first: what was learned says most.
            while next > 0 {
                next -= 1;
                let place = &self.lists.places[var as usize];
                let (id, at) = place.watched[next];
                self.looks += place.domain.word_count() as u64;
                let terms = &self.lists.nogoods[id as usize].terms;
                if place.domain.is_disjoint(&terms[at as usize].bits) {
                    continue;
                }
                match self.relation(terms) {
                    Relation::Open => {}
                    Relation::Unit(at) => self.derive(id, at),
                    Relation::Conflict => {
                        self.forget_queue();
                        return Err(id);
                    }
                }
            }
        }
        Ok(())
    }

    /// Before any decision: what a package's domain rules out stays ruled out, so the nogoods that
    /// are obeyed by it need no more looks.
    fn drop_settled(&mut self, var: Var) {
        let Lists {
            places, nogoods, ..
        } = &mut self.lists;
        let place = &mut places[var as usize];
        let bits = |id: NogoodId, at: u32| &nogoods[id as usize].terms[at as usize].bits;
        let domain = &place.domain;
        place
            .watched
            .retain(|&mut (id, at)| !domain.is_disjoint(bits(id, at)));
    }

    fn forget_queue(&mut self) {
        while let Some(var) = self.lists.queue.pop_front() {
            self.lists.places[var as usize].queued = false;
        }
    }

    /// Acts on a nogood that may be new, unit or broken. The answer is the empty nogood, if it
    /// comes to that.
    fn settle(&mut self, id: NogoodId) -> Result<Option<NogoodId>, ResolveError> {
        let mut id = id;
        loop {
            self.pay()?;
            match self.relation(&self.lists.nogoods[id as usize].terms) {
                Relation::Open => return Ok(None),
                Relation::Unit(at) => {
                    self.derive(id, at);
                    return Ok(None);
                }
                Relation::Conflict => match self.learn(id) {
                    Ok(learned) => id = learned,
                    Err(refuted) => return Ok(Some(refuted)),
                },
            }
        }
    }
}

/// What a set takes beyond one word: steps over packages of thousands of versions cost more.
fn further_words(bits: &Bits) -> u64 {
    bits.word_count().saturating_sub(1) as u64
}
