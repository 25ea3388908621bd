//! What may be chosen: yanks, faults, locks, pins, age, overrides, sources, lines, budget.

use super::*;

fn order(answer: &Resolution) -> Vec<&str> {
    answer.order.iter().map(AsRef::as_ref).collect()
}

#[test]
fn the_highest_stable_version_is_chosen() {
    let short = [
        "a 1.0.0",
        "a 1.2.0",
        "a 1.experimental.9.stable.0.stable",
        "b 1.0.0: a ^1",
    ];
    assert_eq!(text(&answer(&short, &[("b", "*")])), "a 1.2.0, b 1.0.0");
}

#[test]
fn an_older_version_is_chosen_when_the_newest_leads_nowhere() {
    let short = [
        "app 1.0.0: web ^1, core ^1",
        "web 1.1.0: core ^2",
        "web 1.0.0: core ^1",
        "core 1.0.0",
        "core 2.0.0",
    ];
    let answer = answer(&short, &[("app", "*")]);
    assert_eq!(text(&answer), "app 1.0.0, core 1.0.0, web 1.0.0");
    assert_eq!(order(&answer), ["core", "web", "app"]);
}

#[test]
fn yanked_versions_need_the_lock_or_an_exact_pin_of_the_root() {
    let snapshot = registry(&[r#"a 1.1.0 "yanked":true"#, "a 1.0.0", "b 1.0.0: a 1.1.0"]);
    let policy = Policy::default();
    let newest = |request: &Request| text(&solve(&snapshot, &policy, request));
    assert_eq!(newest(&ask(&[("a", "^1")])), "a 1.0.0");
    assert_eq!(newest(&ask(&[("a", "1.1.0")])), "a 1.1.0");
    let locked = ask(&[("a", "^1")]).lock(vec![("a".parse().unwrap(), "1.1.0".parse().unwrap())]);
    assert_eq!(newest(&locked), "a 1.1.0");
    // A dependency's pin is not the root's.
    assert!(!solve(&snapshot, &policy, &ask(&[("b", "*")])).feasible);
}

#[test]
fn faults_above_the_policy_need_a_name_and_panics_never_pass() {
    let short = [
        r#"a 1.2.0 "fault":12"#,
        r#"a 1.1.0 "fault":6"#,
        r#"a 1.0.0 "fault":5"#,
    ];
    let found = answer(&short, &[("a", "^1")]);
    assert_eq!((text(&found).as_str(), found.fault), ("a 1.0.0", 5));
    assert_eq!(found.fault_state, FaultState::Warning);
    assert_eq!(text(&answer(&short, &[("a", "1.1.0")])), "a 1.1.0");
    let refused = answer(&short, &[("a", "1.2.0")]);
    assert_eq!((refused.feasible, refused.fault), (false, 12));
    assert_eq!(refused.fault_state, FaultState::Panic);
    assert!(
        refused
            .explanation
            .unwrap()
            .contains("a 1.2.0 has fault 12")
    );
}

#[test]
fn a_lock_is_a_preference_not_a_rule() {
    let snapshot = registry(&["a 1.0.0", "a 1.1.0", "a 2.0.0"]);
    let locked = |version: &str, range: &str| {
        let lock = vec![("a".parse().unwrap(), version.parse().unwrap())];
        text(&solve(
            &snapshot,
            &Policy::default(),
            &ask(&[("a", range)]).lock(lock),
        ))
    };
    assert_eq!(locked("1.0.0", "^1"), "a 1.0.0");
    assert_eq!(locked("1.0.0", "^2"), "a 2.0.0");
    assert_eq!(locked("9.0.0", "^1"), "a 1.1.0");
    // Of several, the highest that fits.
    let both = ["1.0.0", "2.0.0"].map(|v| ("a".parse().unwrap(), v.parse().unwrap()));
    let request = ask(&[("a", "^1")]).lock(both.to_vec());
    let found = solve(&snapshot, &Policy::default(), &request);
    assert_eq!(text(&found), "a 1.0.0");
}

#[test]
fn young_versions_wait() {
    let snapshot = registry(&[
        r#"a 1.0.0 "published":100"#,
        r#"a 1.1.0 "published":900"#,
        "a 1.2.0",
    ]);
    let policy = Policy::new().with_min_release_age(Some(500));
    let request = ask(&[("a", "^1")]);
    let resolver = Resolver::new(&snapshot, &policy, "live").unwrap();
    assert_eq!(resolver.resolve(&request), Err(ResolveError::NoTime));
    assert_eq!(
        text(&solve(&snapshot, &policy, &request.clone().now(1000))),
        "a 1.0.0"
    );
    assert_eq!(
        text(&solve(&snapshot, &policy, &request.now(1400))),
        "a 1.1.0"
    );
}

#[test]
fn an_override_stands_in_place_of_every_range() {
    let snapshot = registry(&["a 1.0.0", "a 2.0.0", "b 1.0.0: a ^1"]);
    let mut policy = Policy::default();
    policy.overrides.insert("a".into(), "^2".parse().unwrap());
    let request = ask(&[("b", "*"), ("a", "^1")]);
    assert_eq!(
        text(&solve(&snapshot, &policy, &request)),
        "a 2.0.0, b 1.0.0"
    );
    policy.overrides.insert("a".into(), "^3".parse().unwrap());
    let refused = solve(&snapshot, &policy, &request).explanation.unwrap();
    assert!(refused.contains("by your override, ^3"), "{refused}");
}

#[test]
fn a_name_comes_from_one_source_only() {
    let live = ndjson("core 1.0.0");
    let local = [ndjson("@me/app 1.0.0: core ^1"), ndjson("core 1.5.0")].join("\n");
    let snapshot = sources(&[("live", &live), ("local", &local)]);
    let mut policy = Policy::default();
    policy.sources.insert("@me/*".into(), "local".into());
    let found = solve(&snapshot, &policy, &ask(&[("@me/app", "*")]));
    assert_eq!(text(&found), "@me/app 1.0.0, core 1.0.0");
    assert_eq!(
        (
            found.packages[0].source.as_ref(),
            found.packages[1].source.as_ref()
        ),
        ("local", "live")
    );
    // Without the rule the name is looked for in the default source, and nowhere else.
    assert!(!solve(&snapshot, &Policy::default(), &ask(&[("@me/app", "*")])).feasible);
    policy.sources.insert("@me/app".into(), "nowhere".into());
    let refused = Resolver::new(&snapshot, &policy, "live").err();
    assert!(matches!(refused, Some(ResolveError::UnknownSource { .. })));
}

#[test]
fn lines_let_major_versions_live_side_by_side() {
    let short = [
        "app 1.0.0: web ^1, core ^2",
        "web 1.0.0: core ^1",
        "core 1.9.0",
        "core 2.0.0",
    ];
    let policy = Policy::new().with_lines(Some(crate::semverx::Lines::Major));
    let snapshot = registry(&short);
    let found = solve(&snapshot, &policy, &ask(&[("app", "*")]));
    assert_eq!(
        text(&found),
        "app@1 1.0.0, core@1 1.9.0, core@2 2.0.0, web@1 1.0.0"
    );
    assert_eq!(order(&found), ["core@1", "core@2", "web@1", "app@1"]);
    // A range over several lines takes the best of them, and shares one that is taken already.
    let any = solve(&snapshot, &policy, &ask(&[("core", ">=1")]));
    assert_eq!(text(&any), "core@2 2.0.0");
    assert!(!solve(&snapshot, &policy, &ask(&[("core", "^3")])).feasible);
}

#[test]
fn cycles_and_packages_that_need_themselves_resolve() {
    let cycle = ["a 1.0.0: b ^1", "b 1.0.0: c ^1", "c 1.0.0: a ^1"];
    let found = answer(&cycle, &[("a", "*")]);
    assert_eq!(text(&found), "a 1.0.0, b 1.0.0, c 1.0.0");
    assert_eq!(order(&found), ["a", "b", "c"]);
    assert_eq!(text(&answer(&["a 1.0.0: a ^1"], &[("a", "*")])), "a 1.0.0");
    assert_eq!(
        text(&answer(&["a 2.0.0: a ^1", "a 1.0.0"], &[("a", "*")])),
        "a 1.0.0"
    );
    assert!(!answer(&["a 2.0.0: a ^1"], &[("a", "*")]).feasible);
}

#[test]
fn a_hard_instance_ends_with_its_budget() {
    // n + 1 pigeons, n holes: each pigeon needs a hole, each hole admits one pigeon.
    let holes = 9;
    let mut short: Vec<String> = Vec::new();
    for pigeon in 0..=holes {
        for hole in 0..holes {
            short.push(format!("p{pigeon} {hole}.0.0: h{hole} ={pigeon}.0.0"));
            short.push(format!("h{hole} {pigeon}.0.0"));
        }
    }
    short.sort();
    short.dedup();
    let lines: Vec<&str> = short.iter().map(String::as_str).collect();
    let snapshot = registry(&lines);
    let names: Vec<String> = (0..=holes).map(|p| format!("p{p}")).collect();
    let wanted: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "*")).collect();
    let policy = Policy::new().with_budget(20_000);
    let resolver = Resolver::new(&snapshot, &policy, "live").unwrap();
    let stopped = resolver.resolve(&ask(&wanted));
    match stopped {
        Err(ResolveError::Budget {
            package: Some(name),
            ..
        }) => {
            assert!(name.starts_with('p') || name.starts_with('h'));
        }
        other => panic!("{other:?}"),
    }
    let asked = std::cell::Cell::new(0);
    let going = || {
        asked.set(asked.get() + 1);
        asked.get() < 2
    };
    assert_eq!(
        resolver.resolve_while(&ask(&wanted), &going),
        Err(ResolveError::Stopped)
    );
}

#[test]
fn thousands_of_versions_that_lead_nowhere_are_ruled_out_one_by_one() {
    let versions: Vec<String> = (0..3000).map(|n| format!("a 1.0.{n}: b 9.9.{n}")).collect();
    let mut short: Vec<&str> = versions.iter().map(String::as_str).collect();
    short.push("b 1.0.0");
    let policy = Policy::new().with_budget(20_000);
    assert!(!solve(&registry(&short), &policy, &ask(&[("a", "*")])).feasible);
    short.push("a 1.0.3000");
    let found = solve(
        &registry(&short),
        &policy,
        &ask(&[("a", "<1.0.3000 || 1.0.3000")]),
    );
    assert_eq!(text(&found), "a 1.0.3000");
}

#[test]
fn a_package_of_tens_of_thousands_of_versions_costs_budget_not_memory() {
    // Below a decision, so that each dead end is looked at again and again.
    let versions: Vec<String> = (0..20_000)
        .map(|n| format!("a 1.0.{n}: b 9.9.{n}"))
        .collect();
    let mut short: Vec<&str> = versions.iter().map(String::as_str).collect();
    short.extend(["b 1.0.0", "app 1.0.0: a *", "app 1.0.1: a *"]);
    let resolver = Resolver::new(&registry(&short), &Policy::default(), "live").unwrap();
    let stopped = resolver.resolve(&ask(&[("app", "*")]));
    assert!(matches!(stopped, Err(ResolveError::Budget { .. })));
}

#[test]
fn too_many_requirements_are_refused() {
    let names: Vec<String> = (0..=MAX_REQUIREMENTS).map(|n| format!("p{n}")).collect();
    let wanted: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "*")).collect();
    let resolver = Resolver::new(&registry(&[]), &Policy::default(), "live").unwrap();
    let refused = resolver.resolve(&ask(&wanted));
    assert_eq!(
        refused,
        Err(ResolveError::TooManyRequirements {
            got: MAX_REQUIREMENTS + 1
        })
    );
}

#[test]
fn equal_inputs_give_equal_bytes() {
    let short = ["a 1.0.0: b ^1", "b 1.0.0: c ^1", "c 2.0.0", "c 1.0.0: a ^2"];
    let one = answer(&short, &[("a", "*"), ("b", "*")]);
    let two = answer(&short, &[("a", "*"), ("b", "*")]);
    assert_eq!(one, two);
    // The order of a registry's lines changes nothing.
    let mut turned = short;
    turned.reverse();
    assert_eq!(one, answer(&turned, &[("a", "*"), ("b", "*")]));
}
