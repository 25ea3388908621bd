//! Certificates of resolutions.

use std::ffi::c_char;

use diram_host::registry::{Registry, RegistryOptions};
use diram_host::resolve::{Anchor, verify_resolution};

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle;
use crate::input;
use crate::output::Place;
use crate::registry::diram_registry;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// What a certificate's snapshot is held against: nothing, so that it is consistent at best.
pub const DIRAM_ANCHOR_NONE: i32 = 0;
/// What a certificate's snapshot is held against: an Ed25519 public key, 64 hexadecimal digits.
pub const DIRAM_ANCHOR_KEY: i32 = 1;
/// What a certificate's snapshot is held against: the root of a snapshot, 64 hexadecimal digits.
pub const DIRAM_ANCHOR_ROOT: i32 = 2;
/// What a certificate's snapshot is held against: a registry, which `diram_registry_open` opens.
pub const DIRAM_ANCHOR_REGISTRY: i32 = 3;

/// Checks a certificate without any solver: every byte, every fact, every step, and its snapshot against
/// `anchor`, which is what `kind`, one of `DIRAM_ANCHOR_*`, says. The report: `feasible`, `anchored`,
/// `anchor`, `snapshot`, `requirements`, `solution`, `facts`, `steps`. `DIRAM_ERR_CERTIFICATE` if anything
/// at all is wrong with it.
///
/// # Safety
/// `certificate` is readable, `anchor` NULL or readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_verify_resolution(
    certificate: *const u8,
    certificate_len: usize,
    kind: i32,
    anchor: *const c_char,
    anchor_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (certificate, anchor, report) = unsafe {
            (
                input::bytes(certificate, certificate_len, "certificate")?,
                input::optional_text(anchor, anchor_len, "anchor")?,
                Place::required(report, "report")?,
            )
        };
        let registry;
        let anchor = match (kind, anchor) {
            (DIRAM_ANCHOR_NONE, None) => Anchor::None,
            (DIRAM_ANCHOR_KEY, Some(key)) => Anchor::Key(key),
            (DIRAM_ANCHOR_ROOT, Some(root)) => Anchor::Root(root),
            (DIRAM_ANCHOR_REGISTRY, Some(endpoint)) => {
                registry = Registry::open(endpoint, &RegistryOptions::new())?;
                Anchor::Registry(&registry)
            }
            _ => return misfit(kind),
        };
        report::give(Some(report), &verify_resolution(certificate, anchor)?)
    })
}

/// A kind that is none, or does not go with there being an anchor or not.
fn misfit(kind: i32) -> Outcome<()> {
    Err(match kind {
        DIRAM_ANCHOR_NONE => Fault::argument("anchor", "is given, but kind is DIRAM_ANCHOR_NONE"),
        DIRAM_ANCHOR_KEY..=DIRAM_ANCHOR_REGISTRY => Fault::argument("anchor", "is NULL"),
        _ => Fault::limit("kind", "0..=3", kind),
    })
}

/// `semverx_verify_resolution` against an open registry.
///
/// # Safety
/// `certificate` is readable, `registry` NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_verify_resolution_against(
    certificate: *const u8,
    certificate_len: usize,
    registry: *const diram_registry,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (certificate, registry, report) = unsafe {
            (
                input::bytes(certificate, certificate_len, "certificate")?,
                handle::borrow(registry)?,
                Place::required(report, "report")?,
            )
        };
        let anchor = Anchor::Registry(&registry.registry);
        report::give(Some(report), &verify_resolution(certificate, anchor)?)
    })
}
