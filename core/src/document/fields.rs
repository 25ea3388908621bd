//! Tables with known keys, and values of a known kind.

use std::collections::BTreeSet;

use super::{DocumentError, Entries, Node, Place};
use crate::semverx::{near, quote};

/// The values of the known keys, in their order.
///
/// # Errors
/// A key that is unknown or stands twice.
pub(crate) fn fields<'n, const N: usize>(
    at: &Place<'_>,
    entries: &'n Entries,
    known: [&'static str; N],
) -> Result<[Option<&'n Node>; N], DocumentError> {
    let mut found = [None; N];
    for (key, value) in entries {
        let slot = known
            .iter()
            .zip(&mut found)
            .find(|(known, _)| *known == key);
        let Some((_, slot)) = slot else {
            return Err(DocumentError::UnknownKey {
                at: at.key(key).to_string(),
                nearest: near::nearest(key, &known).unwrap_or_default(),
            });
        };
        if slot.replace(value).is_some() {
            return Err(repeated(at, key));
        }
    }
    Ok(found)
}

/// An error if a key stands twice.
pub(crate) fn distinct(at: &Place<'_>, entries: &Entries) -> Result<(), DocumentError> {
    let mut seen = BTreeSet::new();
    match entries.iter().find(|(key, _)| !seen.insert(key)) {
        Some((key, _)) => Err(repeated(at, key)),
        None => Ok(()),
    }
}

fn repeated(at: &Place<'_>, key: &str) -> DocumentError {
    DocumentError::Repeated {
        at: at.key(key).to_string(),
    }
}

impl Place<'_> {
    /// The value that stands here, which must be there.
    pub(crate) fn need<'n>(&self, value: Option<&'n Node>) -> Result<&'n Node, DocumentError> {
        value.ok_or_else(|| DocumentError::Missing {
            at: self.to_string(),
        })
    }

    /// The error of a value that is not as `expected`.
    pub(crate) fn wrong(&self, found: &Node, expected: &'static str) -> DocumentError {
        DocumentError::Value {
            at: self.to_string(),
            found: quote(&found.to_string()),
            expected,
        }
    }

    /// The table that stands here, no key of it twice.
    pub(crate) fn table<'n>(
        &self,
        value: &'n Node,
        expected: &'static str,
    ) -> Result<&'n Entries, DocumentError> {
        let entries = value
            .as_table()
            .ok_or_else(|| self.wrong(value, expected))?;
        distinct(self, entries)?;
        Ok(entries)
    }

    /// The text that stands here.
    pub(crate) fn text<'n>(
        &self,
        value: &'n Node,
        expected: &'static str,
    ) -> Result<&'n str, DocumentError> {
        value.as_text().ok_or_else(|| self.wrong(value, expected))
    }
}
