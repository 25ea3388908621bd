//! Places on the line of versions: SemVer texts, and versions in their own order.

use std::cmp::Ordering;

use crate::semverx::{Version, VersionError};

/// What the events of a range are compared by.
pub(super) trait Place: Ord + Sized {
    /// Reads an event's text: its place, and the version it names if it names one.
    fn read(text: &str) -> Result<(Self, Option<Version>), VersionError>;
}

impl Place for Version {
    fn read(text: &str) -> Result<(Version, Option<Version>), VersionError> {
        let version = Version::parse(text)?;
        Ok((version.clone(), Some(version)))
    }
}

/// A SemVer text without build, in the order of SemVer's precedence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point(Box<str>);

impl Point {
    /// Where a version stands in SemVer.
    pub(super) fn of(version: &Version) -> Point {
        Point(without_build(&version.to_semver()).into())
    }

    /// The three numbers, and the tail.
    fn parts(&self) -> (&str, Option<&str>) {
        match self.0.split_once('-') {
            Some((head, tail)) => (head, Some(tail)),
            None => (&self.0, None),
        }
    }
}

impl Place for Point {
    fn read(text: &str) -> Result<(Point, Option<Version>), VersionError> {
        let bare = without_build(text);
        // What the map out writes can be a little longer than a version may be.
        if let Some(version) = mapped(text) {
            return Ok((Point(bare.into()), Some(version)));
        }
        let version = Version::parse(text)?;
        let plain = version.to_plain().is_some_and(|plain| plain == text);
        if plain && version.pre() == Some("0") {
            return Ok((Point(bare.into()), None));
        }
        Ok((Point::of(&version), Some(version)))
    }
}

fn without_build(text: &str) -> &str {
    text.split_once('+').map_or(text, |(bare, _)| bare)
}

/// The version that [`Version::to_semver`] writes as `semver`, if this text has a tail.
fn mapped(semver: &str) -> Option<Version> {
    let (head, tail) = semver.split_once('-')?;
    let [a, b, c] = three(head)?;
    let (level, mut rest) = tail.split_once('.')?;
    let native = match level {
        "3" => format!("{head}-{rest}"),
        "2" => {
            let u = state(&mut rest)?;
            format!("{a}.stable.{b}.stable.{c}.{u}{}", end(rest)?)
        }
        "1" => {
            let (t, c, u) = (state(&mut rest)?, next(&mut rest)?, state(&mut rest)?);
            format!("{a}.stable.{b}.{t}.{c}.{u}{}", end(rest)?)
        }
        "0" => {
            let (s, b) = (state(&mut rest)?, next(&mut rest)?);
            let (t, c, u) = (state(&mut rest)?, next(&mut rest)?, state(&mut rest)?);
            format!("{a}.{s}.{b}.{t}.{c}.{u}{}", end(rest)?)
        }
        _ => return None,
    };
    let version = Version::parse(&native).ok()?;
    (version.to_semver() == semver).then_some(version)
}

fn three(head: &str) -> Option<[&str; 3]> {
    let mut fields = head.split('.');
    let found = [fields.next()?, fields.next()?, fields.next()?];
    fields.next().is_none().then_some(found)
}

/// Takes the first identifier off.
fn next<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let (first, after) = rest.split_once('.')?;
    *rest = after;
    Some(first)
}

/// Takes a rank and a name off; `Z` stands for `_`.
fn state(rest: &mut &str) -> Option<String> {
    next(rest)?;
    next(rest).map(|name| name.replace('Z', "_"))
}

/// The tail that the last identifiers stand for.
fn end(rest: &str) -> Option<String> {
    match rest.strip_prefix("0.") {
        Some(tail) => Some(format!("-{tail}")),
        None => (rest == "1").then(String::new),
    }
}

/// What stands between two dots: digits by their number and below all others, those by their bytes.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Identifier<'a> {
    /// How many digits, without leading zeros, and the digits.
    Number(usize, &'a str),
    Text(&'a str),
}

fn identifiers(text: &str) -> impl Iterator<Item = Identifier<'_>> {
    text.split('.')
        .map(|id| match id.bytes().all(|b| b.is_ascii_digit()) {
            true => Identifier::Number(id.len(), id),
            false => Identifier::Text(id),
        })
}

impl Ord for Point {
    fn cmp(&self, other: &Point) -> Ordering {
        let (head, tail) = self.parts();
        let (other_head, other_tail) = other.parts();
        identifiers(head)
            .cmp(identifiers(other_head))
            .then_with(|| match (tail, other_tail) {
                (Some(tail), Some(other)) => identifiers(tail).cmp(identifiers(other)),
                // Without a tail is above.
                (tail, other) => other.is_some().cmp(&tail.is_some()),
            })
    }
}

impl PartialOrd for Point {
    fn partial_cmp(&self, other: &Point) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
