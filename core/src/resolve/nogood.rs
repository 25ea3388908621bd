//! Nogoods: what cannot hold together, and how each came to be known.
//!
//! A nogood `{p: P, q: Q}` says: no answer gives `p` a value of P *and* `q` a value of Q. "p 1.0 needs
//! q in S" is `{p: {1.0}, q: everything but S}`, where "not selected" is one of q's values. Two nogoods
//! resolve on a package: its values join, those of all others meet; what both forbid, follows. A
//! term of all values holds always and is left out; the empty nogood says that nothing holds.

use smallvec::SmallVec;

use super::bits::Bits;

/// A package of this run, numbered as they come up.
pub(super) type Var = u32;
/// Index of a nogood.
pub(super) type NogoodId = u32;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) var: Var,
    pub(super) bits: Bits,
}

pub(super) type Terms = SmallVec<[Term; 2]>;

/// Where a nogood comes from.
#[derive(Clone, Debug)]
pub(super) enum Cause {
    /// The request's requirement of this number.
    Root(u32),
    /// The versions of a package that are no candidates.
    Unfit(Var),
    /// The versions of a package that state the same requirement.
    Dependency { var: Var, group: u32 },
    /// `first`, resolved on each package with each further nogood, in order.
    Learned {
        first: NogoodId,
        chain: Box<[(Var, NogoodId)]>,
    },
}

pub(super) struct Nogood {
    pub(super) terms: Terms,
    pub(super) cause: Cause,
}

/// Resolves `terms` with `other` on `pivot`. `size` tells a package's number of values.
pub(super) fn resolve(terms: &mut Terms, other: &[Term], pivot: Var, size: impl Fn(Var) -> usize) {
    for term in other {
        match terms.iter_mut().find(|t| t.var == term.var) {
            Some(mine) if term.var == pivot => mine.bits.union(&term.bits),
            Some(mine) => mine.bits.intersect(&term.bits),
            None if term.var == pivot => {}
            None => terms.push(term.clone()),
        }
    }
    terms.retain(|term| !term.bits.is_all(size(term.var)));
}

/// Adds what a requirement's owner contributes. A package may require itself: then its versions that
/// do, meet what the requirement forbids.
pub(super) fn join_own(terms: &mut Terms, own: Term) {
    match terms.iter_mut().find(|term| term.var == own.var) {
        Some(term) => term.bits.intersect(&own.bits),
        None => terms.insert(0, own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether an assignment (a value for each of three packages) is forbidden.
    fn forbids(terms: &[Term], values: &[usize; 3]) -> bool {
        terms
            .iter()
            .all(|t| t.bits.contains(values[t.var as usize]))
    }

    fn terms(masks: [u8; 3]) -> Terms {
        let mut terms = Terms::new();
        for (var, mask) in masks.into_iter().enumerate() {
            let mut bits = Bits::none(4);
            (0..4)
                .filter(|v| mask >> v & 1 == 1)
                .for_each(|v| bits.insert(v));
            if !bits.is_all(4) {
                terms.push(Term {
                    var: var as Var,
                    bits,
                });
            }
        }
        terms
    }

    proptest! {
        /// Whatever the resolvent forbids, one of the two forbids.
        #[test]
        fn follows(a in any::<[u8; 3]>(), b in any::<[u8; 3]>(), pivot in 0u32..3) {
            let (a, b) = (terms(a), terms(b));
            prop_assume!(a.iter().any(|t| t.var == pivot) && b.iter().any(|t| t.var == pivot));
            let mut derived = a.clone();
            resolve(&mut derived, &b, pivot, |_| 4);
            for n in 0..64 {
                let values = [n & 3, n >> 2 & 3, n >> 4];
                if forbids(&derived, &values) {
                    prop_assert!(forbids(&a, &values) || forbids(&b, &values));
                }
            }
        }
    }
}
