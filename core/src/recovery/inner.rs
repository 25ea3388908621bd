//! The inner code: 32 interleaved Reed–Solomon codewords with two parity bytes each, over
//! GF(2^8)/0x11D, across header\[0..192\] and payload of one part.
//!
//! Byte *i* of header\[0..192\] + payload belongs to codeword *i* mod 32 with exponent
//! 2 + *i* div 32; recovery_bits\[*j*\] is p0 (exponent 0), recovery_bits\[32 + *j*\] is p1
//! (exponent 1). The checks are Σ*c* = 0 and Σ*c*·2^*e* = 0. One wrong byte in each codeword is
//! found and mended, so any burst of 32 bytes is; with two errors in a codeword it mis-corrects two
//! times in three, which is why a mend counts only when a SHA-256 agrees.

use super::part::{FOOTER_LEN, HEADER_LEN};

/// How many codewords there are.
pub const LANES: usize = 32;
const CODED_HEADER: usize = 192;

type Lanes = [u8; LANES];

/// Multiplies every lane by 2.
fn double(lanes: &mut Lanes) {
    for lane in lanes {
        *lane = (*lane << 1) ^ (0x1D & 0u8.wrapping_sub(*lane >> 7));
    }
}

fn add(lanes: &mut Lanes, row: &[u8]) {
    for (lane, byte) in lanes.iter_mut().zip(row) {
        *lane ^= byte;
    }
}

/// Sum, and sum of byte·2^exponent, of header\[0..192\] and payload; Horner-wise from the end.
fn sums(part: &[u8]) -> (Lanes, Lanes) {
    let payload = &part[HEADER_LEN..part.len() - FOOTER_LEN];
    let (mut plain, mut weighted) = ([0; LANES], [0; LANES]);
    for rows in [payload, &part[..CODED_HEADER]] {
        for row in rows.chunks(LANES).rev() {
            double(&mut weighted);
            add(&mut weighted, row);
            add(&mut plain, row);
        }
    }
    double(&mut weighted);
    double(&mut weighted);
    (plain, weighted)
}

/// Both checks of every codeword; all zero when nothing is wrong.
fn syndromes(part: &[u8]) -> (Lanes, Lanes) {
    let (mut s0, mut s1) = sums(part);
    let (p0, p1) = (&part[192..224], &part[224..256]);
    add(&mut s0, p0);
    add(&mut s0, p1);
    let mut twice = [0; LANES];
    add(&mut twice, p1);
    double(&mut twice);
    add(&mut s1, p0);
    add(&mut s1, &twice);
    (s0, s1)
}

/// Writes the 64 recovery bytes.
pub(crate) fn write(part: &mut [u8]) {
    // p0 + p1 = a and p0 + 2·p1 = b, so 3·p1 = a + b.
    let (a, b) = sums(part);
    for lane in 0..LANES {
        let p1 = div(a[lane] ^ b[lane], 3);
        part[192 + lane] = a[lane] ^ p1;
        part[224 + lane] = p1;
    }
}

/// Whether all checks hold.
pub(crate) fn is_consistent(part: &[u8]) -> bool {
    syndromes(part) == ([0; LANES], [0; LANES])
}

/// How many of the 32 codewords hold.
pub(crate) fn clean_codewords(part: &[u8]) -> u32 {
    let (s0, s1) = syndromes(part);
    s0.iter()
        .zip(s1)
        .filter(|(s0, s1)| **s0 == 0 && *s1 == 0)
        .count() as u32
}

/// Corrects one byte in every codeword that fails. False when a codeword has more wrong than that;
/// true is no proof: only a hash is.
pub(crate) fn mend(part: &mut [u8]) -> bool {
    let (s0, s1) = syndromes(part);
    let coded = CODED_HEADER + part.len() - HEADER_LEN - FOOTER_LEN;
    for lane in 0..LANES {
        if s0[lane] == 0 && s1[lane] == 0 {
            continue;
        }
        if s0[lane] == 0 || s1[lane] == 0 {
            return false;
        }
        let exponent = usize::from(log(div(s1[lane], s0[lane])));
        let position = match exponent {
            0 | 1 => 192 + 32 * exponent + lane,
            _ => match (exponent - 2) * LANES + lane {
                i if i >= coded => return false,
                i if i >= CODED_HEADER => i + HEADER_LEN - CODED_HEADER,
                i => i,
            },
        };
        part[position] ^= s0[lane];
    }
    true
}

const fn tables() -> ([u8; 512], [u8; 256]) {
    let (mut exp, mut log) = ([0u8; 512], [0u8; 256]);
    let (mut i, mut x) = (0usize, 1u16);
    while i < 255 {
        exp[i] = x as u8;
        exp[i + 255] = x as u8;
        log[x as usize] = i as u8;
        x <<= 1;
        if x & 0x100 != 0 {
            x ^= 0x11D;
        }
        i += 1;
    }
    (exp, log)
}

static TABLES: ([u8; 512], [u8; 256]) = tables();

fn log(a: u8) -> u8 {
    TABLES.1[usize::from(a)]
}

/// `a / b`; `b` is never zero here.
fn div(a: u8, b: u8) -> u8 {
    if a == 0 {
        0
    } else {
        TABLES.0[usize::from(log(a)) + 255 - usize::from(log(b))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, byte by byte.
    fn slow_checks(part: &[u8]) -> bool {
        let mul = |a: u8, b: u8| {
            let (mut a, mut b, mut product) = (u16::from(a), b, 0u16);
            while b > 0 {
                if b & 1 == 1 {
                    product ^= a;
                }
                a <<= 1;
                if a & 0x100 != 0 {
                    a ^= 0x11D;
                }
                b >>= 1;
            }
            product as u8
        };
        let power = |e: usize| (0..e).fold(1, |x, _| mul(x, 2));
        let coded: Vec<u8> = [&part[..192], &part[256..part.len() - 128]].concat();
        (0..32).all(|j| {
            let (p0, p1) = (part[192 + j], part[224 + j]);
            let (mut s0, mut s1) = (p0 ^ p1, p0 ^ mul(p1, 2));
            for (i, byte) in coded.iter().enumerate().filter(|(i, _)| i % 32 == j) {
                s0 ^= byte;
                s1 ^= mul(*byte, power(2 + i / 32));
            }
            s0 == 0 && s1 == 0
        })
    }

    #[test]
    fn agrees_with_the_definition() {
        for payload in [0, 1, 31, 32, 33, 1000, 5120] {
            let mut part: Vec<u8> = (0..384 + payload)
                .map(|i| (i * 31 % 257) as u8 ^ (i / 7) as u8)
                .collect();
            assert!(!slow_checks(&part));
            write(&mut part);
            assert!(slow_checks(&part) && is_consistent(&part), "{payload}");
            let last = part.len() - 129;
            part[last] ^= 4;
            assert!(!slow_checks(&part) && clean_codewords(&part) == 31);
        }
    }
}
