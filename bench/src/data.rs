//! Inputs that are the same on every machine: noise, text-like, binary.

use crate::measure::Numbers;

/// `kind` is `noise`, `text` or `binary`.
pub(crate) fn make(kind: &str, len: usize) -> Option<Vec<u8>> {
    let mut data = match kind {
        "noise" => Numbers(2).bytes(len),
        "text" => text(len),
        "binary" => binary(len),
        _ => return None,
    };
    data.truncate(len);
    Some(data)
}

/// About as frequent as in English.
const LETTERS: &[u8] = b"eeeeeeeeeeeetttttttttaaaaaaaaoooooooiiiiiiinnnnnnnsssssshhhhhhrrrrrrdddd\
lllluuucccmmmwwffggyyppbbvk";

/// Words of a made-up vocabulary, the n-th 1/n as frequent as the first, in sentences.
fn text(len: usize) -> Vec<u8> {
    let mut numbers = Numbers(3);
    let words: Vec<Vec<u8>> = (0..8192).map(|_| word(&mut numbers)).collect();
    let mut total = 0;
    let steps: Vec<usize> = (1..=words.len())
        .map(|rank| {
            total += (1 << 32) / rank;
            total
        })
        .collect();
    let mut text = Vec::with_capacity(len + 256);
    while text.len() < len {
        for i in 0..4 + numbers.below(14) {
            let at = numbers.below(total);
            let rank = steps.partition_point(|step| *step <= at);
            text.extend_from_slice(if i == 0 { b"" } else { b" " });
            text.extend_from_slice(&words[rank]);
        }
        text.extend_from_slice(if numbers.below(6) == 0 { b".\n" } else { b". " });
    }
    text
}

fn word(numbers: &mut Numbers) -> Vec<u8> {
    let letters = 2 + numbers.below(4) + numbers.below(5);
    let letter = |_| LETTERS[numbers.below(LETTERS.len())];
    (0..letters).map(letter).collect()
}

/// Records of 32 bytes: a counter, a time, small numbers, a measured value.
fn binary(len: usize) -> Vec<u8> {
    let mut numbers = Numbers(4);
    let mut data = Vec::with_capacity(len + 32);
    let (mut time, mut value) = (1_700_000_000_000u64, 20.0f64);
    for record in 0..len.div_ceil(32) as u32 {
        time += numbers.below(1000) as u64;
        value += (numbers.below(2001) as f64 - 1000.0) / 4096.0;
        data.extend_from_slice(&record.to_le_bytes());
        data.extend_from_slice(&time.to_le_bytes());
        data.extend_from_slice(&(numbers.below(12) as u32).to_le_bytes());
        data.extend_from_slice(&(numbers.below(300) as u16).to_le_bytes());
        data.extend_from_slice(&[0, 0, 0, 0, 0, 1]);
        data.extend_from_slice(&value.to_le_bytes());
    }
    data
}
