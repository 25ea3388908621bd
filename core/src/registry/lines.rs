//! Registry files: one entry a line, as JSON.

mod line;

use std::collections::HashMap;
use std::sync::Arc;

use line::RawLine;

use super::hash::from_hex;
use super::quote::short;
use super::{Dependency, Entry, FaultLevel, Name, RegistryError};
use crate::Failure;
use crate::semverx::{Version, VersionRange};

/// Longest line, in bytes.
pub const MAX_LINE: usize = 1 << 20;

/// What some editors put before a text.
const BOM: char = '\u{feff}';

/// Largest time: numbers of JSON are exact up to here everywhere.
const MAX_TIME: u64 = (1 << 53) - 1;

/// Reads a registry file: one `{"name", "version", "deps": {name: range}, "yanked"?, "fault"?,
/// "sha256"?, "published"?}` a line; blank lines count for nothing. The entries come back ordered by
/// name and version.
///
/// ```
/// use diram_core::registry::read_lines;
/// let error = read_lines("\n{\"name\":\"a\",\"version\":\"1.0.0\",\"dep\":{}}\n").unwrap_err();
/// assert_eq!(error.to_string(), "line 2, column 35: unknown key \"dep\"");
/// assert_eq!(diram_core::Failure::hint(&error).as_deref(), Some("did you mean \"deps\"?"));
/// ```
///
/// # Errors
/// The first line that is not an entry, or that holds the same version of the same package as an
/// earlier one (build metadata makes no difference). Nothing is loaded then.
pub fn read_lines(text: &str) -> Result<Vec<Entry>, RegistryError> {
    let mut reader = Reader::default();
    let mut read = Vec::new();
    let mut broken = None;
    for (index, line) in text.split('\n').enumerate() {
        if line.bytes().all(|byte| byte.is_ascii_whitespace()) {
            continue;
        }
        match reader.line(line, index + 1) {
            Ok(entry) => read.push((entry, index + 1)),
            Err(error) => {
                broken = Some(error);
                break;
            }
        }
    }
    // Stable: of equal keys the earlier line comes first.
    read.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name).then_with(|| a.version.cmp(&b.version)));
    // A repeated line before the broken one is the first thing wrong.
    match first_duplicate(&read).or(broken) {
        Some(error) => Err(error),
        None => Ok(read.into_iter().map(|(entry, _)| entry).collect()),
    }
}

/// The repetition on the lowest line.
fn first_duplicate(sorted: &[(Entry, usize)]) -> Option<RegistryError> {
    let same = |a: &Entry, b: &Entry| a.name == b.name && a.version == b.version;
    let pairs = sorted.iter().zip(sorted.iter().skip(1));
    let ((_, first), (entry, line)) = pairs
        .filter(|((a, _), (b, _))| same(a, b))
        .min_by_key(|(_, (_, line))| *line)?;
    Some(RegistryError::Duplicate {
        line: *line,
        first: *first,
        name: entry.name.clone(),
        version: entry.version.to_compact(),
    })
}

/// Reads a single entry, as [`read_lines`] reads a line.
pub fn read_line(text: &str) -> Result<Entry, RegistryError> {
    Reader::default().line(text, 1)
}

/// Names and ranges repeat all over a registry: each text is read and kept once.
#[derive(Default)]
struct Reader {
    names: HashMap<String, Name>,
    ranges: HashMap<String, (VersionRange, Arc<str>)>,
}

/// What is wrong and what to write instead.
type Wrong = (String, Option<String>);

impl Reader {
    fn line(&mut self, text: &str, line: usize) -> Result<Entry, RegistryError> {
        let wrong = |column: usize, (why, hint): Wrong| RegistryError::Line {
            line,
            column,
            why,
            hint,
        };
        if text.len() > MAX_LINE {
            let why = format!("{} bytes, a line has at most {MAX_LINE}", text.len());
            return Err(wrong(MAX_LINE + 1, (why, None)));
        }
        if text.starts_with(BOM) {
            let hint = "save the file as UTF-8 without a byte order mark (BOM)".into();
            let why = "a byte order mark stands before the line".into();
            return Err(wrong(1, (why, Some(hint))));
        }
        let raw = RawLine::parse(text).map_err(|(column, what)| wrong(column, what))?;
        self.entry(&raw)
            .map_err(|(place, what)| wrong(raw.column_of(text, place), what))
    }

    /// The entry, or which text of the line is wrong and why.
    fn entry<'r>(&mut self, raw: &'r RawLine<'_>) -> Result<Entry, (&'r str, Wrong)> {
        let name = self.name(&raw.name).map_err(|e| (&*raw.name, e))?;
        let version = Version::parse(&raw.version).map_err(|e| (&*raw.version, said(&e)))?;
        let mut deps = Vec::with_capacity(raw.deps.len());
        for (dep, range) in &raw.deps {
            let name = self.name(dep).map_err(|e| (&**dep, e))?;
            let (range, text) = self.range(range).map_err(|(why, hint)| {
                (
                    &**range,
                    (format!("dependency {}: {why}", short(dep)), hint),
                )
            })?;
            deps.push(Dependency { name, range, text });
        }
        let twice = |e: RegistryError| match e {
            RegistryError::Entry { why, .. } => ("deps", (why, None)),
            other => ("deps", said(&other)),
        };
        let mut entry = Entry::new(name, version, deps).map_err(twice)?;
        entry.yanked = raw.yanked;
        entry.fault = level(raw.fault).map_err(|e| ("fault", e))?;
        if let Some(hash) = &raw.sha256 {
            let wrong = || {
                (
                    &**hash,
                    ("\"sha256\" is not 64 lower-case hex digits".into(), None),
                )
            };
            entry.sha256 = Some(from_hex(hash).ok_or_else(wrong)?);
        }
        if raw.published.is_some_and(|time| time > MAX_TIME) {
            let why = "\"published\" is above 9007199254740991".into();
            let hint = Some("it is a time in seconds since 1970".into());
            return Err(("published", (why, hint)));
        }
        entry.published = raw.published;
        Ok(entry)
    }

    fn name(&mut self, text: &str) -> Result<Name, Wrong> {
        if let Some(name) = self.names.get(text) {
            return Ok(name.clone());
        }
        let name = Name::parse(text).map_err(|e| said(&e))?;
        self.names.insert(text.to_owned(), name.clone());
        Ok(name)
    }

    fn range(&mut self, text: &str) -> Result<(VersionRange, Arc<str>), Wrong> {
        if let Some((range, kept)) = self.ranges.get(text) {
            return Ok((range.clone(), Arc::clone(kept)));
        }
        let range = VersionRange::parse(text).map_err(|e| said(&e))?;
        let kept: Arc<str> = text.into();
        self.ranges
            .insert(text.to_owned(), (range.clone(), Arc::clone(&kept)));
        Ok((range, kept))
    }
}

fn level(number: u64) -> Result<FaultLevel, Wrong> {
    u8::try_from(number)
        .ok()
        .and_then(|level| FaultLevel::new(level).ok())
        .ok_or_else(|| said(&RegistryError::FaultLevel { got: number }))
}

fn said(error: &impl Failure) -> Wrong {
    (error.to_string(), error.hint())
}
