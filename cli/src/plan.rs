//! `diram plan`.

use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::Style;
use diram::registry::RegistryOptions;
use diram::resolve::{Hop, UpdatePath, Verdict};
use serde_json::json;

use crate::exit::{NO, Refusal};
use crate::interrupt::Interrupt;
use crate::locked;
use crate::over::Over;
use crate::print::{BAD, FAIR, GOOD, Printer, styled};
use crate::text::count;

/// Find the cheapest safe way from one version of a package to another
///
/// The way goes over published versions, by one major number at a time and never to one with a fault of
/// 6 or more. A hop costs 100, 10 and 1 for each step of major, minor and patch, more when it leaves a
/// version that is not stable or changes the parity of links, and 30 more when other running packages
/// have to change with it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  diram plan -r reg.ndjson core 1.0.0 3.2.0
  diram plan -r reg.ndjson core 1.0.0 3.2.0 --running lock.json --json
  DIRAM_REGISTRY=reg.ndjson diram plan core 1.0.0 3.2.0

Exit codes: 0 there is a way, 2 there is none, 1 wrong use.")]
pub(crate) struct Args {
    #[command(flatten)]
    over: Over,
    /// Package name
    #[arg(value_name = "NAME")]
    name: String,
    /// The version that runs now
    #[arg(value_name = "FROM")]
    from: String,
    /// The version wanted
    #[arg(value_name = "TO")]
    to: String,
    /// What else runs now: a semverx-lock.json, {"name": "version"}, or an answer of
    /// `resolve --json`
    #[arg(long, value_name = "LOCK")]
    running: Option<PathBuf>,
    /// Print the way as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    let resolver = args.over.resolver(RegistryOptions::new(), interrupt)?;
    let running = locked::running(args.running.as_deref())?;
    let path = resolver.plan(&args.name, &args.from, &args.to, &running)?;
    printer.report(|| json!(path), &text(&path))?;
    Ok(match path.found {
        true => ExitCode::SUCCESS,
        false => NO.into(),
    })
}

/// Letters of the longest verdict.
pub(crate) const WIDE: usize = 9;

/// A verdict's colour.
pub(crate) fn style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::SafeSwap => GOOD,
        Verdict::Warning => FAIR,
        Verdict::Panic => BAD,
    }
}

/// A verdict in its colour, at least `width` letters wide.
pub(crate) fn verdict(verdict: Verdict, width: usize) -> String {
    styled(style(verdict), format_args!("{:width$}", verdict.name()))
}

/// The way: one line for the whole, one for each hop.
pub(crate) fn text(path: &UpdatePath) -> String {
    let ends = format!(
        "{} {} -> {}",
        path.name,
        path.from.to_compact(),
        path.to.to_compact()
    );
    let first = match &path.reason {
        Some(reason) => format!("{} {ends}: {reason}\n", verdict(path.verdict, WIDE)),
        None => {
            let hops = count(path.hops.len() as u64, "hop");
            format!(
                "{} {ends}: {hops}, cost {}\n",
                verdict(path.verdict, WIDE),
                path.cost
            )
        }
    };
    let hops = path.hops.iter().map(hop);
    first + &hops.collect::<String>()
}

fn hop(hop: &Hop) -> String {
    let (from, to) = (hop.from.to_compact(), hop.to.to_compact());
    let mut line = format!(
        "  {} {from} -> {to}  cost {}",
        verdict(hop.verdict, WIDE),
        hop.cost
    );
    if hop.fault > 0 {
        line += &format!("  fault {}", hop.fault);
    }
    if !hop.needs.is_empty() {
        line += &format!("  needs {} changed", hop.needs.join(", "));
    }
    line + "\n"
}
