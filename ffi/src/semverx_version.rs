//! Versions.

use std::ffi::c_char;
use std::sync::OnceLock;

use diram_host::versions::{State, Version};

use crate::error::diram_error;
use crate::fault::Outcome;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::output::Place;
use crate::report::{self, diram_report};
use crate::status::diram_status;
use crate::text::Text;

/// A version: three numbers with a state each, a tail and a build. Owned by the caller, who frees it
/// with `semverx_version_free`. Immutable: any thread may read it. Its texts live as long as it does.
pub struct semverx_version {
    version: Version,
    /// Texts that were asked for, so that they stay where they are.
    shown: [OnceLock<Option<Text>>; 11],
    poison: Poison,
}

impl Handle for semverx_version {
    const WHAT: &'static str = "version";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<semverx_version>();

/// A text of a version: which place of `shown` it has.
#[derive(Clone, Copy)]
pub(crate) enum Shown {
    Canonical,
    Compact,
    Plain,
    SemVer,
    SortKey,
    Pre,
    Build,
    State,
    Major,
    Minor,
    Patch,
}

impl semverx_version {
    pub(crate) fn new(version: Version) -> semverx_version {
        semverx_version {
            version,
            shown: Default::default(),
            poison: Poison::default(),
        }
    }

    /// The version behind a handle.
    ///
    /// # Safety
    /// `version` is NULL or live, and stays live for `'a`.
    pub(crate) unsafe fn of<'a>(version: *const semverx_version) -> Outcome<&'a Version> {
        // SAFETY: the caller's promise.
        unsafe { handle::borrow(version) }.map(|handle| &handle.version)
    }

    fn make(&self, what: Shown) -> Option<String> {
        let version = &self.version;
        let [major, minor, patch] = version.states();
        let name = |state: &State| Some(state.name().to_owned());
        match what {
            Shown::Canonical => Some(version.to_string()),
            Shown::Compact => Some(version.to_compact()),
            Shown::Plain => version.to_plain(),
            Shown::SemVer => Some(version.to_semver()),
            // Keys are ASCII.
            Shown::SortKey => Some(version.sort_key().iter().copied().map(char::from).collect()),
            Shown::Pre => version.pre().map(str::to_owned),
            Shown::Build => version.build().map(str::to_owned),
            Shown::State => name(version.state()),
            Shown::Major => name(major),
            Shown::Minor => name(minor),
            Shown::Patch => name(patch),
        }
    }

    pub(crate) fn give(&self, what: Shown, len: Option<Place<usize>>) -> *const c_char {
        let made = || self.make(what).as_deref().map(Text::new);
        let text = self
            .shown
            .get(what as usize)
            .map(|slot| slot.get_or_init(made));
        match text {
            Some(Some(text)) => text.give(len),
            Some(None) | None => std::ptr::null(),
        }
    }
}

/// Reads a version: canonical (`2.stable.1.stable.0.experimental`), short (`2.1.0.experimental`) or
/// plain (`2.1.0-rc.1+linux`, SemVer). `DIRAM_ERR_VERSION` for anything else; the error's details have
/// `text`, `column` and `suggestion`.
///
/// # Safety
/// `text` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_parse(
    text: *const c_char,
    text_len: usize,
    out: *mut *mut semverx_version,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (text, out) = unsafe {
            (input::text(text, text_len, "text")?, Place::required(out, "out")?)
        };
        out.give(semverx_version::new(Version::parse(text)?));
        Ok(())
    })
}

/// Whether a text is a version: 1 if `semverx_parse` would read it, else 0.
///
/// # Safety
/// `text` is NULL or readable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_validate(text: *const c_char, text_len: usize) -> i32 {
    getter!(0 => {
        // SAFETY: the caller's promise.
        let text = unsafe { input::text(text, text_len, "text") };
        i32::from(text.is_ok_and(|text| Version::parse(text).is_ok()))
    })
}

/// Reads a version that has to be SemVer: three numbers and no states. Otherwise like
/// `semverx_parse`.
///
/// # Safety
/// As `semverx_parse`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_from_semver(
    text: *const c_char,
    text_len: usize,
    out: *mut *mut semverx_version,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (text, out) = unsafe {
            (input::text(text, text_len, "text")?, Place::required(out, "out")?)
        };
        out.give(semverx_version::new(Version::from_semver(text)?));
        Ok(())
    })
}

/// The first number, at most 2^53 − 1; 0 for NULL.
///
/// # Safety
/// `version` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_major(version: *const semverx_version) -> u64 {
    getter!(0, version => { version.version.major() })
}

/// The second number; otherwise like `semverx_version_major`.
///
/// # Safety
/// As `semverx_version_major`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_minor(version: *const semverx_version) -> u64 {
    getter!(0, version => { version.version.minor() })
}

/// The third number; otherwise like `semverx_version_major`.
///
/// # Safety
/// As `semverx_version_major`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_patch(version: *const semverx_version) -> u64 {
    getter!(0, version => { version.version.patch() })
}

/// Whether all three states are stable and there is no tail; 0 for NULL.
///
/// # Safety
/// `version` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_is_stable(version: *const semverx_version) -> i32 {
    getter!(0, version => { i32::from(version.version.is_stable()) })
}

/// Everything at once: `text`, `major`, `minor`, `patch`, `states`, `pre`, `build`, `stable`,
/// `sort_key`, `semver`, `plain`.
///
/// # Safety
/// `version` is NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_report(
    version: *const semverx_version,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, version => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::required(report, "report") }?;
        report::give(Some(report), &version.version.view())
    })
}

/// The order of two versions: −1, 0 or 1. Builds do not count. NULL comes before every version.
///
/// # Safety
/// Both are NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_compare(
    a: *const semverx_version,
    b: *const semverx_version,
) -> i32 {
    getter!(0 => {
        // SAFETY: the caller's promise.
        let (a, b) = unsafe { (semverx_version::of(a), semverx_version::of(b)) };
        a.ok().cmp(&b.ok()) as i32
    })
}

/// Whether two versions are equal and have the same build; 0 if one is NULL.
///
/// # Safety
/// Both are NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_identical(
    a: *const semverx_version,
    b: *const semverx_version,
) -> i32 {
    getter!(0 => {
        // SAFETY: the caller's promise.
        match unsafe { (semverx_version::of(a), semverx_version::of(b)) } {
            (Ok(a), Ok(b)) => i32::from(a.identical(b)),
            _ => 0,
        }
    })
}

/// Frees a version. NULL is allowed.
///
/// # Safety
/// `version` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_free(version: *mut semverx_version) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(version) }
}
