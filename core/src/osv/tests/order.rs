//! Places in SemVer, held against the crate `semver`.

use proptest::prelude::*;

use crate::osv::point::{Place, Point};
use crate::semverx::Version;

fn version() -> impl Strategy<Value = Version> {
    let state = "stable|experimental|legacy|beta|beta_2|z9";
    let tail = "(-(0|a|rc\\.1|3\\.rc\\.1|1|0\\.a|[a-z0-9]{1,3}-Z))?";
    let text = format!("[0-3]\\.({state})\\.[0-2]\\.({state})\\.[0-2]\\.({state}){tail}");
    proptest::string::string_regex(&text)
        .expect("a pattern")
        .prop_filter_map("a leading zero", |text| Version::parse(&text).ok())
}

fn semver(version: &Version) -> semver::Version {
    semver::Version::parse(&version.to_semver()).expect("SemVer")
}

proptest! {
    #[test]
    fn places_compare_as_semver_and_as_versions(a in version(), b in version()) {
        let places = Point::of(&a).cmp(&Point::of(&b));
        prop_assert_eq!(places, semver(&a).cmp_precedence(&semver(&b)));
        prop_assert_eq!(places, a.cmp(&b));
    }

    #[test]
    fn what_the_map_writes_reads_back(version in version()) {
        let (place, read) = Point::read(&version.to_semver()).expect("the map's text");
        prop_assert_eq!(place, Point::of(&version));
        // Plain texts with a tail of 0 alone are no output of the map.
        prop_assert_eq!(read, Some(version.clone()));
        let (place, read) = Point::read(&version.to_string()).expect("six fields");
        prop_assert_eq!((place, read), (Point::of(&version), Some(version)));
    }

    /// Plain SemVer, with tails of every kind, against the crate.
    #[test]
    fn plain_texts_keep_their_order(
        a in "[0-2]\\.[0-1]\\.[0-1](-[a-zA-Z-]{1,2}[0-9]?(\\.(0|[1-9][0-9]{0,2}|[a-c-]{1,2}))?)?(\\+[a-z]{1,2})?",
        b in "[0-2]\\.[0-1]\\.[0-1](-[a-zA-Z-]{1,2}[0-9]?(\\.(0|[1-9][0-9]{0,2}|[a-c-]{1,2}))?)?",
    ) {
        let [x, y] = [&a, &b].map(|text| Point::read(text).expect("SemVer").0);
        let [s, t] = [&a, &b].map(|text| semver::Version::parse(text).expect("SemVer"));
        prop_assert_eq!(x.cmp(&y), s.cmp_precedence(&t), "{} {}", a, b);
    }
}
