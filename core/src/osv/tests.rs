//! Tests of advisories.

mod hostile;
mod law;
mod many;
mod order;
mod rules;
mod severities;

use super::{Advisory, OsvError};
use crate::semverx::Version;

fn v(text: &str) -> Version {
    Version::parse(text).expect(text)
}

/// An advisory with one entry, about `core`; `body` is what stands beside its package.
fn entry(body: &str) -> Result<Advisory, OsvError> {
    let package = r#""package":{"ecosystem":"SemVerX","name":"core"}"#;
    Advisory::parse(&format!(
        r#"{{"id":"A-1","affected":[{{{package},{body}}}]}}"#
    ))
}

/// An advisory with one range of this kind, about `core`.
fn range(kind: &str, events: &str) -> Result<Advisory, OsvError> {
    entry(&format!(
        r#""ranges":[{{"type":"{kind}","events":[{events}]}}]"#
    ))
}
