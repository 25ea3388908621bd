//! Small registries with everything in them that a rule speaks of, searched whole; and certificates
//! that a forger edits, with the digest written anew.

use std::sync::LazyLock;

use diram_core::Code;
use diram_core::Failure;
use diram_core::registry::{Change, Entry, History, Name, Snapshot, Tier, read_line};
use diram_core::resolve::{Anchor, Request, Requirement, Resolution, Resolver, verify_resolution};
use diram_core::semverx::{Lines, Origin, Policy, Version, VersionRange};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{fuzz, kind_of};

const NAMES: [&str; 5] = ["a", "b", "c", "@d/e", "gone"];
const VERSIONS: [&str; 6] = [
    "1.0.0",
    "1.1.0",
    "2.0.0",
    "2.0.0-rc.1",
    "1.experimental.2.stable.0.stable",
    "3.0.0.legacy",
];
const RANGES: [&str; 8] = [
    "*",
    "^1",
    "=1.1.0",
    ">=1.1.0",
    "2.0.0-rc.1",
    "1.experimental.2.stable.0.stable",
    "1.{stable|exp}.*.*.*.* || 3.0.0.legacy",
    "<1.1.0",
];
/// Most entries: every choice among them is tried.
const MOST: usize = 11;

/// Bytes as a supply of small numbers; 0 when they are used up.
struct Supply<'a>(&'a [u8]);

impl Supply<'_> {
    fn byte(&mut self) -> usize {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        usize::from(*first)
    }

    fn one_of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.byte() % all.len()]
    }
}

/// What the bytes stand for.
struct World {
    snapshot: Snapshot,
    policy: Policy,
    request: Request,
    lock: Vec<(Name, Version)>,
}

fn policy(flags: usize, more: usize) -> Policy {
    let mut policy = Policy::new()
        .with_allow_experimental([None, Some(true), Some(false)][more % 3])
        .with_allow_prerelease(flags & 1 != 0)
        .with_lines((flags & 2 != 0).then_some(Lines::Major))
        .with_max_fault([5, 0, 11, 17][more / 3 % 4])
        .with_min_release_age((flags & 4 != 0).then_some(10));
    if flags & 8 != 0 {
        let range = VersionRange::parse(RANGES[more / 12 % RANGES.len()]).expect("a range");
        policy = policy.with_override("b", range);
    }
    if flags & 16 != 0 {
        policy = policy
            .with_source("@d/*", "other")
            .with_source("c", "other");
    }
    policy
}

fn line(supply: &mut Supply<'_>) -> String {
    let (name, version) = (supply.one_of(&NAMES[..4]), supply.one_of(&VERSIONS));
    let mut deps = serde_json::Map::new();
    for _ in 0..supply.byte() % 3 {
        deps.insert(supply.one_of(&NAMES).into(), supply.one_of(&RANGES).into());
    }
    let rare = supply.byte();
    let mut line = json!({"name": name, "version": version, "deps": deps});
    match rare % 8 {
        0 => line["yanked"] = json!(true),
        1 => line["fault"] = json!([1, 6, 11, 12, 17][rare / 8 % 5]),
        2 => line["published"] = json!([0, 89, 90, 91, u64::MAX >> 11][rare / 8 % 5]),
        _ => {}
    }
    line.to_string()
}

fn world(input: &[u8]) -> World {
    let mut supply = Supply(input);
    let policy = policy(supply.byte(), supply.byte());
    let wanted = (0..supply.byte() % 4)
        .map(|_| Requirement::parse(supply.one_of(&NAMES), supply.one_of(&RANGES)).expect("good"));
    let request = Request::new(wanted.collect()).now(100);
    let mut lock = Vec::new();
    if supply.byte() % 4 == 0 {
        let name = Name::parse(supply.one_of(&NAMES)).expect("a name");
        let version = Version::parse(supply.one_of(&VERSIONS)).expect("a version");
        lock.push((name, version));
    }
    let undone = supply.byte();
    let mut lines: [Vec<Entry>; 2] = Default::default();
    while !supply.0.is_empty() && lines[0].len() + lines[1].len() < MOST {
        let other = usize::from(supply.byte() % 4 == 0);
        let entry = read_line(&line(&mut supply)).expect("a good line");
        let known = |e: &Entry| e.name == entry.name && e.version == entry.version;
        if !lines[other].iter().any(known) {
            lines[other].push(entry);
        }
    }
    let snapshot = history(lines, undone % 3 == 0);
    World {
        snapshot,
        policy,
        request: request.lock(lock.clone()),
        lock,
    }
}

/// Opens the sources; with `undone` the last entry of the first is published and rolled back.
fn history([mut live, other]: [Vec<Entry>; 2], undone: bool) -> Snapshot {
    let last = if undone { live.pop() } else { None };
    let tier = |entries| Tier::from_entries(entries).expect("no duplicates");
    let tiers = vec![("live".into(), tier(live)), ("other".into(), tier(other))];
    let mut history = History::open(tiers, 0, None).expect("two sources");
    if let Some(entry) = last {
        let (source, name) = ("live".to_owned(), entry.name.clone());
        let publish = Change::Publish {
            source: source.clone(),
            entry,
        };
        let back = Change::Rollback {
            source,
            name,
            to: Some(1),
        };
        history.commit(&[publish], 1, "").expect("a new version");
        history.commit(&[back], 2, "").expect("a known package");
    }
    history.snapshot().clone()
}

/// The rules, told once more: which entries there are, may be chosen, and fit together.
struct Rules<'a> {
    policy: &'a Policy,
    request: &'a Request,
    lock: &'a [(Name, Version)],
}

impl Rules<'_> {
    fn source(&self, name: &str) -> &str {
        let rules = &self.policy.sources;
        let scoped = name.starts_with("@d/").then(|| rules.get("@d/*")).flatten();
        rules.get(name).or(scoped).map_or("live", String::as_str)
    }

    fn may_be_chosen(&self, entry: &Entry) -> bool {
        let locked =
            |(name, version): &(Name, Version)| *name == entry.name && *version == entry.version;
        let pinned =
            |r: &Requirement| r.name == entry.name && r.range.exact_pin() == Some(&entry.version);
        let named = self.lock.iter().any(locked) || self.request.requirements.iter().any(pinned);
        let fault = entry.fault.get();
        let old = |age: u64| {
            let since = entry.published.map(|at| 100_u64.saturating_sub(at));
            since.is_some_and(|since| since >= age)
        };
        let ordinary = fault <= self.policy.max_fault
            && !entry.yanked
            && self.policy.min_release_age.is_none_or(old);
        entry.is_present() && fault < 12 && (named || ordinary)
    }

    fn met(&self, chosen: &[&Entry], name: &Name, own: &VersionRange, origin: Origin) -> bool {
        let range = self.policy.overrides.get(name.as_str()).unwrap_or(own);
        chosen
            .iter()
            .any(|e| e.name == *name && range.admits_from(&e.version, self.policy, origin))
    }

    fn holds(&self, chosen: &[&Entry]) -> bool {
        let place = |e: &Entry| {
            let line = (e.version.major(), e.version.states()[0].clone());
            (e.name.clone(), self.policy.lines.map(|_| line))
        };
        let alone = |(at, e): (usize, &&Entry)| chosen[..at].iter().all(|o| place(o) != place(e));
        let dep = |d: &diram_core::registry::Dependency| {
            self.met(chosen, &d.name, &d.range, Origin::Dependency)
        };
        let mut wanted = self.request.requirements.iter();
        chosen.iter().enumerate().all(alone)
            && wanted.all(|r| self.met(chosen, &r.name, &r.range, Origin::Root))
            && chosen.iter().all(|e| e.deps.iter().all(dep))
    }

    fn candidates<'s>(&self, snapshot: &'s Snapshot) -> Vec<&'s Entry> {
        let entries = ["live", "other"].into_iter().flat_map(|source| {
            let tier = snapshot.tier(source).into_iter();
            tier.flat_map(Tier::entries).map(move |e| (source, &**e))
        });
        let mine = entries.filter(|(source, e)| self.source(e.name.as_str()) == *source);
        mine.map(|(_, e)| e)
            .filter(|e| self.may_be_chosen(e))
            .collect()
    }

    /// Every subset, tried.
    fn feasible(&self, snapshot: &Snapshot) -> bool {
        let candidates = self.candidates(snapshot);
        (0_u32..1 << candidates.len()).any(|bits| {
            let chosen = candidates.iter().enumerate();
            let chosen = chosen.filter(|(at, _)| bits >> at & 1 == 1);
            self.holds(&chosen.map(|(_, e)| *e).collect::<Vec<_>>())
        })
    }
}

fn solve(world: &World, request: &Request) -> Resolution {
    let resolver = Resolver::new(&world.snapshot, &world.policy, "live").expect("known sources");
    resolver.resolve(request).expect("a small search")
}

/// The answer is that of trying everything, its certificate verifies, and neither what was asked
/// before nor the order of the requests changes a byte.
#[test]
fn resolve() {
    let good = [
        &[0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 7, 1, 1, 1, 0, 7][..],
        &[
            2, 3, 2, 0, 3, 1, 0, 0, 2, 1, 1, 0, 2, 2, 1, 3, 2, 1, 9, 1, 1, 5, 0, 7, 1, 2, 3, 1, 4,
            2, 0,
        ],
        &[
            28, 25, 1, 0, 0, 0, 1, 2, 0, 1, 0, 0, 2, 1, 2, 2, 7, 1, 1, 2, 0, 10, 0, 2, 1, 0, 18,
        ],
    ];
    let good = good.iter().map(|bytes| bytes.to_vec()).collect();
    fuzz("resolve", 6_000, good, |input| {
        let world = world(input);
        let answer = solve(&world, &world.request);
        let rules = Rules {
            policy: &world.policy,
            request: &world.request,
            lock: &world.lock,
        };
        assert_eq!(answer.feasible, rules.feasible(&world.snapshot));
        let text = answer.certificate.clone().expect("asked for");
        let anchor = Anchor::Registry(&world.snapshot);
        let report = verify_resolution(text.as_bytes(), anchor).expect("our own certificate");
        assert_eq!(report.feasible, answer.feasible);
        assert_eq!(report.solution, answer.solution);

        let resolver = Resolver::new(&world.snapshot, &world.policy, "live").expect("known");
        for name in NAMES.iter().rev() {
            let other = Requirement::parse(name, ">=1.1.0").expect("good");
            let asked = resolver.resolve(&Request::new(vec![other]).now(100));
            asked.expect("a small search");
        }
        assert_eq!(resolver.resolve(&world.request), Ok(answer.clone()));
        let words = answer.explanation.unwrap_or_default();
        format!(
            "{} {} {}",
            answer.feasible,
            answer.packages.len(),
            kind_of(&words)
        )
    });
}

fn lock_of(json: &Value) -> Vec<(Name, Version)> {
    let pair = |pair: &Value| {
        let text = |at: usize| pair[at].as_str().expect("a text");
        let name = Name::parse(text(0)).expect("a name");
        (name, Version::parse(text(1)).expect("a version"))
    };
    let lock = json["lock"].as_array().expect("a list");
    lock.iter().map(pair).collect()
}

/// The good certificates: of the same registry, so that a forger may mix them.
fn certificates(snapshot: &Snapshot) -> Vec<String> {
    let asked = [
        ("a", "*"),
        ("a", "^1"),
        ("b", "=1.1.0"),
        ("@d/e", "*"),
        ("gone", "*"),
    ];
    let policies = [
        Policy::new(),
        Policy::new().with_lines(Some(Lines::Major)),
        policy(12, 24),
    ];
    let answer = |policy: &Policy, (name, range): (&str, &str)| {
        let resolver = Resolver::new(snapshot, policy, "live").expect("known sources");
        let wanted = Requirement::parse(name, range).expect("good");
        let answer = resolver.resolve(&Request::new(vec![wanted]).now(100));
        answer
            .expect("a small search")
            .certificate
            .expect("asked for")
    };
    let each = |policy: &Policy| asked.map(|wanted| answer(policy, wanted));
    policies.iter().flat_map(each).collect()
}

/// The registry and the certificates, made once.
static GOOD: LazyLock<(Snapshot, Vec<String>)> = LazyLock::new(|| {
    let snapshot = registry();
    let good = certificates(&snapshot);
    (snapshot, good)
});

fn registry() -> Snapshot {
    let lines = r#"{"name":"a","version":"1.0.0","deps":{"b":"^1"}}
{"name":"a","version":"1.1.0","deps":{"b":"^1","c":"*"}}
{"name":"a","version":"2.0.0","deps":{"gone":"*"}}
{"name":"b","version":"1.0.0","deps":{"c":"<1.1.0"},"yanked":true}
{"name":"b","version":"1.1.0","deps":{"c":">=1.1.0"}}
{"name":"c","version":"1.0.0","deps":{}}
{"name":"c","version":"2.0.0","deps":{"@d/e":"=1.1.0"},"fault":6}
{"name":"@d/e","version":"1.0.0","deps":{"a":"*"}}"#;
    let entries = lines
        .lines()
        .map(|line| read_line(line).expect("a good line"));
    history([entries.collect(), Vec::new()], false)
}

/// The certificate without its digest, cut where one field, element or text ends: what a forger
/// puts together again.
fn pieces(text: &str) -> Vec<&str> {
    let open = text
        .rsplit_once(",\"digest\"")
        .map_or(text, |parts| parts.0);
    open.split_inclusive([',', '[', ']', '{', '}', ':'])
        .collect()
}

/// Three bytes an edit: what to do, where, and which piece to take from elsewhere in it.
fn forge(input: &[u8], all: &[String]) -> String {
    let mut supply = Supply(input);
    let mut parts = pieces(&all[supply.byte() % all.len()]);
    let others = pieces(&all[supply.byte() % all.len()]);
    while !supply.0.is_empty() {
        let what = supply.byte();
        let place = |supply: &mut Supply<'_>, len: usize| {
            (supply.byte() * 256 + supply.byte()) % len.max(1)
        };
        let (at, from) = (
            place(&mut supply, parts.len()),
            place(&mut supply, others.len()),
        );
        match what % 4 {
            0 => parts[at] = others[from],
            1 => parts.insert(at, others[from]),
            2 if parts.len() > 1 => drop(parts.remove(at)),
            _ => {
                let other = from % parts.len();
                parts.swap(at, other);
            }
        }
        if parts.is_empty() {
            break;
        }
    }
    let open = parts.concat();
    let digest = Sha256::digest(format!("{open}}}").as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{open},\"digest\":\"{hex}\"}}\n")
}

/// A forged certificate is refused; or what it claims about this registry is true all the same.
#[test]
fn certificate() {
    let good = (0..15_u8).map(|n| vec![n, n / 2]).collect();
    fuzz("certificate", 20_000, good, |input| {
        let (snapshot, good) = &*GOOD;
        let text = forge(input, good);
        let report = match verify_resolution(text.as_bytes(), Anchor::Registry(snapshot)) {
            Ok(report) => report,
            Err(error) => {
                assert_eq!(error.code(), Code::Certificate);
                return kind_of(&error).split('`').step_by(2).collect();
            }
        };
        let json: Value = serde_json::from_str(&text).expect("JSON");
        let policy = Policy::from_json(&json["policy"].to_string()).expect("a policy");
        let wanted = report.requirements.iter();
        let wanted = wanted.map(|(n, r)| Requirement::parse(n, r).expect("good"));
        let request = Request::new(wanted.collect());
        if json["now"] != json!(100) || json["source"] != json!("live") {
            return "another time or source".into();
        }
        let rules = Rules {
            policy: &policy,
            request: &request,
            lock: &lock_of(&json),
        };
        assert_eq!(report.feasible, rules.feasible(snapshot), "{text}");
        if report.feasible {
            let chosen = |e: &&Entry| report.solution.values().any(|v| *v == e.version);
            let label = |e: &&Entry| {
                let mut keys = report.solution.iter();
                keys.any(|(k, v)| k.starts_with(e.name.as_str()) && *v == e.version)
            };
            let solution: Vec<&Entry> = rules
                .candidates(snapshot)
                .into_iter()
                .filter(chosen)
                .filter(label)
                .collect();
            assert!(rules.holds(&solution), "{text}");
        }
        format!("{} {}", report.feasible, report.facts)
    });
}
