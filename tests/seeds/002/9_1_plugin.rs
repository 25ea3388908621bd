//! Seed 002 §9.1, "Plugin Schema".
//! Changed lines: 1
//! - `Ok(())` of `on_remove`: the check that the comment above it in print is about

use std::fs;
use std::sync::Arc;

use diram::lock::{LockOptions, LockStatus};
use diram::plugins::{Error, Package, RegistryPlugin};
use diram::registry::{Registry, RegistryOptions};
use diram::{Code, Failure};
use serde_json::{Value, json};

/// Knows two versions that nobody should have.
pub struct SecurityScanner;

impl RegistryPlugin for SecurityScanner {
    fn on_install(&self, package: &Package) -> Result<(), Error> {
        if self.has_vulnerabilities(package) {
            Err(Error::SecurityViolation)
        } else {
            Ok(())
        }
    }

    fn on_update(&self, old: &Package, new: &Package) -> Result<(), Error> {
        if self.fixes_vulnerabilities(old, new) {
            Ok(())
        } else {
            Err(Error::UpdateDoesNotFixVulnerabilities)
        }
    }

    fn on_remove(&self, package: &Package) -> Result<(), Error> {
        if package.deps.is_empty() {
            Ok(())
        } else {
            Err(Error::Refused("what it needs would be orphaned".into()))
        }
    }
}

impl SecurityScanner {
    fn has_vulnerabilities(&self, package: &Package) -> bool {
        [("core", "1.0.0"), ("left-pad", "1.3.0")].contains(&(&package.name, &package.compact))
    }

    fn fixes_vulnerabilities(&self, old: &Package, new: &Package) -> bool {
        self.has_vulnerabilities(old) && !self.has_vulnerabilities(new)
    }
}

const LINES: &str = r#"
{"name":"core","version":"1.0.0","deps":{}}
{"name":"core","version":"1.1.0","deps":{}}
{"name":"core","version":"1.2.0","deps":{}}
{"name":"left-pad","version":"1.3.0","deps":{}}
{"name":"log","version":"1.0.0","deps":{}}
{"name":"web","version":"1.0.0","deps":{"log":"^1"}}
"#;

/// Locks the project in this folder, which asks for these packages.
fn lock(registry: &Registry, wanted: &[(&str, &str)]) -> Result<LockStatus, diram::Error> {
    let wanted = wanted
        .iter()
        .map(|(name, range)| ((*name).to_owned(), format!("semverx:{range}").into()));
    let manifest = json!({"dependencies": Value::Object(wanted.collect())});
    fs::write("package.json", manifest.to_string()).expect("an empty folder");
    Ok(registry.lock(".", &LockOptions::new())?.status)
}

/// The hook that refused, and why; the lock is as it was.
fn refused(registry: &Registry, wanted: &[(&str, &str)]) -> [Value; 2] {
    let before = fs::read("semverx-lock.json").expect("there is a lock");
    let error = lock(registry, wanted).expect_err("a plugin refuses");
    assert_eq!(error.code(), Code::Plugin);
    assert_eq!(fs::read("semverx-lock.json").expect("still"), before);
    let mut vote = error.details()["votes"][0].take();
    assert_eq!(
        (&vote["plugin"], &vote["answer"]),
        (&"SecurityScanner".into(), &"no".into())
    );
    [vote["hook"].take(), vote["why"].take()]
}

fn main() -> Result<(), diram::Error> {
    let registry = Registry::from_lines(LINES, &RegistryOptions::new())?;
    let web = ("web", "^1");
    lock(&registry, &[("core", "1.0.0"), web])?;
    registry.plug(Arc::new(SecurityScanner))?;
    assert_eq!(
        lock(&registry, &[("core", "1.1.0"), web])?,
        LockStatus::Written
    );

    let fixed = ("core", "1.1.0");
    assert_eq!(
        refused(&registry, &[fixed, web, ("left-pad", "*")]),
        ["on_install", "it has known vulnerabilities"]
    );
    assert_eq!(
        refused(&registry, &[("core", "1.2.0"), web]),
        [
            "on_update",
            "the update does not fix the known vulnerabilities"
        ]
    );
    assert_eq!(
        refused(&registry, &[fixed]),
        ["on_remove", "what it needs would be orphaned"]
    );
    Ok(())
}
