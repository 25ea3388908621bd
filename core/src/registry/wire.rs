//! An entry in JSON as proofs show it: every field, in one order.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::entry::MAX_DEPENDENCIES;
use super::hash::{Hash, optional_hex};
use super::{Dependency, Entry, FaultLevel, Name};
use crate::semverx::Version;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireEntry<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    version: Cow<'a, str>,
    #[serde(borrow)]
    deps: WireDeps<'a>,
    yanked: bool,
    fault: FaultLevel,
    #[serde(with = "optional_hex")]
    sha256: Option<Hash>,
    // Named only so that the field may not be left out.
    #[serde(deserialize_with = "Option::deserialize")]
    published: Option<u64>,
    #[serde(with = "optional_hex")]
    tombstone: Option<Hash>,
}

/// Names and ranges' texts: an object with its keys in order.
struct WireDeps<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl Serialize for WireDeps<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, range) in &self.0 {
            map.serialize_entry(name, range)?;
        }
        map.end()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for WireDeps<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WireDeps<'a>, D::Error> {
        deserializer.deserialize_map(DepsVisitor).map(WireDeps)
    }
}

struct DepsVisitor;

impl<'de> Visitor<'de> for DepsVisitor {
    type Value = Vec<(Cow<'de, str>, Cow<'de, str>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of names and ranges")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut deps: Self::Value = Vec::new();
        while let Some((name, range)) = map.next_entry::<Cow<'de, str>, Cow<'de, str>>()? {
            if deps.len() == MAX_DEPENDENCIES {
                return Err(de::Error::custom("too many dependencies"));
            }
            if deps.last().is_some_and(|(last, _)| *last >= name) {
                return Err(de::Error::custom("dependencies out of order"));
            }
            deps.push((name, range));
        }
        Ok(deps)
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = |dep: &'_ Dependency| (dep.name.as_str().to_owned(), dep.text.to_string());
        let deps = self.deps.iter().map(text);
        let wire = WireEntry {
            name: Cow::Borrowed(self.name.as_str()),
            version: Cow::Owned(self.version.to_string()),
            deps: WireDeps(deps.map(|(n, r)| (n.into(), r.into())).collect()),
            yanked: self.yanked,
            fault: self.fault,
            sha256: self.sha256,
            published: self.published,
            tombstone: self.tombstone,
        };
        wire.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
        let wire = WireEntry::deserialize(deserializer)?;
        let version = Version::parse(&wire.version).map_err(de::Error::custom)?;
        if version.to_string() != wire.version {
            return Err(de::Error::custom("a version that is not in canonical form"));
        }
        let dependency = |(name, range): &(Cow<'_, str>, Cow<'_, str>)| {
            let name = Name::parse(name).map_err(de::Error::custom)?;
            Dependency::parse(name, range).map_err(de::Error::custom)
        };
        let deps = wire.deps.0.iter().map(dependency);
        Ok(Entry {
            name: Name::parse(&wire.name).map_err(de::Error::custom)?,
            version,
            deps: deps.collect::<Result<_, D::Error>>()?,
            yanked: wire.yanked,
            fault: wire.fault,
            sha256: wire.sha256,
            published: wire.published,
            tombstone: wire.tombstone,
        })
    }
}
