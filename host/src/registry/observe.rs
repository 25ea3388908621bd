//! Subscriptions: hearing of a package's changes as they happen.
//!
//! ```
//! use diram::registry::{Registry, RegistryOptions, UpdateKind};
//! let line = |version: &str| format!(r#"{{"name":"core","version":"{version}","deps":{{}}}}"#);
//! let registry = Registry::from_lines(&line("1.0.0"), &RegistryOptions::new())?;
//! let subscription = registry.subscribe("core", None)?;
//! registry.publish(&line("1.1.0"))?;
//! let update = subscription.try_next().ok_or("nothing")?;
//! assert_eq!((update.kind, update.seq), (UpdateKind::Publish, 2));
//! assert_eq!(update.old_version.as_deref(), Some("1.stable.0.stable.0.stable"));
//! assert_eq!(subscription.try_next(), None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod desk;
mod replay;
mod signal;
mod stale;
mod subscription;
#[cfg(test)]
mod tests;

use diram_core::registry::Name;

pub(super) use desk::Desk;
pub(super) use signal::Wake;
pub use stale::STALE_DAYS;
pub use subscription::Subscription;

use self::replay::Replay;
use super::Registry;
use crate::{Error, Result};

impl Registry {
    /// Subscribes to a package: what happens to its versions from now on, and mandatory updates of
    /// the packages that it needs. With `since`, first everything that happened after that
    /// snapshot, exactly; if that is no longer kept, one `resync` and then what is kept.
    ///
    /// At most [`MAX_OBSERVERS`](diram_core::observe::MAX_OBSERVERS) of a package may be open. The
    /// policy's `max_update_rate` says how many updates a second come: see
    /// [`diram_core::observe`].
    ///
    /// # Errors
    /// `NOT_FOUND`, with near names; `TOO_MANY_OBSERVERS`; `SNAPSHOT` for one that does not exist
    /// yet; `STATE` for a registry that shows an [earlier state](Registry::at).
    pub fn subscribe(&self, name: &str, since: Option<u64>) -> Result<Subscription> {
        self.expect_live("subscribe to")?;
        let name = Name::parse(name)?;
        // Registered under the writer's lock: what is not replayed is told, and nothing twice.
        let history = self.history();
        let tier = history.snapshot().source(self.source())?;
        let mut present = tier.versions(name.as_str()).filter(|e| e.is_present());
        let newest = present.next_back();
        drop(present);
        let Some(newest) = newest else {
            return Err(self.no_package(tier, &name));
        };
        let replay = match since {
            None => Replay::default(),
            Some(seq) => Replay::new(&history, self.source(), newest, seq)?,
        };
        let (id, signal) = self.shared.observers.register(name.as_str())?;
        drop(history);
        let shared = std::sync::Arc::clone(&self.shared);
        Ok(Subscription::new(shared, name, id, signal, replay))
    }

    /// Moves the clock of a registry that was opened with a
    /// [fixed one](super::RegistryOptions::clock).
    ///
    /// # Errors
    /// `STATE` when the clock is the system's.
    pub fn advance_clock(&self, milliseconds: u64) -> Result<()> {
        if !self.shared.clock.advance(milliseconds) {
            return Err(Error::State {
                why: "this registry has the system's clock, which nothing moves; open it with the option clock"
                    .into(),
            });
        }
        let now = self.shared.clock.millis();
        self.shared.observers.look_again(now).fire();
        Ok(())
    }

    /// A registry of the past hears of nothing.
    fn expect_live(&self, what: &str) -> Result<()> {
        match &self.pinned {
            None => Ok(()),
            Some(pinned) => Err(Error::State {
                why: format!(
                    "this is the registry as of snapshot {}, in which nothing happens; {what} the registry itself",
                    pinned.seq()
                ),
            }),
        }
    }
}
