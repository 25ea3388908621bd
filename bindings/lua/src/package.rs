//! An open package and its entries.

use std::io::Read;

use diram::packages::{
    ComponentView, Entry, EntryReader, HealReport, Package, UnpackReport, Verification,
};
use diram::{Error, Op};
use mlua::prelude::*;

use crate::boundary::{Answer, Bytes, Report, guarded};
use crate::handle::Handle;
use crate::options;
use crate::progress::{Call, MaybeOp};

/// Most bytes one `entry_read` gives.
const READ_LIMIT: usize = 1 << 16;

pub(crate) type PackageRef = LuaUserDataRef<Handle<Package>>;
type EntryRef = LuaUserDataRef<Handle<EntryReader>>;
/// Package, target or member, options, operation, progress function.
type JobArgs = (
    PackageRef,
    LuaString,
    LuaTable,
    MaybeOp,
    Option<LuaFunction>,
);

fn open(
    _: &Lua,
    (file, op, progress): (LuaString, MaybeOp, Option<LuaFunction>),
) -> Answer<Handle<Package>> {
    Call::new(&op, progress).run(|op| {
        guarded(|| {
            Ok(Handle::new(
                "package",
                Package::open_with(options::path("src", &file)?, op)?,
            ))
        })
    })
}

fn open_bytes(
    _: &Lua,
    (bytes, op, progress): (LuaString, MaybeOp, Option<LuaFunction>),
) -> Answer<Handle<Package>> {
    Call::new(&op, progress).run(|op| {
        guarded(|| {
            let package = Package::open_bytes_with(bytes.as_bytes().to_vec(), op)?;
            Ok(Handle::new("package", package))
        })
    })
}

fn close(_: &Lua, package: PackageRef) -> LuaResult<bool> {
    package.close();
    Ok(true)
}

fn name(_: &Lua, package: PackageRef) -> Answer<Option<String>> {
    package.shared(|p| Ok(p.name()))
}

fn version(_: &Lua, package: PackageRef) -> Answer<Option<String>> {
    package.shared(|p| Ok(p.version()))
}

fn overall_coherence(_: &Lua, package: PackageRef) -> Answer<f64> {
    package.shared(|p| Ok(p.overall_coherence()?))
}

type LookArgs = (PackageRef, MaybeOp, Option<LuaFunction>);

fn verify(_: &Lua, (package, op, progress): LookArgs) -> Answer<Report<Verification>> {
    Call::new(&op, progress).run(|op| package.shared(|p| Ok(Report(p.verify_with(op)?))))
}

fn heal(_: &Lua, (package, dst, opts, op, progress): JobArgs) -> Answer<Report<HealReport>> {
    Call::new(&op, progress).run(|op| {
        let opts = options::heal(&opts, op)?;
        package.shared(|p| Ok(Report(p.heal(options::path("dst", &dst)?, &opts)?)))
    })
}

/// The healed bytes and their report.
struct Healed(Vec<u8>, HealReport);

impl IntoLua for Healed {
    fn into_lua(self, lua: &Lua) -> LuaResult<LuaValue> {
        let table = lua.create_table()?;
        table.set("data", Bytes(self.0))?;
        table.set("report", Report(self.1))?;
        Ok(LuaValue::Table(table))
    }
}

type HealBytesArgs = (PackageRef, LuaTable, MaybeOp, Option<LuaFunction>);

fn heal_bytes(_: &Lua, (package, opts, op, progress): HealBytesArgs) -> Answer<Healed> {
    Call::new(&op, progress).run(|op| {
        let opts = options::heal(&opts, op)?;
        package.shared(|p| {
            let mut bytes = Vec::new();
            let report = p.heal_to(&mut bytes, &opts)?;
            Ok(Healed(bytes, report))
        })
    })
}

type Unpacking = fn(
    &Package,
    std::path::PathBuf,
    &diram::packages::UnpackOptions,
) -> Result<UnpackReport, Error>;

fn unpack_by(
    job: Unpacking,
    (package, dir, opts, op, progress): JobArgs,
) -> Answer<Report<UnpackReport>> {
    Call::new(&op, progress).run(|op: &Op| {
        let opts = options::unpack(&opts, op)?;
        package.shared(|p| Ok(Report(job(p, options::path("dir", &dir)?, &opts?)?)))
    })
}

fn entries(_: &Lua, (package, op, progress): LookArgs) -> Answer<Report<Vec<Entry>>> {
    Call::new(&op, progress).run(|op| package.shared(|p| Ok(Report(p.with_op(op).entries()?))))
}

fn components(_: &Lua, (package, op, progress): LookArgs) -> Answer<Report<Vec<ComponentView>>> {
    Call::new(&op, progress).run(|op| package.shared(|p| Ok(Report(p.with_op(op).components()?))))
}

fn read(_: &Lua, (package, name, opts, op, progress): JobArgs) -> Answer<Bytes> {
    Call::new(&op, progress).run(|op| {
        let opts = options::read(&opts, op)?;
        package.shared(|p| Ok(Bytes(p.read_with(&options::text("name", &name)?, &opts)?)))
    })
}

fn has_component(_: &Lua, (package, name): (PackageRef, LuaString)) -> Answer<bool> {
    package.shared(|p| Ok(p.has_component(&options::text("name", &name)?)))
}

/// Package, a component's name, operation, progress function.
type NamedArgs = (PackageRef, LuaString, MaybeOp, Option<LuaFunction>);

fn verify_coherence(_: &Lua, (package, name, op, progress): NamedArgs) -> Answer<f64> {
    Call::new(&op, progress).run(|op| {
        package.shared(|p| {
            let name = options::text("name", &name)?;
            Ok(p.with_op(op).verify_coherence(&name)?)
        })
    })
}

fn recover_component(_: &Lua, (package, name, op, progress): NamedArgs) -> Answer<Bytes> {
    Call::new(&op, progress).run(|op| {
        package.shared(|p| {
            let name = options::text("name", &name)?;
            Ok(Bytes(p.with_op(op).recover_component(&name)?))
        })
    })
}

/// The entry reads under the operation too.
fn open_entry(
    _: &Lua,
    (package, name, op): (PackageRef, LuaString, MaybeOp),
) -> Answer<Handle<EntryReader>> {
    Call::new(&op, None).run(|op| {
        package.shared(|p| {
            let name = options::text("name", &name)?;
            Ok(Handle::new("entry", p.with_op(op).open_entry(&name)?))
        })
    })
}

/// Up to `n` bytes; an empty string at the end.
fn entry_read(_: &Lua, (entry, n): (EntryRef, usize)) -> Answer<Bytes> {
    entry.with(|reader| {
        let mut bytes = vec![0; n.min(READ_LIMIT)];
        let got = reader.read(&mut bytes).map_err(|e| Error::io("", e))?;
        bytes.truncate(got);
        Ok(Bytes(bytes))
    })
}

fn entry_size(_: &Lua, entry: EntryRef) -> Answer<u64> {
    entry.with(|reader| Ok(reader.size()))
}

fn entry_close(_: &Lua, entry: EntryRef) -> LuaResult<bool> {
    entry.close();
    Ok(true)
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("package_open", lua.create_function(open)?)?;
    module.set("package_open_bytes", lua.create_function(open_bytes)?)?;
    module.set("package_close", lua.create_function(close)?)?;
    module.set("package_name", lua.create_function(name)?)?;
    module.set("package_version", lua.create_function(version)?)?;
    module.set(
        "package_overall_coherence",
        lua.create_function(overall_coherence)?,
    )?;
    module.set("package_verify", lua.create_function(verify)?)?;
    module.set("package_heal", lua.create_function(heal)?)?;
    module.set("package_heal_bytes", lua.create_function(heal_bytes)?)?;
    let unpack = |_: &Lua, args: JobArgs| unpack_by(|p, dir, opts| p.unpack(dir, opts), args);
    module.set("package_unpack", lua.create_function(unpack)?)?;
    let unpack =
        |_: &Lua, args: JobArgs| unpack_by(|p, dir, opts| p.unpack_components(dir, opts), args);
    module.set("package_unpack_components", lua.create_function(unpack)?)?;
    module.set("package_entries", lua.create_function(entries)?)?;
    module.set("package_components", lua.create_function(components)?)?;
    module.set("package_read", lua.create_function(read)?)?;
    module.set("package_has_component", lua.create_function(has_component)?)?;
    module.set(
        "package_verify_coherence",
        lua.create_function(verify_coherence)?,
    )?;
    module.set(
        "package_recover_component",
        lua.create_function(recover_component)?,
    )?;
    module.set("package_open_entry", lua.create_function(open_entry)?)?;
    module.set("entry_read", lua.create_function(entry_read)?)?;
    module.set("entry_size", lua.create_function(entry_size)?)?;
    module.set("entry_close", lua.create_function(entry_close)?)
}
