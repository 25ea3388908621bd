//! Requests from standard input, answered line by line in their order.

use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::process::ExitCode;

use diram::resolve::{Resolution, ResolveOptions, Resolver, Wanted};
use diram::{Code, Error, Failure};
use serde::Deserialize;
use serde_json::json;

use crate::exit::{BUDGET, NO, Refusal, USE_OR_IO};
use crate::interrupt::Interrupt;

/// Most requests that are answered together.
const BLOCK: usize = 4096;

/// Bytes of lines from which on a block is full: four lines as long as a line may be.
const BLOCK_BYTES: usize = 4 << 20;

/// Longest line, in bytes without its line feed.
const MAX_LINE: u64 = 1 << 20;

/// What some editors put before a text.
const BOM: &[u8] = "\u{feff}".as_bytes();

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
    let mut bytes = 0;
    let refused = loop {
        match read_line(input, &mut line) {
            Ok(true) => {}
            Ok(false) => break None,
            Err(refusal) => break Some(refusal),
        }
        if !line.trim_ascii().is_empty() {
            requests.push(request(&line));
        }
        bytes += line.len();
        let waiting = input.buffer().is_empty() && !requests.is_empty();
        if waiting || requests.len() == BLOCK || (bytes >= BLOCK_BYTES && !requests.is_empty()) {
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
    let wrong = |why: &dyn std::fmt::Display| Error::Argument {
        argument: "request",
        why: format!("{why}; a line is {{\"name\": …, \"range\": …}}"),
    };
    let line = line.trim_ascii();
    if line.starts_with(BOM) {
        return Err(wrong(&"a byte order mark is no part of a request"));
    }
    // A list of the values would do for serde, and is no request.
    if !line.starts_with(b"{") {
        return Err(wrong(&"this is no JSON object"));
    }
    serde_json::from_slice(line).map_err(|error| wrong(&error))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// All blocks of an input that is at hand from its beginning: how many requests each has.
    fn blocks(lines: &str) -> Vec<usize> {
        let mut input = BufReader::with_capacity(lines.len().max(1), lines.as_bytes());
        let sizes = std::iter::from_fn(|| {
            let block = block(&mut input);
            assert!(block.refused.is_none());
            (!block.requests.is_empty()).then_some(block.requests.len())
        });
        sizes.collect()
    }

    fn line(bytes: usize) -> String {
        let short = r#"{"name":"app","range":"*"}"#;
        format!("{short}{}\n", " ".repeat(bytes - short.len()))
    }

    #[test]
    fn a_block_is_bounded_by_requests_and_by_bytes() {
        assert_eq!(blocks(&line(30).repeat(BLOCK + 1)), [BLOCK, 1]);
        assert_eq!(blocks(&line(MAX_LINE as usize).repeat(9)), [4, 4, 1]);
        let blank = format!("{}\n", " ".repeat(MAX_LINE as usize)).repeat(5);
        assert_eq!(blocks(&(blank + &line(30))), [1]);
    }

    #[test]
    fn a_request_is_an_object() {
        assert!(request(br#" {"name":"app","range":"*"} "#).is_ok());
        for (line, why) in [
            (r#"["app","*"]"#, "no JSON object"),
            ("\"app\"", "no JSON object"),
            (
                "\u{feff}{\"name\":\"app\",\"range\":\"*\"}",
                "byte order mark",
            ),
            (r#"{"name":["app"],"range":"*"}"#, "expected a string"),
        ] {
            let error = request(line.as_bytes())
                .err()
                .map(|error| error.to_string());
            assert!(error.as_ref().is_some_and(|e| e.contains(why)), "{error:?}");
        }
    }
}
