//! Versions, and questions about them. A version crosses as text and comes back as four lines: its
//! canonical text, its sort key, its overall state, and whether it is stable.

use std::cmp::Ordering;
use std::fmt::Write;

use diram::versions::{Policy, Version, VersionRange, max_satisfying, satisfies_many};
use jni::Env;
use jni::objects::{JByteArray, JIntArray};
use jni::sys::{jboolean, jint};

use crate::border::{Failure, native};
use crate::bytes;
use crate::kept::{self, policy};
use crate::texts::Texts;

/// The version in a Java array.
pub(crate) fn version(env: &Env<'_>, text: &JByteArray<'_>) -> Result<Version, Failure> {
    Ok(Version::parse(&bytes::text(env, "version", text)?)?)
}

/// Appends the lines that Java makes a version of.
fn lines(out: &mut String, version: &Version) {
    // Keys are ASCII.
    let key = version.sort_key().iter().copied().map(char::from);
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{version}");
    out.extend(key);
    let _ = writeln!(out, "\n{}\n{}", version.state(), version.is_stable());
}

/// Versions for Java.
pub(crate) fn to_java<'local>(
    env: &mut Env<'local>,
    versions: &[Version],
) -> Result<JByteArray<'local>, Failure> {
    let mut out = String::with_capacity(versions.len() * 64);
    versions.iter().for_each(|version| lines(&mut out, version));
    bytes::to_java(env, "versions", out.as_bytes())
}

fn order(order: Ordering) -> jint {
    order as jint
}

native! {
    fn versionParse(env, text: JByteArray<'local>) -> JByteArray<'local> {
        let version = version(env, &text)?;
        to_java(env, &[version])
    }

    fn versionParseMany(
        env,
        texts: JByteArray<'local>,
        ends: JIntArray<'local>,
    ) -> JByteArray<'local> {
        let texts = Texts::new(env, "versions", &texts, &ends)?;
        let versions = texts.map(Version::parse)?;
        to_java(env, &versions)
    }

    fn versionFromSemver(env, text: JByteArray<'local>) -> JByteArray<'local> {
        let version = Version::from_semver(&bytes::text(env, "text", &text)?)?;
        to_java(env, &[version])
    }

    /// `null` when not all states are stable.
    fn versionPlain(env, text: JByteArray<'local>) -> JByteArray<'local> {
        let plain = version(env, &text)?.to_plain();
        bytes::or_null(env, "a version", plain)
    }

    fn versionCompact(env, text: JByteArray<'local>) -> JByteArray<'local> {
        let compact = version(env, &text)?.to_compact();
        bytes::to_java(env, "a version", compact.as_bytes())
    }

    fn versionSemver(env, text: JByteArray<'local>) -> JByteArray<'local> {
        let semver = version(env, &text)?.to_semver();
        bytes::to_java(env, "a version", semver.as_bytes())
    }

    /// -1, 0 or 1.
    fn versionCompare(env, a: JByteArray<'local>, b: JByteArray<'local>) -> jint {
        Ok(order(version(env, &a)?.cmp(&version(env, &b)?)))
    }

    fn satisfies(
        env,
        text: JByteArray<'local>,
        range: JByteArray<'local>,
        json: JByteArray<'local>,
    ) -> jboolean {
        let (version, range) = (version(env, &text)?, kept::range(env, &range)?);
        Ok(range.admits(&version, &policy(env, &json)?))
    }

    /// A byte each, 1 for those admitted.
    fn satisfiesMany(
        env,
        texts: JByteArray<'local>,
        ends: JIntArray<'local>,
        range: JByteArray<'local>,
        json: JByteArray<'local>,
    ) -> JByteArray<'local> {
        let (versions, range) = question(env, &texts, &ends, &range)?;
        let answers = satisfies_many(&versions, &range, &policy(env, &json)?);
        let answers: Vec<u8> = answers.into_iter().map(u8::from).collect();
        bytes::to_java(env, "the answers", &answers)
    }

    /// The place of the preferred one, -1 when none is admitted.
    fn maxSatisfying(
        env,
        texts: JByteArray<'local>,
        ends: JIntArray<'local>,
        range: JByteArray<'local>,
        json: JByteArray<'local>,
    ) -> jint {
        let (versions, range) = question(env, &texts, &ends, &range)?;
        let best = max_satisfying(&versions, &range, &policy(env, &json)?);
        let place = best.and_then(|best| versions.iter().position(|v| std::ptr::eq(v, best)));
        Ok(place.and_then(|place| jint::try_from(place).ok()).unwrap_or(-1))
    }

    /// A policy's canonical JSON.
    fn policyParse(env, json: JByteArray<'local>) -> JByteArray<'local> {
        let canonical = Policy::from_json(&bytes::text(env, "policy", &json)?)?.to_json();
        bytes::to_java(env, "a policy", canonical.as_bytes())
    }
}

/// Versions, and the range they are held against.
fn question(
    env: &Env<'_>,
    texts: &JByteArray<'_>,
    ends: &JIntArray<'_>,
    range: &JByteArray<'_>,
) -> Result<(Vec<Version>, VersionRange), Failure> {
    let texts = Texts::new(env, "versions", texts, ends)?;
    let range = kept::range(env, range)?;
    Ok((texts.map(Version::parse)?, range))
}
