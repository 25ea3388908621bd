//! Gates in front of installing and publishing.

use std::ffi::c_char;

use diram_host::registry::GateOptions;
use serde::Deserialize;

use crate::error::diram_error;
use crate::input;
use crate::options_json;
use crate::output::Place;
use crate::registry::diram_registry;
use crate::report::{self, diram_report};
use crate::status::diram_status;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Told {
    now: Option<u64>,
    sha256: Option<String>,
    coherence: Option<u16>,
    may_list: Option<bool>,
    guarded_dependents: Option<usize>,
}

impl From<Told> for GateOptions {
    fn from(told: Told) -> GateOptions {
        let mut options = GateOptions::new();
        options.now = told.now;
        options.sha256 = told.sha256;
        options.coherence = told.coherence;
        options.may_list = told.may_list.unwrap_or(options.may_list);
        options.guarded_dependents = told
            .guarded_dependents
            .unwrap_or(options.guarded_dependents);
        options
    }
}

/// May this version be installed? The report: `name`, `version`, `outcome` (`VALID`, `INSUFFICIENT` or
/// `INCOHERENT`), `gates`, `near`, `proof`. `gates` is a list of eight, always in this order: `syntax`,
/// `rights`, `existence`, `near_name`, `cooldown`, `integrity`, `fault`, `plugins`; each has its `gate`, a
/// `verdict`, which is one of the three or `SKIPPED`, and a `reason`. A text that is no name or version is
/// an answer too.
///
/// `options` is a JSON object, or NULL for none: `now` (seconds since 1970; default: the registry's clock),
/// `sha256` (hex) and `coherence` (0 to 1000 thousandths) as measured of the package, `may_list` (whether
/// the caller may know what the source holds; default true), `guarded_dependents` (from how many
/// dependents on a name is guarded; default 10).
///
/// # Safety
/// `registry` is NULL or live, `name` and `version` readable, `options` NULL or readable, `report`
/// writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_gate(
    registry: *const diram_registry,
    name: *const c_char,
    name_len: usize,
    version: *const c_char,
    version_len: usize,
    options: *const c_char,
    options_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (name, version, told, report) = unsafe {
            (
                input::text(name, name_len, "name")?,
                input::text(version, version_len, "version")?,
                options_json::or_default::<Told>(options, options_len)?,
                Place::required(report, "report")?,
            )
        };
        report::give(Some(report), &registry.registry.gate(name, version, &told.into())?)
    })
}

/// May this line of a registry file be published? It is not. Report and options are
/// `diram_registry_gate`'s.
///
/// # Safety
/// `registry` is NULL or live, `line` readable, `options` NULL or readable, `report` writable, `err` NULL or
/// writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_gate_publish(
    registry: *const diram_registry,
    line: *const c_char,
    line_len: usize,
    options: *const c_char,
    options_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (line, told, report) = unsafe {
            (
                input::text(line, line_len, "line")?,
                options_json::or_default::<Told>(options, options_len)?,
                Place::required(report, "report")?,
            )
        };
        report::give(Some(report), &registry.registry.gate_publish(line, &told.into())?)
    })
}
