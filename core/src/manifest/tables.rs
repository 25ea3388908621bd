//! Manifests in TOML: one table of ours, with its own dependencies.

use super::read::{self, Requirements, get, table};
use super::{Manifest, ManifestError, ManifestKind};
use crate::document::{Entries, Node, Place, fields, from_toml};

/// Where our table may stand in `Cargo.toml`.
const CARGO: [&[&str]; 3] = [
    &["package", "metadata", "semverx"],
    &["workspace", "metadata", "semverx"],
    &["semverx"],
];

pub(super) fn pyproject(text: &str) -> Result<Option<Manifest>, ManifestError> {
    let entries = from_toml(text)?;
    let Some(ours) = table(&entries, &["tool"]).and_then(|tool| get(tool, "semverx")) else {
        return Ok(None);
    };
    let tool = Place::TOP.key("tool");
    let project = table(&entries, &["project"]);
    let mut others = 0;
    if let Some(project) = project {
        others += get(project, "dependencies").map_or(0, count);
        let optional = table(project, &["optional-dependencies"]);
        let optional = optional.into_iter().flatten();
        others += optional.map(|(_, list)| count(list)).sum::<usize>();
    }
    let mut manifest = Manifest::new(ManifestKind::Pyproject);
    manifest.name = project.and_then(read::name);
    read_table(&tool.key("semverx"), ours, others, manifest).map(Some)
}

pub(super) fn cargo(text: &str) -> Result<Option<Manifest>, ManifestError> {
    let entries = from_toml(text)?;
    let mut found = CARGO
        .iter()
        .filter_map(|keys| Some((*keys, below(&entries, keys)?)));
    let Some((keys, ours)) = found.next() else {
        return Ok(None);
    };
    if let Some((second, _)) = found.next() {
        return Err(ManifestError::TwoTables {
            first: keys.join("."),
            second: second.join("."),
        });
    }
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
    let others = tables.iter().filter_map(|key| get(&entries, key));
    let others = others.map(count).sum();
    let mut manifest = Manifest::new(ManifestKind::CargoToml);
    manifest.name = table(&entries, &["package"]).and_then(read::name);
    match keys {
        [outer, inner, last] => {
            let outer = Place::TOP.key(outer);
            let inner = outer.key(inner);
            read_table(&inner.key(last), ours, others, manifest)
        }
        _ => read_table(&Place::TOP.key("semverx"), ours, others, manifest),
    }
    .map(Some)
}

/// The value below some keys.
fn below<'n>(entries: &'n Entries, keys: &[&str]) -> Option<&'n Node> {
    let (last, outer) = keys.split_last()?;
    get(table(entries, outer)?, last)
}

/// How many dependencies of others a list or table has.
fn count(value: &Node) -> usize {
    match value {
        Node::List(items) => items.len(),
        Node::Table(entries) => entries.len(),
        _ => 0,
    }
}

fn read_table(
    at: &Place<'_>,
    value: &Node,
    others: usize,
    mut manifest: Manifest,
) -> Result<Manifest, ManifestError> {
    let entries = at.table(value, "a table with registry, policy and dependencies")?;
    let known = ["registry", "policy", "dependencies"];
    let [registry, policy, dependencies] = fields(at, entries, known)?;
    manifest.registry = read::registry(&at.key("registry"), registry)?;
    manifest.policy = read::policy(&at.key("policy"), policy)?;
    let mut requirements = Requirements::default();
    requirements.count_others(others)?;
    if let Some(dependencies) = dependencies {
        let at = at.key("dependencies");
        for (name, value) in at.table(dependencies, "a table of names and ranges")? {
            let at = at.key(name);
            requirements.add(&at, name, at.text(value, "the text of a version range")?)?;
        }
    }
    requirements.move_into(&mut manifest);
    Ok(manifest)
}
