//! What an observer is told.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::registry::FaultLevel;

/// One thing that happened to a version of a package. Its JSON has the fields as keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Update {
    /// The package it is about.
    pub package: String,
    /// The highest version that was present below a new one, in canonical text.
    pub old_version: Option<String>,
    /// The version it is about, in canonical text.
    pub version: String,
    /// What happened.
    pub kind: UpdateKind,
    /// The number of the snapshot in which it happened.
    pub seq: u64,
    /// Which of the package's updates in that snapshot, from 0.
    pub index: u64,
    /// The version's fault level; JSON: the number, 0 to 17.
    pub fault: FaultLevel,
    /// The packages affected by a mandatory update, ascending; else empty.
    pub dependents: Arc<[String]>,
    /// The version of the same package to go to, in canonical text; only of a mandatory update.
    pub fix: Option<String>,
    /// How many earlier updates it stands for besides itself.
    pub merged: u64,
}

impl Update {
    /// An update without old version, dependents and fix, about a clean version.
    pub fn new(
        package: impl Into<String>,
        version: impl Into<String>,
        kind: UpdateKind,
        seq: u64,
        index: u64,
    ) -> Update {
        Update {
            package: package.into(),
            old_version: None,
            version: version.into(),
            kind,
            seq,
            index,
            fault: FaultLevel::CLEAN,
            dependents: Arc::new([]),
            fix: None,
            merged: 0,
        }
    }

    /// Whether it is one that nothing delays, merges away or drops.
    pub fn is_mandatory(&self) -> bool {
        self.kind == UpdateKind::Mandatory
    }

    /// How many updates it stands for, itself included; a resync in place of others is none of them.
    pub(super) fn weight(&self) -> u64 {
        match self.kind {
            UpdateKind::Resync if self.merged > 0 => self.merged,
            _ => self.merged.saturating_add(1),
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident, $text:literal;)*) => {
        /// What happened to a version. JSON: the name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum UpdateKind {
            $($(#[$doc])* $name,)*
        }

        impl UpdateKind {
            /// Every kind.
            pub const ALL: &'static [UpdateKind] = &[$(UpdateKind::$name,)*];

            /// The name, such as `opt_in`.
            pub fn name(self) -> &'static str {
                match self { $(UpdateKind::$name => $text,)* }
            }
        }
    };
}

kinds! {
    /// A new version.
    Publish, "publish";
    /// A new stable version of a line that had none yet: whoever uses the line goes there by choice.
    OptIn, "opt_in";
    /// It was withdrawn.
    Yank, "yank";
    /// It is no longer withdrawn.
    Unyank, "unyank";
    /// It has another fault level.
    Fault, "fault";
    /// It was undone by a rollback.
    Rollback, "rollback";
    /// Its fault level rose to 9 or more: leave it.
    Mandatory, "mandatory";
    /// Its package had no release for a while.
    Stale, "stale";
    /// Updates are missing here: read the package again.
    Resync, "resync";
}

impl fmt::Display for UpdateKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
