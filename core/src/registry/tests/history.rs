//! Changes, rollbacks and differences.

use super::*;
use crate::{Code, Failure};

fn begin() -> History {
    let first = [entry("core", "1.0.0", ""), entry("app", "1.0.0", "core ^1")];
    History::open(live(tier(&first)), 0, None).unwrap()
}

/// Versions of core that can be had, and whether they are yanked.
fn core(snapshot: &Snapshot) -> Vec<(String, bool)> {
    let all = snapshot.tier(LIVE).unwrap().versions("core");
    let present = all.filter(|entry| entry.is_present());
    present
        .map(|entry| (entry.version.to_compact(), entry.yanked))
        .collect()
}

#[test]
fn a_preview_is_what_a_commit_makes_and_changes_nothing() {
    let mut history = begin();
    for change in [
        publish(entry("core", "1.1.0", "app *")),
        yank("core", "1.0.0"),
        yank("core", "1.0.0"), // changes nothing
        publish(entry("core", "1.1.0", "")),
        yank("core", "7.0.0"),
    ] {
        assert_eq!(change.package().map(Name::as_str), Some("core"));
        let before = history.snapshot().id();
        let preview = history.preview(std::slice::from_ref(&change), 9, "note");
        assert_eq!(history.snapshot().id(), before);
        assert_eq!(history.snapshots().count() as u64, history.snapshot().seq());
        let made = history.commit(&[change], 9, "note");
        assert_eq!(
            preview.map(|next| next.id()).map_err(|e| e.code()),
            made.map(|next| next.id()).map_err(|e| e.code())
        );
    }
    assert_eq!(history.snapshot().seq(), 3);
}

#[test]
fn undoing_a_publish_a_yank_and_a_publish() {
    let mut history = begin();
    let old = core(history.snapshot());
    let other = history
        .snapshot()
        .tier(LIVE)
        .unwrap()
        .entry("app", &version("1.0.0"))
        .cloned();
    history
        .commit(&[publish(entry("core", "1.1.0", ""))], 1, "")
        .unwrap();
    history.commit(&[yank("core", "1.0.0")], 2, "").unwrap();
    history
        .commit(&[publish(entry("core", "1.2.0", "app *"))], 3, "")
        .unwrap();
    history
        .commit(&[publish(entry("app", "2.0.0", "core ^1"))], 4, "")
        .unwrap();

    let undone = history
        .commit(&[rollback("core", Some(1))], 5, "stolen key")
        .unwrap();
    assert_eq!(undone.seq(), 6);
    assert_eq!(core(&undone), old);
    let tier = undone.tier(LIVE).unwrap();
    assert_eq!(tier.entry("app", &version("1.0.0")).cloned(), other);
    assert!(
        tier.entry("app", &version("2.0.0")).is_some(),
        "another package is not touched"
    );
    assert_eq!(
        tier.dependents("app").count(),
        0,
        "core 1.2.0 is gone from the reverse tree"
    );
    let past = history.at(4).unwrap().tier(LIVE).unwrap();
    let tombstone = tier.entry("core", &version("1.2.0")).unwrap();
    assert_eq!(
        tombstone.tombstone,
        Some(past.entry("core", &version("1.2.0")).unwrap().value_hash())
    );

    // The numbers are never free again, not even with other build metadata.
    for number in ["1.1.0", "1.2.0", "1.2.0+again"] {
        let again = history.commit(&[publish(entry("core", number, ""))], 6, "");
        assert!(
            matches!(again, Err(RegistryError::Undone { .. })),
            "{number}"
        );
    }
    let error = history.commit(&[yank("core", "1.2.0")], 6, "").unwrap_err();
    assert_eq!(error.code(), Code::Exists);
    // Going "back" to where they were does not bring them back either.
    let there = history.commit(&[rollback("core", Some(4))], 7, "").unwrap();
    assert_eq!(core(&there), [("1.0.0".to_owned(), true)]);
    assert!(
        history
            .commit(&[publish(entry("core", "1.2.0", ""))], 8, "")
            .is_err()
    );
    assert!(
        history
            .commit(&[publish(entry("core", "1.3.0", ""))], 8, "")
            .is_ok()
    );
}

#[test]
fn without_a_target_one_change_after_the_other_is_undone() {
    let mut history = begin();
    history
        .commit(&[publish(entry("core", "1.1.0", ""))], 1, "")
        .unwrap();
    history
        .commit(&[publish(entry("app", "1.1.0", ""))], 2, "")
        .unwrap();
    history.commit(&[yank("core", "1.0.0")], 3, "").unwrap();
    let yanked = |v: &str, y: bool| (v.to_owned(), y);

    let next = history.commit(&[rollback("core", None)], 4, "").unwrap();
    assert_eq!(
        core(&next),
        [yanked("1.0.0", false), yanked("1.1.0", false)]
    );
    let next = history.commit(&[rollback("core", None)], 5, "").unwrap();
    assert_eq!(core(&next), [yanked("1.0.0", false)]);
    let error = history
        .commit(&[rollback("core", None)], 6, "")
        .unwrap_err();
    assert_eq!(error.code(), Code::Snapshot);
    assert_eq!(error.details()["since"], 1);

    // A change in between begins anew.
    history
        .commit(&[publish(entry("core", "1.4.0", ""))], 7, "")
        .unwrap();
    let next = history.commit(&[rollback("core", None)], 8, "").unwrap();
    assert_eq!(core(&next), [yanked("1.0.0", false)]);
    let next = history.commit(&[rollback("app", None)], 9, "").unwrap();
    assert_eq!(
        next.tier(LIVE).unwrap().best_stable("app").unwrap().version,
        version("1.0.0")
    );
}

#[test]
fn what_stays_undone_stops_no_later_rollback() {
    let mut history = begin();
    history.commit(&[yank("core", "1.0.0")], 1, "").unwrap();
    history
        .commit(&[publish(entry("core", "1.1.0", ""))], 2, "")
        .unwrap();
    history.commit(&[rollback("core", None)], 3, "").unwrap();
    history
        .commit(&[publish(entry("core", "1.2.0", ""))], 4, "")
        .unwrap();
    let next = history.commit(&[rollback("core", None)], 5, "").unwrap();
    assert_eq!(core(&next), [("1.0.0".to_owned(), true)]);
    // Snapshot 3 had 1.1.0 besides, which no rollback brings back; the yank is next.
    let next = history.commit(&[rollback("core", None)], 6, "").unwrap();
    assert_eq!(core(&next), [("1.0.0".to_owned(), false)]);
}

#[test]
fn fault_levels_go_back_too() {
    let mut history = begin();
    let fault = Change::SetFault {
        source: LIVE.into(),
        name: name("core"),
        version: version("1.0.0"),
        fault: FaultLevel::SYSTEM_PANIC,
    };
    let set = history.commit(&[fault], 1, "").unwrap();
    assert_eq!(
        set.tier(LIVE).unwrap().worst_fault(),
        FaultLevel::SYSTEM_PANIC
    );
    let back = history.commit(&[rollback("core", None)], 2, "").unwrap();
    assert_eq!(back.tier(LIVE).unwrap().worst_fault(), FaultLevel::CLEAN);
}

#[test]
fn all_changes_or_none() {
    let mut history = begin();
    let before = history.snapshot().id();
    let both = [
        publish(entry("core", "3.0.0", "")),
        publish(entry("core", "3.0.0+b", "")),
    ];
    let error = history.commit(&both, 1, "").unwrap_err();
    assert_eq!(error.code(), Code::Exists);
    assert_eq!(history.snapshot().id(), before);
    assert_eq!(core(history.snapshot()).len(), 1);
    let after = history.commit(&both[..1], 1, "").unwrap();
    assert_eq!(after.head().parent, Some(before));
}

#[test]
fn a_change_that_changes_nothing_makes_no_snapshot() {
    let mut history = begin();
    let first = history.commit(&[yank("core", "1.0.0")], 1, "").unwrap();
    let again = history.commit(&[yank("core", "1.0.0")], 2, "").unwrap();
    assert_eq!((first.seq(), again.seq(), again.id()), (2, 2, first.id()));
    assert_eq!(
        again.activity(LIVE, "core", &version("1.0.0")).update_count,
        1
    );
}

#[test]
fn the_clock_never_goes_back() {
    let mut history = begin();
    history.commit(&[yank("core", "1.0.0")], 100, "").unwrap();
    let next = history.commit(&[yank("app", "1.0.0")], 50, "").unwrap();
    assert_eq!(next.head().time, 100);
}

#[test]
fn what_is_not_there_is_named_with_what_is_near() {
    let mut history = begin();
    let error = history.commit(&[yank("cora", "1.0.0")], 1, "").unwrap_err();
    assert_eq!(error.to_string(), "cora is not in the source \"live\"");
    assert_eq!(error.hint().as_deref(), Some("did you mean core?"));
    let error = history.commit(&[yank("core", "9.0.0")], 1, "").unwrap_err();
    assert_eq!(
        (error.code(), error.hint().as_deref()),
        (Code::NotFound, Some("did you mean 1.0.0?"))
    );
    assert!(matches!(
        history.commit(&[rollback("cora", None)], 1, ""),
        Err(RegistryError::NotFound { .. })
    ));
    let elsewhere = Change::Publish {
        source: "local".into(),
        entry: entry("x", "1.0.0", ""),
    };
    let error = history.commit(&[elsewhere], 1, "").unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no source \"local\"; there is live"
    );
    let error = history
        .commit(&[rollback("core", Some(9))], 1, "")
        .unwrap_err();
    assert_eq!(error.to_string(), "snapshot 9 does not exist");
}

#[test]
fn entries_that_do_not_fit_together_are_refused() {
    let mut history = begin();
    let good = entry("x", "1.0.0", "a ^1, b ^2");
    let with = |deps: Vec<Dependency>| Entry {
        deps: deps.into(),
        ..good.clone()
    };
    let mut text = good.deps.to_vec();
    text[0].text = "^2".into();
    let tombstone = Entry {
        tombstone: Some([1; 32]),
        ..good.clone()
    };
    let bad = [
        with(good.deps.iter().rev().cloned().collect()),
        with(vec![good.deps[0].clone(), good.deps[0].clone()]),
        with(text),
        tombstone,
    ];
    for entry in bad {
        let error = history.commit(&[publish(entry)], 1, "").unwrap_err();
        assert!(matches!(error, RegistryError::Entry { .. }), "{error}");
    }
    let note = "n".repeat(MAX_NOTE + 1);
    let error = history.commit(&[publish(good)], 1, &note).unwrap_err();
    assert_eq!(error.code(), Code::Limit);
}

#[test]
fn sources_have_names_and_there_is_one_at_least() {
    let open = |sources: &[&str]| {
        let tiers = sources.iter().map(|s| (s.to_string(), Tier::new()));
        History::open(tiers.collect(), 0, None)
    };
    assert!(open(&["live", "local", "0.acme_x-y"]).is_ok());
    for bad in [
        &[][..],
        &["live", "live"],
        &["Live"],
        &[""],
        &["a/b"],
        &["a\0b"],
        &["-a"],
    ] {
        assert_eq!(open(bad).unwrap_err().code(), Code::Argument, "{bad:?}");
    }
}

#[test]
fn differences_between_snapshots() {
    let mut history = begin();
    let first = history.snapshot().clone();
    let changes = [
        yank("core", "1.0.0"),
        publish(entry("app", "1.1.0", "core *")),
    ];
    let second = history.commit(&changes, 1, "").unwrap();
    let third = history.commit(&[rollback("app", None)], 2, "").unwrap();
    let kinds = |a: &Snapshot, b: &Snapshot| -> Vec<(String, ChangeKind)> {
        let changes = a.diff(b).into_iter();
        changes
            .map(|c| (format!("{} {}", c.name, c.version.to_compact()), c.kind))
            .collect()
    };
    let row = |text: &str, kind| (text.to_owned(), kind);
    assert_eq!(
        kinds(&second, &first),
        [
            row("app 1.1.0", ChangeKind::Published),
            row("core 1.0.0", ChangeKind::Yanked)
        ]
    );
    assert_eq!(
        kinds(&first, &second),
        [
            row("app 1.1.0", ChangeKind::Removed),
            row("core 1.0.0", ChangeKind::Unyanked)
        ]
    );
    assert_eq!(
        kinds(&third, &second),
        [row("app 1.1.0", ChangeKind::Undone)]
    );
    assert!(kinds(&third, &third).is_empty());
}

#[test]
fn the_node_of_the_original_specification() {
    let mut history = begin();
    history.commit(&[yank("core", "1.0.0")], 70, "").unwrap();
    let snapshot = history.snapshot();
    let node = snapshot.node(LIVE, "core", &version("1.0.0")).unwrap();
    let json = serde_json::to_value(&node).unwrap();
    let fields = [
        "access_level",
        "access_tier",
        "checksum",
        "dependencies",
        "dependents",
        "fault_state",
        "height",
        "last_update",
        "left",
        "observers",
        "package_id",
        "right",
        "update_count",
        "version",
    ];
    assert_eq!(json.as_object().unwrap().keys().collect::<Vec<_>>(), fields);
    assert_eq!(json["dependents"][0]["name"], "app");
    assert_eq!(json["dependents"][0]["range"], "^1");
    assert_eq!(
        (json["access_tier"].as_str(), json["access_level"].as_str()),
        (Some("LIVE"), Some("PUBLIC"))
    );
    assert_eq!(
        (json["last_update"].as_u64(), json["update_count"].as_u64()),
        (Some(70), Some(1))
    );
    assert_eq!(
        (json["fault_state"].as_str(), json["height"].as_u64()),
        (Some("CLEAN"), Some(1))
    );
    let top = snapshot.node(LIVE, "app", &version("1.0.0")).unwrap();
    assert_eq!(
        top.right.as_ref().map(|right| right.package_id),
        Some("core")
    );
    assert_eq!((top.height, top.dependencies[0].name.as_str()), (2, "core"));
    assert!(snapshot.node(LIVE, "core", &version("2.0.0")).is_none());
    assert!(snapshot.node("local", "core", &version("1.0.0")).is_none());
}
