//! `diram version`: questions about versions and ranges.

mod answer;
mod batch;
mod list;
mod policy;

use std::process::ExitCode;

use crate::exit::Refusal;
use crate::interrupt::Interrupt;
use crate::print::Printer;
use answer::Answer;
use policy::PolicyArgs;

/// Parse, compare, sort and choose versions, and say why one does not fit
///
/// A version has three numbers with a state each (2.stable.1.stable.0.stable); one state may stand for
/// all (2.1.0.experimental), and plain SemVer is all stable. With `-` as the only argument, every
/// line of standard input is one question, its fields separated by tabs, and gets one line of
/// answer; for a wrong question that is `error`, the code and the message, separated by tabs.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  diram version parse 2.1.0.experimental --json
  diram version sort 1.10.0 1.9.0 1.10.0-rc.1
  diram version satisfies 2.stable.1.stable.0.stable 'semverx:2.*.*.stable'
  diram version max '^1.2' 1.2.3 1.4.0 2.0.0
  diram version explain 1.3.0-rc.1 '^1.2'
  printf '1.2.3\\t^1\\n2.0.0\\t^1\\n' | diram version satisfies -

Exit codes: 0 yes, or done; 1 wrong use, or some line was no question; 2 no.")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
    /// Print answers as JSON, one object an answer
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Print the canonical form; with --json, everything about it
    ///
    /// Example: diram version parse 1.2.3-rc.1 --json
    Parse {
        /// Version; `-` reads one a line
        #[arg(value_name = "V")]
        version: String,
    },
    /// Print -1, 0 or 1: whether A is lower than, equal to or higher than B
    ///
    /// Example: diram version compare 1.9.0 1.10.0
    Compare {
        /// Version; `-` alone reads `A<TAB>B` lines
        a: String,
        /// Version
        b: Option<String>,
    },
    /// Print versions in ascending order, as they were given
    ///
    /// Example: git tag | diram version sort
    Sort {
        /// Versions; without any, one a line from standard input
        #[arg(value_name = "V")]
        versions: Vec<String>,
        /// Descending
        #[arg(long)]
        reverse: bool,
    },
    /// Print true or false: whether a version is in a range
    ///
    /// Example: diram version satisfies 1.4.0 '^1.2'
    Satisfies {
        /// Version; `-` alone reads `V<TAB>RANGE` lines
        #[arg(value_name = "V")]
        version: String,
        /// Range
        range: Option<String>,
        #[command(flatten)]
        policy: PolicyArgs,
    },
    /// Print the best version in a range
    ///
    /// Example: diram version max '^1.2' 1.2.3 1.4.0 2.0.0
    Max {
        /// Range; `-` alone reads `RANGE<TAB>V<TAB>V…` lines
        range: String,
        /// Versions; without any, one a line from standard input
        #[arg(value_name = "V")]
        versions: Vec<String>,
        #[command(flatten)]
        policy: PolicyArgs,
    },
    /// Say why a version is in a range or not, and what to write instead
    ///
    /// Lines of `-` are answered by reason, sentence and hint, separated by tabs.
    ///
    /// Example: diram version explain 1.3.0-rc.1 '^1.2'
    Explain {
        /// Version; `-` alone reads `V<TAB>RANGE` lines
        #[arg(value_name = "V")]
        version: String,
        /// Range
        range: Option<String>,
        #[command(flatten)]
        policy: PolicyArgs,
    },
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    let batch = |answer: &dyn Fn(&[&str]) -> Answered| batch::run(interrupt, args.json, answer);
    let ask = |first: &str, second: Option<&str>, answer: &dyn Fn(&[&str]) -> Answered| match (
        first, second,
    ) {
        ("-", None) => batch(answer),
        (first, Some(second)) => print(printer, answer(&[first, second])?),
        (first, None) => {
            let hint = "give two arguments, or - alone for lines of standard input";
            let message = format!("{first:?} is asked about alone");
            Err(Refusal::usage(message, Some(hint.into())))
        }
    };
    match &args.verb {
        Verb::Parse { version } if version == "-" => batch(&answer::parse),
        Verb::Parse { version } => print(printer, answer::parse(&[version])?),
        Verb::Compare { a, b } => ask(a, b.as_deref(), &answer::compare),
        Verb::Sort { versions, reverse } => {
            let texts = list::given_or_read(versions, interrupt)?;
            print(printer, answer::sort(&texts, *reverse)?)
        }
        Verb::Satisfies {
            version,
            range,
            policy,
        } => {
            let policy = policy.read()?;
            let answer = |fields: &[&str]| answer::satisfies(fields, &policy);
            ask(version, range.as_deref(), &answer)
        }
        Verb::Max {
            range,
            versions,
            policy,
        } => {
            let policy = policy.read()?;
            if range == "-" && versions.is_empty() {
                return batch(&|fields: &[&str]| answer::max(fields, &policy));
            }
            let texts = list::given_or_read(versions, interrupt)?;
            let fields: Vec<&str> = std::iter::once(range)
                .chain(&texts)
                .map(String::as_str)
                .collect();
            print(printer, answer::max(&fields, &policy)?)
        }
        Verb::Explain {
            version,
            range,
            policy,
        } => {
            let policy = policy.read()?;
            let answer = |fields: &[&str]| answer::explain(fields, &policy);
            ask(version, range.as_deref(), &answer)
        }
    }
}

type Answered = Result<Answer, Refusal>;

fn print(printer: &Printer, answer: Answer) -> Result<ExitCode, Refusal> {
    let Answer {
        text, json, exit, ..
    } = answer;
    printer.report(|| json, &text)?;
    Ok(ExitCode::from(exit))
}
