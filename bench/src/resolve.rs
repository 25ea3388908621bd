//! diram's resolver on made registries: the median of many requests.

use diram_core::registry::{History, Tier, read_lines};
use diram_core::resolve::{Request, Requirement, Resolver};
use diram_core::semverx::Policy;

use crate::measure::{report, seconds_of_one};
use crate::universe::{Accepts, Release, asked, make};

pub(crate) fn run(packages: usize) {
    let universe = make(packages, 10);
    let lines: String = universe
        .iter()
        .enumerate()
        .flat_map(|(package, releases)| releases.iter().map(move |r| line(package, r)))
        .collect();
    let entries = read_lines(&lines).expect("a made registry");
    let tier = Tier::from_entries(entries).expect("no version twice");
    let history = History::open(vec![("live".into(), tier)], 0, None).expect("one source");
    let resolver = Resolver::new(history.snapshot(), &Policy::default(), "live").expect("live");
    for (who, certificate) in [("diram", false), ("diram, certificate", true)] {
        let mut times = Vec::new();
        let mut feasible = 0;
        for package in asked(packages) {
            let (major, minor, patch) = universe[package].last().expect("versions").0;
            let wanted = Requirement::parse(&name(package), &format!("{major}.{minor}.{patch}"));
            let request =
                Request::new(vec![wanted.expect("a requirement")]).certificate(certificate);
            let answer = resolver.resolve(&request).expect("within the budget");
            feasible += usize::from(answer.feasible);
            times.push(seconds_of_one(|| {
                resolver.resolve(&request).expect("within the budget");
            }));
        }
        times.sort_by(f64::total_cmp);
        let job = format!("resolve {packages}");
        report(&job, who, times[times.len() / 2], times.len(), feasible);
    }
}

fn name(package: usize) -> String {
    format!("p{package}")
}

fn line(package: usize, (version, deps): &Release) -> String {
    let deps: Vec<String> = deps
        .iter()
        .map(|(dep, accepts)| format!("\"{}\":\"{}\"", name(*dep as usize), text(accepts)))
        .collect();
    let (major, minor, patch) = version;
    format!(
        "{{\"name\":\"{}\",\"version\":\"{major}.{minor}.{patch}\",\"deps\":{{{}}}}}\n",
        name(package),
        deps.join(",")
    )
}

fn text(accepts: &Accepts) -> String {
    match accepts {
        Accepts::Caret(major, minor) => format!("^{major}.{minor}.0"),
        Accepts::Tilde(major, minor) => format!("~{major}.{minor}.0"),
        Accepts::AtLeast(major, minor) => format!(">={major}.{minor}.0"),
    }
}
