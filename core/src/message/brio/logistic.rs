//! Probabilities and their logits, as tables made by an integer rule (FORMAT.md, "Numbers").

/// The largest logit an input may have, in 1/256.
pub(super) const INPUT_LIMIT: i32 = 2047;
/// The largest logit a probability is made of.
const OUTPUT_LIMIT: i32 = 3071;
/// Logits of one entry of the table.
const STEP: i32 = 4;
const ENTRIES: usize = 1536;
/// 2^32 · e^(-1/64), rounded down: one entry further from the middle.
const DECAY: u64 = 4_228_379_999;

static SQUASH: [u16; ENTRIES] = squash_table();
static STRETCH: [i16; 4096] = stretch_table();

/// The probability, of 65536, that belongs to logit `x`.
#[inline]
pub(super) fn squash(x: i32) -> u32 {
    let x = x.clamp(-OUTPUT_LIMIT - 1, OUTPUT_LIMIT);
    u32::from(SQUASH[((x + OUTPUT_LIMIT + 1) / STEP) as usize])
}

/// The logit of a probability of 65536.
#[inline]
pub(super) fn stretch(p: u32) -> i16 {
    STRETCH[((p >> 4) & 4095) as usize]
}

const fn squash_table() -> [u16; ENTRIES] {
    let mut table = [0; ENTRIES];
    let half = ENTRIES / 2;
    let mut decayed: u64 = 1 << 31;
    let mut k = 0;
    while k < half {
        let one = 1u64 << 31;
        let mut p = (one << 16) / (one + decayed);
        if p > 65_535 {
            p = 65_535;
        }
        table[half + k] = p as u16;
        if k > 0 {
            table[half - k] = (65_536 - p) as u16;
        }
        decayed = (decayed * DECAY) >> 32;
        k += 1;
    }
    table[0] = table[1];
    table
}

const fn stretch_table() -> [i16; 4096] {
    let squash = squash_table();
    let mut table = [0; 4096];
    let mut entry = 0;
    let mut k = 0;
    while k < 4096 {
        while entry < ENTRIES - 1 && (squash[entry] as usize) < k * 16 + 8 {
            entry += 1;
        }
        let mut x = (entry as i32) * STEP - OUTPUT_LIMIT - 1;
        if x > INPUT_LIMIT {
            x = INPUT_LIMIT;
        }
        if x < -INPUT_LIMIT {
            x = -INPUT_LIMIT;
        }
        table[k] = x as i16;
        k += 1;
    }
    table
}
