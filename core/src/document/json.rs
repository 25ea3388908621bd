//! Reading JSON.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::{DocumentError, Entries, Node};

/// Under what serde_json hands out a number whose digits it keeps, where a program asks for that.
const DIGITS: &str = "$serde_json::private::Number";

/// The object that a text holds.
///
/// # Errors
/// Broken JSON, or no object.
pub(crate) fn from_json(text: &str) -> Result<Entries, DocumentError> {
    read(text, Object { keep: None })
}

/// The same with these keys alone; of others the values are `null`.
pub(crate) fn from_json_keeping(text: &str, keys: &[&str]) -> Result<Entries, DocumentError> {
    read(text, Object { keep: Some(keys) })
}

fn read(text: &str, object: Object<'_>) -> Result<Entries, DocumentError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read = object
        .deserialize(&mut json)
        .and_then(|entries| json.end().map(|()| entries));
    read.map_err(|error| {
        let message = error.to_string();
        let why = message.rsplit_once(" at line ");
        let why = why.map_or(&*message, |(why, _)| why);
        DocumentError::syntax(text, offset(text, error.line(), error.column()), why)
    })
}

/// How many bytes come before a column (from 1, in bytes) of a line (from 1).
fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
    before + column.saturating_sub(1)
}

/// Reads an object, whole or some of its keys.
struct Object<'k> {
    keep: Option<&'k [&'k str]>,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Entries;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Entries, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = Entries::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = match self.keep {
                Some(keep) if !keep.contains(&&*key) => {
                    map.next_value::<IgnoredAny>()?;
                    Node::Null
                }
                _ => map.next_value()?,
            };
            entries.push((key, value));
        }
        Ok(entries)
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Node, D::Error> {
        json.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Whole(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(match u64::try_from(number) {
            Ok(whole) => Node::Whole(whole),
            Err(_) => Node::Other(number.to_string()),
        })
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Other(format!("{number:?}")))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Node, A::Error> {
        let entries = Object { keep: None }.visit_map(map)?;
        Ok(match entries.as_slice() {
            [(key, Node::Text(digits))] if key == DIGITS => match digits.parse() {
                Ok(whole) => Node::Whole(whole),
                Err(_) => Node::Other(digits.clone()),
            },
            _ => Node::Table(entries),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        from_json(text).unwrap_err().to_string()
    }

    #[test]
    fn errors_name_line_and_column_in_characters() {
        assert_eq!(
            error("{\n  \"é\": trx }"),
            "line 2, column 10: expected ident"
        );
        assert_eq!(error("{} x"), "line 1, column 4: trailing characters");
        assert!(error("").starts_with("line 1, column 1: EOF"));
        assert!(error("[1]").contains("expected an object"));
        assert!(error("{\"a\":1").contains("EOF while parsing an object"));
    }

    #[test]
    fn depth_is_bounded_where_values_are_kept() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(error(&deep).contains("recursion limit exceeded"));
        let skipped = from_json_keeping(&deep, &["b"]).unwrap();
        assert_eq!(skipped, [("a".to_owned(), Node::Null)]);
    }

    #[test]
    fn kept_digits_are_numbers() {
        let entries = from_json(&format!("{{\"a\":{{\"{DIGITS}\":\"7\"}}}}")).unwrap();
        assert_eq!(entries, [("a".to_owned(), Node::Whole(7))]);
    }

    #[test]
    fn an_unfinished_merge_is_recognised() {
        let text = "{\n<<<<<<< ours\n\"a\":1\n=======\n\"a\":2\n>>>>>>> theirs\n}";
        let hint = crate::Failure::hint(&from_json(text).unwrap_err());
        assert!(hint.unwrap().contains("merge"));
    }
}
