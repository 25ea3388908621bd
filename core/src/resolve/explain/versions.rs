//! Versions of a package as people list them: runs of neighbours, "every version".

use crate::resolve::bits::Bits;
use crate::resolve::universe::Package;

/// Runs shown before the rest is counted.
const SHOWN: usize = 4;

/// The package and those of its versions, oldest first: `web 1.0.0 to 1.4.0, 2.0.0`.
pub(super) fn listed(package: &Package, versions: &Bits) -> String {
    let mut all: Vec<(usize, &crate::semverx::Version)> = (1..package.size())
        .filter_map(|value| Some((value, package.entry(value)?)))
        .filter(|(value, entry)| entry.tombstone.is_none() || versions.contains(*value))
        .map(|(value, entry)| (value, &entry.version))
        .collect();
    all.sort_by(|a, b| a.1.cmp(b.1));
    let label = &package.label;
    if all.len() > 1 && all.iter().all(|(value, _)| versions.contains(*value)) {
        return format!("every version of {label}");
    }
    let mut runs: Vec<String> = Vec::new();
    for run in all.chunk_by(|a, b| versions.contains(a.0) == versions.contains(b.0)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        if !versions.contains(first.0) {
            continue;
        }
        runs.push(match run.len() {
            1 => first.1.to_compact(),
            _ => format!("{} to {}", first.1.to_compact(), last.1.to_compact()),
        });
    }
    let hidden = runs.len().saturating_sub(SHOWN);
    runs.truncate(SHOWN);
    match (runs.is_empty(), hidden) {
        (true, _) => format!("no version of {label}"),
        (false, 0) => format!("{label} {}", runs.join(", ")),
        (false, n) => format!("{label} {}, and {n} more", runs.join(", ")),
    }
}
