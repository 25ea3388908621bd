//! Calls from Rust into Java: progress, and streams that Java owns.
//!
//! The Java side of each is a small class in `com.obinexus.semverx.internal` that catches whatever
//! the user's code throws, keeps it, answers "failed", and throws it when the native call is over.

use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use diram::Progress;
use jni::objects::{JByteArray, JObject, JValue};
use jni::refs::Global;
use jni::{Env, jni_sig, jni_str};

use crate::border::Failure;
use crate::bytes;
use crate::caller::{Desk, in_java};

/// Bytes that cross the border at once.
const CHUNK: usize = 64 * 1024;

pub(crate) type Object = Arc<Global<JObject<'static>>>;

pub(crate) fn hold(env: &Env<'_>, object: &JObject<'_>) -> Result<Object, Failure> {
    Ok(Arc::new(env.new_global_ref(object)?))
}

fn failed() -> std::io::Error {
    std::io::Error::other("the Java stream failed")
}

/// `internal.ProgressListener`.
pub(crate) struct Listener(Object);

impl Listener {
    pub(crate) fn new(env: &Env<'_>, object: &JObject<'_>) -> Result<Listener, Failure> {
        Ok(Listener(hold(env, object)?))
    }

    /// Whether to go on.
    pub(crate) fn report(&self, progress: &Progress) -> bool {
        let object = Arc::clone(&self.0);
        let Progress { done, total, phase } = *progress;
        in_java(move |env| {
            let total = total.map_or(-1, |total| total as i64);
            let phase = env.new_string(phase)?;
            let arguments = [
                JValue::Long(done as i64),
                JValue::Long(total),
                JValue::Object(&phase),
            ];
            let signature = jni_sig!("(JJLjava/lang/String;)Z");
            Ok(env
                .call_method(&*object, jni_str!("report"), signature, &arguments)?
                .z()?)
        })
        .unwrap_or(false)
    }
}

/// What a Java `read` put into `chunk`: -1 is the end, -2 a failure.
fn given(env: &Env<'_>, chunk: &JByteArray<'_>, read: i32) -> Result<Option<Vec<u8>>, Failure> {
    match read {
        -1 => Ok(Some(Vec::new())),
        read => match usize::try_from(read) {
            Ok(read) => Ok(Some(bytes::from_java_prefix(env, chunk, read)?)),
            Err(_) => Ok(None),
        },
    }
}

/// Moves what Java gave into the reader's buffer.
fn deliver(given: Option<Vec<u8>>, buf: &mut [u8]) -> std::io::Result<usize> {
    let given = given.ok_or_else(failed)?;
    buf.get_mut(..given.len())
        .ok_or_else(failed)?
        .copy_from_slice(&given);
    Ok(given.len())
}

/// `internal.Source`: an input stream.
pub(crate) struct Source(Object);

impl Source {
    pub(crate) fn new(env: &Env<'_>, object: &JObject<'_>) -> Result<Source, Failure> {
        Ok(Source(hold(env, object)?))
    }
}

impl Read for Source {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let object = Arc::clone(&self.0);
        let want = buf.len().min(CHUNK);
        if want == 0 {
            return Ok(0);
        }
        let given = in_java(move |env| {
            let chunk = JByteArray::new(env, want)?;
            let arguments = [JValue::Object(&chunk)];
            let signature = jni_sig!("([B)I");
            let read = env
                .call_method(&*object, jni_str!("read"), signature, &arguments)?
                .i()?;
            given(env, &chunk, read)
        })?;
        deliver(given, buf)
    }
}

/// `internal.ChannelSource`: a seekable channel, read by whichever thread wants to and called by
/// the threads at its desk.
pub(crate) struct Channel {
    object: Object,
    desk: Arc<Desk>,
    size: u64,
    position: u64,
}

impl Channel {
    pub(crate) fn new(
        env: &mut Env<'_>,
        object: &JObject<'_>,
        desk: &Arc<Desk>,
    ) -> Result<Channel, Failure> {
        let size = env
            .call_method(object, jni_str!("size"), jni_sig!("()J"), &[])?
            .j()?;
        let size = u64::try_from(size).map_err(|_| diram::Error::io("", failed()))?;
        Ok(Channel {
            object: hold(env, object)?,
            desk: Arc::clone(desk),
            size,
            position: 0,
        })
    }

    /// A hold on the Java object. Whoever lets go last must be a thread of Java's.
    pub(crate) fn object(&self) -> Object {
        Arc::clone(&self.object)
    }
}

impl Read for Channel {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let object = Arc::clone(&self.object);
        let want = buf.len().min(CHUNK);
        let position = i64::try_from(self.position).map_err(std::io::Error::other)?;
        if want == 0 || self.position >= self.size {
            return Ok(0);
        }
        let given = self.desk.hand_in(None, move |env| {
            let chunk = JByteArray::new(env, want)?;
            let arguments = [JValue::Long(position), JValue::Object(&chunk)];
            let signature = jni_sig!("(J[B)I");
            let read = env
                .call_method(&*object, jni_str!("read"), signature, &arguments)?
                .i()?;
            given(env, &chunk, read)
        })?;
        let read = deliver(given, buf)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for Channel {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let position = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
        };
        self.position = position.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

/// `internal.Sink`: an output stream.
pub(crate) struct Sink(Object);

impl Sink {
    pub(crate) fn new(env: &Env<'_>, object: &JObject<'_>) -> Result<Sink, Failure> {
        Ok(Sink(hold(env, object)?))
    }
}

impl Write for Sink {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        let object = Arc::clone(&self.0);
        let content = buf[..buf.len().min(CHUNK)].to_vec();
        let len = content.len();
        let written = in_java(move |env| {
            let chunk = env.byte_array_from_slice(&content)?;
            let arguments = [JValue::Object(&chunk)];
            let signature = jni_sig!("([B)Z");
            Ok(env
                .call_method(&*object, jni_str!("write"), signature, &arguments)?
                .z()?)
        })?;
        if written { Ok(len) } else { Err(failed()) }
    }

    /// Java's own stream is flushed by its owner.
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
