//! What the reports say of each package, looked up by label.

use std::collections::{BTreeMap, HashMap};

use diram::resolve::{CheckReport, Resolution, Solution, UpdatePath, Verdict, package_of};
use diram::versions::Version;

/// What the reports say of one package.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct About {
    /// Its place in the install order, from 0.
    pub(super) place: Option<usize>,
    /// Whether it and others need each other.
    pub(super) in_cycle: bool,
    /// What the check advises whose swap changes whether it has an odd number of links.
    pub(super) odd: Option<Verdict>,
    /// The place of its way among all ways.
    way: Option<usize>,
}

/// By label; packages of which nothing is said are not there.
#[derive(Debug, Default)]
pub(super) struct Abouts(HashMap<String, About>);

impl Abouts {
    pub(super) fn new(reports: &[CheckReport], running: &Solution, answer: &Resolution) -> Abouts {
        let mut all = Abouts::default();
        for report in reports {
            all.read(report);
        }
        let ways = ways(reports).enumerate();
        let ways: BTreeMap<(&str, &Version, &Version), usize> = ways
            .map(|(at, way)| ((way.name.as_str(), &way.from, &way.to), at))
            .collect();
        for (label, to) in &answer.solution {
            let from = running.get(label);
            let way = from.and_then(|from| ways.get(&(package_of(label), from, to)));
            if let Some(way) = way {
                all.of_mut(label).way = Some(*way);
            }
        }
        all
    }

    fn read(&mut self, report: &CheckReport) {
        if let Some(install) = &report.install {
            for (place, label) in install.order.iter().enumerate() {
                self.of_mut(label).place = Some(place);
            }
            for label in &install.circle {
                self.of_mut(label).in_cycle = true;
            }
        }
        for label in report.parity.iter().flat_map(|parity| &parity.odd) {
            self.of_mut(label).odd = Some(report.verdict);
        }
    }

    fn of_mut(&mut self, label: &str) -> &mut About {
        self.0.entry(label.to_owned()).or_default()
    }

    /// What is said of a package.
    pub(super) fn of(&self, label: &str) -> About {
        self.0.get(label).copied().unwrap_or_default()
    }

    /// The way of a package whose version changes.
    pub(super) fn way<'a>(
        &self,
        reports: &'a [CheckReport],
        label: &str,
    ) -> Option<&'a UpdatePath> {
        // Of one report, which has a list: the step to the one asked for costs nothing.
        let at = self.of(label).way?;
        reports
            .iter()
            .find_map(|report| report.ways.as_ref())?
            .get(at)
    }
}

fn ways(reports: &[CheckReport]) -> impl Iterator<Item = &UpdatePath> {
    let found = reports.iter().find_map(|report| report.ways.as_ref());
    found.into_iter().flatten()
}
