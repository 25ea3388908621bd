//! JSON and TOML as they were written: every key in its place, repeated ones too.
//!
//! What people edit is read through this, so that a key that stands twice, is unknown or holds the
//! wrong kind of value is an error that says where.

mod error;
mod fields;
mod json;
mod place;
mod toml;

pub use error::DocumentError;
pub(crate) use fields::{distinct, fields};
pub(crate) use json::{from_json, from_json_keeping};
pub(crate) use place::Place;
pub(crate) use toml::from_toml;

use std::fmt;

use serde_json::Value;

/// The entries of a table, as written.
pub(crate) type Entries = Vec<(String, Node)>;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    /// A whole number from 0.
    Whole(u64),
    /// Any other number, or a date, as text.
    Other(String),
    Text(String),
    List(Vec<Node>),
    Table(Entries),
}

impl Node {
    pub(crate) fn is_null(&self) -> bool {
        *self == Node::Null
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self {
            Node::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn as_whole(&self) -> Option<u64> {
        match self {
            Node::Whole(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_table(&self) -> Option<&Entries> {
        match self {
            Node::Table(entries) => Some(entries),
            _ => None,
        }
    }

    /// JSON: on one line without blanks, or with two blanks a level.
    fn write(&self, f: &mut fmt::Formatter<'_>, level: usize) -> fmt::Result {
        match self {
            Node::Null => f.write_str("null"),
            Node::Bool(value) => write!(f, "{value}"),
            Node::Whole(number) => write!(f, "{number}"),
            Node::Other(text) => f.write_str(text),
            Node::Text(text) => write_text(f, text),
            Node::List(items) => write_all(f, level, ['[', ']'], items, |f, item| {
                item.write(f, level + 1)
            }),
            Node::Table(entries) => write_all(f, level, ['{', '}'], entries, |f, (key, value)| {
                write_text(f, key)?;
                f.write_str(if f.alternate() { ": " } else { ":" })?;
                value.write(f, level + 1)
            }),
        }
    }
}

/// With the fewest escapes.
fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "{}", Value::from(text))
}

fn write_all<T>(
    f: &mut fmt::Formatter<'_>,
    level: usize,
    [open, close]: [char; 2],
    all: &[T],
    one: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    let line = |f: &mut fmt::Formatter<'_>, level: usize| match f.alternate() {
        true => write!(f, "\n{:1$}", "", 2 * level),
        false => Ok(()),
    };
    write!(f, "{open}")?;
    for (index, item) in all.iter().enumerate() {
        if index > 0 {
            f.write_str(",")?;
        }
        line(f, level + 1)?;
        one(f, item)?;
    }
    if !all.is_empty() {
        line(f, level)?;
    }
    write!(f, "{close}")
}

/// JSON; `{:#}` with line breaks.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Node {
        match value {
            Value::Null => Node::Null,
            Value::Bool(value) => Node::Bool(value),
            Value::Number(number) => match number.as_u64() {
                Some(whole) => Node::Whole(whole),
                None => Node::Other(number.to_string()),
            },
            Value::String(text) => Node::Text(text),
            Value::Array(items) => Node::List(items.into_iter().map(Node::from).collect()),
            Value::Object(entries) => {
                let entry = |(key, value)| (key, Node::from(value));
                Node::Table(entries.into_iter().map(entry).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"b":[1,-2,1.5,true,null,"é\"\u0007"],"a":{"c":{},"d":[]},"a":"x"}"#;

    #[test]
    fn order_and_repetitions_are_kept() {
        let entries = from_json(TEXT).unwrap();
        assert_eq!(Node::Table(entries).to_string(), TEXT);
    }

    #[test]
    fn long_form_has_two_blanks_a_level() {
        let node = Node::Table(from_json(r#"{"a":{"b":1,"c":{}},"d":["e"]}"#).unwrap());
        let wanted =
            "{\n  \"a\": {\n    \"b\": 1,\n    \"c\": {}\n  },\n  \"d\": [\n    \"e\"\n  ]\n}";
        assert_eq!(format!("{node:#}"), wanted);
    }

    #[test]
    fn values_become_nodes() {
        let value: Value = serde_json::from_str(r#"{"a":[1,-1,1e3,"t",null,false]}"#).unwrap();
        assert_eq!(
            Node::from(value).to_string(),
            r#"{"a":[1,-1,1000.0,"t",null,false]}"#
        );
    }
}
