//! Manifests and lock files.

use diram_core::lockfile::{DocumentError, LockFile, LockFileError};
use diram_core::manifest::{Manifest, ManifestError, ManifestKind};
use diram_core::registry::Name;
use diram_core::semverx::VersionRange;
use diram_core::{Code, Failure};

use crate::{Outcome, fuzz, kind_of};

const LOCK: &str = r#"{
  "lock_version": 1,
  "registry": {
    "root": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    "seq": 7,
    "source": "live"
  },
  "policy": {
    "lines": "major",
    "overrides": {
      "tool": ">=2"
    }
  },
  "requirements": {
    "app": "^1",
    "tool": "^1"
  },
  "packages": {
    "@acme/core@2.experimental": {
      "version": "2.experimental.1.stable.0.stable",
      "source": "local",
      "fault": 3,
      "dependencies": {}
    },
    "app@1": {
      "version": "1.stable.4.stable.2.stable+b7",
      "source": "live",
      "sha256": "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100",
      "dependencies": {
        "@acme/core": ">=2.experimental.0.stable.0.stable"
      }
    },
    "tool@2": {
      "version": "2.stable.0.stable.0.stable",
      "source": "live",
      "dependencies": {}
    }
  }
}
"#;

/// What is read is written, and what is written is read as the same bytes.
#[test]
fn lock_file() {
    fuzz("lock_file", 30_000, vec![LOCK.into()], |input| {
        let Ok(text) = std::str::from_utf8(input) else {
            return "not text".into();
        };
        match LockFile::parse(text) {
            Ok(lock) => {
                let written = lock.to_text();
                let again = LockFile::parse(&written).expect("our own text");
                assert_eq!(again, lock);
                assert_eq!(again.to_text(), written);
                assert!(lock.diff(&again).is_empty());
                format!("{} packages", lock.packages.len())
            }
            Err(error) => {
                assert!(matches!(error.code(), Code::LockFile | Code::Unsupported));
                assert!(error.to_string().len() < 2000, "a long message");
                match error {
                    LockFileError::Document(error) => shape(&error),
                    LockFileError::Name { source, .. } => kind_of(&source.why),
                    LockFileError::Policy { source, .. } => kind_of(&source),
                    error => kind_of(&error),
                }
            }
        }
    });
}

/// The way, without what the parser quotes of the text.
fn shape(error: &DocumentError) -> Outcome {
    match error {
        DocumentError::Syntax { why, .. } => {
            let words = kind_of(why);
            words.split('`').step_by(2).collect()
        }
        DocumentError::UnknownKey { nearest, .. } => format!("unknown, near {nearest}"),
        DocumentError::Value { expected, .. } => (*expected).into(),
        DocumentError::Repeated { .. } => "repeated".into(),
        error => kind_of(error),
    }
}

fn read(kind: ManifestKind, input: &[u8]) -> Outcome {
    let Ok(text) = std::str::from_utf8(input) else {
        return "not text".into();
    };
    match Manifest::parse(kind, text) {
        Ok(None) => "of others".into(),
        Ok(Some(manifest)) => {
            for (name, range) in &manifest.requirements {
                assert!(Name::parse(name).is_ok(), "{name}");
                assert!(VersionRange::parse(range).is_ok(), "{range}");
            }
            let policy = manifest.policy.to_json();
            let keys = policy.matches("\":").count();
            format!("{} and {keys}", manifest.requirements.len().min(8))
        }
        Err(error) => {
            assert!(error.to_string().len() < 2000, "a long message");
            match error {
                ManifestError::Document(error) => shape(&error),
                ManifestError::Name { source, .. } => kind_of(&source.why),
                ManifestError::Policy { source, .. } => kind_of(&source),
                error => format!("{} {}", error.code(), kind_of(&error)),
            }
        }
    }
}

#[test]
fn manifest_package_json() {
    let good = r#"{"name":"my-app","dependencies":{"@acme/core":"semverx:2.*.*.stable","b":"^1"},
        "devDependencies":{"tool":"semverx:~1.2 || 3"},"optionalDependencies":{"tool":"*"},
        "semverx":{"registry":"r.ndjson","policy":{"max_fault":7,"sources":{"@acme/*":"local"}}}}"#;
    fuzz(
        "manifest_package_json",
        30_000,
        vec![good.into()],
        |input| read(ManifestKind::PackageJson, input),
    );
}

#[test]
fn manifest_toml() {
    let pyproject = "[project]\nname = 'a'\ndependencies = ['b', \"c\"]\n[tool.semverx]\n\
        registry = \"r.ndjson\"\npolicy = { max_fault = 0x7, min_release_age = '3d' }\n\
        [tool.semverx.dependencies]\n\"@acme/core\" = 'semverx:2.*.*.stable'\ntool = '^1'\n";
    let cargo = "[package]\nname = \"a\"\n[dependencies]\nserde.version = \"1\"\n\
        [package.metadata.semverx.policy]\nlines = \"major\"\noverrides.b = '^1'\n\
        [package.metadata.semverx.dependencies]\ncore = \"^2\"\n";
    let good = vec![pyproject.into(), cargo.into()];
    fuzz("manifest_toml", 30_000, good, |input| {
        let kinds = [ManifestKind::Pyproject, ManifestKind::CargoToml];
        kinds.map(|kind| read(kind, input)).join(", ")
    });
}
