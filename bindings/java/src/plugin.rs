//! Plugins: those written in Java, and diram's own.

use std::sync::Arc;
use std::time::Duration;

use diram::plugins::{
    self, Error, Hook, OrphanReport, Package, Proposal, RegistryPlugin, SecurityScanner,
};
use diram::registry::{Registry, RegistryOptions};
use jni::objects::{JByteArray, JObject, JValue};
use jni::sys::{jboolean, jlong};
use jni::{Env, jni_sig, jni_str};
use serde::Serialize;

use crate::attached::attached;
use crate::border::{Failure, native};
use crate::callback::{Object, hold};
use crate::registry::registry;
use crate::{bytes, handle};

/// `internal.Asking`: a plugin written in Java.
struct Asked {
    name: String,
    object: Object,
}

impl Asked {
    /// Asks on this thread, which is the library's own. Its thread of Java's stays attached until all
    /// questions are asked.
    fn ask(&self, hook: Hook, arguments: &[&impl Serialize]) -> Result<(), Error> {
        let json =
            serde_json::to_vec(arguments).map_err(|error| Error::Failed(error.to_string()))?;
        match attached(|env| self.answer(env, hook, &json)) {
            Ok(None) => Ok(()),
            Ok(Some(why)) => Err(Error::Refused(why)),
            Err(failure) => Err(Error::Failed(failure.to_string())),
        }
    }

    /// The reason for a no.
    fn answer(
        &self,
        env: &mut Env<'_>,
        hook: Hook,
        json: &[u8],
    ) -> Result<Option<String>, Failure> {
        let hook = env.new_string(hook.name())?;
        let json = env.byte_array_from_slice(json)?;
        let signature = jni_sig!("(Ljava/lang/String;[B)[B");
        let arguments = [JValue::Object(&hook), JValue::Object(&json)];
        let why = env
            .call_method(&*self.object, jni_str!("ask"), signature, &arguments)?
            .l()?;
        if why.is_null() {
            return Ok(None);
        }
        let why = env.cast_local::<JByteArray<'_>>(why)?;
        bytes::text(env, "reason", &why).map(Some)
    }
}

impl RegistryPlugin for Asked {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn on_publish(&self, package: &Package) -> Result<(), Error> {
        self.ask(Hook::OnPublish, &[package])
    }

    fn on_install(&self, package: &Package) -> Result<(), Error> {
        self.ask(Hook::OnInstall, &[package])
    }

    fn on_update(&self, old: &Package, new: &Package) -> Result<(), Error> {
        self.ask(Hook::OnUpdate, &[old, new])
    }

    fn on_remove(&self, package: &Package) -> Result<(), Error> {
        self.ask(Hook::OnRemove, &[package])
    }

    fn on_resolve(&self, proposal: &Proposal) -> Result<(), Error> {
        self.ask(Hook::OnResolve, &[proposal])
    }
}

/// Puts a plugin in. `nanos` < 0 = the usual time limit.
fn plug(reg: jlong, plugin: Arc<dyn RegistryPlugin>, nanos: jlong) -> Result<(), Failure> {
    let limit = u64::try_from(nanos).map_or(plugins::DEADLINE, Duration::from_nanos);
    Ok(registry(reg).plug_within(plugin, limit)?)
}

fn scanner<'a>(handle: jlong) -> &'a Arc<SecurityScanner> {
    // SAFETY: Java counts the calls that use a scanner and frees it after the last one.
    unsafe { handle::borrow(handle) }
}

fn orphans<'a>(handle: jlong) -> &'a OrphanReport {
    // SAFETY: Java counts the calls that use it and frees it after the last one.
    unsafe { handle::borrow(handle) }
}

/// A package of which only name and version are known, which is all that a scanner looks at.
fn bare(
    env: &Env<'_>,
    name: &JByteArray<'_>,
    version: &JByteArray<'_>,
) -> Result<Package, Failure> {
    let name = bytes::text(env, "name", name)?;
    let version = bytes::text(env, "version", version)?;
    let line = serde_json::json!({"name": name, "version": version, "deps": {}}).to_string();
    let registry = Registry::from_lines(&line, &RegistryOptions::new())?;
    Ok(registry.info(&name, &version)?)
}

native! {
    fn registryPlug(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        asking: JObject<'local>,
        nanos: jlong,
    ) -> () {
        let name = bytes::text(env, "plugin", &name)?;
        let object = hold(env, &asking)?;
        plug(reg, Arc::new(Asked { name, object }), nanos)
    }

    fn registryPlugScanner(_env, reg: jlong, handle: jlong, nanos: jlong) -> () {
        plug(reg, scanner(handle).clone(), nanos)
    }

    fn registryPlugOrphans(_env, reg: jlong, handle: jlong, nanos: jlong) -> () {
        plug(reg, Arc::new(orphans(handle).clone()), nanos)
    }

    fn registryUnplug(env, reg: jlong, name: JByteArray<'local>) -> jboolean {
        let name = bytes::text(env, "name", &name)?;
        Ok(registry(reg).unplug(&name))
    }

    fn registryPlugins(env, reg: jlong) -> JByteArray<'local> {
        bytes::json(env, &registry(reg).plugins())
    }

    fn scannerOpen(env, folder: JByteArray<'local>) -> jlong {
        let folder = bytes::path(env, "folder", &folder)?;
        Ok(handle::into_raw(Arc::new(SecurityScanner::open(folder)?)))
    }

    /// The advisories of a version.
    fn scannerAdvisories(
        env,
        handle: jlong,
        name: JByteArray<'local>,
        version: JByteArray<'local>,
    ) -> JByteArray<'local> {
        let package = bare(env, &name, &version)?;
        bytes::json(env, &scanner(handle).advisories(&package))
    }

    fn scannerFixes(
        env,
        handle: jlong,
        name: JByteArray<'local>,
        old: JByteArray<'local>,
        new: JByteArray<'local>,
    ) -> jboolean {
        let (old, new) = (bare(env, &name, &old)?, bare(env, &name, &new)?);
        Ok(scanner(handle).fixes_vulnerabilities(&old, &new))
    }

    fn scannerFree(_env, handle: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<Arc<SecurityScanner>>(handle) });
        Ok(())
    }

    fn orphansNew(_env) -> jlong {
        Ok(handle::into_raw(OrphanReport::new()))
    }

    fn orphansList(env, handle: jlong) -> JByteArray<'local> {
        bytes::json(env, &orphans(handle).orphans())
    }

    fn orphansFree(_env, handle: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<OrphanReport>(handle) });
        Ok(())
    }
}
