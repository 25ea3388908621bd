//! How often each byte value occurs.

/// Occurrences by byte value.
pub(super) type Weights = [u64; 256];

/// Adds the bytes of `raw` to `weights`.
pub(super) fn count_into(weights: &mut Weights, raw: &[u8]) {
    // Four counters a value: equal neighbours would otherwise wait for each other's store.
    let mut lanes = [[0u32; 256]; 4];
    for piece in raw.chunks(1 << 30) {
        let quads = piece.chunks_exact(4);
        for &byte in quads.remainder() {
            lanes[0][usize::from(byte)] += 1;
        }
        for quad in quads {
            lanes[0][usize::from(quad[0])] += 1;
            lanes[1][usize::from(quad[1])] += 1;
            lanes[2][usize::from(quad[2])] += 1;
            lanes[3][usize::from(quad[3])] += 1;
        }
        for (symbol, weight) in weights.iter_mut().enumerate() {
            *weight += lanes
                .iter_mut()
                .map(|lane| u64::from(std::mem::take(&mut lane[symbol])))
                .sum::<u64>();
        }
    }
}

/// The weights of `raw`.
pub(super) fn count(raw: &[u8]) -> Weights {
    let mut weights = [0; 256];
    count_into(&mut weights, raw);
    weights
}
