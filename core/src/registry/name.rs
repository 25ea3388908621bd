//! Names of packages.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Value, json};

use super::quote::short;
use crate::semverx::Version;
use crate::{Code, Failure};

/// Words that stand where a name could stand in an address of a registry.
pub const ROUTE_WORDS: [&str; 16] = [
    "audit",
    "blob",
    "diff",
    "graph",
    "health",
    "live",
    "local",
    "metrics",
    "observe",
    "openapi",
    "packages",
    "proof",
    "remote",
    "resolve",
    "search",
    "snapshots",
];

/// A package's name: `["@" scope "/"] id`.
///
/// Scope and id are 1 to 64 of `a-z 0-9 . _ -` and begin with a letter or digit. A name holds no
/// `..`, is more than digits, does not end in `-v` and a version, and is no word of
/// [`ROUTE_WORDS`]. Cheap to clone; ordered by its bytes.
///
/// ```
/// use diram_core::registry::Name;
/// assert_eq!(Name::parse("@obinexus/core")?.scope(), Some("obinexus"));
/// let error = Name::parse("Core").unwrap_err();
/// assert_eq!(error.to_string(), "name \"Core\", column 1: 'C' is not one of a-z 0-9 . _ -");
/// assert_eq!(diram_core::Failure::hint(&error).as_deref(), Some("write \"core\""));
/// # Ok::<(), diram_core::registry::NameError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(Arc<str>);

impl Name {
    /// Longest scope and longest id, in bytes.
    pub const MAX_PART: usize = 64;
    /// Longest name: both parts, `@` and `/`.
    pub const MAX_LEN: usize = 2 * Name::MAX_PART + 2;

    /// Reads a name.
    pub fn parse(text: &str) -> Result<Name, NameError> {
        match check(text) {
            Ok(()) => Ok(Name(text.into())),
            Err((column, why)) => Err(NameError {
                text: short(text),
                column,
                why,
                suggestion: suggest(text),
            }),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands between `@` and `/`.
    pub fn scope(&self) -> Option<&str> {
        self.0
            .strip_prefix('@')?
            .split_once('/')
            .map(|parts| parts.0)
    }

    /// The name without its scope.
    pub fn id(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |parts| parts.1)
    }
}

/// The column (1-based) of the first thing wrong, and what it is.
fn check(text: &str) -> Result<(), (usize, NameFault)> {
    if text.is_empty() {
        return Err((1, NameFault::Empty));
    }
    let (scope, id, id_at) = match text.strip_prefix('@') {
        None => (None, text, 0),
        Some(rest) => match rest.split_once('/') {
            Some((scope, id)) => (Some(scope), id, scope.len() + 2),
            None => return Err((1, NameFault::Scope)),
        },
    };
    if let Some(scope) = scope {
        check_part(scope, 1)?;
    }
    check_part(id, id_at)?;
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Err((1, NameFault::Digits));
    }
    if let Some(at) = version_suffix(text) {
        return Err((at + 1, NameFault::VersionSuffix));
    }
    if ROUTE_WORDS.contains(&text) {
        return Err((1, NameFault::RouteWord));
    }
    Ok(())
}

/// `at`: bytes before the part.
fn check_part(part: &str, at: usize) -> Result<(), (usize, NameFault)> {
    if part.is_empty() {
        return Err((at + 1, NameFault::Empty));
    }
    let allowed = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '.' | '_' | '-');
    // All before the first wrong character is ASCII: its byte is its column.
    if let Some((index, found)) = part.char_indices().find(|(_, c)| !allowed(*c)) {
        return Err((at + index + 1, NameFault::Character(found)));
    }
    if part.starts_with(['.', '_', '-']) {
        return Err((at + 1, NameFault::Start));
    }
    if let Some(index) = part.find("..") {
        return Err((at + index + 1, NameFault::Dots));
    }
    if part.len() > Name::MAX_PART {
        return Err((at + Name::MAX_PART + 1, NameFault::Long));
    }
    Ok(())
}

/// Where a `-v` stands with nothing but a version after it.
fn version_suffix(text: &str) -> Option<usize> {
    let is_version = |at: &usize| {
        text.get(at + 2..)
            .is_some_and(|rest| Version::parse(rest).is_ok())
    };
    text.match_indices("-v").map(|(at, _)| at).find(is_version)
}

/// The nearest text that is a name, if a small change makes one.
fn suggest(text: &str) -> Option<String> {
    let text = text.get(..text.len().min(4 * Name::MAX_LEN))?.trim();
    let mut other: String = text
        .to_ascii_lowercase()
        .chars()
        .map(|c| if c == ' ' || c == '\\' { '-' } else { c })
        .collect();
    while other.contains("..") {
        other = other.replace("..", ".");
    }
    if let Some(at) = version_suffix(&other) {
        other.truncate(at);
    }
    let other = other.trim_start_matches(['.', '_', '-']);
    (other != text && check(other).is_ok()).then(|| other.to_owned())
}

/// What can be wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameFault {
    /// Nothing where scope or id should be.
    Empty,
    /// A character that no name holds.
    Character(char),
    /// A scope or id that begins with `.`, `_` or `-`.
    Start,
    /// Two dots in a row.
    Dots,
    /// A scope or id of more than [`Name::MAX_PART`] bytes.
    Long,
    /// `@` without `/`.
    Scope,
    /// Nothing but digits.
    Digits,
    /// `-v` and a version at the end.
    VersionSuffix,
    /// One of [`ROUTE_WORDS`].
    RouteWord,
}

impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameFault::Empty => f.write_str("nothing stands here"),
            NameFault::Character(c) => write!(f, "{c:?} is not one of a-z 0-9 . _ -"),
            NameFault::Start => f.write_str("it must begin with a letter or digit"),
            NameFault::Dots => f.write_str("two dots in a row"),
            NameFault::Long => f.write_str("longer than 64 bytes"),
            NameFault::Scope => f.write_str("a scope needs \"/\" and an id after it"),
            NameFault::Digits => f.write_str("only digits"),
            NameFault::VersionSuffix => f.write_str("it ends in \"-v\" and a version"),
            NameFault::RouteWord => f.write_str("a word of the registry's own addresses"),
        }
    }
}

/// Why a text is no name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("name {text:?}, column {column}: {why}")]
pub struct NameError {
    /// The text, shortened if long.
    pub text: String,
    /// Where, from 1.
    pub column: usize,
    /// What is wrong there.
    pub why: NameFault,
    /// A name close to it.
    pub suggestion: Option<String>,
}

impl Failure for NameError {
    fn code(&self) -> Code {
        Code::Argument
    }

    fn hint(&self) -> Option<String> {
        Some(match &self.suggestion {
            Some(name) => format!("write {name:?}"),
            None => "write a name like \"core\" or \"@scope/core\"".into(),
        })
    }

    fn details(&self) -> Value {
        json!({"text": self.text, "column": self.column, "suggestion": self.suggestion})
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl FromStr for Name {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Name, NameError> {
        Name::parse(text)
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Name::parse(&text).map_err(de::Error::custom)
    }
}
