//! Reading TOML.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DocumentError, Entries, Node};

/// The table that a text holds.
///
/// # Errors
/// Broken TOML; a key twice is that too.
pub(crate) fn from_toml(text: &str) -> Result<Entries, DocumentError> {
    match DeTable::parse(text) {
        Ok(table) => Ok(entries(table.get_ref())),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            Err(DocumentError::syntax(text, at, error.message()))
        }
    }
}

fn entries(table: &DeTable<'_>) -> Entries {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let key: &std::borrow::Cow<'_, str> = key.get_ref();
        (key.clone().into_owned(), node(value.get_ref()))
    };
    table.iter().map(entry).collect()
}

fn node(value: &DeValue<'_>) -> Node {
    match value {
        DeValue::String(text) => Node::Text(text.clone().into_owned()),
        DeValue::Integer(number) => match u64::from_str_radix(number.as_str(), number.radix()) {
            Ok(whole) => Node::Whole(whole),
            Err(_) => Node::Other(number.to_string()),
        },
        DeValue::Float(number) => Node::Other(number.to_string()),
        DeValue::Boolean(value) => Node::Bool(*value),
        DeValue::Datetime(date) => Node::Other(date.to_string()),
        DeValue::Array(items) => Node::List(items.iter().map(|i| node(i.get_ref())).collect()),
        DeValue::Table(table) => Node::Table(entries(table)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value() {
        let text = "a = [1, -1, 0x10, 1.5, true, 1979-05-27]\n[b.c]\nd = '\u{e9}'\n";
        let node = Node::Table(from_toml(text).unwrap());
        let wanted = r#"{"a":[1,-1,16,1.5,true,1979-05-27],"b":{"c":{"d":"é"}}}"#;
        assert_eq!(node.to_string(), wanted);
    }

    #[test]
    fn errors_name_line_and_column() {
        let error = from_toml("a = 1\n\u{e9}b = ").unwrap_err().to_string();
        assert!(error.starts_with("line 2, column "), "{error}");
        let twice = from_toml("a = 1\na = 2\n").unwrap_err().to_string();
        assert!(
            twice.starts_with("line 2, column 1: duplicate key"),
            "{twice}"
        );
    }

    #[test]
    fn depth_is_bounded() {
        let lists = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(from_toml(&lists).is_err());
        let tables = format!("a = {}1{}", "{a=".repeat(100_000), "}".repeat(100_000));
        assert!(from_toml(&tables).is_err());
        let keys = format!("{}a = 1", "a.".repeat(100_000));
        assert!(from_toml(&keys).is_err());
        let header = format!("[{}a]", "a.".repeat(100_000));
        assert!(from_toml(&header).is_err());
    }
}
