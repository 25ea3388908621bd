//! `diram verify-resolution`.

use std::path::PathBuf;
use std::process::ExitCode;

use diram::registry::{Registry, RegistryOptions};
use diram::resolve::{Anchor, CertificateReport, verify_resolution};
use serde_json::json;

use crate::exit::{NOT_ANCHORED, Refusal};
use crate::interrupt::Interrupt;
use crate::print::{FAIR, GOOD, Printer, styled};
use crate::{file, over};

/// Check the proof of a resolution, without resolving
///
/// The snapshot that the proof is about is held against one anchor: the key that signed it, its root, or
/// the registry itself; if none of them is given, the registry that DIRAM_REGISTRY names. Without an
/// anchor the proof is consistent at best.
#[derive(Debug, clap::Args)]
#[command(
    name = "verify-resolution",
    after_help = "\
Examples:
  diram verify-resolution c.json -r reg.ndjson
  DIRAM_REGISTRY=reg.ndjson diram verify-resolution c.json
  diram verify-resolution c.json --key \"$(cat key.pub)\"

Exit codes: 0 proven, 2 refused, 3 consistent but not anchored, 1 wrong use."
)]
pub(crate) struct Args {
    /// The certificate
    #[arg(value_name = "CERT")]
    certificate: PathBuf,
    /// The public key that must have signed the snapshot: 64 hexadecimal digits
    #[arg(long, value_name = "PUB", conflicts_with_all = ["root", "registry"])]
    key: Option<String>,
    /// The snapshot's root, as `diram resolve --json` prints it
    #[arg(long, value_name = "HASH", conflicts_with = "registry")]
    root: Option<String>,
    /// The registry: an .ndjson file, a pipe such as /dev/stdin, or a folder of .ndjson files;
    /// default, without --key and --root: what DIRAM_REGISTRY names
    #[arg(short, long, value_name = "REG.ndjson")]
    registry: Option<PathBuf>,
    /// The registry's source of names that the policy has no rule for, as `diram resolve` was told;
    /// default: live
    #[arg(long, value_name = "SOURCE", conflicts_with_all = ["key", "root"])]
    tier: Option<String>,
    /// Print the report as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    let certificate = file::bytes(&args.certificate)?;
    let registry = registry(args, interrupt)?;
    let lower = |text: &Option<String>| text.as_ref().map(|text| text.to_ascii_lowercase());
    let (key, root) = (lower(&args.key), lower(&args.root));
    let anchor = match (&key, &root, &registry) {
        (Some(key), _, _) => Anchor::Key(key),
        (_, Some(root), _) => Anchor::Root(root),
        (_, _, Some(registry)) => Anchor::Registry(registry),
        _ => Anchor::None,
    };
    let report = verify_resolution(&certificate, anchor)?;
    printer.report(|| json!(report), &text(&report))?;
    Ok(match report.anchored {
        true => ExitCode::SUCCESS,
        false => NOT_ANCHORED.into(),
    })
}

/// The registry to hold the proof against, unless there is another anchor or none.
fn registry(args: &Args, interrupt: &Interrupt) -> Result<Option<Registry>, Refusal> {
    let named = match args.key.is_some() || args.root.is_some() {
        true => None,
        false => args.registry.clone().or_else(over::from_env),
    };
    let mut options = RegistryOptions::new().op(interrupt.op());
    match (named, &args.tier) {
        (None, Some(_)) => Err(Refusal::usage(
            "--tier is about a registry, and none is named",
            Some("name one with --registry or in DIRAM_REGISTRY".into()),
        )),
        (None, None) => Ok(None),
        (Some(path), tier) => {
            if let Some(tier) = tier {
                options = options.tier(tier);
            }
            Ok(Some(Registry::open(path, &options)?))
        }
    }
}

fn text(report: &CertificateReport) -> String {
    let asked: Vec<String> = report
        .requirements
        .iter()
        .map(|(name, range)| format!("{name} {range}"))
        .collect();
    let asked = asked.join(", ");
    let mut text = match report.anchored {
        true => styled(GOOD, "proven"),
        false => styled(FAIR, "consistent, not anchored"),
    };
    text += &match report.feasible {
        true => format!(": these versions meet {asked}\n"),
        false => format!(": no versions meet {asked}\n"),
    };
    for (name, version) in &report.solution {
        text += &format!("  {name} {}\n", version.to_compact());
    }
    text += &format!(
        "snapshot {} {}\n{} facts, {} steps\n",
        report.snapshot.seq, report.snapshot.root, report.facts, report.steps
    );
    if !report.anchored {
        text += "hold it against --key, --root or -r to know whose snapshot it is\n";
    }
    text
}
