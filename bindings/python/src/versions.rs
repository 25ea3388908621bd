//! Versions and ranges: they cross as texts, and a version's facts as one tuple.
//!
//! These calls take less than a microsecond, so the single ones keep the interpreter and no JSON is
//! made; the lists let go of it.

use std::cmp::Ordering;

use diram::versions::{self, Policy, State, Version, VersionRange};
use diram::{Code, Error};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyString, PyTuple};

use crate::call::{attached, detached};
use crate::failure::Failed;
use crate::package::json;

/// A text from Python, which may hold what UTF-8 cannot.
pub(crate) struct Text(PyBackedStr);

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Text> {
        let text = value.cast::<PyString>()?.to_owned();
        PyBackedStr::try_from(text).map(Text).map_err(|_| {
            let message = "a text that is not Unicode: it has a lone surrogate".to_owned();
            Failed::Border {
                code: Code::Utf8,
                message,
            }
            .into()
        })
    }
}

fn policy(json: Option<Text>) -> Result<Policy, Error> {
    Ok(match json {
        None => Policy::new(),
        Some(text) => Policy::from_json(&text)?,
    })
}

fn parsed(texts: &[Text]) -> Result<Vec<Version>, Error> {
    texts.iter().map(|text| Ok(Version::parse(text)?)).collect()
}

/// Sort key, canonical text, three numbers, three states, overall state, tail, build, and whether
/// it is stable: one tuple, since making it is most of the time that a version takes.
type Facts<'py> = Bound<'py, PyTuple>;

fn facts<'py>(py: Python<'py>, version: &Version) -> PyResult<Facts<'py>> {
    let [major, minor, patch] = version.states();
    let facts = (
        PyBytes::new(py, version.sort_key()),
        version.to_string(),
        version.major(),
        version.minor(),
        version.patch(),
        (name(py, major), name(py, minor), name(py, patch)),
        name(py, version.state()),
        version.pre(),
        version.build(),
        version.is_stable(),
    );
    facts.into_pyobject(py)
}

/// A state's name; the usual ones are made once.
fn name<'py>(py: Python<'py>, state: &State) -> Bound<'py, PyString> {
    match state {
        State::Stable => intern!(py, "stable").clone(),
        State::Experimental => intern!(py, "experimental").clone(),
        State::Legacy => intern!(py, "legacy").clone(),
        State::Custom(name) => PyString::new(py, name),
    }
}

#[pyfunction]
pub(crate) fn version_parse<'py>(py: Python<'py>, text: Text) -> Result<Facts<'py>, Failed> {
    let version = attached(|| Ok(Version::parse(&text)?))?;
    Ok(facts(py, &version)?)
}

#[pyfunction]
pub(crate) fn version_from_semver<'py>(py: Python<'py>, text: Text) -> Result<Facts<'py>, Failed> {
    let version = attached(|| Ok(Version::from_semver(&text)?))?;
    Ok(facts(py, &version)?)
}

/// The plain form if there is one, the compact form, and the form for SemVer tools.
#[pyfunction]
pub(crate) fn version_forms(text: Text) -> Result<(Option<String>, String, String), Failed> {
    attached(|| {
        let version = Version::parse(&text)?;
        Ok((
            version.to_plain(),
            version.to_compact(),
            version.to_semver(),
        ))
    })
}

/// What every language shows of a version, as JSON.
#[pyfunction]
pub(crate) fn version_view(text: Text) -> Result<String, Failed> {
    json(&attached(|| Ok(Version::parse(&text)?.view()))?)
}

#[pyfunction]
pub(crate) fn compare(a: Text, b: Text) -> Result<i8, Failed> {
    attached(|| Ok(versions::compare(&a, &b)? as i8))
}

#[pyfunction]
pub(crate) fn compare_many(py: Python<'_>, pairs: Vec<(Text, Text)>) -> Result<Vec<i8>, Failed> {
    detached(py, || {
        let order = |(a, b): &(Text, Text)| Ok(versions::compare(a, b)? as i8);
        pairs.iter().map(order).collect()
    })
}

#[pyfunction]
pub(crate) fn satisfies(
    version: Text,
    range: Text,
    policy_json: Option<Text>,
) -> Result<bool, Failed> {
    attached(|| versions::satisfies(&version, &range, &policy(policy_json)?))
}

#[pyfunction]
pub(crate) fn satisfies_many(
    py: Python<'_>,
    texts: Vec<Text>,
    range: Text,
    policy_json: Option<Text>,
) -> Result<Vec<bool>, Failed> {
    detached(py, || {
        let range = VersionRange::parse(&range)?;
        let policy = policy(policy_json)?;
        let admits = |text: &Text| Ok(range.admits(&Version::parse(text)?, &policy));
        texts.iter().map(admits).collect()
    })
}

/// The place of the preferred one.
#[pyfunction]
pub(crate) fn max_satisfying(
    py: Python<'_>,
    texts: Vec<Text>,
    range: Text,
    policy_json: Option<Text>,
) -> Result<Option<usize>, Failed> {
    detached(py, || {
        let (list, range) = (parsed(&texts)?, VersionRange::parse(&range)?);
        let best = versions::max_satisfying(&list, &range, &policy(policy_json)?);
        Ok(best.and_then(|best| list.iter().position(|one| std::ptr::eq(one, best))))
    })
}

/// The places in ascending order; equal versions keep theirs.
#[pyfunction]
pub(crate) fn sort_order(
    py: Python<'_>,
    texts: Vec<Text>,
    reverse: bool,
) -> Result<Vec<usize>, Failed> {
    detached(py, || {
        let list = parsed(&texts)?;
        let ordered = |a: &Version, b: &Version| match a.cmp(b) {
            order if reverse => order.reverse(),
            order => order,
        };
        let mut places: Vec<(usize, Version)> = list.into_iter().enumerate().collect();
        places.sort_by(|(_, a), (_, b)| -> Ordering { ordered(a, b) });
        Ok(places.into_iter().map(|(place, _)| place).collect())
    })
}

/// The canonical text, and the version if the range is an exact pin.
#[pyfunction]
pub(crate) fn range_parse(text: Text) -> Result<(String, Option<String>), Failed> {
    attached(|| {
        let range = VersionRange::parse(&text)?;
        Ok((range.to_string(), range.exact_pin().map(Version::to_string)))
    })
}

#[pyfunction]
pub(crate) fn range_explain(
    range: Text,
    version: Text,
    policy_json: Option<Text>,
) -> Result<String, Failed> {
    let verdict = attached(|| {
        let version = Version::parse(&version)?;
        Ok(VersionRange::parse(&range)?.explain(&version, &policy(policy_json)?))
    })?;
    json(&verdict)
}

#[pyfunction]
pub(crate) fn range_intersect(a: Text, b: Text) -> Result<String, Failed> {
    attached(|| {
        Ok(VersionRange::parse(&a)?
            .intersect(&VersionRange::parse(&b)?)?
            .to_string())
    })
}

#[pyfunction]
pub(crate) fn range_union(a: Text, b: Text) -> Result<String, Failed> {
    attached(|| {
        Ok(VersionRange::parse(&a)?
            .union(&VersionRange::parse(&b)?)?
            .to_string())
    })
}

#[pyfunction]
pub(crate) fn range_is_subset(py: Python<'_>, a: Text, b: Text) -> Result<bool, Failed> {
    detached(py, || {
        Ok(VersionRange::parse(&a)?.is_subset(&VersionRange::parse(&b)?)?)
    })
}

#[pyfunction]
pub(crate) fn range_is_empty(py: Python<'_>, text: Text) -> Result<bool, Failed> {
    detached(py, || Ok(VersionRange::parse(&text)?.is_empty()?))
}

/// The policy's canonical JSON.
#[pyfunction]
pub(crate) fn policy_canonical(policy_json: Text) -> Result<String, Failed> {
    attached(|| Ok(Policy::from_json(&policy_json)?.to_json()))
}
