//! What the user sees: the report on stdout, warnings and errors on stderr.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use crate::exit::{Refusal, USE_OR_IO};

pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
pub(crate) const FAIR: Style = AnsiColor::Yellow.on_default();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();

/// Text in a colour; terminals show it, everything else gets the text alone.
pub(crate) fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Prints in the form that was asked for.
pub(crate) struct Printer {
    json: bool,
}

impl Printer {
    pub(crate) fn new(json: bool) -> Printer {
        Printer { json }
    }

    /// Whether progress bars may be drawn.
    pub(crate) fn draws_progress(&self) -> bool {
        !self.json
    }

    /// The report on stdout: the JSON object, or the text.
    pub(crate) fn report(&self, json: impl FnOnce() -> Value, text: &str) -> Result<(), Refusal> {
        self.write(anstream::stdout(), json, text)
    }

    /// The same on stderr, while stdout carries a package.
    pub(crate) fn report_aside(
        &self,
        json: impl FnOnce() -> Value,
        text: &str,
    ) -> Result<(), Refusal> {
        self.write(anstream::stderr(), json, text)
    }

    fn write(
        &self,
        mut to: impl Write,
        json: impl FnOnce() -> Value,
        text: &str,
    ) -> Result<(), Refusal> {
        let written = if self.json {
            writeln!(to, "{}", json())
        } else {
            to.write_all(text.as_bytes())
        };
        match written.and_then(|()| to.flush()) {
            // A reader that closed the pipe has read enough.
            Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|e| Refusal::usage(format!("standard output: {e}"), None)),
        }
    }

    /// Warnings on stderr. With `--json` they are in the object.
    pub(crate) fn warn(&self, warnings: &[String]) {
        if self.json {
            return;
        }
        for warning in warnings {
            // When stderr is gone there is nobody left to tell.
            let _ = writeln!(anstream::stderr(), "{}: {warning}", styled(FAIR, "warning"));
        }
    }

    /// The error on stderr, and with `--json` as the one object on stdout.
    pub(crate) fn refuse(&self, refusal: &Refusal) -> ExitCode {
        let mut text = format!("{}: {}\n", styled(BAD, "error"), refusal.message);
        if let Some(hint) = &refusal.hint {
            text += &format!("{}: {hint}\n", styled(GOOD, "hint"));
        }
        let mut told = anstream::stderr().write_all(text.as_bytes());
        if self.json {
            told = writeln!(io::stdout(), "{}", json!({ "error": refusal.json() }));
        }
        // The exit code says it too, when nobody reads.
        ExitCode::from(told.map_or(USE_OR_IO.max(refusal.exit), |()| refusal.exit))
    }
}
