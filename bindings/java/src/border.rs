//! The border itself: a native method's body runs inside it, errors and panics leave it as Java
//! exceptions.

use std::any::Any;
use std::fmt;

use diram::codec::CodecError;
use diram::recovery::RecoveryError;
use diram::versions::{PolicyError, RangeError, VersionError};
use diram::{Code, Failure as _};
use jni::errors::{Error as JniError, ErrorPolicy, JniError as JniStatus};
use jni::objects::{JThrowable, JValue};
use jni::strings::JNIString;
use jni::{Env, EnvUnowned, jni_sig, jni_str};

/// Why a native method failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An error of diram.
    Diram(diram::Error),
    /// JNI failed, or a Java exception is pending.
    Jni(JniError),
}

/// Errors that become diram's own.
macro_rules! from_diram {
    ($($error:ty),*) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Failure {
                Failure::Diram(error.into())
            }
        }
    )*};
}
from_diram!(
    diram::Error,
    CodecError,
    RecoveryError,
    VersionError,
    RangeError,
    PolicyError
);

impl From<JniError> for Failure {
    fn from(error: JniError) -> Failure {
        Failure::Jni(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Diram(error) => error.fmt(f),
            Failure::Jni(error) => write!(f, "JNI: {error}"),
        }
    }
}

impl From<Failure> for std::io::Error {
    fn from(failure: Failure) -> std::io::Error {
        match failure {
            Failure::Diram(error) => error.into(),
            Failure::Jni(error) => std::io::Error::other(error),
        }
    }
}

/// Runs a native method's body. What goes wrong becomes an exception, and the result `null` or 0.
pub(crate) fn run<'local, T: Default>(
    env: &mut EnvUnowned<'local>,
    body: impl FnOnce(&mut Env<'local>) -> Result<T, Failure>,
) -> T {
    env.with_env(body).resolve::<Throw>()
}

/// Declares native methods of `com.obinexus.semverx.internal.Native`: the body is that of a
/// function from `env` to `Result<_, Failure>`.
macro_rules! native {
    ($($(#[$doc:meta])* fn $name:ident($env:ident $(, $arg:ident: $type:ty)* $(,)?) -> $ret:ty $body:block)*) => {$(
        $(#[$doc])*
        #[unsafe(export_name = concat!("Java_com_obinexus_semverx_internal_Native_", stringify!($name)))]
        extern "system" fn $name<'local>(
            mut unowned: jni::EnvUnowned<'local>,
            _class: jni::objects::JClass<'local>
            $(, $arg: $type)*
        ) -> $ret {
            $crate::border::run(&mut unowned, |$env| $body)
        }
    )*};
}
pub(crate) use native;

struct Throw;

impl<T: Default> ErrorPolicy<T, Failure> for Throw {
    type Captures<'unowned: 'method, 'method> = ();

    fn on_error<'unowned: 'method, 'method>(
        env: &mut Env<'unowned>,
        _: &mut (),
        failure: Failure,
    ) -> jni::errors::Result<T> {
        if !env.exception_check() {
            throw(env, &Report::from(failure))?;
        }
        Ok(T::default())
    }

    fn on_panic<'unowned: 'method, 'method>(
        env: &mut Env<'unowned>,
        _: &mut (),
        payload: Box<dyn Any + Send>,
    ) -> jni::errors::Result<T> {
        env.exception_clear();
        throw(
            env,
            &Report::bug(format!("panic: {}", panic_text(payload.as_ref()))),
        )?;
        // A payload may panic when dropped, and there is no one left to catch that.
        std::mem::forget(payload);
        Ok(T::default())
    }
}

/// What a Java exception is made of.
struct Report {
    code: Code,
    message: String,
    hint: Option<String>,
    details: String,
}

impl Report {
    fn bug(message: String) -> Report {
        Report {
            code: Code::Panic,
            message,
            hint: Some("this is a bug in diram; please report it".into()),
            details: "{}".into(),
        }
    }
}

impl From<Failure> for Report {
    fn from(failure: Failure) -> Report {
        match failure {
            Failure::Diram(error) => Report {
                code: error.code(),
                message: error.to_string(),
                hint: error.hint(),
                details: error.details().to_string(),
            },
            Failure::Jni(JniError::JniCall(JniStatus::NoMemory)) => Report {
                code: Code::Memory,
                message: "the Java heap has no room for the result".into(),
                hint: Some("give the JVM more heap with -Xmx".into()),
                details: "{}".into(),
            },
            Failure::Jni(error) => Report::bug(format!("JNI: {error}")),
        }
    }
}

fn panic_text(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no text")
}

/// Throws the exception that Java makes of `report`; a `java.lang.InternalError` with the same
/// message when even that fails, so that no failure looks like success.
fn throw(env: &mut Env<'_>, report: &Report) -> jni::errors::Result<()> {
    let thrown = match exception(env, report) {
        Ok(exception) => env.throw(&exception),
        Err(JniError::JavaException) => return Ok(()), // out of memory: already on its way
        Err(error) => {
            let message = JNIString::new(format!("{} ({error})", report.message));
            env.throw_new(jni_str!("java/lang/InternalError"), message)
        }
    };
    match thrown {
        Err(JniError::JavaException) => Ok(()),
        other => other,
    }
}

fn exception<'local>(
    env: &mut Env<'local>,
    report: &Report,
) -> jni::errors::Result<JThrowable<'local>> {
    let class = env.find_class(jni_str!("com/obinexus/semverx/internal/Failures"))?;
    let message = env.byte_array_from_slice(report.message.as_bytes())?;
    let hint = match &report.hint {
        Some(hint) => env.byte_array_from_slice(hint.as_bytes())?,
        None => Default::default(),
    };
    let details = env.byte_array_from_slice(report.details.as_bytes())?;
    let made = env.call_static_method(
        class,
        jni_str!("of"),
        jni_sig!("(I[B[B[B)Lcom/obinexus/semverx/DiramException;"),
        &[
            JValue::Int(report.code as i32),
            JValue::Object(&message),
            JValue::Object(&hint),
            JValue::Object(&details),
        ],
    )?;
    env.cast_local::<JThrowable<'_>>(made.l()?)
}
