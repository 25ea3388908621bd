//! [`VersionView`]: a version's facts, in the one form that every language reads.

use serde::Serialize;

use super::version::Version;

/// The facts of a version as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VersionView {
    /// The canonical text.
    pub text: String,
    /// The first number.
    pub major: u64,
    /// The second number.
    pub minor: u64,
    /// The third number.
    pub patch: u64,
    /// The states' names, of major, minor and patch.
    pub states: [String; 3],
    /// The tail, without `-`.
    pub pre: Option<String>,
    /// The build, without `+`.
    pub build: Option<String>,
    /// Whether all states are stable and there is no tail.
    pub stable: bool,
    /// ASCII text that sorts as the versions do.
    pub sort_key: String,
    /// The text for tools that know only SemVer.
    pub semver: String,
    /// The SemVer text that means the same, if all states are stable.
    pub plain: Option<String>,
}

impl Version {
    /// All facts at once.
    ///
    /// ```
    /// let view = diram_core::semverx::Version::parse("1.2.3-rc.1")?.view();
    /// let json = serde_json::to_value(&view).unwrap();
    /// assert_eq!(json["text"], "1.stable.2.stable.3.stable-rc.1");
    /// assert_eq!(json["semver"], "1.2.3-3.rc.1");
    /// assert_eq!(json["states"], serde_json::json!(["stable", "stable", "stable"]));
    /// # Ok::<_, diram_core::semverx::VersionError>(())
    /// ```
    pub fn view(&self) -> VersionView {
        VersionView {
            text: self.to_string(),
            major: self.major(),
            minor: self.minor(),
            patch: self.patch(),
            states: self.states().each_ref().map(|s| s.name().to_owned()),
            pre: self.pre().map(str::to_owned),
            build: self.build().map(str::to_owned),
            stable: self.is_stable(),
            // Keys are ASCII.
            sort_key: self.sort_key().iter().copied().map(char::from).collect(),
            semver: self.to_semver(),
            plain: self.to_plain(),
        }
    }
}
