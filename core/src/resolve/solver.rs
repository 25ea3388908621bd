//! The search: PubGrub over finite sets.
//!
//! Every package has a domain, the values still open to it. Nogoods of which all terms but one hold
//! shrink the domain of the last (propagation); when nothing shrinks, the most constrained package
//! that must be selected is given its best version (decision), and that version's requirements
//! become nogoods. A nogood whose every term holds is a conflict: resolved backwards along the trail
//! it gives a new nogood that undoes the decisions to blame. Order of everything is by number, so
//! equal inputs take equal steps.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use smallvec::SmallVec;

use super::bits::Bits;
use super::fitness::unfit;
use super::nogood::{Cause, Nogood, NogoodId, Term, Terms, Var, join_own, resolve};
use super::universe::{Package, PackageId, Target, Universe};
use super::{Request, ResolveError};
use crate::semverx::Origin;

/// Looks at nogoods that count as one step.
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
    conflicts: u32,
    stamp: u32,
    favourite: Option<usize>,
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

/// Multiplies: package numbers need no more.
#[derive(Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = (self.0 ^ u64::from(n)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// The lists of a search. A search that is over leaves them, empty, to the next.
#[derive(Default)]
pub(super) struct Lists {
    places: Vec<Place>,
    vars: HashMap<PackageId, Var, BuildHasherDefault<Spread>>,
    nogoods: Vec<Nogood>,
    trail: Vec<Step>,
    queue: VecDeque<Var>,
    dirty: Vec<Var>,
    heap: BinaryHeap<Turn>,
    choices: Vec<NogoodId>,
}

impl Lists {
    /// Whether keeping them costs little.
    pub(super) fn is_ordinary(&self) -> bool {
        self.places.capacity() <= 4096 && self.nogoods.capacity() <= 65_536
    }
}

/// Conflicts, versions left, number and stamp of a package that waits for its decision.
type Turn = (u32, Reverse<usize>, Reverse<Var>, u32);

pub(super) struct Solver<'a> {
    universe: &'a Universe,
    request: &'a Request,
    going: &'a dyn Fn() -> bool,
    next_question: u64,
    pub(super) places: Vec<Place>,
    vars: HashMap<PackageId, Var, BuildHasherDefault<Spread>>,
    pub(super) nogoods: Vec<Nogood>,
    trail: Vec<Step>,
    level: u32,
    queue: VecDeque<Var>,
    dirty: Vec<Var>,
    heap: BinaryHeap<Turn>,
    /// Nogoods with several terms that a selection could satisfy: only `lines` makes them.
    choices: Vec<NogoodId>,
    pub(super) steps: u64,
    looks: u64,
}

impl Drop for Solver<'_> {
    fn drop(&mut self) {
        let mut lists = Lists {
            places: std::mem::take(&mut self.places),
            vars: std::mem::take(&mut self.vars),
            nogoods: std::mem::take(&mut self.nogoods),
            trail: std::mem::take(&mut self.trail),
            queue: std::mem::take(&mut self.queue),
            dirty: std::mem::take(&mut self.dirty),
            heap: std::mem::take(&mut self.heap),
            choices: std::mem::take(&mut self.choices),
        };
        lists.places.clear();
        lists.vars.clear();
        lists.nogoods.clear();
        lists.trail.clear();
        lists.queue.clear();
        lists.dirty.clear();
        lists.heap.clear();
        lists.choices.clear();
        self.universe.keep(lists);
    }
}

impl<'a> Solver<'a> {
    pub(super) fn new(
        universe: &'a Universe,
        request: &'a Request,
        going: &'a dyn Fn() -> bool,
    ) -> Solver<'a> {
        let lists = universe.lists();
        Solver {
            universe,
            request,
            going,
            next_question: BETWEEN_QUESTIONS,
            places: lists.places,
            vars: lists.vars,
            nogoods: lists.nogoods,
            trail: lists.trail,
            level: 0,
            queue: lists.queue,
            dirty: lists.dirty,
            heap: lists.heap,
            choices: lists.choices,
            steps: 0,
            looks: 0,
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
        let places = self.places.iter().enumerate();
        places
            .max_by_key(|(at, place)| (place.conflicts, Reverse(*at)))
            .map(|(_, place)| place)
    }

    fn selected(&self) -> Vec<(Var, usize)> {
        let places = self.places.iter().enumerate();
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
        self.vars.get(&id).copied()
    }

    /// The place of a package, made when it first comes up.
    fn var(&mut self, id: PackageId) -> Option<Var> {
        if let Some(&var) = self.vars.get(&id) {
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
        let var = self.places.len() as Var;
        self.places.push(Place {
            favourite: self.request.locked(&package),
            grouped: Bits::none(package.groups.len()),
            domain: initial.clone(),
            initial,
            package,
            history: SmallVec::new(),
            decided: false,
            watched: SmallVec::new(),
            conflicts: 0,
            stamp: 0,
            queued: false,
            dirty: false,
        });
        self.vars.insert(id, var);
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
        let id = self.nogoods.len() as NogoodId;
        for (at, term) in terms.iter().enumerate() {
            self.places[term.var as usize].watched.push((id, at as u32));
        }
        let open = terms.iter().filter(|term| term.bits.contains(0)).count();
        if open > 1 && !matches!(cause, Cause::Learned { .. }) {
            self.choices.push(id);
        }
        self.nogoods.push(Nogood { terms, cause });
        id
    }

    fn touch(&mut self, var: Var) {
        let place = &mut self.places[var as usize];
        if !place.dirty {
            place.dirty = true;
            self.dirty.push(var);
        }
    }

    fn enqueue(&mut self, var: Var) {
        let place = &mut self.places[var as usize];
        if !place.queued {
            place.queued = true;
            self.queue.push_back(var);
        }
    }

    fn relation(&self, terms: &[Term]) -> Relation {
        let mut unit = None;
        for (at, term) in terms.iter().enumerate() {
            let domain = &self.places[term.var as usize].domain;
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
        let Nogood { terms, .. } = &self.nogoods[id as usize];
        let term = &terms[at as usize];
        let var = term.var;
        let place = &mut self.places[var as usize];
        place.domain.subtract(&term.bits);
        self.record(var, Reason::Nogood(id, at));
    }

    fn record(&mut self, var: Var, reason: Reason) {
        let level = self.level;
        self.trail.push(Step { var, level, reason });
        let at = self.trail.len() as u32;
        let place = &mut self.places[var as usize];
        place.history.push((at, place.domain.clone()));
        self.steps += 1;
        self.touch(var);
        self.enqueue(var);
    }

    /// Until nothing follows any more, or a nogood holds.
    fn propagate(&mut self) -> Result<(), NogoodId> {
        while let Some(var) = self.queue.pop_front() {
            self.places[var as usize].queued = false;
            let mut next = self.places[var as usize].watched.len();
            // The newest first: what was learned says most.
            while next > 0 {
                next -= 1;
                let place = &self.places[var as usize];
                let (id, at) = place.watched[next];
                self.looks += 1;
                let terms = &self.nogoods[id as usize].terms;
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

    fn forget_queue(&mut self) {
        while let Some(var) = self.queue.pop_front() {
            self.places[var as usize].queued = false;
        }
    }

    /// Acts on a nogood that may be new, unit or broken. The answer is the empty nogood, if it
    /// comes to that.
    fn settle(&mut self, id: NogoodId) -> Result<Option<NogoodId>, ResolveError> {
        let mut id = id;
        loop {
            self.pay()?;
            match self.relation(&self.nogoods[id as usize].terms) {
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

    /// Resolves a conflict backwards until the nogood left over tells something at an earlier
    /// level, and goes back there. `Err` is the empty nogood.
    fn learn(&mut self, conflict: NogoodId) -> Result<NogoodId, NogoodId> {
        let mut terms = self.nogoods[conflict as usize].terms.clone();
        let mut chain: Vec<(Var, NogoodId)> = Vec::new();
        self.blame(&terms);
        let found = loop {
            let Some((at, var)) = self.satisfier(&terms) else {
                break Err(());
            };
            if at == 0 {
                let fact = self.unfit_nogood(var);
                self.resolve_with(&mut terms, &mut chain, var, fact);
                continue;
            }
            let step = self.trail[at as usize - 1];
            let back = self.previous(&terms, at, &step);
            match step.reason {
                Reason::Nogood(cause, _) if back >= step.level => {
                    self.resolve_with(&mut terms, &mut chain, var, cause);
                }
                _ => break Ok(back),
            }
        };
        let learned = if chain.is_empty() {
            conflict
        } else {
            let chain = chain.into_boxed_slice();
            self.add(
                terms,
                Cause::Learned {
                    first: conflict,
                    chain,
                },
            )
        };
        match found {
            Ok(level) => {
                self.backtrack(level);
                Ok(learned)
            }
            Err(()) => Err(learned),
        }
    }

    fn blame(&mut self, terms: &Terms) {
        for term in terms {
            self.places[term.var as usize].conflicts += 1;
            self.touch(term.var);
        }
    }

    fn resolve_with(
        &mut self,
        terms: &mut Terms,
        chain: &mut Vec<(Var, NogoodId)>,
        pivot: Var,
        with: NogoodId,
    ) {
        self.steps += 1;
        let places = &self.places;
        let other = &self.nogoods[with as usize].terms;
        resolve(terms, other, pivot, |var| {
            places[var as usize].package.size()
        });
        chain.push((pivot, with));
    }

    /// The nogood that says which versions of a package are no candidates.
    fn unfit_nogood(&mut self, var: Var) -> NogoodId {
        let place = &self.places[var as usize];
        let bits = place.initial.complement(place.package.size());
        let known = place.watched.iter().map(|(id, _)| *id);
        let mut known = known
            .filter(|&id| matches!(self.nogoods[id as usize].cause, Cause::Unfit(v) if v == var));
        match known.next() {
            Some(id) => id,
            None => self.add(Terms::from_iter([Term { var, bits }]), Cause::Unfit(var)),
        }
    }

    /// The step after which all terms hold, and its package; step 0 is before any.
    fn satisfier(&self, terms: &Terms) -> Option<(u32, Var)> {
        let at = |term: &Term| (self.first_within(term, u32::MAX, None), term.var);
        terms
            .iter()
            .map(at)
            .max_by_key(|&(at, var)| (at, Reverse(var)))
    }

    /// The first step after which a package's domain (met with `also`) lies within a term.
    fn first_within(&self, term: &Term, before: u32, also: Option<&Bits>) -> u32 {
        let place = &self.places[term.var as usize];
        let within = |domain: &Bits| match also {
            None => domain.is_subset(&term.bits),
            Some(also) => domain.meet_is_subset(also, &term.bits),
        };
        if within(&place.initial) {
            return 0;
        }
        // Domains only shrink, so the first one within is found by halving.
        let end = place.history.partition_point(|(at, _)| *at < before);
        let first = place.history[..end].partition_point(|(_, domain)| !within(domain));
        place.history.get(first).map_or(u32::MAX, |(at, _)| *at)
    }

    /// The level at which all terms held but for what the satisfying step itself said.
    fn previous(&self, terms: &Terms, at: u32, step: &Step) -> u32 {
        let said = match step.reason {
            Reason::Decision(value) => {
                Bits::one(self.places[step.var as usize].package.size(), value)
            }
            Reason::Nogood(id, term) => {
                let term = &self.nogoods[id as usize].terms[term as usize];
                term.bits
                    .complement(self.places[step.var as usize].package.size())
            }
        };
        let first = |term: &Term| match term.var == step.var {
            true => self.first_within(term, at, Some(&said)),
            false => self.first_within(term, at, None),
        };
        let last = terms.iter().map(first).max().unwrap_or(0);
        match last.checked_sub(1) {
            None => 0,
            Some(index) => self.trail.get(index as usize).map_or(0, |step| step.level),
        }
    }

    fn backtrack(&mut self, level: u32) {
        self.forget_queue();
        while let Some(step) = self.trail.last().copied() {
            if step.level <= level {
                break;
            }
            self.trail.pop();
            let place = &mut self.places[step.var as usize];
            place.history.pop();
            let domain = place
                .history
                .last()
                .map_or(&place.initial, |(_, domain)| domain);
            place.domain = domain.clone();
            if matches!(step.reason, Reason::Decision(_)) {
                place.decided = false;
            }
            self.touch(step.var);
        }
        self.level = level;
    }

    /// The package to decide next and its value: most conflicts first, then fewest versions left,
    /// then the one that came up first.
    fn pick(&mut self) -> Option<(Var, usize)> {
        for var in self.dirty.drain(..) {
            let place = &mut self.places[var as usize];
            place.dirty = false;
            place.stamp += 1;
            if !place.decided && !place.domain.contains(0) {
                let key = (
                    place.conflicts / 4,
                    Reverse(place.domain.len()),
                    Reverse(var),
                    place.stamp,
                );
                self.heap.push(key);
            }
        }
        while let Some((_, _, Reverse(var), stamp)) = self.heap.pop() {
            let place = &self.places[var as usize];
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
    fn choose_line(&self) -> Option<(Var, usize)> {
        self.choices.iter().find_map(|&id| {
            let terms = &self.nogoods[id as usize].terms;
            let domain = |term: &Term| &self.places[term.var as usize].domain;
            let met = terms
                .iter()
                .any(|term| domain(term).is_disjoint(&term.bits));
            if met
                || terms
                    .iter()
                    .any(|t| !t.bits.contains(0) && !domain(t).is_subset(&t.bits))
            {
                return None;
            }
            let options = terms.iter().filter(|term| term.bits.contains(0));
            let options = options.filter_map(|term| {
                let place = &self.places[term.var as usize];
                let mut open = place.domain.clone();
                open.subtract(&term.bits);
                let value = best(place, &open)?;
                let version = &place.package.entry(value)?.version;
                Some((term.var, value, version))
            });
            let chosen = options.max_by(|a, b| crate::semverx::preference(a.2, b.2))?;
            Some((chosen.0, chosen.1))
        })
    }

    /// Makes the requirements of a version known; decides for it unless they already rule it out.
    fn try_decide(&mut self, var: Var, value: usize) {
        let package = self.places[var as usize].package.clone();
        let groups = value
            .checked_sub(1)
            .and_then(|at| package.groups_of.get(at));
        let mut ruled_out = false;
        for &group in groups.into_iter().flatten() {
            let known = &mut self.places[var as usize].grouped;
            if known.contains(group as usize) {
                continue;
            }
            known.insert(group as usize);
            let requirement = &package.groups[group as usize];
            let own = Term {
                var,
                bits: requirement.versions.clone(),
            };
            let mut terms = self.terms(self.universe.targets_of(requirement));
            join_own(&mut terms, own);
            let id = self.add(terms, Cause::Dependency { var, group });
            ruled_out |= !matches!(
                self.relation(&self.nogoods[id as usize].terms),
                Relation::Open
            );
        }
        if ruled_out {
            self.enqueue(var);
            self.touch(var);
            return;
        }
        self.level += 1;
        let place = &mut self.places[var as usize];
        place.domain = Bits::one(place.package.size(), value);
        place.decided = true;
        self.record(var, Reason::Decision(value));
    }
}

fn best(place: &Place, open: &Bits) -> Option<usize> {
    match place.favourite {
        Some(value) if open.contains(value) => Some(value),
        _ => open.first_version(),
    }
}
