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

/// Longest line, in bytes without its line feed.
const MAX_LINE: u64 = 1 << 20;

/// An answer, or an error as its one line of JSON.
type Answer = Result<Resolution, (Code, String)>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    name: String,
    range: String,
}

/// Requests that are at hand.
struct Block {
    /// In their order; a line that is no request is its error.
    requests: Vec<Result<Request, Error>>,
    /// Why nothing is read after them.
    refused: Option<Refusal>,
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
        let block = block(&mut input);
        let answers = answers(resolver, options, &block.requests)?;
        worst = answers.iter().map(severity).fold(worst, u8::max);
        match write(&mut output, &answers, json) {
            // A reader that closed the pipe has read enough.
            Err(e) if e.kind() == ErrorKind::BrokenPipe => break,
            written => written.map_err(|e| cannot("standard output", &e))?,
        }
        if let Some(refusal) = block.refused {
            return Err(refusal);
        }
        if block.requests.is_empty() {
            break;
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

fn write(output: &mut impl Write, answers: &[Answer], json: bool) -> io::Result<()> {
    for answer in answers {
        let line = match json {
            true => object(answer),
            false => text(answer),
        };
        writeln!(output, "{line}")?;
    }
    output.flush()
}

/// The next requests: as many as are there without waiting, one at least, none at the end.
fn block(input: &mut BufReader<impl io::Read>) -> Block {
    let mut requests = Vec::new();
    let mut line = Vec::new();
    let refused = loop {
        match read_line(input, &mut line) {
            Ok(true) => {}
            Ok(false) => break None,
            Err(refusal) => break Some(refusal),
        }
        if !line.trim_ascii().is_empty() {
            requests.push(request(&line));
        }
        let waiting = input.buffer().is_empty() && !requests.is_empty();
        if waiting || requests.len() == BLOCK {
            break None;
        }
    };
    Block { requests, refused }
}

/// Reads one line, without its line feed; false at the end of the input.
fn read_line(input: &mut BufReader<impl io::Read>, line: &mut Vec<u8>) -> Result<bool, Refusal> {
    line.clear();
    let read = io::Read::take(input, MAX_LINE + 1).read_until(b'\n', line);
    let read = read.map_err(|e| Refusal::usage(e.to_string(), None))?;
    line.pop_if(|byte| *byte == b'\n');
    if line.len() as u64 > MAX_LINE {
        let hint = "end every request with a line feed".to_owned();
        return Err(Refusal::usage(
            "a request of more than 1 MiB on standard input",
            Some(hint),
        ));
    }
    Ok(read > 0)
}

fn request(line: &[u8]) -> Result<Request, Error> {
    serde_json::from_slice(line).map_err(|error| Error::Argument {
        argument: "request",
        why: format!("{error}; a line is {{\"name\": …, \"range\": …}}"),
    })
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
