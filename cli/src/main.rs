//! `diram`: parse, call, print. One file per verb.
//!
//! Results go to stdout, everything else to stderr. Exit codes are in [`exit`].

mod args;
mod check;
mod completions;
mod exit;
mod file;
mod heal;
mod input;
mod inspect;
mod interrupt;
mod lock;
mod locked;
mod man;
mod map;
mod output;
mod over;
mod pack;
mod plan;
mod print;
mod progress;
mod resolve;
mod text;
mod unpack;
mod verify;
mod verify_resolution;
mod version;

use std::process::ExitCode;

use args::{Cli, Command};
use exit::Refusal;
use interrupt::Interrupt;
use print::Printer;

fn main() -> ExitCode {
    match args::parse() {
        Ok(cli) => run(&cli),
        Err(code) => code,
    }
}

fn run(cli: &Cli) -> ExitCode {
    let printer = Printer::new(cli.json());
    let interrupt = match Interrupt::install() {
        Ok(interrupt) => interrupt,
        Err(refusal) => return printer.refuse(&refusal),
    };
    let result = dispatch(&cli.command, &interrupt, &printer);
    match result {
        _ if interrupt.came() => printer.refuse(&Refusal::interrupted()),
        Ok(code) => code,
        Err(refusal) => printer.refuse(&refusal),
    }
}

fn dispatch(
    command: &Command,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    match command {
        Command::Pack(args) => pack::run(args, interrupt, printer),
        Command::Verify(args) => verify::run(args, interrupt, printer),
        Command::Inspect(args) => inspect::run(args, interrupt, printer),
        Command::Heal(args) => heal::run(args, interrupt, printer),
        Command::Unpack(args) => unpack::run(args, interrupt, printer),
        Command::Version(args) => version::run(args, interrupt, printer),
        Command::Resolve(args) => resolve::run(args, interrupt, printer),
        Command::Check(args) => check::run(args, interrupt, printer),
        Command::Lock(args) => lock::run(args, interrupt, printer),
        Command::Plan(args) => plan::run(args, interrupt, printer),
        Command::VerifyResolution(args) => verify_resolution::run(args, interrupt, printer),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}
