//! Subscriptions. Waiting is done in Java, whose threads can be interrupted: a subscription only says
//! what there is, for how long there will be nothing, and rings when to look again.

use std::sync::Arc;

use diram::Error;
use diram::registry::Subscription;
use jni::objects::{JByteArray, JObject};
use jni::sys::{jint, jlong};
use jni::{jni_sig, jni_str};

use crate::attached::attached;
use crate::border::native;
use crate::callback::{Object, hold};
use crate::registry::registry;
use crate::{bytes, handle};

/// Calls `internal.Bell`, on the thread that made the change.
fn ring(bell: &Object) {
    let bell = Arc::clone(bell);
    // A bell only wakes who waits; without memory for that nobody could be told of it either.
    let _ = attached(move |env| {
        env.call_method(&*bell, jni_str!("ring"), jni_sig!("()V"), &[])?;
        Ok(())
    });
}

fn subscription<'a>(handle: jlong) -> &'a Subscription {
    // SAFETY: Java counts the calls that use a subscription and frees it after the last one.
    unsafe { handle::borrow(handle) }
}

native! {
    /// `since` < 0 = from now on.
    fn registrySubscribe(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        since: jlong,
        bell: JObject<'local>,
    ) -> jlong {
        let name = bytes::text(env, "name", &name)?;
        let bell = hold(env, &bell)?;
        let subscription = registry(reg).subscribe(&name, u64::try_from(since).ok())?;
        subscription.set_waker(move || ring(&bell));
        Ok(handle::into_raw(subscription))
    }

    /// The next update, `null` if there is none now.
    fn subscriptionNext(env, handle: jlong) -> JByteArray<'local> {
        match subscription(handle).try_next() {
            Some(update) => bytes::json(env, &update),
            None => Ok(JByteArray::null()),
        }
    }

    /// Milliseconds until there will be one, -1 if none is on its way.
    fn subscriptionWait(_env, handle: jlong) -> jlong {
        let wait = subscription(handle).wait_ms();
        Ok(wait.map_or(-1, |ms| jlong::try_from(ms).unwrap_or(jlong::MAX)))
    }

    fn subscriptionFree(_env, handle: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<Subscription>(handle) });
        Ok(())
    }

    fn registryCheckStale(env, reg: jlong, days: jint) -> JByteArray<'local> {
        let days = u32::try_from(days).map_err(|_| Error::Limit {
            argument: "days",
            range: "0 and up",
            got: days.to_string(),
        })?;
        bytes::json(env, &registry(reg).check_stale(days)?)
    }

    fn registryAdvanceClock(_env, reg: jlong, milliseconds: jlong) -> () {
        let milliseconds = u64::try_from(milliseconds).map_err(|_| Error::Limit {
            argument: "by",
            range: "0 and up",
            got: milliseconds.to_string(),
        })?;
        Ok(registry(reg).advance_clock(milliseconds)?)
    }
}
