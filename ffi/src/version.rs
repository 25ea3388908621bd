//! Which library this is.

use std::ffi::c_char;

/// The header's version: the first number.
pub const DIRAM_VERSION_MAJOR: u32 = 0;
/// The header's version: the second number.
pub const DIRAM_VERSION_MINOR: u32 = 1;
/// The header's version: the third number.
pub const DIRAM_VERSION_PATCH: u32 = 0;
/// The header's version as one number: major * 1000000 + minor * 1000 + patch.
pub const DIRAM_VERSION_NUMBER: u32 = 1000;
/// The number of the binary interface, also in the library's soname. It grows when a function is
/// removed or changes its meaning, never when one is added.
pub const DIRAM_ABI: u32 = 1;

/// The version with a NUL behind it.
const VERSION_TEXT: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");

/// The binary interface of the loaded library. A program that loads libdiram at run time compares
/// it with `DIRAM_ABI` before it calls anything else.
#[unsafe(no_mangle)]
pub extern "C" fn diram_abi() -> u32 {
    getter!(0 => { DIRAM_ABI })
}

/// The version of the loaded library as one number, made like `DIRAM_VERSION_NUMBER`.
#[unsafe(no_mangle)]
pub extern "C" fn diram_version_number() -> u32 {
    getter!(0 => { DIRAM_VERSION_NUMBER })
}

/// The version of the loaded library as text, for example `"0.1.0"`. Never NULL; lives as long as
/// the library.
#[unsafe(no_mangle)]
pub extern "C" fn diram_version_string() -> *const c_char {
    VERSION_TEXT.as_ptr().cast()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_has_the_version_of_the_crate() {
        let text = format!("{DIRAM_VERSION_MAJOR}.{DIRAM_VERSION_MINOR}.{DIRAM_VERSION_PATCH}");
        assert_eq!(text, env!("CARGO_PKG_VERSION"));
        assert_eq!(text, diram_host::VERSION);
        let number =
            DIRAM_VERSION_MAJOR * 1_000_000 + DIRAM_VERSION_MINOR * 1000 + DIRAM_VERSION_PATCH;
        assert_eq!(number, DIRAM_VERSION_NUMBER);
        assert_eq!(diram_version_number(), number);
        assert_eq!(diram_abi(), DIRAM_ABI);
    }

    #[test]
    fn the_version_text_ends_in_one_nul() {
        // SAFETY: a static string with a NUL.
        let text = unsafe { std::ffi::CStr::from_ptr(diram_version_string()) };
        assert_eq!(text.to_str(), Ok(env!("CARGO_PKG_VERSION")));
    }
}
