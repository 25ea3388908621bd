//! Ranges. A range crosses as text both ways.

use diram::versions::VersionRange;
use jni::Env;
use jni::objects::JByteArray;
use jni::sys::jboolean;

use crate::border::{Failure, native};
use crate::bytes;
use crate::kept::{policy, range};
use crate::versions::{self, version};

fn to_java<'local>(
    env: &mut Env<'local>,
    range: &VersionRange,
) -> Result<JByteArray<'local>, Failure> {
    bytes::to_java(env, "a range", range.as_str().as_bytes())
}

native! {
    fn rangeParse(env, text: JByteArray<'local>) -> JByteArray<'local> {
        let range = range(env, &text)?;
        to_java(env, &range)
    }

    /// The verdict as JSON.
    fn rangeExplain(
        env,
        text: JByteArray<'local>,
        asked: JByteArray<'local>,
        json: JByteArray<'local>,
    ) -> JByteArray<'local> {
        let (range, version) = (range(env, &text)?, version(env, &asked)?);
        let verdict = range.explain(&version, &policy(env, &json)?);
        bytes::json(env, &verdict)
    }

    fn rangeIntersect(env, a: JByteArray<'local>, b: JByteArray<'local>) -> JByteArray<'local> {
        let both = range(env, &a)?.intersect(&range(env, &b)?)?;
        to_java(env, &both)
    }

    fn rangeUnion(env, a: JByteArray<'local>, b: JByteArray<'local>) -> JByteArray<'local> {
        let either = range(env, &a)?.union(&range(env, &b)?)?;
        to_java(env, &either)
    }

    fn rangeIsSubset(env, a: JByteArray<'local>, b: JByteArray<'local>) -> jboolean {
        Ok(range(env, &a)?.is_subset(&range(env, &b)?)?)
    }

    fn rangeIsEmpty(env, text: JByteArray<'local>) -> jboolean {
        Ok(range(env, &text)?.is_empty()?)
    }

    /// The version as lines, `null` when the range is no exact pin.
    fn rangeExactPin(env, text: JByteArray<'local>) -> JByteArray<'local> {
        match range(env, &text)?.exact_pin() {
            Some(version) => versions::to_java(env, std::slice::from_ref(version)),
            None => Ok(JByteArray::null()),
        }
    }
}
