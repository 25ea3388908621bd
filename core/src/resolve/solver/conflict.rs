//! Conflicts: what a broken nogood teaches, and how far back the search has to go.

use std::cmp::Reverse;

use super::{Reason, Solver, Step, further_words};
use crate::resolve::bits::Bits;
use crate::resolve::nogood::{Cause, NogoodId, Term, Terms, Var, resolve};

impl Solver<'_> {
    /// Resolves a conflict backwards until the nogood left over tells something at an earlier
    /// level, and goes back there. `Err` is the empty nogood.
    pub(super) fn learn(&mut self, conflict: NogoodId) -> Result<NogoodId, NogoodId> {
        let mut terms = self.lists.nogoods[conflict as usize].terms.clone();
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
            let step = self.lists.trail[at as usize - 1];
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

    pub(super) fn blame(&mut self, terms: &Terms) {
        for term in terms {
            self.lists.places[term.var as usize].conflicts += 1;
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
        self.looks += terms.iter().map(|t| further_words(&t.bits)).sum::<u64>();
        let places = &self.lists.places;
        let other = &self.lists.nogoods[with as usize].terms;
        resolve(terms, other, pivot, |var| {
            places[var as usize].package.size()
        });
        chain.push((pivot, with));
    }

    /// The nogood that says which versions of a package are no candidates.
    fn unfit_nogood(&mut self, var: Var) -> NogoodId {
        let place = &self.lists.places[var as usize];
        if let Some(known) = place.unfit {
            return known;
        }
        let bits = place.initial.complement(place.package.size());
        let id = self.add(Terms::from_iter([Term { var, bits }]), Cause::Unfit(var));
        self.lists.places[var as usize].unfit = Some(id);
        id
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
        let place = &self.lists.places[term.var as usize];
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
                Bits::one(self.lists.places[step.var as usize].package.size(), value)
            }
            Reason::Nogood(id, term) => {
                let term = &self.lists.nogoods[id as usize].terms[term as usize];
                term.bits
                    .complement(self.lists.places[step.var as usize].package.size())
            }
        };
        let first = |term: &Term| match term.var == step.var {
            true => self.first_within(term, at, Some(&said)),
            false => self.first_within(term, at, None),
        };
        let last = terms.iter().map(first).max().unwrap_or(0);
        match last.checked_sub(1) {
            None => 0,
            Some(index) => self
                .lists
                .trail
                .get(index as usize)
                .map_or(0, |step| step.level),
        }
    }

    pub(super) fn backtrack(&mut self, level: u32) {
        self.forget_queue();
        while let Some(step) = self.lists.trail.last().copied() {
            if step.level <= level {
                break;
            }
            self.lists.trail.pop();
            let place = &mut self.lists.places[step.var as usize];
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
        self.chosen = 0;
    }
}
