//! Requests from standard input, answered line by line in their order.

use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::process::ExitCode;

use diram::resolve::{Resolution, ResolveOptions, Resolver, Wanted};
use diram::{Code, Error, Failure};
use serde::Deserialize;
use serde_json::json;

use crate::exit::{BUDGET, NO, Refusal, USE_OR_IO};
use crate::interrupt::Interrupt;

/// Requests that are answered together.
const BLOCK: usize = 4096;

/// Longest line, in bytes.
const MAX_LINE: u64 = 1 << 20;

/// An answer, or an error as its one line of JSON.
type Answer = Result<Resolution, (Code, String)>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    name: String,
    range: String,
}

pub(super) fn run(
    resolver: &Resolver,
    options: &ResolveOptions,
    interrupt: &Interrupt,
    json: bool,
) -> Result<ExitCode, Refusal> {
    let mut input = BufReader::new(interrupt.stdin()?);
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut worst = 0;
    loop {
        let block = block(&mut input)?;
        if block.is_empty() {
            break;
        }
        let answers = answers(resolver, options, &block)?;
        for answer in &answers {
            worst = severity(answer).max(worst);
            let line = match json {
                true => object(answer),
                false => text(answer),
            };
            match writeln!(output, "{line}") {
                // A reader that closed the pipe has read enough.
                Err(e) if e.kind() == ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
                written => written.map_err(|e| cannot("standard output", &e))?,
            }
        }
        match output.flush() {
            Err(e) if e.kind() == ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
            flushed => flushed.map_err(|e| cannot("standard output", &e))?,
        }
    }
    Ok(ExitCode::from(match worst {
        0 => 0,
        1 => NO,
        2 => BUDGET,
        _ => USE_OR_IO,
    }))
}

fn cannot(what: &str, error: &io::Error) -> Refusal {
    Refusal::usage(format!("{what}: {error}"), None)
}

/// The next lines: as many as are there without waiting, one at least, none at the end.
fn block(input: &mut BufReader<impl io::Read>) -> Result<Vec<Result<Request, Error>>, Refusal> {
    let mut block = Vec::new();
    while block.len() < BLOCK {
        let mut line = Vec::new();
        let read = io::Read::take(&mut *input, MAX_LINE).read_until(b'\n', &mut line);
        if read.map_err(|e| cannot("standard input", &e))? == 0 {
            break;
        }
        if line.len() as u64 == MAX_LINE && !line.ends_with(b"\n") {
            return Err(Refusal::usage("a request is longer than 1 MiB", None));
        }
        if !line.trim_ascii().is_empty() {
            block.push(
                serde_json::from_slice(&line).map_err(|error| Error::Argument {
                    argument: "request",
                    why: format!("{error}; a line is {{\"name\": …, \"range\": …}}"),
                }),
            );
        }
        if input.buffer().is_empty() && !block.is_empty() {
            break;
        }
    }
    Ok(block)
}

fn answers(
    resolver: &Resolver,
    options: &ResolveOptions,
    block: &[Result<Request, Error>],
) -> Result<Vec<Answer>, Refusal> {
    let wanted: Vec<Vec<Wanted<'_>>> = block
        .iter()
        .flatten()
        .map(|request| vec![(request.name.as_str(), request.range.as_str())])
        .collect();
    let mut found = resolver.resolve_many(&wanted, options)?.into_iter();
    let answers = block.iter().map(|request| match request {
        Err(error) => Some(Err(told(error))),
        Ok(_) => found
            .next()
            .map(|answer| answer.map_err(|error| told(&error))),
    });
    Ok(answers.flatten().collect())
}

/// An error as its one line of JSON, with its code.
fn told(error: &Error) -> (Code, String) {
    let line = json!({"error": {
        "code": error.code() as i32,
        "name": error.code().name(),
        "message": error.to_string(),
        "hint": error.hint(),
        "details": error.details(),
    }});
    (error.code(), line.to_string())
}

fn severity(answer: &Answer) -> u8 {
    match answer {
        Ok(answer) => u8::from(!answer.feasible),
        Err((Code::Budget, _)) => 2,
        Err(_) => 3,
    }
}

fn object(answer: &Answer) -> String {
    match answer {
        Ok(answer) => super::object(answer).to_string(),
        Err((_, line)) => line.clone(),
    }
}

fn text(answer: &Answer) -> String {
    match answer {
        Ok(answer) => match &answer.explanation {
            Some(explanation) => format!("no\t{}", explanation.replace('\n', " ")),
            None => {
                let chosen = answer.solution.iter();
                let chosen =
                    chosen.map(|(name, version)| format!("{name} {}", version.to_compact()));
                format!("yes\t{}", chosen.collect::<Vec<_>>().join(", "))
            }
        },
        Err((_, line)) => format!("error\t{line}"),
    }
}
