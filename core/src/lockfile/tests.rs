//! The page's example byte for byte, round trips, and everything that is refused.

use proptest::prelude::*;

use super::*;
use crate::semverx::{Lines, VersionRange};
use crate::{Code, Failure};

/// The example of the page.
fn example() -> String {
    let page = include_str!("FORMAT.md");
    let (_, rest) = page.split_once("```json\n").unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

#[test]
fn the_page_has_the_exact_bytes() {
    let root = crate::registry::from_hex(
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    );
    let policy = Policy::new()
        .with_allow_experimental(Some(true))
        .with_source("@obinexus/*", "local");
    let mut lock = LockFile::new("live", 7, root.unwrap(), policy);
    lock.requirements.insert("app".into(), "^1".into());
    let mut app = LockedPackage::new(version("1.4.2+b7"), "live");
    app.sha256 = crate::registry::from_hex(
        "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100",
    );
    app.dependencies
        .insert("@obinexus/core".into(), "2.*.*.*".into());
    let mut core = LockedPackage::new(version("2.stable.1.experimental.0.stable"), "local");
    core.fault = FaultLevel::new(3).unwrap();
    lock.packages.insert("app".into(), app);
    lock.packages.insert("@obinexus/core".into(), core);
    assert_eq!(lock.to_text(), example());
    assert_eq!(LockFile::parse(&example()).unwrap(), lock);
}

#[test]
fn any_spacing_and_order_is_read() {
    let spaced = example().replace('\n', "\r\n").replace("  ", "\t");
    let registry = r#""registry": {"seq": 7, "source": "live", "root": ""#;
    let (head, tail) = spaced.split_once("\"registry\"").unwrap();
    let (_, tail) = tail.split_once("\"root\": \"").unwrap();
    let (root, tail) = tail.split_once('"').unwrap();
    let (_, tail) = tail.split_once('}').unwrap();
    let moved = format!("{head}{registry}{root}\"}}{tail}");
    assert_eq!(LockFile::parse(&moved).unwrap().to_text(), example());
}

#[test]
fn wrong_locks_say_where() {
    let unmet = r#"packages.app.dependencies["@obinexus/core"]: no locked version of @obinexus/core is in "^3""#;
    for (from, to, message) in [
        ("\"lock_version\": 1,", "", "lock_version is missing"),
        (
            "_version\": 1",
            "_version\": \"1\"",
            "lock_version: \"1\" is not a whole number",
        ),
        ("{\n  \"lock", "[\n  \"lock", "line 1, column 1: "),
        ("\n  \"policy\"", "\n x\"policy\"", "line 8, column 2: "),
        ("\"packages\"", "\"package\"", "package is not a known key"),
        (
            "\"seq\": 7",
            "\"seq\": 7, \"seq\": 7",
            "registry.seq stands twice",
        ),
        (
            "\"seq\": 7",
            "\"seq\": 9007199254740992",
            "registry.seq: 9007199254740992 is not",
        ),
        ("\"seq\": 7", "\"seq\": -1", "registry.seq: -1 is not"),
        ("\"root\": \"00", "\"root\": \"0G", "registry.root: \"0G"),
        (
            "\"source\": \"live\"\n",
            "\"source\": \"Live\"\n",
            "registry.source: \"Live\" is not",
        ),
        (
            "_experimental\": true",
            "_experimental\": 1",
            "policy.allow_experimental: 1 is not true or false",
        ),
        (
            "allow_exp",
            "alow_exp",
            "policy.alow_experimental: a policy has no such key",
        ),
        (
            "\"app\": \"^1\"",
            "\"app\": \"^v1\"",
            "requirements.app: \"^v1\" is not a version range",
        ),
        (
            "\"app\": \"^1\"",
            "\"App\": \"^1\"",
            "requirements.App: name \"App\", column 1",
        ),
        (
            "\"app\": \"^1\"",
            "\"app\": 1",
            "requirements.app: 1 is not the text of a version range",
        ),
        (
            "\"app\": \"^1\"",
            "\"app\": \"^2\"",
            "requirements.app: no locked version of app is in",
        ),
        (
            "\"app\": \"^1\"",
            "\"apq\": \"^1\"",
            "requirements.apq: no locked version of apq is in",
        ),
        ("\"2.*.*.*\"", "\"^3\"", unmet),
        (
            "stable+b7",
            "stabLe+b7",
            "packages.app.version: \"1.stable.4.stable.2.stabLe+b7\"",
        ),
        (
            "\"fault\": 3",
            "\"fault\": 18",
            "packages[\"@obinexus/core\"].fault: 18 is not",
        ),
        (
            "\"fault\": 3",
            "\"fautl\": 3",
            "packages[\"@obinexus/core\"].fautl is not a known key",
        ),
        (
            "\"sha256\": \"ff",
            "\"sha256\": \"FF",
            "packages.app.sha256: \"FF",
        ),
        (
            "\"sha256\": \"ff",
            "\"sha256\": null, \"_\": \"ff",
            "packages.app._ is not",
        ),
        (
            "\"app\": {",
            "\"app@1\": {",
            "packages[\"app@1\"]: version 1.4.2+b7 stands under \"app\"",
        ),
        (
            "\"app\": {",
            "\"@obinexus/core\": {",
            "packages[\"@obinexus/core\"] stands twice",
        ),
        (
            "\"dependencies\": {}",
            "\"deps\": {}",
            "packages[\"@obinexus/core\"].deps is not",
        ),
        (
            "\"dependencies\": {}",
            "\"dependencies\": []",
            "packages[\"@obinexus/core\"].dependencies: []",
        ),
    ] {
        let text = example().replacen(from, to, 1);
        assert_ne!(text, example(), "{from}");
        let error = LockFile::parse(&text).unwrap_err();
        assert!(error.to_string().starts_with(message), "{to}: {error}");
        assert_eq!(error.code(), Code::LockFile, "{error}");
        assert!(error.hint().is_some() && error.details().is_object());
    }
    let unknown = example().replace("\"packages\"", "\"package\"");
    let hint = LockFile::parse(&unknown).unwrap_err().hint();
    assert_eq!(hint.as_deref(), Some("write packages"));
}

#[test]
fn another_lock_version_is_unsupported_whatever_else_it_holds() {
    let error = LockFile::parse(r#"{"news":[],"lock_version":2}"#).unwrap_err();
    assert_eq!(error.to_string(), "lock_version 2 is not known here; 1 is");
    assert_eq!(error.code(), Code::Unsupported);
    assert!(error.hint().unwrap().contains("newer"));
}

#[test]
fn a_byte_order_mark_and_bytes_after_the_end_are_refused() {
    assert!(LockFile::parse(&format!("\u{feff}{}", example())).is_err());
    assert!(LockFile::parse(&(example() + "}")).is_err());
}

#[test]
fn too_long_a_text_is_not_read() {
    let error = LockFile::parse(&" ".repeat(LockFile::MAX_LEN + 1)).unwrap_err();
    assert!(matches!(
        error,
        LockFileError::Document(DocumentError::TooLong { .. })
    ));
    assert_eq!(error.code(), Code::LockFile);
}

#[test]
fn lines_are_part_of_labels() {
    let policy = Policy::new().with_lines(Some(Lines::Major));
    let mut lock = LockFile::new("live", 1, [0; 32], policy);
    for (label, text) in [
        ("core@1", "1.2.0"),
        ("core@2", "2.0.0"),
        (
            "@me/core@3.experimental",
            "3.experimental.0.stable.0.stable",
        ),
    ] {
        let package = LockedPackage::new(version(text), "live");
        lock.packages.insert(label.into(), package);
    }
    assert_eq!(LockFile::parse(&lock.to_text()).unwrap(), lock);
    let bare = LockedPackage::new(version("4.0.0"), "live");
    lock.packages.insert("core".into(), bare);
    let error = LockFile::parse(&lock.to_text()).unwrap_err().to_string();
    assert_eq!(
        error,
        "packages.core: version 4.0.0 stands under \"core@4\""
    );
}

#[test]
fn an_override_stands_in_place_of_every_range() {
    let range = VersionRange::parse("^2").unwrap();
    let mut lock = LockFile::new("live", 1, [0; 32], Policy::new().with_override("a", range));
    lock.requirements.insert("a".into(), "^1".into());
    let package = LockedPackage::new(version("2.0.0"), "live");
    lock.packages.insert("a".into(), package);
    assert_eq!(LockFile::parse(&lock.to_text()).unwrap(), lock);
    lock.policy = Policy::default();
    let error = LockFile::parse(&lock.to_text()).unwrap_err();
    assert!(matches!(error, LockFileError::Unmet { .. }), "{error}");
}

#[test]
fn differences_are_by_label() {
    let mut old = LockFile::new("live", 1, [0; 32], Policy::default());
    for name in ["build", "gone", "hash", "learned", "moved", "same", "up"] {
        let mut package = LockedPackage::new(version("1.0.0"), "live");
        package.sha256 = (name == "hash").then_some([1; 32]);
        old.packages.insert(name.into(), package);
    }
    let mut new = old.clone();
    new.seq = 2;
    assert!(old.diff(&new).is_empty());
    new.packages.remove("gone");
    let package = LockedPackage::new(version("1.0.0"), "live");
    new.packages.insert("fresh".into(), package);
    let change = |name: &str, change: &dyn Fn(&mut LockedPackage)| {
        change(new.packages.get_mut(name).unwrap());
    };
    let mut change = change;
    change("build", &|p| p.version = version("1.0.0+2"));
    change("hash", &|p| p.sha256 = Some([2; 32]));
    change("learned", &|p| p.sha256 = Some([2; 32]));
    change("moved", &|p| p.source = "local".into());
    change("up", &|p| p.version = version("1.0.1"));
    let diff = old.diff(&new);
    assert_eq!(diff.installs, ["fresh"]);
    assert_eq!(diff.updates, ["build", "hash", "moved", "up"]);
    assert_eq!(diff.removes, ["gone"]);
}

/// Whatever is read is written and read again.
fn survives(text: &str) {
    match LockFile::parse(text) {
        Ok(lock) => {
            let text = lock.to_text();
            assert_eq!(LockFile::parse(&text).unwrap().to_text(), text);
        }
        Err(error) => assert!(matches!(error.code(), Code::LockFile | Code::Unsupported)),
    }
}

#[test]
fn every_truncation_and_every_flipped_bit_is_an_answer() {
    let good = example();
    for end in 0..good.trim_end().len() {
        let error = LockFile::parse(&good[..end]).unwrap_err();
        assert_eq!(error.code(), Code::LockFile, "{end}");
    }
    for bit in 0..good.len() * 8 {
        let mut bytes = good.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            survives(text);
        }
    }
}

fn locked() -> impl Strategy<Value = LockedPackage> {
    let version = (
        0..3u64,
        0..9u64,
        prop::sample::select(vec!["", "-rc.1", "+b7"]),
    );
    let version = version.prop_map(|(a, b, tail)| Version::parse(&format!("{a}.{b}.0{tail}")));
    let hash = prop::option::of(prop::array::uniform32(any::<u8>()));
    (version, "[a-z][a-z0-9._-]{0,9}", hash, 0..=17u8).prop_map(
        |(version, source, sha256, fault)| LockedPackage {
            version: version.unwrap(),
            source,
            sha256,
            fault: FaultLevel::new(fault).unwrap(),
            dependencies: BTreeMap::new(),
        },
    )
}

prop_compose! {
    /// Locks that fit together: everything that is needed is needed as it is.
    fn locks()(
        packages in prop::collection::btree_map("(@[a-z]{1,3}/)?[a-z]{1,4}[0-9]", locked(), 0..8),
        seq in 0..1u64 << 53,
        root in prop::array::uniform32(any::<u8>()),
        lines in any::<bool>(),
        experimental in any::<Option<bool>>(),
    ) -> LockFile {
        let policy = Policy::new()
            .with_lines(lines.then_some(Lines::Major))
            .with_allow_experimental(experimental)
            .with_max_fault(11);
        let mut lock = LockFile::new("live", seq, root, policy);
        let needs: BTreeMap<String, String> = packages
            .iter()
            .map(|(name, package)| (name.clone(), format!("={}", package.version)))
            .collect();
        lock.requirements = needs.clone();
        for (name, mut package) in packages {
            package.dependencies = needs.clone();
            let label = crate::resolve::label(&name, &package.version, &lock.policy);
            lock.packages.insert(label, package);
        }
        lock
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(lock in locks()) {
        let text = lock.to_text();
        let read = LockFile::parse(&text).unwrap();
        prop_assert_eq!(&read, &lock);
        prop_assert_eq!(read.to_text(), text);
    }

    #[test]
    fn no_text_is_a_panic(text in "\\PC{0,200}") {
        survives(&text);
    }
}
