//! pubgrub, over sets of version numbers.

use pubgrub::{OfflineDependencyProvider, PubGrubError, Ranges, resolve};

use crate::universe::{Accepts, Universe};

/// The package that stands for the request.
const ROOT: usize = usize::MAX;

pub(crate) fn feasible(universe: &Universe) -> bool {
    let ranges = |package: usize, accepts: Accepts| -> Ranges<u32> {
        let candidates = universe.candidates(package, accepts);
        candidates.fold(Ranges::empty(), |all, n| {
            all.union(&Ranges::singleton(n as u32))
        })
    };
    let mut provider = OfflineDependencyProvider::<usize, Ranges<u32>>::new();
    for (package, releases) in universe.packages.iter().enumerate() {
        for (version, release) in releases.iter().enumerate() {
            // pubgrub takes a version that needs another version of its own package; nothing can
            // satisfy it, so it is left out.
            let own =
                |(dep, accepts): &(usize, Accepts)| *dep != package || accepts.accepts(version);
            if !release.deps.iter().all(own) {
                continue;
            }
            let deps = release
                .deps
                .iter()
                .map(|(dep, accepts)| (*dep, ranges(*dep, *accepts)));
            provider.add_dependencies(package, version as u32, deps);
        }
    }
    // A package may be wanted twice; here it is needed once, for what both accept.
    let mut wanted: Vec<(usize, Ranges<u32>)> = Vec::new();
    for (package, accepts) in &universe.wanted {
        let range = ranges(*package, *accepts);
        match wanted.iter_mut().find(|(known, _)| known == package) {
            Some((_, both)) => *both = both.intersection(&range),
            None => wanted.push((*package, range)),
        }
    }
    provider.add_dependencies(ROOT, 0_u32, wanted);
    match resolve(&provider, ROOT, 0_u32) {
        Ok(_) => true,
        Err(PubGrubError::NoSolution(_)) => false,
        Err(error) => panic!("pubgrub: {error}"),
    }
}
