//! Which source a name comes from: exactly one, told by the policy, never tried in turn.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ResolveError;
use crate::registry::Name;

/// The rules `name pattern → source`, and the source of every other name.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    exact: BTreeMap<String, String>,
    /// Longest first, so that the first match is the most precise one.
    prefixes: Vec<(String, String)>,
    fallback: Arc<str>,
}

impl Sources {
    /// `known` are the sources of the snapshot; a rule that names another is refused.
    pub(super) fn new(
        rules: &BTreeMap<String, String>,
        fallback: &str,
        known: &[&str],
    ) -> Result<Sources, ResolveError> {
        let mut sources = Sources {
            exact: BTreeMap::new(),
            prefixes: Vec::new(),
            fallback: fallback.into(),
        };
        for source in rules.values().map(String::as_str).chain([fallback]) {
            if !known.contains(&source) {
                return Err(ResolveError::UnknownSource {
                    source_name: source.into(),
                    known: known.join(", "),
                });
            }
        }
        for (pattern, source) in rules {
            match pattern.strip_suffix('*') {
                Some(prefix) => sources.prefixes.push((prefix.into(), source.clone())),
                None => {
                    sources.exact.insert(pattern.clone(), source.clone());
                }
            }
        }
        sources
            .prefixes
            .sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Ok(sources)
    }

    /// The source of every name without a rule.
    pub(super) fn fallback(&self) -> &str {
        &self.fallback
    }

    /// The source of a name.
    pub(super) fn of(&self, name: &Name) -> &str {
        let text = name.as_str();
        if let Some(source) = self.exact.get(text) {
            return source;
        }
        let mut prefixes = self.prefixes.iter();
        let found = prefixes.find(|(prefix, _)| text.starts_with(prefix.as_str()));
        found.map_or(&self.fallback, |(_, source)| source)
    }
}
