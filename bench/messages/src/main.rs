//! Bytes and time per message: BRIO beside zstd, brotli and zlib with their best dictionaries.
//!
//! ```text
//! cargo run --release --manifest-path bench/messages/Cargo.toml -- FOLDER …
//! ```
//!
//! Each FOLDER holds folders (groups: `logs`, `chat`, …; `json` is coded with the profile of that name)
//! of files (sets) with one message a line, oldest first. The first half of each set trains, the next
//! 1,500 messages at most are coded, one by one. Nobody's model is above 112 KB. Headers that tell
//! methods and models apart are counted for nobody.

mod brotli;
mod coder;
mod ours;
mod peers;
mod sets;
mod table;
mod zlib;
mod zstd;

use diram_core::message::brio::Level;

fn main() {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    assert!(!folders.is_empty(), "usage: diram-bench-messages FOLDER …");
    let mut table = table::Table::default();
    table::head();
    for folder in &folders {
        let sets = sets::read(folder.as_ref()).unwrap_or_else(|error| panic!("{folder}: {error}"));
        for set in &sets {
            let sample = ours::sample(set);
            let peers = peers::run(set, &sample);
            let [fast, max] = [Level::Fast, Level::Max].map(|level| ours::run(set, &sample, level));
            table.add(set, &peers, &fast, &max);
        }
    }
    table.means();
}
