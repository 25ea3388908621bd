//! Operations of versions and ranges.

use diram_core::semverx::{
    self, Policy, Version, VersionRange, max_satisfying, satisfies_many, sort,
};
use serde_json::{Value, json};

use crate::input::Input;
use crate::refused::Refused;

/// The result, or `None` for an operation that is not about versions.
pub(crate) fn run(op: &str, input: &Input<'_>) -> Result<Option<Value>, Refused> {
    let version = |name| Version::parse(input.text(name));
    let range = |name| VersionRange::parse(input.text(name));
    Ok(Some(match op {
        "version_parse" => json!(version("text")?.view()),
        "version_compare" => json!({"order": version("a")?.cmp(&version("b")?) as i8}),
        "version_sort" => json!({"versions": sorted(&texts(input))?}),
        "range_parse" => json!({"text": range("text")?.to_string()}),
        "satisfies" => {
            json!({"result": range("range")?.admits(&version("version")?, &policy(input)?)})
        }
        "satisfies_many" => {
            let versions = parsed(&texts(input))?;
            json!({"result": satisfies_many(&versions, &range("range")?, &policy(input)?)})
        }
        "max_satisfying" => {
            let (texts, versions) = (texts(input), parsed(&texts(input))?);
            let best = max_satisfying(&versions, &range("range")?, &policy(input)?);
            let at = best.map(|best| versions.iter().position(|one| std::ptr::eq(one, best)));
            json!({"result": at.map(|at| texts[at.expect("one of them")])})
        }
        "range_intersect" => json!({"text": range("a")?.intersect(&range("b")?)?.to_string()}),
        "range_union" => json!({"text": range("a")?.union(&range("b")?)?.to_string()}),
        "range_subset" => json!({"result": range("a")?.is_subset(&range("b")?)?}),
        "range_empty" => json!({"result": range("text")?.is_empty()?}),
        "explain" => json!(range("range")?.explain(&version("version")?, &policy(input)?)),
        _ => return Ok(None),
    }))
}

fn texts<'a>(input: &Input<'a>) -> Vec<&'a str> {
    let list = input.fields["versions"].as_array().expect("versions");
    list.iter().map(|v| v.as_str().expect("a text")).collect()
}

fn parsed(texts: &[&str]) -> Result<Vec<Version>, semverx::VersionError> {
    texts.iter().map(|text| Version::parse(text)).collect()
}

/// The texts in the order that `sort` gives their versions.
fn sorted<'a>(texts: &[&'a str]) -> Result<Vec<&'a str>, Refused> {
    let mut versions = parsed(texts)?;
    let mut pairs: Vec<_> = versions.iter().cloned().zip(texts).collect();
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    sort(&mut versions);
    let same = |(one, (other, _)): (&Version, &(Version, _))| one.identical(other);
    assert!(versions.iter().zip(&pairs).all(same), "sort is not stable");
    Ok(pairs.into_iter().map(|(_, text)| *text).collect())
}

fn policy(input: &Input<'_>) -> Result<Policy, semverx::PolicyError> {
    match input.fields.get("policy") {
        Some(keys) => Policy::from_json(&keys.to_string()),
        None => Ok(Policy::default()),
    }
}
