//! What there is to tell between two snapshots.

use super::*;
use crate::registry::{Change, FaultLevel, History, Snapshot, Tier, read_line, read_lines};

const LINES: &str = r#"
{"name":"app","version":"1.0.0","deps":{"core":"^2"}}
{"name":"app","version":"1.1.0","deps":{"core":"^2"}}
{"name":"old","version":"1.0.0","deps":{"core":"^1"}}
{"name":"trial","version":"1.0.0","deps":{"core":">=2.0.0"}}
{"name":"core","version":"1.0.0","deps":{}}
{"name":"core","version":"2.0.0","deps":{}}
{"name":"core","version":"2.stable.1.experimental.0.stable","deps":{}}
{"name":"core","version":"2.2.0","deps":{},"yanked":true}
{"name":"core","version":"2.3.0","deps":{},"fault":6}
"#;

struct Registry {
    history: History,
    before: Snapshot,
}

impl Registry {
    fn open() -> Registry {
        let tier = Tier::from_entries(read_lines(LINES).unwrap()).unwrap();
        let other = Tier::from_entries(read_lines(LINES).unwrap()).unwrap();
        let tiers = vec![("live".into(), tier), ("other".into(), other)];
        let history = History::open(tiers, 0, None).unwrap();
        let before = history.snapshot().clone();
        Registry { history, before }
    }

    /// What these changes, all in one snapshot, are told as.
    fn told(&mut self, changes: &[Change]) -> Vec<Update> {
        self.before = self.history.snapshot().clone();
        let after = self.history.commit(changes, 0, "").unwrap();
        updates(&self.before, &after, "live")
    }
}

fn new(name: &str, version: &str) -> Change {
    let line = format!("{{\"name\":\"{name}\",\"version\":\"{version}\",\"deps\":{{}}}}");
    Change::Publish {
        source: "live".into(),
        entry: read_line(&line).unwrap(),
    }
}

fn fault(version: &str, level: u8) -> Change {
    Change::SetFault {
        source: "live".into(),
        name: "core".parse().unwrap(),
        version: version.parse().unwrap(),
        fault: FaultLevel::new(level).unwrap(),
    }
}

fn yank(version: &str) -> Change {
    Change::Yank {
        source: "live".into(),
        name: "core".parse().unwrap(),
        version: version.parse().unwrap(),
    }
}

fn kinds(updates: &[Update]) -> Vec<(&str, UpdateKind, u64)> {
    let all = updates.iter();
    all.map(|u| (&*u.package, u.kind, u.index)).collect()
}

#[test]
fn updates_are_counted_a_package_in_order_of_versions() {
    let mut registry = Registry::open();
    let told = registry.told(&[
        new("web", "1.0.0"),
        new("core", "2.1.0"),
        yank("1.0.0"),
        fault("2.0.0", 3),
        new("app", "2.0.0"),
    ]);
    assert_eq!(
        kinds(&told),
        [
            ("app", UpdateKind::Publish, 0),
            ("core", UpdateKind::Yank, 0),
            ("core", UpdateKind::Fault, 1),
            ("core", UpdateKind::OptIn, 2),
            ("web", UpdateKind::Publish, 0),
        ]
    );
    assert!(told.iter().all(|update| update.seq == 2));
    assert_eq!(told[2].fault.get(), 3);
    let old = |at: usize| told[at].old_version.as_deref();
    assert_eq!(old(0), Some("1.stable.1.stable.0.stable"));
    assert_eq!((old(1), old(2), old(4)), (None, None, None));
    assert_eq!(old(3), Some("2.stable.1.experimental.0.stable"));
    assert!(updates(&registry.before, registry.history.snapshot(), "other").is_empty());
    assert!(updates(&registry.before, registry.history.snapshot(), "none").is_empty());
}

#[test]
fn opting_in_is_the_first_stable_version_of_a_line() {
    let mut registry = Registry::open();
    let mut kind = |version| registry.told(&[new("new", version)])[0].kind;
    assert_eq!(kind("1.0.0-rc.1"), UpdateKind::Publish);
    assert_eq!(kind("1.0.0"), UpdateKind::OptIn);
    assert_eq!(kind("1.1.0"), UpdateKind::Publish);
    assert_eq!(kind("1.2.0.experimental"), UpdateKind::Publish);
    assert_eq!(kind("1.3.0-rc.1"), UpdateKind::Publish);
    assert_eq!(kind("2.0.0"), UpdateKind::Publish);
}

#[test]
fn a_fault_is_mandatory_when_it_rises_to_nine_or_more() {
    let mut registry = Registry::open();
    let mut kind = |level| registry.told(&[fault("2.0.0", level)])[0].kind;
    let told: Vec<UpdateKind> = [8, 9, 12, 11, 9, 17, 0].map(&mut kind).into();
    let (f, m) = (UpdateKind::Fault, UpdateKind::Mandatory);
    assert_eq!(told, [f, m, m, f, f, m, f]);
    // Whatever else happens to it at once.
    let told = registry.told(&[yank("2.0.0"), fault("2.0.0", 10)]);
    assert_eq!(kinds(&told), [("core", m, 0)]);
    // A new version nobody runs yet.
    let line = r#"{"name":"bad","version":"1.0.0","deps":{},"fault":12}"#;
    let entry = read_line(line).unwrap();
    let source = "live".to_owned();
    let told = registry.told(&[Change::Publish { source, entry }]);
    assert_eq!(
        (told[0].kind, told[0].fault.get()),
        (UpdateKind::Publish, 12)
    );
}

#[test]
fn a_mandatory_update_names_who_is_affected_and_where_to_go() {
    let mut registry = Registry::open();
    let told = registry.told(&[fault("2.0.0", 9)]);
    assert_eq!(*told[0].dependents, ["app".to_owned(), "trial".to_owned()]);
    // Above it only an experimental one is sound, and above comes first.
    let fix = |update: &Update| update.fix.clone().unwrap();
    assert_eq!(fix(&told[0]), "2.stable.1.experimental.0.stable");

    // Any policy may admit an experimental one.
    let told = registry.told(&[fault("2.stable.1.experimental.0.stable", 9)]);
    assert_eq!(*told[0].dependents, ["app".to_owned(), "trial".to_owned()]);
    assert_eq!(fix(&told[0]), "1.stable.0.stable.0.stable");

    registry.told(&[new("core", "2.4.0")]);
    let told = registry.told(&[fault("2.stable.1.experimental.0.stable", 12)]);
    assert_eq!(fix(&told[0]), "2.stable.4.stable.0.stable");

    registry.told(&[yank("1.0.0"), yank("2.4.0")]);
    let told = registry.told(&[fault("2.2.0", 13)]);
    assert_eq!(told[0].fix, None);
    assert_eq!(*told[0].dependents, ["app".to_owned(), "trial".to_owned()]);
}

#[test]
fn a_rollback_tells_what_was_undone_and_what_is_as_it_was() {
    let mut registry = Registry::open();
    registry.told(&[fault("2.0.0", 10)]);
    registry.told(&[fault("2.0.0", 2), new("core", "3.0.0"), yank("1.0.0")]);
    let name: crate::registry::Name = "core".parse().unwrap();
    let (source, to) = ("live".to_owned(), Some(2));
    let told = registry.told(&[Change::Rollback { source, name, to }]);
    assert_eq!(
        kinds(&told),
        [
            ("core", UpdateKind::Unyank, 0),
            ("core", UpdateKind::Mandatory, 1),
            ("core", UpdateKind::Rollback, 2),
        ]
    );
    assert_eq!(told[2].version, "3.stable.0.stable.0.stable");
    assert_eq!((told[2].fault.get(), told[1].seq), (0, 4));
}

#[test]
fn json_has_its_keys_in_order() {
    let mut registry = Registry::open();
    let told = registry.told(&[fault("2.0.0", 9)]);
    let text = serde_json::to_string(&told[0]).unwrap();
    assert_eq!(
        text,
        concat!(
            r#"{"package":"core","old_version":null,"version":"2.stable.0.stable.0.stable","#,
            r#""kind":"mandatory","seq":2,"index":0,"fault":9,"dependents":["app","trial"],"#,
            r#""fix":"2.stable.1.experimental.0.stable","merged":0}"#
        )
    );
    for kind in UpdateKind::ALL {
        let quoted = format!("\"{}\"", kind.name());
        assert_eq!(serde_json::to_string(kind).unwrap(), quoted);
    }
}
