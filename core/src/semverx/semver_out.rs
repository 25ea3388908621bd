//! Out to SemVer: a map that keeps the order and never maps two versions alike. FORMAT.md §6.

use super::state::State;
use super::version::Version;

impl Version {
    /// A SemVer text for tools that know nothing else. The map keeps the order and is collision
    /// free; only versions that are stable map to themselves. It does not parse back:
    /// [`to_plain`](Version::to_plain) is the form that does.
    ///
    /// ```
    /// use diram_core::semverx::Version;
    /// assert_eq!(Version::parse("1.2.3")?.to_semver(), "1.2.3");
    /// assert_eq!(Version::parse("1.stable.2.stable.3.beta_2")?.to_semver(), "1.2.3-2.1.betaZ2.1");
    /// # Ok::<_, diram_core::semverx::VersionError>(())
    /// ```
    pub fn to_semver(&self) -> String {
        let [a, b, c] = self.numbers();
        let [s, t, u] = self.states().each_ref().map(encoded);
        let end = match self.pre() {
            None => "1".to_owned(),
            Some(pre) => format!("0.{pre}"),
        };
        let level = self
            .states()
            .iter()
            .position(|state| *state != State::Stable);
        let mut out = match (level, self.pre()) {
            (Some(0), _) => format!("{a}.0.0-0.{s}.{b}.{t}.{c}.{u}.{end}"),
            (Some(1), _) => format!("{a}.{b}.0-1.{t}.{c}.{u}.{end}"),
            (Some(_), _) => format!("{a}.{b}.{c}-2.{u}.{end}"),
            (None, Some(pre)) => format!("{a}.{b}.{c}-3.{pre}"),
            (None, None) => format!("{a}.{b}.{c}"),
        };
        if let Some(build) = self.build() {
            out.push('+');
            out.push_str(build);
        }
        out
    }
}

/// `<rank>.<name>`; `_`, which SemVer does not know, becomes `Z`, which sorts like it here.
fn encoded(state: &State) -> String {
    format!("{}.{}", state.rank(), state.name().replace('_', "Z"))
}
