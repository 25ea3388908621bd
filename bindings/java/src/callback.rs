//! Calls from Rust into Java: progress, and streams that Java owns.
//!
//! The Java side of each is a small class in `com.obinexus.semverx.internal` that catches whatever
//! the user's code throws, keeps it, answers "failed", and throws it when the native call is over.

use std::io::{Read, Seek, SeekFrom, Write};

use diram::Progress;
use jni::objects::{JByteArray, JObject, JValue};
use jni::refs::Global;
use jni::{Env, JavaVM, jni_sig, jni_str};

use crate::border::Failure;
use crate::bytes::{signed, signed_mut};

/// Bytes that cross the border at once.
const CHUNK: usize = 64 * 1024;
/// Local references a callback may need.
const FRAME: usize = 8;

/// Runs `call` with the environment of this thread, which is one that called us from Java.
fn upcall<T>(call: impl FnOnce(&mut Env<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
    JavaVM::singleton()?.with_local_frame(FRAME, call)
}

fn failed() -> std::io::Error {
    std::io::Error::other("the Java stream failed")
}

/// `internal.ProgressListener`.
pub(crate) struct Listener(Global<JObject<'static>>);

impl Listener {
    pub(crate) fn new(env: &Env<'_>, object: &JObject<'_>) -> Result<Listener, Failure> {
        Ok(Listener(env.new_global_ref(object)?))
    }

    /// Whether to go on.
    pub(crate) fn report(&self, progress: &Progress) -> bool {
        let total = progress.total.map_or(-1, |total| total as i64);
        upcall(|env| {
            let phase = env.new_string(progress.phase)?;
            let arguments = [
                JValue::Long(progress.done as i64),
                JValue::Long(total),
                JValue::Object(&phase),
            ];
            let signature = jni_sig!("(JJLjava/lang/String;)Z");
            Ok(env
                .call_method(&self.0, jni_str!("report"), signature, &arguments)?
                .z()?)
        })
        .unwrap_or(false)
    }
}

/// `internal.Source`: an input stream or a seekable channel.
pub(crate) struct Source {
    object: Global<JObject<'static>>,
    chunk: Global<JByteArray<'static>>,
}

impl Source {
    pub(crate) fn new(env: &mut Env<'_>, object: &JObject<'_>) -> Result<Source, Failure> {
        let chunk = JByteArray::new(env, CHUNK)?;
        Ok(Source {
            object: env.new_global_ref(object)?,
            chunk: env.new_global_ref(&chunk)?,
        })
    }
}

impl Read for Source {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let want = buf.len().min(CHUNK);
        if want == 0 {
            return Ok(0);
        }
        let read = upcall(|env| {
            let arguments = [JValue::Object(&self.chunk), JValue::Int(want as i32)];
            let read = env
                .call_method(
                    &self.object,
                    jni_str!("read"),
                    jni_sig!("([BI)I"),
                    &arguments,
                )?
                .i()?;
            // -1 is the end, -2 a failure.
            let read = if read == -1 {
                Ok(0)
            } else {
                usize::try_from(read)
            };
            let Some(read) = read.ok().filter(|&n| n <= want) else {
                return Ok(None);
            };
            self.chunk
                .get_region(env, 0, signed_mut(&mut buf[..read]))?;
            Ok(Some(read))
        })?;
        read.ok_or_else(failed)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let (whence, offset) = match to {
            SeekFrom::Start(offset) => (0, i64::try_from(offset).map_err(std::io::Error::other)?),
            SeekFrom::Current(offset) => (1, offset),
            SeekFrom::End(offset) => (2, offset),
        };
        let position = upcall(|env| {
            let arguments = [JValue::Int(whence), JValue::Long(offset)];
            Ok(env
                .call_method(
                    &self.object,
                    jni_str!("seek"),
                    jni_sig!("(IJ)J"),
                    &arguments,
                )?
                .j()?)
        })?;
        u64::try_from(position).map_err(|_| failed())
    }
}

/// `internal.Sink`: an output stream.
pub(crate) struct Sink {
    object: Global<JObject<'static>>,
    chunk: Global<JByteArray<'static>>,
}

impl Sink {
    pub(crate) fn new(env: &mut Env<'_>, object: &JObject<'_>) -> Result<Sink, Failure> {
        let chunk = JByteArray::new(env, CHUNK)?;
        Ok(Sink {
            object: env.new_global_ref(object)?,
            chunk: env.new_global_ref(&chunk)?,
        })
    }
}

impl Write for Sink {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        let len = buf.len().min(CHUNK);
        let written = upcall(|env| {
            self.chunk.set_region(env, 0, signed(&buf[..len]))?;
            let arguments = [JValue::Object(&self.chunk), JValue::Int(len as i32)];
            Ok(env
                .call_method(
                    &self.object,
                    jni_str!("write"),
                    jni_sig!("([BI)Z"),
                    &arguments,
                )?
                .z()?)
        })?;
        if written { Ok(len) } else { Err(failed()) }
    }

    /// Java's own stream is flushed by its owner.
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
