//! An advisory's JSON, before its texts are read. What the schema does not know is passed over.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

#[derive(Deserialize)]
pub(super) struct RawAdvisory {
    pub(super) schema_version: Option<String>,
    pub(super) id: String,
    pub(super) withdrawn: Option<String>,
    pub(super) aliases: Option<Vec<String>>,
    pub(super) severity: Option<Vec<RawSeverity>>,
    pub(super) affected: Option<Vec<RawAffected>>,
    pub(super) database_specific: Option<RawSpecific>,
}

#[derive(Deserialize)]
pub(super) struct RawSeverity {
    pub(super) score: String,
}

#[derive(Deserialize)]
pub(super) struct RawAffected {
    pub(super) package: Option<RawPackage>,
    pub(super) ranges: Option<Vec<RawRange>>,
    pub(super) versions: Option<Vec<String>>,
    pub(super) severity: Option<Vec<RawSeverity>>,
    pub(super) database_specific: Option<RawSpecific>,
}

#[derive(Deserialize)]
pub(super) struct RawPackage {
    pub(super) ecosystem: String,
    pub(super) name: String,
}

#[derive(Deserialize)]
pub(super) struct RawRange {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) events: Option<Vec<RawEvent>>,
}

#[derive(Deserialize)]
pub(super) struct RawEvent {
    pub(super) introduced: Option<String>,
    pub(super) fixed: Option<String>,
    pub(super) last_affected: Option<String>,
    pub(super) limit: Option<String>,
}

/// What a database adds of its own: anything may stand there.
#[derive(Deserialize)]
pub(super) struct RawSpecific {
    #[serde(default)]
    pub(super) severity: AnyText,
}

/// A text, or `None` for any other value.
#[derive(Default)]
pub(super) struct AnyText(pub(super) Option<String>);

impl<'de> Deserialize<'de> for AnyText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<AnyText, D::Error> {
        from.deserialize_any(AnyTextVisitor)
    }
}

struct AnyTextVisitor;

impl<'de> Visitor<'de> for AnyTextVisitor {
    type Value = AnyText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E>(self, text: &str) -> Result<AnyText, E> {
        Ok(AnyText(Some(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<AnyText, E> {
        Ok(AnyText(None))
    }

    fn visit_bool<E>(self, _: bool) -> Result<AnyText, E> {
        Ok(AnyText(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<AnyText, E> {
        Ok(AnyText(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<AnyText, E> {
        Ok(AnyText(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<AnyText, E> {
        Ok(AnyText(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<AnyText, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(AnyText(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AnyText, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(AnyText(None))
    }
}
