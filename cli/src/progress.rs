//! A progress bar on stderr, when that is a terminal.

use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};

use diram::Op;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::print::Printer;

/// Shows the progress of `op` until it is dropped.
pub(crate) struct Bar(Option<ProgressBar>);

impl Bar {
    pub(crate) fn show(op: &Op, printer: &Printer) -> Bar {
        if !printer.draws_progress() || !std::io::stderr().is_terminal() {
            return Bar(None);
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let shown = bar.clone();
        let before = Mutex::new(("", None));
        op.on_progress(move |progress| {
            let now = (progress.phase, progress.total);
            let mut before = before.lock().unwrap_or_else(PoisonError::into_inner);
            // Every setter draws: only what has changed is set.
            if std::mem::replace(&mut *before, now) != now {
                shown.set_style(style(progress.total.is_some()));
                shown.set_message(progress.phase);
                match progress.total {
                    Some(total) => shown.set_length(total),
                    None => shown.unset_length(),
                }
            }
            shown.set_position(progress.done);
            true
        });
        Bar(Some(bar))
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

const KNOWN: &str =
    "{msg:7} {bar:32} {decimal_bytes}/{decimal_total_bytes} {decimal_bytes_per_sec} {eta}";
const UNKNOWN: &str = "{msg:7} {spinner} {decimal_bytes} {decimal_bytes_per_sec}";

fn style(known: bool) -> ProgressStyle {
    // Both templates parse, says the test below; without them the bar shows less, not nothing.
    let template = ProgressStyle::with_template(if known { KNOWN } else { UNKNOWN });
    template.unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_parse() {
        for template in [KNOWN, UNKNOWN] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
