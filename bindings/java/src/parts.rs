//! Lone parts, and components made of them.

use diram::packages;
use jni::objects::{JByteArray, JObjectArray};
use jni::sys::jboolean;
use serde_json::json;

use crate::border::native;
use crate::bytes::{self, JByteArrays};

native! {
    /// A component from its parts; gives its bytes and, as JSON, the rest.
    fn reconstructComponent(
        env,
        parts: JByteArrays<'local>,
        salvage: jboolean,
    ) -> JByteArrays<'local> {
        let parts = bytes::list_from_java(env, &parts)?;
        let parts: Vec<Option<&[u8]>> = parts.iter().map(Option::as_deref).collect();
        let found = packages::reconstruct_component(&parts, salvage)?;
        let rest = json!({"coherence": found.coherence, "recovered": found.recovered});
        let data = bytes::to_java(env, "a component", &found.data)?;
        let rest = bytes::json(env, &rest)?;
        let both = JObjectArray::<JByteArray<'_>>::new(env, 2, JByteArray::null())?;
        both.set_element(env, 0, data)?;
        both.set_element(env, 1, rest)?;
        Ok(both)
    }

    /// What a lone part says about itself.
    fn checkPart(env, part: JByteArray<'local>) -> JByteArray<'local> {
        let report = packages::check_part(&bytes::from_java(env, &part)?);
        bytes::json(env, &report)
    }

    /// A lone part mended.
    fn healPart(env, part: JByteArray<'local>) -> JByteArray<'local> {
        let mended = packages::heal_part(&bytes::from_java(env, &part)?)?;
        bytes::to_java(env, "a part", &mended)
    }
}
