//! Proofs: what they show, and that nothing in them can be changed.

use proptest::prelude::*;

use super::*;
use crate::{Code, Failure};

fn registry() -> Tier {
    let mut entries = Vec::new();
    for n in 0..40 {
        entries.push(entry(&format!("p{n:02}"), "1.0.0", "core ^1"));
    }
    for n in 0..20 {
        entries.push(entry("core", &format!("1.{n}.0+b{n}"), "p01 *, p02 ~1"));
    }
    entries[3].sha256 = Some([7; 32]);
    entries[4].published = Some(1_700_000_000);
    entries[5].fault = FaultLevel::MEDIUM_DANGER;
    entries[6].yanked = true;
    tier(&entries)
}

fn again(proof: &PartialTree) -> PartialTree {
    let text = proof.to_json();
    let read = PartialTree::from_json(&text).unwrap();
    assert_eq!(read, *proof);
    assert_eq!(serde_json::from_str::<PartialTree>(&text).unwrap(), *proof);
    read
}

#[test]
fn every_entry_can_be_shown_and_every_gap() {
    let tier = registry();
    for entry in tier.entries() {
        let package = entry.name.as_str();
        let proof = again(
            &PartialTree::builder(&tier)
                .prove_entry(package, &entry.version)
                .build(),
        );
        assert_eq!(proof.expect_root(&tier.root()), Ok(()));
        assert_eq!(proof.entry(package, &entry.version), Ok(Some(&**entry)));
        assert!(proof.len() <= tier.height() as usize);
    }
    for (package, number) in [
        ("core", "0.9.0"),
        ("core", "1.5.1"),
        ("core", "2.0.0"),
        ("a", "1.0.0"),
        ("zz", "1.0.0"),
        ("p1", "1.0.0"),
    ] {
        let proof = again(
            &PartialTree::builder(&tier)
                .prove_entry(package, &version(number))
                .build(),
        );
        assert_eq!(proof.root(), tier.root());
        assert_eq!(proof.entry(package, &version(number)), Ok(None));
    }
}

#[test]
fn all_versions_of_a_name_or_none() {
    let tier = registry();
    for package in ["core", "p00", "p39", "cor", "corf", "a", "zz", "@a/core"] {
        let known: Vec<_> = tier.versions(package).collect();
        let bare = again(&PartialTree::builder(&tier).prove_versions(package).build());
        let whole = again(
            &PartialTree::builder(&tier)
                .prove_versions_with_entries(package)
                .build(),
        );
        assert_eq!((bare.root(), whole.root()), (tier.root(), tier.root()));
        let shown = whole.versions(package).unwrap();
        assert_eq!(shown.len(), known.len());
        for ((number, shown), known) in shown.into_iter().zip(&known) {
            assert!(number.identical(&known.version));
            assert_eq!(shown, Some(&***known));
        }
        let numbers = bare.versions(package).unwrap();
        assert!(
            numbers
                .iter()
                .map(|(v, _)| v)
                .eq(known.iter().map(|e| &e.version))
        );
        assert!(numbers.iter().all(|(_, entry)| entry.is_none()));
    }
}

#[test]
fn one_proof_answers_what_it_was_made_for_and_nothing_else() {
    let tier = registry();
    let mut builder = PartialTree::builder(&tier);
    builder
        .prove_versions("core")
        .prove_entry("p07", &version("1.0.0"));
    let proof = again(&builder.build());
    assert_eq!(proof.versions("core").unwrap().len(), 20);
    assert!(proof.entry("p07", &version("1.0.0")).unwrap().is_some());
    let hidden = proof.entry("p30", &version("1.0.0")).unwrap_err();
    assert_eq!(hidden.code(), Code::Certificate);
    assert!(matches!(hidden, ProofError::Hidden { .. }));
    assert!(proof.versions("p30").is_err());
    assert!(
        proof.entry("core", &version("1.3.0")).is_err(),
        "its hash is shown, not the entry"
    );

    let nothing = again(&PartialTree::builder(&tier).build());
    assert_eq!((nothing.root(), nothing.len()), (tier.root(), 0));
    assert!(nothing.versions("core").is_err());
    let empty = again(
        &PartialTree::builder(&Tier::new())
            .prove_versions("core")
            .build(),
    );
    assert_eq!(empty.root(), Tier::new().root());
    assert_eq!(empty.versions("core"), Ok(vec![]));
    assert!(matches!(
        empty.expect_root(&tier.root()),
        Err(ProofError::Root { .. })
    ));
}

#[test]
fn tombstones_are_shown_as_such() {
    let mut history = History::open(live(tier(&[entry("core", "1.0.0", "")])), 0, None).unwrap();
    history
        .commit(&[publish(entry("core", "1.1.0", ""))], 1, "")
        .unwrap();
    let after = history.commit(&[rollback("core", None)], 2, "").unwrap();
    let tier = after.tier(LIVE).unwrap();
    let proof = again(
        &PartialTree::builder(tier)
            .prove_entry("core", &version("1.1.0"))
            .build(),
    );
    let shown = proof.entry("core", &version("1.1.0")).unwrap().unwrap();
    assert!(!shown.is_present());
}

/// The proof that the mutations begin from: entries, hashes, hidden and absent children.
fn sample() -> (Hash, String) {
    let tier = registry();
    let mut builder = PartialTree::builder(&tier);
    builder.prove_versions("core").prove_versions("nothing");
    for package in ["p03", "p04", "p05", "p06"] {
        builder.prove_entry(package, &version("1.0.0"));
    }
    (tier.root(), builder.build().to_json())
}

#[test]
fn no_byte_can_be_changed() {
    let (root, good) = sample();
    let mut accepted = 0;
    for at in 0..good.len() {
        for change in [1, 2, 4, 16, 32] {
            let mut bytes = good.clone().into_bytes();
            bytes[at] ^= change;
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            if let Ok(tree) = PartialTree::from_json(&text) {
                assert_ne!(tree.root(), root, "byte {at} ^ {change}");
                accepted += 1;
            }
        }
        assert!(PartialTree::from_json(&good[..at]).is_err());
    }
    assert!(
        accepted > 0,
        "a changed hash is another proof, of another root"
    );
}

#[test]
fn no_field_can_be_left_out_added_or_written_otherwise() {
    let (_, good) = sample();
    let value: serde_json::Value = serde_json::from_str(&good).unwrap();
    let refused = |value: &serde_json::Value| PartialTree::deserialize_value(value).is_err();
    assert!(!refused(&value));
    let node = value["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .position(|n| n["value"].is_object())
        .unwrap();
    for path in [
        "",
        &format!("/nodes/{node}"),
        &format!("/nodes/{node}/value"),
    ] {
        let object = value.pointer(path).unwrap().as_object().unwrap();
        for key in object.keys() {
            let mut less = value.clone();
            less.pointer_mut(path)
                .unwrap()
                .as_object_mut()
                .unwrap()
                .remove(key);
            assert!(refused(&less), "{path} without {key}");
        }
        let mut more = value.clone();
        more.pointer_mut(path).unwrap()["more"] = 1.into();
        assert!(refused(&more), "{path} with more");
    }
    for (from, to) in [
        ("{\"reverse\"", "{ \"reverse\""),
        ("\"core", "\"\\u0063ore"),
        ("\"height\":1,", "\"height\":01,"),
        ("\"states\":8,", "\"states\":8.0,"),
    ] {
        assert!(good.contains(from), "{from}");
        assert!(
            PartialTree::from_json(&good.replacen(from, to, 1)).is_err(),
            "{to}"
        );
    }
    assert!(PartialTree::from_json(&format!("{good}\n")).is_err());
}

impl PartialTree {
    fn deserialize_value(value: &serde_json::Value) -> Result<PartialTree, serde_json::Error> {
        serde_json::from_str(&value.to_string())
    }
}

/// Wrong trees whose own hashes are all right: only the checks of §7 can refuse them.
#[test]
fn trees_that_are_no_search_trees_are_refused() {
    let tier = tier(&[
        entry("a", "1.0.0", ""),
        entry("b", "1.0.0", ""),
        entry("c", "1.0.0", ""),
    ]);
    let mut builder = PartialTree::builder(&tier);
    for package in ["a", "b", "c"] {
        builder.prove_entry(package, &version("1.0.0"));
    }
    let good = builder.build().to_json();
    assert!(PartialTree::from_json(&good).is_ok());
    let cases = [
        ("/nodes/0/height", 3.into(), "it is not balanced"),
        ("/nodes/0/height", 0.into(), "its height cannot be"),
        ("/nodes/0/height", 65.into(), "its height cannot be"),
        (
            "/nodes/0/size",
            4.into(),
            "its size is not that of its parts",
        ),
        (
            "/nodes/0/fault",
            1.into(),
            "its fault level or kinds are not those of its parts",
        ),
        ("/nodes/0/fault", 18.into(), "its fault level cannot be"),
        (
            "/nodes/2/states",
            9.into(),
            "its fault level or kinds are not those of its parts",
        ),
        ("/nodes/1/name", "d".into(), "its key is out of order"),
        ("/nodes/1/name", "aa".into(), "its entry has another key"),
        (
            "/nodes/1/key",
            "A23A03A03~".into(),
            "its entry has another key",
        ),
    ];
    for (path, new, why) in cases {
        let mut value: serde_json::Value = serde_json::from_str(&good).unwrap();
        *value.pointer_mut(path).unwrap() = new;
        let error = PartialTree::deserialize_value(&value)
            .unwrap_err()
            .to_string();
        assert!(error.contains(why), "{path}: {error}");
    }
    let mut value: serde_json::Value = serde_json::from_str(&good).unwrap();
    value["nodes"].as_array_mut().unwrap().pop();
    assert!(
        PartialTree::deserialize_value(&value).is_err(),
        "a place without node"
    );
    let mut value: serde_json::Value = serde_json::from_str(&good).unwrap();
    value["top"] = serde_json::Value::Null;
    assert!(
        PartialTree::deserialize_value(&value).is_err(),
        "nodes without place"
    );
    let mut value: serde_json::Value = serde_json::from_str(&good).unwrap();
    value["nodes"][0]["left"] = to_hex(&[1; 32]).into();
    value["nodes"].as_array_mut().unwrap().remove(1);
    value["nodes"][0]["height"] = 1.into();
    assert!(
        PartialTree::deserialize_value(&value).is_err(),
        "a leaf with something hidden below"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn proofs_show_what_the_tier_holds(
        numbers in proptest::collection::btree_set((0_u8..12, 0_u8..6), 0..50),
        asked in proptest::collection::vec((0_u8..14, 0_u8..8, any::<bool>()), 0..6),
    ) {
        let entries: Vec<Entry> = numbers
            .iter()
            .map(|(p, n)| entry(&format!("p{p}"), &format!("{n}.0.0"), "p1 *"))
            .collect();
        let tier = tier(&entries);
        let mut builder = PartialTree::builder(&tier);
        for (p, n, all) in &asked {
            let package = format!("p{p}");
            if *all {
                builder.prove_versions(&package);
            } else {
                builder.prove_entry(&package, &version(&format!("{n}.0.0")));
            }
        }
        let proof = again(&builder.build());
        prop_assert_eq!(proof.root(), tier.root());
        for (p, n, all) in &asked {
            let package = format!("p{p}");
            if *all {
                let shown = proof.versions(&package).unwrap();
                prop_assert!(shown.iter().map(|(v, _)| v).eq(tier.versions(&package).map(|e| &e.version)));
            } else {
                let number = version(&format!("{n}.0.0"));
                let shown = proof.entry(&package, &number).unwrap();
                prop_assert_eq!(shown, tier.entry(&package, &number).map(|e| &**e));
            }
        }
    }
}
