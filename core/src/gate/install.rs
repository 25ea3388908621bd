//! May this version be installed?

use super::report::{GateReport, Said, incoherent, insufficient, skipped, valid};
use super::{Gate, GateOptions, GateVerdict, MAX_COHERENCE};
use crate::recovery::Coherence;
use crate::registry::quote::short;
use crate::registry::{
    AccessTier, Entry, FaultLevel, FaultState, Name, ProofReport, RegistryError, Snapshot, to_hex,
};
use crate::semverx::{Policy, State, Version};

/// What the gates say about installing a version. A text that is no name or version is an answer of the
/// syntax gate, not an error.
///
/// # Errors
/// [`RegistryError::Source`] for a source that the snapshot has not.
pub fn install(
    snapshot: &Snapshot,
    source: &str,
    policy: &Policy,
    name: &str,
    version: &str,
    options: &GateOptions,
) -> Result<GateReport, RegistryError> {
    let tier = snapshot.source(source)?;
    let (name, version) = match parse(name, version) {
        Ok(parsed) => parsed,
        Err(report) => return Ok(*report),
    };
    let report = GateReport::begin(
        name.to_string(),
        version.to_string(),
        "there is nothing to look at",
    )
    .set(Gate::Syntax, valid("a name and a version"));
    if !options.may_list {
        return Ok(report.set(Gate::Existence, insufficient("not found")));
    }
    let report = report.set(Gate::Rights, kept(rights(source, &version)));
    match tier.entry(name.as_str(), &version) {
        Some(entry) if entry.is_present() => Ok(present(report, policy, entry, options)),
        other => absent(report, snapshot, source, &name, &version, other.is_some()),
    }
}

/// Both texts read; or what the syntax gate says, everything after it skipped.
fn parse(name: &str, version: &str) -> Result<(Name, Version), Box<GateReport>> {
    let (parsed_name, parsed_version) = (Name::parse(name), Version::parse(version));
    let shown_name = parsed_name.as_ref().map_or(short(name), Name::to_string);
    let shown_version = parsed_version
        .as_ref()
        .map_or(short(version), Version::to_string);
    let why = match (parsed_name, parsed_version) {
        (Ok(name), Ok(version)) => return Ok((name, version)),
        (Err(bad), Ok(_)) => bad.to_string(),
        (Ok(_), Err(bad)) => bad.to_string(),
        (Err(bad), Err(worse)) => format!("{bad}; {worse}"),
    };
    Err(Box::new(unread(shown_name, shown_version, why)))
}

/// What cannot be read is not looked at any further.
pub(super) fn unread(name: String, version: String, why: String) -> GateReport {
    GateReport::begin(name, version, "it cannot be read").set(Gate::Syntax, incoherent(why))
}

fn absent(
    mut report: GateReport,
    snapshot: &Snapshot,
    source: &str,
    name: &Name,
    version: &Version,
    undone: bool,
) -> Result<GateReport, RegistryError> {
    let proof = ProofReport::of(snapshot, source, name, Some(version))?;
    report.near.clone_from(&proof.near);
    report.proof = Some(Box::new(proof));
    let reason = match undone {
        true => "it was undone by a rollback".to_owned(),
        false => format!("not in the source {source:?}, snapshot {}", snapshot.seq()),
    };
    Ok(report.set(Gate::Existence, insufficient(reason)))
}

fn present(
    report: GateReport,
    policy: &Policy,
    entry: &Entry,
    options: &GateOptions,
) -> GateReport {
    report
        .set(Gate::Existence, valid("it is there"))
        .set(Gate::NearName, skipped("looked at when a name is new"))
        .set(Gate::Cooldown, cooldown(policy, entry, options.now))
        .set(Gate::Integrity, integrity(entry, options))
        .set(Gate::Fault, fault(policy, entry))
}

/// Whether the tier takes versions of these states.
pub(super) fn rights(source: &str, version: &Version) -> Said {
    let settled = |state: &State| matches!(state, State::Stable | State::Experimental);
    let (takes, fits) = match AccessTier::of(source) {
        AccessTier::Live => ("stable versions without a tail", version.is_stable()),
        AccessTier::Local => (
            "stable and experimental numbers",
            version.states().iter().all(settled),
        ),
        AccessTier::Remote => ("versions of all states", true),
    };
    match fits {
        true => valid(format!("{source} takes {takes}")),
        false => incoherent(format!("{source} takes only {takes}")),
    }
}

/// What a tier does not take, and has all the same, is unusual; it contradicts nothing.
fn kept((verdict, reason): Said) -> Said {
    match verdict {
        GateVerdict::Incoherent => insufficient(reason),
        _ => (verdict, reason),
    }
}

fn cooldown(policy: &Policy, entry: &Entry, now: u64) -> Said {
    let Some(age) = policy.min_release_age else {
        return valid("the policy asks for no age");
    };
    match entry.published {
        None => insufficient(format!(
            "it has no release time, and the policy asks for an age of {age} s"
        )),
        Some(published) if now.saturating_sub(published) < age => insufficient(format!(
            "published {} s ago, and the policy asks for {age} s; old enough at {} (seconds since 1970)",
            now.saturating_sub(published),
            published.saturating_add(age)
        )),
        Some(_) => valid(format!("at least {age} s old, as the policy asks")),
    }
}

fn integrity(entry: &Entry, options: &GateOptions) -> Said {
    if let Some(coherence) = options.coherence
        && !Coherence::new(coherence.into(), MAX_COHERENCE.into()).is_enough()
    {
        return incoherent(format!("coherence {coherence}/1000 is below 954/1000"));
    }
    match (options.sha256, entry.sha256) {
        (_, None) => insufficient("no checksum was published"),
        (None, Some(_)) => valid("the package file is checked when it is fetched"),
        (Some(measured), Some(published)) if measured == published => {
            valid("the checksum is the one that was published")
        }
        (Some(measured), Some(published)) => incoherent(format!(
            "the checksum is {}, published was {}",
            to_hex(&measured),
            to_hex(&published)
        )),
    }
}

/// As a resolution sees it: 12 and above nothing chooses, whatever the policy allows.
pub(super) fn fault(policy: &Policy, entry: &Entry) -> Said {
    let (level, most) = (entry.fault, policy.max_fault);
    if level.state() == FaultState::Panic {
        return incoherent(format!("fault {level}: nothing chooses it"));
    }
    if entry.yanked {
        return insufficient(format!("it was yanked; fault {level}"));
    }
    match level.get() > most {
        true => insufficient(format!(
            "fault {level} needs a review: the policy allows at most {most}"
        )),
        false if level == FaultLevel::CLEAN => valid("nothing is known against it"),
        false => valid(format!("fault {level}; the policy allows {most}")),
    }
}
