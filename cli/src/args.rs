//! The command line as a whole; each verb's own arguments are in its file.

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::exit::{self, Refusal};
use crate::print::Printer;
use crate::{
    check, completions, heal, inspect, lock, man, pack, plan, resolve, unpack, verify,
    verify_resolution, version,
};

const ABOUT: &str = "Packages that heal themselves";
const LONG_ABOUT: &str = "\
Packages that heal themselves.

A package is a zip file of small parts with parity. Lost or damaged bytes are given back when it \
is unpacked: bursts of up to 32 bytes in any part, any hole of about 480 kB in a large package, \
any 4 % of a component (6 % with --salvage).";

/// The last page of every help text.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0    done, or intact
  1    wrong use, or input or output failed
  2    damaged, and `diram heal` gives everything back (verify); a plain no (version, resolve, plan,
       check, lock); a certificate refused (verify-resolution)
  3    below the coherence threshold, and --salvage gives everything back; a certificate held against
       nothing (verify-resolution)
  4    lost: more is gone than the parity can give back; over the policy's budget (resolve, check)
  130  interrupted; nothing half-written is left";

const EXAMPLES: &str = "\
Examples:
  diram pack photos -o photos.zip      a folder becomes a self-healing package
  diram verify photos.zip              is it whole? could it be again?
  diram heal photos.zip -o photos.zip  the original package, byte for byte
  diram unpack photos.zip -C restored  mends on the way";

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "diram",
    version,
    about = ABOUT,
    long_about = LONG_ABOUT,
    after_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"),
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Pack(pack::Args),
    Verify(verify::Args),
    Inspect(inspect::Args),
    Heal(heal::Args),
    Unpack(unpack::Args),
    Version(version::Args),
    Resolve(resolve::Args),
    Check(check::Args),
    Plan(plan::Args),
    Lock(lock::Args),
    VerifyResolution(verify_resolution::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Cli {
    /// Where the report goes, and in which form.
    pub(crate) fn json(&self) -> bool {
        match &self.command {
            Command::Pack(args) => args.json,
            Command::Verify(args) => args.json,
            Command::Inspect(args) => args.json,
            Command::Heal(args) => args.json,
            Command::Unpack(args) => args.json,
            Command::Version(args) => args.json,
            Command::Resolve(args) => args.json,
            Command::Check(args) => args.json,
            Command::Plan(args) => args.json,
            Command::Lock(args) => args.json,
            Command::VerifyResolution(args) => args.json,
            Command::Completions(_) | Command::Man(_) => false,
        }
    }
}

/// Parses the command line. Help and version are printed, and so is what is wrong with it.
pub(crate) fn parse() -> Result<Cli, ExitCode> {
    Cli::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match error.print() {
            // A reader that closed the pipe has read enough.
            Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => ExitCode::from(exit::USE_OR_IO),
            _ => ExitCode::SUCCESS,
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => match error.print() {
            Ok(()) | Err(_) => ExitCode::from(exit::USE_OR_IO),
        },
        _ => Printer::new(false).refuse(&refusal(&error)),
    })
}

/// Clap's message as one sentence and a hint.
fn refusal(error: &clap::Error) -> Refusal {
    let text = error.render().to_string();
    let mut paragraphs = text.split("\n\n");
    let line = |p: &str| p.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = line(paragraphs.next().unwrap_or_default());
    let message = message
        .strip_prefix("error: ")
        .unwrap_or(&message)
        .to_owned();
    let tip = paragraphs
        .next()
        .map(line)
        .and_then(|p| Some(p.strip_prefix("tip: ")?.to_owned()));
    let verb = std::env::args_os()
        .nth(1)
        .and_then(|v| v.into_string().ok())
        .filter(|verb| is_verb(verb));
    let help = match verb {
        Some(verb) => format!("see `diram {verb} --help`"),
        None => "see `diram --help`".into(),
    };
    Refusal::usage(message, Some(tip.unwrap_or(help)))
}

fn is_verb(word: &str) -> bool {
    <Cli as clap::CommandFactory>::command()
        .find_subcommand(word)
        .is_some()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        <super::Cli as clap::CommandFactory>::command().debug_assert();
    }
}
