//! A panic on purpose, for the tests of the border.

use jni::EnvUnowned;
use jni::objects::{JByteArray, JClass};

use crate::{border, bytes};

/// `com.obinexus.semverx.internal.TestHooks.panic(byte[])`: panics with this text.
#[unsafe(no_mangle)]
extern "system" fn Java_com_obinexus_semverx_internal_TestHooks_panic<'local>(
    mut unowned: EnvUnowned<'local>,
    _class: JClass<'local>,
    text: JByteArray<'local>,
) {
    border::run(&mut unowned, |env| {
        let text = bytes::text(env, "text", &text)?;
        panic!("{text}")
    })
}
