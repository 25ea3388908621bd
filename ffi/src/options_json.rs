//! Options that are few: one JSON object, whose unknown keys are refused.

use std::ffi::c_char;

use serde::de::DeserializeOwned;

use crate::fault::{Fault, Outcome};
use crate::input;

/// The options in a text, where NULL stands for the defaults.
///
/// # Safety
/// As [`input::optional_text`].
pub(crate) unsafe fn or_default<T: DeserializeOwned + Default>(
    text: *const c_char,
    len: usize,
) -> Outcome<T> {
    // SAFETY: the caller's promise.
    match unsafe { input::optional_text(text, len, "options") }? {
        Some(text) => read(text),
        None => Ok(T::default()),
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Outcome<T> {
    // A list would do for serde, its items in the order of the fields.
    if !text.trim_start().starts_with('{') {
        return Err(Fault::argument(
            "options",
            "is no JSON object; write {\"key\": value}",
        ));
    }
    serde_json::from_str(text).map_err(|why| Fault::argument("options", why))
}

#[cfg(test)]
mod tests {
    use diram_host::Code;
    use serde::Deserialize;

    use super::*;

    #[derive(Default, Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Two {
        first: Option<u64>,
        second: bool,
    }

    #[test]
    fn keys_are_known_and_stand_once() {
        let both = Two {
            first: Some(7),
            second: true,
        };
        assert_eq!(read::<Two>(r#" {"second":true,"first":7}"#).unwrap(), both);
        assert_eq!(read::<Two>(r#"{"first":null}"#).unwrap(), Two::default());
        let wrong = [
            "",
            "[7,true]",
            "null",
            r#"{"third":1}"#,
            r#"{"first":1,"first":1}"#,
            r#"{"first":-1}"#,
            r#"{"second":1}"#,
            r#"{} {}"#,
        ];
        for text in wrong {
            let fault = read::<Two>(text).unwrap_err();
            assert_eq!(fault.code(), Code::Argument, "{text}");
        }
        let unknown = read::<Two>(r#"{"third":1}"#).unwrap_err();
        assert!(
            unknown.message().contains("`first`"),
            "{}",
            unknown.message()
        );
    }
}
