//! Who is told, and when.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::channel::{Channel, Touched};
use super::queue::Observer;
use super::{ObserveError, ObserverId, Update};

/// Most observers of one package.
pub const MAX_OBSERVERS: usize = 100;

/// Observers of packages, and what they are to be told.
///
/// The rules are on the [module's page](super). Times are in milliseconds of one clock, whichever.
///
/// ```
/// use diram_core::observe::{ObserverManager, Update, UpdateKind};
/// let mut observers = ObserverManager::new(5);
/// let id = observers.register("core")?;
/// for n in 0..11 {
///     let version = format!("1.stable.{n}.stable.0.stable");
///     observers.notify("core", Update::new("core", version, UpdateKind::Publish, n + 2, 0), 0)?;
/// }
/// // Ten at once, then five a second.
/// let told = std::iter::from_fn(|| observers.next(id, 0)).count();
/// assert_eq!((told, observers.wait(id, 0)), (10, Some(200)));
/// assert_eq!(observers.next(id, 199), None);
/// assert_eq!(observers.next(id, 200).map(|update| update.seq), Some(12));
/// # Ok::<(), diram_core::observe::ObserveError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ObserverManager {
    rate: u32,
    strict: bool,
    /// Every package that is observed.
    channels: BTreeMap<String, Channel>,
    /// The package of each observer.
    packages: BTreeMap<ObserverId, String>,
    /// How many observers there were.
    registered: u64,
    /// How many updates there were.
    arrivals: u64,
    touched: Touched,
}

impl Default for ObserverManager {
    /// Five updates a second.
    fn default() -> ObserverManager {
        ObserverManager::new(5)
    }
}

impl ObserverManager {
    /// A manager without observers. `rate` is the original's `max_updates_per_sec`: so many updates
    /// a second go to the observers of a package, and up to twice as many at once.
    pub fn new(rate: u32) -> ObserverManager {
        ObserverManager {
            rate,
            strict: false,
            channels: BTreeMap::new(),
            packages: BTreeMap::new(),
            registered: 0,
            arrivals: 0,
            touched: Touched::new(),
        }
    }

    /// Whether [`notify`](ObserverManager::notify) refuses, instead of keeping, what comes too fast.
    #[must_use]
    pub fn with_strict(mut self, strict: bool) -> ObserverManager {
        self.strict = strict;
        self
    }

    /// Updates a second.
    pub fn max_updates_per_sec(&self) -> u32 {
        self.rate
    }

    /// Whether it refuses what comes too fast.
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// A new observer of a package. It gets what is told from now on.
    ///
    /// # Errors
    /// [`ObserveError::TooManyObservers`] beyond [`MAX_OBSERVERS`].
    pub fn register(&mut self, package: &str) -> Result<ObserverId, ObserveError> {
        let rate = self.rate;
        let channel = self.channels.entry(package.to_owned());
        let channel = channel.or_insert_with(|| Channel::new(rate));
        if channel.observers().len() >= MAX_OBSERVERS {
            return Err(ObserveError::TooManyObservers {
                package: package.to_owned(),
            });
        }
        self.registered += 1;
        let id = ObserverId(self.registered);
        channel.add(id, Observer::new(self.arrivals));
        self.packages.insert(id, package.to_owned());
        Ok(id)
    }

    /// Forgets an observer and what was queued for it; whether there was one. With the last observer of
    /// a package go its bucket and what is pending.
    pub fn unregister(&mut self, id: ObserverId) -> bool {
        self.touched.remove(&id);
        let Some(package) = self.packages.remove(&id) else {
            return false;
        };
        if let Some(channel) = self.channels.get_mut(&package) {
            channel.remove(id);
            if !channel.is_observed() {
                self.channels.remove(&package);
            }
        }
        true
    }

    /// Whether there is no observer at all.
    pub fn is_idle(&self) -> bool {
        self.packages.is_empty()
    }

    /// The observers of a package, in the order in which they registered.
    pub fn observers(&self, package: &str) -> Vec<ObserverId> {
        let channel = self.channels.get(package);
        channel.map_or(Vec::new(), |channel| channel.observers().collect())
    }

    /// The packages that have observers, ascending.
    pub fn packages(&self) -> impl Iterator<Item = &str> {
        self.channels.keys().map(String::as_str)
    }

    /// Whether a package has an observer.
    pub fn is_observed(&self, package: &str) -> bool {
        self.channels.contains_key(package)
    }

    /// The package of an observer.
    pub fn package_of(&self, id: ObserverId) -> Option<&str> {
        self.packages.get(&id).map(String::as_str)
    }

    /// Tells the observers of a package; a mandatory update goes to those of its `dependents` too.
    ///
    /// # Errors
    /// [`ObserveError::NotFound`] for a package that nobody observes, unless a dependent of it was
    /// told. In strict mode [`ObserveError::RateLimitExceeded`] while the package's bucket is empty.
    pub fn notify(
        &mut self,
        package: &str,
        update: Update,
        now_ms: u64,
    ) -> Result<(), ObserveError> {
        if self.strict && !update.is_mandatory() {
            self.expect_open(package, now_ms)?;
        }
        if self.tell(package, update, now_ms) {
            return Ok(());
        }
        Err(ObserveError::NotFound {
            package: package.to_owned(),
        })
    }

    /// Whether strict mode would let these updates of one change happen: each package of them that is
    /// observed must have a token left. One mandatory update among them, and all may happen.
    ///
    /// # Errors
    /// [`ObserveError::RateLimitExceeded`] for the first package that has none.
    pub fn admit(&mut self, updates: &[Update], now_ms: u64) -> Result<(), ObserveError> {
        if updates.iter().any(Update::is_mandatory) {
            return Ok(());
        }
        let mut packages: Vec<&str> = updates.iter().map(|u| u.package.as_str()).collect();
        packages.dedup();
        let mut all = packages.into_iter();
        all.try_for_each(|package| self.expect_open(package, now_ms))
    }

    /// Whether strict mode would let any update of this package happen now: nobody observes it, or it has
    /// a token left.
    pub fn is_open(&mut self, package: &str, now_ms: u64) -> bool {
        self.expect_open(package, now_ms).is_ok()
    }

    /// Tells updates that have happened, each to whoever observes its package; what comes too fast is
    /// kept, in strict mode too. For strict mode ask [`admit`](ObserverManager::admit) before.
    pub fn publish(&mut self, updates: impl IntoIterator<Item = Update>, now_ms: u64) {
        for update in updates {
            let package = update.package.clone();
            self.tell(&package, update, now_ms);
        }
    }

    /// The next update for an observer; `None` if there is none now, or no such observer.
    pub fn next(&mut self, id: ObserverId, now_ms: u64) -> Option<Update> {
        let channel = self.channels.get_mut(self.packages.get(&id)?)?;
        channel.release(now_ms, &mut self.touched);
        let (update, is_last) = channel.pop(id)?;
        if is_last {
            self.touched.remove(&id);
        }
        Some(update)
    }

    /// Milliseconds until [`next`](ObserverManager::next) is worth asking again: 0 for now, `None` if
    /// nothing is pending or, with rate 0, never will be told. Where more is pending for others before
    /// it than the bucket holds, there may be nothing yet then, but a further wait.
    pub fn wait(&mut self, id: ObserverId, now_ms: u64) -> Option<u64> {
        let channel = self.channels.get_mut(self.packages.get(&id)?)?;
        channel.release(now_ms, &mut self.touched);
        channel.ready_in(id, now_ms)
    }

    /// The observers for whom something was queued or became pending since the last call, ascending:
    /// whoever waits for them looks again.
    pub fn take_touched(&mut self) -> Vec<ObserverId> {
        std::mem::take(&mut self.touched).into_iter().collect()
    }

    /// Whether anybody observes the package, or one that is affected.
    fn tell(&mut self, package: &str, update: Update, now: u64) -> bool {
        self.arrivals += 1;
        let mut known = false;
        if update.is_mandatory() {
            known = self.tell_dependents(package, &update);
        }
        let Some(channel) = self.channels.get_mut(package) else {
            return known;
        };
        channel.release(now, &mut self.touched);
        if update.is_mandatory() {
            channel.alarm(update, &mut self.touched);
        } else {
            channel.tell(update, self.arrivals, &mut self.touched);
        }
        true
    }

    fn tell_dependents(&mut self, package: &str, update: &Update) -> bool {
        let update = Arc::new(update.clone());
        let mut known = false;
        for name in update.dependents.iter().filter(|name| *name != package) {
            if let Some(channel) = self.channels.get_mut(name) {
                known = true;
                channel.push(&update, u64::MAX, &mut self.touched);
            }
        }
        known
    }

    fn expect_open(&mut self, package: &str, now: u64) -> Result<(), ObserveError> {
        let Some(channel) = self.channels.get_mut(package) else {
            return Ok(());
        };
        channel.release(now, &mut self.touched);
        if channel.is_open() {
            return Ok(());
        }
        Err(ObserveError::RateLimitExceeded {
            package: package.to_owned(),
            retry_after_ms: channel.opens_in(now),
        })
    }
}
