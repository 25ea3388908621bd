//! The bucket, coalescing, queues and limits, one by one.

use std::sync::Arc;

use super::*;
use crate::{Code, Failure};

#[test]
fn a_hundred_observe_and_the_next_one_may_not() {
    let mut observers = ObserverManager::new(5);
    let ids: Vec<_> = (0..100)
        .map(|_| observers.register("core").unwrap())
        .collect();
    let error = observers.register("core").unwrap_err();
    assert_eq!(error.code(), Code::TooManyObservers);
    assert_eq!(error.details()["limit"], 100);
    assert!(observers.register("web").is_ok());
    observers.notify("core", publish(1, 2), 0).unwrap();
    for id in &ids {
        assert_eq!(seqs(&drain(&mut observers, *id, 0)), [2]);
    }
    assert!(observers.unregister(ids[7]) && !observers.unregister(ids[7]));
    let again = observers.register("core").unwrap();
    assert!(!ids.contains(&again));
    assert_eq!(observers.observers("core").len(), 100);
    assert_eq!(drain(&mut observers, ids[7], 0), []);
}

#[test]
fn a_thousand_in_one_second_come_at_the_rate_and_none_is_lost() {
    let mut observers = ObserverManager::new(5);
    let id = observers.register("core").unwrap();
    for n in 0..1000 {
        observers.notify("core", publish(n, n + 2), n).unwrap();
    }
    let mut told = drain(&mut observers, id, SECOND);
    assert_eq!(told.len(), 15);
    let mut now = SECOND;
    while let Some(pause) = observers.wait(id, now) {
        assert_eq!(observers.next(id, now), None);
        assert_eq!(observers.next(id, now + pause - 1), None);
        now += pause;
        told.extend(drain(&mut observers, id, now));
    }
    assert_eq!(seqs(&told), (2..1002).collect::<Vec<_>>());
    assert!(told.iter().all(|update| update.merged == 0));
    assert_eq!(now, 198 * SECOND);
}

#[test]
fn of_one_version_the_newest_wins_and_says_for_how_many() {
    let mut observers = ObserverManager::new(1);
    let id = observers.register("core").unwrap();
    for seq in 2..=10 {
        observers.notify("core", publish(1, seq), 0).unwrap();
    }
    observers.notify("core", publish(2, 11), 0).unwrap();
    observers
        .notify("core", of_kind(UpdateKind::Yank, 1, 12), 0)
        .unwrap();
    let told = drain(&mut observers, id, 0);
    assert_eq!(seqs(&told), [2, 3]);
    let told = drain(&mut observers, id, 10 * SECOND);
    assert_eq!(seqs(&told), [11, 12]);
    assert_eq!((told[0].merged, told[1].merged), (0, 7));
    assert_eq!(told[1].kind, UpdateKind::Yank);
}

#[test]
fn mandatory_ones_pass_an_empty_bucket_and_take_what_waits_along() {
    let mut observers = ObserverManager::new(0);
    let id = observers.register("core").unwrap();
    let app = observers.register("app").unwrap();
    observers.notify("core", publish(1, 2), 0).unwrap();
    observers.notify("core", publish(1, 3), 0).unwrap();
    assert_eq!(observers.wait(id, 0), None);
    let mut alarm = of_kind(UpdateKind::Mandatory, 1, 4);
    alarm.dependents = Arc::new(["app".into(), "core".into(), "web".into()]);
    observers.notify("core", alarm, 0).unwrap();
    let told = drain(&mut observers, id, u64::MAX);
    assert_eq!((seqs(&told), told[0].merged), (vec![4], 2));
    let told = drain(&mut observers, app, 0);
    assert_eq!((&*told[0].package, told[0].merged), ("core", 0));
    assert_eq!(told.len(), 1);
}

#[test]
fn strict_mode_refuses_says_for_how_long_and_keeps_nothing() {
    let mut observers = ObserverManager::new(5).with_strict(true);
    let id = observers.register("core").unwrap();
    for seq in 2..12 {
        observers.notify("core", publish(seq, seq), 0).unwrap();
    }
    let error = observers.notify("core", publish(12, 12), 50).unwrap_err();
    assert_eq!(error.code(), Code::RateLimit);
    assert!(error.code().is_retryable());
    assert_eq!(error.details()["retry_after_ms"], 150);
    assert_eq!(error.details()["retry_after"], 0.15);
    let alarm = of_kind(UpdateKind::Mandatory, 3, 13);
    observers.notify("core", alarm, 50).unwrap();
    assert!(observers.notify("core", publish(14, 14), 199).is_err());
    observers.notify("core", publish(14, 14), 200).unwrap();
    let expected: Vec<u64> = (2..12).chain([13, 14]).collect();
    assert_eq!(seqs(&drain(&mut observers, id, u64::MAX)), expected);

    let mut never = ObserverManager::new(0).with_strict(true);
    never.register("core").unwrap();
    let error = never.notify("core", publish(1, 2), 0).unwrap_err();
    assert_eq!(error.details()["retry_after_ms"], serde_json::Value::Null);
}

#[test]
fn a_change_is_admitted_as_a_whole() {
    let mut observers = ObserverManager::new(1);
    let id = observers.register("core").unwrap();
    let change = |n| (1..=n).map(|v| publish(v, 2)).collect::<Vec<_>>();
    observers.admit(&change(3), 0).unwrap();
    observers.publish(change(3), 0);
    // Two were paid for, the third waits its second, and so does whoever comes next.
    assert_eq!(drain(&mut observers, id, 0).len(), 2);
    let error = observers.admit(&change(1), 0).unwrap_err();
    assert_eq!(error.details()["retry_after_ms"], 2000);
    let mut alarming = change(2);
    alarming.push(of_kind(UpdateKind::Mandatory, 9, 3));
    observers.admit(&alarming, 0).unwrap();
    let other = Update::new("web", "1", UpdateKind::Publish, 4, 0);
    observers.admit(&[other], 0).unwrap();
    assert!(observers.admit(&change(1), 1999).is_err());
    assert!(!observers.is_open("core", 1999) && observers.is_open("core", 2000));
    assert!(observers.is_open("web", 0));
    assert!(observers.admit(&change(1), 2000).is_ok());
}

#[test]
fn who_never_asks_costs_a_thousand_and_hurts_nobody() {
    let mut observers = ObserverManager::new(u32::MAX);
    let idle = observers.register("core").unwrap();
    let busy = observers.register("core").unwrap();
    let mut heard = 0;
    for seq in 1..=2500 {
        let kind = match seq {
            500 | 2000 => UpdateKind::Mandatory,
            _ => UpdateKind::Publish,
        };
        observers
            .notify("core", of_kind(kind, seq, seq), 0)
            .unwrap();
        heard += drain(&mut observers, busy, 0).len();
    }
    assert_eq!(heard, 2500);
    let told = drain(&mut observers, idle, 0);
    let mandatory = told.iter().filter(|u| u.is_mandatory());
    assert_eq!(mandatory.map(|u| u.seq).collect::<Vec<_>>(), [500, 2000]);
    let resyncs: Vec<_> = told
        .iter()
        .filter(|u| u.kind == UpdateKind::Resync)
        .collect();
    assert_eq!(resyncs.len(), 1);
    let plain = told.iter().filter(|u| u.kind == UpdateKind::Publish);
    let plain = plain.count() as u64;
    assert!(plain < MAX_QUEUED as u64);
    assert_eq!(resyncs[0].merged + plain, 2498);
    assert!(seqs(&told).is_sorted());
}

#[test]
fn what_waits_for_ever_costs_a_thousand() {
    let mut observers = ObserverManager::new(0);
    let id = observers.register("core").unwrap();
    let pending = |observers: &ObserverManager| format!("{observers:?}").matches("Publish").count();
    for version in 0..1000 {
        observers
            .notify("core", publish(version, version + 2), 0)
            .unwrap();
    }
    assert_eq!(pending(&observers), 1000);
    for version in 1000..2500 {
        observers
            .notify("core", publish(version, version + 2), 0)
            .unwrap();
    }
    assert!(pending(&observers) < 1000);
    assert_eq!(observers.next(id, u64::MAX), None);
}

#[test]
fn a_thousand_and_one_pending_are_one_resync_that_nothing_replaces() {
    let mut observers = ObserverManager::new(1);
    let id = observers.register("core").unwrap();
    // Two are paid for, one stands for two, 999 are of versions of their own, and one more.
    for (version, seq) in [(0, 2), (1, 3), (2, 4), (2, 5)] {
        observers.notify("core", publish(version, seq), 0).unwrap();
    }
    for version in 3..1003 {
        observers
            .notify("core", publish(version, version + 3), 0)
            .unwrap();
    }
    // What happens to the resync's version and to others comes after it, and is not lost with it.
    let yank = of_kind(UpdateKind::Yank, 1002, 1006);
    observers.notify("core", yank, 0).unwrap();
    let alarm = of_kind(UpdateKind::Mandatory, 1002, 1007);
    observers.notify("core", alarm, 0).unwrap();
    observers.notify("core", publish(7, 1008), 0).unwrap();
    let told = drain(&mut observers, id, 2 * SECOND);
    let kinds: Vec<_> = told.iter().map(|u| (u.kind, u.seq, u.merged)).collect();
    assert_eq!(
        kinds,
        [
            (UpdateKind::Publish, 2, 0),
            (UpdateKind::Publish, 3, 0),
            (UpdateKind::Mandatory, 1007, 1),
            (UpdateKind::Resync, 1005, 1002),
            (UpdateKind::Publish, 1008, 0),
        ]
    );
    assert_eq!(observers.wait(id, 2 * SECOND), None);
}

#[test]
fn when_the_last_observer_goes_nothing_of_the_package_is_left() {
    let mut observers = ObserverManager::new(1);
    for name in (0..50).map(|n| format!("p{n}")) {
        let id = observers.register(&name).unwrap();
        for n in 0..5 {
            let update = Update::new(&*name, n.to_string(), UpdateKind::Publish, n + 2, 0);
            observers.notify(&name, update, 0).unwrap();
        }
        observers.unregister(id);
    }
    assert!(!format!("{observers:?}").contains("Bucket"));
    let id = observers.register("p7").unwrap();
    for n in 0..3 {
        observers.notify("p7", publish(n, n + 9), 0).unwrap();
    }
    assert_eq!(seqs(&drain(&mut observers, id, 0)), [9, 10]);
}

#[test]
fn who_comes_later_hears_nothing_of_before() {
    let mut observers = ObserverManager::new(1);
    let first = observers.register("core").unwrap();
    for seq in 2..6 {
        observers.notify("core", publish(seq, seq), 0).unwrap();
    }
    let later = observers.register("core").unwrap();
    observers.notify("core", publish(6, 6), 0).unwrap();
    // Two of the others' first: more than that the bucket does not hold.
    assert_eq!(observers.wait(later, 0), Some(2000));
    assert_eq!(observers.next(later, 2000), None);
    assert_eq!(observers.wait(later, 2000), Some(1000));
    assert_eq!(observers.next(later, 2999), None);
    assert_eq!(seqs(&drain(&mut observers, later, 3000)), [6]);
    assert_eq!(seqs(&drain(&mut observers, first, 3000)), [2, 3, 4, 5, 6]);

    // What waits only for those who left costs the others nothing.
    for seq in 7..12 {
        observers.notify("core", publish(seq, seq), 3000).unwrap();
    }
    let last = observers.register("core").unwrap();
    observers.unregister(first);
    observers.unregister(later);
    assert_eq!(observers.wait(last, 3000), None);
    observers.notify("core", publish(12, 12), 4000).unwrap();
    assert_eq!(seqs(&drain(&mut observers, last, 4000)), [12]);
}

#[test]
fn only_what_is_observed_can_be_told() {
    let mut observers = ObserverManager::default();
    let error = observers.notify("core", publish(1, 2), 0).unwrap_err();
    assert_eq!(error.code(), Code::NotFound);
    let id = observers.register("core").unwrap();
    assert!(observers.is_observed("core") && observers.package_of(id) == Some("core"));
    observers.unregister(id);
    assert!(observers.is_idle() && !observers.is_observed("core"));
    assert!(observers.notify("core", publish(1, 2), 0).is_err());
    let id = observers.register("core").unwrap();
    assert_eq!((observers.next(id, 0), observers.wait(id, 0)), (None, None));
    assert_eq!(observers.packages().collect::<Vec<_>>(), ["core"]);

    // A dependent that hears of it is enough.
    let mut alarm = Update::new("base", "1", UpdateKind::Mandatory, 3, 0);
    alarm.dependents = Arc::new(["core".into()]);
    observers.notify("base", alarm, 0).unwrap();
    assert_eq!(&*observers.next(id, 0).unwrap().package, "base");
}

#[test]
fn those_to_wake_are_named_once() {
    let mut observers = ObserverManager::new(1);
    let (a, b) = (
        observers.register("core").unwrap(),
        observers.register("core").unwrap(),
    );
    for seq in 2..5 {
        observers.notify("core", publish(seq, seq), 0).unwrap();
    }
    assert_eq!(observers.take_touched(), [a, b]);
    assert_eq!(observers.take_touched(), []);
    assert_eq!(drain(&mut observers, a, 0).len(), 2);
    assert_eq!(observers.take_touched(), []);
    // What one asks for becomes due for the others.
    assert_eq!(drain(&mut observers, a, SECOND).len(), 1);
    assert_eq!(observers.take_touched(), [b]);
}
