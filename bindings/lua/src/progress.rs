//! Operations: cancel, time limit, and a progress function that stays on its thread.
//!
//! `diram::Op` wants a callback that any thread may call, a Lua function belongs to one. So the
//! callback carries a number only; the functions wait in a table of the thread that made the call,
//! for as long as the call lasts. Called from another thread, the callback finds nothing there.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use diram::{Op, Progress};
use mlua::prelude::*;

use crate::boundary::Answer;

/// A Lua function of a running call, and the error that ended it.
struct Listener {
    function: LuaFunction,
    error: Option<LuaError>,
}

thread_local! {
    /// Listeners by operation, the innermost call last.
    static LISTENERS: RefCell<HashMap<u64, Vec<Listener>>> = RefCell::default();
}

static NEXT_ID: AtomicU64 = AtomicU64::new(0);

/// An operation as Lua holds it.
pub(crate) struct OpHandle {
    id: u64,
    op: Op,
}

impl LuaUserData for OpHandle {}

/// An operation as a primitive receives it: `nil` for none.
pub(crate) type MaybeOp = Option<LuaUserDataRef<OpHandle>>;

impl OpHandle {
    fn new() -> OpHandle {
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        let op = Op::new();
        op.on_progress(move |progress| report(id, progress));
        OpHandle { id, op }
    }
}

/// What [`listening`] can listen to.
pub(crate) struct Call {
    op: Op,
    /// The operation and the function, when there are both.
    listener: Option<(u64, LuaFunction)>,
}

impl Call {
    /// The operation of a call and its progress function.
    pub(crate) fn new(op: &MaybeOp, progress: Option<LuaFunction>) -> Call {
        Call {
            op: op
                .as_ref()
                .map(|handle| handle.op.clone())
                .unwrap_or_default(),
            listener: op
                .as_ref()
                .zip(progress)
                .map(|(handle, function)| (handle.id, function)),
        }
    }

    /// Runs `work`; the progress function hears of it meanwhile.
    pub(crate) fn run<T>(self, work: impl FnOnce(&Op) -> Answer<T>) -> Answer<T> {
        let Some((id, function)) = self.listener else {
            return work(&self.op);
        };
        let seat = Seat::take(id, function);
        let answer = work(&self.op);
        match seat.leave() {
            Some(error) => Err(error),
            None => answer,
        }
    }
}

/// A listener's place in the table; given up when dropped.
struct Seat(u64);

impl Seat {
    fn take(id: u64, function: LuaFunction) -> Seat {
        LISTENERS.with_borrow_mut(|all| {
            all.entry(id).or_default().push(Listener {
                function,
                error: None,
            });
        });
        Seat(id)
    }

    fn leave(self) -> Option<LuaError> {
        LISTENERS.with_borrow_mut(|all| all.get_mut(&self.0)?.last_mut()?.error.take())
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        // The listener is dropped outside the borrow: that touches the Lua state.
        let listener = LISTENERS.with_borrow_mut(|all| {
            let listener = all.get_mut(&self.0).and_then(Vec::pop);
            all.retain(|_, listeners| !listeners.is_empty());
            listener
        });
        drop(listener);
    }
}

/// Calls the innermost listener of `id`; `false` cancels.
fn report(id: u64, progress: &Progress) -> bool {
    let function = LISTENERS.with_borrow(|all| Some(all.get(&id)?.last()?.function.clone()));
    let Some(function) = function else {
        return true;
    };
    match function.call::<bool>((progress.done, progress.total, progress.phase)) {
        Ok(go_on) => go_on,
        Err(error) => {
            LISTENERS.with_borrow_mut(|all| {
                if let Some(listener) = all.get_mut(&id).and_then(|all| all.last_mut()) {
                    listener.error = Some(error);
                }
            });
            false
        }
    }
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("op_new", lua.create_function(|_, ()| Ok(OpHandle::new()))?)?;
    module.set(
        "op_set_timeout",
        lua.create_function(|_, (op, seconds): (LuaUserDataRef<OpHandle>, f64)| {
            // Longer than a Duration can say is no limit.
            if let Ok(limit) = Duration::try_from_secs_f64(seconds) {
                op.op.timeout(limit);
            }
            Ok(true)
        })?,
    )?;
    module.set(
        "op_cancel",
        lua.create_function(|_, op: LuaUserDataRef<OpHandle>| {
            op.op.cancel();
            Ok(true)
        })?,
    )?;
    module.set(
        "op_is_cancelled",
        lua.create_function(|_, op: LuaUserDataRef<OpHandle>| Ok(op.op.is_cancelled()))?,
    )?;
    module.set(
        "op_progress",
        lua.create_function(|_, op: LuaUserDataRef<OpHandle>| {
            let progress = op.op.progress();
            Ok((progress.done, progress.total, progress.phase))
        })?,
    )
}
