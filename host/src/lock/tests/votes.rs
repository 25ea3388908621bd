//! Plugins that hear of locks, and stop them.

use super::*;
use crate::plugins::{Error as Veto, Hook, Package, Proposal, RegistryPlugin};

/// Notes what it is asked, and refuses one hook.
struct Notary {
    refuses: Option<Hook>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Notary {
    fn hear(&self, hook: Hook, what: String) -> Result<(), Veto> {
        self.heard.lock().unwrap().push(what);
        match self.refuses == Some(hook) {
            true => Err(Veto::Refused(format!("no {}", hook.name()))),
            false => Ok(()),
        }
    }
}

impl RegistryPlugin for Notary {
    fn on_install(&self, package: &Package) -> Result<(), Veto> {
        self.hear(Hook::OnInstall, format!("+{}", package.name))
    }

    fn on_update(&self, old: &Package, new: &Package) -> Result<(), Veto> {
        let what = format!("{} {}>{}", new.name, old.compact, new.compact);
        self.hear(Hook::OnUpdate, what)
    }

    fn on_remove(&self, package: &Package) -> Result<(), Veto> {
        self.hear(Hook::OnRemove, format!("-{}", package.name))
    }

    fn on_resolve(&self, proposal: &Proposal) -> Result<(), Veto> {
        let what = format!(
            "{} of {}",
            proposal.packages.len(),
            proposal.requirements["app"]
        );
        self.hear(Hook::OnResolve, what)
    }
}

#[test]
fn plugins_hear_what_comes_changes_and_goes_and_any_of_it_may_be_refused() {
    let dir = project("package.json", &asks("^1", ""));
    lock(&registry(), &dir);
    rewrite(
        &dir,
        r#"{"dependencies":{"app":"semverx:^2","new":"semverx:*"}}"#,
    );
    let lines = format!("{LINES}{}", r#"{"name":"new","version":"0.1.0","deps":{}}"#);
    let hooks = [
        Hook::OnResolve,
        Hook::OnRemove,
        Hook::OnUpdate,
        Hook::OnInstall,
    ];
    for refuses in hooks.map(Some).into_iter().chain([None]) {
        let registry = Registry::from_lines(&lines, &RegistryOptions::new()).unwrap();
        let heard = Arc::default();
        let plugin = Notary {
            refuses,
            heard: Arc::clone(&heard),
        };
        registry.plug(Arc::new(plugin)).unwrap();
        match refuses {
            Some(hook) => {
                let error = refused(&registry, &dir);
                assert_eq!(error.code(), Code::Plugin);
                assert_eq!(error.details()["votes"][0]["hook"], hook.name());
            }
            None => assert_eq!(lock(&registry, &dir).votes.len(), 4),
        }
        let heard = heard.lock().unwrap();
        assert_eq!(*heard, ["3 of ^2", "-log", "app 1.0.0>2.0.0", "+new"]);
    }
}

#[test]
fn a_check_and_a_lock_that_is_right_ask_nobody() {
    let (registry, dir) = (registry(), project("package.json", &asks("^1", "")));
    lock(&registry, &dir);
    let heard = Arc::default();
    let refuses = Some(Hook::OnResolve);
    registry
        .plug(Arc::new(Notary {
            refuses,
            heard: Arc::clone(&heard),
        }))
        .unwrap();
    assert_eq!(lock(&registry, &dir).status, LockStatus::Current);
    rewrite(&dir, &asks("^2", ""));
    registry
        .lock(dir.path(), &LockOptions::new().check(true))
        .unwrap();
    assert!(heard.lock().unwrap().is_empty());
}

/// Answers a question only when it is let go.
struct Slow(Mutex<std::sync::mpsc::Receiver<()>>);

impl RegistryPlugin for Slow {
    fn on_resolve(&self, _: &Proposal) -> Result<(), Veto> {
        let gone = |_| Veto::Failed("gone".into());
        self.0.lock().unwrap().recv().map_err(gone)
    }
}

#[test]
fn the_manifest_says_how_strict_a_lock_is_and_who_waits_may_give_up() {
    for (strict, second) in [("true", false), ("false", true)] {
        let rest = format!(r#","semverx":{{"policy":{{"strict":{strict}}}}}"#);
        let sum = "ab".repeat(32);
        let line = format!(r#"{{"name":"app","version":"1.0.0","deps":{{}},"sha256":"{sum}"}}"#);
        let registry = Registry::from_lines(&line, &RegistryOptions::new()).unwrap();
        let dir = project("package.json", &asks("*", &rest));
        let (go, gate) = std::sync::mpsc::channel();
        let slow = Arc::new(Slow(Mutex::new(gate)));
        let short = std::time::Duration::from_millis(1);
        registry.plug_within(slow, short).unwrap();
        assert_eq!(refused(&registry, &dir).code(), Code::Plugin);
        let again = registry.lock(dir.path(), &LockOptions::new());
        assert_eq!(again.is_ok(), second, "strict {strict}");
        drop(go);
    }
    let (registry, dir) = (registry(), project("package.json", &asks("*", "")));
    let (go, gate) = std::sync::mpsc::channel();
    registry.plug(Arc::new(Slow(Mutex::new(gate)))).unwrap();
    let op = crate::Op::new();
    op.timeout(std::time::Duration::from_millis(1));
    let error = registry
        .lock(dir.path(), &LockOptions::new().op(&op))
        .unwrap_err();
    assert_eq!(error.code(), Code::Deadline);
    drop(go);
}

#[test]
fn the_report_of_orphans_agrees_with_that_of_the_lock() {
    let (registry, dir) = (registry(), project("package.json", &asks("^1", "")));
    lock(&registry, &dir);
    let orphans = crate::plugins::OrphanReport::new();
    registry.plug(Arc::new(orphans.clone())).unwrap();
    rewrite(&dir, &asks("^2", ""));
    let report = lock(&registry, &dir);
    assert!(report.removes[0].orphan);
    assert_eq!(orphans.orphans(), [report.removes[0].name.clone()]);
    let plugins = report
        .gates
        .iter()
        .map(|gate| gate.verdict(crate::registry::Gate::Plugins));
    assert!(plugins.clone().count() > 0);
    assert!(
        plugins
            .into_iter()
            .all(|v| v == crate::registry::GateVerdict::Valid)
    );
}
