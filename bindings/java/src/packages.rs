//! Packing, and the jobs on bytes in memory.

use diram::packages;
use jni::objects::{JByteArray, JObject};
use jni::sys::{jdouble, jlong};

use crate::border::native;
use crate::bytes::{self, JByteArrays};
use crate::callback::{Sink, Source};
use crate::op::op;
use crate::options;

native! {
    /// The version of diram.
    fn version(env) -> JByteArray<'local> {
        bytes::to_java(env, "the version", diram::VERSION.as_bytes())
    }

    /// A file or folder into a package file; gives the report.
    fn pack(
        env,
        src: JByteArray<'local>,
        dst: JByteArray<'local>,
        json: JByteArray<'local>,
        extra: JByteArrays<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options::pack(env, &json, &extra, operation)?;
        let (src, dst) = (bytes::path(env, "src", &src)?, bytes::path(env, "dst", &dst)?);
        let report = packages::pack(src, dst, &options)?;
        bytes::json(env, &report)
    }

    /// One stream into another; gives the report.
    fn packStream(
        env,
        source: JObject<'local>,
        sink: JObject<'local>,
        json: JByteArray<'local>,
        extra: JByteArrays<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options::pack(env, &json, &extra, operation)?;
        let (source, sink) = (Source::new(env, &source)?, Sink::new(env, &sink)?);
        let (_, report) = packages::pack_stream(source, sink, &options)?;
        bytes::json(env, &report)
    }

    /// Bytes into a package in memory.
    fn packBytes(
        env,
        data: JByteArray<'local>,
        json: JByteArray<'local>,
        extra: JByteArrays<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options::pack(env, &json, &extra, operation)?;
        let package = packages::pack_bytes(&bytes::from_java(env, &data)?, &options)?;
        bytes::to_java(env, "a package", &package)
    }

    /// A package in memory to its content.
    fn unpackBytes(
        env,
        package: JByteArray<'local>,
        json: JByteArray<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options::read(env, &json, operation)?;
        let content = packages::unpack_bytes_with(&bytes::from_java(env, &package)?, &options)?;
        bytes::to_java(env, "content", &content)
    }

    /// The original's way in.
    fn compressWithRecovery(
        env,
        data: JByteArray<'local>,
        threshold: jdouble,
        operation: jlong,
    ) -> JByteArray<'local> {
        let data = bytes::from_java(env, &data)?;
        let op = op(operation);
        let package = packages::compress_with_recovery_with(&data, threshold, &op)?;
        bytes::to_java(env, "a package", &package)
    }

    /// The original's way back.
    fn decompressFaultTolerant(
        env,
        package: JByteArray<'local>,
        corruption_level: jdouble,
        operation: jlong,
    ) -> JByteArray<'local> {
        let package = bytes::from_java(env, &package)?;
        let op = op(operation);
        let data = packages::decompress_fault_tolerant_with(&package, corruption_level, &op)?;
        bytes::to_java(env, "content", &data)
    }
}
