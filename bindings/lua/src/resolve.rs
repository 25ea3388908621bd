//! Resolution and the check of certificates.

use std::cell::OnceCell;
use std::rc::Rc;

use diram::registry::Registry;
use diram::resolve::{self, Anchor, CertificateReport, Resolution, ResolveOptions, Resolver};
use diram::versions::Policy;
use mlua::prelude::*;

use crate::boundary::{Answer, Report, guarded};
use crate::failure::Refusal;
use crate::handle::Handle;
use crate::kept::policy;
use crate::options::text;
use crate::progress::{Call, MaybeOp};
use crate::registry::RegistryRef;
use crate::texts::Texts;

/// A resolver that is made when it is first asked, as its registry may have to be found first.
pub(crate) struct Asked {
    registry: Option<Registry>,
    policy: Option<Policy>,
    ready: OnceCell<Resolver>,
}

impl Asked {
    pub(crate) fn ready(&self) -> Result<&Resolver, Refusal> {
        if let Some(resolver) = self.ready.get() {
            return Ok(resolver);
        }
        let registry = match &self.registry {
            Some(registry) => registry.clone(),
            None => Registry::from_env()?,
        };
        let policy = self.policy.as_ref().unwrap_or(registry.policy());
        let resolver = Resolver::new(&registry, policy)?;
        Ok(self.ready.get_or_init(|| resolver))
    }
}

pub(crate) type ResolverRef = LuaUserDataRef<Handle<Rc<Asked>>>;

type NewArgs = (Option<RegistryRef>, Option<LuaString>);

/// Without a registry: the one that the environment names. Without a policy: the registry's.
fn new(_: &Lua, (registry, json): NewArgs) -> Answer<Handle<Rc<Asked>>> {
    let made = |registry: Option<&Registry>| {
        let policy = json.as_ref().map(|json| policy(Some(json))).transpose()?;
        let asked = Asked {
            registry: registry.cloned(),
            policy,
            ready: OnceCell::new(),
        };
        Ok(Handle::new("resolver", Rc::new(asked)))
    };
    match registry {
        Some(registry) => registry.shared(|registry| made(Some(registry))),
        None => guarded(|| made(None)),
    }
}

fn close(_: &Lua, resolver: ResolverRef) -> LuaResult<bool> {
    resolver.close();
    Ok(true)
}

/// A list of names and one of ranges, equally long: the Lua layer has counted.
pub(crate) struct Wanted {
    names: Texts,
    ranges: Texts,
}

impl FromLua for Wanted {
    fn from_lua(value: LuaValue, lua: &Lua) -> LuaResult<Wanted> {
        let table = LuaTable::from_lua(value, lua)?;
        Ok(Wanted {
            names: table.get("names")?,
            ranges: table.get("ranges")?,
        })
    }
}

impl Wanted {
    /// As the host takes it.
    pub(crate) fn read(&self) -> Result<Vec<resolve::Wanted<'_>>, Refusal> {
        let names = self.names.iter(|_| Refusal::NotUtf8("name"));
        let ranges = self.ranges.iter(|_| Refusal::NotUtf8("range"));
        names
            .zip(ranges)
            .map(|(name, range)| Ok((name?, range?)))
            .collect()
    }
}

/// A list of requests, each of whose tables is let go of when it is read.
struct Requests(Vec<Wanted>);

impl FromLua for Requests {
    fn from_lua(value: LuaValue, lua: &Lua) -> LuaResult<Requests> {
        let requests = LuaTable::from_lua(value, lua)?;
        requests
            .sequence_values()
            .collect::<LuaResult<_>>()
            .map(Requests)
    }
}

/// `{lock, now, certificate, threads}`, as Lua gave them.
struct Asking {
    lock: Option<Wanted>,
    now: Option<u64>,
    certificate: Option<bool>,
    threads: Option<usize>,
}

impl FromLua for Asking {
    fn from_lua(value: LuaValue, lua: &Lua) -> LuaResult<Asking> {
        let table = LuaTable::from_lua(value, lua)?;
        Ok(Asking {
            lock: table.get("lock")?,
            now: table.get("now")?,
            certificate: table.get("certificate")?,
            threads: table.get("threads")?,
        })
    }
}

impl Asking {
    fn judge(&self, op: &diram::Op) -> Result<ResolveOptions, Refusal> {
        let mut options = ResolveOptions::new()
            .certificate(self.certificate.unwrap_or(true))
            .threads(self.threads.unwrap_or_default())
            .op(op);
        if let Some(lock) = &self.lock {
            for (name, version) in lock.read()? {
                options = options.prefer(name, version);
            }
        }
        if let Some(seconds) = self.now {
            options = options.now(seconds);
        }
        Ok(options)
    }
}

type ResolveArgs = (ResolverRef, Wanted, Asking, MaybeOp, Option<LuaFunction>);

fn resolve(
    _: &Lua,
    (resolver, wanted, opts, op, progress): ResolveArgs,
) -> Answer<Report<Resolution>> {
    Call::new(&op, progress).run(|op| {
        resolver.shared(|resolver| {
            let (opts, wanted) = (opts.judge(op)?, wanted.read()?);
            Ok(Report(resolver.ready()?.resolve(&wanted, &opts)?))
        })
    })
}

/// One answer of many: `{resolution = …}` or `{error = record}`.
struct Outcome(Result<Resolution, Refusal>);

impl IntoLua for Outcome {
    fn into_lua(self, lua: &Lua) -> LuaResult<LuaValue> {
        let outcome = lua.create_table()?;
        match self.0 {
            Ok(resolution) => outcome.set("resolution", Report(resolution))?,
            Err(refusal) => outcome.set("error", refusal)?,
        }
        Ok(LuaValue::Table(outcome))
    }
}

type ManyArgs = (ResolverRef, Requests, Asking, MaybeOp, Option<LuaFunction>);

fn resolve_many(
    _: &Lua,
    (resolver, requests, opts, op, progress): ManyArgs,
) -> Answer<Vec<Outcome>> {
    Call::new(&op, progress).run(|op| {
        resolver.shared(|resolver| {
            let opts = opts.judge(op)?;
            let wanted = requests.0.iter().map(Wanted::read);
            let wanted = wanted.collect::<Result<Vec<_>, _>>()?;
            let answers = resolver.ready()?.resolve_many(&wanted, &opts)?;
            let outcome = |answer: diram::Result<_>| Outcome(answer.map_err(Refusal::from));
            Ok(answers.into_iter().map(outcome).collect())
        })
    })
}

type VerifyArgs = (
    LuaString,
    Option<LuaString>,
    Option<LuaString>,
    Option<RegistryRef>,
);

/// At most one of key, root and registry: the Lua layer has counted.
fn verify(
    _: &Lua,
    (certificate, key, root, registry): VerifyArgs,
) -> Answer<Report<CertificateReport>> {
    let check = |anchor: Anchor<'_>| {
        let report = resolve::verify_resolution(&certificate.as_bytes(), anchor)?;
        Ok(Report(report))
    };
    match (key, root, registry) {
        (Some(key), ..) => guarded(|| check(Anchor::Key(&text("key", &key)?))),
        (_, Some(root), _) => guarded(|| check(Anchor::Root(&text("root", &root)?))),
        (_, _, Some(registry)) => registry.shared(|r| check(Anchor::Registry(r))),
        _ => guarded(|| check(Anchor::None)),
    }
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("resolver_new", lua.create_function(new)?)?;
    module.set("resolver_close", lua.create_function(close)?)?;
    module.set("resolver_resolve", lua.create_function(resolve)?)?;
    module.set("resolver_resolve_many", lua.create_function(resolve_many)?)?;
    module.set("verify_resolution", lua.create_function(verify)?)
}
