//! Seed 002 §5.1, "Observer Registration".
//! Changed lines: 6
//! - `active_observers`: private; `observers` gives the ids of a package's
//! - `register(package_id, observer)`: gives the id under which the observer asks for what it is told
//! - `notify(&self, ...)`: takes `&mut self`, since it counts, and the time
//! - `Instant::now()`: the caller's clock, in milliseconds
//! - `recent_updates`: counted for a package, not for its observers: 5 a second, 10 at once
//! - `observer.on_update(&update)?`: the observer asks, so one that fails stops nobody

use diram_core::observe::{
    MAX_OBSERVERS, ObserveError as Error, ObserverId, ObserverManager, Update, UpdateKind,
};

/// Counts what it is told, or fails.
struct Observer {
    id: ObserverId,
    broken: bool,
    told: u32,
}

impl Observer {
    fn on_update(&mut self, update: &Update) -> Result<(), Error> {
        if self.broken {
            return Err(Error::NotFound {
                package: update.package.clone(),
            });
        }
        self.told += 1;
        Ok(())
    }
}

fn update(number: u64) -> Update {
    let version = format!("1.stable.{number}.stable.0.stable");
    Update::new("core", version, UpdateKind::Publish, number + 2, 0)
}

/// Hands out what there is at this time; gives how many observers failed.
fn deliver(manager: &mut ObserverManager, observers: &mut [Observer], now: u64) -> usize {
    let mut failed = 0;
    for observer in observers {
        while let Some(update) = manager.next(observer.id, now) {
            failed += usize::from(observer.on_update(&update).is_err());
        }
    }
    failed
}

fn main() -> Result<(), Error> {
    let mut manager = ObserverManager::new(5).with_strict(true);
    assert_eq!(manager.max_updates_per_sec(), 5);
    assert_eq!(ObserverManager::default().max_updates_per_sec(), 5);

    let mut observers = Vec::new();
    for number in 0..100 {
        let id = manager.register("core")?;
        observers.push(Observer {
            id,
            broken: number == 0,
            told: 0,
        });
    }
    assert_eq!(manager.observers("core").len(), MAX_OBSERVERS);
    assert!(matches!(
        manager.register("core"),
        Err(Error::TooManyObservers { .. })
    ));
    assert!(matches!(
        manager.notify("gone", update(0), 0),
        Err(Error::NotFound { .. })
    ));

    for number in 0..10 {
        manager.notify("core", update(number), 0)?;
    }
    let refused = manager.notify("core", update(10), 0);
    let retry_after_ms = Some(200);
    assert_eq!(
        refused,
        Err(Error::RateLimitExceeded {
            package: "core".into(),
            retry_after_ms
        })
    );
    assert_eq!(deliver(&mut manager, &mut observers, 0), 10);
    assert_eq!(observers[0].told, 0);
    assert!(observers[1..].iter().all(|observer| observer.told == 10));

    manager.notify("core", update(10), 200)?;
    assert_eq!(deliver(&mut manager, &mut observers, 200), 1);
    assert!(observers[1..].iter().all(|observer| observer.told == 11));
    Ok(())
}
