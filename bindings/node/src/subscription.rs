//! Hearing of a package's changes. Waiting is done in JavaScript: a subscription only says what there
//! is, for how long there will be nothing, and when to look again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diram::registry::{Subscription, Update};
use napi::bindgen_prelude::Function;
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;
use serde::Serialize;

use crate::job::{Job, Opened, Output};
use crate::registry::{RegistryHandle, whole};
use crate::slot::Slot;

/// An open subscription.
#[napi]
pub struct SubscriptionHandle {
    slot: Arc<Slot<Arc<Subscription>>>,
    /// Whether a word is on its way to JavaScript: more of them would say no more.
    told: Arc<AtomicBool>,
}

impl SubscriptionHandle {
    /// A handle on `subscription`.
    pub(crate) fn new(subscription: Arc<Subscription>) -> SubscriptionHandle {
        SubscriptionHandle {
            slot: Slot::new("subscription", subscription),
            told: Arc::default(),
        }
    }
}

/// What there is now.
#[derive(Serialize)]
struct Look {
    update: Option<Update>,
    /// Without one: milliseconds until there is one, if one is pending.
    wait: Option<u64>,
}

#[napi]
impl SubscriptionHandle {
    /// Gives the next update, or when to look again.
    #[napi(catch_unwind)]
    pub fn poll(&self) -> Job {
        let (slot, subscription) = (Arc::clone(&self.slot), self.slot.share());
        // Before looking: what comes from now on is told again.
        self.told.store(false, Ordering::SeqCst);
        Job::new(move |_| {
            let subscription = subscription?;
            slot.guarded(|| {
                let update = subscription.try_next();
                let wait = match update {
                    Some(_) => None,
                    None => subscription.wait_ms(),
                };
                Output::report(&Look { update, wait })
            })
        })
    }

    /// Has `waker` called through the event loop whenever it is time to look again, without keeping
    /// the process alive for it.
    #[napi(catch_unwind)]
    pub fn set_waker(&self, waker: Function<'_, (), ()>) -> napi::Result<Job> {
        let sender = waker
            .build_threadsafe_function::<()>()
            .callee_handled::<false>()
            .weak::<true>()
            .build()?;
        let told = Arc::clone(&self.told);
        let (slot, subscription) = (Arc::clone(&self.slot), self.slot.share());
        Ok(Job::new(move |_| {
            let subscription = subscription?;
            slot.guarded(|| {
                subscription.set_waker(move || {
                    if !told.swap(true, Ordering::SeqCst) {
                        // A closing event loop refuses the call; nobody is left to tell then.
                        sender.call((), ThreadsafeFunctionCallMode::NonBlocking);
                    }
                });
                Ok(Output::default())
            })
        }))
    }

    /// Ends it.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.slot.close();
    }
}

#[napi]
impl RegistryHandle {
    /// Subscribes to a package, from a snapshot on or from now on.
    #[napi(catch_unwind)]
    pub fn subscribe(&self, name: String, since: Option<f64>) -> Job {
        self.job(move |registry| {
            let subscription = registry.subscribe(&name, since.map(whole))?;
            Ok(Output::opened(Opened::Subscription(Arc::new(subscription))))
        })
    }

    /// Gives the observed packages without a release for so many days.
    #[napi(catch_unwind)]
    pub fn check_stale(&self, days: u32) -> Job {
        self.job(move |registry| Output::report(&registry.check_stale(days)?))
    }

    /// Moves a clock that does not run.
    #[napi(catch_unwind)]
    pub fn advance_clock(&self, milliseconds: f64) -> Job {
        self.job(move |registry| {
            registry.advance_clock(whole(milliseconds))?;
            Output::report(&())
        })
    }
}
