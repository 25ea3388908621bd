//! A proof together with what it is about.

use serde::Serialize;

use super::{Name, PartialTree, RegistryError, SignedHead, Snapshot, Tier, near_names};
use crate::semverx::Version;

/// A proof of what a snapshot holds, or does not hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ProofReport {
    /// The source.
    pub source: String,
    /// The package asked for.
    pub name: String,
    /// The version asked for, in canonical text; `None` when all were asked for.
    pub version: Option<String>,
    /// Whether there is such a version, or any of that name; a version that was undone is not.
    pub present: bool,
    /// Names or versions close to what is not there: hints, not part of the proof.
    pub near: Vec<String>,
    /// The head, with its signatures.
    pub head: SignedHead,
    /// The source's tree as far as the answer needs it.
    pub tree: PartialTree,
}

impl ProofReport {
    /// The proof that a version, or with `None` any version of a name, is there or is not.
    ///
    /// # Errors
    /// [`RegistryError::Source`] for a source that the snapshot has not.
    pub fn of(
        snapshot: &Snapshot,
        source: &str,
        name: &Name,
        version: Option<&Version>,
    ) -> Result<ProofReport, RegistryError> {
        let tier = snapshot.source(source)?;
        let mut builder = PartialTree::builder(tier);
        let package = is_present(tier, name);
        let present = match version {
            None => {
                builder.prove_versions_with_entries(name.as_str());
                package
            }
            Some(version) => {
                builder.prove_entry(name.as_str(), version);
                let entry = tier.entry(name.as_str(), version);
                entry.is_some_and(|entry| entry.is_present())
            }
        };
        let near = match version {
            _ if present => Vec::new(),
            Some(version) if package => match snapshot.find(source, name.as_str(), version) {
                Err(RegistryError::NotFound { near, .. }) => near,
                _ => Vec::new(),
            },
            _ => near_names(tier, name.as_str()),
        };
        Ok(ProofReport {
            source: source.to_owned(),
            name: name.to_string(),
            version: version.map(Version::to_string),
            present,
            near,
            head: snapshot.signed().clone(),
            tree: builder.build(),
        })
    }
}

fn is_present(tier: &Tier, name: &Name) -> bool {
    tier.versions(name.as_str()).any(|entry| entry.is_present())
}
