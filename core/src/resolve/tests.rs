//! Answers against exhaustive search, certificates against mutation, sentences against the reader.

mod certificates;
mod exhaustive;
mod rules;
mod sentences;
mod strategies;

use super::*;
use crate::registry::{History, Tier, read_lines};
use crate::semverx::Policy;

/// A snapshot with one source, `live`.
fn snapshot(lines: &str) -> Snapshot {
    sources(&[("live", lines)])
}

fn sources(all: &[(&str, &str)]) -> Snapshot {
    let tier = |lines: &str| Tier::from_entries(read_lines(lines).unwrap()).unwrap();
    let tiers = all
        .iter()
        .map(|(name, lines)| (name.to_string(), tier(lines)));
    let history = History::open(tiers.collect(), 0, None).unwrap();
    history.snapshot().clone()
}

/// A registry from the short form `name version: dep range, dep range`.
fn registry(short: &[&str]) -> Snapshot {
    snapshot(
        &short
            .iter()
            .map(|line| ndjson(line))
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

fn ndjson(line: &str) -> String {
    let (head, deps) = line.split_once(": ").unwrap_or((line, ""));
    let mut words = head.split_whitespace();
    let (name, version) = (words.next().unwrap(), words.next().unwrap());
    let extra: String = words.map(|word| format!(",{word}")).collect();
    let deps = deps.split(',').map(str::trim).filter(|d| !d.is_empty());
    let deps = deps.map(|dep| {
        let (name, range) = dep.split_once(' ').unwrap();
        format!("{name:?}:{range:?}")
    });
    let deps = deps.collect::<Vec<_>>().join(",");
    format!(r#"{{"name":"{name}","version":"{version}","deps":{{{deps}}}{extra}}}"#)
}

fn ask(wanted: &[(&str, &str)]) -> Request {
    Request::new(
        wanted
            .iter()
            .map(|(name, range)| Requirement::parse(name, range).unwrap())
            .collect(),
    )
}

fn solve(snapshot: &Snapshot, policy: &Policy, request: &Request) -> Resolution {
    let resolver = Resolver::new(snapshot, policy, "live").unwrap();
    let answer = resolver.resolve(request).unwrap();
    if let Some(certificate) = &answer.certificate {
        let report = verify_resolution(certificate.as_bytes(), Anchor::Registry(snapshot)).unwrap();
        assert_eq!(report.feasible, answer.feasible);
        assert_eq!(report.solution, answer.solution);
        assert!(report.anchored);
    }
    answer
}

/// The solution as `name version, …` in compact versions.
fn text(answer: &Resolution) -> String {
    let chosen = answer.solution.iter();
    let chosen = chosen.map(|(name, version)| format!("{name} {}", version.to_compact()));
    chosen.collect::<Vec<_>>().join(", ")
}

fn answer(short: &[&str], wanted: &[(&str, &str)]) -> Resolution {
    solve(&registry(short), &Policy::default(), &ask(wanted))
}
