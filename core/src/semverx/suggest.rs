//! What may have been meant. Whatever is suggested parses.

use super::range::VersionRange;
use super::scan;
use super::state::State;

use super::{error::quote, near};

/// Texts above this length get no suggestion.
const LONGEST: usize = 300;

/// What can be recognised in a wrong text.
#[derive(Default)]
struct Rough {
    numbers: [Option<String>; 3],
    states: [Option<State>; 3],
    /// Letters after the last number, as in `1.2.3rc1`.
    glued: String,
    /// How many fields there were.
    count: usize,
}

/// A version near to a text that is none.
pub(super) fn version(text: &str) -> Option<String> {
    let (head, rest) = clean(text)?;
    let rough = rough(head);
    rough.numbers.first()?.as_ref()?;
    let number = |n: &Option<String>| n.as_deref().unwrap_or("0").to_owned();
    let state = |s: &Option<State>| s.clone().unwrap_or(State::Stable).to_string();
    let fields = six(&rough, number, state);
    let version = tails(rest, &rough.glued)
        .into_iter()
        .find_map(|tail| scan::version(&format!("{fields}{tail}")).ok())?;
    Some(match rough.count {
        3 | 4 | 6 => version.to_compact(),
        _ => version.to_string(),
    })
}

/// A range near to `text`, which is wrong at its piece `token`: the text with the token mended,
/// or the token alone.
pub(super) fn range(text: &str, token: &str) -> Option<String> {
    let mended = comparator(token)?;
    let start = (token.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let (before, after) = (text.get(..start)?, text.get(start + token.len()..)?);
    let whole = format!("{before}{mended}{after}");
    let shown = quote(&whole) == whole;
    [whole, mended]
        .into_iter()
        .skip(usize::from(!shown))
        .find(|candidate| VersionRange::parses(candidate))
}

/// A comparator near to a wrong one.
fn comparator(token: &str) -> Option<String> {
    let at = token
        .find(|c: char| !"^~<>=!".contains(c))
        .unwrap_or(token.len());
    let (op, partial) = token.split_at(at);
    let op = match op {
        "~>" => "~",
        "=>" => ">=",
        "=<" => "<=",
        "^" | "~" | ">=" | "<=" | ">" | "<" => op,
        _ => "",
    };
    let (head, rest) = clean(partial)?;
    let rough = rough(head);
    rough.numbers.first()?.as_ref()?;
    let star = |n: &Option<String>| n.as_deref().unwrap_or("*").to_owned();
    let state = |s: &Option<State>| s.as_ref().map_or("*", State::name).to_owned();
    let plain = rough.count <= 3 && rough.states.iter().all(Option::is_none);
    let short = plain.then(|| rough.numbers.each_ref().map(star).join("."));
    let fields = [short, Some(six(&rough, star, state))];
    let tails = tails(rest, &rough.glued);
    let mut candidates = fields
        .iter()
        .flatten()
        .flat_map(|fields| tails.iter().map(move |tail| format!("{op}{fields}{tail}")));
    candidates.find(|text| VersionRange::parses(text))
}

/// Without blanks around, and without a leading `v` or `=`; split before the tail.
fn clean(text: &str) -> Option<(&str, &str)> {
    if text.len() > LONGEST {
        return None;
    }
    let text = text.trim().trim_start_matches(['v', 'V', '=', ' ']);
    Some(scan::split_head(text))
}

/// The tails to try: as written, then what was glued to the last number, then none.
fn tails(rest: &str, glued: &str) -> Vec<String> {
    let mut tails = Vec::new();
    if !glued.is_empty() {
        tails.push(format!("-{glued}{}", rest.replacen('-', ".", 1)));
        tails.push(format!("-{glued}"));
    }
    tails.push(rest.to_owned());
    tails.push(String::new());
    tails
}

fn six(
    rough: &Rough,
    number: impl Fn(&Option<String>) -> String,
    state: impl Fn(&Option<State>) -> String,
) -> String {
    let pairs = rough.numbers.iter().zip(&rough.states);
    let pairs = pairs.map(|(n, s)| format!("{}.{}", number(n), state(s)));
    pairs.collect::<Vec<_>>().join(".")
}

fn rough(head: &str) -> Rough {
    let mut rough = Rough::default();
    let (mut numbers, mut states) = (0, 0);
    for field in head.split('.') {
        rough.count += 1;
        let field = field.trim();
        if matches!(field, "*" | "x" | "X") {
            // A wildcard stands for whichever field is due.
            if numbers <= states || numbers < 3 && states == 0 {
                numbers += 1;
            } else {
                states += 1;
            }
        } else if let Some((digits, letters)) = number(field) {
            if let Some(slot) = rough.numbers.get_mut(numbers) {
                *slot = Some(digits);
                rough.glued = letters;
            }
            numbers += 1;
        } else {
            let at = if states == 0 && numbers == 3 {
                2
            } else {
                numbers.saturating_sub(1)
            };
            if let Some(slot) = rough.states.get_mut(at) {
                *slot = state(field);
            }
            states += 1;
        }
    }
    if numbers == 3 && states == 1 && rough.count == 4 {
        let [_, _, last] = rough.states;
        rough.states = [last.clone(), last.clone(), last];
    }
    rough
}

/// Leading digits without leading zeros, and what follows them.
fn number(field: &str) -> Option<(String, String)> {
    let end = field.bytes().position(|b| !b.is_ascii_digit());
    let (digits, letters) = field.split_at(end.unwrap_or(field.len()));
    if digits.is_empty() {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    Some((digits.to_owned(), letters.to_owned()))
}

/// The state that a word is, or is nearly.
fn state(word: &str) -> Option<State> {
    let word = word.trim_matches(['{', '}']).to_ascii_lowercase();
    if word.starts_with("exp") {
        return Some(State::Experimental);
    }
    let known = ["stable", "experimental", "legacy"];
    near::within(&word, &known, 2)
        .and_then(State::from_name)
        .or_else(|| State::from_name(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Failure;
    use crate::semverx::Version;

    #[test]
    fn versions_get_what_was_meant() {
        for (wrong, right) in [
            ("v1.2.3", "1.2.3"),
            ("=1.2.3", "1.2.3"),
            (" 1.2.3 ", "1.2.3"),
            ("01.2.3", "1.2.3"),
            ("1.2.3rc1", "1.2.3-rc1"),
            ("1.2.3-rc.01", "1.2.3"),
            ("1.2.3.Stable", "1.2.3"),
            ("1.2.3.exp", "1.2.3.experimental"),
            ("1.2.3.Legcay", "1.2.3.legacy"),
            ("1.2", "1.stable.2.stable.0.stable"),
            ("1", "1.stable.0.stable.0.stable"),
            ("1.2.3.4.5", "1.stable.2.stable.3.stable"),
            ("1.legacy.2.stable.3", "1.legacy.2.stable.3.stable"),
            ("1.stable.2.stable.3.stable.4", "1.stable.2.stable.3.stable"),
        ] {
            let hint = Version::parse(wrong).unwrap_err().hint();
            assert_eq!(hint, Some(format!("write {right}")), "{wrong}");
            assert!(Version::parse(right).is_ok(), "{right}");
        }
        assert_eq!(Version::parse("hello").unwrap_err().hint(), None);
        assert_eq!(
            Version::parse("99999999999999999999.0.0")
                .unwrap_err()
                .hint(),
            None
        );
    }

    #[test]
    fn ranges_get_what_was_meant() {
        for (wrong, right) in [
            ("~>1.2", "~1.2.*"),
            (">=v1.2 <2", ">=1.2.* <2"),
            ("=>1.2.3", ">=1.2.3"),
            ("==1.2.3", "1.2.3"),
            ("1.*.3", "1.*.*.*.3.*"),
            ("1.stable", "1.stable.*.*.*.*"),
            ("1.x.x.x.x.x.x", "1.*.*.*.*.*"),
            ("1.2 || 1.02", "1.2 || 1.2.*"),
            ("1.2-rc", "1.2.*-rc"),
        ] {
            let hint = VersionRange::parse(wrong).unwrap_err().hint();
            assert_eq!(hint, Some(format!("write {right}")), "{wrong}");
            assert!(VersionRange::parse(right).is_ok(), "{right}");
        }
        assert_eq!(VersionRange::parse("stable").unwrap_err().hint(), None);
    }
}
