//! `diram heal`.

use std::path::PathBuf;
use std::process::ExitCode;

use diram::packages::{HealOptions, HealReport};

use crate::exit::Refusal;
use crate::input::{self, is_dash};
use crate::interrupt::Interrupt;
use crate::print::{GOOD, Printer, styled};
use crate::progress::Bar;
use crate::{output, text};

/// Write the original package, byte for byte
///
/// The output may be the input: it is replaced only by a whole package. With `-o -` the package
/// goes to standard output and the report to standard error.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  diram heal photos.zip -o photos.zip
  diram heal damaged.zip -o whole.zip --salvage
  ssh host cat photos.zip | diram heal - -o photos.zip

Exit codes: 0 healed, 3 below the threshold (--salvage would do it), 4 lost.")]
pub(crate) struct Args {
    /// Package; `-` reads standard input
    #[arg(value_name = "PKG.zip")]
    package: PathBuf,
    /// Package to write; `-` writes to standard output
    #[arg(short, long, value_name = "OUT.zip")]
    output: PathBuf,
    /// Go below the coherence threshold, to the mathematical limit
    #[arg(long)]
    salvage: bool,
    /// Print the report as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    let options = HealOptions::new().salvage(args.salvage).op(interrupt.op());
    let aside = is_dash(&args.output);
    let report = {
        let _bar = Bar::show(interrupt.op(), printer);
        let package = input::open(&args.package, interrupt)?;
        match aside {
            true => package.heal_to(output::stdout()?, &options)?,
            false => package.heal(&args.output, &options)?,
        }
    };
    let json = || serde_json::json!(report);
    if aside {
        printer.report_aside(json, &summary(args, &report))?;
    } else {
        printer.report(json, &summary(args, &report))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn summary(args: &Args, report: &HealReport) -> String {
    let target = match is_dash(&args.output) {
        true => "standard output".into(),
        false => text::path(&args.output),
    };
    format!(
        "{healed} {package} into {target}\n  \
           coherence  {before:.4} before, {after:.4} after\n  \
           parts      {mended} mended themselves, {rebuilt} rebuilt from others\n  \
           bytes      {bytes} written, {changed} differ from what was there\n",
        healed = styled(GOOD, "healed"),
        package = input::shown(&args.package),
        before = report.coherence_before,
        after = report.coherence_after,
        mended = report.mended_parts,
        rebuilt = report.rebuilt_parts,
        bytes = report.bytes,
        changed = report.mended_bytes,
    )
}
