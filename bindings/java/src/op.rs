//! One running call: cancel, time limit, progress.

use std::time::Duration;

use diram::Op;
use jni::objects::JObject;
use jni::sys::jlong;

use crate::border::native;
use crate::callback::Listener;
use crate::handle;

/// The operation behind a handle.
pub(crate) fn op(handle: jlong) -> Op {
    // SAFETY: Java frees the handle of an operation only after the calls that were given it.
    unsafe { handle::borrow::<Op>(handle) }.clone()
}

native! {
    /// A new operation. `nanos` < 0 = no time limit.
    fn opNew(env, listener: JObject<'local>, nanos: jlong) -> jlong {
        let op = Op::new();
        let listener = Listener::new(env, &listener)?;
        op.on_progress(move |progress| listener.report(progress));
        if let Ok(nanos) = u64::try_from(nanos) {
            op.timeout(Duration::from_nanos(nanos));
        }
        Ok(handle::into_raw(op))
    }

    /// Cancels it, from any thread.
    fn opCancel(_env, operation: jlong) -> () {
        op(operation).cancel();
        Ok(())
    }

    /// Frees it.
    fn opFree(_env, operation: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<Op>(operation) });
        Ok(())
    }
}
