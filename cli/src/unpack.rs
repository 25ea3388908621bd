//! `diram unpack`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use diram::packages::{Damage, UnpackOptions, UnpackReport};

use crate::exit::{LOST, Refusal};
use crate::interrupt::Interrupt;
use crate::print::{BAD, GOOD, Printer, styled};
use crate::progress::Bar;
use crate::{input, text};

/// Unpack a package, mending on the way
///
/// Everything is written beside the target first; the target appears when all of it is there.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "diram unpack [OPTIONS] -C <DIR> <PKG.zip> [PATH]...\n       \
                      diram unpack [OPTIONS] --components <DIR> <PKG.zip>",
    after_help = "\
Examples:
  diram unpack photos.zip -C restored
  diram unpack photos.zip 2024/may notes.txt -C restored   only these
  diram unpack broken.zip -C rescued --best-effort         what can be saved
  diram unpack app.zip --components parts                  every component as a file

Exit codes: 0 done, 3 below the threshold (--salvage would do it), 4 lost; with --best-effort
4 says that something is damaged."
)]
pub(crate) struct Args {
    /// Package; `-` reads standard input
    #[arg(value_name = "PKG.zip")]
    package: PathBuf,
    /// Only these files and folders
    #[arg(value_name = "PATH", conflicts_with = "components")]
    paths: Vec<OsString>,
    /// Folder to unpack into; it is made when missing
    #[arg(
        short = 'C',
        long,
        value_name = "DIR",
        required_unless_present = "components"
    )]
    directory: Option<PathBuf>,
    /// Write every component as diram-KIND-N.bin into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with_all = ["directory", "best_effort"])]
    components: Option<PathBuf>,
    /// Go below the coherence threshold, to the mathematical limit
    #[arg(long)]
    salvage: bool,
    /// Write every file that the loss does not touch, and the others as NAME.damaged
    #[arg(long, conflicts_with = "salvage")]
    best_effort: bool,
    /// Replace files in a folder that is not empty
    #[arg(long)]
    force: bool,
    /// Print the report as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    // Names that are not UTF-8 are selected as they are listed.
    let paths = args
        .paths
        .iter()
        .map(|p| p.to_string_lossy().into_owned())
        .collect();
    let options = UnpackOptions::new()
        .paths(paths)
        .salvage(args.salvage)
        .best_effort(args.best_effort)
        .force(args.force)
        .op(interrupt.op());
    let bar = Bar::show(interrupt.op(), printer);
    let package = input::open(&args.package, interrupt)?;
    let (target, report) = match (&args.components, &args.directory) {
        (Some(dir), _) => (dir, package.unpack_components(dir, &options)?),
        (None, Some(dir)) => (dir, package.unpack(dir, &options)?),
        (None, None) => return Err(Refusal::usage("-C DIR is missing", None)),
    };
    drop(bar);
    printer.warn(&report.warnings);
    printer.report(
        || serde_json::json!(report),
        &summary(args, target, &report),
    )?;
    Ok(if report.damage.is_empty() {
        ExitCode::SUCCESS
    } else {
        LOST.into()
    })
}

fn summary(args: &Args, target: &Path, report: &UnpackReport) -> String {
    let mut out = format!(
        "{unpacked} {package} into {target}\n  \
           content    {files}, {directories}, {links}, {bytes}\n  \
           parts      {mended} mended themselves, {rebuilt} rebuilt from others\n  \
           coherence  {coherence:.4} as received, {healed:.4} after mending\n",
        unpacked = styled(GOOD, "unpacked"),
        package = input::shown(&args.package),
        target = text::path(target),
        files = text::count(report.files, "file"),
        directories = text::count(report.directories, "folder"),
        links = text::count(report.links, "link"),
        bytes = text::bytes(report.bytes),
        mended = report.mended_parts,
        rebuilt = report.rebuilt_parts,
        coherence = report.coherence,
        healed = report.coherence_healed,
    );
    if !report.damage.is_empty() {
        let files = text::count(report.damage.len() as u64, "file");
        out += &format!("  {}    {files}\n", styled(BAD, "damaged"));
    }
    report
        .damage
        .iter()
        .for_each(|damage| out += &ranges(damage));
    out
}

/// `path: [from,to) [from,to)`.
fn ranges(damage: &Damage) -> String {
    let ranges: Vec<String> = damage
        .ranges
        .iter()
        .map(|[from, to]| format!("[{from},{to})"))
        .collect();
    let ranges = if ranges.is_empty() {
        "lost".into()
    } else {
        ranges.join(" ")
    };
    format!("    {}: {ranges}\n", text::name(&damage.path))
}
