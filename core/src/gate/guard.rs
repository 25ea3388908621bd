//! New names that look like names which many depend on.
//!
//! What is asked is the other way round: which texts could the new name be mistaken for, and is one of
//! them guarded? So the cost depends on the length of one name, not on the number of all.

use std::collections::BTreeSet;

use crate::registry::{Name, Tier};

/// From how many packages that depend on it on a name is guarded.
pub const GUARDED_DEPENDENTS: usize = 10;

/// Most names given.
const MOST: usize = 3;

/// Names shorter than this are one edit away from too many others: of them only slips of the hand and
/// of the eye count.
const EDITED: usize = 5;

/// Most words whose order is tried: 24 orders.
const MOST_WORDS: usize = 4;

/// What a name is made of.
const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789._-";

/// What stands between words.
const DELIMITERS: [&str; 4] = ["-", "_", ".", ""];

/// Letters and digits that look alike.
const ALIKE: [(&str, &str); 13] = [
    ("0", "o"),
    ("1", "l"),
    ("1", "i"),
    ("l", "i"),
    ("2", "z"),
    ("5", "s"),
    ("6", "b"),
    ("6", "g"),
    ("8", "b"),
    ("9", "g"),
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
];

/// Up to three names that `name` could be mistaken for and that at least `guarded_dependents` packages
/// (and at least one) depend on, published or not, most like it first, ties by name. Never `name` itself.
///
/// Alike are, in this order: the same words in another order or with other separators (a scope is a
/// word); neighbours exchanged; a character repeated or no longer repeated; characters that look alike;
/// one bit of a character flipped; and, from five characters on, any one character more, less or
/// replaced.
///
/// ```
/// use diram_core::gate::looks_like;
/// use diram_core::registry::{Tier, read_lines};
/// let need = |n| format!("{{\"name\":\"app{n}\",\"version\":\"1.0.0\",\"deps\":{{\"requests\":\"*\"}}}}\n");
/// let tier = Tier::from_entries(read_lines(&(0..10).map(need).collect::<String>())?)?;
/// assert_eq!(looks_like(&tier, "reqeusts", 10), ["requests"]);
/// assert!(looks_like(&tier, "reqeusts", 11).is_empty());
/// # Ok::<(), diram_core::registry::RegistryError>(())
/// ```
pub fn looks_like(tier: &Tier, name: &str, guarded_dependents: usize) -> Vec<String> {
    if name.len() > Name::MAX_LEN || !name.is_ascii() {
        return Vec::new();
    }
    let others = guarded_dependents.saturating_sub(1);
    let mut seen = BTreeSet::from([name.to_owned()]);
    let mut found = Vec::new();
    for kind in [words, slips, looks, bits, edits] {
        let mut texts = BTreeSet::new();
        kind(name, &mut texts);
        texts.retain(|text| seen.insert(text.clone()));
        let guarded = |text: &String| tier.dependent_names(text).nth(others).is_some();
        found.extend(texts.into_iter().filter(guarded));
        if found.len() >= MOST {
            break;
        }
    }
    found.truncate(MOST);
    found
}

/// The same words in another order or with other separators.
fn words(name: &str, texts: &mut BTreeSet<String>) {
    let words: Vec<&str> = name
        .split(['@', '/', '-', '_', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    let orders = match words.len() <= MOST_WORDS {
        true => orders(&words),
        false => vec![words],
    };
    for order in &orders {
        texts.extend(DELIMITERS.map(|delimiter| order.join(delimiter)));
        if let [scope, rest @ ..] = &order[..]
            && !rest.is_empty()
        {
            texts.extend(DELIMITERS.map(|between| format!("@{scope}/{}", rest.join(between))));
        }
    }
}

/// Every order of a few words.
fn orders<'a>(words: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut all: Vec<Vec<&str>> = vec![Vec::new()];
    for word in words {
        let mut longer = Vec::new();
        for order in &all {
            for at in 0..=order.len() {
                let mut order = order.clone();
                order.insert(at, word);
                longer.push(order);
            }
        }
        all = longer;
    }
    all
}

/// Neighbours exchanged, and characters repeated or no longer repeated.
fn slips(name: &str, texts: &mut BTreeSet<String>) {
    let pairs = name.chars().zip(name.chars().skip(1));
    for (at, (a, b)) in pairs.enumerate() {
        replace(name, at, 2, &format!("{b}{a}"), texts);
        if a == b {
            replace(name, at, 1, "", texts);
        }
    }
    for (at, c) in name.char_indices() {
        replace(name, at, 0, c.encode_utf8(&mut [0; 4]), texts);
    }
}

/// One place, or all places, where something is replaced by what looks like it.
fn looks(name: &str, texts: &mut BTreeSet<String>) {
    let both = ALIKE.iter().flat_map(|(a, b)| [(a, b), (b, a)]);
    for (from, to) in both {
        for (at, _) in name.match_indices(from) {
            replace(name, at, from.len(), to, texts);
        }
        texts.insert(name.replace(from, to));
    }
}

/// One bit of one character flipped.
fn bits(name: &str, texts: &mut BTreeSet<String>) {
    for (at, byte) in name.bytes().enumerate() {
        for other in ALPHABET {
            if (byte ^ other).is_power_of_two() {
                replace(
                    name,
                    at,
                    1,
                    char::from(*other).encode_utf8(&mut [0; 4]),
                    texts,
                );
            }
        }
    }
}

/// One character more, less or replaced.
fn edits(name: &str, texts: &mut BTreeSet<String>) {
    if name.len() < EDITED {
        return;
    }
    for at in 0..=name.len() {
        replace(name, at, 1, "", texts);
        for other in ALPHABET {
            let mut bytes = [0; 4];
            let other: &str = char::from(*other).encode_utf8(&mut bytes);
            replace(name, at, 0, other, texts);
            replace(name, at, 1, other, texts);
        }
    }
}

/// The name with `len` bytes at `at` replaced, if there are so many.
fn replace(name: &str, at: usize, len: usize, by: &str, texts: &mut BTreeSet<String>) {
    if let (Some(before), Some(after)) = (name.get(..at), name.get(at + len..)) {
        texts.insert([before, by, after].concat());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::registry::read_lines;

    /// A source in which ten packages need each of these names.
    fn guarding(names: &[&str]) -> Tier {
        let deps: Vec<String> = names
            .iter()
            .map(|name| format!("\"{name}\":\"*\""))
            .collect();
        let deps = deps.join(",");
        let line =
            |n| format!("{{\"name\":\"app{n}\",\"version\":\"1.0.0\",\"deps\":{{{deps}}}}}\n");
        let lines: String = (0..10).map(line).collect();
        Tier::from_entries(read_lines(&lines).unwrap()).unwrap()
    }

    #[test]
    fn names_that_could_be_mistaken_are_found() {
        let known = [
            "requests",
            "left-pad",
            "lodash",
            "core",
            "express",
            "vue",
            "modern-web",
            "@acme/core-js",
        ];
        let tier = guarding(&known);
        for (name, like) in [
            ("reqeusts", "requests"),
            ("request", "requests"),
            ("requestss", "requests"),
            ("rrequests", "requests"),
            ("requezts", "requests"),
            ("left_pad", "left-pad"),
            ("leftpad", "left-pad"),
            ("left.pad", "left-pad"),
            ("pad-left", "left-pad"),
            ("1odash", "lodash"),
            ("l0dash", "lodash"),
            ("lodahs", "lodash"),
            ("modem-web", "modern-web"),
            ("expres", "express"),
            ("exprecs", "express"),
            ("c0re", "core"),
            ("vuue", "vue"),
            ("uve", "vue"),
            ("acme-core-js", "@acme/core-js"),
        ] {
            assert_eq!(looks_like(&tier, name, 10), [like], "{name}");
        }
        for stranger in [
            "lodash",
            "cork",
            "kubernetes",
            "vite",
            "a",
            "padding-left",
            "requests-oauth",
        ] {
            assert!(looks_like(&tier, stranger, 10).is_empty(), "{stranger}");
        }
    }

    #[test]
    fn a_flipped_bit_is_found_in_short_names_too() {
        // b is 0x62 and c is 0x63.
        assert_eq!(looks_like(&guarding(&["abc"]), "acc", 1), ["abc"]);
        assert!(looks_like(&guarding(&["abc"]), "axc", 1).is_empty());
    }

    #[test]
    fn only_names_that_many_need_are_guarded() {
        let tier = guarding(&["requests"]);
        assert_eq!(looks_like(&tier, "reqeusts", 10), ["requests"]);
        assert!(looks_like(&tier, "reqeusts", 11).is_empty());
        assert!(looks_like(&tier, "reqeusts", usize::MAX).is_empty());
        assert_eq!(looks_like(&tier, "reqeusts", 0), ["requests"]);
        assert!(looks_like(&tier, "unheard-of", 0).is_empty());
    }

    #[test]
    fn the_likest_come_first_and_three_are_enough() {
        let tier = guarding(&["net-io", "net_oi", "net_ia", "net_ib", "net_ic"]);
        assert_eq!(
            looks_like(&tier, "net_io", 10),
            ["net-io", "net_oi", "net_ia"]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_answered(name in "[a-z0-9@/._-]{0,130}|\\PC{0,40}") {
            let tier = guarding(&["core"]);
            prop_assert!(looks_like(&tier, &name, 1).len() <= 3);
        }

        #[test]
        fn one_exchange_is_always_found(name in "[a-z]{2,12}", at in any::<prop::sample::Index>()) {
            let mut other = name.clone().into_bytes();
            let at = at.index(other.len() - 1);
            other.swap(at, at + 1);
            let other = String::from_utf8(other).unwrap();
            prop_assume!(other != name);
            prop_assert_eq!(looks_like(&guarding(&[&name]), &other, 10), [name]);
        }
    }
}
