//! `diram resolve`.

mod lines;

use std::path::PathBuf;
use std::process::ExitCode;

use diram::registry::RegistryOptions;
use diram::resolve::{Resolution, ResolveOptions};
use serde_json::{Value, json};

use crate::exit::{NO, Refusal};
use crate::interrupt::Interrupt;
use crate::over::Over;
use crate::print::Printer;
use crate::{file, locked};

/// Find one version for each package that is needed, or say why there is none
///
/// Equal inputs give equal bytes. With `-` in place of NAME and RANGE, each line of standard input is
/// a request `{"name", "range"}`, answered in one line.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  diram resolve -r reg.ndjson app '1.*.*.stable'
  diram resolve -r reg.ndjson app '^1' --json --certificate c.json
  diram verify-resolution c.json -r reg.ndjson
  diram resolve -r reg.ndjson - --json < requests.ndjson
  export DIRAM_REGISTRY=reg.ndjson; diram resolve app
  zcat reg.ndjson.gz | diram resolve -r /dev/stdin app

A registry file has one version a line:
  {\"name\": \"app\", \"version\": \"1.0.0\", \"deps\": {\"core\": \"^2\"}}

Exit codes: 0 there is an answer, 2 there is none, 4 over the policy's budget, 1 wrong use.")]
pub(crate) struct Args {
    #[command(flatten)]
    over: Over,
    /// Package name; `-` reads requests from standard input
    #[arg(value_name = "NAME", allow_hyphen_values = true)]
    name: String,
    /// Version range; default any
    #[arg(value_name = "RANGE", allow_hyphen_values = true)]
    range: Option<String>,
    /// Versions to prefer: a semverx-lock.json, {"name": "version"}, or an earlier answer of
    /// `resolve --json`
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// The time for the policy's min_release_age, in seconds since 1970; default: now
    #[arg(long, value_name = "SECONDS")]
    now: Option<u64>,
    /// Write the proof of the answer to a file
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// Sign the registry's snapshot with the key in this file: 64 hexadecimal digits, kept secret
    #[arg(long, value_name = "FILE")]
    signing_key: Option<PathBuf>,
    /// Print the answer as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    let mut options = RegistryOptions::new();
    if let Some(path) = &args.signing_key {
        options = options.signing_key(file::key(path)?);
    }
    let resolver = args.over.resolver(options, interrupt)?;
    let mut options = ResolveOptions::new()
        .certificate(args.certificate.is_some())
        .op(interrupt.op());
    options.now = args.now;
    if let Some(path) = &args.lock {
        options.lock = locked::names(path)?;
    }
    match (args.name.as_str(), &args.range) {
        ("-", None) if args.certificate.is_none() => {
            lines::run(&resolver, &options, interrupt, args.json)
        }
        ("-", _) => Err(Refusal::usage(
            "`-` reads requests from standard input: it goes with no RANGE and no --certificate",
            Some("ask one request at a time to get its certificate".into()),
        )),
        (name, range) => {
            let range = range.as_deref().unwrap_or("*");
            let answer = resolver.resolve(&[(name, range)], &options)?;
            if let (Some(path), Some(certificate)) = (&args.certificate, &answer.certificate) {
                file::write(path, certificate.as_bytes())?;
            }
            printer.report(|| object(&answer), &text(&answer))?;
            Ok(exit_code(&answer))
        }
    }
}

/// The answer as JSON; its certificate goes to a file of its own.
fn object(answer: &Resolution) -> Value {
    let mut object = json!(answer);
    if let Some(fields) = object.as_object_mut() {
        fields.remove("certificate");
    }
    object
}

fn text(answer: &Resolution) -> String {
    if let Some(explanation) = &answer.explanation {
        return format!("{explanation}\n");
    }
    let width = answer
        .solution
        .keys()
        .map(|name| name.len())
        .max()
        .unwrap_or(0);
    let lines = answer.solution.iter();
    let lines = lines.map(|(name, version)| format!("{name:width$}  {}\n", version.to_compact()));
    lines.collect()
}

fn exit_code(answer: &Resolution) -> ExitCode {
    match answer.feasible {
        true => ExitCode::SUCCESS,
        false => NO.into(),
    }
}
