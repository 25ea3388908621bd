//! What plugins are asked.

use std::fmt;

use serde::Serialize;

/// The method of a plugin that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hook {
    /// A version is about to be published.
    OnPublish,
    /// The whole answer that a lock is about to be written of.
    OnResolve,
    /// A package is about to leave a lock.
    OnRemove,
    /// A package is about to change its version in a lock.
    OnUpdate,
    /// A package is about to come into a lock.
    OnInstall,
}

impl Hook {
    /// All, in the order in which they are called.
    pub const ALL: [Hook; 5] = [
        Hook::OnPublish,
        Hook::OnResolve,
        Hook::OnRemove,
        Hook::OnUpdate,
        Hook::OnInstall,
    ];

    /// The name, such as `on_install`.
    pub fn name(self) -> &'static str {
        match self {
            Hook::OnPublish => "on_publish",
            Hook::OnResolve => "on_resolve",
            Hook::OnRemove => "on_remove",
            Hook::OnUpdate => "on_update",
            Hook::OnInstall => "on_install",
        }
    }
}

/// One question: may this happen?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which method answers.
    pub hook: Hook,
    /// The package; empty for [`Hook::OnResolve`].
    pub name: String,
    /// Its version, the new one of an update; empty for [`Hook::OnResolve`].
    pub version: String,
    /// The old version of an update.
    pub old: Option<String>,
}

impl Question {
    fn about(hook: Hook, name: &str, version: &str) -> Question {
        Question {
            hook,
            name: name.into(),
            version: version.into(),
            old: None,
        }
    }

    /// May this version be published?
    pub fn publish(name: &str, version: &str) -> Question {
        Question::about(Hook::OnPublish, name, version)
    }

    /// May this answer become a lock?
    pub fn resolve() -> Question {
        Question::about(Hook::OnResolve, "", "")
    }

    /// May this package go?
    pub fn remove(name: &str, version: &str) -> Question {
        Question::about(Hook::OnRemove, name, version)
    }

    /// May this package change its version?
    pub fn update(name: &str, old: &str, new: &str) -> Question {
        Question {
            old: Some(old.into()),
            ..Question::about(Hook::OnUpdate, name, new)
        }
    }

    /// May this package come?
    pub fn install(name: &str, version: &str) -> Question {
        Question::about(Hook::OnInstall, name, version)
    }
}

/// What it is about, after "refused".
impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Question { name, version, .. } = self;
        match (self.hook, &self.old) {
            (Hook::OnPublish, _) => write!(f, "to publish {name} {version}"),
            (Hook::OnResolve, _) => f.write_str("the resolution"),
            (Hook::OnRemove, _) => write!(f, "to remove {name} {version}"),
            (Hook::OnUpdate, Some(old)) => write!(f, "to update {name} {old} to {version}"),
            (Hook::OnUpdate, None) => write!(f, "to update {name} to {version}"),
            (Hook::OnInstall, _) => write!(f, "to install {name} {version}"),
        }
    }
}
