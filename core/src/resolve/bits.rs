//! Sets of a package's values as bits: value 0 is "not selected", value i its i-th version.
//!
//! All sets of one package have the same form. Up to 63 versions, which most packages have, a set is
//! one word and needs no allocation.

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Bits {
    One(u64),
    Many(Box<[u64]>),
}

/// What both sets say of a word, for all words.
macro_rules! words {
    ($a:expr, $b:expr, |$x:ident, $y:ident| $test:expr) => {
        match ($a, $b) {
            (Bits::One($x), Bits::One($y)) => $test,
            (a, b) => a.words().iter().zip(b.words()).all(|($x, $y)| $test),
        }
    };
}

impl Bits {
    /// No value, of `size` values.
    pub(super) fn none(size: usize) -> Bits {
        match size {
            0..=64 => Bits::One(0),
            _ => Bits::Many(vec![0; size.div_ceil(64)].into()),
        }
    }

    /// Every value.
    pub(super) fn all(size: usize) -> Bits {
        let mut bits = Bits::none(size);
        let spare = (64 - size % 64) % 64;
        let words = bits.words_mut();
        words.fill(u64::MAX);
        if let Some(last) = words.last_mut() {
            *last >>= spare;
        }
        bits
    }

    pub(super) fn one(size: usize, value: usize) -> Bits {
        let mut bits = Bits::none(size);
        bits.insert(value);
        bits
    }

    #[inline]
    fn words(&self) -> &[u64] {
        match self {
            Bits::One(word) => std::slice::from_ref(word),
            Bits::Many(words) => words,
        }
    }

    #[inline]
    fn words_mut(&mut self) -> &mut [u64] {
        match self {
            Bits::One(word) => std::slice::from_mut(word),
            Bits::Many(words) => words,
        }
    }

    /// Words that it takes.
    pub(super) fn word_count(&self) -> usize {
        self.words().len()
    }

    pub(super) fn insert(&mut self, value: usize) {
        if let Some(word) = self.words_mut().get_mut(value / 64) {
            *word |= 1 << (value % 64);
        }
    }

    pub(super) fn contains(&self, value: usize) -> bool {
        let word = self.words().get(value / 64);
        word.is_some_and(|word| word >> (value % 64) & 1 == 1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words().iter().all(|&word| word == 0)
    }

    /// Whether these are all of `size` values.
    pub(super) fn is_all(&self, size: usize) -> bool {
        self.len() == size
    }

    pub(super) fn len(&self) -> usize {
        let words = self.words().iter();
        words.map(|word| word.count_ones() as usize).sum()
    }

    /// The smallest version, "not selected" aside.
    pub(super) fn first_version(&self) -> Option<usize> {
        let mut mask = !1;
        for (i, &word) in self.words().iter().enumerate() {
            let word = word & mask;
            mask = u64::MAX;
            if word != 0 {
                return Some(i * 64 + word.trailing_zeros() as usize);
            }
        }
        None
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let mut words = self.words().iter();
        let (mut word, mut first) = (words.next().copied().unwrap_or(0), 0);
        std::iter::from_fn(move || {
            while word == 0 {
                word = *words.next()?;
                first += 64;
            }
            let value = first + word.trailing_zeros() as usize;
            word &= word.wrapping_sub(1);
            Some(value)
        })
    }

    #[inline]
    pub(super) fn is_subset(&self, other: &Bits) -> bool {
        words!(self, other, |a, b| a & !b == 0)
    }

    #[inline]
    pub(super) fn is_disjoint(&self, other: &Bits) -> bool {
        words!(self, other, |a, b| a & b == 0)
    }

    /// Whether what is in both `self` and `other` lies within `bound`.
    pub(super) fn meet_is_subset(&self, other: &Bits, bound: &Bits) -> bool {
        let words = self.words().iter().zip(other.words()).zip(bound.words());
        words.into_iter().all(|((a, b), c)| a & b & !c == 0)
    }

    pub(super) fn union(&mut self, other: &Bits) {
        for (a, b) in self.words_mut().iter_mut().zip(other.words()) {
            *a |= b;
        }
    }

    pub(super) fn intersect(&mut self, other: &Bits) {
        for (a, b) in self.words_mut().iter_mut().zip(other.words()) {
            *a &= b;
        }
    }

    pub(super) fn subtract(&mut self, other: &Bits) {
        for (a, b) in self.words_mut().iter_mut().zip(other.words()) {
            *a &= !b;
        }
    }

    /// Everything of `size` values that is not in it.
    pub(super) fn complement(&self, size: usize) -> Bits {
        let mut bits = Bits::all(size);
        bits.subtract(self);
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;
    use proptest::collection::btree_set;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn of(size: usize, values: &BTreeSet<usize>) -> Bits {
        let mut bits = Bits::none(size);
        values.iter().for_each(|&value| bits.insert(value));
        bits
    }

    proptest! {
        #[test]
        fn agrees_with_sets(a in btree_set(0usize..200, 0..60), b in btree_set(0usize..200, 0..60)) {
            let size = 200;
            let (x, y) = (of(size, &a), of(size, &b));
            prop_assert_eq!(x.iter().collect::<BTreeSet<_>>(), a.clone());
            prop_assert_eq!(x.len(), a.len());
            prop_assert_eq!(x.is_subset(&y), a.is_subset(&b));
            prop_assert_eq!(x.is_disjoint(&y), a.is_disjoint(&b));
            prop_assert_eq!(x.first_version(), a.iter().find(|&&v| v > 0).copied());
            let whole: BTreeSet<usize> = (0..size).collect();
            prop_assert_eq!(x.complement(size), of(size, &(&whole - &a)));
            let mut union = x.clone();
            union.union(&y);
            prop_assert_eq!(&union, &of(size, &(&a | &b)));
            let mut meet = x.clone();
            meet.intersect(&y);
            prop_assert_eq!(&meet, &of(size, &(&a & &b)));
            let mut rest = x.clone();
            rest.subtract(&y);
            prop_assert_eq!(&rest, &of(size, &(&a - &b)));
            prop_assert_eq!(x.meet_is_subset(&y, &rest), (&a & &b).is_empty());
        }
    }

    #[test]
    fn all_is_exactly_all() {
        for size in [1, 2, 63, 64, 65, 128, 200] {
            let all = Bits::all(size);
            assert_eq!(all.len(), size);
            assert!(all.is_all(size) && all.contains(size - 1) && !all.contains(size));
            assert!(all.complement(size).is_empty());
        }
    }
}
