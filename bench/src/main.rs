//! Kernels of diram beside named peers, and the inputs for whole programs. `bench/run.sh` calls it
//! and makes the table.
//!
//! ```text
//! diram-bench reed-solomon            encode and restore, diram and reed-solomon-erasure
//! diram-bench huffman NAME FILE …     blocks of 64 KiB, diram and zlib-rs
//! diram-bench resolve PACKAGES …      made registries of so many packages
//! diram-bench trie KEYS …             maps of so many keys, diram and std
//! diram-bench make KIND BYTES FILE    noise, text or binary
//! ```

mod data;
mod erasure;
mod huffman;
mod index;
mod measure;
mod ours;
mod resolve;
mod shape;
mod trie;
mod universe;

use std::process::ExitCode;

const USAGE: &str = "usage: reed-solomon | huffman NAME FILE … | resolve PACKAGES … | trie KEYS … \
                     | make KIND BYTES FILE";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("diram-bench: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> Result<(), String> {
    match args {
        ["reed-solomon"] => {
            ours::run();
            erasure::run("reed-solomon-erasure");
        }
        ["huffman", pairs @ ..] if !pairs.is_empty() && pairs.len() % 2 == 0 => {
            for pair in pairs.chunks_exact(2) {
                let data = std::fs::read(pair[1]).map_err(|e| format!("{}: {e}", pair[1]))?;
                huffman::run(pair[0], &data);
            }
        }
        ["resolve", sizes @ ..] if !sizes.is_empty() => {
            for size in sizes {
                resolve::run(count(size)?);
            }
        }
        ["trie", sizes @ ..] if !sizes.is_empty() => {
            for size in sizes {
                trie::both(count(size)?);
            }
        }
        ["make", kind, len, file] => {
            let data =
                data::make(kind, count(len)?).ok_or_else(|| format!("no kind of data: {kind}"))?;
            std::fs::write(file, data).map_err(|e| format!("{file}: {e}"))?;
        }
        _ => return Err(USAGE.into()),
    }
    Ok(())
}

fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|e| format!("{text}: {e}"))
}
