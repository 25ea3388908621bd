//! The plugins that come with diram: the security scanner and the report of orphans.

use std::ffi::c_char;
use std::sync::Arc;

use diram_host::plugins::{OrphanReport, Package, SecurityScanner};
use diram_host::registry::{Name, Registry, RegistryOptions};
use diram_host::versions::Version;
use serde_json::json;

use crate::error::diram_error;
use crate::fault::Outcome;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::output::Place;
use crate::registry::diram_registry;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// A plugin that keeps versions with known vulnerabilities out of locks. An install is refused if an
/// advisory affects the version; an update if the new version has a vulnerability that the old one has not,
/// or if an advisory calls the new version fixed and affects it all the same. Freed by the caller with
/// `diram_scanner_free`, also while a registry has it. Immutable: any thread may use it.
pub struct diram_scanner {
    scanner: Arc<SecurityScanner>,
    poison: Poison,
}

impl Handle for diram_scanner {
    const WHAT: &'static str = "scanner";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_scanner>();

/// Reads every `.json` file of a folder and of those below it as an advisory in the OSV format, whose
/// ecosystem is `SemVerX`: at most 1,000,000 files of together 1 GiB. The message names a file that cannot
/// be read, is no advisory (`DIRAM_ERR_FORMAT`), or contradicts another of its id.
///
/// # Safety
/// `folder` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_scanner_open(
    folder: *const c_char,
    folder_len: usize,
    out: *mut *mut diram_scanner,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (folder, out) = unsafe {
            (input::path(folder, folder_len, "folder")?, Place::required(out, "out")?)
        };
        out.give(diram_scanner {
            scanner: Arc::new(SecurityScanner::open(folder)?),
            poison: Poison::default(),
        });
        Ok(())
    })
}

/// What was read: `advisories`, `withdrawn`, `foreign`, `other_entries`, `git_ranges`, `repeated`.
///
/// # Safety
/// `scanner` is NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_scanner_counts(
    scanner: *const diram_scanner,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, scanner => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::required(report, "report") }?;
        report::give(Some(report), &scanner.scanner.counts())
    })
}

/// The ids of the advisories that affect a version: a list of texts, ascending.
///
/// # Safety
/// `scanner` is NULL or live, `name` and `version` readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_scanner_advisories(
    scanner: *const diram_scanner,
    name: *const c_char,
    name_len: usize,
    version: *const c_char,
    version_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, scanner => {
        // SAFETY: the caller's promise.
        let (name, version, report) = unsafe {
            (
                input::text(name, name_len, "name")?,
                input::text(version, version_len, "version")?,
                Place::required(report, "report")?,
            )
        };
        report::give(Some(report), &scanner.scanner.advisories(&bare(name, version)?))
    })
}

/// Whether nothing that is known against a package's version `from` is left in `to`, to `out`.
///
/// # Safety
/// `scanner` is NULL or live, the texts are readable, `out` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_scanner_fixes(
    scanner: *const diram_scanner,
    name: *const c_char,
    name_len: usize,
    from: *const c_char,
    from_len: usize,
    to: *const c_char,
    to_len: usize,
    out: *mut i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, scanner => {
        // SAFETY: the caller's promise.
        let (name, from, to, out) = unsafe {
            (
                input::text(name, name_len, "name")?,
                input::text(from, from_len, "from")?,
                input::text(to, to_len, "to")?,
                Place::required(out, "out")?,
            )
        };
        let (from, to) = (bare(name, from)?, bare(name, to)?);
        out.put(i32::from(scanner.scanner.fixes_vulnerabilities(&from, &to)));
        Ok(())
    })
}

/// A package of which only name and version are known, which is all that a scanner looks at.
fn bare(name: &str, version: &str) -> Outcome<Package> {
    // Here, so that what is wrong with them is not said of a line.
    let (_, version) = (
        Name::parse(name).map_err(diram_host::Error::from)?,
        Version::parse(version)?.to_string(),
    );
    let line = json!({"name": name, "version": version, "deps": {}}).to_string();
    Ok(Registry::from_lines(&line, &RegistryOptions::new())?.info(name, &version)?)
}

/// Puts a scanner in, as `diram_registry_plug` does a plugin; its name is `SecurityScanner`.
/// `DIRAM_ERR_ARGUMENT` when there is one.
///
/// # Safety
/// `registry` and `scanner` are NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_plug_scanner(
    registry: *const diram_registry,
    scanner: *const diram_scanner,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let scanner = unsafe { handle::borrow(scanner) }?;
        Ok(registry.registry.plug(scanner.scanner.clone())?)
    })
}

/// Frees a scanner. NULL is allowed.
///
/// # Safety
/// `scanner` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_scanner_free(scanner: *mut diram_scanner) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(scanner) }
}

/// A plugin that refuses nothing and remembers what the packages that leave a lock leave behind: their
/// dependencies that leave with them, because nobody needs them any more. Freed by the caller with
/// `diram_orphans_free`, also while a registry has it. Any thread may use it at any time.
pub struct diram_orphans {
    orphans: OrphanReport,
    poison: Poison,
}

impl Handle for diram_orphans {
    const WHAT: &'static str = "report of orphans";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_orphans>();

/// One that has seen nothing yet. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn diram_orphans_new() -> *mut diram_orphans {
    getter!(std::ptr::null_mut() => {
        handle::into_c(diram_orphans {
            orphans: OrphanReport::new(),
            poison: Poison::default(),
        })
    })
}

/// The orphans of the last lock that was asked about: a list of labels, ascending.
///
/// # Safety
/// `orphans` is NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_orphans_report(
    orphans: *const diram_orphans,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, orphans => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::required(report, "report") }?;
        report::give(Some(report), &orphans.orphans.orphans())
    })
}

/// Puts it in, as `diram_registry_plug` does a plugin; its name is `OrphanReport`. `DIRAM_ERR_ARGUMENT`
/// when there is one.
///
/// # Safety
/// `registry` and `orphans` are NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_plug_orphans(
    registry: *const diram_registry,
    orphans: *const diram_orphans,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let orphans = unsafe { handle::borrow(orphans) }?;
        Ok(registry.registry.plug(Arc::new(orphans.orphans.clone()))?)
    })
}

/// Frees it. NULL is allowed.
///
/// # Safety
/// `orphans` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_orphans_free(orphans: *mut diram_orphans) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(orphans) }
}
