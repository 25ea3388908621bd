//! Checks and plans over a registry that changes.

use super::*;
use crate::registry::RegistryOptions;
use crate::{Code, Failure};

const LINES: &str = r#"
{"name":"app","version":"1.0.0","deps":{"core":"<3"}}
{"name":"app","version":"2.0.0","deps":{"core":"^3","log":"*"}}
{"name":"core","version":"1.0.0","deps":{}}
{"name":"core","version":"2.0.0","deps":{},"fault":6}
{"name":"core","version":"2.1.0","deps":{}}
{"name":"core","version":"3.2.0","deps":{}}
{"name":"log","version":"1.0.0","deps":{}}
"#;

fn open() -> (Registry, Resolver) {
    let registry = Registry::from_lines(LINES, &RegistryOptions::new()).unwrap();
    let resolver = Resolver::new(&registry, &Policy::default()).unwrap();
    (registry, resolver)
}

fn stops(path: &UpdatePath) -> Vec<String> {
    path.hops.iter().map(|hop| hop.to.to_compact()).collect()
}

#[test]
fn a_plan_follows_the_registry() {
    let (registry, resolver) = open();
    let none = Solution::new();
    let plan = || resolver.plan("core", "1.0.0", "3.2.0", &none).unwrap();
    assert_eq!(stops(&plan()), ["2.1.0", "3.2.0"]);
    registry.yank("core", "2.1.0").unwrap();
    let blocked = plan();
    assert!(!blocked.found);
    assert_eq!(blocked.verdict, Verdict::Panic);
    assert!(
        blocked
            .reason
            .unwrap()
            .starts_with(UpdatePath::NO_SAFE_PATH)
    );
    registry
        .publish(r#"{"name":"core","version":"2.0.1","deps":{}}"#)
        .unwrap();
    assert_eq!(stops(&plan()), ["2.0.1", "3.2.0"]);
}

#[test]
fn what_runs_is_heard() {
    let (_registry, resolver) = open();
    let running = solution([("app", "1.0.0"), ("core", "1.0.0")]).unwrap();
    let path = resolver.plan("core", "1.0.0", "3.2.0", &running).unwrap();
    assert!(path.hops[0].needs.is_empty());
    assert_eq!(path.hops[1].needs, ["app"]);

    let next = resolver.resolve(&[("app", "2.0.0")], &ResolveOptions::new());
    let next = next.unwrap().solution;
    let options = CheckOptions::new().running(running);
    let check = |strategy| resolver.check(&next, strategy, &options).unwrap();
    let parity = check(Strategy::Eulerian).parity.unwrap();
    assert_eq!(parity.added, [("app".to_owned(), "log".to_owned())]);
    let install = check(Strategy::Hamiltonian).install.unwrap();
    assert_eq!(install.order, ["core", "log", "app"]);
    let ways = check(Strategy::Astar).ways.unwrap();
    let names: Vec<&str> = ways.iter().map(|way| way.name.as_str()).collect();
    assert_eq!(names, ["app", "core"]);
}

#[test]
fn a_graph_names_what_is_met_and_what_is_not() {
    let (_registry, resolver) = open();
    let chosen = solution([("app", "2.0.0"), ("core", "2.0.0"), ("log", "1.0.0")]).unwrap();
    let graph = resolver.graph(&chosen).unwrap();
    let app = &graph[0];
    assert_eq!(app.needs.iter().collect::<Vec<_>>(), ["log"]);
    assert_eq!(app.unmet.iter().collect::<Vec<_>>(), ["core ^3"]);
    assert_eq!((graph[1].fault, graph[1].yanked), (6, false));
}

#[test]
fn wrong_texts_say_what_is_wrong() {
    let (_registry, resolver) = open();
    let none = Solution::new();
    let code = |name: &str, from: &str, to: &str| {
        let error = resolver.plan(name, from, to, &none).unwrap_err();
        (error.code(), error.hint().is_some())
    };
    assert_eq!(code("core", "1.0", "3.2.0"), (Code::Version, true));
    assert_eq!(code("core", "1.0.0", "9.0.0"), (Code::NotFound, true));
    assert_eq!(code("ghost", "1.0.0", "2.0.0"), (Code::NotFound, true));
    assert_eq!(code("No Name", "1.0.0", "2.0.0").0, Code::Argument);
    for (pairs, wanted) in [
        ([("core", "1"), ("log", "1.0.0")], Code::Version),
        ([("a b", "1.0.0"), ("log", "1.0.0")], Code::Argument),
        ([("log", "1.0.0"), ("log", "1.0.1")], Code::Argument),
    ] {
        assert_eq!(solution(pairs).unwrap_err().code(), wanted, "{pairs:?}");
    }
    let lines = solution([("@me/core@1", "1.0.0"), ("@me/core@2", "2.0.0")]);
    assert_eq!(lines.unwrap().len(), 2);
}
