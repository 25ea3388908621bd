//! One question a line, one answer a line.

use std::io::{self, BufReader, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use serde_json::json;

use super::{Answered, list};
use crate::exit::{Refusal, USE_OR_IO};
use crate::interrupt::Interrupt;

/// Answers every line of standard input. Answers are held back only while more questions are at
/// hand, so that a program may ask and wait.
pub(super) fn run(
    interrupt: &Interrupt,
    json: bool,
    answer: &dyn Fn(&[&str]) -> Answered,
) -> Result<ExitCode, Refusal> {
    let mut input = BufReader::with_capacity(1 << 16, interrupt.stdin()?);
    let mut output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut wrong = false;
    let mut line = Vec::new();
    while list::read_line(&mut input, &mut line)? {
        let answered = question(&line).and_then(|text| {
            let fields: Vec<&str> = text.split('\t').collect();
            answer(&fields)
        });
        wrong |= answered.is_err();
        let text = match (answered, json) {
            (Ok(answer), true) => answer.json.to_string(),
            (Ok(answer), false) => answer.line,
            (Err(refusal), true) => json!({ "error": refusal.json() }).to_string(),
            (Err(refusal), false) => format!("error\t{}\t{}", refusal.name(), refusal.message),
        };
        let mut written = writeln!(output, "{text}");
        if input.buffer().is_empty() {
            written = written.and_then(|()| output.flush());
        }
        match written {
            // A reader that closed the pipe has read enough.
            Err(e) if e.kind() == ErrorKind::BrokenPipe => return Ok(exit(wrong)),
            other => other.map_err(|e| Refusal::usage(format!("standard output: {e}"), None))?,
        }
    }
    Ok(exit(wrong))
}

fn exit(wrong: bool) -> ExitCode {
    if wrong {
        USE_OR_IO.into()
    } else {
        ExitCode::SUCCESS
    }
}

fn question(line: &[u8]) -> Result<&str, Refusal> {
    std::str::from_utf8(line).map_err(|e| {
        let at = e.valid_up_to() + 1;
        Refusal::utf8(format!("the line is not UTF-8 from byte {at} on"))
    })
}
