//! diram's answer, with its certificate checked and its choice gone through by hand.

use std::collections::BTreeMap;

use diram_core::registry::{History, Tier, read_lines};
use diram_core::resolve::{Anchor, Request, Requirement, Resolver, verify_resolution};
use diram_core::semverx::Policy;

use crate::universe::{Accepts, Universe, number};

/// Whether there is an answer.
pub(crate) fn feasible(universe: &Universe) -> bool {
    let entries = read_lines(&universe.lines()).expect("a made registry");
    let tier = Tier::from_entries(entries).expect("no version twice");
    let history = History::open(vec![("live".into(), tier)], 0, None).expect("one source");
    let snapshot = history.snapshot();
    let resolver = Resolver::new(snapshot, &Policy::default(), "live").expect("live is there");
    let wanted = universe.wanted.iter().map(|(package, accepts)| {
        let requirement = Requirement::parse(&format!("p{package}"), &accepts.text());
        requirement.expect("a requirement")
    });
    let request = Request::new(wanted.collect());
    let answer = resolver.resolve(&request).expect("within the budget");
    let certificate = answer.certificate.expect("asked for");
    let report = verify_resolution(certificate.as_bytes(), Anchor::Registry(snapshot));
    let report = report.expect("its own certificate holds");
    assert_eq!(report.feasible, answer.feasible);
    if answer.feasible {
        let chosen = answer.solution.iter().map(|(name, version)| {
            (
                name.to_string(),
                version.to_plain().expect("a plain version"),
            )
        });
        check(universe, &chosen.collect());
    }
    answer.feasible
}

/// Goes through a choice: every requirement is met, nothing yanked is chosen unless it was pinned.
fn check(universe: &Universe, chosen: &BTreeMap<String, String>) {
    let version = |package: usize| {
        let text = chosen.get(&format!("p{package}"))?;
        (0..universe.packages[package].len()).find(|n| number(*n) == *text)
    };
    let met = |(package, accepts): &(usize, Accepts)| {
        version(*package).is_some_and(|version| accepts.accepts(version))
    };
    assert!(
        universe.wanted.iter().all(met),
        "a wanted package is missing"
    );
    for package in 0..universe.packages.len() {
        let Some(version) = version(package) else {
            continue;
        };
        let release = &universe.packages[package][version];
        assert!(release.deps.iter().all(met), "p{package} lacks something");
        let pin = |(p, accepts): &(usize, Accepts)| {
            *p == package && matches!(accepts, Accepts::Exactly(n) if *n == version)
        };
        assert!(
            !release.yanked || universe.wanted.iter().any(pin),
            "p{package} is yanked"
        );
    }
}
