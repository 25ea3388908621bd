//! A node: how likely a 1 is in one place of one context, and how sure that is.

/// A node that has seen nothing: probability 2048 of 4096 (high 12 bits), confidence 0 (low 4).
pub(super) const FRESH: u16 = 2048 << 4;

/// Situations of a node that maps tell apart: 16 confidences, 32 probabilities.
pub(super) const SITUATIONS: usize = 512;

/// How far a node moves, of 65536, by its confidence.
const RATES: [i32; 16] = [
    39_000, 26_000, 19_000, 14_900, 12_200, 10_300, 9_000, 8_000, 7_100, 6_400, 5_800, 5_300,
    4_800, 4_400, 4_000, 3_600,
];

/// Where, in steps of 8 of 4096 from either end, the next probability to tell apart begins.
const EDGES: [usize; 15] = [1, 2, 3, 5, 8, 12, 18, 26, 37, 52, 72, 98, 130, 168, 210];

static BUCKETS: [u8; 512] = buckets();

const fn buckets() -> [u8; 512] {
    let mut table = [0; 512];
    let mut p = 0;
    while p < 512 {
        let near = if p < 256 { p } else { 511 - p };
        let mut bucket = 0;
        while bucket < EDGES.len() && near >= EDGES[bucket] {
            bucket += 1;
        }
        table[p] = if p < 256 { bucket } else { 31 - bucket } as u8;
        p += 1;
    }
    table
}

/// The node after one more bit.
pub(super) const fn learn(node: u16, bit: u32) -> u16 {
    let p = (node >> 4) as i32;
    let confidence = node & 15;
    let goal = if bit == 1 { 4095 } else { 0 };
    let p = p + (((goal - p) * RATES[confidence as usize]) >> 16);
    let p = if p < 1 { 1 } else { p };
    ((p as u16) << 4) | if confidence < 15 { confidence + 1 } else { 15 }
}

/// Which of the situations a node is in.
#[inline]
pub(super) fn situation(node: u16) -> usize {
    let bucket = usize::from(BUCKETS[usize::from(node >> 7)]);
    (usize::from(node & 15) << 5) | bucket
}

/// Whether it has seen anything.
#[inline]
pub(super) fn known(node: u16) -> bool {
    node & 15 > 0
}
