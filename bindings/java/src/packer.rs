//! A package made member by member. Java writes content in and takes package bytes out; no call
//! goes the other way.

use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use diram::Error;
use diram::packages::Packer;
use jni::objects::JByteArray;
use jni::sys::{jint, jlong};

use crate::border::{Failure, native};
use crate::bytes::{self, JByteArrays, signed};
use crate::{handle, options};

/// Bytes of the package that Java has not taken yet: one window at most.
#[derive(Clone, Default)]
struct Pending(Arc<Mutex<Vec<u8>>>);

impl Pending {
    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        // Appending to a vector either happens or does not: a poisoned lock holds good data.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Pending {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        self.lock().write(buf)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

struct Packing {
    /// `None` once finished.
    packer: Option<Packer<Pending>>,
    pending: Pending,
    /// How much of `pending` Java has taken.
    taken: usize,
}

impl Packing {
    fn packer(&mut self) -> Result<&mut Packer<Pending>, Error> {
        self.packer.as_mut().ok_or(Error::Closed { what: "packer" })
    }

    /// Hands out up to `most` bytes.
    fn take<T>(
        &mut self,
        most: usize,
        give: impl FnOnce(&[u8]) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut pending = self.pending.lock();
        let end = pending.len().min(self.taken.saturating_add(most));
        let given = give(&pending[self.taken..end])?;
        self.taken = end;
        if end == pending.len() {
            pending.clear();
            self.taken = 0;
        }
        Ok(given)
    }
}

/// The packer behind a handle.
fn packing<'a>(handle: jlong) -> &'a mut Packing {
    // SAFETY: Java frees the handle after its last use and lets in one thread at a time.
    unsafe { handle::borrow_mut(handle) }
}

native! {
    fn packerNew(
        env,
        json: JByteArray<'local>,
        extra: JByteArrays<'local>,
        op: jlong,
    ) -> jlong {
        let options = options::pack(env, &json, &extra, op)?;
        let pending = Pending::default();
        let packer = Some(Packer::new(pending.clone(), &options)?);
        Ok(handle::into_raw(Packing { packer, pending, taken: 0 }))
    }

    /// Begins a member of exactly `size` bytes.
    fn packerBegin(env, packer: jlong, name: JByteArray<'local>, size: jlong) -> () {
        let size = u64::try_from(size).map_err(|_| Error::Limit {
            argument: "size",
            range: "0 and up",
            got: size.to_string(),
        })?;
        let name = bytes::text(env, "name", &name)?;
        Ok(packing(packer).packer()?.begin(&name, size)?)
    }

    /// The next `len` bytes of the member, the first of `buf`.
    fn packerWrite(env, packer: jlong, buf: JByteArray<'local>, len: jint) -> () {
        let len = usize::try_from(len).unwrap_or(0);
        let content = bytes::from_java_prefix(env, &buf, len)?;
        let packer = packing(packer).packer()?;
        Ok(packer.write_all(&content).map_err(|error| Error::io("", error))?)
    }

    /// Ends the package; gives the report. The last bytes wait to be taken.
    fn packerFinish(env, packer: jlong) -> JByteArray<'local> {
        let packer = packing(packer).packer.take().ok_or(Error::Closed { what: "packer" })?;
        let (_, report) = packer.finish()?;
        bytes::json(env, &report)
    }

    /// Moves waiting bytes of the package into `buf`; gives how many, 0 when none wait.
    fn packerTake(env, packer: jlong, buf: JByteArray<'local>) -> jint {
        let most = buf.len(env)?;
        packing(packer).take(most, |waiting| {
            buf.set_region(env, 0, signed(waiting))?;
            Ok(waiting.len() as jint)
        })
    }

    fn packerFree(_env, packer: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<Packing>(packer) });
        Ok(())
    }
}
