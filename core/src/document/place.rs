//! Where a value stands.

use std::fmt;

use serde_json::Value;

use crate::semverx::quote;

/// A key within the keys around it. Prints as `semverx.policy` or `dependencies["@a/b"]`.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    outer: Option<&'a Place<'a>>,
    key: &'a str,
}

impl<'a> Place<'a> {
    /// The whole text.
    pub(crate) const TOP: Place<'static> = Place {
        outer: None,
        key: "",
    };

    /// A key in here.
    pub(crate) fn key(&'a self, key: &'a str) -> Place<'a> {
        Place {
            outer: Some(self),
            key,
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(outer) = self.outer else {
            return Ok(());
        };
        outer.fmt(f)?;
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
        if self.key.is_empty() || !self.key.bytes().all(plain) {
            write!(f, "[{}]", Value::from(quote(self.key)))
        } else if outer.outer.is_none() {
            f.write_str(&quote(self.key))
        } else {
            write!(f, ".{}", quote(self.key))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_no_words_are_quoted() {
        let outer = Place::TOP.key("tool");
        let inner = outer.key("semverx");
        assert_eq!(inner.key("max_fault").to_string(), "tool.semverx.max_fault");
        assert_eq!(inner.key("@a/\"b").to_string(), r#"tool.semverx["@a/\"b"]"#);
        assert_eq!(Place::TOP.key("").to_string(), r#"[""]"#);
        assert_eq!(Place::TOP.to_string(), "");
    }
}
