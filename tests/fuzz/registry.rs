//! Registry files and proofs.

use diram_core::registry::{PartialTree, RegistryError, Tier, read_lines};
use diram_core::semverx::Version;

use crate::{fuzz, kind_of};

const FILE: &str = concat!(
    "{\"name\":\"app\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^2\",\"@acme/web\":\"1.*.*.stable\"}}\n",
    "\n",
    "{\"name\":\"core\",\"version\":\"2.0.0+b7\",\"deps\":{},\"yanked\":true,\"fault\":7,\"published\":12}\r\n",
    "{\"name\":\"core\",\"version\":\"2.1.0.experimental\",\"deps\":{\"core\":\"~1 || >=3.0.0-a\"},\"sha256\":\"",
    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"}\n",
    "{\"name\":\"@acme/web\",\"version\":\"1.stable.0.legacy.0.custom-rc.1\",\"deps\":{\"\\u0061\":\"*\"}}",
);

/// A file that is read makes a tier that proves every line of it; one that is not names a line.
#[test]
fn registry_lines() {
    fuzz("registry_lines", 30_000, vec![FILE.into()], |input| {
        let Ok(text) = std::str::from_utf8(input) else {
            return "not text".into();
        };
        let lines = text.split('\n').count();
        let entries = match read_lines(text) {
            Ok(entries) => entries,
            Err(error) => {
                let (RegistryError::Line { line, .. } | RegistryError::Duplicate { line, .. }) =
                    &error
                else {
                    panic!("{error:?} is no error of a line");
                };
                assert!((1..=lines).contains(line));
                return kind_of(&error);
            }
        };
        let tier = Tier::from_entries(entries.clone()).expect("what is read is no duplicate");
        assert_eq!(tier.len(), entries.len());
        for entry in entries {
            let mut builder = PartialTree::builder(&tier);
            builder.prove_entry(entry.name.as_str(), &entry.version);
            let proof = PartialTree::from_json(&builder.build().to_json()).expect("our own proof");
            assert_eq!(proof.root(), tier.root());
            let shown = proof.entry(entry.name.as_str(), &entry.version);
            assert_eq!(shown, Ok(Some(&entry)));
        }
        format!("{} entries", tier.len().min(8))
    });
}

/// A text that is a proof is its only text, and never shows another answer under the same root.
#[test]
fn partial_tree() {
    fuzz(
        "partial_tree",
        20_000,
        vec![proof().to_json().into_bytes()],
        |input| {
            let Ok(text) = std::str::from_utf8(input) else {
                return "not text".into();
            };
            let tree = match PartialTree::from_json(text) {
                Ok(tree) => tree,
                // JSON's errors quote what they found between back quotes.
                Err(error) => return kind_of(&error).split('`').step_by(2).collect(),
            };
            assert_eq!(tree.to_json(), text);
            let version = Version::parse("2.0.0").expect("a version");
            let answers = (
                tree.entry("core", &version).map(|entry| entry.is_some()),
                tree.versions("core").map(|all| all.len()),
            );
            let good = proof();
            if tree.root() == good.root() {
                // Less may be shown than in the proof that it began as, but nothing else.
                let whole = good.versions("core").map(|all| all.len());
                assert!(answers.1.is_err() || answers.1 == whole, "{answers:?}");
                assert!(answers.0 != Ok(false), "{answers:?}");
            }
            kind_of(&format!("{} {}", answers.0.is_ok(), answers.1.is_ok()))
        },
    );
}

fn proof() -> PartialTree {
    let tier = Tier::from_entries(read_lines(FILE).expect("good lines")).expect("no duplicates");
    let mut builder = PartialTree::builder(&tier);
    builder.prove_versions("core");
    builder.prove_entry("core", &Version::parse("2.0.0").expect("a version"));
    builder.build()
}
