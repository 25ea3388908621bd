//! Signed heads.

use super::*;
use crate::{Code, Failure};

fn pair(seed: u8) -> KeyPair {
    KeyPair::from_seed(&[seed; 32])
}

fn signed(key: Option<KeyPair>) -> History {
    History::open(live(tier(&[entry("core", "1.0.0", "")])), 0, key).unwrap()
}

#[test]
fn the_key_pair_is_that_of_rfc_8032() {
    // RFC 8032, section 7.1, test 1.
    let seed =
        from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").unwrap();
    let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    assert_eq!(to_hex(&KeyPair::from_seed(&seed).public()), public);
    assert_eq!(
        format!("{:?}", KeyPair::from_seed(&seed)),
        format!("KeyPair({public})")
    );
}

#[test]
fn a_head_holds_for_its_key_only() {
    let history = signed(Some(pair(1)));
    let head = history.snapshot().signed();
    assert!(head.verify(&pair(1).public()).is_ok());
    let error = head.verify(&pair(2).public()).unwrap_err();
    assert!(matches!(error, ProofError::Signer { seq: 1, .. }));
    assert_eq!(error.code(), Code::Certificate);
    let unsigned = signed(None);
    assert!(unsigned.snapshot().signed().signatures.is_empty());
    assert!(
        unsigned
            .snapshot()
            .signed()
            .verify(&pair(1).public())
            .is_err()
    );
}

#[test]
fn no_field_of_a_head_can_be_changed() {
    let mut history = signed(Some(pair(1)));
    history.commit(&[yank("core", "1.0.0")], 5, "note").unwrap();
    let good = history.snapshot().signed().clone();
    let key = pair(1).public();
    assert!(good.verify(&key).is_ok());
    let edits: [fn(&mut SignedHead); 9] = [
        |s| s.head.seq += 1,
        |s| s.head.time += 1,
        |s| s.head.parent = None,
        |s| s.head.note.push('!'),
        |s| s.head.roots[0].root[0] ^= 1,
        |s| s.head.roots[0].source = "evil".into(),
        |s| s.head.keys.push(PublicKey(pair(2).public())),
        |s| s.signatures[0].bytes[63] ^= 0x10,
        |s| s.signatures.clear(),
    ];
    for (number, edit) in edits.iter().enumerate() {
        let mut bad = good.clone();
        edit(&mut bad);
        assert!(bad.verify(&key).is_err(), "edit {number}");
    }
    // Nobody can add his own key to a head, nor a signature to its own.
    let mut added = good.clone();
    added.signatures.push(
        SignedHead::sign(good.head.clone(), &[&pair(2)])
            .signatures
            .remove(0),
    );
    assert!(matches!(
        added.verify(&key),
        Err(ProofError::Signature { number: 2, .. })
    ));
    assert!(added.verify(&pair(2).public()).is_err());
}

#[test]
fn one_head_signed_by_old_and_new_changes_the_key() {
    let mut history = signed(Some(pair(1)));
    let change = Change::ChangeKey {
        old: pair(1),
        new: pair(2),
    };
    let changed = history
        .commit(std::slice::from_ref(&change), 5, "")
        .unwrap();
    let head = changed.signed();
    assert_eq!(head.signatures.len(), 2);
    assert_eq!(changed.head().roots, history.at(1).unwrap().head().roots);
    assert_eq!(head.successor(&pair(1).public()), Ok(pair(2).public()));
    assert_eq!(head.successor(&pair(2).public()), Ok(pair(2).public()));
    assert!(head.successor(&pair(3).public()).is_err());
    assert_eq!(history.public_key(), Some(pair(2).public()));

    let next = history.commit(&[yank("core", "1.0.0")], 6, "").unwrap();
    assert!(next.signed().verify(&pair(2).public()).is_ok());
    assert!(next.signed().verify(&pair(1).public()).is_err());
    assert_eq!(
        history.commit(&[change], 7, "").unwrap_err(),
        RegistryError::Key
    );
    let mut unsigned = signed(None);
    let change = Change::ChangeKey {
        old: pair(1),
        new: pair(2),
    };
    assert_eq!(
        unsigned.commit(&[change], 1, "").unwrap_err(),
        RegistryError::Key
    );
}

#[test]
fn one_signature_of_the_two_is_not_enough() {
    let mut history = signed(Some(pair(1)));
    let change = Change::ChangeKey {
        old: pair(1),
        new: pair(2),
    };
    let good = history.commit(&[change], 5, "").unwrap().signed().clone();
    for index in [0, 1] {
        let mut bad = good.clone();
        bad.signatures.remove(index);
        assert!(bad.successor(&pair(1).public()).is_err());
        let mut bad = good.clone();
        bad.signatures[index] = bad.signatures[1 - index].clone();
        assert!(bad.successor(&pair(1).public()).is_err());
    }
}

#[test]
fn a_signed_head_is_the_same_after_a_round_through_json() {
    let mut history = signed(Some(pair(1)));
    history
        .commit(&[yank("core", "1.0.0")], 5, "say \"why\"")
        .unwrap();
    let good = history.snapshot().signed();
    let text = serde_json::to_string(good).unwrap();
    let back: SignedHead = serde_json::from_str(&text).unwrap();
    assert_eq!(back, *good);
    for (from, to) in [
        ("\"seq\":2,", ""),
        ("\"seq\":2", "\"seq\":2,\"more\":1"),
        ("\"parent\":\"", "\"parent\":\"0"),
        ("\"time\":5", "\"time\":-5"),
    ] {
        assert!(text.contains(from));
        assert!(
            serde_json::from_str::<SignedHead>(&text.replacen(from, to, 1)).is_err(),
            "{to}"
        );
    }
    let parent = to_hex(&good.head.parent.unwrap());
    let absent = text.replace(&format!("\"parent\":\"{parent}\","), "");
    assert!(
        serde_json::from_str::<SignedHead>(&absent).is_err(),
        "nothing may be left out"
    );
}
