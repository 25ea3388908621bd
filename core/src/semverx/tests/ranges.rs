//! What ranges accept, admit, print and explain.

use proptest::prelude::*;

use super::{r, range, range_text, v, version};
use crate::semverx::{
    Origin, Policy, Reason, Version, VersionRange, filter, max_satisfying, preference,
    satisfies_many,
};

/// (range, versions in it, versions not in it).
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    ("", "0.0.0 1.2.3 99.0.0+b", "1.2.3-rc 1.2.3.experimental 1.2.3.legacy 1.2.3.beta"),
    ("1.2.3", "1.2.3 1.2.3+b", "1.2.4 1.2.3-0 1.2.3.experimental"),
    ("=1.2.3-rc", "1.2.3-rc 1.2.3-rc+b", "1.2.3 1.2.3-rc.0"),
    ("1", "1.0.0 1.9.9", "0.9.9 2.0.0 1.0.0-rc 2.0.0-0"),
    ("1.2.x", "1.2.0 1.2.9", "1.1.9 1.3.0"),
    ("^1.2.3", "1.2.3 1.9.0", "1.2.2 2.0.0 1.2.3-rc 2.0.0-0"),
    ("^1.2.3-rc.1", "1.2.3-rc.1 1.2.3-rc.2 1.2.3 1.3.0", "1.2.3-rc.0 1.2.4-rc.2 2.0.0-rc"),
    ("^0.2.3", "0.2.3 0.2.9", "0.3.0 0.2.2 1.0.0"),
    ("^0.0.3", "0.0.3", "0.0.4 0.0.2 0.1.0"),
    ("^0.0", "0.0.0 0.0.9", "0.1.0"),
    ("^0.1", "0.1.0 0.1.9", "0.2.0 0.0.9"),
    ("^0", "0.0.0 0.9.9", "1.0.0"),
    ("^1.2", "1.2.0 1.9.9", "1.1.9 2.0.0"),
    ("~1.2.3", "1.2.3 1.2.9", "1.2.2 1.3.0"),
    ("~1.2", "1.2.0 1.2.9", "1.1.9 1.3.0"),
    ("~1", "1.0.0 1.9.9", "0.9.9 2.0.0"),
    (">1.2", "1.3.0 2.0.0", "1.2.0 1.2.9"),
    (">1", "2.0.0", "1.9.9"),
    (">= 1.2", "1.2.0", "1.1.9"),
    ("<1.2", "1.1.9 0.0.0", "1.2.0 1.2.0-0"),
    ("<=1.2", "1.2.9 1.1.0", "1.3.0"),
    ("<1.2.3-rc.2", "1.2.3-rc.1 1.2.2", "1.2.3-rc.2 1.2.3"),
    (">*", "", "0.0.0 1.0.0"),
    ("<*", "", "0.0.0 1.0.0"),
    (">=*", "0.0.0 9.9.9", ""),
    (">9007199254740991", "", "9007199254740991.0.0"),
    (">1.9007199254740991", "", "1.9007199254740991.0 2.0.0"),
    ("1.2 - 2.3", "1.2.0 2.3.9", "1.1.9 2.4.0"),
    ("1.2.3 - 2.3.4", "1.2.3 2.3.4", "1.2.2 2.3.5"),
    ("1.2.3 - 2", "2.9.9", "3.0.0"),
    (">=1 <2 || ^3", "1.5.0 3.1.0", "2.0.0 4.0.0"),
    (">=1,<2", "1.5.0", "2.0.0"),
    (">=1 , <2 & <1.5", "1.4.0", "1.5.0 2.0.0"),
    ("1.x.x || * ", "0.1.0", "1.0.0-rc"),
    ("1.*.*.stable", "1.0.0 1.9.9", "1.0.0.experimental 2.0.0 1.0.0-rc"),
    ("2.*.*.{stable|experimental}", "2.0.0 2.1.0.experimental 2.stable.1.experimental.0.stable", "2.0.0.legacy"),
    ("1.stable.2", "1.2.0 1.2.9", "1.3.0 1.stable.2.experimental.0.stable"),
    ("1.stable.2.experimental.3", "1.stable.2.experimental.3.stable 1.stable.2.experimental.3.experimental", "1.2.3 1.experimental.2.experimental.3.stable"),
    ("*.stable.3.stable.*.stable", "0.3.1 7.3.0", "7.4.0"),
    ("1.2.3.experimental", "1.2.3.experimental", "1.2.3 1.stable.2.stable.3.experimental"),
    ("1.2.3.beta-rc", "1.2.3.beta-rc", "1.2.3.beta 1.2.3.beta-rc.1"),
    ("^1.experimental.2.stable.0.stable", "1.experimental.2.stable.0.stable 1.experimental.9.stable.0.stable", "1.9.0 1.experimental.1.stable.9.stable"),
    ("^0.stable.2.experimental.1.stable", "0.stable.2.experimental.1.stable 0.stable.2.experimental.9.stable", "0.2.1 0.3.0"),
    ("^1.stable.2", "1.2.0 1.9.0", "1.1.9 2.0.0"),
    ("^0.stable.2.stable.*.stable", "0.2.0 0.2.7", "0.3.0"),
    ("^0.stable.0.stable.*.*", "0.0.7", "0.1.0"),
    ("~1.stable.2.stable.3.stable", "1.2.3 1.2.9", "1.3.0 1.2.2"),
    ("~1.stable.2", "1.2.0 1.2.9", "1.3.0 1.1.0"),
    ("~1.stable.*.*.*.*", "1.0.0 1.9.0", "2.0.0"),
    (">=2.*.*.stable", "2.0.0 3.0.0", "1.9.9"),
    (">=2.*.*.experimental", "2.0.0.experimental 2.0.0 3.0.0.experimental", "2.0.0.legacy 1.9.9"),
    (">2.*.*.experimental", "2.0.0 3.0.0.experimental", "2.0.0.experimental"),
    ("<2.*.*.stable", "1.9.9", "2.0.0 2.0.0.experimental"),
    ("<2.*.*.stable *.*.*.{exp|stable}", "1.9.9 2.0.0.experimental", "2.0.0"),
    ("<=2.*.*.stable", "2.9.9", "3.0.0"),
    (">=*.*.*.experimental", "0.0.0.experimental 1.0.0", "1.0.0.legacy"),
    (">*.*.*.experimental", "", "0.0.0.experimental 1.0.0"),
    ("1.stable.2 - 1.stable.4.*.*.*", "1.2.0 1.4.9", "1.5.0 1.1.0"),
    ("1.0.0-rc || 1.*.*.legacy", "1.0.0-rc 1.5.0.legacy", "1.5.0.legacy-rc 1.0.0"),
    ("^1.2.3-rc & *", "1.2.3 1.4.0", "1.2.3-rc"),
];

#[test]
fn the_table_holds() {
    for (text, inside, outside) in TABLE {
        let range = r(text);
        for version in inside.split_whitespace() {
            assert!(range.contains(&v(version)), "{version} in {text:?}");
        }
        for version in outside.split_whitespace() {
            assert!(!range.contains(&v(version)), "{version} not in {text:?}");
        }
    }
}

#[test]
fn canonical_texts() {
    for (text, canonical) in [
        ("", "*"),
        ("semverx: ", "*"),
        ("x || X.* || *.*.*-rc", "*"),
        ("=1.x", "1"),
        (" >= 1.2.3+b ,< 2 ", ">=1.2.3 <2"),
        ("1.2.3-rc+b||1.2.3-rc", "1.2.3-rc"),
        ("1 - 2", ">=1 <=2"),
        ("^1&^1&& <2 <2", "^1 & * & <2"),
        ("1.2.3.{exp}", "1.2.3.experimental"),
        (
            "1.*.*.{legacy|exp|a|b|legacy|stable}",
            "1.*.*.{stable|experimental|b|a|legacy}",
        ),
        ("1.stable.2", "1.stable.2"),
        ("1.stable.x.*.*.*", "1.stable.*.*.*.*"),
        ("1.stable.2.stable.3.stable", "1.stable.2.stable.3.stable"),
        ("semverx:2.*.*.stable", "2.*.*.stable"),
    ] {
        assert_eq!(r(text).to_string(), canonical, "{text:?}");
        assert_eq!(r(canonical).to_string(), canonical);
    }
}

#[test]
fn policies_admit_states() {
    let text = "1.stable.5.experimental.0.stable";
    let (range, pin) = (r("^1"), r(text));
    let named = r("1.*.*.{stable|experimental|legacy|beta}");
    let version = v(text);
    let with = |allow| Policy::new().with_allow_experimental(allow);
    for (allow, in_range, in_named, in_pin, in_dependency_pin) in [
        (None, false, true, true, true),
        (Some(true), true, true, true, true),
        (Some(false), false, false, true, false),
    ] {
        let policy = with(allow);
        assert_eq!(range.admits(&version, &policy), in_range, "{allow:?}");
        assert_eq!(named.admits(&version, &policy), in_named, "{allow:?}");
        assert_eq!(pin.admits(&version, &policy), in_pin, "{allow:?}");
        let asked = pin.admits_from(&version, &policy, Origin::Dependency);
        assert_eq!(asked, in_dependency_pin, "{allow:?}");
    }
    let legacy = v("1.stable.0.stable.1.legacy");
    let beta = v("1.stable.1.beta.0.stable");
    assert!(range.admits(&legacy, &Policy::new().with_allow_legacy(Some(true))));
    assert!(!named.admits(&legacy, &Policy::new().with_allow_legacy(Some(false))));
    assert!(named.contains(&beta) && !range.admits(&beta, &with(Some(true))));
}

#[test]
fn policies_admit_tails_but_do_not_move_bounds() {
    let policy = Policy::new().with_allow_prerelease(true);
    for (text, yes, no) in [
        ("^1.2", "1.3.0-rc", "1.2.0-rc"),
        ("<2", "1.0.0-rc", "2.0.0-rc"),
        ("1", "1.9.9-rc", "1.0.0-rc"),
    ] {
        assert!(r(text).admits(&v(yes), &policy), "{yes} {text}");
        assert!(!r(text).admits(&v(no), &policy), "{no} {text}");
    }
}

#[test]
fn pins_are_one_exact_version() {
    for (text, pin) in [
        ("1.2.3", Some("1.2.3")),
        ("=1.2.3-rc+b", Some("1.2.3-rc")),
        ("1.2.3 1.2.3 || 1.2.3", Some("1.2.3")),
        ("1.2.3.legacy", Some("1.2.3.legacy")),
        ("1.2", None),
        ("^1.2.3", None),
        ("1.2.3 || 1.2.4", None),
        ("1.2.3 & *", None),
        ("", None),
    ] {
        assert_eq!(r(text).exact_pin(), pin.map(v).as_ref(), "{text}");
    }
}

#[test]
fn reasons() {
    use Reason::{Admitted, Outside, Prerelease, StateNotNamed, StateRefused};
    let (exp, beta) = (
        "1.stable.2.stable.3.experimental",
        "1.stable.2.stable.3.beta",
    );
    let (default, strict) = (
        Policy::new(),
        Policy::new().with_allow_experimental(Some(false)),
    );
    #[rustfmt::skip]
    let cases = [
        ("1.2.3", "^1", &default, Admitted, None),
        ("2.0.0", "^1", &default, Outside, Some("write `^1 || 2.0.0`")),
        ("1.2.3-a", "^1", &default, Prerelease, Some("write `^1 || 1.2.3-a`")),
        (beta, "^1", &default, StateNotNamed, Some("write `^1 || 1.stable.2.stable.3.beta`")),
        (exp, "^1", &strict, StateRefused, Some("set allow_experimental")),
        ("2.0.0.experimental", "^1", &strict, Outside, Some("write `2.0.0.experimental`, as an exact pin of the root")),
        // The first set that it is within decides.
        ("1.2.3-a", "<1 || ^1 || 2", &default, Prerelease, Some("write `<1 || ^1 || 2 || 1.2.3-a`")),
        ("1.stable.2.stable.3.beta-a", "^1 || 1.*.*.beta", &default, StateNotNamed, Some("write `^1 || 1.*.*.beta || 1.stable.2.stable.3.beta-a`")),
        // A later group leaves it out altogether.
        (beta, "^1 & <1", &default, Outside, Some("write `^1 & <1 || 1.stable.2.stable.3.beta`")),
    ];
    for (version, range, policy, reason, hint) in cases {
        let verdict = r(range).explain(&v(version), policy);
        assert_eq!(verdict.admitted, reason == Admitted);
        assert_eq!(
            verdict.reason, reason,
            "{version} {range}: {}",
            verdict.message
        );
        assert_eq!(verdict.hint.as_deref(), hint, "{version} {range}");
    }
    let verdict = r("^1").explain(&v("1.0.1-rc"), &default);
    assert_eq!(serde_json::json!(verdict)["reason"], "prerelease");
    let long: Vec<String> = (1..40).map(|i| format!("^{i}.2.3-rc.1")).collect();
    let verdict = r(&long.join(" || ")).explain(&v("0.1.0"), &default);
    assert_eq!(verdict.message, "0.1.0 is outside the bounds of the range");
    assert_eq!(verdict.hint.as_deref(), Some("write `0.1.0`"));
}

#[test]
fn the_best_is_stable_before_high() {
    let have = [
        "1.1.0",
        "1.9.0.legacy",
        "1.2.0.experimental",
        "1.3.0.beta",
        "1.2.0",
        "1.5.0-rc",
    ]
    .map(v);
    let everything = Policy::new()
        .with_allow_experimental(Some(true))
        .with_allow_legacy(Some(true))
        .with_allow_prerelease(true);
    let best = |range: &str| max_satisfying(&have, &r(range), &everything).map(Version::to_compact);
    assert_eq!(best("^1").as_deref(), Some("1.2.0"));
    assert_eq!(best("^1 >1.2.0").as_deref(), Some("1.5.0-rc"));
    assert_eq!(best("<1.2 || <1.2.0").as_deref(), Some("1.1.0"));
    assert_eq!(
        best("1.*.*.experimental || 1.*.*.beta").as_deref(),
        Some("1.2.0.experimental")
    );
    assert_eq!(best("2"), None);
    let twins = ["1.0.0+a", "1.0.0+b"].map(v);
    assert!(
        max_satisfying(&twins, &r("*"), &everything)
            .unwrap()
            .identical(&twins[0])
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn canonical_text_keeps_the_meaning(text in range_text(), versions in prop::collection::vec(version(), 8)) {
        let Ok(range) = VersionRange::parse(&text) else { return Ok(()) };
        let again = r(range.as_str());
        prop_assert_eq!(again.as_str(), range.as_str());
        prop_assert_eq!(&again, &range);
        let json = serde_json::to_string(&range).unwrap();
        prop_assert_eq!(serde_json::from_str::<VersionRange>(&json).unwrap(), range.clone());
        for version in &versions {
            prop_assert_eq!(again.contains(version), range.contains(version), "{}", version);
        }
    }

    #[test]
    fn an_exact_range_has_its_version(version in version(), other in version()) {
        let exact = VersionRange::exact(&version);
        prop_assert!(exact.contains(&version));
        prop_assert_eq!(exact.contains(&other), version == other);
        prop_assert_eq!(exact.exact_pin(), Some(&version));
        prop_assert_eq!(r(exact.as_str()), exact);
    }

    #[test]
    fn one_function_admits(range in range(), versions in prop::collection::vec(version(), 12), allow in prop::option::of(any::<bool>()), tails in any::<bool>()) {
        let policy = Policy::new().with_allow_experimental(allow).with_allow_prerelease(tails);
        let each: Vec<bool> = versions.iter().map(|v| range.admits(v, &policy)).collect();
        prop_assert_eq!(&satisfies_many(&versions, &range, &policy), &each);
        let kept = filter(&versions, &range, &policy);
        prop_assert_eq!(kept.len(), each.iter().filter(|yes| **yes).count());
        let best = max_satisfying(&versions, &range, &policy);
        prop_assert_eq!(best.is_some(), !kept.is_empty());
        for version in kept {
            prop_assert!(preference(best.unwrap(), version).is_ge());
        }
    }

    #[test]
    fn hints_are_true(range in range(), version in version(), allow in prop::option::of(any::<bool>())) {
        let policy = Policy::new().with_allow_experimental(allow);
        let verdict = range.explain(&version, &policy);
        prop_assert_eq!(verdict.admitted, range.admits(&version, &policy));
        prop_assert_eq!(verdict.admitted, verdict.hint.is_none());
        let Some(hint) = verdict.hint else { return Ok(()) };
        match hint.split('`').nth(1) {
            Some(text) => prop_assert!(r(text).admits(&version, &policy), "{}", hint),
            None => {
                let experimental = hint.contains("allow_experimental").then_some(true).or(allow);
                let legacy = hint.contains("allow_legacy").then_some(true);
                let allowing = policy.with_allow_experimental(experimental).with_allow_legacy(legacy);
                prop_assert!(range.admits(&version, &allowing), "{}", hint);
            }
        }
    }
}
