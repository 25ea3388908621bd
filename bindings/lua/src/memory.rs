//! Whole packages, parts and Huffman containers in memory.

use diram::codec::huffman;
use diram::packages;
use mlua::prelude::*;

use crate::boundary::{Answer, Bytes, Report, guarded};
use crate::options::{self, Pack};
use crate::progress::{Call, MaybeOp};

/// One symbol's code, as Lua sees it.
#[derive(serde::Serialize)]
struct SymbolCode {
    symbol: u8,
    length: u8,
    code: u16,
}

/// A component put together again, as Lua sees it.
struct Reconstructed(packages::Reconstructed);

impl IntoLua for Reconstructed {
    fn into_lua(self, lua: &Lua) -> LuaResult<LuaValue> {
        let table = lua.create_table()?;
        table.set("data", lua.create_string(&self.0.data)?)?;
        table.set("coherence", self.0.coherence)?;
        table.set("recovered", self.0.recovered)?;
        Ok(LuaValue::Table(table))
    }
}

type PackBytesArgs = (LuaString, Pack, MaybeOp, Option<LuaFunction>);

fn pack_bytes(_: &Lua, (data, opts, op, progress): PackBytesArgs) -> Answer<Bytes> {
    Call::new(&op, progress).run(|op| {
        guarded(|| {
            Ok(Bytes(packages::pack_bytes(
                &data.as_bytes(),
                &opts.judge(op)?,
            )?))
        })
    })
}

type UnpackBytesArgs = (LuaString, LuaTable, MaybeOp, Option<LuaFunction>);

fn unpack_bytes(_: &Lua, (package, opts, op, progress): UnpackBytesArgs) -> Answer<Bytes> {
    Call::new(&op, progress).run(|op| {
        let opts = options::read(&opts, op)?;
        guarded(|| {
            let content = packages::unpack_bytes_with(&package.as_bytes(), &opts)?;
            Ok(Bytes(content))
        })
    })
}

/// Bytes, the number that the job takes, operation, progress function.
type RecoveryArgs = (LuaString, f64, MaybeOp, Option<LuaFunction>);

fn compress(_: &Lua, (data, threshold, op, progress): RecoveryArgs) -> Answer<Bytes> {
    Call::new(&op, progress).run(|op| {
        guarded(|| {
            let made = packages::compress_with_recovery_with(&data.as_bytes(), threshold, op)?;
            Ok(Bytes(made))
        })
    })
}

fn decompress(_: &Lua, (package, level, op, progress): RecoveryArgs) -> Answer<Bytes> {
    Call::new(&op, progress).run(|op| {
        guarded(|| {
            let back = packages::decompress_fault_tolerant_with(&package.as_bytes(), level, op)?;
            Ok(Bytes(back))
        })
    })
}

/// `parts`: strings, and `false` for a missing one.
fn reconstruct(_: &Lua, (parts, opts): (Vec<LuaValue>, LuaTable)) -> Answer<Reconstructed> {
    let salvage = options::flag(&opts, "salvage")?;
    let parts: Vec<_> = parts
        .iter()
        .map(|p| p.as_string().map(LuaString::as_bytes))
        .collect();
    let parts: Vec<_> = parts.iter().map(Option::as_deref).collect();
    guarded(|| {
        Ok(Reconstructed(packages::reconstruct_component(
            &parts, salvage,
        )?))
    })
}

fn check_part(_: &Lua, part: LuaString) -> Answer<Report<packages::PartReport>> {
    guarded(|| Ok(Report(packages::check_part(&part.as_bytes()))))
}

fn heal_part(_: &Lua, part: LuaString) -> Answer<Bytes> {
    guarded(|| Ok(Bytes(packages::heal_part(&part.as_bytes())?)))
}

fn huffman_encode(_: &Lua, data: LuaString) -> Answer<Bytes> {
    guarded(|| Ok(Bytes(huffman::encode(&data.as_bytes()))))
}

fn huffman_decode(_: &Lua, (data, max_output): (LuaString, usize)) -> Answer<Bytes> {
    guarded(|| {
        let decoded = huffman::decode(&data.as_bytes(), max_output);
        Ok(Bytes(decoded.map_err(diram::Error::from)?))
    })
}

fn huffman_codes(_: &Lua, data: LuaString) -> Answer<Report<Vec<SymbolCode>>> {
    guarded(|| {
        let codes = huffman::codes(&data.as_bytes());
        let row = |c: &huffman::Code| SymbolCode {
            symbol: c.symbol,
            length: c.length,
            code: c.code,
        };
        Ok(Report(codes.iter().map(row).collect()))
    })
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("pack_bytes", lua.create_function(pack_bytes)?)?;
    module.set("unpack_bytes", lua.create_function(unpack_bytes)?)?;
    module.set("compress_with_recovery", lua.create_function(compress)?)?;
    module.set(
        "decompress_fault_tolerant",
        lua.create_function(decompress)?,
    )?;
    module.set("reconstruct_component", lua.create_function(reconstruct)?)?;
    module.set("check_part", lua.create_function(check_part)?)?;
    module.set("heal_part", lua.create_function(heal_part)?)?;
    module.set("huffman_encode", lua.create_function(huffman_encode)?)?;
    module.set("huffman_decode", lua.create_function(huffman_decode)?)?;
    module.set("huffman_codes", lua.create_function(huffman_codes)?)
}
