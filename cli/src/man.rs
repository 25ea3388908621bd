//! `diram man`: the manual pages.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;

use crate::args::Cli;
use crate::exit::Refusal;
use crate::text;

/// Write the manual pages into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  diram man ~/.local/share/man/man1")]
pub(crate) struct Args {
    /// The folder; it is made when missing
    dir: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, Refusal> {
    std::fs::create_dir_all(&args.dir)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), &args.dir))
        .map_err(|e| Refusal::usage(format!("{}: {e}", text::path(&args.dir)), None))?;
    Ok(ExitCode::SUCCESS)
}
