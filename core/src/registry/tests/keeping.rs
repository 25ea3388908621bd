//! Which snapshots are kept.

use super::*;

const DAY: u64 = 24 * 60 * 60;

/// A history of `count` snapshots, `step` seconds apart, beginning at 0.
fn long(count: u64, step: u64) -> History {
    let first = tier(&[entry("core", "1.0.0", "")]);
    let mut history = History::open(live(first), 0, Some(KeyPair::from_seed(&[1; 32]))).unwrap();
    for number in 1..count {
        history.commit(&[turn(number)], number * step, "").unwrap();
    }
    history
}

fn turn(number: u64) -> Change {
    let (source, name, version) = (LIVE.into(), name("core"), version("1.0.0"));
    match number % 2 {
        1 => Change::Yank {
            source,
            name,
            version,
        },
        _ => Change::Unyank {
            source,
            name,
            version,
        },
    }
}

fn kept(history: &History) -> Vec<u64> {
    history.snapshots().map(Snapshot::seq).collect()
}

#[test]
fn the_last_thousand_are_kept_however_old() {
    let history = long(KEPT_SNAPSHOTS, 100 * DAY);
    assert_eq!(kept(&history), (1..=1000).collect::<Vec<_>>());
}

#[test]
fn the_last_ninety_days_are_kept_however_many() {
    let history = long(3000, 60);
    assert_eq!(kept(&history).len(), 3000);
}

#[test]
fn older_ones_are_thinned_to_one_a_day() {
    // Four a day for 500 days: the last 1,000 cover 250 days, the 250 before keep one each.
    let mut history = long(2000, DAY / 4);
    let kept = kept(&history);
    assert_eq!(kept.len(), 1000 + 250);
    let old: Vec<u64> = kept[..250].to_vec();
    assert_eq!(old, (1..=250).map(|day| 4 * day).collect::<Vec<_>>());

    // A pin that is gone answers with the newest kept before it.
    assert_eq!(history.at(4).unwrap().seq(), 4);
    assert_eq!(history.at(7).unwrap().seq(), 4);
    assert_eq!(history.at(3).unwrap().seq(), 4);
    assert_eq!(history.at(1999).unwrap().seq(), 1999);
    // A rollback never goes anywhere else than it was told.
    let error = history
        .commit(&[rollback("core", Some(7))], 9_999_999_999, "")
        .unwrap_err();
    let RegistryError::Snapshot {
        seq: 7, nearest: 4, ..
    } = error
    else {
        panic!("{error:?}");
    };
    for missing in [0, 2001, u64::MAX] {
        assert!(matches!(
            history.at(missing),
            Err(RegistryError::Snapshot { .. })
        ));
    }
}

#[test]
fn a_change_of_key_is_never_thinned() {
    let first = tier(&[entry("core", "1.0.0", "")]);
    let (old, new) = (KeyPair::from_seed(&[1; 32]), KeyPair::from_seed(&[2; 32]));
    let mut history = History::open(live(first), 0, Some(old.clone())).unwrap();
    history
        .commit(
            &[Change::ChangeKey {
                old,
                new: new.clone(),
            }],
            1,
            "",
        )
        .unwrap();
    for number in 1..1500_u64 {
        history.commit(&[turn(number)], 2 + number, "").unwrap();
    }
    // All of one day, and then a long silence.
    history.commit(&[turn(0)], 1000 * DAY, "").unwrap();
    let kept = kept(&history);
    assert!(
        kept.contains(&2) && !kept.contains(&3) && !kept.contains(&1),
        "{:?}",
        &kept[..4]
    );
    let change = history.at(2).unwrap().signed();
    assert_eq!(change.head.keys.len(), 2);
    assert!(change.verify(&new.public()).is_ok());
}

#[test]
fn every_thousandth_snapshot_notes_its_content() {
    let history = long(2100, 60);
    let noted: Vec<u64> = history.checkpoints().keys().copied().collect();
    assert_eq!(noted, [1000, 2000]);
    let there = history.at(1000).unwrap();
    assert_eq!(history.checkpoints()[&1000], there.content_digest());
    // The same entries by another way: another root, the same content.
    let other = long(1002, 60);
    assert_eq!(other.snapshot().content_digest(), there.content_digest());
}

#[test]
fn content_is_told_apart_by_source_and_by_entry() {
    let digest = |tiers: Vec<(&str, Vec<Entry>)>| {
        let tiers = tiers.into_iter().map(|(s, e)| (s.to_owned(), tier(&e)));
        let history = History::open(tiers.collect(), 0, None).unwrap();
        history.snapshot().content_digest()
    };
    let (a, b) = (entry("a", "1.0.0", ""), entry("b", "1.0.0", ""));
    let one = digest(vec![("live", vec![a.clone()]), ("local", vec![b.clone()])]);
    let two = digest(vec![("live", vec![b.clone()]), ("local", vec![a.clone()])]);
    let three = digest(vec![("live", vec![a.clone(), b]), ("local", vec![])]);
    let four = digest(vec![
        ("live", vec![Entry { yanked: true, ..a }]),
        ("local", vec![]),
    ]);
    let all = std::collections::BTreeSet::from([one, two, three, four]);
    assert_eq!(all.len(), 4);
}
