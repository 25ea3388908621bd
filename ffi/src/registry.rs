//! Registries.

use std::ffi::c_char;
use std::sync::OnceLock;

use diram_host::registry::Registry;

use crate::error::diram_error;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::output::Place;
use crate::registry_options::diram_registry_options;
use crate::report::{self, diram_report};
use crate::status::diram_status;
use crate::text::Text;

/// An open registry: packages, their versions and who needs whom, in memory. Nothing is written back:
/// what is published or undone lasts as long as the handle and what was made from it. Freed by the
/// caller with `diram_registry_free`. Any thread may use it at any time; readers never wait for a
/// change.
pub struct diram_registry {
    pub(crate) registry: Registry,
    source: Text,
    key: OnceLock<Option<Text>>,
    poison: Poison,
}

impl Handle for diram_registry {
    const WHAT: &'static str = "registry";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_registry>();

impl diram_registry {
    fn new(registry: Registry) -> diram_registry {
        diram_registry {
            source: Text::new(registry.source()),
            registry,
            key: OnceLock::new(),
            poison: Poison::default(),
        }
    }
}

/// Opens a registry file (`.ndjson`, one version a line), or a folder of them, each one source named
/// after its file. The first line that is wrong is named, and nothing is loaded then. A URL is
/// `DIRAM_ERR_UNSUPPORTED`. `options` may be NULL.
///
/// # Safety
/// `endpoint` is readable, `options` NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_open(
    endpoint: *const c_char,
    endpoint_len: usize,
    options: *const diram_registry_options,
    out: *mut *mut diram_registry,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (endpoint, options, out) = unsafe {
            (
                input::path(endpoint, endpoint_len, "endpoint")?,
                diram_registry_options::or_default(options)?,
                Place::required(out, "out")?,
            )
        };
        out.give(diram_registry::new(Registry::open(endpoint, &options)?));
        Ok(())
    })
}

/// `diram_registry_open` on the text of a registry file.
///
/// # Safety
/// As `diram_registry_open`, with `text` for `endpoint`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_open_lines(
    text: *const c_char,
    text_len: usize,
    options: *const diram_registry_options,
    out: *mut *mut diram_registry,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (text, options, out) = unsafe {
            (
                input::text(text, text_len, "text")?,
                diram_registry_options::or_default(options)?,
                Place::required(out, "out")?,
            )
        };
        out.give(diram_registry::new(Registry::from_lines(text, &options)?));
        Ok(())
    })
}

/// Opens the registry that the environment names in `DIRAM_REGISTRY`, else `https://r.obinexus.org`.
///
/// # Safety
/// `out` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_open_env(
    out: *mut *mut diram_registry,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let out = unsafe { Place::required(out, "out") }?;
        out.give(diram_registry::new(Registry::from_env()?));
        Ok(())
    })
}

/// The registry as it was in an earlier snapshot: the handle shows that state for ever, and a change of
/// it is `DIRAM_ERR_STATE`. A snapshot that is no longer kept is answered by the newest kept before it;
/// `DIRAM_ERR_SNAPSHOT` for a number that never was.
///
/// # Safety
/// `registry` is NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_at(
    registry: *const diram_registry,
    seq: u64,
    out: *mut *mut diram_registry,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let out = unsafe { Place::required(out, "out") }?;
        out.give(diram_registry::new(registry.registry.at(seq)?));
        Ok(())
    })
}

/// Which state the handle shows: `seq`, `root`, `roots`, `time`, `parent`, `note`, `signed_by`.
///
/// # Safety
/// `registry` is NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_snapshot(
    registry: *const diram_registry,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::required(report, "report") }?;
        report::give(Some(report), &registry.registry.snapshot())
    })
}

/// The source that names are looked up in. UTF-8 and NUL-terminated; its length goes to `len` (may be
/// NULL). Lives as long as the handle; NULL for NULL.
///
/// # Safety
/// `registry` is NULL or live, `len` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_source(
    registry: *const diram_registry,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: the caller's promise.
    getter!(std::ptr::null(), registry => { registry.source.give(unsafe { Place::optional(len) }) })
}

/// The public key that signs its snapshots, 64 hexadecimal digits, or NULL if nothing does. Otherwise
/// like `diram_registry_source`.
///
/// # Safety
/// As `diram_registry_source`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_public_key(
    registry: *const diram_registry,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), registry => {
        let key = || registry.registry.public_key().as_deref().map(Text::new);
        // SAFETY: the caller's promise.
        let len = unsafe { Place::optional(len) };
        registry.key.get_or_init(key).as_ref().map_or(std::ptr::null(), |key| key.give(len))
    })
}

/// Frees a registry. NULL is allowed.
///
/// # Safety
/// `registry` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_free(registry: *mut diram_registry) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(registry) }
}
