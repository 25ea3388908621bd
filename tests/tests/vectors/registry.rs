//! Operations of registries and resolutions.

use diram::registry::{Registry, RegistryOptions};
use diram::resolve::{Anchor, ResolveOptions, Resolver, verify_resolution};
use diram::versions::Policy;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::input::Input;
use crate::refused::Refused;

/// The result, or `None` for an operation that is not about registries.
pub(crate) fn run(op: &str, input: &Input<'_>) -> Result<Option<Value>, Refused> {
    Ok(Some(match op {
        "registry_root" => json!(registry(input.fields)?.snapshot()),
        "registry_history" => history(input)?,
        "registry_prove" => {
            let version = input.fields["version"].as_str();
            json!(registry(input.fields)?.prove(input.text("name"), version)?)
        }
        "resolve" => resolve(input)?,
        "verify_resolution" => verify(input)?,
        _ => return Ok(None),
    }))
}

/// The registry of a case, with its clock, its source and its policy.
pub(crate) fn registry(fields: &Value) -> Result<Registry, Refused> {
    let mut options = RegistryOptions::new().policy(&policy(fields)?);
    if let Some(tier) = fields["tier"].as_str() {
        options = options.tier(tier);
    }
    if let Some(seconds) = fields["clock"].as_u64() {
        options = options.clock(seconds);
    }
    let lines = fields["registry"].as_str().expect("lines of a registry");
    Ok(Registry::from_lines(lines, &options)?)
}

/// The policy of a case.
pub(crate) fn policy(fields: &Value) -> Result<Policy, Refused> {
    Ok(match fields.get("policy") {
        Some(keys) => Policy::from_json(&keys.to_string())?,
        None => Policy::default(),
    })
}

pub(crate) fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
}

/// Every list of two texts.
fn pairs(list: &Value) -> Vec<(&str, &str)> {
    let list = list.as_array().into_iter().flatten();
    list.map(|pair| (text(&pair[0]), text(&pair[1]))).collect()
}

fn history(input: &Input<'_>) -> Result<Value, Refused> {
    let registry = registry(input.fields)?;
    for step in list(&input.fields["steps"]) {
        change(&registry, step)?;
    }
    state(&registry)
}

/// The elements of a list; nothing is an empty one.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Takes a step that changes a registry.
pub(crate) fn change(registry: &Registry, step: &Value) -> Result<(), Refused> {
    let version = || text(&step[2]);
    match (text(&step[0]), text(&step[1])) {
        ("publish", line) => registry.publish(line)?,
        ("yank", name) => registry.yank(name, version())?,
        ("unyank", name) => registry.unyank(name, version())?,
        ("set_fault", name) => {
            let level = step[3].as_u64().expect("a level") as u8;
            registry.set_fault(name, version(), level)?
        }
        ("rollback", name) => registry.rollback(name, step[2].as_u64())?,
        (other, _) => panic!("unknown step {other}"),
    };
    Ok(())
}

/// The newest snapshot, and all versions that can be had.
pub(crate) fn state(registry: &Registry) -> Result<Value, Refused> {
    let mut versions = Map::new();
    for name in registry.names()? {
        let list = registry.versions(&name)?;
        let list = list.iter().map(|v| json!([v.version, v.yanked, v.fault]));
        versions.insert(name, list.collect());
    }
    let mut result = json!(registry.snapshot());
    result["versions"] = versions.into();
    Ok(result)
}

fn resolve(input: &Input<'_>) -> Result<Value, Refused> {
    let registry = registry(input.fields)?;
    let policy = policy(input.fields)?;
    let mut options = ResolveOptions::new();
    for (name, version) in pairs(&input.fields["lock"]) {
        options = options.prefer(name, version);
    }
    options.now = input.fields["now"].as_u64();
    let requirements = pairs(&input.fields["requirements"]);
    let answer = Resolver::new(&registry, &policy)?.resolve(&requirements, &options)?;
    let mut result = json!(answer);
    result["root"] = result["snapshot"]["root"].clone();
    let certificate = answer.certificate.expect("a certificate by default");
    let digest = Sha256::digest(certificate.as_bytes());
    result["certificate_sha256"] = json!(diram::registry::to_hex(&digest));
    Ok(result)
}

fn verify(input: &Input<'_>) -> Result<Value, Refused> {
    let given = &input.fields["anchor"];
    let opened = given.get("registry").map(|_| registry(given)).transpose()?;
    let hex = |kind: &str| given[kind].as_str();
    let anchor = match (hex("key"), hex("root"), &opened) {
        (Some(key), None, None) => Anchor::Key(key),
        (None, Some(root), None) => Anchor::Root(root),
        (None, None, Some(registry)) => Anchor::Registry(registry),
        (None, None, None) => Anchor::None,
        _ => panic!("Rust has one anchor by its type"),
    };
    let certificate = input.text("certificate").as_bytes();
    Ok(json!(verify_resolution(certificate, anchor)?))
}
