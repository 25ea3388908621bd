//! What a plugin is asked, with all that it needs to answer.

use std::collections::BTreeMap;

use diram_core::vote::Question;
use serde::Serialize;

use super::{Error, Package, RegistryPlugin};

/// An answer of the resolver that is about to become a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Proposal {
    /// What the project asks for: names and ranges.
    pub requirements: BTreeMap<String, String>,
    /// Every package chosen, by label.
    pub packages: Vec<Package>,
    /// Labels of those that come.
    pub installs: Vec<String>,
    /// Labels of those that change their version.
    pub updates: Vec<String>,
    /// Labels of those that go.
    pub removes: Vec<String>,
}

/// One call of one method of a plugin. JSON: the arguments, and the method as `hook`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "hook", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "there are few of them at a time")]
pub enum Call {
    /// [`RegistryPlugin::on_publish`].
    OnPublish {
        /// What is about to be published.
        package: Package,
    },
    /// [`RegistryPlugin::on_resolve`].
    OnResolve {
        /// The whole answer.
        proposal: Proposal,
    },
    /// [`RegistryPlugin::on_remove`].
    OnRemove {
        /// What goes.
        package: Package,
    },
    /// [`RegistryPlugin::on_update`].
    OnUpdate {
        /// What goes.
        old: Package,
        /// What comes.
        new: Package,
    },
    /// [`RegistryPlugin::on_install`].
    OnInstall {
        /// What comes.
        package: Package,
    },
}

impl Call {
    /// The question, for the judge.
    pub(crate) fn question(&self) -> Question {
        match self {
            Call::OnPublish { package: p } => Question::publish(&p.name, &p.compact),
            Call::OnResolve { .. } => Question::resolve(),
            Call::OnRemove { package: p } => Question::remove(&p.name, &p.compact),
            Call::OnUpdate { old, new } => Question::update(&new.name, &old.compact, &new.compact),
            Call::OnInstall { package: p } => Question::install(&p.name, &p.compact),
        }
    }

    /// Asks.
    pub(crate) fn ask(&self, plugin: &dyn RegistryPlugin) -> Result<(), Error> {
        match self {
            Call::OnPublish { package } => plugin.on_publish(package),
            Call::OnResolve { proposal } => plugin.on_resolve(proposal),
            Call::OnRemove { package } => plugin.on_remove(package),
            Call::OnUpdate { old, new } => plugin.on_update(old, new),
            Call::OnInstall { package } => plugin.on_install(package),
        }
    }
}
