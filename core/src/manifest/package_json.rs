//! `package.json`.

use super::read::{self, Requirements, SCHEME, get};
use super::{Manifest, ManifestError, ManifestKind};
use crate::document::{DocumentError, Entries, Node, Place, fields, from_json_keeping};

/// Where dependencies stand.
const DEPENDENCIES: [&str; 3] = ["dependencies", "devDependencies", "optionalDependencies"];

/// All that is read.
const READ: [&str; 5] = [
    "name",
    "dependencies",
    "devDependencies",
    "optionalDependencies",
    "semverx",
];

pub(super) fn read(text: &str) -> Result<Option<Manifest>, ManifestError> {
    let mut entries = from_json_keeping(text, &READ)?;
    entries.retain(|(key, _)| READ.contains(&key.as_str()));
    crate::document::distinct(&Place::TOP, &entries)?;
    let mut requirements = Requirements::default();
    for key in DEPENDENCIES {
        if let Some(value) = get(&entries, key) {
            read_dependencies(&Place::TOP.key(key), value, &mut requirements)?;
        }
    }
    let block = get(&entries, "semverx");
    if block.is_none() && requirements.is_empty() {
        return Ok(None);
    }
    let mut manifest = Manifest::new(ManifestKind::PackageJson);
    manifest.name = read::name(&entries);
    requirements.move_into(&mut manifest);
    if let Some(block) = block {
        let at = Place::TOP.key("semverx");
        let block = at.table(block, "an object with registry and policy")?;
        read_block(&at, block, &mut manifest)?;
    }
    Ok(Some(manifest))
}

fn read_block(
    at: &Place<'_>,
    block: &Entries,
    manifest: &mut Manifest,
) -> Result<(), ManifestError> {
    let [registry, policy] = fields(at, block, ["registry", "policy"])?;
    manifest.registry = read::registry(&at.key("registry"), registry)?;
    manifest.policy = read::policy(&at.key("policy"), policy)?;
    Ok(())
}

fn read_dependencies(
    at: &Place<'_>,
    value: &Node,
    requirements: &mut Requirements,
) -> Result<(), ManifestError> {
    for (name, value) in at.table(value, "an object of names and ranges")? {
        let at = at.key(name);
        match value.as_text() {
            Some(text) if text.starts_with(SCHEME) => requirements.add(&at, name, text)?,
            Some(text) if is_ours_misspelt(text) => return Err(misspelt(&at, value).into()),
            _ => requirements.count_others(1)?,
        }
    }
    Ok(())
}

/// Whether a text is meant for us, in the wrong case or after a blank.
fn is_ours_misspelt(text: &str) -> bool {
    let beginning = text.trim_start().get(..SCHEME.len());
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(SCHEME))
}

fn misspelt(at: &Place<'_>, value: &Node) -> DocumentError {
    at.wrong(value, "a range that begins with semverx: in small letters")
}
