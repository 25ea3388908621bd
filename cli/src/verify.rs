//! `diram verify`.

use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::Style;
use diram::packages::{ComponentReport, Status, Verification};

use crate::exit::{BELOW_THRESHOLD, HEALABLE, LOST, Refusal};
use crate::interrupt::Interrupt;
use crate::print::{BAD, FAIR, GOOD, Printer, styled};
use crate::progress::Bar;
use crate::{input, map, text};

/// Look at every byte of a package and say what could be given back
///
/// Damaged components are drawn as a map, one cell a part: `·` intact, `m` mends itself, `x` lost.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  diram verify photos.zip
  diram verify photos.zip --json | jq .coherence
  curl -s https://example.org/photos.zip | diram verify -

Exit codes: 0 intact, 2 healable, 3 below the threshold but salvageable, 4 lost, 1 no package.")]
pub(crate) struct Args {
    /// Package; `-` reads standard input
    #[arg(value_name = "PKG.zip")]
    package: PathBuf,
    /// Print the report as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    let report = {
        let _bar = Bar::show(interrupt.op(), printer);
        input::open(&args.package, interrupt)?.verify_with(interrupt.op())?
    };
    printer.report(|| serde_json::json!(report), &summary(args, &report))?;
    Ok(exit_code(report.status))
}

fn exit_code(status: Status) -> ExitCode {
    match status {
        Status::Intact => ExitCode::SUCCESS,
        Status::Healable => HEALABLE.into(),
        Status::BelowThreshold => BELOW_THRESHOLD.into(),
        Status::Lost => LOST.into(),
    }
}

/// The word of a status, and its colour.
fn word(status: Status) -> (Style, &'static str) {
    match status {
        Status::Intact => (GOOD, "intact"),
        Status::Healable => (FAIR, "healable"),
        Status::BelowThreshold => (BAD, "below-threshold"),
        Status::Lost => (BAD, "lost"),
    }
}

fn summary(args: &Args, report: &Verification) -> String {
    let (style, status) = word(report.status);
    let mut out = format!(
        "{}: {}\n  coherence  {:.4} as received, {:.4} after mending, threshold {}\n  size       {} in {}\n",
        input::shown(&args.package),
        styled(style, status),
        report.coherence,
        report.coherence_healed,
        report.threshold,
        text::bytes(report.bytes),
        text::count(report.components.len() as u64, "component"),
    );
    if !report.container_intact {
        out += "  container  damaged: the zip's own records are not as packed\n";
    }
    let damaged = report.components.iter().filter(|c| c.intact < c.parts);
    damaged.for_each(|component| out += &damage(component));
    out
}

fn damage(component: &ComponentReport) -> String {
    let (style, status) = word(component.status);
    let volume = match component.volume {
        0 => String::new(),
        volume => format!(" of volume {volume}"),
    };
    format!(
        "\n{}{volume}: {}, {} of {} parts intact, {} mended, {} lost ({} recoverable)\n{}",
        component.name,
        styled(style, status),
        component.intact,
        component.parts,
        component.mended,
        component.lost.len(),
        component.recoverable,
        map::draw(component.parts, &component.mended_parts, &component.lost),
    )
}
