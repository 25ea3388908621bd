//! A deliberate panic, for the tests of the boundary. Not in the header and not in a released
//! library.

use crate::error::diram_error;
use crate::package::diram_package;
use crate::status::diram_status;

/// Panics inside a call on `package`.
///
/// # Safety
/// `package` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_test_panic(
    package: *const diram_package,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        panic!(
            "{} was asked to panic",
            package.package.name().unwrap_or_default()
        )
    })
}
