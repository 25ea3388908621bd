//! Short texts from JavaScript without an allocation: versions and ranges are asked about by the million.

use std::ffi::c_char;

use napi::bindgen_prelude::{FromNapiValue, ToNapiValue, TypeName, ValidateNapiValue};
use napi::{Status, ValueType, check_status, sys};

/// Bytes that need no allocation, with room for what [`FromNapiValue`] says.
const SHORT: usize = 96;

/// A JavaScript string. What is not well-formed in it became U+FFFD, which no grammar of diram allows.
pub enum Text {
    /// A few bytes, and how many.
    Short([u8; SHORT], usize),
    /// More.
    Long(String),
}

impl Text {
    /// No text yet.
    pub(crate) const EMPTY: Text = Text::Short([0; SHORT], 0);

    /// The text.
    pub(crate) fn as_str(&self) -> napi::Result<&str> {
        match self {
            Text::Short(bytes, len) => {
                let text = bytes.get(..*len).unwrap_or_default();
                std::str::from_utf8(text).map_err(|e| napi::Error::from_reason(e.to_string()))
            }
            Text::Long(text) => Ok(text),
        }
    }
}

impl TypeName for Text {
    fn type_name() -> &'static str {
        "String"
    }

    fn value_type() -> ValueType {
        ValueType::String
    }
}

impl ValidateNapiValue for Text {}

impl FromNapiValue for Text {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> napi::Result<Text> {
        // One byte is for the NUL that N-API adds, and UTF-8 may stop up to three bytes early.
        let (mut bytes, mut len) = ([0_u8; SHORT], 0);
        // SAFETY: `env` and `value` are those of the call under way, and at most SHORT bytes are written.
        let status = unsafe {
            let start = bytes.as_mut_ptr().cast::<c_char>();
            sys::napi_get_value_string_utf8(env, value, start, SHORT, &mut len)
        };
        match Status::from(status) {
            Status::Ok if len + 4 < SHORT => Ok(Text::Short(bytes, len)),
            // SAFETY: `env` and `value` are those of the call under way.
            Status::Ok => unsafe { String::from_napi_value(env, value) }.map(Text::Long),
            other => Err(napi::Error::new(other, "expected a string")),
        }
    }
}

/// ASCII on its way to JavaScript, where such a string needs no decoding.
pub struct Ascii(pub(crate) Vec<u8>);

impl TypeName for Ascii {
    fn type_name() -> &'static str {
        "String"
    }

    fn value_type() -> ValueType {
        ValueType::String
    }
}

impl ToNapiValue for Ascii {
    unsafe fn to_napi_value(env: sys::napi_env, text: Ascii) -> napi::Result<sys::napi_value> {
        let mut value = std::ptr::null_mut();
        let len =
            isize::try_from(text.0.len()).map_err(|e| napi::Error::from_reason(e.to_string()))?;
        check_status!(
            // SAFETY: `env` is that of the call under way, and `len` bytes are read.
            unsafe { sys::napi_create_string_latin1(env, text.0.as_ptr().cast(), len, &mut value) },
            "no string of {len} bytes"
        )?;
        Ok(value)
    }
}
