//! An open package.

use std::sync::Arc;

use diram::packages::Package;
use jni::Env;
use jni::objects::{JByteArray, JObject};
use jni::sys::{jboolean, jdouble, jlong};

use crate::border::{Failure, native};
use crate::bytes;
use crate::callback::{Channel, Sink};
use crate::caller::Desk;
use crate::entry::Entry;
use crate::op::op;
use crate::{handle, options};

/// A package, and where its calls are served when it is read through a channel of Java's.
struct Opened {
    package: Package,
    desk: Option<Arc<Desk>>,
}

/// Runs `work` where reading the package is possible.
pub(crate) fn reading<T: Send>(
    env: &mut Env<'_>,
    desk: Option<&Arc<Desk>>,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    match desk {
        Some(desk) => desk.call(env, work),
        None => work(),
    }
}

/// The package behind a handle.
fn opened<'a>(handle: jlong) -> &'a Opened {
    // SAFETY: Java counts the calls that use a package and frees it after the last one.
    unsafe { handle::borrow(handle) }
}

/// Runs one call on the package behind a handle, governed by an operation.
fn with<T: Send>(
    env: &mut Env<'_>,
    handle: jlong,
    operation: jlong,
    call: impl FnOnce(&Package) -> Result<T, diram::Error> + Send,
) -> Result<T, Failure> {
    let Opened { package, desk } = opened(handle);
    let package = package.with_op(&op(operation));
    reading(env, desk.as_ref(), || Ok(call(&package)?))
}

native! {
    fn packageOpen(env, path: JByteArray<'local>, operation: jlong) -> jlong {
        let path = bytes::path(env, "path", &path)?;
        let package = Package::open_with(path, &op(operation))?;
        Ok(handle::into_raw(Opened { package, desk: None }))
    }

    fn packageOpenBytes(env, data: JByteArray<'local>, operation: jlong) -> jlong {
        let package = Package::open_bytes_with(bytes::from_java(env, &data)?, &op(operation))?;
        Ok(handle::into_raw(Opened { package, desk: None }))
    }

    fn packageOpenChannel(env, channel: JObject<'local>, operation: jlong) -> jlong {
        let op = op(operation);
        let desk = Arc::new(Desk::default());
        let channel = Channel::new(env, &channel, &desk)?;
        // If opening fails, the last hold on the Java object must go on this thread.
        let _hold = channel.object();
        let open = || Ok(Package::open_reader_with(channel, &op)?);
        let package = reading(env, Some(&desk), open)?;
        Ok(handle::into_raw(Opened { package, desk: Some(desk) }))
    }

    fn packageFree(_env, pkg: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<Opened>(pkg) });
        Ok(())
    }

    fn packageName(env, pkg: jlong) -> JByteArray<'local> {
        bytes::or_null(env, "a name", opened(pkg).package.name())
    }

    fn packageVersion(env, pkg: jlong) -> JByteArray<'local> {
        bytes::or_null(env, "a version", opened(pkg).package.version())
    }

    fn packageVerify(env, pkg: jlong, operation: jlong) -> JByteArray<'local> {
        let found = with(env, pkg, operation, Package::verify)?;
        bytes::json(env, &found)
    }

    fn packageHeal(
        env,
        pkg: jlong,
        dst: JByteArray<'local>,
        json: JByteArray<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options::heal(env, &json, operation)?;
        let dst = bytes::path(env, "dst", &dst)?;
        let report = with(env, pkg, operation, |package| package.heal(dst, &options))?;
        bytes::json(env, &report)
    }

    fn packageHealTo(
        env,
        pkg: jlong,
        sink: JObject<'local>,
        json: JByteArray<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options::heal(env, &json, operation)?;
        let mut sink = Sink::new(env, &sink)?;
        let report = with(env, pkg, operation, |package| package.heal_to(&mut sink, &options))?;
        bytes::json(env, &report)
    }

    fn packageUnpack(
        env,
        pkg: jlong,
        dir: JByteArray<'local>,
        json: JByteArray<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options::unpack(env, &json, operation)?;
        let dir = bytes::path(env, "dir", &dir)?;
        let report = with(env, pkg, operation, |package| package.unpack(dir, &options))?;
        bytes::json(env, &report)
    }

    fn packageUnpackComponents(
        env,
        pkg: jlong,
        dir: JByteArray<'local>,
        json: JByteArray<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options::unpack(env, &json, operation)?;
        let dir = bytes::path(env, "dir", &dir)?;
        let report = with(env, pkg, operation, |package| package.unpack_components(dir, &options))?;
        bytes::json(env, &report)
    }

    fn packageEntries(env, pkg: jlong, operation: jlong) -> JByteArray<'local> {
        let entries = with(env, pkg, operation, Package::entries)?;
        bytes::json(env, &entries)
    }

    fn packageRead(
        env,
        pkg: jlong,
        name: JByteArray<'local>,
        json: JByteArray<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options::read(env, &json, operation)?;
        let name = bytes::text(env, "name", &name)?;
        let content = with(env, pkg, operation, |package| package.read_with(&name, &options))?;
        bytes::to_java(env, "an entry", &content)
    }

    fn packageOpenEntry(
        env,
        pkg: jlong,
        name: JByteArray<'local>,
        operation: jlong,
    ) -> jlong {
        let name = bytes::text(env, "name", &name)?;
        let reader = with(env, pkg, operation, |package| package.open_entry(&name))?;
        Ok(handle::into_raw(Entry::new(reader, opened(pkg).desk.clone())))
    }

    fn packageComponents(env, pkg: jlong, operation: jlong) -> JByteArray<'local> {
        let components = with(env, pkg, operation, Package::components)?;
        bytes::json(env, &components)
    }

    fn packageHasComponent(env, pkg: jlong, name: JByteArray<'local>) -> jboolean {
        let name = bytes::text(env, "name", &name)?;
        Ok(opened(pkg).package.has_component(&name))
    }

    fn packageVerifyCoherence(
        env,
        pkg: jlong,
        name: JByteArray<'local>,
        operation: jlong,
    ) -> jdouble {
        let name = bytes::text(env, "name", &name)?;
        with(env, pkg, operation, |package| package.verify_coherence(&name))
    }

    fn packageRecoverComponent(
        env,
        pkg: jlong,
        name: JByteArray<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let name = bytes::text(env, "name", &name)?;
        let data = with(env, pkg, operation, |package| package.recover_component(&name))?;
        bytes::to_java(env, "a component", &data)
    }

    fn packageOverallCoherence(env, pkg: jlong, operation: jlong) -> jdouble {
        with(env, pkg, operation, Package::overall_coherence)
    }
}
