//! Versions from the command line, or one a line from standard input.

use std::io::{BufRead, BufReader, Read};

use crate::exit::Refusal;
use crate::interrupt::Interrupt;

/// The longest line, in bytes.
const LONGEST: u64 = 16 << 20;

/// The texts given; without any, or with `-` alone, the lines of standard input. Empty lines are
/// none.
pub(super) fn given_or_read(
    given: &[String],
    interrupt: &Interrupt,
) -> Result<Vec<String>, Refusal> {
    if !given.is_empty() && given != ["-"] {
        return Ok(given.to_vec());
    }
    let mut input = BufReader::new(interrupt.stdin()?);
    let (mut texts, mut line, mut number) = (Vec::new(), Vec::new(), 0_u64);
    while read_line(&mut input, &mut line)? {
        number += 1;
        let text = std::str::from_utf8(&line)
            .map_err(|_| Refusal::utf8(format!("line {number} is not UTF-8")))?;
        if !text.is_empty() {
            texts.push(text.to_owned());
        }
    }
    Ok(texts)
}

/// Reads one line without its end; false at the end of the input.
pub(super) fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, Refusal> {
    line.clear();
    let cannot = |e: std::io::Error| Refusal::usage(e.to_string(), None);
    let read = input
        .by_ref()
        .take(LONGEST)
        .read_until(b'\n', line)
        .map_err(cannot)?;
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
    } else if read as u64 == LONGEST {
        let hint = "end every question with a line feed".to_owned();
        return Err(Refusal::usage(
            "a line of more than 16 MiB on standard input",
            Some(hint),
        ));
    }
    Ok(read > 0)
}
