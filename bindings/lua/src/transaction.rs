//! Locks, and the transactions in which the Lua layer asks plugins.

use diram::Op;
use diram::lock::{LockOptions, LockReport, Update};
use diram::plugins::{Ballot, Call as Asked};
use diram::registry::{Committed, Transaction};
use mlua::prelude::*;

use crate::boundary::{Answer, Report, guarded};
use crate::failure::Refusal;
use crate::handle::Handle;
use crate::options::{path, text};
use crate::progress::{Call, MaybeOp};
use crate::registry::RegistryRef;
use crate::texts::Texts;

type TransactionRef = LuaUserDataRef<Handle<Transaction>>;

fn handle(transaction: Transaction) -> Handle<Transaction> {
    Handle::new("transaction", transaction)
}

/// `{check, update, now}`, as Lua gave them; `update` is true or a list of names.
struct Locking {
    check: Option<bool>,
    update: Moves,
    now: Option<u64>,
}

enum Moves {
    All(bool),
    Names(Texts),
}

impl FromLua for Moves {
    fn from_lua(value: LuaValue, lua: &Lua) -> LuaResult<Moves> {
        match value {
            LuaValue::Table(_) => Texts::from_lua(value, lua).map(Moves::Names),
            value => bool::from_lua(value, lua).map(Moves::All),
        }
    }
}

impl FromLua for Locking {
    fn from_lua(value: LuaValue, lua: &Lua) -> LuaResult<Locking> {
        let table = LuaTable::from_lua(value, lua)?;
        Ok(Locking {
            check: table.get("check")?,
            update: table.get("update")?,
            now: table.get("now")?,
        })
    }
}

impl Locking {
    fn judge(&self, op: &Op) -> Result<LockOptions, Refusal> {
        let mut options = LockOptions::new()
            .check(self.check.unwrap_or_default())
            .op(op);
        options.now = self.now;
        options.update = match &self.update {
            Moves::All(true) => Update::All,
            Moves::All(false) => Update::None,
            Moves::Names(names) => {
                let names = names.iter(|_| Refusal::NotUtf8("update"));
                let names: Result<_, Refusal> = names.map(|name| Ok(name?.to_owned())).collect();
                Update::Names(names?)
            }
        };
        Ok(options)
    }
}

type LockArgs = (
    RegistryRef,
    LuaString,
    Locking,
    MaybeOp,
    Option<LuaFunction>,
);

fn lock(_: &Lua, (registry, project, opts, op, progress): LockArgs) -> Answer<Report<LockReport>> {
    Call::new(&op, progress).run(|op| {
        registry.shared(|r| {
            let project = path("project", &project)?;
            Ok(Report(r.lock(project, &opts.judge(op)?)?))
        })
    })
}

fn begin_lock(
    _: &Lua,
    (registry, project, opts, op, progress): LockArgs,
) -> Answer<Handle<Transaction>> {
    Call::new(&op, progress).run(|op| {
        registry.shared(|r| {
            let project = path("project", &project)?;
            Ok(handle(r.begin_lock(project, &opts.judge(op)?)?))
        })
    })
}

fn begin_publish(
    _: &Lua,
    (registry, line): (RegistryRef, LuaString),
) -> Answer<Handle<Transaction>> {
    registry.shared(|r| Ok(handle(r.begin_publish(&text("line", &line)?)?)))
}

fn calls(_: &Lua, transaction: TransactionRef) -> Answer<Report<Vec<Asked>>> {
    transaction.with(|transaction| Ok(Report(transaction.calls().to_vec())))
}

/// `ballots` is a list of `{plugin, answers}`.
fn commit(
    lua: &Lua,
    (transaction, ballots): (TransactionRef, LuaValue),
) -> Answer<Report<Committed>> {
    let ballots: Vec<Ballot> = lua.from_value(ballots)?;
    guarded(|| Ok(Report(transaction.take()?.commit(ballots)?)))
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("registry_lock", lua.create_function(lock)?)?;
    module.set("registry_begin_lock", lua.create_function(begin_lock)?)?;
    module.set(
        "registry_begin_publish",
        lua.create_function(begin_publish)?,
    )?;
    module.set("transaction_calls", lua.create_function(calls)?)?;
    module.set("transaction_commit", lua.create_function(commit)?)
}
