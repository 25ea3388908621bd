//! What crosses the border by copy: bytes, text, paths, JSON.

use std::path::PathBuf;

use diram::Error;
use diram::codec::CodecError;
use diram::recovery::RecoveryError;
use jni::Env;
use jni::objects::{JByteArray, JObjectArray};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::border::Failure;

/// Most elements of a Java array on every JVM.
const MAX_ARRAY: usize = i32::MAX as usize - 8;

/// A list of byte arrays, some of them `null`.
pub(crate) type JByteArrays<'local> = JObjectArray<'local, JByteArray<'local>>;

/// The bytes of a Java array.
pub(crate) fn from_java(env: &Env<'_>, array: &JByteArray<'_>) -> Result<Vec<u8>, Failure> {
    from_java_prefix(env, array, array.len(env)?)
}

/// The first `len` bytes of a Java array.
pub(crate) fn from_java_prefix(
    env: &Env<'_>,
    array: &JByteArray<'_>,
    len: usize,
) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    bytes
        .try_reserve_exact(len)
        .map_err(|_| CodecError::Memory { bytes: len })?;
    bytes.resize(len, 0);
    array.get_region(env, 0, signed_mut(&mut bytes))?;
    Ok(bytes)
}

/// A new Java array. `what` names it in the error when no Java array can be that long.
pub(crate) fn to_java<'local>(
    env: &mut Env<'local>,
    what: &str,
    bytes: &[u8],
) -> Result<JByteArray<'local>, Failure> {
    if bytes.len() > MAX_ARRAY {
        return Err(RecoveryError::TooLarge {
            what: format!("{what} of {} bytes", bytes.len()),
            limit: "2147483639 bytes in a Java array",
        }
        .into());
    }
    Ok(env.byte_array_from_slice(bytes)?)
}

/// Text as UTF-8, null when there is none.
pub(crate) fn or_null<'local>(
    env: &mut Env<'local>,
    what: &str,
    text: Option<String>,
) -> Result<JByteArray<'local>, Failure> {
    match text {
        Some(text) => to_java(env, what, text.as_bytes()),
        None => Ok(JByteArray::null()),
    }
}

/// The arrays of a list; `null` elements are `None`.
pub(crate) fn list_from_java(
    env: &mut Env<'_>,
    arrays: &JByteArrays<'_>,
) -> Result<Vec<Option<Vec<u8>>>, Failure> {
    (0..arrays.len(env)?)
        .map(|index| {
            // A frame for each element keeps the number of local references fixed.
            env.with_local_frame(4, |env| {
                let element = arrays.get_element(env, index)?;
                if element.is_null() {
                    return Ok(None);
                }
                from_java(env, &element).map(Some)
            })
        })
        .collect()
}

/// Text.
pub(crate) fn text(
    env: &Env<'_>,
    argument: &'static str,
    array: &JByteArray<'_>,
) -> Result<String, Failure> {
    String::from_utf8(from_java(env, array)?).map_err(|error| {
        Error::Argument {
            argument,
            why: error.to_string(),
        }
        .into()
    })
}

/// A path.
pub(crate) fn path(
    env: &Env<'_>,
    argument: &'static str,
    array: &JByteArray<'_>,
) -> Result<PathBuf, Failure> {
    path_of(argument, from_java(env, array)?)
}

/// A path from the bytes that Java gives: on Unix those of the file system, elsewhere UTF-8.
#[cfg(unix)]
pub(crate) fn path_of(_: &'static str, bytes: Vec<u8>) -> Result<PathBuf, Failure> {
    use std::os::unix::ffi::OsStringExt;
    Ok(std::ffi::OsString::from_vec(bytes).into())
}

/// A path from the bytes that Java gives: on Unix those of the file system, elsewhere UTF-8.
#[cfg(not(unix))]
pub(crate) fn path_of(argument: &'static str, bytes: Vec<u8>) -> Result<PathBuf, Failure> {
    String::from_utf8(bytes)
        .map(PathBuf::from)
        .map_err(|error| {
            Error::Argument {
                argument,
                why: error.to_string(),
            }
            .into()
        })
}

/// An options value.
pub(crate) fn options<T: DeserializeOwned>(
    env: &Env<'_>,
    array: &JByteArray<'_>,
) -> Result<T, Failure> {
    serde_json::from_slice(&from_java(env, array)?).map_err(|error| {
        Error::Argument {
            argument: "options",
            why: error.to_string(),
        }
        .into()
    })
}

/// A report as JSON.
pub(crate) fn json<'local>(
    env: &mut Env<'local>,
    report: &impl Serialize,
) -> Result<JByteArray<'local>, Failure> {
    let text = serde_json::to_vec(report).map_err(std::io::Error::from);
    to_java(
        env,
        "a report",
        &text.map_err(|error| Error::io("", error))?,
    )
}

/// The same bytes as Java sees them.
pub(crate) fn signed(bytes: &[u8]) -> &[i8] {
    // SAFETY: u8 and i8 have the same size, alignment and valid values; length and lifetime stay.
    unsafe { &*(std::ptr::from_ref(bytes) as *const [i8]) }
}

/// The same bytes as Java sees them, for writing.
pub(crate) fn signed_mut(bytes: &mut [u8]) -> &mut [i8] {
    // SAFETY: as above, and the borrow stays exclusive.
    unsafe { &mut *(std::ptr::from_mut(bytes) as *mut [i8]) }
}
