//! The thread on which a plugin answers.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use diram_core::vote::Answer;

use super::{Call, RegistryPlugin};
use crate::Error;

/// Whose transaction a plugin is asked about: a registry, by the address of what its handles share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller(pub(crate) usize);

thread_local! {
    static ASKED_BY: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Whether this thread is that of a plugin which this registry is asking right now.
pub(crate) fn being_asked(by: Caller) -> bool {
    ASKED_BY.get() == Some(by.0)
}

/// All answers of one plugin; as many as calls, unless it was late: then the last one is that.
///
/// A late plugin's thread is left alone: it ends when the plugin lets go of it.
pub(super) fn answers(
    plugin: &Arc<dyn RegistryPlugin>,
    calls: &Arc<[Call]>,
    deadline: Duration,
    by: Caller,
) -> Result<Vec<Answer>, Error> {
    let (says, heard) = channel();
    let (plugin, asked) = (Arc::clone(plugin), Arc::clone(calls));
    let work = move || {
        ASKED_BY.set(Some(by.0));
        for call in &*asked {
            // Nobody listens any more: it was late.
            if says.send(answer(&*plugin, call)).is_err() {
                return;
            }
        }
    };
    let worker = thread::Builder::new().name("diram-plugin".into());
    let worker = worker.spawn(work).map_err(|source| Error::io("", source))?;
    let mut answers = Vec::with_capacity(calls.len());
    while answers.len() < calls.len() {
        match heard.recv_timeout(deadline) {
            Ok(answer) => answers.push(answer),
            Err(RecvTimeoutError::Timeout) => {
                answers.push(Answer::Late);
                return Ok(answers);
            }
            // Its thread ended without an answer: the judge counts what is missing.
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    // Nothing of the plugin's runs any more once the last answer is in: whoever takes it out then
    // may let go of it. That the thread panicked is told by the answer that is missing.
    let _ = worker.join();
    Ok(answers)
}

fn answer(plugin: &dyn RegistryPlugin, call: &Call) -> Answer {
    match catch_unwind(AssertUnwindSafe(|| call.ask(plugin))) {
        Ok(Ok(())) => Answer::Yes,
        Ok(Err(super::Error::Failed(why))) => Answer::Failed(why),
        Ok(Err(why)) => Answer::No(why.to_string()),
        Err(panic) => Answer::Failed(text_of(&*panic)),
    }
}

fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("it panicked: {}", text.unwrap_or("no reason given"))
}
