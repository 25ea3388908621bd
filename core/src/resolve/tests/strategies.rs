//! The three strategies over answers.

use super::*;
use crate::registry::{Change, read_line};
use crate::strategy::Verdict;

fn solution(pairs: &[(&str, &str)]) -> Solution {
    let pairs = pairs.iter();
    pairs
        .map(|(name, version)| ((*name).into(), version.parse().unwrap()))
        .collect()
}

fn resolver(short: &[&str]) -> Resolver {
    Resolver::new(&registry(short), &Policy::default(), "live").unwrap()
}

#[test]
fn a_swap_is_judged_by_the_links_it_changes() {
    let resolver = resolver(&[
        "app 1.0.0: core ^1, log ^1",
        "app 1.1.0: core ^1, log ^1",
        "app 2.0.0: core ^1, log ^1, web ^1, net ^1, sky ^1",
        "core 1.0.0",
        "log 1.0.0",
        "web 1.0.0",
        "net 1.0.0",
        "sky 1.0.0",
    ]);
    let rest = [
        ("core", "1.0.0"),
        ("log", "1.0.0"),
        ("web", "1.0.0"),
        ("net", "1.0.0"),
        ("sky", "1.0.0"),
    ];
    let with = |app: &str| {
        let mut all = solution(&rest);
        all.insert("app".into(), app.parse().unwrap());
        all
    };
    let options = CheckOptions::new().running(with("1.0.0"));
    let verdict = |to: &str| {
        let report = resolver
            .check(&with(to), Strategy::Eulerian, &options)
            .unwrap();
        (report.verdict, report.parity.unwrap().odd)
    };
    assert_eq!(verdict("1.1.0"), (Verdict::SafeSwap, vec![]));
    let odd = ["app", "net", "sky", "web"].map(String::from).to_vec();
    assert_eq!(verdict("2.0.0"), (Verdict::Panic, odd));
    // The literal verdict looks at all links: app has two, so core and log are odd.
    let literal = CheckOptions::new().literal(true);
    let report = resolver
        .check(&with("1.0.0"), Strategy::Eulerian, &literal)
        .unwrap();
    assert_eq!((report.verdict, report.fault), (Verdict::Warning, 3));
}

#[test]
fn what_installs_has_an_order_and_what_does_not_a_reason() {
    let resolver = resolver(&[
        "a 1.0.0: b ^1",
        "b 1.0.0: c ^1",
        "c 1.0.0: a ^1",
        "d 1.0.0: a ^2",
    ]);
    let check = |pairs: &[(&str, &str)]| {
        resolver
            .check(
                &solution(pairs),
                Strategy::Hamiltonian,
                &CheckOptions::new(),
            )
            .unwrap()
    };
    let circle = check(&[("a", "1.0.0"), ("b", "1.0.0"), ("c", "1.0.0")]);
    assert_eq!(circle.verdict, Verdict::Panic);
    assert_eq!(circle.message, "a, b, c need each other in a cycle");
    let missing = check(&[
        ("d", "1.0.0"),
        ("a", "1.0.0"),
        ("b", "1.0.0"),
        ("c", "1.0.0"),
    ]);
    assert_eq!(
        missing.install.unwrap().missing,
        [("d".to_owned(), "a ^2".to_owned())]
    );
    let unknown = resolver.check(
        &solution(&[("a", "9.0.0")]),
        Strategy::Hamiltonian,
        &CheckOptions::new(),
    );
    assert!(matches!(unknown, Err(ResolveError::Unknown { .. })));
}

#[test]
fn a_plan_goes_by_one_major_number_and_round_faults() {
    let resolver = resolver(&[
        "core 1.0.0",
        r#"core 2.0.0 "fault":6"#,
        "core 2.1.0: log ^1",
        r#"core 2.2.0 "yanked":true"#,
        "core 3.2.0: log ^1, net ^1, web ^1",
        "log 1.0.0",
        "net 1.0.0",
        "web 1.0.0",
        "app 1.0.0: core <3",
    ]);
    let version = |text: &str| text.parse::<Version>().unwrap();
    let plan = |from: &str, to: &str, running: &[(&str, &str)]| {
        resolver
            .plan("core", &version(from), &version(to), &solution(running))
            .unwrap()
    };
    let way = plan("1.0.0", "3.2.0", &[]);
    let stops: Vec<String> = way.hops.iter().map(|hop| hop.to.to_compact()).collect();
    assert_eq!(stops, ["2.1.0", "3.2.0"]);
    assert_eq!(way.hops[0].verdict, Verdict::Warning);
    assert_eq!(way.cost, (100 + 10 + 3) + (100 + 10 + 3));
    // app does not bear 3.2.0, and nothing that it needs is running.
    let way = plan(
        "1.0.0",
        "3.2.0",
        &[("app", "1.0.0"), ("core", "1.0.0"), ("log", "1.0.0")],
    );
    assert_eq!(way.hops[1].needs, ["app", "net", "web"]);
    assert_eq!(way.cost, 113 + 113 + 30);
    let blocked = plan("1.0.0", "2.0.0", &[]);
    assert!(!blocked.found && blocked.verdict == Verdict::Panic);
    assert_eq!(
        blocked.reason.as_deref(),
        Some("NO_SAFE_PATH: 2.0.0 has fault 6")
    );
    assert!(plan("1.0.0", "1.0.0", &[]).hops.is_empty());
    let unknown = solution(&[("app", "7.0.0")]);
    let unknown = resolver.plan("core", &version("1.0.0"), &version("3.2.0"), &unknown);
    assert!(matches!(unknown, Err(ResolveError::Unknown { .. })));
    // The A* check plans each change.
    let options = CheckOptions::new().running(solution(&[("core", "1.0.0"), ("log", "1.0.0")]));
    let report = resolver.check(
        &solution(&[("core", "2.1.0"), ("log", "1.0.0")]),
        Strategy::Astar,
        &options,
    );
    assert_eq!(report.unwrap().ways.unwrap().len(), 1);
}

#[test]
fn where_nothing_runs_nothing_is_swapped() {
    let resolver = resolver(&[
        "app 1.0.0: a ^1, b ^1, c ^1",
        "a 1.0.0",
        "b 1.0.0",
        "c 1.0.0",
    ]);
    let all = solution(&[
        ("app", "1.0.0"),
        ("a", "1.0.0"),
        ("b", "1.0.0"),
        ("c", "1.0.0"),
    ]);
    let check = |options: &CheckOptions| {
        let report = resolver.check(&all, Strategy::Eulerian, options).unwrap();
        (report.verdict, report.parity.unwrap().odd.len())
    };
    assert_eq!(check(&CheckOptions::new()), (Verdict::SafeSwap, 0));
    assert_eq!(
        check(&CheckOptions::new().literal(true)),
        (Verdict::Panic, 4)
    );
    let running = CheckOptions::new().running(solution(&[("a", "1.0.0")]));
    assert_eq!(check(&running), (Verdict::Panic, 4));
}

#[test]
fn sentences_name_some_and_lists_name_all() {
    let chain = |n: usize| format!("p{n:02} 1.0.0: p{:02} ^1", (n + 1) % 12);
    let lines: Vec<String> = (0..12).map(chain).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let resolver = resolver(&lines);
    let names: Vec<String> = (0..12).map(|n| format!("p{n:02}")).collect();
    let pairs: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1.0.0")).collect();
    let report = resolver
        .check(
            &solution(&pairs),
            Strategy::Hamiltonian,
            &CheckOptions::new(),
        )
        .unwrap();
    assert_eq!(
        report.message,
        "p00, p01, p02, p03, p04, p05, p06, p07 and 4 more need each other in a cycle"
    );
    assert_eq!(report.install.unwrap().circle, names);
}

#[test]
fn a_graph_finds_the_line_that_is_meant() {
    let resolver = resolver(&[
        "app 1.0.0: core ^2, core-x ^1",
        "core 1.0.0",
        "core 2.0.0: app ^3",
        "core-x 1.0.0",
    ]);
    let chosen = solution(&[
        ("app", "1.0.0"),
        ("core@1", "1.0.0"),
        ("core@2", "2.0.0"),
        ("core-x", "1.0.0"),
    ]);
    let graph = resolver.graph(&chosen).unwrap();
    let [app, _, _, second] = &graph[..] else {
        panic!("four nodes")
    };
    assert_eq!(app.needs.iter().collect::<Vec<_>>(), ["core-x", "core@2"]);
    assert_eq!((&*second.label, second.needs.len()), ("core@2", 0));
    assert_eq!(second.unmet.iter().collect::<Vec<_>>(), ["app ^3"]);
}

#[test]
fn nothing_that_runs_is_swapped_to_a_frozen_version() {
    let resolver = resolver(&[
        "core 1.0.0",
        r#"core 1.1.0 "fault":5"#,
        r#"core 1.2.0 "fault":7"#,
        r#"log 1.0.0 "fault":9"#,
        r#"log 1.1.0 "fault":17"#,
    ]);
    let check = |running: &[(&str, &str)], next: &[(&str, &str)]| {
        let options = CheckOptions::new().running(solution(running));
        resolver
            .check(&solution(next), Strategy::Eulerian, &options)
            .unwrap()
    };
    let to = |next: &str| check(&[("core", "1.0.0")], &[("core", next)]);
    let fine = to("1.1.0");
    assert_eq!(
        (fine.verdict, fine.frozen),
        (Verdict::SafeSwap, Some(vec![]))
    );
    let frozen = to("1.2.0");
    assert_eq!((frozen.verdict, frozen.fault), (Verdict::Panic, 12));
    assert_eq!(frozen.frozen.unwrap(), ["core"]);
    assert_eq!(
        frozen.message,
        "core 1.2.0 is frozen (fault 7): swap nothing to it"
    );
    assert_eq!(frozen.parity.unwrap().verdict, Verdict::SafeSwap);
    // What runs may go on, what did not run is not swapped, and away from it is always allowed.
    let same = [("core", "1.2.0"), ("log", "1.0.0")];
    assert_eq!(check(&same, &same).frozen.unwrap().len(), 0);
    assert_eq!(
        check(&[("core", "1.0.0")], &same[1..])
            .frozen
            .unwrap()
            .len(),
        0
    );
    let away = check(&[("core", "1.2.0")], &[("core", "1.0.0")]);
    assert_eq!(away.verdict, Verdict::SafeSwap);
    let both = check(
        &[("core", "1.0.0"), ("log", "1.0.0")],
        &[("core", "1.2.0"), ("log", "1.1.0")],
    );
    assert_eq!(
        both.message,
        "core 1.2.0 (fault 7), log 1.1.0 (fault 17) are frozen: swap nothing to them"
    );
    let none = resolver.check(&solution(&same), Strategy::Eulerian, &CheckOptions::new());
    assert_eq!(none.unwrap().frozen, Some(vec![]));
    let order = resolver.check(
        &solution(&same),
        Strategy::Hamiltonian,
        &CheckOptions::new(),
    );
    assert_eq!(order.unwrap().frozen, None);
}

#[test]
fn a_package_that_runs_in_another_line_is_swapped_too() {
    let resolver = resolver(&["core 1.0.0", r#"core 2.0.0 "fault":7"#, "core 3.0.0"]);
    let frozen = |running: &[(&str, &str)], next: &[(&str, &str)]| {
        let options = CheckOptions::new().running(solution(running));
        let report = resolver.check(&solution(next), Strategy::Eulerian, &options);
        report.unwrap().frozen.unwrap()
    };
    let (one, two) = (("core@1", "1.0.0"), ("core@2", "2.0.0"));
    assert_eq!(frozen(&[one], &[two]), ["core@2"]);
    assert_eq!(frozen(&[one], &[one, two]), ["core@2"]);
    assert_eq!(frozen(&[("core", "1.0.0")], &[two]), ["core@2"]);
    assert_eq!(frozen(&[one], &[("core", "2.0.0")]), ["core"]);
    // This very version runs, whatever its label.
    assert!(frozen(&[one, two], &[two]).is_empty());
    assert!(frozen(&[("core", "2.0.0")], &[two, ("core@3", "3.0.0")]).is_empty());
    assert!(frozen(&[], &[two]).is_empty());
}

#[test]
fn what_was_undone_still_runs_and_can_be_left() {
    let short = ["app 1.0.0: core *", "core 1.0.0", "core 1.2.0", "log 1.0.0"];
    let tier = registry(&short).tier("live").unwrap().clone();
    let mut history = History::open(vec![("live".into(), tier)], 0, None).unwrap();
    for line in ["core 1.1.0: log *", "app 1.1.0: core *, log *"] {
        let entry = read_line(&ndjson(line)).unwrap();
        let (source, name, to) = ("live".to_owned(), entry.name.clone(), None);
        let publish = Change::Publish {
            source: source.clone(),
            entry,
        };
        history.commit(&[publish], 1, "").unwrap();
        let undo = Change::Rollback { source, name, to };
        history.commit(&[undo], 2, "").unwrap();
    }
    let resolver = Resolver::new(history.snapshot(), &Policy::default(), "live").unwrap();
    let running = solution(&[("app", "1.0.0"), ("core", "1.1.0"), ("log", "1.0.0")]);
    let next = solution(&[("app", "1.0.0"), ("core", "1.2.0"), ("log", "1.0.0")]);
    let options = CheckOptions::new().running(running.clone());
    let check = |strategy| resolver.check(&next, strategy, &options).unwrap();
    let swap = check(Strategy::Eulerian);
    let note = "; core 1.1.0 was undone: what it needed is unknown and counts as nothing";
    assert_eq!(swap.verdict, Verdict::SafeSwap);
    assert!(swap.message.ends_with(note), "{}", swap.message);
    assert_eq!(swap.parity.unwrap().removed, []);
    let ways = check(Strategy::Astar);
    assert!(ways.message.ends_with(note), "{}", ways.message);
    assert!(ways.ways.unwrap()[0].found);
    assert!(!check(Strategy::Hamiltonian).message.contains("undone"));

    let version = |text: &str| text.parse::<Version>().unwrap();
    let plan = |from: &str, to: &str| resolver.plan("core", &version(from), &version(to), &running);
    assert_eq!(plan("1.1.0", "1.2.0").unwrap().cost, 10);
    assert!(plan("1.1.0", "1.0.0").unwrap().found);
    // Past it, and to it, there is no way; and it cannot be chosen.
    assert_eq!(plan("1.0.0", "1.2.0").unwrap().hops.len(), 1);
    assert!(matches!(
        plan("1.0.0", "1.1.0"),
        Err(ResolveError::Unknown { .. })
    ));
    let chosen = resolver.check(&running, Strategy::Eulerian, &CheckOptions::new());
    assert!(matches!(chosen, Err(ResolveError::Unknown { .. })));
    let both = CheckOptions::new().running(solution(&[("app", "1.1.0"), ("core", "1.1.0")]));
    let report = resolver.check(&next, Strategy::Eulerian, &both).unwrap();
    assert!(
        report
            .message
            .contains("; app 1.1.0, core 1.1.0 were undone")
    );
}

#[test]
fn what_is_chosen_and_what_runs_has_to_be_there() {
    let resolver = resolver(&["core 1.0.0"]);
    let (there, gone) = (
        solution(&[("core", "1.0.0")]),
        solution(&[("log", "1.0.0")]),
    );
    for strategy in Strategy::ALL {
        let check = |chosen: &Solution, running: &Solution| {
            let options = CheckOptions::new().running(running.clone());
            resolver.check(chosen, strategy, &options)
        };
        assert!(check(&there, &there).is_ok());
        for report in [check(&gone, &there), check(&there, &gone)] {
            let unknown = matches!(report, Err(ResolveError::Unknown { .. }));
            assert!(unknown, "{}", strategy.name());
        }
    }
}

#[test]
fn a_version_that_needs_itself_needs_no_other_change() {
    let resolver = resolver(&["core 1.0.0: core ^1", "core 2.0.0: core ^2"]);
    let (one, two) = ("1.0.0".parse().unwrap(), "2.0.0".parse().unwrap());
    let running = solution(&[("core", "1.0.0")]);
    let way = resolver.plan("core", &one, &two, &running).unwrap();
    assert_eq!((way.cost, way.hops[0].needs.len()), (100, 0));
}
