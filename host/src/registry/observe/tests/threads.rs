//! Waiting, waking, and many threads at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use super::*;

#[test]
fn a_handle_goes_to_any_thread() {
    fn check<T: Send + Sync>() {}
    check::<Subscription>();
}

#[test]
fn waiting_ends_with_an_update_a_cancel_a_limit_or_the_time() {
    let registry = open();
    let subscription = Arc::new(registry.subscribe("core", None).unwrap());
    let op = Op::new();
    assert_eq!(subscription.next(Duration::ZERO, &op).unwrap(), None);
    assert_eq!(
        subscription.next(Duration::from_millis(1), &op).unwrap(),
        None
    );
    let wait = |op: &Op| {
        let (subscription, op) = (Arc::clone(&subscription), op.clone());
        thread::spawn(move || subscription.next(Duration::MAX, &op))
    };
    let waiting = wait(&op);
    let seq = publish(&registry, 1);
    let told = waiting.join().unwrap().unwrap();
    assert_eq!(told.map(|update| update.seq), Some(seq));

    let waiting = wait(&op);
    op.cancel();
    let error = waiting.join().unwrap().unwrap_err();
    assert_eq!(error.code(), Code::Cancelled);
    let op = Op::new();
    op.timeout(Duration::from_millis(1));
    let error = wait(&op).join().unwrap().unwrap_err();
    assert_eq!(error.code(), Code::Deadline);
}

#[test]
fn moving_the_clock_ends_a_wait_for_what_is_pending() {
    let registry = open_with(Policy::new().with_max_update_rate(1));
    let subscription = registry.subscribe("core", None).unwrap();
    for minor in 1..=3 {
        publish(&registry, minor);
    }
    assert_eq!(drain(&subscription).len(), 2);
    let waiting = thread::spawn(move || subscription.next(Duration::MAX, &Op::new()));
    registry.advance_clock(1000).unwrap();
    let told = waiting.join().unwrap().unwrap().unwrap();
    assert_eq!(told.seq, 4);
}

#[test]
fn the_systems_clock_brings_what_is_pending_by_itself() {
    let policy = Policy::new().with_max_update_rate(50);
    let options = RegistryOptions::new().policy(&policy);
    let registry = Registry::from_lines(LINES, &options).unwrap();
    let subscription = registry.subscribe("core", None).unwrap();
    for minor in 1..=110 {
        publish(&registry, minor);
    }
    let next = || subscription.next(Duration::MAX, &Op::new()).unwrap();
    let told: Vec<Update> = (0..110).filter_map(|_| next()).collect();
    assert_eq!(seqs(&told), (2..112).collect::<Vec<_>>());
}

#[test]
fn wakers_are_called_without_a_lock_and_one_that_panics_harms_nobody() {
    let registry = open();
    let bad = registry.subscribe("core", None).unwrap();
    let good = Arc::new(registry.subscribe("core", None).unwrap());
    publish(&registry, 1);
    // At once, because something is there already.
    let (sender, receiver) = mpsc::channel();
    let (weak, inner) = (Arc::downgrade(&good), registry.clone());
    good.set_waker(move || {
        // All of this takes locks.
        let told = weak
            .upgrade()
            .and_then(|subscription| subscription.try_next());
        let own = inner.subscribe("web", None).unwrap();
        drop(own);
        sender.send(told.map(|update| update.seq)).unwrap();
    });
    assert_eq!(receiver.recv().unwrap(), Some(2));
    assert!(drain(&bad).len() == 1);
    bad.set_waker(|| panic!("a waker of the test that panics"));
    let seq = publish(&registry, 2);
    assert_eq!(receiver.recv().unwrap(), Some(seq));
    assert_eq!(drain(&bad).len(), 1);
    // Another waker in its place; a subscription that is gone is never called.
    drop(bad);
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    good.set_waker(move || {
        counter.fetch_add(1, Ordering::SeqCst);
    });
    publish(&registry, 3);
    assert_eq!(count.load(Ordering::SeqCst), 1);
    drop(good);
    publish(&registry, 4);
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn a_waker_may_change_the_registry() {
    let registry = open();
    let subscription = registry.subscribe("core", None).unwrap();
    let inner = registry.clone();
    subscription.set_waker(move || {
        // The second time it is withdrawn already, and nothing changes.
        inner.yank("core", "1.0.0").unwrap();
    });
    publish(&registry, 1);
    let kinds: Vec<_> = drain(&subscription).iter().map(|u| u.kind).collect();
    assert_eq!(kinds, [UpdateKind::Publish, UpdateKind::Yank]);
}

#[test]
fn whoever_subscribes_while_it_changes_misses_nothing_and_hears_nothing_twice() {
    const WRITERS: usize = 3;
    const EACH: usize = 60;
    let registry = open();
    thread::scope(|scope| {
        let readers: Vec<_> = (0..4)
            .map(|_| {
                let registry = registry.clone();
                scope.spawn(move || {
                    // From the very beginning, whenever that is.
                    let subscription = registry.subscribe("core", Some(1)).unwrap();
                    let next = || subscription.next(Duration::MAX, &Op::new()).unwrap();
                    let told: Vec<Update> = (0..WRITERS * EACH).filter_map(|_| next()).collect();
                    told
                })
            })
            .collect();
        for writer in 0..WRITERS {
            let registry = registry.clone();
            scope.spawn(move || {
                for n in 0..EACH {
                    publish(&registry, 1 + writer * EACH + n);
                    registry.yank("web", "1.0.0").unwrap();
                    registry.unyank("web", "1.0.0").unwrap();
                }
            });
        }
        let mut all = readers.into_iter().map(|reader| reader.join().unwrap());
        let first = all.next().unwrap();
        assert!(first.is_sorted_by_key(|update| update.seq));
        let mut versions: Vec<&str> = first.iter().map(|u| u.version.as_str()).collect();
        versions.sort_unstable();
        versions.dedup();
        assert_eq!(versions.len(), WRITERS * EACH);
        for told in all {
            assert_eq!(told, first);
        }
    });
    assert_eq!(
        registry.node("core", "1.0.0").unwrap()["observers"],
        serde_json::json!([])
    );
}

/// What panics once more when it is dropped.
struct Spiteful;

impl Drop for Spiteful {
    fn drop(&mut self) {
        std::panic::panic_any(7);
    }
}

#[test]
fn a_waker_that_panics_twice_harms_nobody() {
    let registry = open();
    let (spiteful, good) = (
        registry.subscribe("core", None).unwrap(),
        registry.subscribe("core", None).unwrap(),
    );
    spiteful.set_waker(|| std::panic::panic_any(Spiteful));
    let woken = Arc::new(AtomicUsize::new(0));
    let heard = Arc::clone(&woken);
    good.set_waker(move || {
        heard.fetch_add(1, Ordering::SeqCst);
    });
    publish(&registry, 1);
    assert_eq!(woken.load(Ordering::SeqCst), 1);
    assert_eq!(drain(&spiteful).len(), 1);
}
