//! New names that look like names which many depend on.
//!
//! What is asked is the other way round: which texts could the new name be mistaken for, and is one of
//! them guarded? So the cost depends on the length of one name, not on the number of all; and of the
//! name only as much counts as some name that is needed begins with.

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
    let search = Search::new(tier, name, guarded_dependents);
    search.map_or(Vec::new(), Search::names)
}

/// The texts that a name could be mistaken for, one after the other, in one buffer.
struct Search<'a> {
    tier: &'a Tier,
    name: &'a str,
    /// From how many dependents on a name is guarded.
    least: usize,
    /// So many bytes of the name some name that is needed begins with, and not one more.
    known: usize,
    /// The text looked at.
    text: String,
    /// The guarded names among those of one kind.
    kind: BTreeSet<String>,
    found: Vec<String>,
    #[cfg(test)]
    asked: usize,
}

impl<'a> Search<'a> {
    /// `None` where nothing can be found.
    fn new(tier: &'a Tier, name: &'a str, guarded_dependents: usize) -> Option<Search<'a>> {
        let least = guarded_dependents.max(1);
        if name.len() > Name::MAX_LEN || !name.is_ascii() || tier.edges() < least {
            return None;
        }
        Some(Search {
            tier,
            name,
            least,
            known: tier.needed_prefix(name),
            text: String::with_capacity(2 * Name::MAX_LEN),
            kind: BTreeSet::new(),
            found: Vec::new(),
            #[cfg(test)]
            asked: 0,
        })
    }

    fn names(mut self) -> Vec<String> {
        self.run();
        self.found
    }

    /// Kind by kind, until there are enough.
    fn run(&mut self) {
        for look in [
            Search::words,
            Search::slips,
            Search::looks,
            Search::bits,
            Search::edits,
        ] {
            look(self);
            self.found.extend(std::mem::take(&mut self.kind));
            if self.found.len() >= MOST {
                break;
            }
        }
        self.found.truncate(MOST);
    }

    /// The same words in another order or with other separators.
    fn words(&mut self) {
        let words: Vec<&str> = self
            .name
            .split(['@', '/', '-', '_', '.'])
            .filter(|word| !word.is_empty())
            .collect();
        let orders = match words.len() <= MOST_WORDS {
            true => orders(&words),
            false => vec![words],
        };
        for order in &orders {
            for delimiter in DELIMITERS {
                self.join("", order, delimiter);
            }
            if let [scope, rest @ ..] = &order[..]
                && !rest.is_empty()
            {
                for delimiter in DELIMITERS {
                    self.join(scope, rest, delimiter);
                }
            }
        }
    }

    /// Looks at words with one separator, in a scope if there is one.
    fn join(&mut self, scope: &str, words: &[&str], delimiter: &str) {
        self.text.clear();
        if !scope.is_empty() {
            self.text.extend(["@", scope, "/"]);
        }
        for (at, word) in words.iter().enumerate() {
            self.text
                .extend([if at > 0 { delimiter } else { "" }, word]);
        }
        self.look();
    }

    /// Neighbours exchanged, and characters repeated or no longer repeated.
    fn slips(&mut self) {
        let pairs = self.name.chars().zip(self.name.chars().skip(1));
        for (at, (a, b)) in pairs.enumerate() {
            self.put(at, 2, [b, a]);
            if a == b {
                self.put(at, 1, []);
            }
        }
        for (at, c) in self.name.char_indices() {
            self.put(at, 0, [c]);
        }
    }

    /// One place, or all places, where something is replaced by what looks like it.
    fn looks(&mut self) {
        let name = self.name;
        let both = ALIKE.iter().flat_map(|(a, b)| [(a, b), (b, a)]);
        for (from, to) in both {
            let mut places = name.match_indices(from).map(|(at, _)| at);
            let Some(first) = places.next().filter(|at| *at <= self.known) else {
                continue;
            };
            self.put(first, from.len(), to.chars());
            for at in places {
                self.put(at, from.len(), to.chars());
            }
            self.text = name.replace(from, to);
            self.look();
        }
    }

    /// One bit of one character flipped.
    fn bits(&mut self) {
        for (at, byte) in self.name.bytes().enumerate() {
            for other in ALPHABET {
                if (byte ^ other).is_power_of_two() {
                    self.put(at, 1, [char::from(*other)]);
                }
            }
        }
    }

    /// One character more, less or replaced.
    fn edits(&mut self) {
        if self.name.len() < EDITED {
            return;
        }
        for at in 0..=self.known {
            self.put(at, 1, []);
            for other in ALPHABET {
                self.put(at, 0, [char::from(*other)]);
                self.put(at, 1, [char::from(*other)]);
            }
        }
    }

    /// Looks at the name with `len` bytes at `at` replaced, if there are so many and any name that is
    /// needed begins with what stands before them.
    fn put(&mut self, at: usize, len: usize, by: impl IntoIterator<Item = char>) {
        if at > self.known {
            return;
        }
        if let (Some(before), Some(after)) = (self.name.get(..at), self.name.get(at + len..)) {
            self.text.clear();
            self.text.push_str(before);
            self.text.extend(by);
            self.text.push_str(after);
            self.look();
        }
    }

    /// Whether the text is another name, guarded, and not found yet.
    fn look(&mut self) {
        #[cfg(test)]
        {
            self.asked += 1;
        }
        if self.text != self.name
            && self.tier.is_needed_by(&self.text, self.least)
            && !self.found.contains(&self.text)
        {
            self.kind.insert(self.text.clone());
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

    #[test]
    fn only_what_could_be_there_is_looked_at() {
        let asked = |tier: &Tier, name: &str| {
            let mut search = Search::new(tier, name, 10)?;
            search.run();
            Some(search.asked)
        };
        // Nothing is needed by ten, so there is nothing to look for.
        let nine = "{\"name\":\"app\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"*\"}}";
        let nine = Tier::from_entries(read_lines(nine).unwrap()).unwrap();
        assert_eq!(asked(&nine, &"x".repeat(60)), None);
        // Nothing that is needed begins with an x; of "core" no more than three letters go on.
        let tier = guarding(&["core", "lodash"]);
        for (name, most) in [
            ("x".repeat(64), 100),
            (format!("cor{}", "x".repeat(61)), 420),
        ] {
            let asked = asked(&tier, &name).unwrap();
            assert!((1..most).contains(&asked), "{name}: {asked}");
        }
    }

    proptest! {
        #[test]
        fn one_edit_is_always_found(
            name in "[a-z][a-z0-9-]{4,20}[a-z]",
            at in any::<prop::sample::Index>(),
            c in "[a-z0-9]?",
            len in 0_usize..2,
        ) {
            let at = at.index(name.len());
            let other = [&name[..at], &c, &name[at + len..]].concat();
            prop_assume!(other != name && Name::parse(&other).is_ok());
            let tier = guarding(&[&other, "aaa", "mmm", "zzz"]);
            prop_assert_eq!(looks_like(&tier, &name, 10), [other]);
        }

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
