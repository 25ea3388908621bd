//! What a subscription is told, and what it is not.

use super::*;

#[test]
fn what_happens_to_the_package_is_told_and_nothing_else() {
    let registry = open();
    let subscription = registry.subscribe("core", None).unwrap();
    assert_eq!(subscription.package(), "core");
    publish(&registry, 1);
    registry.publish(&line("web", "1.1.0")).unwrap();
    registry.yank("core", "1.0.0").unwrap();
    registry.yank("core", "1.0.0").unwrap(); // changes nothing
    registry.set_fault("core", "1.1.0", 4).unwrap();
    registry.rollback("core", Some(1)).unwrap();
    let told = drain(&subscription);
    let kinds: Vec<_> = told.iter().map(|u| (u.seq, u.index, u.kind)).collect();
    assert_eq!(
        kinds,
        [
            (2, 0, UpdateKind::Publish),
            (4, 0, UpdateKind::Yank),
            (5, 0, UpdateKind::Fault),
            (6, 0, UpdateKind::Unyank),
            (6, 1, UpdateKind::Rollback),
        ]
    );
    assert_eq!(subscription.wait_ms(), None);
}

#[test]
fn a_mandatory_update_reaches_the_dependents() {
    let registry = open_with(Policy::new().with_max_update_rate(0));
    let app = registry.subscribe("app", None).unwrap();
    let web = registry.subscribe("web", None).unwrap();
    registry.yank("core", "1.0.0").unwrap();
    registry.set_fault("core", "1.0.0", 10).unwrap();
    let told = drain(&app);
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].kind, &*told[0].package),
        (UpdateKind::Mandatory, "core")
    );
    assert!(drain(&web).is_empty());
    let replayed = registry.subscribe("app", Some(1)).unwrap();
    assert_eq!(drain(&replayed), told);
}

#[test]
fn the_rate_is_the_policys_and_the_clock_the_registrys() {
    let registry = open_with(Policy::new().with_max_update_rate(2));
    let subscription = registry.subscribe("core", None).unwrap();
    for minor in 1..=10 {
        publish(&registry, minor);
    }
    assert_eq!(seqs(&drain(&subscription)), [2, 3, 4, 5]);
    assert_eq!(subscription.wait_ms(), Some(500));
    registry.advance_clock(499).unwrap();
    assert_eq!(subscription.try_next(), None);
    registry.advance_clock(1).unwrap();
    assert_eq!(seqs(&drain(&subscription)), [6]);
    registry.advance_clock(500).unwrap();
    let waited = subscription.next(Duration::MAX, &Op::new()).unwrap();
    assert_eq!(waited.map(|update| update.seq), Some(7));
    // Changes have the moved clock's time.
    let time = registry.yank("web", "1.0.0").unwrap().snapshot.time;
    assert_eq!(time, 1_000_001);

    let system = Registry::from_lines(LINES, &RegistryOptions::new()).unwrap();
    assert_eq!(system.advance_clock(1).unwrap_err().code(), Code::State);
}

#[test]
fn a_replay_is_what_was_told_live() {
    let registry = open();
    let live = registry.subscribe("core", None).unwrap();
    for minor in 1..=20 {
        publish(&registry, minor);
        registry.yank("web", "1.0.0").unwrap();
        registry.unyank("web", "1.0.0").unwrap();
    }
    registry.yank("core", "1.7.0").unwrap();
    registry.set_fault("core", "1.8.0", 12).unwrap();
    registry.rollback("core", Some(20)).unwrap();
    let told = drain(&live);
    assert!(told.len() > 22 && told.iter().all(|update| update.merged == 0));
    for since in 1..=registry.snapshot().seq {
        let replay = registry.subscribe("core", Some(since)).unwrap();
        let expected: Vec<_> = told.iter().filter(|u| u.seq > since).collect();
        assert_eq!(
            drain(&replay).iter().collect::<Vec<_>>(),
            expected,
            "{since}"
        );
    }
    // Then it goes on, each once.
    let replay = registry.subscribe("core", Some(60)).unwrap();
    let seq = publish(&registry, 50);
    let all = drain(&replay);
    assert_eq!(all.iter().filter(|update| update.seq == seq).count(), 1);
    assert!(seqs(&all).is_sorted());
}

#[test]
fn what_is_no_longer_kept_is_a_resync() {
    let registry = open();
    let day = 24 * 60 * 60 * 1000;
    for minor in 1..=1100 {
        publish(&registry, minor);
    }
    registry.advance_clock(100 * day).unwrap();
    let seq = publish(&registry, 2000);
    assert_ne!(registry.at(50).unwrap().snapshot().seq, 50);
    for since in [0, 1, 50] {
        let replay = registry.subscribe("core", Some(since)).unwrap();
        let all = drain(&replay);
        assert_eq!(
            (all[0].kind, all[0].version.as_str()),
            (UpdateKind::Resync, "1.stable.2000.stable.0.stable")
        );
        let expected: Vec<u64> = (all[0].seq + 1..=seq).collect();
        assert_eq!(seqs(&all[1..]), expected, "{since}");
        assert!(all[0].seq > 50);
    }
    let newest = registry.subscribe("core", Some(seq)).unwrap();
    assert_eq!((newest.try_next(), newest.wait_ms()), (None, None));
    let error = registry.subscribe("core", Some(seq + 1)).unwrap_err();
    assert_eq!(error.code(), Code::Snapshot);
}

#[test]
fn what_cannot_be_subscribed_to_is_said() {
    let registry = open();
    let error = registry.subscribe("cores", None).unwrap_err();
    assert_eq!(error.code(), Code::NotFound);
    assert_eq!(error.details()["near"], serde_json::json!(["core"]));
    registry.publish(&line("gone", "1.0.0")).unwrap();
    registry.rollback("gone", Some(1)).unwrap();
    assert_eq!(
        registry.subscribe("gone", None).unwrap_err().code(),
        Code::NotFound
    );
    let past = registry.at(1).unwrap();
    for error in [
        past.subscribe("core", None).unwrap_err(),
        past.check_stale(90).unwrap_err(),
    ] {
        assert_eq!(error.code(), Code::State);
        assert!(error.to_string().contains("snapshot 1"), "{error}");
    }
    let all: Vec<_> = (0..100)
        .map(|_| registry.subscribe("core", None).unwrap())
        .collect();
    let error = registry.subscribe("core", None).unwrap_err();
    assert_eq!(error.code(), Code::TooManyObservers);
    drop(all);
    assert!(registry.subscribe("core", None).is_ok());
}

#[test]
fn the_node_names_its_observers() {
    let registry = open();
    let ids = || registry.node("core", "1.0.0").unwrap()["observers"].clone();
    assert_eq!(ids(), serde_json::json!([]));
    let first = registry.subscribe("core", None).unwrap();
    let second = registry.subscribe("core", None).unwrap();
    let other = registry.subscribe("web", None).unwrap();
    let named = [first.id().to_string(), second.id().to_string()];
    assert_eq!(ids(), serde_json::json!(named));
    drop((first, other));
    assert_eq!(ids(), serde_json::json!([second.id().to_string()]));
}

#[test]
fn a_strict_registry_refuses_before_it_changes_anything() {
    let policy = Policy::new().with_max_update_rate(1).with_strict(true);
    let registry = open_with(policy);
    // Who is not observed may change as often as it likes.
    for minor in 1..=5 {
        publish(&registry, minor);
    }
    let subscription = registry.subscribe("core", None).unwrap();
    publish(&registry, 6);
    publish(&registry, 7);
    let before = registry.snapshot();
    let error = registry.publish(&line("core", "1.8.0")).unwrap_err();
    assert_eq!(error.code(), Code::RateLimit);
    assert_eq!(error.details()["retry_after_ms"], 1000);
    assert_eq!(error.details()["name"], "core");
    assert!(registry.yank("core", "1.7.0").is_err());
    let low = crate::registry::FaultCause::NearName.level();
    let error = registry.handle_fault("core", "1.7.0", low).unwrap_err();
    assert_eq!(error.code(), Code::RateLimit);
    // What is not possible says why, and what changes nothing is no change.
    let error = registry.publish(&line("core", "1.7.0")).unwrap_err();
    assert_eq!(error.code(), Code::Exists);
    registry.unyank("core", "1.7.0").unwrap();
    assert_eq!(registry.snapshot(), before);
    registry.publish(&line("web", "1.8.0")).unwrap();
    // Alarms pass, and so does what a fault takes away.
    registry.set_fault("core", "1.6.0", 9).unwrap();
    registry
        .handle_fault("core", "1.7.0", crate::registry::FaultLevel::HIGH_PANIC)
        .unwrap();
    registry.advance_clock(10_000).unwrap();
    drain(&subscription);
    publish(&registry, 8);
    assert_eq!(drain(&subscription).len(), 1);
}

#[test]
fn stale_is_told_once_for_each_version() {
    let registry = open();
    let core = registry.subscribe("core", None).unwrap();
    let web = registry.subscribe("web", None).unwrap(); // published who knows when
    let day = 24 * 60 * 60 * 1000;
    registry.advance_clock(90 * day).unwrap();
    assert_eq!(registry.check_stale(STALE_DAYS).unwrap(), []);
    registry.advance_clock(1000).unwrap();
    let found = registry.check_stale(STALE_DAYS).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].kind, found[0].version.as_str()),
        (UpdateKind::Stale, "1.stable.0.stable.0.stable")
    );
    assert_eq!(registry.check_stale(STALE_DAYS).unwrap(), found);
    assert_eq!(drain(&core), found);
    assert!(drain(&web).is_empty());

    // A release of an older line is one; a year later the newest version is stale again.
    registry.publish(&line("core", "0.9.0")).unwrap();
    assert_eq!(registry.check_stale(STALE_DAYS).unwrap(), []);
    publish(&registry, 1);
    registry.advance_clock(365 * day).unwrap();
    let found = registry.check_stale(STALE_DAYS).unwrap();
    assert_eq!(found[0].version, "1.stable.1.stable.0.stable");
    assert_eq!(drain(&core).last(), found.last());
    assert_eq!(registry.check_stale(u32::MAX).unwrap(), []);

    // Another that comes meanwhile is not told again; one that comes when all have gone is.
    let other = registry.subscribe("core", None).unwrap();
    drop(core);
    registry.check_stale(STALE_DAYS).unwrap();
    assert!(drain(&other).is_empty());
    drop(other);
    assert_eq!(registry.check_stale(0).unwrap(), []);
    let next = registry.subscribe("core", None).unwrap();
    assert_eq!(registry.check_stale(STALE_DAYS).unwrap(), found);
    assert_eq!(drain(&next), found);
}
