//! Names close to one that is not there. They are hints: nothing chooses them.

use super::Tier;

/// Most names given.
const MOST: usize = 3;

/// Longest text compared; a longer one is near nothing.
const LONGEST: usize = 256;

/// Up to three names of the tier close to `text`, closest first, ties by name. Names of which only
/// tombstones are left are not offered.
///
/// Close are: the same words in another order or with other separators or case, another scope for
/// the same id, and at most one edit for each three characters (two neighbours exchanged are one
/// edit).
pub fn near_names(tier: &Tier, text: &str) -> Vec<String> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let wanted = Wanted::new(text);
    let mut found: Vec<(usize, &str)> = Vec::new();
    for name in tier.names() {
        let name = name.as_str();
        if let Some(distance) = wanted.distance(name)
            && name != text
            && tier.versions(name).any(|entry| entry.is_present())
        {
            found.push((distance, name));
        }
    }
    found.sort_unstable();
    found.truncate(MOST);
    found.into_iter().map(|(_, name)| name.to_owned()).collect()
}

/// What was asked for, prepared once.
struct Wanted {
    text: String,
    words: Vec<String>,
    joined: String,
    chars: usize,
    edits: usize,
}

impl Wanted {
    fn new(text: &str) -> Wanted {
        let text = text.to_lowercase();
        let chars = text.chars().count();
        Wanted {
            words: words(&text),
            joined: text.chars().filter(|c| c.is_alphanumeric()).collect(),
            chars,
            edits: (chars / 3).max(1),
            text,
        }
    }

    /// How far a name is: 0 for the same but for spelling; `None` for not close.
    fn distance(&self, name: &str) -> Option<usize> {
        if self.is_spelt_alike(name) {
            return Some(0);
        }
        if id(name) == id(&self.text) {
            return Some(1);
        }
        // Names are ASCII. Fewer edits than the difference in length are impossible.
        if name.len().abs_diff(self.chars) > self.edits {
            return None;
        }
        let distance = strsim::osa_distance(name, &self.text);
        (distance <= self.edits).then_some(distance)
    }

    /// The same letters and digits, or the same words in another order: as many of them either way.
    fn is_spelt_alike(&self, name: &str) -> bool {
        let letters = || name.bytes().filter(u8::is_ascii_alphanumeric);
        letters().count() == self.joined.len()
            && (letters().eq(self.joined.bytes()) || words(name) == self.words)
    }
}

fn id(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |parts| parts.1)
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::read_lines;

    fn tier(names: &[&str]) -> Tier {
        let line =
            |name: &&str| format!("{{\"name\":\"{name}\",\"version\":\"1.0.0\",\"deps\":{{}}}}");
        let lines: Vec<String> = names.iter().map(line).collect();
        Tier::from_entries(read_lines(&lines.join("\n")).unwrap()).unwrap()
    }

    #[test]
    fn typing_errors_are_found_and_strangers_are_not() {
        let tier = tier(&[
            "requests",
            "request",
            "express",
            "left-pad",
            "@acme/core",
            "core-js",
        ]);
        assert_eq!(near_names(&tier, "reqeusts"), ["requests", "request"]);
        assert_eq!(near_names(&tier, "Left_Pad"), ["left-pad"]);
        assert_eq!(near_names(&tier, "pad-left"), ["left-pad"]);
        assert_eq!(near_names(&tier, "core"), ["@acme/core"]);
        assert_eq!(near_names(&tier, "@other/core"), ["@acme/core"]);
        assert!(near_names(&tier, "kubernetes").is_empty());
        assert!(near_names(&tier, &"x".repeat(10_000)).is_empty());
    }

    #[test]
    fn at_most_three_and_not_itself() {
        let tier = tier(&["aaaa", "aaab", "aaac", "aaad", "aaae"]);
        assert_eq!(near_names(&tier, "aaaa"), ["aaab", "aaac", "aaad"]);
    }
}
