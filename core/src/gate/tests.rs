//! The gates.

use super::*;
use crate::registry::{Change, FaultLevel, History, Tier, from_hex, read_line, read_lines};
use crate::semverx::Policy;

const SUM: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// A history of these lines in one source.
fn history(source: &str, lines: &str) -> History {
    let tier = Tier::from_entries(read_lines(lines).unwrap()).unwrap();
    History::open(vec![(source.to_owned(), tier)], 0, None).unwrap()
}

fn line(name: &str, version: &str, rest: &str) -> String {
    format!("{{\"name\":\"{name}\",\"version\":\"{version}\",\"deps\":{{}}{rest}}}\n")
}

fn ask(history: &History, policy: &Policy, name: &str, version: &str) -> GateReport {
    let source = history.snapshot().sources().next().unwrap().to_owned();
    let options = GateOptions::new(1000);
    install(history.snapshot(), &source, policy, name, version, &options).unwrap()
}

/// The gates that were asked and did not say yes.
fn refusals(report: &GateReport) -> Vec<(Gate, GateVerdict)> {
    let asked = report.gates.iter();
    asked
        .filter(|check| check.verdict.outcome() != GateOutcome::Valid)
        .map(|check| (check.gate, check.verdict))
        .collect()
}

use GateVerdict::{Incoherent, Insufficient, Skipped, Valid};

#[test]
fn a_report_always_has_all_eight_in_order_and_the_worst_outcome() {
    let history = history("live", &line("core", "1.0.0", ""));
    for (name, version) in [
        ("core", "1.0.0"),
        ("core", "2.0.0"),
        ("Core!", "x"),
        ("no", "1.0.0"),
    ] {
        let report = ask(&history, &Policy::new(), name, version);
        assert_eq!(report.gates.clone().map(|check| check.gate), Gate::ALL);
        let worst = report.gates.iter().map(|c| c.verdict.outcome()).max();
        assert_eq!(Some(report.outcome), worst);
        assert!(report.gates.iter().all(|check| !check.reason.is_empty()));
        assert_eq!(report.verdict(Gate::Plugins), Skipped);
    }
    let json = serde_json::to_value(ask(&history, &Policy::new(), "core", "1.0.0")).unwrap();
    assert_eq!(json["outcome"], "INSUFFICIENT");
    assert_eq!(json["gates"][3]["gate"], "near_name");
    assert_eq!(json["gates"][3]["verdict"], "SKIPPED");
    assert_eq!(json["gates"][7]["reason"], "no plugin was asked");
    assert_eq!(
        (&json["near"], &json["proof"]),
        (&serde_json::json!([]), &serde_json::Value::Null)
    );
}

#[test]
fn what_is_no_name_or_version_is_an_answer() {
    let history = history("live", &line("core", "1.0.0", ""));
    for (name, version) in [
        ("", "1.0.0"),
        ("core", ""),
        ("../etc", "latest"),
        ("core", "1"),
    ] {
        let report = ask(&history, &Policy::new(), name, version);
        assert_eq!(refusals(&report), [(Gate::Syntax, Incoherent)]);
        assert!(
            report
                .gates
                .iter()
                .skip(1)
                .all(|check| check.verdict == Skipped)
        );
    }
    let report = ask(
        &history,
        &Policy::new(),
        &"x".repeat(100_000),
        &"1.".repeat(100_000),
    );
    assert!(serde_json::to_string(&report).unwrap().len() < 4000);
}

#[test]
fn a_tier_takes_what_it_is_for() {
    let all = [
        "1.0.0",
        "1.0.0-rc.1",
        "1.0.0.experimental",
        "1.0.0.legacy",
        "1.0.0.lts",
    ];
    let lines: String = all.iter().map(|v| line("core", v, "")).collect();
    for (source, takes) in [("live", 1), ("local", 3), ("acme", 5)] {
        let history = history(source, &lines);
        for (at, version) in all.iter().enumerate() {
            let report = ask(&history, &Policy::new(), "core", version);
            let wanted = if at < takes { Valid } else { Insufficient };
            assert_eq!(report.verdict(Gate::Rights), wanted, "{source} {version}");
        }
    }
}

#[test]
fn what_is_not_there_is_proved_and_hinted() {
    let mut history = history("live", &line("requests", "1.0.0", ""));
    let report = ask(&history, &Policy::new(), "reqeusts", "1.0.0");
    assert_eq!(refusals(&report), [(Gate::Existence, Insufficient)]);
    assert_eq!(report.verdict(Gate::Cooldown), Skipped);
    assert_eq!(report.near, ["requests"]);
    assert_eq!(report.hint().unwrap(), "did you mean requests?");
    let proof = report.proof.unwrap();
    let root = history.snapshot().head().root("live").unwrap();
    proof.tree.expect_root(root).unwrap();
    let version = "1.0.0".parse().unwrap();
    assert_eq!(proof.tree.entry("reqeusts", &version), Ok(None));

    let report = ask(&history, &Policy::new(), "requests", "2.0.0");
    assert_eq!(report.near, ["1.0.0"]);
    let source = "live".to_owned();
    let entry = read_line(&line("requests", "2.0.0", "")).unwrap();
    let name = entry.name.clone();
    history
        .commit(
            &[Change::Publish {
                source: source.clone(),
                entry,
            }],
            1,
            "",
        )
        .unwrap();
    history
        .commit(
            &[Change::Rollback {
                source,
                name,
                to: Some(1),
            }],
            2,
            "",
        )
        .unwrap();
    let report = ask(&history, &Policy::new(), "requests", "2.0.0");
    assert_eq!(
        report.first_refusal().unwrap().reason,
        "it was undone by a rollback"
    );
}

#[test]
fn who_may_not_list_learns_nothing() {
    let history = history("live", &line("core", "1.0.0", ",\"fault\":17"));
    let options = GateOptions::new(0).may_list(false);
    let look = |name: &str| {
        let (snapshot, policy) = (history.snapshot(), Policy::new());
        let mut report = install(snapshot, "live", &policy, name, "1.0.0", &options).unwrap();
        report.name.clear();
        report
    };
    let there = look("core");
    assert_eq!(there, look("cord"));
    assert_eq!((there.proof.is_none(), there.near.len()), (true, 0));
    assert_eq!(refusals(&there), [(Gate::Existence, Insufficient)]);
    assert_eq!(there.verdict(Gate::Rights), Skipped);
    // Nor from a publish: a number that is taken looks like a free one.
    let publish = |version: &str| {
        let line = line("core", version, "");
        let (snapshot, policy) = (history.snapshot(), Policy::new());
        let mut report = publish(snapshot, "live", &policy, &line, &options).unwrap();
        report.version.clear();
        report
    };
    assert_eq!(publish("1.0.0"), publish("3.0.0"));
}

#[test]
fn a_release_must_have_cooled_down() {
    let lines = [
        line("core", "1.0.0", ",\"published\":900"),
        line("core", "2.0.0", ""),
    ]
    .concat();
    let history = history("live", &lines);
    let verdict = |version: &str, age: Option<u64>| {
        let policy = Policy::new().with_min_release_age(age);
        let report = ask(&history, &policy, "core", version);
        let check = report
            .gates
            .into_iter()
            .find(|check| check.gate == Gate::Cooldown)
            .unwrap();
        (check.verdict, check.reason)
    };
    // Now is 1000.
    assert_eq!(verdict("1.0.0", None).0, Valid);
    assert_eq!(verdict("1.0.0", Some(100)).0, Valid);
    let (young, why) = verdict("1.0.0", Some(101));
    assert_eq!(young, Insufficient);
    assert!(why.contains("old enough at 1001"), "{why}");
    assert_eq!(verdict("2.0.0", None).0, Valid);
    assert_eq!(verdict("2.0.0", Some(1)).0, Insufficient);
    assert_eq!(verdict("1.0.0", Some(u64::MAX)).0, Insufficient);
}

#[test]
fn bytes_must_be_those_that_were_published() {
    let with = format!(",\"sha256\":\"{SUM}\"");
    let lines = [line("core", "1.0.0", &with), line("core", "2.0.0", "")].concat();
    let history = history("live", &lines);
    let sum = from_hex(SUM);
    let other = Some([7; 32]);
    for (version, measured, coherence, wanted) in [
        ("1.0.0", None, None, Valid),
        ("1.0.0", sum, None, Valid),
        ("1.0.0", sum, Some(954), Valid),
        ("1.0.0", sum, Some(953), Incoherent),
        ("1.0.0", other, None, Incoherent),
        ("1.0.0", other, Some(1000), Incoherent),
        ("2.0.0", None, None, Insufficient),
        ("2.0.0", sum, None, Insufficient),
        ("2.0.0", None, Some(0), Incoherent),
    ] {
        let options = GateOptions::new(0).sha256(measured).coherence(coherence);
        let (snapshot, policy) = (history.snapshot(), Policy::new());
        let report = install(snapshot, "live", &policy, "core", version, &options).unwrap();
        assert_eq!(
            report.verdict(Gate::Integrity),
            wanted,
            "{version} {coherence:?}"
        );
    }
}

#[test]
fn faults_are_judged_as_a_resolution_does() {
    let lines: String = (0..18)
        .map(|n| line("core", &format!("1.{n}.0"), &format!(",\"fault\":{n}")))
        .collect();
    let yanked = line("core", "2.0.0", ",\"yanked\":true");
    let history = history("live", &[lines, yanked].concat());
    for max in [0, 5, 9, 17] {
        let policy = Policy::new().with_max_fault(max);
        for level in 0..18 {
            let report = ask(&history, &policy, "core", &format!("1.{level}.0"));
            let wanted = match level {
                12.. => Incoherent,
                level if level <= max => Valid,
                _ => Insufficient,
            };
            assert_eq!(report.verdict(Gate::Fault), wanted, "{level} of {max}");
        }
    }
    let report = ask(&history, &Policy::new(), "core", "2.0.0");
    assert_eq!(report.verdict(Gate::Fault), Insufficient);
    assert!(report.gates[6].reason.contains("yanked"));
}

#[test]
fn a_publish_is_looked_at_as_well() {
    let lines: String = (0..10)
        .map(|n| {
            format!("{{\"name\":\"app{n}\",\"version\":\"1.0.0\",\"deps\":{{\"lodash\":\"*\"}}}}\n")
        })
        .collect();
    let mut history = history("live", &lines);
    let look = |history: &History, line: &str| {
        let options = GateOptions::new(0);
        publish(history.snapshot(), "live", &Policy::new(), line, &options).unwrap()
    };
    let sum = format!(",\"sha256\":\"{SUM}\"");
    let good = look(&history, &line("fresh", "1.0.0", &sum));
    assert_eq!(
        (good.outcome, good.proof.is_none()),
        (GateOutcome::Valid, true)
    );
    assert_eq!(good.message(), "fresh 1.stable.0.stable.0.stable: VALID");
    assert_eq!((good.hint(), good.first_refusal()), (None, None));

    let near = look(&history, &line("1odash", "1.0.0", &sum));
    assert_eq!(refusals(&near), [(Gate::NearName, Insufficient)]);
    assert_eq!(
        near.first_refusal().unwrap().reason,
        "needs review: like lodash"
    );
    // The name itself is no guess, and one that is known is not looked at again.
    assert_eq!(
        look(&history, &line("lodash", "1.0.0", &sum)).outcome,
        GateOutcome::Valid
    );
    let entry = read_line(&line("1odash", "0.9.0", "")).unwrap();
    let source = "live".to_owned();
    history
        .commit(&[Change::Publish { source, entry }], 1, "")
        .unwrap();
    assert_eq!(
        look(&history, &line("1odash", "1.0.0", &sum)).outcome,
        GateOutcome::Valid
    );
    // One whose every version was undone is as new as before.
    let (source, name) = ("live".to_owned(), "1odash".parse().unwrap());
    let undo = Change::Rollback {
        source,
        name,
        to: None,
    };
    history.commit(&[undo], 2, "").unwrap();
    let near = look(&history, &line("1odash", "1.0.0", &sum));
    assert_eq!(refusals(&near), [(Gate::NearName, Insufficient)]);

    let bare = look(&history, &line("fresh", "1.0.0", ""));
    assert_eq!(refusals(&bare), [(Gate::Integrity, Insufficient)]);
    let taken = look(&history, &line("app1", "1.0.0+again", &sum));
    assert_eq!(refusals(&taken), [(Gate::Existence, Incoherent)]);
    assert_eq!(taken.hint().unwrap(), "publish it under a higher number");
    let state = look(&history, &line("fresh", "1.0.0.experimental", &sum));
    assert_eq!(refusals(&state), [(Gate::Rights, Incoherent)]);
    let rotten = look(
        &history,
        &line("fresh", "1.0.0", &format!(",\"fault\":12{sum}")),
    );
    assert_eq!(refusals(&rotten), [(Gate::Fault, Incoherent)]);
    let torn = look(&history, "{\"name\":");
    assert_eq!(refusals(&torn), [(Gate::Syntax, Incoherent)]);
    assert!(
        torn.message()
            .starts_with("the line: INCOHERENT at the syntax gate: line 1")
    );
}

#[test]
fn plugins_have_the_last_word() {
    let sum = format!(",\"sha256\":\"{SUM}\"");
    let history = history("live", &line("core", "1.0.0", &sum));
    let report = ask(&history, &Policy::new(), "core", "1.0.0");
    assert_eq!(report.outcome, GateOutcome::Valid);
    let yes = report.clone().with_plugins(Valid, "all agree");
    assert_eq!(
        (yes.outcome, yes.verdict(Gate::Plugins)),
        (GateOutcome::Valid, Valid)
    );
    let no = report.with_plugins(Incoherent, "scanner: CVE");
    assert_eq!(no.first_refusal().unwrap().gate, Gate::Plugins);
    assert!(no.outcome.refuses(false) && !yes.outcome.refuses(true));
    assert_eq!(
        no.with_plugins(Skipped, "again").outcome,
        GateOutcome::Valid
    );
    assert!(GateOutcome::Insufficient.refuses(true) && !GateOutcome::Insufficient.refuses(false));
}

#[test]
fn a_source_that_is_not_there_is_an_error() {
    let history = history("live", &line("core", "1.0.0", ""));
    let (snapshot, policy, options) = (history.snapshot(), Policy::new(), GateOptions::new(0));
    assert!(install(snapshot, "dead", &policy, "core", "1.0.0", &options).is_err());
    assert!(publish(snapshot, "dead", &policy, "no line", &options).is_err());
    assert_eq!(FaultLevel::MAX, Policy::MAX_FAULT);
}
