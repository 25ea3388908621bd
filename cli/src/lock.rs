//! `diram lock`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use diram::lock::{LockOptions, LockReport, LockStatus, manifest_of};
use diram::plugins::SecurityScanner;
use diram::registry::{GateVerdict, Registry, RegistryOptions};
use serde_json::json;

use crate::exit::{NO, Refusal};
use crate::interrupt::Interrupt;
use crate::over;
use crate::print::{BAD, FAIR, GOOD, Printer, styled};
use crate::text::count;

/// Write which versions a project gets, beside its manifest
///
/// Reads the manifest in DIR (package.json, pyproject.toml or Cargo.toml, whichever speaks of semverx),
/// resolves what it asks for and writes semverx-lock.json. What was locked stays as long as it fits;
/// --update lets it move. What comes or changes passes the gates first.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  diram lock -r reg.ndjson                  the project in this folder
  diram lock app -r reg.ndjson --check      is its lock still right?
  diram lock -r reg.ndjson --update core    let one package move
  diram lock -r reg.ndjson --osv advisories refuse what has known vulnerabilities

Exit codes: 0 written, or right already; 2 nothing fits, a gate or an advisory says no, or (--check) the
lock is out of date; 1 wrong use.")]
pub(crate) struct Args {
    /// The folder of the project, or its manifest
    #[arg(value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// The registry: an .ndjson file, or a folder of them; else DIRAM_REGISTRY, else what the manifest
    /// says
    #[arg(short, long, value_name = "REG.ndjson")]
    registry: Option<PathBuf>,
    /// The source of names that the policy has no rule for
    #[arg(long, value_name = "SOURCE", default_value = "live")]
    tier: String,
    /// Write nothing; exit with 2 if the lock is out of date
    #[arg(long)]
    check: bool,
    /// Let locked packages move: these, or all if none is named
    #[arg(long, value_name = "NAME", num_args = 0.., conflicts_with = "check")]
    update: Option<Vec<String>>,
    /// A folder of advisories (OSV files): packages with known vulnerabilities are refused
    #[arg(long, value_name = "DIR")]
    osv: Option<PathBuf>,
    /// Print what was done as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    let registry = args.registry(interrupt)?;
    if let Some(folder) = &args.osv {
        registry.plug(Arc::new(SecurityScanner::open(folder)?))?;
    }
    let mut options = LockOptions::new().check(args.check);
    options.op = interrupt.op().clone();
    options = match args.update.as_deref() {
        None => options,
        Some([]) => options.update_all(),
        Some(names) => options.update(names.iter().cloned()),
    };
    let report = registry.lock(&args.project, &options)?;
    printer.report(|| json!(report), &text(&report))?;
    Ok(match report.status {
        LockStatus::Stale => NO.into(),
        LockStatus::Written | LockStatus::Current => ExitCode::SUCCESS,
    })
}

impl Args {
    fn registry(&self, interrupt: &Interrupt) -> Result<Registry, Refusal> {
        let options = RegistryOptions::new().tier(&self.tier).op(interrupt.op());
        let named = self.registry.clone().or_else(over::from_env);
        let named = match named {
            Some(named) => named,
            None => self.of_the_manifest()?,
        };
        Ok(Registry::open(named, &options)?)
    }

    /// The registry that the manifest names; a path is one from where the manifest stands.
    fn of_the_manifest(&self) -> Result<PathBuf, Refusal> {
        let (path, manifest) = manifest_of(&self.project)?;
        match manifest.registry {
            Some(named) if named.contains("://") => Ok(named.into()),
            Some(named) => Ok(path.parent().unwrap_or(Path::new(".")).join(named)),
            None => Err(Refusal::usage(
                "no registry: neither an argument nor the manifest names one",
                Some("give one with -r, or in DIRAM_REGISTRY".into()),
            )),
        }
    }
}

fn text(report: &LockReport) -> String {
    let packages = count(report.solution.len() as u64, "package");
    let path = &report.path;
    let mut text = match report.status {
        LockStatus::Written => format!("{} {path}: {packages}\n", styled(GOOD, "written")),
        LockStatus::Current => format!("{} {path}: {packages}\n", styled(GOOD, "current")),
        LockStatus::Stale => format!("{} {path}: {packages} wanted\n", styled(FAIR, "stale")),
    };
    for package in &report.installs {
        let sign = styled(GOOD, '+');
        text += &format!("  {sign} {} {}\n", package.name, compact(&package.version));
    }
    for package in &report.updates {
        let (old, new) = (compact(&package.old), compact(&package.new));
        text += &format!("  {} {} {old} -> {new}\n", styled(FAIR, '~'), package.name);
    }
    for package in &report.removes {
        let why = if package.orphan {
            "  nobody needs it any more"
        } else {
            ""
        };
        let version = compact(&package.version);
        text += &format!("  {} {} {version}{why}\n", styled(BAD, '-'), package.name);
    }
    for (reason, packages) in uncertain(report) {
        text += &format!(
            "  {} {reason}: {}\n",
            styled(FAIR, '!'),
            packages.join(", ")
        );
    }
    for package in &report.available {
        let (now, newer) = (compact(&package.version), compact(&package.newer));
        text += &format!(
            "  {} {now} could be {newer}: --update {}\n",
            package.name, package.name
        );
    }
    text
}

/// What gates could not be sure of, and about which packages.
fn uncertain(report: &LockReport) -> BTreeMap<&str, Vec<&str>> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for gates in &report.gates {
        for check in &gates.gates {
            if check.verdict == GateVerdict::Insufficient {
                reasons.entry(&check.reason).or_default().push(&gates.name);
            }
        }
    }
    reasons
}

/// The shortest text of a version that the library has written.
fn compact(version: &str) -> String {
    diram::versions::Version::parse(version).map_or(version.to_owned(), |v| v.to_compact())
}
