//! Options of packing.

use std::ffi::c_char;
use std::sync::Mutex;

use diram_host::packages::{Kind, PackOptions, Redundancy};

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::status::diram_status;

/// Options of packing. Made with the defaults by `diram_pack_options_new`, freed by the caller with
/// `diram_pack_options_free`; a call copies what it needs. Any thread may use it, one after the
/// other.
pub struct diram_pack_options {
    options: Mutex<PackOptions>,
    poison: Poison,
}

impl Handle for diram_pack_options {
    const WHAT: &'static str = "options";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_pack_options>();

impl diram_pack_options {
    /// The options behind an optional handle.
    ///
    /// # Safety
    /// `options` is NULL or live.
    pub(crate) unsafe fn or_default(options: *const diram_pack_options) -> Outcome<PackOptions> {
        // SAFETY: the caller's promise.
        let options = unsafe { handle::borrow_optional(options) }?;
        Ok(options.map_or_else(PackOptions::new, |o| handle::lock(&o.options).clone()))
    }

    fn set(&self, change: impl FnOnce(&mut PackOptions)) -> Outcome<()> {
        change(&mut handle::lock(&self.options));
        Ok(())
    }
}

/// The default options. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn diram_pack_options_new() -> *mut diram_pack_options {
    getter!(std::ptr::null_mut() => {
        handle::into_c(diram_pack_options {
            options: Mutex::new(PackOptions::new()),
            poison: Poison::default(),
        })
    })
}

/// Sets the package's name. Default: the file name of the source, `data` for bytes and streams.
///
/// # Safety
/// `options` is NULL or live, `name` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_pack_options_set_name(
    options: *mut diram_pack_options,
    name: *const c_char,
    name_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        // SAFETY: the caller's promise.
        let name = unsafe { input::text(name, name_len, "name") }?;
        options.set(|o| o.name = Some(name.to_owned()))
    })
}

/// Sets the package's version. Default: `0.0.0`.
///
/// # Safety
/// `options` is NULL or live, `version` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_pack_options_set_version(
    options: *mut diram_pack_options,
    version: *const c_char,
    version_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        // SAFETY: the caller's promise.
        let version = unsafe { input::text(version, version_len, "version") }?;
        options.set(|o| o.version = Some(version.to_owned()))
    })
}

/// Sets the codec: `auto` (the default: brotli where smaller, else Huffman, else stored),
/// `huffman` (every part decodes alone), `brotli`, `stored`.
///
/// # Safety
/// `options` is NULL or live, `codec` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_pack_options_set_codec(
    options: *mut diram_pack_options,
    codec: *const c_char,
    codec_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        // SAFETY: the caller's promise.
        let codec = unsafe { input::text(codec, codec_len, "codec") }?.parse()?;
        options.set(|o| o.codec = codec)
    })
}

/// Sets the quality of brotli, 0 to 11. Default: 5.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_pack_options_set_quality(
    options: *mut diram_pack_options,
    quality: u32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        if quality > 11 {
            return Err(Fault::limit("quality", "0..=11", quality));
        }
        options.set(|o| o.quality = quality)
    })
}

/// Sets the share of parity in percent of all parts, 6.25 (the default) to 44.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_pack_options_set_redundancy(
    options: *mut diram_pack_options,
    percent: f64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        let redundancy = Redundancy::from_percent(percent)
            .ok_or_else(|| Fault::limit("redundancy", "6.25..=44 percent", percent))?;
        options.set(|o| o.redundancy = redundancy)
    })
}

/// Keeps modification times (1, the default) or not (0).
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_pack_options_set_mtime(
    options: *mut diram_pack_options,
    keep: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.mtime = keep != 0) })
}

/// Sets every modification time to `seconds` since 1970, for packages that are the same byte for
/// byte whenever they are made. The library does not read `SOURCE_DATE_EPOCH` by itself.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_pack_options_set_epoch(
    options: *mut diram_pack_options,
    seconds: u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.epoch = Some(seconds)) })
}

/// Sets the number of worker threads; 0 (the default) is one per core. None outlives the call.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_pack_options_set_threads(
    options: *mut diram_pack_options,
    threads: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.threads = threads) })
}

/// Adds a file as components of another kind: `service`, `operation`, `division` or `country`.
///
/// # Safety
/// `options` is NULL or live, `kind` and `path` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_pack_options_add_file(
    options: *mut diram_pack_options,
    kind: *const c_char,
    kind_len: usize,
    path: *const c_char,
    path_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        // SAFETY: the caller's promise.
        let (kind, path) = unsafe {
            (input::text(kind, kind_len, "kind")?, input::path(path, path_len, "path")?)
        };
        let kind = Kind::from_name(kind)
            .filter(|kind| !matches!(kind, Kind::Component | Kind::Manifest))
            .ok_or_else(|| {
                let why = format!("{kind:?} is none of service, operation, division, country");
                Fault::argument("kind", why)
            })?;
        options.set(|o| o.extra.push((kind, path.to_owned())))
    })
}

/// Frees options. NULL is allowed.
///
/// # Safety
/// `options` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_pack_options_free(options: *mut diram_pack_options) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(options) }
}
