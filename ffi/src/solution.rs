//! Solutions as C writes them: the JSON of labels and versions, or that of a resolution.

use std::ffi::c_char;
use std::fmt;

use diram_host::resolve::{self, Solution};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;

use crate::fault::{Fault, Outcome};
use crate::input;

/// The solution in a text.
///
/// # Safety
/// As [`input::text`].
pub(crate) unsafe fn required(text: *const c_char, len: usize, what: &str) -> Outcome<Solution> {
    // SAFETY: the caller's promise.
    read(unsafe { input::text(text, len, what) }?, what)
}

/// The solution in a text, where NULL stands for an empty one.
///
/// # Safety
/// As [`input::optional_text`].
pub(crate) unsafe fn optional(text: *const c_char, len: usize, what: &str) -> Outcome<Solution> {
    // SAFETY: the caller's promise.
    match unsafe { input::optional_text(text, len, what) }? {
        Some(text) => read(text, what),
        None => Ok(Solution::new()),
    }
}

fn read(text: &str, what: &str) -> Outcome<Solution> {
    let Fields(fields) = serde_json::from_str(text)
        .map_err(|why| Fault::argument(what, format!("is no JSON of a solution: {why}")))?;
    // A label may be called `solution` too, but its version is a text.
    let of_resolution = fields.iter().find_map(|(key, value)| match value {
        Value::Object(chosen) if key == "solution" => Some(chosen),
        _ => None,
    });
    let Some(chosen) = of_resolution else {
        return solution(fields.iter().map(|(label, version)| (label, version)), what);
    };
    if fields.contains(&("feasible".into(), Value::Bool(false))) {
        return Err(Fault::argument(what, "is an answer that has no solution"));
    }
    solution(chosen, what)
}

fn solution<'a>(
    fields: impl IntoIterator<Item = (&'a String, &'a Value)>,
    what: &str,
) -> Outcome<Solution> {
    let mut pairs = Vec::new();
    for (label, version) in fields {
        let version = version.as_str();
        let wrong = || Fault::argument(what, format!("the version of {label:?} is not a text"));
        pairs.push((label, version.ok_or_else(wrong)?));
    }
    Ok(resolve::solution(pairs)?)
}

/// The fields of an object as they stand, with those that stand twice.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Fields, D::Error> {
        from.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of labels and versions")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Fields, M::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Fields(fields))
    }
}

#[cfg(test)]
mod tests {
    use diram_host::Code;

    use super::*;

    fn refused(text: &str) -> (Code, String) {
        let fault = read(text, "solution").unwrap_err();
        (fault.code(), fault.message().to_owned())
    }

    #[test]
    fn labels_and_versions_or_a_resolution() {
        let plain = read(r#"{"app":"1.2.0","core@2":"2.0.0"}"#, "solution").unwrap();
        assert_eq!(plain.len(), 2);
        let of = r#"{"feasible":true,"solution":{"app":"1.2.0","core@2":"2.0.0"},"steps":3}"#;
        assert_eq!(read(of, "solution").unwrap(), plain);
        let named = read(r#"{"solution":"1.0.0"}"#, "solution").unwrap();
        assert_eq!(
            named.keys().map(|label| &**label).collect::<Vec<_>>(),
            ["solution"]
        );
    }

    #[test]
    fn what_is_no_solution_is_refused() {
        for text in [
            "",
            "[]",
            "null",
            r#"{"app":"1.0.0"} x"#,
            r#"{"app":1}"#,
            r#"{"app":null}"#,
        ] {
            assert_eq!(refused(text).0, Code::Argument, "{text}");
        }
        let twice = refused(r#"{"app":"1.0.0","app":"1.1.0"}"#);
        assert_eq!(twice.0, Code::Argument);
        assert!(twice.1.contains("twice"), "{}", twice.1);
        assert_eq!(refused(r#"{"app":"x"}"#).0, Code::Version);
        let none = refused(r#"{"feasible":false,"solution":{}}"#);
        assert!(none.1.contains("no solution"), "{}", none.1);
    }
}
