//! The registry as a whole.

mod faults;
mod history;
mod keeping;
mod lines;
mod model;
mod proofs;
mod signing;

use super::*;
use crate::semverx::Version;

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

/// A clean entry; `deps` as in `"core ^1, web *"`.
fn entry(package: &str, number: &str, deps: &str) -> Entry {
    let deps = deps.split(", ").filter(|dep| !dep.is_empty()).map(|dep| {
        let (package, range) = dep.split_once(' ').unwrap();
        Dependency::parse(name(package), range).unwrap()
    });
    Entry::new(name(package), version(number), deps).unwrap()
}

fn tier(entries: &[Entry]) -> Tier {
    Tier::from_entries(entries.to_vec()).unwrap()
}

const LIVE: &str = "live";

fn live(tier: Tier) -> Vec<(String, Tier)> {
    vec![(LIVE.to_owned(), tier)]
}

fn publish(entry: Entry) -> Change {
    Change::Publish {
        source: LIVE.into(),
        entry,
    }
}

fn yank(package: &str, number: &str) -> Change {
    Change::Yank {
        source: LIVE.into(),
        name: name(package),
        version: version(number),
    }
}

fn rollback(package: &str, to: Option<u64>) -> Change {
    Change::Rollback {
        source: LIVE.into(),
        name: name(package),
        to,
    }
}
