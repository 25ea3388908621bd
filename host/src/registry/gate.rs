//! Gates in front of installing and publishing.

use diram_core::gate::{self, GateReport, GateVerdict};
use diram_core::registry::{Entry, Hash, from_hex};

use super::Registry;
use crate::{Error, Result};

/// What the gates are told besides the registry and its policy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GateOptions {
    /// The time, in seconds since 1970; default: the registry's clock.
    pub now: Option<u64>,
    /// The SHA-256 measured of the package file, in hex.
    pub sha256: Option<String>,
    /// The coherence measured of the package, in thousandths: 0 to 1000.
    pub coherence: Option<u16>,
    /// Whether the caller may know what the source holds, default true; else everything is
    /// "not found".
    pub may_list: bool,
    /// From how many dependents on a name is guarded against new names that look like it. Default
    /// [`GUARDED_DEPENDENTS`](gate::GUARDED_DEPENDENTS).
    pub guarded_dependents: usize,
}

impl Default for GateOptions {
    fn default() -> GateOptions {
        GateOptions {
            now: None,
            sha256: None,
            coherence: None,
            may_list: true,
            guarded_dependents: gate::GUARDED_DEPENDENTS,
        }
    }
}

impl GateOptions {
    /// Nothing was measured, the caller may list, and the time is the registry's.
    pub fn new() -> GateOptions {
        GateOptions::default()
    }

    /// Sets the time.
    #[must_use]
    pub fn now(mut self, seconds: u64) -> GateOptions {
        self.now = Some(seconds);
        self
    }

    /// Tells the checksum measured, in hex.
    #[must_use]
    pub fn sha256(mut self, measured: impl Into<String>) -> GateOptions {
        self.sha256 = Some(measured.into());
        self
    }

    /// Tells the coherence measured, in thousandths.
    #[must_use]
    pub fn coherence(mut self, thousandths: u16) -> GateOptions {
        self.coherence = Some(thousandths);
        self
    }

    /// Says whether the caller may know what the source holds.
    #[must_use]
    pub fn may_list(mut self, may_list: bool) -> GateOptions {
        self.may_list = may_list;
        self
    }

    /// Sets from how many dependents on a name is guarded.
    #[must_use]
    pub fn guarded_dependents(mut self, dependents: usize) -> GateOptions {
        self.guarded_dependents = dependents;
        self
    }

    fn measured(&self) -> Result<Option<Hash>> {
        let Some(text) = &self.sha256 else {
            return Ok(None);
        };
        let hash = from_hex(&text.to_ascii_lowercase());
        hash.map(Some).ok_or_else(|| Error::Argument {
            argument: "sha256",
            why: format!("it is 64 hex digits, got {} bytes that are not", text.len()),
        })
    }

    fn of_core(&self, registry: &Registry) -> Result<gate::GateOptions> {
        if let Some(got) = self.coherence.filter(|it| *it > gate::MAX_COHERENCE) {
            return Err(Error::Limit {
                argument: "coherence",
                range: "0..=1000 thousandths",
                got: got.to_string(),
            });
        }
        let now = self.now.unwrap_or_else(|| registry.now());
        Ok(gate::GateOptions::new(now)
            .sha256(self.measured()?)
            .coherence(self.coherence)
            .may_list(self.may_list)
            .guarded_dependents(self.guarded_dependents))
    }
}

impl Registry {
    /// May this version be installed? What each of the eight [gates](gate) says, under the registry's
    /// policy. A text that is no name or version is an answer too.
    ///
    /// ```
    /// use diram::registry::{Gate, GateOptions, GateOutcome, GateVerdict, Registry, RegistryOptions};
    /// let line = r#"{"name":"core","version":"1.0.0","deps":{}}"#;
    /// let registry = Registry::from_lines(line, &RegistryOptions::new())?;
    /// let report = registry.gate("core", "1.0.0", &GateOptions::new())?;
    /// assert_eq!(report.outcome, GateOutcome::Insufficient); // no checksum was published
    /// assert_eq!(report.verdict(Gate::Existence), GateVerdict::Valid);
    /// assert_eq!(registry.gate("cor", "1.0.0", &GateOptions::new())?.near, ["core"]);
    /// # Ok::<(), diram::Error>(())
    /// ```
    ///
    /// # Errors
    /// `ARGUMENT` and `LIMIT` for options that cannot be.
    pub fn gate(&self, name: &str, version: &str, options: &GateOptions) -> Result<GateReport> {
        let (snapshot, options) = (self.current(), options.of_core(self)?);
        let (source, policy) = (self.source(), self.policy());
        Ok(gate::install(
            &snapshot, source, policy, name, version, &options,
        )?)
    }

    /// May this line of a registry file be published? What each of the eight [gates](gate) says, under
    /// the registry's policy. A line that cannot be read is an answer too.
    ///
    /// # Errors
    /// `ARGUMENT` and `LIMIT` for options that cannot be.
    pub fn gate_publish(&self, line: &str, options: &GateOptions) -> Result<GateReport> {
        let (snapshot, options) = (self.current(), options.of_core(self)?);
        let (source, policy) = (self.source(), self.policy());
        Ok(gate::publish(&snapshot, source, policy, line, &options)?)
    }

    /// What the gates say of an entry before the plugins are asked; refused where gates may refuse.
    pub(super) fn gate_entry(&self, entry: &Entry) -> Result<GateReport> {
        let options = gate::GateOptions::new(self.now());
        let (source, policy) = (self.source(), self.policy());
        let report = gate::publish_entry(&self.current(), source, policy, entry, &options)?;
        match self.shared.gated && report.outcome.refuses(policy.strict) {
            true => Err(Error::Gate(Box::new(report))),
            false => Ok(report),
        }
    }
}

/// The report once all plugins, so many, have said yes.
pub(crate) fn voted(report: GateReport, plugins: usize) -> GateReport {
    match plugins {
        0 => report,
        1 => report.with_plugins(GateVerdict::Valid, "the plugin that was asked agrees"),
        _ => report.with_plugins(
            GateVerdict::Valid,
            format!("all {plugins} plugins that were asked agree"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use diram_core::gate::{Gate, GateOutcome};

    use super::super::RegistryOptions;
    use super::*;
    use crate::versions::Policy;
    use crate::{Code, Failure};

    const SUM: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn line(name: &str, version: &str, rest: &str) -> String {
        format!("{{\"name\":\"{name}\",\"version\":\"{version}\",\"deps\":{{}}{rest}}}")
    }

    fn registry(options: RegistryOptions) -> Registry {
        let sum = format!(",\"published\":900,\"sha256\":\"{SUM}\"");
        Registry::from_lines(&line("core", "1.0.0", &sum), &options.clock(1000)).unwrap()
    }

    #[test]
    fn options_reach_the_gates() {
        let policy = Policy::new().with_min_release_age(Some(500));
        let registry = registry(RegistryOptions::new().policy(&policy));
        let verdict = |gate, options: &GateOptions| {
            let report = registry.gate("core", "1.0.0", options).unwrap();
            report.verdict(gate)
        };
        // The clock says 1000.
        let young = verdict(Gate::Cooldown, &GateOptions::new());
        assert_eq!(young, GateVerdict::Insufficient);
        let old = verdict(Gate::Cooldown, &GateOptions::new().now(1400));
        assert_eq!(old, GateVerdict::Valid);
        let same = GateOptions::new().sha256(SUM.to_uppercase());
        assert_eq!(verdict(Gate::Integrity, &same), GateVerdict::Valid);
        let other = GateOptions::new().sha256(SUM.replace('a', "b"));
        assert_eq!(verdict(Gate::Integrity, &other), GateVerdict::Incoherent);
        let torn = GateOptions::new().coherence(953);
        assert_eq!(verdict(Gate::Integrity, &torn), GateVerdict::Incoherent);
        let hidden = GateOptions::new().may_list(false);
        assert_eq!(verdict(Gate::Existence, &hidden), GateVerdict::Insufficient);
        let guarded = GateOptions::new().guarded_dependents(1);
        let app = r#"{"name":"app","version":"1.0.0","deps":{"lodash":"*"}}"#;
        registry.publish(app).unwrap();
        let near = registry
            .gate_publish(&line("lodahs", "1.0.0", ""), &guarded)
            .unwrap();
        assert_eq!(near.near, ["lodash"]);
    }

    #[test]
    fn options_that_cannot_be_are_errors_and_texts_are_answers() {
        let registry = registry(RegistryOptions::new());
        for (options, code) in [
            (GateOptions::new().sha256("abc"), Code::Argument),
            (GateOptions::new().coherence(1001), Code::Limit),
        ] {
            let error = registry.gate("core", "1.0.0", &options).unwrap_err();
            assert_eq!(error.code(), code);
            let error = registry.gate_publish("", &options).unwrap_err();
            assert_eq!(error.code(), code);
        }
        let report = registry.gate("Core!", "one", &GateOptions::new()).unwrap();
        assert_eq!(report.outcome, GateOutcome::Incoherent);
        let report = registry
            .gate_publish("no line", &GateOptions::new())
            .unwrap();
        assert_eq!(report.outcome, GateOutcome::Incoherent);
    }

    #[test]
    fn a_publish_is_recorded_and_refused_only_where_gates_are_on() {
        let strict = Policy::new().with_strict(true);
        let sum = format!(",\"sha256\":\"{SUM}\"");
        let lines = [
            line("good", "1.0.0", &sum),
            line("bare", "1.0.0", ""),
            line("wild", "1.0.0.experimental", &sum),
        ];
        let publish = |options: RegistryOptions| {
            let registry = registry(options);
            lines.clone().map(|line| match registry.publish(&line) {
                Ok(receipt) => Ok(receipt.gates.unwrap().outcome),
                Err(error) => Err((error.code(), error.details()["outcome"].clone())),
            })
        };
        let all = [
            GateOutcome::Valid,
            GateOutcome::Insufficient,
            GateOutcome::Incoherent,
        ]
        .map(Ok);
        assert_eq!(publish(RegistryOptions::new()), all);
        assert_eq!(publish(RegistryOptions::new().policy(&strict)), all);
        let refused = |outcome: &str| Err((Code::Gate, outcome.into()));
        let [valid, insufficient, _] = all;
        assert_eq!(
            publish(RegistryOptions::new().gated(true)),
            [valid.clone(), insufficient, refused("INCOHERENT")]
        );
        assert_eq!(
            publish(RegistryOptions::new().gated(true).policy(&strict)),
            [valid, refused("INSUFFICIENT"), refused("INCOHERENT")]
        );
    }

    #[test]
    fn a_refusal_names_the_gate_and_what_to_do_and_changes_nothing() {
        let registry = registry(RegistryOptions::new().gated(true));
        let error = registry
            .publish(&line("wild", "1.0.0.legacy", ""))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "wild 1.legacy.0.legacy.0.legacy: INCOHERENT at the rights gate: live takes only stable \
             versions without a tail"
        );
        assert!(error.hint().unwrap().contains("source"));
        let gates = error.details()["gates"].as_array().unwrap().len();
        assert_eq!((gates, registry.snapshot().seq), (8, 1));
        // Every other change is without gates.
        assert_eq!(registry.yank("core", "1.0.0").unwrap().gates, None);
    }
}
