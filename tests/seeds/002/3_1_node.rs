//! Seed 002 §3.1, "Node Structure".
//! Changed lines: 9
//! - `package_id: String`: borrowed from the snapshot
//! - `version: SemverX`: the type is `Version`, borrowed too
//! - `left`: the neighbour's package and version; the tree keeps its nodes to itself
//! - `right`: likewise
//! - `height: usize`: 32 bits will do
//! - `dependents: Vec<String>`: with the range that each of them asks for
//! - `observers: Vec<ObserverId>`: as texts, and known to the registry only, not to a snapshot
//! - `last_update: Timestamp`: seconds since 1970; `update_count` is 64 bits wide
//! - `checksum: String`: none if none was published

use diram::registry::{Registry, RegistryOptions};
use diram::versions::Version;
use diram_core::registry::{
    AccessLevel, AccessTier, Change, DependencyEdge, FaultState, History, NodeRef, RegistryNode,
    Tier, read_lines,
};
use serde_json::Value;

const LINES: &str = r#"
{"name":"app","version":"1.0.0","deps":{"core":"^2"}}
{"name":"core","version":"2.0.0","deps":{"log":"1.*.*.stable"},"sha256":"abababababababababababababababababababababababababababababababab","fault":6}
{"name":"log","version":"1.0.0","deps":{}}
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tier = Tier::from_entries(read_lines(LINES)?)?;
    let mut history = History::open(vec![("live".into(), tier)], 0, None)?;
    let (source, name) = ("live".to_owned(), "core".parse()?);
    let version: Version = "2.0.0".parse()?;
    let yank = Change::Yank {
        source,
        name,
        version: version.clone(),
    };
    history.commit(&[yank], 60, "")?;
    let node = history
        .snapshot()
        .node("live", "core", &version)
        .ok_or("core is there")?;

    // All fourteen, by the names in print: one more or less, and this does not compile.
    let RegistryNode {
        package_id,
        version,
        left,
        right,
        height,
        dependencies,
        dependents,
        access_tier,
        access_level,
        observers,
        last_update,
        update_count,
        fault_state,
        checksum,
    } = node;
    let name = |node: Option<NodeRef<'_>>| node.map(|node| node.package_id.to_owned());
    let edge = |edges: &[DependencyEdge]| {
        let all = edges
            .iter()
            .map(|edge| (edge.name.clone(), edge.range.clone()));
        all.collect::<Vec<_>>()
    };
    assert_eq!((package_id, &*version.to_compact()), ("core", "2.0.0"));
    assert_eq!(
        (name(left), name(right)),
        (Some("app".into()), Some("log".into()))
    );
    assert_eq!(height, 2);
    assert_eq!(edge(&dependencies), [("log".into(), "1.*.*.stable".into())]);
    assert_eq!(edge(&dependents), [("app".into(), "^2".into())]);
    assert_eq!(
        (access_tier, access_level),
        (AccessTier::Live, AccessLevel::Public)
    );
    assert!(observers.is_empty());
    assert_eq!((last_update, update_count), (60, 1));
    assert_eq!(fault_state, FaultState::Danger);
    assert_eq!(checksum, Some("ab".repeat(32)));

    // A registry adds the observers; the names are the same.
    let registry = Registry::from_lines(LINES, &RegistryOptions::new())?;
    let subscription = registry.subscribe("core", None)?;
    let json = registry.node("core", "2.0.0")?;
    assert_eq!(
        json["observers"],
        Value::from(vec![subscription.id().to_string()])
    );
    let plain = serde_json::to_value(history.snapshot().node("live", "core", version))?;
    let keys = |json: &Value| {
        json.as_object()
            .map(|all| all.keys().cloned().collect::<Vec<_>>())
    };
    assert_eq!(keys(&json).map(|keys| keys.len()), Some(14));
    assert_eq!(keys(&json), keys(&plain));
    Ok(())
}
