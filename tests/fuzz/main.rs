//! Mutated input for every decoder and parser: deterministic, on stable Rust, a few seconds here
//! and as long as one likes elsewhere.
//!
//! Each target is a test. It first runs the files kept in `corpus/<target>/`, among them every
//! input that ever failed, then mutations of those and of a few good inputs. An input with a new
//! outcome (as the target names it) is mutated further. The same rounds always give the same inputs.
//!
//! ```text
//! cargo test -p diram-tests --test fuzz                         as the gate runs it
//! DIRAM_FUZZ_ROUNDS=10000000 cargo test --release -p diram-tests --test fuzz huffman
//! ```
//!
//! With `DIRAM_FUZZ_KEEP=1` the shortest inputs of new outcomes are added to the corpus.
//!
//! A failing input is written to the system's folder for temporary files and named in the message.
//! Keep it: move it into the target's corpus.

mod advisories;
mod codecs;
mod craft;
mod mutate;
mod names;
mod packages;
mod parts;
mod projects;
mod registry;
mod resolve;
mod versions;

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use mutate::Random;

/// Inputs kept for further mutation at most.
const POOL: usize = 400;
/// Inputs added to a corpus at once.
const KEPT: usize = 16;
/// Longest input made.
const LONGEST: usize = 64 << 10;

/// What a target says about an input: the same word for all that took the same way.
type Outcome = String;

/// Runs one target. `rounds` is what fits a second or two unoptimised.
fn fuzz(name: &str, rounds: u64, good: Vec<Vec<u8>>, target: fn(&[u8]) -> Outcome) {
    let rounds = match std::env::var("DIRAM_FUZZ_ROUNDS") {
        Ok(text) => text.parse().expect("DIRAM_FUZZ_ROUNDS is a number"),
        Err(_) => rounds,
    };
    let mut pool = corpus(name);
    pool.extend(good);
    assert!(!pool.is_empty(), "{name} has nothing to begin with");
    let mut seen = BTreeSet::new();
    for input in &pool {
        seen.insert(attempt(name, input, target));
    }
    let mut random = Random::new(name);
    for _ in 0..rounds {
        let mut input = random.one_of(&pool).clone();
        for _ in 0..=random.below(6) {
            let other = random.one_of(&pool);
            mutate::mutate(&mut random, &mut input, other);
        }
        input.truncate(LONGEST);
        if seen.insert(attempt(name, &input, target)) && pool.len() < POOL {
            pool.push(input);
        }
    }
    if std::env::var_os("DIRAM_FUZZ_KEEP").is_some() {
        keep(name, &pool);
    }
    println!("{name}: {rounds} rounds, {} outcomes", seen.len());
    assert!(rounds == 0 || seen.len() > 1, "{name} always ends alike");
}

fn attempt(name: &str, input: &[u8], target: fn(&[u8]) -> Outcome) -> Outcome {
    match catch_unwind(AssertUnwindSafe(|| target(input))) {
        Ok(outcome) => outcome,
        Err(panic) => {
            let path = std::env::temp_dir().join(format!("diram-fuzz-{name}"));
            let kept = std::fs::write(&path, input).map(|()| path.display().to_string());
            panic!("{name} fails on {kept:?}: {}", message(&*panic));
        }
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without words")
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(name)
}

/// The kept inputs of a target, by file name.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = match std::fs::read_dir(folder(name)) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(e) => panic!("{}: {e}", folder(name).display()),
    };
    paths.sort();
    assert!(!paths.is_empty(), "{name} has no corpus");
    let read = |path: &PathBuf| std::fs::read(path).unwrap();
    paths.iter().map(read).collect()
}

/// Adds the shortest inputs of new outcomes to the corpus.
fn keep(name: &str, pool: &[Vec<u8>]) {
    let known = corpus(name);
    let mut new: Vec<&Vec<u8>> = pool.iter().filter(|input| !known.contains(input)).collect();
    new.sort_by_key(|input| input.len());
    for (number, input) in new.iter().take(KEPT).enumerate() {
        let path = folder(name).join(format!("outcome-{:03}", known.len() + number));
        std::fs::write(path, input).unwrap();
    }
}

/// A message without its numbers and quotations: one outcome, however the input looks.
fn kind_of(message: &impl std::fmt::Display) -> Outcome {
    let text = message.to_string();
    let unquoted: String = text.split('"').step_by(2).collect();
    let words = unquoted.chars().filter(|c| !c.is_ascii_digit());
    words.take(80).collect()
}
