//! A lock as text.

use std::collections::BTreeMap;

use super::{LockFile, LockedPackage};
use crate::document::{Entries, Node};
use crate::registry::{FaultLevel, to_hex};

pub(super) fn write(lock: &LockFile) -> String {
    let packages = lock.packages.iter();
    let packages = packages.map(|(label, p)| (label.clone(), package(p)));
    let file = table([
        ("lock_version", Node::Whole(LockFile::VERSION)),
        ("registry", registry(lock)),
        ("policy", Node::Table(lock.policy.to_entries())),
        ("requirements", texts(&lock.requirements)),
        ("packages", Node::Table(packages.collect())),
    ]);
    format!("{file:#}\n")
}

fn registry(lock: &LockFile) -> Node {
    table([
        ("root", Node::Text(to_hex(&lock.root))),
        ("seq", Node::Whole(lock.seq)),
        ("source", Node::Text(lock.source.clone())),
    ])
}

fn package(package: &LockedPackage) -> Node {
    let mut entries = vec![
        ("version", Node::Text(package.version.to_string())),
        ("source", Node::Text(package.source.clone())),
    ];
    if let Some(hash) = &package.sha256 {
        entries.push(("sha256", Node::Text(to_hex(hash))));
    }
    if package.fault > FaultLevel::CLEAN {
        entries.push(("fault", Node::Whole(package.fault.get().into())));
    }
    entries.push(("dependencies", texts(&package.dependencies)));
    table(entries)
}

fn texts(texts: &BTreeMap<String, String>) -> Node {
    let entries = texts.iter();
    Node::Table(
        entries
            .map(|(key, text)| (key.clone(), Node::Text(text.clone())))
            .collect(),
    )
}

fn table(entries: impl IntoIterator<Item = (&'static str, Node)>) -> Node {
    let entries = entries.into_iter();
    let entries: Entries = entries
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    Node::Table(entries)
}
