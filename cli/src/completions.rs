//! `diram completions`: shell completion scripts.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::exit::Refusal;

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  diram completions bash > ~/.local/share/bash-completion/completions/diram
  diram completions zsh > ~/.zfunc/_diram
  diram completions fish > ~/.config/fish/completions/diram.fish")]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, Refusal> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "diram", &mut script);
    match io::stdout().write_all(&script) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(Refusal::usage(format!("standard output: {e}"), None))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}
