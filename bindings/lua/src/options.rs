//! Option tables, already checked for names and types by the Lua layer, into option values.

use std::path::PathBuf;

use diram::packages::{HealOptions, Kind, PackOptions, ReadOptions, Redundancy, UnpackOptions};
use diram::{Error, Op};
use mlua::prelude::*;

use crate::failure::Refusal;
use crate::texts::Texts;

/// The kinds of `extra` files, with their options.
const EXTRAS: [(&str, Kind); 4] = [
    ("services", Kind::Service),
    ("operations", Kind::Operation),
    ("divisions", Kind::Division),
    ("country", Kind::Country),
];

/// A file name: bytes on Unix, UTF-8 elsewhere.
pub(crate) fn path(argument: &'static str, text: &LuaString) -> Result<PathBuf, Refusal> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let _ = argument;
        Ok(PathBuf::from(std::ffi::OsStr::from_bytes(&text.as_bytes())))
    }
    #[cfg(not(unix))]
    {
        self::text(argument, text).map(PathBuf::from)
    }
}

/// Text: UTF-8.
pub(crate) fn text(argument: &'static str, text: &LuaString) -> Result<String, Refusal> {
    text.to_str()
        .map(|text| text.to_owned())
        .map_err(|_| Refusal::NotUtf8(argument))
}

/// The options of a packing, as Lua gave them: nothing of them is judged yet.
pub(crate) struct Pack {
    name: Option<LuaString>,
    version: Option<LuaString>,
    codec: Option<LuaString>,
    quality: Option<u64>,
    redundancy: Option<f64>,
    mtime: Option<bool>,
    epoch: Option<u64>,
    threads: Option<usize>,
    extra: Vec<(Kind, &'static str, LuaString)>,
}

impl FromLua for Pack {
    fn from_lua(value: LuaValue, lua: &Lua) -> LuaResult<Pack> {
        let table = LuaTable::from_lua(value, lua)?;
        let mut extra = Vec::new();
        for (key, kind) in EXTRAS {
            for file in table
                .get::<Option<Vec<LuaString>>>(key)?
                .unwrap_or_default()
            {
                extra.push((kind, key, file));
            }
        }
        Ok(Pack {
            name: table.get("name")?,
            version: table.get("version")?,
            codec: table.get("codec")?,
            quality: table.get("quality")?,
            redundancy: table.get("redundancy")?,
            mtime: table.get("mtime")?,
            epoch: table.get("epoch")?,
            threads: table.get("threads")?,
            extra,
        })
    }
}

impl Pack {
    /// The option value, or which option is wrong.
    pub(crate) fn judge(self, op: &Op) -> Result<PackOptions, Refusal> {
        let mut options = PackOptions::new().op(op);
        if let Some(name) = self.name {
            options = options.name(text("name", &name)?);
        }
        if let Some(version) = self.version {
            options = options.version(text("version", &version)?);
        }
        if let Some(codec) = self.codec {
            options = options.codec(text("codec", &codec)?.parse()?);
        }
        if let Some(quality) = self.quality {
            options = options.quality(u32::try_from(quality).unwrap_or(u32::MAX));
        }
        if let Some(percent) = self.redundancy {
            options = options.redundancy(redundancy(percent)?);
        }
        if let Some(mtime) = self.mtime {
            options = options.mtime(mtime);
        }
        if let Some(epoch) = self.epoch {
            options = options.epoch(epoch);
        }
        if let Some(threads) = self.threads {
            options = options.threads(threads);
        }
        for (kind, key, file) in self.extra {
            options = options.with(kind, path(key, &file)?);
        }
        Ok(options)
    }
}

fn redundancy(percent: f64) -> Result<Redundancy, Error> {
    Redundancy::from_percent(percent).ok_or_else(|| Error::Limit {
        argument: "redundancy",
        range: "6.25..=44 (percent)",
        got: percent.to_string(),
    })
}

/// `{salvage, threads}`.
pub(crate) fn heal(table: &LuaTable, op: &Op) -> LuaResult<HealOptions> {
    Ok(HealOptions::new()
        .salvage(flag(table, "salvage")?)
        .threads(table.get::<Option<usize>>("threads")?.unwrap_or_default())
        .op(op))
}

/// `{salvage, max_output}`.
pub(crate) fn read(table: &LuaTable, op: &Op) -> LuaResult<ReadOptions> {
    let options = ReadOptions::new().salvage(flag(table, "salvage")?).op(op);
    Ok(match table.get::<Option<u64>>("max_output")? {
        Some(most) => options.max_output(most),
        None => options,
    })
}

/// `{paths, salvage, best_effort, force, threads}`.
pub(crate) fn unpack(table: &LuaTable, op: &Op) -> LuaResult<Result<UnpackOptions, Refusal>> {
    let paths = table.get::<Option<Texts>>("paths")?.unwrap_or_default();
    let options = UnpackOptions::new()
        .salvage(flag(table, "salvage")?)
        .best_effort(flag(table, "best_effort")?)
        .force(flag(table, "force")?)
        .threads(table.get::<Option<usize>>("threads")?.unwrap_or_default())
        .op(op);
    let paths: Result<Vec<_>, _> = paths
        .iter(|_| Refusal::NotUtf8("paths"))
        .map(|path| path.map(str::to_owned))
        .collect();
    Ok(paths.map(|paths| options.paths(paths)))
}

pub(crate) fn flag(table: &LuaTable, key: &str) -> LuaResult<bool> {
    Ok(table.get::<Option<bool>>(key)?.unwrap_or_default())
}
