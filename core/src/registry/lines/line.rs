//! One line's JSON, before its texts are read.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::Wrong;
use crate::registry::entry::MAX_DEPENDENCIES;
use crate::registry::quote::short;

/// The keys that a line may have.
const KEYS: [&str; 7] = [
    "name",
    "version",
    "deps",
    "yanked",
    "fault",
    "sha256",
    "published",
];

/// The values of a line; texts borrow from it where nothing in them is escaped.
#[derive(Default)]
pub(super) struct RawLine<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) version: Cow<'a, str>,
    pub(super) deps: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(super) yanked: bool,
    pub(super) fault: u64,
    pub(super) sha256: Option<Cow<'a, str>>,
    pub(super) published: Option<u64>,
}

impl<'a> RawLine<'a> {
    /// The values, or the column (from 1) of what is wrong.
    pub(super) fn parse(text: &'a str) -> Result<RawLine<'a>, (usize, Wrong)> {
        let hint = RefCell::new(None);
        let mut json = serde_json::Deserializer::from_str(text);
        let read = Line { hint: &hint }
            .deserialize(&mut json)
            .and_then(|line| json.end().map(|()| line));
        read.map_err(|error| {
            let message = error.to_string();
            let why = message
                .rsplit_once(" at line ")
                .map_or(&*message, |parts| parts.0);
            (error.column().max(1), (why.to_owned(), hint.take()))
        })
    }

    /// The column (from 1) where a text of this line stands; 1 for one that cannot be found.
    pub(super) fn column_of(&self, text: &str, place: &str) -> usize {
        let begin = (place.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
        match begin.filter(|at| *at < text.len()) {
            Some(at) => at + 1,
            None => text.find(place).map_or(1, |at| at + 1),
        }
    }
}

/// Reads the object of a line; `hint` receives what to write instead.
struct Line<'h> {
    hint: &'h RefCell<Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Line<'_> {
    type Value = RawLine<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<RawLine<'de>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Line<'_> {
    type Value = RawLine<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with name, version and deps")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawLine<'de>, A::Error> {
        let mut line = RawLine::default();
        let mut seen = [false; KEYS.len()];
        while let Some(key) = map.next_key_seed(Text)? {
            let Some(index) = KEYS.iter().position(|known| *known == key) else {
                *self.hint.borrow_mut() = Some(nearest_key(&key));
                let key = short(&key);
                return Err(de::Error::custom(format!("unknown key {key:?}")));
            };
            if let Some(seen) = seen.get_mut(index)
                && std::mem::replace(seen, true)
            {
                return Err(de::Error::custom(format!("key {key:?} stands twice")));
            }
            match &*key {
                "name" => line.name = map.next_value_seed(Text)?,
                "version" => line.version = map.next_value_seed(Text)?,
                "deps" => line.deps = map.next_value_seed(Deps)?,
                "yanked" => line.yanked = map.next_value()?,
                "fault" => line.fault = map.next_value()?,
                "sha256" => line.sha256 = Some(map.next_value_seed(Text)?),
                _ => line.published = Some(map.next_value()?),
            }
        }
        if let Some((key, _)) = KEYS.iter().zip(seen).take(3).find(|(_, seen)| !seen) {
            *self.hint.borrow_mut() = Some(match *key {
                "deps" => "write \"deps\":{} for a package that needs nothing".into(),
                _ => "a line is {\"name\":…,\"version\":…,\"deps\":{…}}".into(),
            });
            return Err(de::Error::custom(format!("key {key:?} is missing")));
        }
        Ok(line)
    }
}

fn nearest_key(key: &str) -> String {
    let key = short(key).to_lowercase();
    let best = KEYS
        .iter()
        .map(|known| (strsim::osa_distance(known, &key), *known))
        .chain(
            [
                ("dependencies", "deps"),
                ("hash", "sha256"),
                ("time", "published"),
            ]
            .map(|(alias, known)| (strsim::osa_distance(alias, &key), known)),
        )
        .min();
    match best {
        Some((distance, known)) if distance <= 2 => format!("did you mean {known:?}?"),
        _ => format!("the keys are {}", KEYS.join(", ")),
    }
}

/// A text, borrowed if possible.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Cow<'de, str>, D::Error> {
        json.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// The dependencies, as they stand there.
struct Deps;

impl<'de> DeserializeSeed<'de> for Deps {
    type Value = Vec<(Cow<'de, str>, Cow<'de, str>)>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Deps {
    type Value = Vec<(Cow<'de, str>, Cow<'de, str>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of names and ranges")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut deps = Vec::new();
        while let Some(name) = map.next_key_seed(Text)? {
            if deps.len() == MAX_DEPENDENCIES {
                let why = format!("more than {MAX_DEPENDENCIES} dependencies");
                return Err(de::Error::custom(why));
            }
            deps.push((name, map.next_value_seed(Text)?));
        }
        Ok(deps)
    }
}
