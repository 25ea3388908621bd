//! Packages opened for reading.

use std::ffi::c_char;
use std::sync::OnceLock;

use diram_host::packages::Package;

use crate::buffer::diram_buffer;
use crate::entry::diram_entry;
use crate::error::diram_error;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::op::diram_op;
use crate::output::Place;
use crate::read_options::{diram_read_options, read_options_of};
use crate::reader::diram_reader;
use crate::report::{self, diram_report};
use crate::status::diram_status;
use crate::text::Text;

/// An open package. Owned by the caller, who frees it with `diram_package_free`. Any thread may use
/// it, several at once. Damage is no error until something is asked for that it destroyed.
pub struct diram_package {
    pub(crate) package: Package,
    name: OnceLock<Text>,
    version: OnceLock<Text>,
    poison: Poison,
}

impl Handle for diram_package {
    const WHAT: &'static str = "package";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_package>();

impl diram_package {
    fn new(package: Package) -> diram_package {
        let (name, version) = (OnceLock::new(), OnceLock::new());
        diram_package {
            package,
            name,
            version,
            poison: Poison::default(),
        }
    }
}

/// Text of a package that is known by now. While damage hides it, nothing is kept: a later search
/// may find it.
fn known(kept: &OnceLock<Text>, now: Option<String>, len: Option<Place<usize>>) -> *const c_char {
    match now {
        Some(now) => kept.get_or_init(|| Text::new(&now)).give(len),
        None => std::ptr::null(),
    }
}

/// Opens a package file. Fails when the file holds no part at all.
///
/// # Safety
/// `path` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_open(
    path: *const c_char,
    path_len: usize,
    out: *mut *mut diram_package,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (path, out) = unsafe {
            (input::path(path, path_len, "path")?, Place::required(out, "out")?)
        };
        out.give(diram_package::new(Package::open(path)?));
        Ok(())
    })
}

/// Opens a package file under an operation (may be NULL): a badly damaged one is searched for its
/// parts, which can take long.
///
/// # Safety
/// As `diram_package_open`; `op` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_open_with(
    path: *const c_char,
    path_len: usize,
    op: *mut diram_op,
    out: *mut *mut diram_package,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (path, op, out) = unsafe {
            (
                input::path(path, path_len, "path")?,
                diram_op::or_none(op)?,
                Place::required(out, "out")?,
            )
        };
        out.give(diram_package::new(Package::open_with(path, &op)?));
        Ok(())
    })
}

/// Opens a package in memory. The bytes are copied. `op` may be NULL.
///
/// # Safety
/// `data` is readable, `op` NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_open_bytes(
    data: *const u8,
    len: usize,
    op: *mut diram_op,
    out: *mut *mut diram_package,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (data, op, out) = unsafe {
            (
                input::bytes(data, len, "data")?,
                diram_op::or_none(op)?,
                Place::required(out, "out")?,
            )
        };
        let package = Package::open_bytes_with(input::own(data)?, &op)?;
        out.give(diram_package::new(package));
        Ok(())
    })
}

/// Opens a package through a reader that can seek. The package goes on reading; the reader's `drop`
/// is called after the package is freed, or when this call fails. `op` may be NULL.
///
/// # Safety
/// `reader` is live, `op` NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_open_reader(
    reader: *mut diram_reader,
    op: *mut diram_op,
    out: *mut *mut diram_package,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, reader => {
        // SAFETY: the caller's promise.
        let (op, out) = unsafe { (diram_op::or_none(op)?, Place::required(out, "out")?) };
        let package = Package::open_reader_with(reader.take_seekable()?, &op)?;
        out.give(diram_package::new(package));
        Ok(())
    })
}

/// Frees a package. NULL is allowed.
///
/// # Safety
/// `package` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_free(package: *mut diram_package) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(package) }
}

/// The package's name. UTF-8 and NUL-terminated; its length goes to `len` (may be NULL). NULL
/// when damage took the manifest, `len` is untouched then. Lives as long as the package.
///
/// # Safety
/// `package` is NULL or live; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_name(
    package: *const diram_package,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), package => {
        // SAFETY: the caller's promise.
        let len = unsafe { Place::optional(len) };
        known(&package.name, package.package.name(), len)
    })
}

/// The package's version. Otherwise like `diram_package_name`.
///
/// # Safety
/// As `diram_package_name`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_version(
    package: *const diram_package,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), package => {
        // SAFETY: the caller's promise.
        let len = unsafe { Place::optional(len) };
        known(&package.version, package.package.version(), len)
    })
}

/// Looks at every byte. Damage is in the report, not an error: `status` is `intact`, `healable`,
/// `below-threshold` or `lost`; further `coherence`, `coherence_healed`, `threshold`,
/// `container_intact`, `components` (each with `name`, `status`, `parts`, `intact`, `mended`,
/// `lost`, `recoverable`, `coherence`, `coherence_healed`), `bytes`, `seconds`.
/// `op` and `report` may be NULL.
///
/// # Safety
/// The handles are NULL or live, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_verify(
    package: *const diram_package,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (op, report) = unsafe { (diram_op::or_none(op)?, Place::optional(report)) };
        report::give(report, &package.package.verify_with(&op)?)
    })
}

/// The members of the package's content, as a list in package order: each with `path`, `type`
/// (`file`, `directory`, `symlink`, `hardlink`), `mode`, `size`, `offset`. `op` may be NULL.
///
/// # Safety
/// The handles are NULL or live, `report` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_entries(
    package: *const diram_package,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (op, report) = unsafe {
            (diram_op::or_none(op)?, Place::required(report, "report")?)
        };
        report::give(Some(report), &package.package.with_op(&op).entries()?)
    })
}

/// One member's content, healed; or a component's by its name (`diram-component-0.bin`).
/// `DIRAM_ERR_OUTPUT_LIMIT` when it is longer than the option `max_output`; then
/// `diram_package_entry_open` still works. `options` and `op` may be NULL.
///
/// # Safety
/// The handles are NULL or live, `name` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_read(
    package: *const diram_package,
    name: *const c_char,
    name_len: usize,
    options: *const diram_read_options,
    op: *mut diram_op,
    out: *mut *mut diram_buffer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (name, options, out) = unsafe {
            (
                input::text(name, name_len, "name")?,
                read_options_of(options, op)?,
                Place::required(out, "out")?,
            )
        };
        out.give(diram_buffer::new(package.package.read_with(name, &options)?)?);
        Ok(())
    })
}

/// One member's content as a stream, for members larger than memory. `op` (may be NULL) governs the
/// reading too, until the entry is freed.
///
/// # Safety
/// The handles are NULL or live, `name` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_entry_open(
    package: *const diram_package,
    name: *const c_char,
    name_len: usize,
    op: *mut diram_op,
    out: *mut *mut diram_entry,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (name, op, out) = unsafe {
            (
                input::text(name, name_len, "name")?,
                diram_op::or_none(op)?,
                Place::required(out, "out")?,
            )
        };
        out.give(diram_entry::new(package.package.with_op(&op).open_entry(name)?));
        Ok(())
    })
}
