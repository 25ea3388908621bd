//! The table, set by set, and the means of each group.

use std::collections::BTreeMap;

use crate::coder::Figures;
use crate::ours::Cost;
use crate::peers::NAMES;
use crate::sets::Set;

/// One level of ours on one set.
pub(crate) type Ours = (Figures, Cost);

/// Rows so far.
#[derive(Default)]
pub(crate) struct Table {
    groups: BTreeMap<String, Vec<[f64; 8]>>,
}

/// Names the columns.
pub(crate) fn head() {
    println!(
        "B: bytes of a message; us: microseconds to code it/back; ratio: B to the best peer's B"
    );
    println!(
        "{:22}{:>7}  {:24}{:26}{:32}ratio fast, max",
        "set", "raw B", "best peer  B  us", "fast  B  us", "max  B  us  ms to prime  KB"
    );
}

impl Table {
    /// Prints a set.
    pub(crate) fn add(&mut self, set: &Set, peers: &[Figures; 3], fast: &Ours, max: &Ours) {
        let (best, name) = peers
            .iter()
            .zip(NAMES)
            .fold((&Figures::WORST, ""), |best, peer| {
                if peer.0.bytes < best.0.bytes {
                    peer
                } else {
                    best
                }
            });
        let ratios = [fast.0.bytes / best.bytes, max.0.bytes / best.bytes];
        println!(
            "{:22}{:7.0}  {name:9} {:6.1} {:5.1}/{:<5.1}  {:6.1} {:6.1}/{:<6.1}    {:6.1} {:6.1}/{:<6.1} {:4.0} {:5}    {:.3} {:.3}",
            format!("{}/{}", set.group, set.name),
            set.mean(),
            best.bytes,
            best.pack,
            best.unpack,
            fast.0.bytes,
            fast.0.pack,
            fast.0.unpack,
            max.0.bytes,
            max.0.pack,
            max.0.unpack,
            max.1.prime,
            max.1.memory >> 10,
            ratios[0],
            ratios[1],
        );
        self.groups.entry(set.group.clone()).or_default().push([
            best.bytes,
            fast.0.bytes,
            fast.0.pack,
            fast.0.unpack,
            max.0.bytes,
            max.0.pack,
            ratios[0],
            ratios[1],
        ]);
    }

    /// Prints the means, and the worst set of each group.
    pub(crate) fn means(&self) {
        for (group, rows) in &self.groups {
            let mean =
                |column: usize| rows.iter().map(|row| row[column]).sum::<f64>() / rows.len() as f64;
            let worst = rows.iter().map(|row| row[7]).fold(0.0, f64::max);
            println!(
                "mean of {} {group} sets: best peers {:.1} B; fast {:.1} B, {:.1}/{:.1} us, ratio {:.3}; max {:.1} B, {:.1} us, ratio {:.3}, worst {worst:.3}",
                rows.len(),
                mean(0),
                mean(1),
                mean(2),
                mean(3),
                mean(6),
                mean(4),
                mean(5),
                mean(7),
            );
        }
    }
}
