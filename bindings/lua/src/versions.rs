//! Versions, ranges and policies: texts in, plain values out. Nothing here is a handle.

use diram::versions::{self, Verdict, Version, VersionRange};
use mlua::BorrowedStr;
use mlua::prelude::*;

use crate::boundary::{Answer, Answers, Report, guarded, guarded_several};
use crate::failure::Refusal;
use crate::kept::{policy, range};
use crate::texts::Texts;

fn version(text: &LuaString) -> Result<Version, Refusal> {
    Ok(Version::parse(&read(text)?)?)
}

fn read(text: &LuaString) -> Result<BorrowedStr, Refusal> {
    text.to_str().map_err(|_| Refusal::NotUtf8("version"))
}

/// The versions of a list; the first that is none is told with its place, from 1.
fn versions_of(list: &'static str, texts: &Texts) -> Result<Vec<Version>, Refusal> {
    let item = |at, refusal| Refusal::Item(list, at, Box::new(refusal));
    let read = texts.iter(move |at| item(at, Refusal::NotUtf8("version")));
    let parse = |(at, text): (usize, Result<&str, Refusal>)| {
        Version::parse(text?).map_err(|e| item(at, e.into()))
    };
    (1..).zip(read).map(parse).collect()
}

/// A version's facts, as several values: canonical text, sort key, major, minor, patch, their three
/// states, the overall state, tail, build, whether it is stable.
pub(crate) struct Facts(Version);

impl IntoLuaMulti for Facts {
    fn into_lua_multi(self, lua: &Lua) -> LuaResult<LuaMultiValue> {
        let version = self.0;
        let [first, second, third] = version.states();
        (
            version.to_string(),
            lua.create_string(version.sort_key())?,
            version.major(),
            version.minor(),
            version.patch(),
            first.name(),
            second.name(),
            third.name(),
            version.state().name(),
            version.pre(),
            version.build(),
            version.is_stable(),
        )
            .into_lua_multi(lua)
    }
}

fn parse(_: &Lua, text: LuaString) -> Answers<Facts> {
    guarded_several(|| Ok(Facts(version(&text)?)))
}

fn from_semver(_: &Lua, text: LuaString) -> Answers<Facts> {
    guarded_several(|| Ok(Facts(Version::from_semver(&read(&text)?)?)))
}

/// The compact form, the text for SemVer tools, and the plain form or `nil`.
fn forms(_: &Lua, text: LuaString) -> Answers<(String, String, Option<String>)> {
    guarded_several(|| {
        let version = version(&text)?;
        Ok((
            version.to_compact(),
            version.to_semver(),
            version.to_plain(),
        ))
    })
}

/// −1, 0 or 1.
fn compare(_: &Lua, (a, b): (LuaString, LuaString)) -> Answer<i32> {
    guarded(|| Ok(version(&a)?.cmp(&version(&b)?) as i32))
}

/// The lists are equally long: the Lua layer has counted.
fn compare_many(_: &Lua, (a, b): (Texts, Texts)) -> Answer<Vec<i32>> {
    guarded(|| {
        let (a, b) = (versions_of("a", &a)?, versions_of("b", &b)?);
        Ok(a.iter().zip(&b).map(|(a, b)| a.cmp(b) as i32).collect())
    })
}

/// The places of the versions in ascending order, from 1; equal ones stay as they were.
fn sort(_: &Lua, texts: Texts) -> Answer<Vec<usize>> {
    guarded(|| {
        let versions = versions_of("versions", &texts)?;
        let mut places: Vec<_> = versions.iter().zip(1..).collect();
        places.sort_by_key(|(version, _)| *version);
        Ok(places.into_iter().map(|(_, place)| place).collect())
    })
}

/// Canonical text, and the text of the one version that it pins, or `nil`.
pub(crate) struct RangeFacts(VersionRange);

impl IntoLuaMulti for RangeFacts {
    fn into_lua_multi(self, lua: &Lua) -> LuaResult<LuaMultiValue> {
        let pin = self.0.exact_pin().map(ToString::to_string);
        (self.0.as_str(), pin).into_lua_multi(lua)
    }
}

fn range_parse(_: &Lua, text: LuaString) -> Answers<RangeFacts> {
    guarded_several(|| Ok(RangeFacts(range(&text)?)))
}

type QuestionArgs = (LuaString, LuaString, Option<LuaString>);

fn satisfies(_: &Lua, (v, r, p): QuestionArgs) -> Answer<bool> {
    guarded(|| {
        let version = version(&v)?;
        Ok(range(&r)?.admits(&version, &policy(p.as_ref())?))
    })
}

fn explain(_: &Lua, (v, r, p): QuestionArgs) -> Answer<Report<Verdict>> {
    guarded(|| {
        let verdict = range(&r)?.explain(&version(&v)?, &policy(p.as_ref())?);
        Ok(Report(verdict))
    })
}

type ManyArgs = (Texts, LuaString, Option<LuaString>);

fn satisfies_many(_: &Lua, (vs, r, p): ManyArgs) -> Answer<Vec<bool>> {
    guarded(|| {
        let versions = versions_of("versions", &vs)?;
        let (range, policy) = (range(&r)?, policy(p.as_ref())?);
        Ok(versions::satisfies_many(&versions, &range, &policy))
    })
}

/// The place of the preferred version, from 1; 0 when none will do.
fn max_satisfying(_: &Lua, (vs, r, p): ManyArgs) -> Answer<usize> {
    guarded(|| {
        let versions = versions_of("versions", &vs)?;
        let (range, policy) = (range(&r)?, policy(p.as_ref())?);
        let best = versions::max_satisfying(&versions, &range, &policy);
        let place = best.and_then(|best| versions.iter().position(|v| std::ptr::eq(v, best)));
        Ok(place.map_or(0, |place| place + 1))
    })
}

type TwoRanges = (LuaString, LuaString);

fn intersect(_: &Lua, (a, b): TwoRanges) -> Answers<RangeFacts> {
    guarded_several(|| Ok(RangeFacts(range(&a)?.intersect(&range(&b)?)?)))
}

fn union(_: &Lua, (a, b): TwoRanges) -> Answers<RangeFacts> {
    guarded_several(|| Ok(RangeFacts(range(&a)?.union(&range(&b)?)?)))
}

fn is_subset(_: &Lua, (a, b): TwoRanges) -> Answer<bool> {
    guarded(|| Ok(range(&a)?.is_subset(&range(&b)?)?))
}

fn is_empty(_: &Lua, text: LuaString) -> Answer<bool> {
    guarded(|| Ok(range(&text)?.is_empty()?))
}

/// A policy's canonical JSON.
fn policy_json(_: &Lua, json: LuaString) -> Answer<String> {
    guarded(|| Ok(policy(Some(&json))?.to_json()))
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("version_parse", lua.create_function(parse)?)?;
    module.set("version_from_semver", lua.create_function(from_semver)?)?;
    module.set("version_forms", lua.create_function(forms)?)?;
    module.set("version_compare", lua.create_function(compare)?)?;
    module.set("version_compare_many", lua.create_function(compare_many)?)?;
    module.set("version_sort", lua.create_function(sort)?)?;
    module.set("range_parse", lua.create_function(range_parse)?)?;
    module.set("range_satisfies", lua.create_function(satisfies)?)?;
    module.set("range_satisfies_many", lua.create_function(satisfies_many)?)?;
    module.set("range_max_satisfying", lua.create_function(max_satisfying)?)?;
    module.set("range_explain", lua.create_function(explain)?)?;
    module.set("range_intersect", lua.create_function(intersect)?)?;
    module.set("range_union", lua.create_function(union)?)?;
    module.set("range_is_subset", lua.create_function(is_subset)?)?;
    module.set("range_is_empty", lua.create_function(is_empty)?)?;
    module.set("policy_json", lua.create_function(policy_json)?)
}
