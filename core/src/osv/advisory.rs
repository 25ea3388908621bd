//! One advisory.

use super::point::Point;
use super::raw::{RawAdvisory, RawAffected, RawRange};
use super::timeline::Timeline;
use super::{ECOSYSTEM, MAX_EVENTS, MAX_FILE, OsvError, Severity};
use crate::registry::Name;
use crate::registry::quote::short;
use crate::semverx::Version;

/// Longest id, in bytes.
const MAX_ID: usize = 256;

/// Most fixed versions that [`Advisory::fix`] looks at.
const MOST_FIXES: usize = 1_000;

/// What one advisory says of packages of the ecosystem [`ECOSYSTEM`]. Two are equal if they say the
/// same of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advisory {
    id: String,
    aliases: Vec<String>,
    withdrawn: bool,
    affected: Vec<Affected>,
    others: usize,
    git: usize,
}

/// One package of an advisory.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Affected {
    name: Name,
    /// Ascending.
    versions: Vec<Version>,
    ranges: Vec<Range>,
    severity: Severity,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Range {
    SemVer(Timeline<Point>),
    Native(Timeline<Version>),
}

impl Advisory {
    /// Reads one advisory: a JSON object as the OSV schema 1.x has it, of at most [`MAX_FILE`]
    /// bytes.
    ///
    /// # Errors
    /// What is wrong and where, if it is no such object, or if anything that it says of packages of
    /// [`ECOSYSTEM`] cannot be used.
    pub fn parse(json: &str) -> Result<Advisory, OsvError> {
        if json.len() > MAX_FILE {
            return Err(OsvError::TooLong { got: json.len() });
        }
        let raw: RawAdvisory = serde_json::from_str(json).map_err(|error| {
            let message = error.to_string();
            let why = message.rsplit_once(" at line ").map(|parts| parts.0);
            OsvError::Json {
                line: error.line(),
                column: error.column().max(1),
                why: short(why.unwrap_or(&message)),
            }
        })?;
        Advisory::read(raw)
    }

    fn read(raw: RawAdvisory) -> Result<Advisory, OsvError> {
        check_head(&raw)?;
        let default = Severity::read(raw.database_specific.as_ref(), raw.severity.as_ref());
        let mut aliases = raw.aliases.unwrap_or_default();
        aliases.sort_unstable();
        aliases.dedup();
        let mut advisory = Advisory {
            id: raw.id,
            aliases,
            withdrawn: raw.withdrawn.is_some(),
            affected: Vec::new(),
            others: 0,
            git: 0,
        };
        for (index, raw) in raw.affected.unwrap_or_default().iter().enumerate() {
            let path = format!("affected[{index}]");
            if is_ours(raw, &path)? {
                let affected = advisory.read_affected(raw, &path, default)?;
                advisory.affected.push(affected);
            } else {
                advisory.others += 1;
            }
        }
        Ok(advisory)
    }

    fn read_affected(
        &mut self,
        raw: &RawAffected,
        path: &str,
        default: Option<Severity>,
    ) -> Result<Affected, OsvError> {
        let name = raw.package.as_ref().map_or("", |package| &package.name);
        let name = Name::parse(name).map_err(|source| OsvError::Name {
            path: format!("{path}.package.name"),
            source,
        })?;
        let mut ranges = Vec::new();
        for (index, raw) in raw.ranges.iter().flatten().enumerate() {
            match read_range(raw, &format!("{path}.ranges[{index}]"))? {
                Some(range) => ranges.push(range),
                None => self.git += 1,
            }
        }
        let mut versions = Vec::new();
        for (index, text) in raw.versions.iter().flatten().enumerate() {
            let version = Version::parse(text).map_err(|source| OsvError::Version {
                path: format!("{path}.versions[{index}]"),
                source,
            })?;
            versions.push(version);
        }
        versions.sort_unstable();
        let own = Severity::read(raw.database_specific.as_ref(), raw.severity.as_ref());
        Ok(Affected {
            name,
            versions,
            ranges,
            severity: own.or(default).unwrap_or_default(),
        })
    }

    /// The id, such as `GHSA-…`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Ids of the same vulnerability elsewhere, ascending.
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// Whether it was withdrawn: it affects nothing then.
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn
    }

    /// The packages of [`ECOSYSTEM`] that it is about, as often as it names them.
    pub fn packages(&self) -> impl Iterator<Item = &Name> {
        self.affected.iter().map(|affected| &affected.name)
    }

    /// How many entries are about other ecosystems, or about none.
    pub fn others(&self) -> usize {
        self.others
    }

    /// How many ranges of commits were passed over.
    pub fn git_ranges(&self) -> usize {
        self.git
    }

    /// How bad it is for this package, the worst of what is said; `None` if it is about others.
    pub fn severity(&self, name: &str) -> Option<Severity> {
        self.about(name).map(|affected| affected.severity).max()
    }

    /// Whether this version of this package is affected.
    pub fn affects(&self, name: &str, version: &Version) -> bool {
        self.affects_at(name, version, &Point::of(version))
    }

    /// The same, with the version's place in SemVer at hand.
    pub(super) fn affects_at(&self, name: &str, version: &Version, point: &Point) -> bool {
        let holds = |range: &Range| match range {
            Range::SemVer(timeline) => timeline.contains(point),
            Range::Native(timeline) => timeline.contains(version),
        };
        !self.withdrawn
            && self.about(name).any(|affected| {
                affected.versions.binary_search(version).is_ok()
                    || affected.ranges.iter().any(holds)
            })
    }

    /// The lowest version above this one that the advisory calls fixed, and that it does not affect.
    /// Of more than 1,000 that it calls so the lowest 1,000 are looked at.
    pub fn fix(&self, name: &str, version: &Version) -> Option<&Version> {
        let mut above: Vec<&Version> = self.fixed(name).filter(|f| *f > version).collect();
        above.sort_unstable();
        above.dedup();
        let mut lowest = above.into_iter().take(MOST_FIXES);
        lowest.find(|fixed| !self.affects(name, fixed))
    }

    /// Whether the advisory calls this version fixed, be it so or not.
    pub fn announces(&self, name: &str, version: &Version) -> bool {
        self.fixed(name).any(|fixed| fixed == version)
    }

    fn fixed(&self, name: &str) -> impl Iterator<Item = &Version> {
        let ranges = self.about(name).flat_map(|affected| &affected.ranges);
        ranges.flat_map(|range| -> Box<dyn Iterator<Item = &Version>> {
            match range {
                Range::SemVer(timeline) => Box::new(timeline.fixed()),
                Range::Native(timeline) => Box::new(timeline.fixed()),
            }
        })
    }

    fn about(&self, name: &str) -> impl Iterator<Item = &Affected> {
        let of = move |affected: &&Affected| affected.name.as_str() == name;
        self.affected.iter().filter(of)
    }
}

/// What is said of the advisory as a whole.
fn check_head(raw: &RawAdvisory) -> Result<(), OsvError> {
    let field = |path: &str, why: String, hint: &str| OsvError::Field {
        path: path.into(),
        why,
        hint: Some(hint.into()),
    };
    if let Some(found) = &raw.schema_version
        && found.split('.').next() != Some("1")
    {
        return Err(OsvError::Schema {
            found: short(found),
        });
    }
    if raw.id.trim().is_empty() || raw.id.len() > MAX_ID {
        let why = format!("an id has 1 to {MAX_ID} bytes, this has {}", raw.id.len());
        return Err(field("id", why, "write one such as \"GHSA-…\""));
    }
    if let Some(time) = raw.withdrawn.as_deref().filter(|text| !is_time(text)) {
        let why = format!("{:?} is not a time", short(time));
        let hint = "write it as \"2026-01-31T12:00:00Z\", or leave the key out";
        return Err(field("withdrawn", why, hint));
    }
    let lists = raw.affected.iter().flatten();
    let ranges = lists.flat_map(|affected| affected.ranges.iter().flatten());
    let got = ranges
        .map(|range| range.events.as_ref().map_or(0, Vec::len))
        .sum();
    if got > MAX_EVENTS {
        return Err(OsvError::Events { got });
    }
    Ok(())
}

/// Whether the text has the shape `2026-01-31T12:00:00Z`, with or without a fraction.
fn is_time(text: &str) -> bool {
    const SHAPE: &str = "dddd-dd-ddTdd:dd:dd";
    let Some((time, fraction)) = text.split_at_checked(SHAPE.len()) else {
        return false;
    };
    let fits = |(c, shape): (u8, u8)| match shape {
        b'd' => c.is_ascii_digit(),
        shape => c == shape,
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let fraction = fraction
        .strip_suffix('Z')
        .map(|f| f.strip_prefix('.').map_or(f.is_empty(), digits));
    time.bytes().zip(SHAPE.bytes()).all(fits) && fraction == Some(true)
}

/// Whether an entry is about [`ECOSYSTEM`].
fn is_ours(raw: &RawAffected, path: &str) -> Result<bool, OsvError> {
    let Some(package) = &raw.package else {
        return Ok(false);
    };
    let found = &package.ecosystem;
    if found != ECOSYSTEM && found.eq_ignore_ascii_case(ECOSYSTEM) {
        return Err(OsvError::Field {
            path: format!("{path}.package.ecosystem"),
            why: format!("{found:?} is no ecosystem"),
            hint: Some(format!("write {ECOSYSTEM:?}")),
        });
    }
    Ok(found == ECOSYSTEM)
}

/// `None` for commits.
fn read_range(raw: &RawRange, path: &str) -> Result<Option<Range>, OsvError> {
    let events = raw.events.as_deref().unwrap_or_default();
    let at = format!("{path}.events");
    match &*raw.kind {
        "SEMVER" => Timeline::read(events, &at).map(|t| Some(Range::SemVer(t))),
        "ECOSYSTEM" => Timeline::read(events, &at).map(|t| Some(Range::Native(t))),
        "GIT" => Ok(None),
        other => Err(OsvError::Field {
            path: format!("{path}.type"),
            why: format!("{:?} is no kind of range", short(other)),
            hint: Some("write SEMVER, ECOSYSTEM or GIT".into()),
        }),
    }
}
