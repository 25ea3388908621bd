//! The thread on which a plugin answers.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use diram_core::vote::Answer;

use super::{Call, RegistryPlugin};
use crate::{Error, Op};

/// How often somebody who waits looks whether to go on.
const LOOK: Duration = Duration::from_millis(50);

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

/// What a worker tells.
enum Told {
    Answer(Answer),
    /// It has let go of the plugin.
    Done,
}

/// All answers of one plugin; as many as calls, unless it was late: then the last one is that.
///
/// A late plugin's thread is left alone: it ends when the plugin lets go of it.
///
/// # Errors
/// What ends `op`: the plugin's thread is left alone then, too.
pub(super) fn answers(
    plugin: &Arc<dyn RegistryPlugin>,
    calls: &Arc<[Call]>,
    deadline: Duration,
    by: Caller,
    op: &Op,
) -> Result<Vec<Answer>, Error> {
    let (says, heard) = channel();
    let (plugin, asked) = (Arc::clone(plugin), Arc::clone(calls));
    let work = move || {
        ASKED_BY.set(Some(by.0));
        for call in &*asked {
            // Nobody listens any more: it was late.
            if says.send(Told::Answer(answer(&*plugin, call))).is_err() {
                return;
            }
        }
        drop(plugin);
        // Whoever does not hear it does not wait for it.
        let _ = says.send(Told::Done);
    };
    let worker = thread::Builder::new().name("diram-plugin".into());
    let worker = worker.spawn(work).map_err(|source| Error::io("", source))?;
    let mut answers = Vec::with_capacity(calls.len());
    while answers.len() < calls.len() {
        match hear(&heard, deadline, op)? {
            Heard::Told(Told::Answer(answer)) => answers.push(answer),
            Heard::Late => {
                answers.push(Answer::Late);
                return Ok(answers);
            }
            // Its thread ended without an answer: the judge counts what is missing.
            Heard::Told(Told::Done) | Heard::Gone => return Ok(answers),
        }
    }
    // Nothing of the plugin's runs any more once the last answer is in: whoever takes it out then
    // may let go of it. All its answers are here, so a panic on the way out is nothing of ours.
    if let Heard::Told(Told::Done) = hear(&heard, deadline, op)? {
        let _ = worker.join();
    }
    Ok(answers)
}

enum Heard {
    Told(Told),
    Late,
    Gone,
}

/// What a worker tells within the time limit, unless the operation ends first.
fn hear(from: &Receiver<Told>, limit: Duration, op: &Op) -> Result<Heard, Error> {
    let started = Instant::now();
    loop {
        let left = limit.saturating_sub(started.elapsed());
        match from.recv_timeout(left.min(LOOK)) {
            Ok(told) => return Ok(Heard::Told(told)),
            Err(RecvTimeoutError::Disconnected) => return Ok(Heard::Gone),
            Err(RecvTimeoutError::Timeout) if started.elapsed() >= limit => return Ok(Heard::Late),
            Err(RecvTimeoutError::Timeout) => op.check()?,
        }
    }
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
