//! The peers, each with the dictionary of at most 112 KB that serves it best on the test messages.

use crate::brotli::Brotli;
use crate::coder::{Coder, Figures, measure};
use crate::sets::Set;
use crate::zlib::Zlib;
use crate::zstd::Zstd;

/// The largest model anyone may have, in bytes.
pub(crate) const MODEL: usize = 112 * 1024;
/// Trained sizes to choose from.
const TRAINED: [usize; 3] = [8 * 1024, 32 * 1024, MODEL];
/// Messages on which brotli is measured; it takes milliseconds for each.
const PROBE: usize = 50;

/// The names, as in the table.
pub(crate) const NAMES: [&str; 3] = ["zstd -19", "brotli 11", "zlib -9"];

/// Each peer's figures with its best dictionary, in the order of the names.
///
/// They choose among the newest messages, our own choice of messages, and trained dictionaries.
pub(crate) fn run(set: &Set, sample: &[u8]) -> [Figures; 3] {
    let mut dictionaries = vec![newest(&set.train), sample.to_vec()];
    for byte in &mut dictionaries[1] {
        *byte = if *byte == 0 { b'\n' } else { *byte };
    }
    for size in TRAINED {
        // Too little to train on is no dictionary.
        dictionaries.extend(::zstd::dict::from_samples(&set.train, size).ok());
    }
    let step = set.test.len().div_ceil(PROBE).max(1);
    let probe: Vec<Vec<u8>> = set.test.iter().step_by(step).cloned().collect();
    let share = set.mean() * probe.len() as f64 / probe.iter().map(Vec::len).sum::<usize>() as f64;
    let mut brotli = least(&dictionaries, &probe, |d| Box::new(Brotli::new(d)));
    brotli.bytes *= share;
    [
        least(&dictionaries, &set.test, |d| Box::new(Zstd::new(d))),
        brotli,
        least(&dictionaries, &set.test, |d| Box::new(Zlib::new(d))),
    ]
}

fn least(
    dictionaries: &[Vec<u8>],
    messages: &[Vec<u8>],
    peer: impl Fn(&[u8]) -> Box<dyn Coder>,
) -> Figures {
    let mut best = Figures::WORST;
    for dictionary in dictionaries {
        let figures = measure(&mut *peer(dictionary), messages);
        if figures.bytes < best.bytes {
            best = figures;
        }
    }
    best
}

/// The newest messages that fit a model, oldest first, each ended by a line feed.
fn newest(train: &[Vec<u8>]) -> Vec<u8> {
    let mut size = 0;
    let fitting = train.iter().rev().take_while(|line| {
        size += line.len() + 1;
        size <= MODEL
    });
    let from = train.len() - fitting.count();
    let mut all = Vec::new();
    for line in &train[from..] {
        all.extend_from_slice(line);
        all.push(b'\n');
    }
    all
}
