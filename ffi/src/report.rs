//! Reports: what a call found or did.

use std::collections::HashMap;
use std::ffi::c_char;
use std::sync::Mutex;

use diram_host::Code;
use serde::Serialize;
use serde_json::Value;

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input::{self, Z};
use crate::output::Place;
use crate::status::diram_status;
use crate::text::Text;

/// What a call found or did, as JSON that is the same in every language. Owned by the caller, who
/// frees it with `diram_report_free`. Immutable: any thread may read it.
///
/// Single values are asked for by key: the names on the way joined by dots, with numbers for the
/// places in a list, for example `"coherence"` or `"components.0.status"`. Keys are NUL-terminated.
pub struct diram_report {
    value: Value,
    json: Text,
    /// Texts that were asked for, so that they stay where they are.
    texts: Mutex<HashMap<String, Text>>,
    poison: Poison,
}

impl Handle for diram_report {
    const WHAT: &'static str = "report";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_report>();

impl diram_report {
    pub(crate) fn of(report: &impl Serialize) -> Outcome<diram_report> {
        let value = serde_json::to_value(report)
            .map_err(|e| Fault::new(Code::Panic, format!("a report is not JSON: {e}")))?;
        let json = Text::new(&value.to_string());
        Ok(diram_report {
            value,
            json,
            texts: Mutex::default(),
            poison: Poison::default(),
        })
    }

    fn find(&self, key: &str) -> Outcome<&Value> {
        key.split('.')
            .filter(|step| !step.is_empty())
            .try_fold(&self.value, |value, step| match value {
                Value::Array(items) => items.get(step.parse::<usize>().ok()?),
                Value::Object(fields) => fields.get(step),
                _ => None,
            })
            .filter(|value| !value.is_null())
            .ok_or_else(|| Fault::new(Code::NotFound, format!("the report has no {key:?}")))
    }

    fn number(&self, key: &str) -> Outcome<f64> {
        let value = self.find(key)?;
        match value {
            Value::Bool(yes) => Ok(f64::from(u8::from(*yes))),
            Value::Array(items) => Ok(items.len() as f64),
            _ => value.as_f64().ok_or_else(|| {
                Fault::argument("key", format!("{key:?} is not a number in this report"))
            }),
        }
    }
}

/// Gives a report to a caller who asked for it.
pub(crate) fn give(
    place: Option<Place<*mut diram_report>>,
    report: &impl Serialize,
) -> Outcome<()> {
    if let Some(place) = place {
        place.give(diram_report::of(report)?);
    }
    Ok(())
}

/// The whole report as JSON. UTF-8 and NUL-terminated; its length goes to `len` (may be NULL).
/// Lives as long as the report; NULL for NULL.
///
/// # Safety
/// `report` is NULL or live; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_report_json(
    report: *const diram_report,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: the caller's promise.
    getter!(std::ptr::null(), report => { report.json.give(unsafe { Place::optional(len) }) })
}

/// One number of a report, to `out`; true is 1, false is 0, and a list gives how many items it has
/// (the key `""` is the whole report). `DIRAM_ERR_NOT_FOUND` when the report has no such value,
/// `DIRAM_ERR_ARGUMENT` when it is not a number. Whole numbers above 2^53 are rounded; the JSON has
/// them exactly.
///
/// # Safety
/// `report` is NULL or live, `key` a NUL-terminated text, `out` writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_report_number(
    report: *const diram_report,
    key: *const c_char,
    out: *mut f64,
) -> diram_status {
    let err: *mut *mut diram_error = std::ptr::null_mut();
    boundary!(err, report => {
        // SAFETY: the caller's promise.
        let (key, out) = unsafe { (input::text(key, Z, "key")?, Place::required(out, "out")?) };
        out.put(report.number(key)?);
        Ok(())
    })
}

/// One text of a report, or NULL when the report has no such text. UTF-8 and NUL-terminated; its
/// length goes to `len` (may be NULL). Lives as long as the report.
///
/// # Safety
/// `report` is NULL or live, `key` a NUL-terminated text, `len` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_report_text(
    report: *const diram_report,
    key: *const c_char,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), report => {
        // SAFETY: the caller's promise.
        let (key, len) = unsafe { (input::text(key, Z, "key"), Place::optional(len)) };
        match key.and_then(|key| Ok((key, report.find(key)?))) {
            Ok((key, Value::String(text))) => {
                handle::lock(&report.texts)
                    .entry(key.to_owned())
                    .or_insert_with(|| Text::new(text))
                    .give(len)
            }
            _ => std::ptr::null(),
        }
    })
}

/// Frees a report. NULL is allowed.
///
/// # Safety
/// `report` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_report_free(report: *mut diram_report) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(report) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_walk_objects_and_lists() {
        let report = diram_report::of(&json!({
            "components": [{"status": "intact", "lost": []}, {"status": "lost", "lost": [3]}],
            "container_intact": true, "overhead": null, "bytes": 12,
        }))
        .unwrap();
        assert_eq!(report.number("components").unwrap(), 2.0);
        assert_eq!(report.number("components.1.lost.0").unwrap(), 3.0);
        assert_eq!(report.number("container_intact").unwrap(), 1.0);
        assert_eq!(
            report.number("components.1.status").unwrap_err().code(),
            Code::Argument
        );
        for absent in [
            "overhead",
            "components.2",
            "components.x",
            "bytes.0",
            "nothing",
        ] {
            assert_eq!(
                report.number(absent).unwrap_err().code(),
                Code::NotFound,
                "{absent}"
            );
        }
    }
}
