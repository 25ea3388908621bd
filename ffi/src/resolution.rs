//! Answers of a resolver.

use std::collections::BTreeMap;
use std::ffi::c_char;
use std::sync::OnceLock;

use diram_host::resolve::Resolution;

use crate::fault_level::band;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::output::Place;
use crate::text::Text;

/// The answer to a request: a version for each package that is needed, or why there is none, and the
/// proof of it. Owned by the caller, who frees it with `semverx_resolution_free`. Immutable: any thread
/// may read it. Its texts live as long as it does.
pub struct semverx_resolution {
    resolution: Resolution,
    explanation: Option<Text>,
    certificate: Option<Text>,
    /// The names in the order in which to install.
    order: OnceLock<Vec<Text>>,
    /// The versions by name.
    versions: OnceLock<BTreeMap<String, Text>>,
    json: OnceLock<Option<Text>>,
    poison: Poison,
}

impl Handle for semverx_resolution {
    const WHAT: &'static str = "resolution";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<semverx_resolution>();

impl From<Resolution> for semverx_resolution {
    fn from(resolution: Resolution) -> semverx_resolution {
        semverx_resolution {
            explanation: resolution.explanation.as_deref().map(Text::new),
            certificate: resolution.certificate.as_deref().map(Text::new),
            resolution,
            order: OnceLock::new(),
            versions: OnceLock::new(),
            json: OnceLock::new(),
            poison: Poison::default(),
        }
    }
}

impl semverx_resolution {
    fn order(&self) -> &[Text] {
        let names = || {
            self.resolution
                .order
                .iter()
                .map(|name| Text::new(name))
                .collect()
        };
        self.order.get_or_init(names)
    }

    fn versions(&self) -> &BTreeMap<String, Text> {
        let chosen = self.resolution.solution.iter();
        let texts = || {
            chosen
                .map(|(name, version)| (name.to_string(), Text::new(&version.to_string())))
                .collect()
        };
        self.versions.get_or_init(texts)
    }

    fn json(&self) -> Option<&Text> {
        let written = || serde_json::to_string(&self.resolution).ok();
        self.json
            .get_or_init(|| written().as_deref().map(Text::new))
            .as_ref()
    }
}

fn give(text: Option<&Text>, len: Option<Place<usize>>) -> *const c_char {
    text.map_or(std::ptr::null(), |text| text.give(len))
}

/// Whether there is an answer: 1, or 0 with the reason in `semverx_resolution_explanation`. 0 for NULL.
///
/// # Safety
/// `resolution` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolution_feasible(resolution: *const semverx_resolution) -> i32 {
    getter!(0, resolution => { i32::from(resolution.resolution.feasible) })
}

/// How many packages are needed; 0 when there is no answer, and for NULL.
///
/// # Safety
/// `resolution` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolution_count(resolution: *const semverx_resolution) -> usize {
    getter!(0, resolution => { resolution.resolution.order.len() })
}

/// The name of a package in the order in which to install them, dependencies first; NULL from
/// `semverx_resolution_count` on. With the policy's `lines` the name carries its line, `core@2`. UTF-8
/// and NUL-terminated; its length goes to `len` (may be NULL).
///
/// # Safety
/// `resolution` is NULL or live; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolution_name(
    resolution: *const semverx_resolution,
    index: usize,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), resolution => {
        // SAFETY: the caller's promise.
        give(resolution.order().get(index), unsafe { Place::optional(len) })
    })
}

/// The canonical text of the version of a package, or NULL when the package is not needed. Otherwise like
/// `semverx_resolution_name`.
///
/// # Safety
/// `resolution` is NULL or live; `name` is readable, `len` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolution_version(
    resolution: *const semverx_resolution,
    name: *const c_char,
    name_len: usize,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), resolution => {
        // SAFETY: the caller's promise.
        let (name, len) = unsafe { (input::text(name, name_len, "name"), Place::optional(len)) };
        give(name.ok().and_then(|name| resolution.versions().get(name)), len)
    })
}

/// Why there is no answer, in sentences; NULL when there is one. Otherwise like
/// `semverx_resolution_name`.
///
/// # Safety
/// `resolution` is NULL or live; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolution_explanation(
    resolution: *const semverx_resolution,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), resolution => {
        // SAFETY: the caller's promise.
        give(resolution.explanation.as_ref(), unsafe { Place::optional(len) })
    })
}

/// The proof of the answer, yes or no, for `semverx_verify_resolution`; NULL when none was asked for.
/// Otherwise like `semverx_resolution_name`.
///
/// # Safety
/// `resolution` is NULL or live; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolution_certificate(
    resolution: *const semverx_resolution,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), resolution => {
        // SAFETY: the caller's promise.
        give(resolution.certificate.as_ref(), unsafe { Place::optional(len) })
    })
}

/// The worst fault level of the chosen versions, 0 to 17; 12 when there is no answer. 0 for NULL.
///
/// # Safety
/// `resolution` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolution_fault(resolution: *const semverx_resolution) -> u32 {
    getter!(0, resolution => { u32::from(resolution.resolution.fault) })
}

/// The band of `semverx_resolution_fault`: `CLEAN`, `WARNING`, `DANGER` or `PANIC`. NULL for NULL.
///
/// # Safety
/// `resolution` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolution_fault_state(
    resolution: *const semverx_resolution,
) -> *const c_char {
    getter!(std::ptr::null(), resolution => { band(resolution.resolution.fault_state).as_ptr() })
}

/// Everything as one JSON object: `feasible`, `solution`, `packages`, `order`, `fault`, `fault_state`,
/// `explanation`, `near_names`, `snapshot`, `steps` and, if asked for, `certificate`. Otherwise like
/// `semverx_resolution_name`.
///
/// # Safety
/// `resolution` is NULL or live; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolution_json(
    resolution: *const semverx_resolution,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), resolution => {
        // SAFETY: the caller's promise.
        give(resolution.json(), unsafe { Place::optional(len) })
    })
}

/// Frees a resolution. NULL is allowed.
///
/// # Safety
/// `resolution` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolution_free(resolution: *mut semverx_resolution) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(resolution) }
}
