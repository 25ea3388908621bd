//! An open package.

use diram::packages::Package;
use jni::objects::{JByteArray, JObject};
use jni::sys::{jboolean, jdouble, jlong};

use crate::border::native;
use crate::bytes;
use crate::callback::{Sink, Source};
use crate::entry::Entry;
use crate::op::op;
use crate::{handle, options};

/// The package behind a handle.
fn package(handle: jlong) -> Package {
    // SAFETY: Java counts the calls that use a package and frees it after the last one.
    unsafe { handle::borrow::<Package>(handle) }.clone()
}

native! {
    fn packageOpen(env, path: JByteArray<'local>, operation: jlong) -> jlong {
        let path = bytes::path(env, "path", &path)?;
        Ok(handle::into_raw(Package::open_with(path, &op(operation))?))
    }

    fn packageOpenBytes(env, data: JByteArray<'local>) -> jlong {
        Ok(handle::into_raw(Package::open_bytes(bytes::from_java(env, &data)?)?))
    }

    fn packageOpenChannel(env, channel: JObject<'local>) -> jlong {
        Ok(handle::into_raw(Package::open_reader(Source::new(env, &channel)?)?))
    }

    fn packageFree(_env, pkg: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<Package>(pkg) });
        Ok(())
    }

    fn packageName(env, pkg: jlong) -> JByteArray<'local> {
        bytes::to_java(env, "a name", package(pkg).name().as_bytes())
    }

    fn packageVersion(env, pkg: jlong) -> JByteArray<'local> {
        bytes::to_java(env, "a version", package(pkg).version().as_bytes())
    }

    fn packageVerify(env, pkg: jlong, operation: jlong) -> JByteArray<'local> {
        let found = package(pkg).verify_with(&op(operation))?;
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
        let report = package(pkg).heal(bytes::path(env, "dst", &dst)?, &options)?;
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
        let report = package(pkg).heal_to(Sink::new(env, &sink)?, &options)?;
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
        let report = package(pkg).unpack(bytes::path(env, "dir", &dir)?, &options)?;
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
        let report = package(pkg).unpack_components(bytes::path(env, "dir", &dir)?, &options)?;
        bytes::json(env, &report)
    }

    fn packageEntries(env, pkg: jlong) -> JByteArray<'local> {
        let entries = package(pkg).entries()?;
        bytes::json(env, &entries)
    }

    fn packageRead(env, pkg: jlong, name: JByteArray<'local>) -> JByteArray<'local> {
        let content = package(pkg).read(&bytes::text(env, "name", &name)?)?;
        bytes::to_java(env, "an entry", &content)
    }

    fn packageOpenEntry(env, pkg: jlong, name: JByteArray<'local>) -> jlong {
        let reader = package(pkg).open_entry(&bytes::text(env, "name", &name)?)?;
        Ok(handle::into_raw(Entry::new(reader)))
    }

    fn packageComponents(env, pkg: jlong) -> JByteArray<'local> {
        let components = package(pkg).components()?;
        bytes::json(env, &components)
    }

    fn packageHasComponent(env, pkg: jlong, name: JByteArray<'local>) -> jboolean {
        Ok(package(pkg).has_component(&bytes::text(env, "name", &name)?))
    }

    fn packageVerifyCoherence(env, pkg: jlong, name: JByteArray<'local>) -> jdouble {
        Ok(package(pkg).verify_coherence(&bytes::text(env, "name", &name)?)?)
    }

    fn packageRecoverComponent(
        env,
        pkg: jlong,
        name: JByteArray<'local>,
    ) -> JByteArray<'local> {
        let data = package(pkg).recover_component(&bytes::text(env, "name", &name)?)?;
        bytes::to_java(env, "a component", &data)
    }

    fn packageOverallCoherence(_env, pkg: jlong) -> jdouble {
        Ok(package(pkg).overall_coherence()?)
    }
}
