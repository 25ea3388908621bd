//! Code lengths from weights: Huffman's algorithm where it stays within the limit, package-merge
//! (Larmore and Hirschberg 1990) where it does not. Both are optimal, and both break ties so that
//! the same weights always give the same lengths: rarer symbols first, then smaller symbols, and a
//! single symbol before a combination of the same weight.

use super::histogram::Weights;

/// Levels of package-merge at most: the longest code word of the format.
const LEVELS: usize = super::MAX_BITS as usize;
/// Entries of one package-merge level that can ever be chosen: 2 · 256 - 2, rounded up.
const LIST: usize = 512;

/// The symbols that occur, rarest first, ties by symbol.
pub(super) struct Leaves {
    /// `weight << 8 | symbol`.
    keys: [u64; 256],
    count: usize,
}

impl Leaves {
    pub(super) fn new(weights: &Weights) -> Leaves {
        let mut leaves = Leaves {
            keys: [0; 256],
            count: 0,
        };
        for (symbol, &weight) in weights.iter().enumerate() {
            leaves.keys[leaves.count] = weight << 8 | symbol as u64;
            leaves.count += usize::from(weight > 0);
        }
        leaves.keys[..leaves.count].sort_unstable();
        leaves
    }

    /// How many different symbols occur.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    fn weight(&self, leaf: usize) -> u64 {
        self.keys[leaf] >> 8
    }

    /// Bits of all symbols under the best code without limit; 0 for fewer than two symbols.
    pub(super) fn unlimited_bits(&self) -> u64 {
        let mut bits = 0;
        self.join_all(|_, _, weight| bits += weight);
        bits
    }

    /// The best code lengths of at most `max_bits`, by symbol; `None` when there are fewer than two
    /// symbols or more than `max_bits` can tell apart.
    pub(super) fn limited(&self, max_bits: u8) -> Option<[u8; 256]> {
        let max_bits = max_bits.min(super::MAX_BITS);
        if self.count < 2 || self.count > 1 << max_bits {
            return None;
        }
        let mut depths = self.unlimited_depths();
        if depths[0] > usize::from(max_bits) {
            depths = self.package_merge(usize::from(max_bits));
        }
        let mut lengths = [0; 256];
        for (&key, &depth) in self.keys[..self.count].iter().zip(&depths) {
            lengths[usize::from(key as u8)] = depth as u8;
        }
        Some(lengths)
    }

    /// Joins the two lightest trees until one is left, telling `joined` each time (first tree,
    /// second tree, weight). Leaf `i` is tree `i`; join `j` makes tree `256 + j`.
    fn join_all(&self, mut joined: impl FnMut(usize, usize, u64)) {
        let mut inner = [0u64; 256];
        let (mut leaf, mut head) = (0, 0);
        for tail in 0..self.count.saturating_sub(1) {
            let mut lightest = || {
                let take_leaf =
                    leaf < self.count && (head == tail || self.weight(leaf) <= inner[head]);
                if take_leaf {
                    leaf += 1;
                    (leaf - 1, self.weight(leaf - 1))
                } else {
                    head += 1;
                    (256 + head - 1, inner[head - 1])
                }
            };
            let (first, first_weight) = lightest();
            let (second, second_weight) = lightest();
            inner[tail] = first_weight + second_weight;
            joined(first, second, inner[tail]);
        }
    }

    /// Depth of each leaf in the Huffman tree; never rising from rare to frequent.
    fn unlimited_depths(&self) -> [usize; 256] {
        let mut parents = [0usize; 512];
        let mut joins = 0;
        self.join_all(|first, second, _| {
            parents[first] = joins;
            parents[second] = joins;
            joins += 1;
        });
        let mut inner = [0usize; 256];
        for join in (0..joins.saturating_sub(1)).rev() {
            inner[join] = inner[parents[256 + join]] + 1;
        }
        let mut depths = [0; 256];
        for leaf in 0..self.count {
            depths[leaf] = inner[parents[leaf]] + 1;
        }
        depths
    }

    /// Depth of each leaf in the best tree of depth `max_bits`; the caller has checked that one
    /// exists.
    fn package_merge(&self, max_bits: usize) -> [usize; 256] {
        let chosen = 2 * self.count - 2;
        let mut packaged = [[false; LIST]; LEVELS];
        let mut below = [0u64; LIST];
        let mut below_len = 0;
        for flags in packaged.iter_mut().take(max_bits) {
            (below, below_len) = self.merge_level(&below, below_len, chosen, flags);
        }
        debug_assert_eq!(below_len, chosen);

        let mut depths = [0; 256];
        let mut take = chosen;
        for flags in packaged.iter().take(max_bits).rev() {
            let packages = flags[..take].iter().filter(|&&package| package).count();
            for depth in &mut depths[..take - packages] {
                *depth += 1;
            }
            take = 2 * packages;
        }
        depths
    }

    /// One level of package-merge: pairs of the level below, merged with the leaves by weight.
    fn merge_level(
        &self,
        below: &[u64; LIST],
        below_len: usize,
        chosen: usize,
        packaged: &mut [bool; LIST],
    ) -> ([u64; LIST], usize) {
        let mut level = [0u64; LIST];
        let mut len = 0;
        let (mut leaf, mut pair) = (0, 0);
        let pairs = below_len / 2;
        while len < chosen && (leaf < self.count || pair < pairs) {
            let package = if pair < pairs {
                below[2 * pair] + below[2 * pair + 1]
            } else {
                u64::MAX
            };
            if leaf < self.count && self.weight(leaf) <= package {
                level[len] = self.weight(leaf);
                leaf += 1;
            } else {
                level[len] = package;
                packaged[len] = true;
                pair += 1;
            }
            len += 1;
        }
        (level, len)
    }
}

#[cfg(test)]
mod tests;
