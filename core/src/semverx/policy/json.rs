//! Policies as JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{AutoUpdate, Lines, Policy};
use crate::document::{Entries, Node, from_json};
use crate::semverx::error::{PolicyError, quote};
use crate::semverx::near;
use crate::semverx::range::VersionRange;

/// Every key, in order.
const KEYS: [&str; 12] = [
    "allow_experimental",
    "allow_legacy",
    "allow_prerelease",
    "auto_update",
    "budget",
    "lines",
    "max_fault",
    "max_update_rate",
    "min_release_age",
    "overrides",
    "sources",
    "strict",
];

const AGE: &str = "seconds, or a number with s, m, h, d or w, such as \"3d\"";
const COUNT: &str = "a whole number from 0 to 2^53 − 1";

pub(super) fn read(text: &str) -> Result<Policy, PolicyError> {
    let entries = from_json(text).map_err(|e| PolicyError::Json {
        why: quote(&e.to_string()),
    })?;
    read_entries(&entries)
}

pub(super) fn read_entries(entries: &Entries) -> Result<Policy, PolicyError> {
    let mut policy = Policy::DEFAULT;
    let mut seen = BTreeSet::new();
    for (key, value) in entries {
        let Some(known) = KEYS.iter().find(|known| *known == key) else {
            return Err(PolicyError::UnknownKey {
                key: quote(key),
                nearest: near::nearest(key, &KEYS).unwrap_or(KEYS[0]),
            });
        };
        if !seen.insert(known) {
            return Err(PolicyError::Repeated { key: key.clone() });
        }
        if !value.is_null() {
            set(&mut policy, known, value)?;
        }
    }
    Ok(policy)
}

fn set(policy: &mut Policy, key: &str, value: &Node) -> Result<(), PolicyError> {
    let wrong = |expected| wrong(key, value, expected);
    let boolean = || value.as_bool().ok_or_else(|| wrong("true or false"));
    match key {
        "allow_experimental" => policy.allow_experimental = Some(boolean()?),
        "allow_legacy" => policy.allow_legacy = Some(boolean()?),
        "allow_prerelease" => policy.allow_prerelease = boolean()?,
        "strict" => policy.strict = boolean()?,
        "budget" => policy.budget = count(value).ok_or_else(|| wrong(COUNT))?,
        "max_update_rate" => {
            let rate = count(value).and_then(|n| u32::try_from(n).ok());
            policy.max_update_rate =
                rate.ok_or_else(|| wrong("a whole number from 0 to 4294967295"))?;
        }
        "max_fault" => {
            let level = count(value).and_then(|n| u8::try_from(n).ok());
            policy.max_fault = level
                .filter(|level| *level <= Policy::MAX_FAULT)
                .ok_or_else(|| wrong("a fault level from 0 to 17"))?;
        }
        "min_release_age" => {
            policy.min_release_age = Some(age(value).ok_or_else(|| wrong(AGE))?);
        }
        "auto_update" => {
            policy.auto_update = match value.as_text() {
                Some("off") => AutoUpdate::Off,
                Some("opt-in") => AutoUpdate::OptIn,
                Some("mandatory") => AutoUpdate::Mandatory,
                _ => return Err(wrong("\"off\", \"opt-in\" or \"mandatory\"")),
            }
        }
        "lines" => {
            policy.lines = match value.as_text() {
                Some("major") => Some(Lines::Major),
                _ => return Err(wrong("\"major\" or null")),
            }
        }
        "sources" => policy.sources = sources(value)?,
        _ => policy.overrides = overrides(value)?,
    }
    Ok(())
}

fn wrong(key: &str, value: &Node, expected: &'static str) -> PolicyError {
    PolicyError::Value {
        key: quote(key),
        found: quote(&value.to_string()),
        expected,
    }
}

/// A whole number that every language can hold.
fn count(value: &Node) -> Option<u64> {
    value.as_whole().filter(|n| *n < 1 << 53)
}

/// Seconds.
fn age(value: &Node) -> Option<u64> {
    let Some(text) = value.as_text() else {
        return count(value);
    };
    let unit = text.bytes().last()?;
    let digits = text.strip_suffix(char::from(unit))?;
    let factor = match unit {
        b's' => 1,
        b'm' => 60,
        b'h' => 3600,
        b'd' => 86_400,
        b'w' => 604_800,
        _ => return None,
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = digits.parse::<u64>().ok()?.checked_mul(factor)?;
    (seconds < 1 << 53).then_some(seconds)
}

/// The entries of an object, no key twice.
fn object<'a>(
    key: &str,
    value: &'a Node,
    expected: &'static str,
) -> Result<&'a Entries, PolicyError> {
    let entries = value
        .as_table()
        .ok_or_else(|| wrong(key, value, expected))?;
    let mut seen = BTreeSet::new();
    match entries.iter().find(|(inner, _)| !seen.insert(inner)) {
        Some((inner, _)) => Err(PolicyError::Repeated {
            key: quote(&format!("{key}.{inner}")),
        }),
        None => Ok(entries),
    }
}

fn sources(value: &Node) -> Result<BTreeMap<String, String>, PolicyError> {
    const EXPECTED: &str = "an object from names, or beginnings of names and *, to sources";
    let entries = object("sources", value, EXPECTED)?
        .iter()
        .map(|(pattern, value)| {
            let key = format!("sources.{pattern}");
            let name = pattern.strip_suffix('*').unwrap_or(pattern);
            if pattern.is_empty() || name.contains('*') {
                return Err(wrong(
                    &key,
                    value,
                    "under a name, or the beginning of names and one *",
                ));
            }
            match value.as_text() {
                Some(source) if !source.is_empty() => Ok((pattern.clone(), source.to_owned())),
                _ => Err(wrong(&key, value, "the text of a source")),
            }
        });
    entries.collect()
}

fn overrides(value: &Node) -> Result<BTreeMap<String, VersionRange>, PolicyError> {
    const EXPECTED: &str = "an object from package names to version ranges";
    let entries = object("overrides", value, EXPECTED)?
        .iter()
        .map(|(name, value)| {
            let Some(text) = value.as_text() else {
                let key = format!("overrides.{name}");
                return Err(wrong(&key, value, "the text of a version range"));
            };
            let range = VersionRange::parse(text).map_err(|source| PolicyError::Override {
                name: quote(name),
                source,
            })?;
            Ok((name.clone(), range))
        });
    entries.collect()
}

/// The keys that are not as by default.
pub(super) fn fields(policy: &Policy) -> BTreeMap<&'static str, Value> {
    let default = Policy::DEFAULT;
    let mut out = BTreeMap::new();
    let mut put = |key: &'static str, value: Value, differs: bool| {
        if differs {
            out.insert(key, value);
        }
    };
    let p = policy;
    let experimental = p.allow_experimental;
    put(
        "allow_experimental",
        json!(experimental),
        experimental.is_some(),
    );
    put(
        "allow_legacy",
        json!(p.allow_legacy),
        p.allow_legacy.is_some(),
    );
    put("allow_prerelease", json!(true), p.allow_prerelease);
    let update = match p.auto_update {
        AutoUpdate::Off => "off",
        AutoUpdate::OptIn => "opt-in",
        AutoUpdate::Mandatory => "mandatory",
    };
    put(
        "auto_update",
        json!(update),
        p.auto_update != default.auto_update,
    );
    put("budget", json!(p.budget), p.budget != default.budget);
    let lines = p.lines.map(|Lines::Major| "major");
    put("lines", json!(lines), lines.is_some());
    put(
        "max_fault",
        json!(p.max_fault),
        p.max_fault != default.max_fault,
    );
    let rate = p.max_update_rate;
    put(
        "max_update_rate",
        json!(rate),
        rate != default.max_update_rate,
    );
    put(
        "min_release_age",
        json!(p.min_release_age),
        p.min_release_age.is_some(),
    );
    put("overrides", json!(p.overrides), !p.overrides.is_empty());
    put("sources", json!(p.sources), !p.sources.is_empty());
    put("strict", json!(true), p.strict);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Failure;
    use serde_json::Map;

    const FULL: &str = r#"{"allow_experimental":false,"allow_legacy":true,"allow_prerelease":true,"auto_update":"off","budget":7,"lines":"major","max_fault":17,"max_update_rate":0,"min_release_age":60,"overrides":{"a":"^1 || 2.*.*.experimental"},"sources":{"@b/*":"remote","c":"local"},"strict":true}"#;

    #[test]
    fn canonical_json_round_trips() {
        let policy = Policy::from_json(FULL).unwrap();
        assert_eq!(policy.to_json(), FULL);
        assert_eq!(Policy::from_json("{}").unwrap(), Policy::default());
        assert_eq!(Policy::default().to_json(), "{}");
        let keys: Map<String, Value> = serde_json::from_str(FULL).unwrap();
        assert!(keys.keys().eq(KEYS), "every key is in the test");
    }

    #[test]
    fn every_key_may_be_null() {
        for key in KEYS {
            let policy = Policy::from_json(&format!("{{{key:?}:null}}")).unwrap();
            assert_eq!(policy, Policy::default(), "{key}");
        }
    }

    #[test]
    fn ages_have_units() {
        for (text, seconds) in [
            ("90", 90),
            ("\"45s\"", 45),
            ("\"30m\"", 1800),
            ("\"12h\"", 43_200),
            ("\"3d\"", 259_200),
            ("\"2w\"", 1_209_600),
        ] {
            let policy = Policy::from_json(&format!("{{\"min_release_age\":{text}}}")).unwrap();
            assert_eq!(policy.min_release_age, Some(seconds), "{text}");
        }
    }

    #[test]
    fn wrong_policies_say_where() {
        for (text, message) in [
            ("[]", "not a JSON object"),
            ("{", "not a JSON object"),
            ("", "not a JSON object"),
            (
                r#"{"allow_experimentel":true}"#,
                "no \"allow_experimentel\"",
            ),
            (r#"{"strict":true,"strict":false}"#, "\"strict\" twice"),
            (r#"{"strict":1}"#, "1 is not true or false"),
            (r#"{"allow_legacy":"yes"}"#, "is not true or false"),
            (
                r#"{"max_fault":18}"#,
                "18 is not a fault level from 0 to 17",
            ),
            (r#"{"max_fault":-1}"#, "-1 is not"),
            (r#"{"max_update_rate":4294967296}"#, "4294967296 is not"),
            (r#"{"budget":9007199254740992}"#, "9007199254740992 is not"),
            (r#"{"min_release_age":"3"}"#, "is not seconds"),
            (r#"{"min_release_age":"d"}"#, "is not seconds"),
            (r#"{"min_release_age":"+3d"}"#, "is not seconds"),
            (r#"{"min_release_age":"3é"}"#, "is not seconds"),
            (
                r#"{"min_release_age":"99999999999999999w"}"#,
                "is not seconds",
            ),
            (r#"{"auto_update":"always"}"#, "\"opt-in\""),
            (r#"{"lines":"minor"}"#, "\"major\" or null"),
            (r#"{"sources":[]}"#, "\"sources\": [] is not"),
            (r#"{"sources":{"a*b":"x"}}"#, "\"sources.a*b\""),
            (r#"{"sources":{"a":""}}"#, "\"sources.a\""),
            (r#"{"sources":{"a":"x","a":"y"}}"#, "\"sources.a\" twice"),
            (r#"{"overrides":{"a":1}}"#, "\"overrides.a\": 1 is not"),
            (r#"{"overrides":{"a":"v1"}}"#, "override for \"a\""),
        ] {
            let error = Policy::from_json(text).unwrap_err();
            assert!(error.to_string().contains(message), "{text}: {error}");
            assert_eq!(error.code(), crate::Code::Policy);
            assert!(error.hint().is_some(), "{text}");
        }
        let near = Policy::from_json(r#"{"allow_experimentel":true}"#).unwrap_err();
        assert_eq!(near.hint().as_deref(), Some("write allow_experimental"));
        let inner = Policy::from_json(r#"{"overrides":{"a":"v1"}}"#).unwrap_err();
        assert_eq!(inner.hint().as_deref(), Some("write 1.*.*"));
    }
}
