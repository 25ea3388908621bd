//! Subscriptions of a registry whose clock the tests move.

mod live;
mod threads;

use std::time::Duration;

use super::*;
use crate::registry::{RegistryOptions, Update, UpdateKind};
use crate::versions::Policy;
use crate::{Code, Failure, Op};

const LINES: &str = r#"
{"name":"app","version":"1.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.0.0","deps":{},"published":1000000}
{"name":"web","version":"1.0.0","deps":{}}
"#;

fn open_with(policy: Policy) -> Registry {
    let options = RegistryOptions::new().clock(1_000_000).policy(&policy);
    Registry::from_lines(LINES, &options).unwrap()
}

fn open() -> Registry {
    open_with(Policy::new().with_max_update_rate(1000))
}

fn line(name: &str, version: &str) -> String {
    format!("{{\"name\":\"{name}\",\"version\":\"{version}\",\"deps\":{{}}}}")
}

fn publish(registry: &Registry, minor: usize) -> u64 {
    let receipt = registry.publish(&line("core", &format!("1.{minor}.0")));
    receipt.unwrap().snapshot.seq
}

fn drain(subscription: &Subscription) -> Vec<Update> {
    std::iter::from_fn(|| subscription.try_next()).collect()
}

fn seqs(updates: &[Update]) -> Vec<u64> {
    updates.iter().map(|update| update.seq).collect()
}
