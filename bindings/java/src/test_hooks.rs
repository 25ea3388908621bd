//! Native methods of `com.obinexus.semverx.internal.TestHooks`, for the tests of the border.

use diram::Code;
use diram::registry::FaultCause;
use jni::EnvUnowned;
use jni::objects::{JByteArray, JClass};
use serde_json::{Value, json};

use crate::{border, bytes};

/// Panics with this text.
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

/// Every code, for comparison with the Java enum.
#[unsafe(no_mangle)]
extern "system" fn Java_com_obinexus_semverx_internal_TestHooks_codes<'local>(
    mut unowned: EnvUnowned<'local>,
    _class: JClass<'local>,
) -> JByteArray<'local> {
    border::run(&mut unowned, |env| {
        let codes: Vec<Value> = Code::ALL
            .iter()
            .map(|code| {
                json!({
                    "status": *code as i32,
                    "name": code.name(),
                    "class": code.class().name(),
                    "retryable": code.is_retryable(),
                })
            })
            .collect();
        bytes::json(env, &codes)
    })
}

/// Every cause of a fault, for comparison with the Java enum.
#[unsafe(no_mangle)]
extern "system" fn Java_com_obinexus_semverx_internal_TestHooks_causes<'local>(
    mut unowned: EnvUnowned<'local>,
    _class: JClass<'local>,
) -> JByteArray<'local> {
    border::run(&mut unowned, |env| {
        let causes = FaultCause::ALL.map(|cause| json!([cause, cause.level()]));
        bytes::json(env, &causes)
    })
}
