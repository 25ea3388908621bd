//! The three questions that programs ask by the million, spoken to N-API directly: what napi-rs does
//! around every call costs as much as their answers.

use std::ffi::CStr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use diram::versions::Version;
use napi::bindgen_prelude::{FromNapiValue, JsValue, Object, ToNapiValue};
use napi::{Env, sys};
use napi_derive::napi;

use crate::fault::Fault;
use crate::ranges::range;
use crate::text::{Ascii, Text};
use crate::versions::{both_texts, order, version};

/// What such a function answers.
enum Answer {
    Order(i32),
    Truth(bool),
    Text(Ascii),
}

/// Adds the functions to the addon's.
#[napi(module_exports)]
pub fn register(exports: Object<'_>, env: Env) -> napi::Result<()> {
    let functions: &[(&CStr, sys::napi_callback)] = &[
        (c"readVersion", Some(read_version)),
        (c"compareVersions", Some(compare_versions)),
        (c"contains", Some(contains)),
        #[cfg(feature = "test-hooks")]
        (c"panicDirect", Some(panic_direct)),
    ];
    for &(name, callback) in functions {
        let (env, mut function) = (env.raw(), ptr::null_mut());
        // SAFETY: the module is being registered in `env`; the name ends in NUL, the callback needs no
        // data, and both outlive the environment.
        let status = unsafe {
            let created = sys::napi_create_function(
                env,
                name.as_ptr(),
                name.count_bytes() as isize,
                callback,
                ptr::null_mut(),
                &mut function,
            );
            if created == sys::Status::napi_ok {
                sys::napi_set_named_property(env, exports.raw(), name.as_ptr(), function)
            } else {
                created
            }
        };
        napi::check_status!(status, "{name:?} could not be added")?;
    }
    Ok(())
}

/// `readVersion(text)`: `canonical\nsort key`.
unsafe extern "C" fn read_version(
    env: sys::napi_env,
    call: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node calls this with the environment and the call.
    unsafe {
        answer(env, call, |[text]: [&str; 1]| {
            Ok(Answer::Text(both_texts(&version(text)?)))
        })
    }
}

/// `compareVersions(a, b)`: −1, 0 or 1.
unsafe extern "C" fn compare_versions(
    env: sys::napi_env,
    call: sys::napi_callback_info,
) -> sys::napi_value {
    let compare = |[a, b]: [&str; 2]| Ok(Answer::Order(order(&version(a)?, &version(b)?).into()));
    // SAFETY: Node calls this with the environment and the call.
    unsafe { answer(env, call, compare) }
}

/// `contains(version, range)`: whether it is, under the default policy.
unsafe extern "C" fn contains(
    env: sys::napi_env,
    call: sys::napi_callback_info,
) -> sys::napi_value {
    let contains = |[text, within]: [&str; 2]| {
        let range = range(within)?;
        let version: Version = version(text)?;
        Ok(Answer::Truth(range.contains(&version)))
    };
    // SAFETY: Node calls this with the environment and the call.
    unsafe { answer(env, call, contains) }
}

/// `panicDirect()` panics.
#[cfg(feature = "test-hooks")]
unsafe extern "C" fn panic_direct(
    env: sys::napi_env,
    call: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node calls this with the environment and the call.
    unsafe { answer(env, call, |[]: [&str; 0]| panic!("deliberate")) }
}

/// Answers a call: with the answer, with the JSON of a [`Fault`] (a panic's too), or with an exception
/// when an argument is no string.
///
/// # Safety
/// `env` and `call` are those of a call under way.
unsafe fn answer<const N: usize>(
    env: sys::napi_env,
    call: sys::napi_callback_info,
    work: impl FnOnce([&str; N]) -> Result<Answer, Fault>,
) -> sys::napi_value {
    let answered = catch_unwind(AssertUnwindSafe(|| {
        let mut texts = [const { Text::EMPTY }; N];
        // SAFETY: as promised by the caller.
        unsafe { arguments(env, call, &mut texts) }?;
        let mut borrowed = [""; N];
        for (borrowed, text) in borrowed.iter_mut().zip(&texts) {
            *borrowed = text.as_str()?;
        }
        Ok(work(borrowed))
    }));
    let value = match answered {
        Ok(Ok(result)) => Ok(result),
        Ok(Err(error)) => Err(error),
        Err(payload) => Ok(Err(Fault::panic(&*payload))),
    };
    // SAFETY: as promised by the caller.
    let value = value.and_then(|result| unsafe {
        match result {
            Ok(Answer::Order(order)) => ToNapiValue::to_napi_value(env, order),
            Ok(Answer::Truth(truth)) => ToNapiValue::to_napi_value(env, truth),
            Ok(Answer::Text(text)) => ToNapiValue::to_napi_value(env, text),
            Err(fault) => ToNapiValue::to_napi_value(env, fault.to_json()),
        }
    });
    value.unwrap_or_else(|error| {
        // SAFETY: as promised by the caller.
        unsafe { napi::JsError::from(error).throw_into(env) };
        ptr::null_mut()
    })
}

/// Reads the first arguments of a call, which must be strings.
///
/// # Safety
/// `env` and `call` are those of a call under way.
unsafe fn arguments<const N: usize>(
    env: sys::napi_env,
    call: sys::napi_callback_info,
    texts: &mut [Text; N],
) -> napi::Result<()> {
    let (mut values, mut count) = ([ptr::null_mut(); N], N);
    // SAFETY: as promised by the caller; at most `count` values are written, the missing ones as
    // undefined.
    let status = unsafe {
        let (this, data) = (ptr::null_mut(), ptr::null_mut());
        sys::napi_get_cb_info(env, call, &mut count, values.as_mut_ptr(), this, data)
    };
    napi::check_status!(status, "the arguments cannot be read")?;
    for (text, value) in texts.iter_mut().zip(values) {
        // SAFETY: the value is an argument of the call under way.
        *text = unsafe { Text::from_napi_value(env, value) }?;
    }
    Ok(())
}
