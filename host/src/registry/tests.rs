//! Registries from files, changed in memory.

use std::fs;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

use super::*;
use crate::{Code, Failure, Op};

const LINES: &str = r#"
{"name":"app","version":"1.0.0","deps":{"core":"^2","web":"*"}}
{"name":"web","version":"1.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.9.0","deps":{},"fault":7}
{"name":"core","version":"2.0.0+b7","deps":{"ghost":"*"},"published":5}
{"name":"lonely","version":"1.0.0-rc.1","deps":{}}
"#;

fn options() -> RegistryOptions {
    RegistryOptions::new().clock(1_000_000)
}

fn open() -> Registry {
    Registry::from_lines(LINES, &options()).unwrap()
}

fn line(name: &str, version: &str) -> String {
    format!("{{\"name\":\"{name}\",\"version\":\"{version}\",\"deps\":{{}}}}")
}

fn compact(versions: &[VersionEntry]) -> Vec<&str> {
    versions.iter().map(|v| v.compact.as_str()).collect()
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    dir
}

#[test]
fn the_same_file_is_the_same_snapshot() {
    let dir = folder(&[("a.ndjson", LINES.as_bytes())]);
    let file = dir.path().join("a.ndjson");
    let first = Registry::open(&file, &options()).unwrap().snapshot();
    let mut lines: Vec<&str> = LINES.lines().collect();
    lines.reverse();
    let second = Registry::from_lines(&lines.join("\n"), &RegistryOptions::new()).unwrap();
    assert_eq!(first, second.snapshot());
    assert_eq!((first.seq, first.time, first.parent.as_ref()), (1, 0, None));
    assert_eq!(first.roots.keys().collect::<Vec<_>>(), ["live"]);
    let local = Registry::open(&file, &options().tier("local")).unwrap();
    assert_eq!(local.source(), "local");
    assert_ne!(local.snapshot().root, first.root);
    assert_eq!(local.snapshot().roots["local"], first.roots["live"]);
}

#[test]
fn each_file_of_a_folder_is_a_source() {
    let (a, b) = (line("a", "1.0.0"), line("b", "1.0.0"));
    let dir = folder(&[
        ("live.ndjson", a.as_bytes()),
        ("acme.ndjson", b.as_bytes()),
        ("notes.txt", b"x"),
    ]);
    let open = |tier: &str| Registry::open(dir.path(), &options().tier(tier));
    assert_eq!(open("live").unwrap().names().unwrap(), ["a"]);
    assert_eq!(open("acme").unwrap().names().unwrap(), ["b"]);
    assert_eq!(open("live").unwrap().snapshot().roots.len(), 2);
    let error = open("local").unwrap_err();
    assert_eq!(error.code(), Code::Argument);
    assert!(
        error
            .to_string()
            .ends_with("there is no source \"local\"; there is acme, live")
    );

    let single = folder(&[("acme.ndjson", b.as_bytes())]);
    assert_eq!(
        Registry::open(single.path(), &options()).unwrap().source(),
        "acme"
    );
    assert!(Registry::open(single.path(), &options().tier("local")).is_err());
    let none = folder(&[]);
    assert!(
        Registry::open(none.path(), &options())
            .unwrap_err()
            .to_string()
            .contains("no .ndjson file")
    );
    let odd = folder(&[("Odd Name.ndjson", a.as_bytes())]);
    assert_eq!(
        Registry::open(odd.path(), &options()).unwrap_err().code(),
        Code::Argument
    );
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let good = line("a", "1.0.0");
    let bad = [
        good.as_bytes(),
        b"\n",
        good.replace("1.0.0", "1.0").as_bytes(),
    ]
    .concat();
    let dir = folder(&[("live.ndjson", &bad)]);
    let error = Registry::open(dir.path(), &options()).unwrap_err();
    assert_eq!(
        (error.code(), error.details()["line"].as_u64()),
        (Code::Format, Some(2))
    );
    assert!(
        error.to_string().contains("live.ndjson: line 2, column "),
        "{error}"
    );
    assert!(
        error.details()["path"]
            .as_str()
            .unwrap()
            .ends_with("live.ndjson")
    );

    let latin = [good.as_bytes(), b"\nab\xe9"].concat();
    let dir = folder(&[("x.ndjson", &latin)]);
    let error = Registry::open(dir.path().join("x.ndjson"), &options()).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("line 2, column 3: this is not UTF-8"),
        "{error}"
    );

    let few = options().max_bytes(good.len() as u64 - 1);
    let dir = folder(&[("x.ndjson", good.as_bytes())]);
    assert_eq!(
        Registry::open(dir.path(), &few).unwrap_err().details()["argument"],
        "max_bytes"
    );
    let enough = options().max_bytes(good.len() as u64);
    assert!(Registry::open(dir.path(), &enough).is_ok());
    assert_eq!(
        Registry::open(dir.path().join("none"), &options())
            .unwrap_err()
            .code(),
        Code::Io
    );
}

#[test]
fn what_is_no_file_is_passed_over_in_a_folder() {
    let a = line("a", "1.0.0");
    let dir = folder(&[("live.ndjson", a.as_bytes())]);
    let pipe = dir.path().join("pipe.ndjson");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    fs::create_dir(dir.path().join("folder.ndjson")).unwrap();
    let registry = Registry::open(dir.path(), &options()).unwrap();
    assert_eq!(
        registry.snapshot().roots.keys().collect::<Vec<_>>(),
        ["live"]
    );
    // Given itself it is read, for as long as its caller wants.
    let op = Op::new();
    op.cancel();
    let error = Registry::open(&pipe, &options().op(&op)).unwrap_err();
    assert_eq!(error.code(), Code::Cancelled);
    // A file that is not there is no file that is passed over.
    std::os::unix::fs::symlink("none", dir.path().join("link.ndjson")).unwrap();
    let error = Registry::open(dir.path(), &options()).unwrap_err();
    assert!(error.to_string().contains("link.ndjson"), "{error}");
}

#[test]
fn a_url_is_refused_without_showing_its_secrets() {
    let error =
        Registry::open("https://me:secret@r.obinexus.org/live?token=x", &options()).unwrap_err();
    assert_eq!(error.code(), Code::Unsupported);
    assert!(
        error
            .to_string()
            .starts_with("https://r.obinexus.org/live: ")
    );
    assert!(error.hint().is_some());
}

#[test]
fn looking() {
    let registry = open();
    assert_eq!(registry.names().unwrap(), ["app", "core", "lonely", "web"]);
    assert_eq!(
        compact(&registry.versions("core").unwrap()),
        ["1.9.0", "2.0.0+b7"]
    );
    let error = registry.versions("cora").unwrap_err();
    assert_eq!(
        (error.code(), error.hint().as_deref()),
        (Code::NotFound, Some("did you mean core?"))
    );
    assert_eq!(
        registry.versions("Core").unwrap_err().code(),
        Code::Argument
    );

    let info = registry.info("core", "2.0.0").unwrap();
    assert_eq!(
        (info.version.as_str(), info.published),
        ("2.stable.0.stable.0.stable+b7", Some(5))
    );
    assert_eq!(info.deps.get("ghost").map(String::as_str), Some("*"));
    let error = registry.info("core", "3.0.0").unwrap_err();
    assert_eq!(
        error.hint().as_deref(),
        Some("did you mean 2.0.0+b7 or 1.9.0?")
    );
    let node = registry.node("core", "1.9.0").unwrap();
    assert_eq!(
        (
            node.as_object().unwrap().len(),
            node["fault_state"].as_str()
        ),
        (14, Some("DANGER"))
    );

    let names = |hits: Vec<SearchHit>| {
        hits.into_iter()
            .map(|h| (h.name, h.best))
            .collect::<Vec<_>>()
    };
    let best = |text: &str| Some(text.to_owned());
    assert_eq!(
        names(registry.search("OR").unwrap()),
        [("core".into(), best("2.stable.0.stable.0.stable+b7"))]
    );
    assert_eq!(
        names(registry.search("lonly").unwrap()),
        [("lonely".into(), None)]
    );
    assert!(registry.search("kubernetes").unwrap().is_empty());

    let dependents = registry.dependents("core").unwrap();
    let dependents: Vec<_> = dependents
        .iter()
        .map(|d| (d.name.as_str(), d.range.as_str()))
        .collect();
    assert_eq!(dependents, [("app", "^2"), ("web", "^1")]);
    let graph = registry.graph("app").unwrap();
    let nodes: Vec<_> = graph
        .nodes
        .iter()
        .map(|n| (n.name.as_str(), n.versions))
        .collect();
    assert_eq!(nodes, [("app", 1), ("core", 2), ("ghost", 0), ("web", 1)]);
    let edges: Vec<_> = graph
        .edges
        .iter()
        .map(|e| (e.from.as_str(), e.to.as_str()))
        .collect();
    assert_eq!(
        edges,
        [
            ("app", "core"),
            ("app", "web"),
            ("core", "ghost"),
            ("web", "core")
        ]
    );
    assert_eq!(registry.graph("ghost").unwrap_err().code(), Code::NotFound);
}

#[test]
fn changing_and_undoing() {
    let registry = open();
    let before = registry.versions("core").unwrap();
    let receipt = registry.publish(&line("core", "2.1.0")).unwrap();
    assert_eq!(
        (receipt.snapshot.seq, receipt.snapshot.time),
        (2, 1_000_000)
    );
    assert_eq!(receipt.snapshot.note, "publish core 2.1.0");
    assert_eq!(
        registry.info("core", "2.1.0").unwrap().published,
        Some(1_000_000)
    );
    registry.yank("core", "2.0.0").unwrap();
    registry.publish(&line("core", "3.0.0")).unwrap();
    registry.set_fault("core", "3.0.0", 17).unwrap();
    assert_eq!(
        registry.set_fault("core", "3.0.0", 18).unwrap_err().code(),
        Code::Limit
    );

    let pinned = registry.at(3).unwrap();
    assert_eq!(registry.rollback("core", Some(1)).unwrap().snapshot.seq, 6);
    assert_eq!(registry.versions("core").unwrap(), before);
    assert_eq!(
        registry.publish(&line("core", "3.0.0")).unwrap_err().code(),
        Code::Exists
    );
    assert_eq!(
        registry.info("core", "3.0.0").unwrap_err().code(),
        Code::NotFound
    );

    // A pin shows what it showed, and changes nothing.
    assert_eq!(
        compact(&pinned.versions("core").unwrap()),
        ["1.9.0", "2.0.0+b7", "2.1.0"]
    );
    assert_eq!(pinned.snapshot().seq, 3);
    assert_eq!(
        pinned.publish(&line("x", "1.0.0")).unwrap_err().code(),
        Code::State
    );
    assert_eq!(registry.snapshot().seq, 6);
    assert_eq!(registry.at(7).unwrap_err().code(), Code::Snapshot);

    let changes = registry.diff(1, 6).unwrap();
    let changes: Vec<_> = changes
        .iter()
        .map(|c| (c.version.as_str(), c.kind))
        .collect();
    let undone = ["2.stable.1.stable.0.stable", "3.stable.0.stable.0.stable"];
    assert_eq!(changes, undone.map(|v| (v, ChangeKind::Undone)));
    registry.unyank("core", "2.0.0").unwrap();
    assert_eq!(
        registry.snapshot().seq,
        6,
        "it was not yanked: nothing changed"
    );
}

#[test]
fn proofs_hold_against_the_signed_head() {
    let registry = Registry::from_lines(LINES, &options().signing_key([9; 32])).unwrap();
    let key: [u8; 32] = from_hex(&registry.public_key().unwrap()).unwrap();
    let check = |proof: &ProofReport| {
        proof.head.verify(&key).unwrap();
        let text = proof.tree.to_json();
        let tree = PartialTree::from_json(&text).unwrap();
        tree.expect_root(proof.head.head.root(&proof.source).unwrap())
            .unwrap();
        tree
    };
    let proof = registry.prove("core", Some("2.0.0")).unwrap();
    assert!(proof.present && proof.near.is_empty());
    assert!(
        check(&proof)
            .entry("core", &version("2.0.0").unwrap())
            .unwrap()
            .is_some()
    );
    let proof = registry.prove("core", Some("2.5.0")).unwrap();
    assert!(!proof.present);
    assert_eq!(proof.near, ["2.0.0+b7", "1.9.0"]);
    assert_eq!(
        check(&proof).entry("core", &version("2.5.0").unwrap()),
        Ok(None)
    );
    let proof = registry.prove("cora", None).unwrap();
    assert!(!proof.present);
    assert_eq!(proof.near, ["core"]);
    assert!(check(&proof).versions("cora").unwrap().is_empty());
    let proof = registry.prove("core", None).unwrap();
    assert_eq!(check(&proof).versions("core").unwrap().len(), 2);

    let receipt = registry.publish(&line("core", "2.1.0")).unwrap();
    let tree = check(&receipt.proof);
    assert!(
        tree.entry("core", &version("2.1.0").unwrap())
            .unwrap()
            .is_some()
    );
    assert_eq!(receipt.snapshot.signed_by, [registry.public_key().unwrap()]);
    assert!(!format!("{:?}", options().signing_key([9; 32])).contains("9, 9"));
    assert!(open().snapshot().signed_by.is_empty());
}

#[test]
fn many_threads_share_one_registry() {
    let registry = open();
    let threads = 4;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let registry = registry.clone();
            scope.spawn(move || {
                let mut last = 0;
                for n in 0..25 {
                    registry
                        .publish(&line(&format!("t{thread}"), &format!("1.{n}.0")))
                        .unwrap();
                    let seq = registry.snapshot().seq;
                    assert!(seq > last, "a reader never goes back");
                    last = seq;
                    assert_eq!(
                        registry.versions(&format!("t{thread}")).unwrap().len(),
                        n + 1
                    );
                }
            });
        }
    });
    assert_eq!(registry.snapshot().seq, 1 + 25 * threads);
}
