//! `diram check`.

mod about;
mod card;
mod choose;
mod columns;
mod heading;
mod layout;
mod links;
mod marks;
mod paint;
mod picture;
mod svg;
mod tree;
mod verdicts;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use diram::registry::RegistryOptions;
use diram::resolve::{
    CheckOptions, CheckReport, Resolution, ResolveOptions, Resolver, Solution, SolutionNode,
    Strategy, UpdatePath, Verdict, package_of,
};
use diram::versions::Version;
use serde_json::{Value, json};

use self::about::{About, Abouts};
use crate::exit::{NO, Refusal};
use crate::interrupt::Interrupt;
use crate::over::Over;
use crate::print::Printer;
use crate::text::count;
use crate::{file, locked, plan};

/// Ask whether what resolves can be swapped in, installs in an order, and can be reached safely
///
/// eulerian: the parity of the links that the swap adds or removes; hamiltonian: a complete install
/// order; astar: the cheapest safe way of each package whose version changes. In the tree and in the
/// picture, `odd` marks a package whose number of links changes by an odd number, `frozen` one with a
/// fault of 6 or more: nothing swaps to that.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  diram check -r reg.ndjson app
  diram check -r reg.ndjson app@2.0.0 --strategy eulerian --running lock.json --json
  diram check -r reg.ndjson app@^2 --running lock.json --lock lock.json --svg app.svg
  DIRAM_REGISTRY=reg.ndjson diram check app

Exit codes: 0 safe or a warning, 2 panic, or nothing resolves, 4 over the policy's budget, 1 wrong use.")]
pub(crate) struct Args {
    #[command(flatten)]
    over: Over,
    /// Package name, with a version or range if not any will do
    #[arg(value_name = "NAME[@VERSION]")]
    package: String,
    /// Which check to make
    #[arg(long, value_name = "STRATEGY", value_enum, default_value_t = Choice::All)]
    strategy: Choice,
    /// What runs now: a semverx-lock.json, {"name": "version"}, or an answer of
    /// `resolve --json`; default nothing
    #[arg(long, value_name = "LOCK")]
    running: Option<PathBuf>,
    /// Versions to prefer, as for `resolve`; often what runs
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// Give the schema's literal verdicts: parity of the whole graph, a path along links
    #[arg(long)]
    literal: bool,
    /// The time for the policy's min_release_age, in seconds since 1970; default: now
    #[arg(long, value_name = "SECONDS")]
    now: Option<u64>,
    /// Draw packages, links, faults and verdicts into a file; of more than 400 packages what was asked
    /// for, what changes, what is marked, and their direct links
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Print the reports as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// One check, or all three.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Choice {
    Eulerian,
    Hamiltonian,
    Astar,
    All,
}

impl Choice {
    fn strategies(self) -> &'static [Strategy] {
        match self {
            Choice::Eulerian => &[Strategy::Eulerian],
            Choice::Hamiltonian => &[Strategy::Hamiltonian],
            Choice::Astar => &[Strategy::Astar],
            Choice::All => &Strategy::ALL,
        }
    }
}

/// What was asked and what came of it.
struct Checked {
    name: String,
    running: Solution,
    answer: Resolution,
    /// What was chosen and who needs whom; empty when nothing resolves.
    graph: Vec<SolutionNode>,
    reports: Vec<CheckReport>,
    /// What the reports say, by label.
    abouts: Abouts,
}

impl Checked {
    /// The worst verdict; panic when nothing resolves.
    fn verdict(&self) -> Verdict {
        let worst = self.reports.iter().map(|report| report.verdict).max();
        match self.answer.feasible {
            true => worst.unwrap_or(Verdict::SafeSwap),
            false => Verdict::Panic,
        }
    }

    /// Name and version of what was asked for, with the version that runs before this arrow.
    fn title(&self, arrow: &str) -> String {
        let mut title = self.name.clone();
        let chosen = self.answer.solution.iter();
        for (label, version) in chosen.filter(|(label, _)| self.is_asked(label)) {
            if let Some((before, _)) = self.change(label) {
                title += &format!(" {} {arrow}", before.to_compact());
            }
            title += &format!(" {}", version.to_compact());
        }
        title
    }

    /// Whether this is what was asked for, in whichever line.
    fn is_asked(&self, label: &str) -> bool {
        package_of(label) == self.name
    }

    /// The version that runs and the chosen one, where they differ.
    fn change(&self, label: &str) -> Option<(&Version, &Version)> {
        let pair = (self.running.get(label)?, self.answer.solution.get(label)?);
        (pair.0 != pair.1).then_some(pair)
    }

    /// The way of a package that changes.
    fn way(&self, label: &str) -> Option<&UpdatePath> {
        self.abouts.way(&self.reports, label)
    }

    /// What the reports say of a package.
    fn about(&self, label: &str) -> About {
        self.abouts.of(label)
    }

    /// Whether it does not run yet, while others do.
    fn is_new(&self, label: &str) -> bool {
        !self.running.is_empty() && !self.running.contains_key(label)
    }

    /// Whether there is an install order.
    fn installs(&self) -> bool {
        self.reports.iter().any(|report| report.install.is_some())
    }

    /// The links that the swap adds; none while nothing runs.
    fn added(&self) -> impl Iterator<Item = &(String, String)> {
        let runs = !self.running.is_empty();
        let parities = self
            .reports
            .iter()
            .filter_map(|report| report.parity.as_ref());
        parities
            .filter(move |_| runs)
            .flat_map(|parity| &parity.added)
    }

    /// What runs and is not among what was chosen.
    fn gone(&self) -> Vec<&str> {
        let chosen = &self.answer.solution;
        let gone = self
            .running
            .keys()
            .filter(|label| !chosen.contains_key(*label));
        gone.filter(|_| self.answer.feasible)
            .map(|label| &**label)
            .collect()
    }
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    let resolver = args.over.resolver(RegistryOptions::new(), interrupt)?;
    let checked = check(args, &resolver, interrupt)?;
    if let Some(path) = &args.svg {
        file::write(path, picture::draw(&checked).as_bytes())?;
    }
    printer.report(|| object(&checked), &text(&checked))?;
    Ok(match checked.verdict() {
        Verdict::Panic => NO.into(),
        Verdict::SafeSwap | Verdict::Warning => ExitCode::SUCCESS,
    })
}

fn check(args: &Args, resolver: &Resolver, interrupt: &Interrupt) -> Result<Checked, Refusal> {
    let (name, range) = wanted(&args.package);
    let running = locked::running(args.running.as_deref())?;
    let mut options = ResolveOptions::new().certificate(false).op(interrupt.op());
    options.now = args.now;
    if let Some(path) = &args.lock {
        options.lock = locked::names(path)?;
    }
    let answer = resolver.resolve(&[(name, range)], &options)?;
    let options = CheckOptions::new()
        .running(running.clone())
        .literal(args.literal);
    let mut reports = Vec::new();
    if answer.feasible {
        for strategy in args.strategy.strategies() {
            reports.push(resolver.check(&answer.solution, *strategy, &options)?);
        }
    }
    Ok(Checked {
        name: name.to_owned(),
        abouts: Abouts::new(&reports, &running, &answer),
        running,
        graph: resolver.graph(&answer.solution)?,
        answer,
        reports,
    })
}

/// `core@2.0.0` as name and range; the `@` of a scope stands first.
fn wanted(package: &str) -> (&str, &str) {
    match package.rfind('@') {
        Some(at) if at > 0 => (&package[..at], &package[at + 1..]),
        _ => (package, "*"),
    }
}

fn object(checked: &Checked) -> Value {
    json!({
        "verdict": checked.verdict(),
        "fault": checked.verdict().fault(),
        "feasible": checked.answer.feasible,
        "solution": checked.answer.solution,
        "explanation": checked.answer.explanation,
        "reports": checked.reports,
        "snapshot": checked.answer.snapshot,
    })
}

fn text(checked: &Checked) -> String {
    if let Some(explanation) = &checked.answer.explanation {
        return format!("{explanation}\n");
    }
    let packages = count(checked.answer.solution.len() as u64, "package");
    let verdict = plan::verdict(checked.verdict(), plan::WIDE);
    let title = checked.title("->");
    let tree = tree::text(checked);
    let mut text = format!("{verdict} {title}: {packages}\n\n{tree}");
    for report in &checked.reports {
        text += &lines(report);
    }
    text
}

/// One line for the check, and below it what it found.
fn lines(report: &CheckReport) -> String {
    let verdict = plan::verdict(report.verdict, plan::WIDE);
    let name = report.strategy.name();
    let mut text = format!("\n{verdict} {name}: {}\n", report.message);
    if let Some(install) = &report.install {
        let places = install.order.iter().enumerate();
        text.extend(places.map(|(at, label)| format!("  {:3}. {label}\n", at + 1)));
    }
    if let Some(parity) = &report.parity {
        text.extend(signed('+', &parity.added));
        text.extend(signed('-', &parity.removed));
    }
    for way in report.ways.iter().flatten() {
        for line in plan::text(way).lines() {
            text += &format!("  {line}\n");
        }
    }
    text
}

fn signed(sign: char, links: &[(String, String)]) -> impl Iterator<Item = String> {
    let lines = links.iter();
    lines.map(move |(a, b)| format!("  {sign} {a} -- {b}\n"))
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn a_version_stands_behind_the_last_at() {
        for (package, parts) in [
            ("core", ("core", "*")),
            ("core@2.0.0", ("core", "2.0.0")),
            ("@me/core", ("@me/core", "*")),
            ("@me/core@^1", ("@me/core", "^1")),
            ("core@", ("core", "")),
        ] {
            assert_eq!(wanted(package), parts);
        }
    }
}
