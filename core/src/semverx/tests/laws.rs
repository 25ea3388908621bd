//! Order, keys, forms and the map to SemVer.

use std::cmp::Ordering;

use proptest::prelude::*;

use super::{v, version};
use crate::Failure;
use crate::semverx::{State, Version, preference, sort};

/// The order by fields, tails by the crate `semver`.
fn by_fields(a: &Version, b: &Version) -> Ordering {
    let fields = |v: &Version| {
        let ([a, b, c], [s, t, u]) = (v.numbers(), v.states().clone());
        (a, s, b, t, c, u)
    };
    let tail = |v: &Version| {
        let pre = semver::Prerelease::new(v.pre().unwrap_or_default()).unwrap();
        semver::Version {
            pre,
            ..semver::Version::new(0, 0, 0)
        }
    };
    fields(a)
        .cmp(&fields(b))
        .then_with(|| tail(a).cmp_precedence(&tail(b)))
}

fn to_semver(v: &Version) -> semver::Version {
    let text = v.to_semver();
    semver::Version::parse(&text).unwrap_or_else(|e| panic!("{v} gives {text}: {e}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_order_is_the_one_of_the_fields(a in version(), b in version()) {
        let order = by_fields(&a, &b);
        prop_assert_eq!(a.cmp(&b), order);
        prop_assert_eq!(b.cmp(&a), order.reverse());
        prop_assert_eq!(a == b, order.is_eq());
        prop_assert_eq!(a.sort_key().cmp(b.sort_key()), order);
    }

    #[test]
    fn the_order_is_transitive(mut all in prop::collection::vec(version(), 3..6)) {
        sort(&mut all);
        for (i, a) in all.iter().enumerate() {
            for b in &all[i..] {
                prop_assert!(a <= b, "{} {}", a, b);
            }
        }
    }

    #[test]
    fn every_form_parses_back(version in version()) {
        let forms = [Some(version.to_string()), Some(version.to_compact()), version.to_plain()];
        for text in forms.into_iter().flatten() {
            prop_assert!(v(&text).identical(&version), "{}", text);
        }
        prop_assert_eq!(version.to_plain().is_some(), version.state() == &State::Stable);
        let json = serde_json::to_string(&version).unwrap();
        prop_assert_eq!(&json, &format!("{:?}", version.to_string()));
        prop_assert!(serde_json::from_str::<Version>(&json).unwrap().identical(&version));
    }

    #[test]
    fn keys_decode_to_the_version_without_build(version in version()) {
        let back = Version::from_sort_key(version.sort_key()).unwrap();
        prop_assert_eq!(back.build(), None);
        prop_assert_eq!(back.to_string(), version.without_build().to_string());
        prop_assert_eq!(back.sort_key(), version.sort_key());
    }

    #[test]
    fn what_is_not_a_key_is_refused(version in version(), at in 0_usize..40, byte in any::<u8>()) {
        let key = version.sort_key();
        prop_assert!(Version::from_sort_key(&key[..key.len() - 1]).is_none_or(|v| v.sort_key() == &key[..key.len() - 1]));
        let mut bent = key.to_vec();
        let at = at % bent.len();
        bent[at] = byte;
        if let Some(found) = Version::from_sort_key(&bent) {
            prop_assert_eq!(found.sort_key(), &bent[..]);
        }
        bent[..].copy_from_slice(key);
        bent.push(byte);
        if let Some(found) = Version::from_sort_key(&bent) {
            prop_assert_eq!(found.sort_key(), &bent[..]);
        }
    }

    #[test]
    fn semver_keeps_the_order_and_never_collides(a in version(), b in version()) {
        prop_assert_eq!(to_semver(&a).cmp_precedence(&to_semver(&b)), a.cmp(&b));
        if a.is_stable() {
            prop_assert_eq!(a.to_semver(), a.to_plain().unwrap());
        }
    }

    #[test]
    fn plain_text_is_semver(version in version()) {
        let [a, b, c] = version.numbers();
        let text = format!("{a}.{b}.{c}{}", version.rest());
        let ours = Version::from_semver(&text).unwrap();
        prop_assert_eq!(ours.to_plain().unwrap(), semver::Version::parse(&text).unwrap().to_string());
        let six = version.to_string();
        prop_assert!(Version::from_semver(&six).is_err());
    }

    #[test]
    fn preference_is_total(a in version(), b in version()) {
        prop_assert_eq!(preference(&a, &b), preference(&b, &a).reverse());
        prop_assert_eq!(preference(&a, &b).is_eq(), a == b);
        if a.is_stable() && !b.is_stable() {
            prop_assert_eq!(preference(&a, &b), Ordering::Greater);
        }
    }
}

#[test]
fn keys_are_as_documented() {
    for (text, key) in [
        ("1.2.3", "A13A23A33~"),
        ("10.0.0-rc.1", "B103A03A031rc 0A1"),
        ("1.legacy.0.beta.9.experimental+b", "A10A01beta A92~"),
    ] {
        assert_eq!(v(text).sort_key(), key.as_bytes(), "{text}");
    }
    let long = format!("1.0.0-{}", "7".repeat(26));
    let key = format!("A13A03A030Z026{}", "7".repeat(26));
    assert_eq!(v(&long).sort_key(), key.as_bytes());
    assert!(v(&format!("1.0.0-{}", "9".repeat(25))) < v(&long));
}

#[test]
fn the_page_in_ascending_order() {
    let ascending = [
        "1.legacy.9.stable.9.stable",
        "1.alpha.0.stable.0.stable",
        "1.beta.0.stable.0.stable",
        "1.experimental.9.stable.9.stable",
        "1.stable.0.experimental.7.stable",
        "1.0.0-0",
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0",
        "1.0.9",
        "1.0.10",
    ];
    for pair in ascending.windows(2) {
        assert!(v(pair[0]) < v(pair[1]), "{pair:?}");
    }
}

#[test]
fn the_map_to_semver_is_as_documented() {
    for (text, semver) in [
        ("1.2.3+b", "1.2.3+b"),
        ("1.2.3-rc.1", "1.2.3-3.rc.1"),
        ("1.stable.2.stable.3.legacy", "1.2.3-2.0.legacy.1"),
        ("1.stable.2.a_b.3.stable-0", "1.2.0-1.1.aZb.3.3.stable.0.0"),
        (
            "1.2.3.experimental",
            "1.0.0-0.2.experimental.2.2.experimental.3.2.experimental.1",
        ),
    ] {
        assert_eq!(v(text).to_semver(), semver, "{text}");
    }
}

#[test]
fn builds_count_only_for_identity() {
    let (a, b) = (v("1.2.3+a"), v("1.2.3+b"));
    assert!(a == b && !a.identical(&b) && a.identical(&a.clone()));
    assert_eq!((a.pre(), a.build()), (None, Some("a")));
    let (pre, build) = (v("1.2.3-x.1+-.0"), v("1.2.3-x.1"));
    assert!(pre == build && pre.build() == Some("-.0") && pre.pre() == Some("x.1"));
    let mut versions = [b.clone(), v("1.0.0"), a.clone()];
    sort(&mut versions);
    assert!(
        versions[1].identical(&b) && versions[2].identical(&a),
        "not stable"
    );
}

#[test]
fn only_semver_is_semver() {
    let error = Version::from_semver("1.2.3.stable-rc").unwrap_err();
    assert_eq!(error.hint().as_deref(), Some("write 1.2.3-rc"));
    let error = Version::from_semver("1.2.3.legacy").unwrap_err();
    assert_eq!(error.hint(), None);
}
