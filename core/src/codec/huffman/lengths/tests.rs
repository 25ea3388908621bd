use proptest::prelude::*;

use super::super::tree::{balance_huffman_tree, build_huffman_tree};
use super::*;

/// Bits of all symbols together.
fn cost(weights: &Weights, lengths: &[u8; 256]) -> u64 {
    let bits = |(&weight, &length): (&u64, &u8)| weight * u64::from(length);
    weights.iter().zip(lengths).map(bits).sum()
}

/// Sum of 2^(15 - length): 2^15 for a complete code.
fn space(lengths: &[u8; 256]) -> u32 {
    let shares = lengths.iter().filter(|&&length| length > 0);
    shares.map(|&length| 1 << (15 - length)).sum()
}

/// The least cost of any prefix code of `weights` with words of at most `max_bits` bits: every
/// assignment of lengths within Kraft's inequality is tried. `space` is what is left of it.
fn brute_force(weights: &[u64], max_bits: u32, space: u32) -> Option<u64> {
    let Some((&weight, rest)) = weights.split_first() else {
        return Some(0);
    };
    (1..=max_bits)
        .filter(|length| 1 << (max_bits - length) <= space)
        .filter_map(|length| {
            let below = brute_force(rest, max_bits, space - (1 << (max_bits - length)))?;
            Some(below + weight * u64::from(length))
        })
        .min()
}

fn weights_of(list: &[u64]) -> Weights {
    let mut weights = [0; 256];
    for (at, &weight) in list.iter().enumerate() {
        // Spread over the byte values, not in order.
        weights[at * 37 % 256] = weight;
    }
    weights
}

fn check_optimal(list: &[u64], max_bits: u8) {
    let weights = weights_of(list);
    let best = brute_force(list, max_bits.into(), 1 << max_bits);
    let found = Leaves::new(&weights).limited(max_bits);
    assert_eq!(
        found.map(|lengths| cost(&weights, &lengths)),
        best,
        "{list:?} within {max_bits}"
    );
    if let Some(lengths) = found {
        assert_eq!(space(&lengths), 1 << 15);
        assert!(lengths.iter().all(|&length| length <= max_bits));
        let coded = |at: usize| lengths[at] > 0;
        assert!((0..256).all(|at| coded(at) == (weights[at] > 0)));
    }
}

#[test]
fn no_limited_code_is_shorter() {
    let lists: [&[u64]; 8] = [
        &[1, 1],
        &[1, 1000],
        &[1, 1, 2, 3, 5, 8, 13, 21],
        &[1, 2, 4, 8, 16, 32, 64, 128],
        &[7, 7, 7, 7, 7, 7, 7, 7],
        &[1, 1, 1, 1, 1, 1, 1, 900],
        &[3, 3, 4, 4, 5, 90],
        &[1, 5, 25, 125, 625],
    ];
    for list in lists {
        for max_bits in 1..=8 {
            check_optimal(list, max_bits);
        }
    }
}

#[test]
fn one_symbol_has_no_code() {
    assert_eq!(Leaves::new(&[0; 256]).limited(15), None);
    assert_eq!(Leaves::new(&weights_of(&[9])).limited(15), None);
    assert_eq!(Leaves::new(&[1; 256]).limited(7), None);
    assert_eq!(Leaves::new(&[1; 256]).limited(8), Some([8; 256]));
}

#[test]
fn sizes_without_limit_are_those_of_the_tree() {
    for data in [
        &b"abracadabra"[..],
        b"ab",
        b"mississippi river",
        &[0, 1, 1, 2, 2, 2, 2, 9],
    ] {
        let leaves = Leaves::new(&super::super::histogram::count(data));
        let tree = build_huffman_tree(data);
        let inner = tree.nodes().iter().filter(|node| node.is_inner());
        assert_eq!(
            leaves.unlimited_bits(),
            inner.map(|node| node.weight()).sum::<u64>()
        );
        assert_eq!(leaves.unlimited_depths()[0], tree.depth());
        let codes = balance_huffman_tree(&tree, 15).expect("two symbols");
        assert_eq!(Some(*codes.bit_lengths()), leaves.limited(15));
    }
}

proptest! {
    #[test]
    fn random_weights(list in prop::collection::vec(1u64..2000, 2..=7), max_bits in 1u8..=7) {
        check_optimal(&list, max_bits);
    }

    /// A limit that does not bind: package-merge and Huffman's algorithm agree in every length.
    #[test]
    fn both_algorithms_agree(list in prop::collection::vec(1u64..400, 2..=256)) {
        let leaves = Leaves::new(&weights_of(&list));
        let unlimited = leaves.unlimited_depths();
        prop_assume!(unlimited[0] <= 15);
        prop_assert_eq!(unlimited, leaves.package_merge(15));
    }

    /// The closer limit never wins, and every code is complete.
    #[test]
    fn cost_falls_with_the_limit(list in prop::collection::vec(1u64..1 << 40, 2..=256)) {
        let weights = weights_of(&list);
        let leaves = Leaves::new(&weights);
        let mut before = u64::MAX;
        for max_bits in 8..=15 {
            let lengths = leaves.limited(max_bits).expect("256 fit 8 bits");
            prop_assert_eq!(space(&lengths), 1 << 15);
            let now = cost(&weights, &lengths);
            prop_assert!(now <= before);
            before = now;
        }
        prop_assert!(leaves.unlimited_bits() <= before);
    }
}
