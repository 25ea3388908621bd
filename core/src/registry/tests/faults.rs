//! Faults that were found: levels that only rise, packages that go back, and who waits for a review.

use proptest::prelude::*;

use super::*;
use crate::{Code, Failure};

fn level(number: u8) -> FaultLevel {
    FaultLevel::new(number).unwrap()
}

fn faulty(package: &str, number: &str, fault: u8) -> Entry {
    let mut entry = entry(package, number, "");
    entry.fault = level(fault);
    entry
}

fn begin(entries: &[Entry]) -> History {
    History::open(live(tier(entries)), 0, None).unwrap()
}

fn handle(history: &mut History, number: &str, fault: u8) -> FaultHandled {
    history
        .handle_fault(LIVE, &name("core"), &version(number), level(fault), 9)
        .unwrap()
}

fn add(history: &mut History, entry: Entry) -> u64 {
    history.commit(&[publish(entry)], 1, "").unwrap().seq()
}

/// Version, fault and yanked of all that can be had.
fn core(snapshot: &Snapshot) -> Vec<(String, u8, bool)> {
    let all = snapshot.tier(LIVE).unwrap().versions("core");
    all.filter(|entry| entry.is_present())
        .map(|e| (e.version.to_compact(), e.fault.get(), e.yanked))
        .collect()
}

fn had(number: &str, fault: u8) -> (String, u8, bool) {
    (number.to_owned(), fault, false)
}

#[test]
fn a_level_only_rises() {
    let mut history = begin(&[entry("core", "1.0.0", "")]);
    let done = handle(&mut history, "1.0.0", 9);
    assert_eq!((done.before.get(), done.fault.get()), (0, 9));
    assert_eq!(done.snapshot.seq(), 2);
    assert_eq!(done.snapshot.head().note, "fault 9 core 1.0.0");
    for lower in [0, 5, 9] {
        let done = handle(&mut history, "1.0.0", lower);
        assert_eq!((done.before.get(), done.fault.get()), (9, 9));
        assert_eq!(done.snapshot.seq(), 2, "no new snapshot for {lower}");
    }
    // Neither an advisory nor a parity undoes anything.
    for fault in [12, 14] {
        let done = handle(&mut history, "1.0.0", fault);
        assert_eq!((done.rolled_back_to, done.undone.len()), (None, 0));
        assert_eq!(core(&done.snapshot), [had("1.0.0", fault)]);
    }
    // The operator may say something else.
    let set = Change::SetFault {
        source: LIVE.into(),
        name: name("core"),
        version: version("1.0.0"),
        fault: level(2),
    };
    let next = history.commit(&[set], 10, "").unwrap();
    assert_eq!(core(&next), [had("1.0.0", 2)]);
}

#[test]
fn a_version_that_was_never_sound_is_undone_and_nothing_else() {
    let mut history = begin(&[entry("core", "1.0.0", ""), entry("app", "1.0.0", "core ^1")]);
    let without = add(&mut history, entry("core", "1.1.0", ""));
    add(&mut history, faulty("core", "1.2.0", 6));
    add(&mut history, entry("core", "1.3.0", ""));
    history.commit(&[yank("core", "1.0.0")], 2, "").unwrap();
    handle(&mut history, "1.1.0", 14);
    let before = history.snapshot().clone();

    let done = handle(&mut history, "1.2.0", 13);
    assert_eq!(done.rolled_back_to, Some(without));
    assert_eq!(done.undone, [version("1.2.0")]);
    assert_eq!((done.before.get(), done.fault.get()), (6, 13));
    assert_eq!(done.snapshot.seq(), before.seq() + 1, "one snapshot");
    // What was published, yanked or found since stays.
    let rest = |snapshot: &Snapshot| {
        let mut all = core(snapshot);
        all.retain(|had| *had != self::had("1.2.0", 6));
        all
    };
    assert_eq!(core(&done.snapshot), rest(&before));
    let find = |number: &str| {
        done.snapshot
            .find(LIVE, "core", &version(number))
            .unwrap()
            .clone()
    };
    assert!(find("1.0.0").yanked);
    // The tombstone holds what was undone, not what was found about it.
    let undone = before.find(LIVE, "core", &version("1.2.0")).unwrap();
    let tier = done.snapshot.tier(LIVE).unwrap();
    let tombstone = tier.entry("core", &version("1.2.0")).unwrap().tombstone;
    assert_eq!(tombstone, Some(undone.value_hash()));

    let again = history.commit(&[publish(entry("core", "1.2.0", ""))], 9, "");
    assert!(matches!(again, Err(RegistryError::Undone { .. })));
    let found = history.handle_fault(LIVE, &name("core"), &version("1.2.0"), level(17), 9);
    assert_eq!(found.unwrap_err().code(), Code::Exists);
    // An operator may take even that back to before, as any change.
    add(&mut history, entry("core", "1.4.0", ""));
    assert_eq!(core(history.snapshot()).len(), 4);
}

#[test]
fn a_version_that_was_sound_stays_and_has_the_level() {
    let mut history = begin(&[entry("core", "1.0.0", ""), entry("core", "1.1.0", "")]);
    handle(&mut history, "1.1.0", 7);
    add(&mut history, entry("core", "1.2.0", ""));
    let done = handle(&mut history, "1.1.0", 13);
    assert_eq!((done.rolled_back_to, done.undone.len()), (None, 0));
    assert_eq!(
        core(&done.snapshot),
        [had("1.0.0", 0), had("1.1.0", 13), had("1.2.0", 0)]
    );
    // The time before there was a package is no state of it.
    let mut history = begin(&[entry("app", "1.0.0", "")]);
    add(&mut history, faulty("core", "1.0.0", 8));
    let done = handle(&mut history, "1.0.0", 17);
    assert_eq!((done.rolled_back_to, done.undone.len()), (None, 0));
    assert_eq!(core(&done.snapshot), [had("1.0.0", 17)]);
    // Advisories undo nothing.
    add(&mut history, faulty("core", "1.1.0", 9));
    let done = handle(&mut history, "1.1.0", 14);
    assert_eq!(core(&done.snapshot), [had("1.0.0", 17), had("1.1.0", 14)]);
}

#[test]
fn a_version_that_is_not_there_has_no_fault() {
    let mut history = begin(&[entry("core", "1.0.0", "")]);
    for (source, package, number, code) in [
        (LIVE, "core", "9.0.0", Code::NotFound),
        (LIVE, "cor", "1.0.0", Code::NotFound),
        ("dead", "core", "1.0.0", Code::Argument),
    ] {
        let done = history.handle_fault(source, &name(package), &version(number), level(13), 9);
        assert_eq!(done.unwrap_err().code(), code);
    }
    assert_eq!(history.snapshot().seq(), 1);
}

#[test]
fn faults_are_found_by_their_level() {
    let tier = tier(&[
        faulty("app", "1.0.0", 6),
        faulty("app", "2.0.0", 5),
        entry("core", "1.0.0", ""),
        faulty("core", "1.1.0", 17),
        faulty("web", "1.0.0", 1),
    ]);
    let found = |at_least| -> Vec<String> {
        let all = tier.faults(level(at_least));
        all.iter()
            .map(|e| format!("{} {}", e.name, e.version.to_compact()))
            .collect()
    };
    assert_eq!(
        found(1),
        ["app 1.0.0", "app 2.0.0", "core 1.1.0", "web 1.0.0"]
    );
    assert_eq!(found(6), ["app 1.0.0", "core 1.1.0"]);
    assert_eq!(found(17), ["core 1.1.0"]);
    assert_eq!(found(0).len(), 5);
}

#[test]
fn dependents_are_named_once() {
    let tier = tier(&[
        entry("app", "1.0.0", "core ^1"),
        entry("app", "2.0.0", "core ^1, corelib *"),
        entry("app-core", "1.0.0", "core *"),
        entry("web", "1.0.0", "core *"),
    ]);
    let names = |of| tier.dependent_names(of).collect::<Vec<_>>();
    assert_eq!(names("core"), ["app", "app-core", "web"]);
    assert_eq!(names("corelib"), ["app"]);
    assert!(names("cor").is_empty() && names("web").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn faults_without_a_rollback_may_come_in_any_order(
        found in proptest::collection::vec((0_usize..3, 0_u8..18), 1..12),
        turn in 0_usize..12,
    ) {
        let numbers = ["1.0.0", "1.1.0", "2.0.0"];
        let first = numbers.map(|number| entry("core", number, "app *"));
        let run = |found: &[(usize, u8)]| {
            let mut history = begin(&first);
            for (at, fault) in found {
                handle(&mut history, numbers[*at], *fault);
            }
            history.snapshot().tier(LIVE).unwrap().root()
        };
        let mut found = found;
        found.retain(|(_, fault)| !level(*fault).rolls_back());
        let mut other = found.clone();
        other.rotate_left(turn % found.len().max(1));
        prop_assert_eq!(run(&found), run(&other));
        other.reverse();
        other.extend_from_slice(&found);
        prop_assert_eq!(run(&found), run(&other), "nor does it matter how often");
    }

    #[test]
    fn whatever_is_undone_leaves_a_tombstone_and_nothing_known_is_lost(
        steps in proptest::collection::vec((0_usize..6, 0_u8..18), 1..12),
    ) {
        let mut history = begin(&[entry("core", "1.0.0", "")]);
        for (minor, fault) in steps {
            let number = format!("1.{minor}.0");
            let before = history.snapshot().clone();
            let known = before.tier(LIVE).unwrap();
            if known.entry("core", &version(&number)).is_none() {
                add(&mut history, entry("core", &number, ""));
                continue;
            }
            let found = history.handle_fault(LIVE, &name("core"), &version(&number), level(fault), 9);
            let Ok(done) = found else {
                prop_assert!(before.find(LIVE, "core", &version(&number)).is_err());
                continue;
            };
            let now = done.snapshot.tier(LIVE).unwrap();
            prop_assert!(done.undone.is_empty() || done.rolled_back_to.is_some());
            for old in known.versions("core").filter(|old| old.is_present()) {
                let new = now.entry("core", &old.version).unwrap();
                prop_assert_eq!(done.undone.contains(&old.version), !new.is_present());
                match new.tombstone {
                    Some(hash) => prop_assert_eq!(hash, old.value_hash()),
                    None => prop_assert!(new.fault >= old.fault),
                }
            }
        }
    }
}
