//! Registries made from numbers, the same for every solver: layered, with a few packages that
//! everybody needs, several majors, and some that lead nowhere.

use crate::measure::Numbers;

/// A version: major, minor, patch.
pub(crate) type Triple = (u32, u32, u32);

/// What a dependency accepts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Accepts {
    /// `^major.minor.0`
    Caret(u32, u32),
    /// `~major.minor.0`
    Tilde(u32, u32),
    /// `>=major.minor.0`
    AtLeast(u32, u32),
}

/// A published version: number and dependencies (package, accepted versions).
pub(crate) type Release = (Triple, Vec<(u32, Accepts)>);

/// `packages` packages of `versions` versions each.
pub(crate) fn make(packages: usize, versions: usize) -> Vec<Vec<Release>> {
    let mut numbers = Numbers(packages as u64);
    let triple = |n: usize| (1 + n as u32 / 4, n as u32 % 4, 0);
    (0..packages)
        .map(|package| {
            let needs: Vec<u32> = (0..numbers.below(5))
                .filter_map(|_| below(&mut numbers, packages, package))
                .collect();
            (0..versions)
                .map(|n| {
                    let mut deps: Vec<(u32, Accepts)> = Vec::new();
                    for &need in &needs {
                        if deps.iter().any(|(known, _)| *known == need) || numbers.below(8) == 0 {
                            continue;
                        }
                        // A release needs about what was new when it came out.
                        let near = (n + numbers.below(3)).saturating_sub(2).min(versions - 1);
                        let (major, minor, _) = triple(near);
                        let accepts = match numbers.below(10) {
                            0 => Accepts::Tilde(major, minor),
                            1..=6 => Accepts::Caret(major, minor),
                            _ => Accepts::AtLeast(major, minor),
                        };
                        deps.push((need, accepts));
                    }
                    (triple(n), deps)
                })
                .collect()
        })
        .collect()
}

/// A package after this one, often one of the last, which are the popular ones.
fn below(numbers: &mut Numbers, packages: usize, package: usize) -> Option<u32> {
    let rest = packages - package - 1;
    if rest == 0 {
        return None;
    }
    let step = match numbers.below(3) {
        0 => rest - 1 - numbers.below(rest.min(20)),
        _ => numbers.below(rest.min(200)),
    };
    Some((package + 1 + step) as u32)
}

/// The packages that are asked for, each with its newest version: spread evenly.
pub(crate) fn asked(packages: usize) -> impl Iterator<Item = usize> {
    (0..packages).step_by(packages.div_ceil(200))
}
