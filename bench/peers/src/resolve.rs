//! pubgrub with its own ranges on the registries that diram resolves.

use pubgrub::{OfflineDependencyProvider, Ranges, resolve};

use crate::measure::{report, seconds_of_one};
use crate::universe::{Accepts, Triple, asked, make};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Version(Triple);

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.0.0, self.0.1, self.0.2)
    }
}

pub(crate) fn run(packages: usize) {
    let universe = make(packages, 10);
    let mut provider = OfflineDependencyProvider::<u32, Ranges<Version>>::new();
    for (package, releases) in universe.iter().enumerate() {
        for (version, deps) in releases {
            let deps = deps.iter().map(|(dep, accepts)| (*dep, ranges(accepts)));
            provider.add_dependencies(package as u32, Version(*version), deps);
        }
    }
    let mut times = Vec::new();
    let mut feasible = 0;
    for package in asked(packages) {
        let version = Version(universe[package].last().expect("versions").0);
        feasible += usize::from(resolve(&provider, package as u32, version.clone()).is_ok());
        times.push(seconds_of_one(|| {
            let _ = resolve(&provider, package as u32, version.clone());
        }));
    }
    times.sort_by(f64::total_cmp);
    let job = format!("resolve {packages}");
    report(
        &job,
        "pubgrub",
        times[times.len() / 2],
        times.len(),
        feasible,
    );
}

fn ranges(accepts: &Accepts) -> Ranges<Version> {
    let at = |major, minor| Version((major, minor, 0));
    match *accepts {
        Accepts::Caret(major, minor) => Ranges::between(at(major, minor), at(major + 1, 0)),
        Accepts::Tilde(major, minor) => Ranges::between(at(major, minor), at(major, minor + 1)),
        Accepts::AtLeast(major, minor) => Ranges::higher_than(at(major, minor)),
    }
}
