//! Packing: paths in one call, and a streaming packer. What that has written waits in a spool until Lua takes it, so no Lua function
//! is ever called from inside a write.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use diram::Error;
use diram::packages::{self, PackReport, Packer};
use mlua::prelude::*;

use crate::boundary::{Answer, Bytes, Report, guarded};
use crate::handle::Handle;
use crate::options::{self, Pack};
use crate::progress::{Call, MaybeOp};

/// Package bytes that are written and not yet taken.
#[derive(Default)]
struct Spool {
    bytes: Vec<u8>,
    taken: usize,
}

impl Spool {
    /// Up to `n` bytes from the front.
    fn take(&mut self, n: usize) -> Vec<u8> {
        let end = self.bytes.len().min(self.taken.saturating_add(n));
        let front = self.bytes[self.taken..end].to_vec();
        self.taken = end;
        if self.taken == self.bytes.len() {
            *self = Spool::default();
        }
        front
    }
}

/// The packer's end of the spool.
#[derive(Clone, Default)]
struct Inlet(Rc<RefCell<Spool>>);

impl Write for Inlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The packer until it is finished, and its spool for longer.
pub(crate) struct PackerHandle {
    packer: Handle<Packer<Inlet>>,
    spool: Inlet,
}

impl LuaUserData for PackerHandle {}

type PackerRef = LuaUserDataRef<PackerHandle>;

fn new(_: &Lua, (opts, op): (Pack, MaybeOp)) -> Answer<PackerHandle> {
    Call::new(&op, None).run(|op| {
        guarded(|| {
            let spool = Inlet::default();
            let packer = Packer::new(spool.clone(), &opts.judge(op)?)?;
            Ok(PackerHandle {
                packer: Handle::new("packer", packer),
                spool,
            })
        })
    })
}

type PackArgs = (LuaString, LuaString, Pack, MaybeOp, Option<LuaFunction>);

fn pack(_: &Lua, (src, dst, opts, op, progress): PackArgs) -> Answer<Report<PackReport>> {
    Call::new(&op, progress).run(|op| {
        guarded(|| {
            let (src, dst) = (options::path("src", &src)?, options::path("dst", &dst)?);
            Ok(Report(packages::pack(src, dst, &opts.judge(op)?)?))
        })
    })
}

type BeginArgs = (PackerRef, LuaString, u64, MaybeOp, Option<LuaFunction>);

fn begin(_: &Lua, (packer, name, size, op, progress): BeginArgs) -> Answer<bool> {
    Call::new(&op, progress).run(|_| {
        packer.packer.with(|packer| {
            packer.begin(&options::text("name", &name)?, size)?;
            Ok(true)
        })
    })
}

type WriteArgs = (PackerRef, LuaString, MaybeOp, Option<LuaFunction>);

fn write(_: &Lua, (packer, bytes, op, progress): WriteArgs) -> Answer<bool> {
    Call::new(&op, progress).run(|_| {
        packer.packer.with(|packer| {
            packer
                .write_all(&bytes.as_bytes())
                .map_err(|e| Error::io("", e))?;
            Ok(true)
        })
    })
}

type FinishArgs = (PackerRef, MaybeOp, Option<LuaFunction>);

fn finish(_: &Lua, (packer, op, progress): FinishArgs) -> Answer<Report<PackReport>> {
    Call::new(&op, progress).run(|_| match packer.packer.take() {
        Ok(packer) => guarded(|| Ok(Report(packer.finish()?.1))),
        Err(refusal) => Ok(Err(refusal)),
    })
}

/// Up to `n` bytes of the package; an empty string when none is ready.
fn take(_: &Lua, (packer, n): (PackerRef, usize)) -> LuaResult<Bytes> {
    Ok(Bytes(packer.spool.0.borrow_mut().take(n)))
}

/// Drops the packer and what nobody took.
fn close(_: &Lua, packer: PackerRef) -> LuaResult<bool> {
    packer.packer.close();
    *packer.spool.0.borrow_mut() = Spool::default();
    Ok(true)
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("pack", lua.create_function(pack)?)?;
    module.set("packer_new", lua.create_function(new)?)?;
    module.set("packer_begin", lua.create_function(begin)?)?;
    module.set("packer_write", lua.create_function(write)?)?;
    module.set("packer_finish", lua.create_function(finish)?)?;
    module.set("packer_take", lua.create_function(take)?)?;
    module.set("packer_close", lua.create_function(close)?)
}
