//! Deliberate panics, so that the tests can see them become errors; and the table of codes, so that
//! the tests can compare it with the package's.

use diram::registry::{FaultCause, FaultLevel};
use diram::{Class, Code};
use napi_derive::napi;
use serde_json::json;

use crate::job::Job;
use crate::package::PackageHandle;

/// Panics at once.
#[napi(catch_unwind)]
pub fn panic_now() {
    panic!("deliberate");
}

/// A job that panics.
#[napi(catch_unwind)]
pub fn panic_job() -> Job {
    Job::new(|_| panic!("deliberate"))
}

#[napi]
impl PackageHandle {
    /// A job that panics while it uses this package.
    #[napi(catch_unwind)]
    pub fn panic_job(&self) -> Job {
        self.job(|_, _| panic!("deliberate"))
    }
}

/// `{codes: [{status, name, class, retryable}], classes: [{name, parent}]}` as JSON.
#[napi(catch_unwind)]
pub fn codes() -> String {
    let codes: Vec<_> = Code::ALL
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
    let classes: Vec<_> = Class::ALL
        .iter()
        .map(|class| json!({"name": class.name(), "parent": class.parent().map(Class::name)}))
        .collect();
    json!({"codes": codes, "classes": classes}).to_string()
}

/// `[{name, state, action, cause}]` of the fault levels from 0 on, as JSON.
#[napi(catch_unwind)]
pub fn fault_levels() -> String {
    let levels = (0..=FaultLevel::MAX).filter_map(|level| FaultLevel::new(level).ok());
    let rows: Vec<_> = levels
        .map(|level| {
            json!({
                "name": level.name(),
                "state": level.state().name(),
                "action": level.action().name(),
                "cause": FaultCause::of(level).map(FaultCause::name),
            })
        })
        .collect();
    json!(rows).to_string()
}
