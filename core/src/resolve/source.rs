//! Which source a name comes from: exactly one, told by the policy, never tried in turn.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ResolveError;
use crate::registry::Name;

/// The rules `name pattern → source`, and the source of every other name.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    exact: BTreeMap<String, String>,
    prefixes: BTreeMap<String, String>,
    /// Bytes of the longest prefix.
    longest: usize,
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
            prefixes: BTreeMap::new(),
            longest: 0,
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
                Some(prefix) => {
                    sources.longest = sources.longest.max(prefix.len());
                    sources.prefixes.insert(prefix.into(), source.clone());
                }
                None => {
                    sources.exact.insert(pattern.clone(), source.clone());
                }
            }
        }
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
        if self.prefixes.is_empty() {
            return &self.fallback;
        }
        // The longest prefix that there is a rule for is the most precise one.
        let lengths = (0..=self.longest.min(text.len())).rev();
        let mut prefixes = lengths.filter_map(|len| text.get(..len));
        let found = prefixes.find_map(|prefix| self.prefixes.get(prefix));
        found.map_or(&self.fallback, String::as_str)
    }
}
