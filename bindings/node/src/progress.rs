//! Progress into JavaScript: at once for a synchronous call, through the event loop for the others.

use std::cell::RefCell;

use diram::{Op, Progress};
use napi::bindgen_prelude::{Env, Function, FunctionRef};
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;

/// How far a job is.
#[napi(object, object_from_js = false)]
pub struct ProgressEvent {
    /// Bytes done.
    pub done: f64,
    /// Bytes in all, when known.
    pub total: Option<f64>,
    /// What is going on.
    pub phase: &'static str,
}

impl From<&Progress> for ProgressEvent {
    // Byte counts beyond 2^53 do not occur.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a JavaScript number is a double"
    )]
    fn from(progress: &Progress) -> ProgressEvent {
        ProgressEvent {
            done: progress.done as f64,
            total: progress.total.map(|total| total as f64),
            phase: progress.phase,
        }
    }
}

/// Sends the progress of `op` to `callback` through the event loop, without keeping the process
/// alive for it. What the callback returns does not come back this way: it cancels the job instead.
pub(crate) fn attach(op: &Op, callback: &Function<'_, ProgressEvent, bool>) -> napi::Result<()> {
    let sender = callback
        .build_threadsafe_function()
        .callee_handled::<false>()
        .weak::<true>()
        .build()?;
    op.on_progress(move |progress| {
        // A closing event loop refuses the call; nobody is left to tell then.
        sender.call(progress.into(), ThreadsafeFunctionCallMode::NonBlocking);
        true
    });
    Ok(())
}

type SyncCallback = (Env, FunctionRef<ProgressEvent, bool>);

thread_local! {
    /// The callback of the synchronous call that this thread is in.
    static CURRENT: RefCell<Option<SyncCallback>> = const { RefCell::new(None) };
}

/// Sends the progress of `op` to `callback` on this thread until the guard is dropped. The job must
/// be run by this thread meanwhile.
pub(crate) fn attach_sync(
    env: Env,
    op: &Op,
    callback: &Function<'_, ProgressEvent, bool>,
) -> napi::Result<Guard> {
    let entry = (env, callback.create_ref()?);
    let outer = CURRENT.with_borrow_mut(|current| current.replace(entry));
    op.on_progress(|progress| {
        let Some((env, callback)) = CURRENT.take() else {
            return true;
        };
        let go_on = callback
            .borrow_back(&env)
            .and_then(|function| function.call(progress.into()))
            // The JavaScript around the callback catches what it throws; anything left is ours.
            .unwrap_or(false);
        CURRENT.set(Some((env, callback)));
        go_on
    });
    Ok(Guard {
        op: op.clone(),
        outer,
    })
}

/// Ends synchronous progress, and gives an outer call its callback back.
pub(crate) struct Guard {
    op: Op,
    outer: Option<SyncCallback>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        detach(&self.op);
        CURRENT.set(self.outer.take());
    }
}

/// Releases the callback of `op`.
pub(crate) fn detach(op: &Op) {
    op.on_progress(|_| true);
}
