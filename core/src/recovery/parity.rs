//! Parity across the parts of a component: one systematic Vandermonde Reed–Solomon code,
//! RS(256, 240) over GF(2^8)/0x11D, shortened.
//!
//! A component of *k* ≤ 240 data parts and *m* ≤ 16 parity parts is a codeword whose absent data
//! shards are zero and whose parity shards from the *m*-th on are not kept. A shard is bytes 48..192
//! and the payload of a part, so a lost part comes back byte-identical.

use std::sync::LazyLock;

use reed_solomon_erasure::galois_8::ReedSolomon;

use super::geometry::{MAX_DATA, MAX_PARITY};
use super::part::{CODED, FOOTER_LEN, HEADER_LEN};

static CODE: LazyLock<ReedSolomon> = LazyLock::new(|| {
    ReedSolomon::new(MAX_DATA, MAX_PARITY).expect("240 + 16 shards are within the field")
});

/// Both halves of a shard inside a part's file.
fn halves(part_len: usize) -> [std::ops::Range<usize>; 2] {
    [CODED, HEADER_LEN..part_len - FOOTER_LEN]
}

/// Fills the parity parts from the data parts. `parts` holds `data + parity` parts of `part_len`
/// bytes, one after the other; only the coded bytes of the parity parts are touched.
///
/// # Panics
/// When `parts` is not a whole number of parts, more than 240 of them are data or more than 16 are
/// parity, or a part is shorter than a header and a footer.
pub fn encode(parts: &mut [u8], part_len: usize, data: usize) {
    let (data_parts, parity_parts) = parts.split_at_mut(data * part_len);
    for half in halves(part_len).into_iter().filter(|half| !half.is_empty()) {
        let kept = parity_parts.len() / part_len;
        let mut spare = vec![0; (MAX_PARITY - kept) * half.len()];
        let mut parity: Vec<&mut [u8]> = parity_parts
            .chunks_exact_mut(part_len)
            .map(|part| &mut part[half.clone()])
            .chain(spare.chunks_exact_mut(half.len()))
            .collect();
        for (i, part) in data_parts.chunks_exact(part_len).enumerate() {
            CODE.encode_single_sep(i, &part[half.clone()], &mut parity)
                .expect("240 data shards, 16 parity shards, all of one length");
        }
    }
}

/// Restores the coded bytes of the missing parts; what stands there is not read. False when more data
/// parts are missing than parity parts are there; then nothing is touched.
///
/// # Panics
/// As [`encode`], and when `missing` has not one entry a part.
pub fn restore(parts: &mut [u8], part_len: usize, data: usize, missing: &[bool]) -> bool {
    let lost_data = missing[..data].iter().filter(|m| **m).count();
    let kept_parity = missing[data..].iter().filter(|m| !**m).count();
    if lost_data > kept_parity {
        return false;
    }
    if lost_data > 0 {
        for half in halves(part_len).into_iter().filter(|half| !half.is_empty()) {
            restore_data(parts, part_len, data, missing, half);
        }
    }
    if missing[data..].iter().any(|m| *m) {
        encode(parts, part_len, data);
    }
    true
}

fn restore_data(
    parts: &mut [u8],
    part_len: usize,
    data: usize,
    missing: &[bool],
    half: std::ops::Range<usize>,
) {
    let total = missing.len();
    let mut zeros = vec![0; (MAX_DATA - data) * half.len()];
    let mut absent = vec![0; (MAX_PARITY - (total - data)) * half.len()];
    let (data_parts, parity_parts) = parts.split_at_mut(data * part_len);
    let cut = |part| {
        let part: &mut [u8] = part;
        &mut part[half.clone()]
    };
    let mut shards: Vec<(&mut [u8], bool)> = Vec::with_capacity(MAX_DATA + MAX_PARITY);
    let present = |missing: &[bool]| missing.iter().map(|m| !m).collect::<Vec<_>>();
    shards.extend(
        data_parts
            .chunks_exact_mut(part_len)
            .map(cut)
            .zip(present(&missing[..data])),
    );
    shards.extend(zeros.chunks_exact_mut(half.len()).map(|zero| (zero, true)));
    shards.extend(
        parity_parts
            .chunks_exact_mut(part_len)
            .map(cut)
            .zip(present(&missing[data..])),
    );
    shards.extend(
        absent
            .chunks_exact_mut(half.len())
            .map(|shard| (shard, false)),
    );
    CODE.reconstruct_data(&mut shards)
        .expect("as many shards as the code needs are present");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// GF(2^8)/0x11D and the systematic Vandermonde matrix, written from their definitions.
    mod oracle {
        pub(super) fn mul(a: u8, b: u8) -> u8 {
            let (mut a, mut product) = (u16::from(a), 0u16);
            for bit in 0..8 {
                if b >> bit & 1 == 1 {
                    product ^= a;
                }
                a <<= 1;
                if a & 0x100 != 0 {
                    a ^= 0x11D;
                }
            }
            product as u8
        }

        fn inverse(a: u8) -> u8 {
            (1..=255).find(|b| mul(a, *b) == 1).unwrap()
        }

        /// Row `point` of the parity generator: the values at `point` of the polynomials that are
        /// one at one of the points 0..240 and zero at the others (Lagrange).
        pub(super) fn row(point: u8) -> Vec<u8> {
            (0..240u8)
                .map(|i| {
                    let others = (0..240u8).filter(|j| *j != i);
                    let (over, under) = others.fold((1, 1), |(over, under), j| {
                        (mul(over, point ^ j), mul(under, i ^ j))
                    });
                    mul(over, inverse(under))
                })
                .collect()
        }
    }

    fn component(data: usize, parity: usize, capacity: usize) -> (Vec<u8>, usize) {
        let len = 384 + capacity;
        let mut parts: Vec<u8> = (0..(data + parity) * len)
            .map(|i| (i * i / 7 + i) as u8)
            .collect();
        encode(&mut parts, len, data);
        (parts, len)
    }

    #[test]
    fn parity_equals_an_independent_field_and_matrix() {
        let rows: Vec<Vec<u8>> = (240..=255).map(oracle::row).collect();
        for (data, parity, capacity) in [(240, 16, 9), (20, 2, 50), (41, 3, 1), (48, 16, 3)] {
            let (parts, len) = component(data, parity, capacity);
            for (j, row) in rows.iter().enumerate().take(parity) {
                for column in (48..192).chain(256..256 + capacity) {
                    let expected = (0..data).fold(0, |sum, i| {
                        sum ^ oracle::mul(row[i], parts[i * len + column])
                    });
                    assert_eq!(parts[(data + j) * len + column], expected);
                }
            }
        }
    }

    #[test]
    fn any_loss_within_parity_comes_back() {
        for (data, parity) in [(20, 2), (41, 3), (240, 16)] {
            let (parts, len) = component(data, parity, 33);
            for round in 0..12 {
                let mut missing = vec![false; data + parity];
                for i in 0..parity {
                    missing[(round * 37 + i * (round + 3) * 7) % (data + parity)] = true;
                }
                let mut damaged = parts.clone();
                for (i, _) in missing.iter().enumerate().filter(|(_, m)| **m) {
                    for half in halves(len) {
                        damaged[i * len..][half].fill(0xDB);
                    }
                }
                assert!(restore(&mut damaged, len, data, &missing));
                assert_eq!(damaged, parts);
            }
            let mut missing = vec![false; data + parity];
            missing[..=parity].fill(true);
            assert!(!restore(&mut parts.clone(), len, data, &missing));
        }
    }
}
