//! What plugins answer.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{MAX_REASON, Question};
use crate::vote::Hook;

/// A plugin's answer to one question.
/// JSON: `{"answer": "yes" | "no" | "failed" | "late" | "missing", "why": text or null}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub enum Answer {
    /// It may happen.
    Yes,
    /// It may not, and why.
    No(String),
    /// The plugin itself failed: it panicked, or threw what is no refusal.
    Failed(String),
    /// The plugin took too long.
    Late,
    /// The plugin left the question out.
    Missing,
}

impl Answer {
    /// The name in reports.
    pub fn name(&self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::No(_) => "no",
            Answer::Failed(_) => "failed",
            Answer::Late => "late",
            Answer::Missing => "missing",
        }
    }
}

/// An answer as the language packages write it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    answer: Kind,
    #[serde(default)]
    why: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Yes,
    No,
    Failed,
    Late,
    Missing,
}

impl From<Written> for Answer {
    fn from(written: Written) -> Answer {
        let why = written.why.unwrap_or_default();
        match written.answer {
            Kind::Yes => Answer::Yes,
            Kind::No => Answer::No(why),
            Kind::Failed => Answer::Failed(why),
            Kind::Late => Answer::Late,
            Kind::Missing => Answer::Missing,
        }
    }
}

/// All answers of one plugin, in the order of the questions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// The plugin's name.
    pub plugin: String,
    /// Its answers.
    pub answers: Vec<Answer>,
}

impl Ballot {
    /// A plugin's answers.
    pub fn new(plugin: impl Into<String>, answers: impl IntoIterator<Item = Answer>) -> Ballot {
        Ballot {
            plugin: plugin.into(),
            answers: answers.into_iter().collect(),
        }
    }
}

/// One answer with what it is about: what reports and errors hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Vote {
    /// The plugin.
    pub plugin: String,
    /// Which of its methods answered.
    pub hook: Hook,
    /// The package; empty for the resolution as a whole.
    pub name: String,
    /// Its version, the new one of an update.
    pub version: String,
    /// `yes`, `no`, `failed`, `late` or `missing`.
    pub answer: &'static str,
    /// The reason, if it gave one.
    pub why: Option<String>,
    #[serde(skip)]
    about: String,
}

impl Vote {
    pub(super) fn new(plugin: &str, question: &Question, answer: &Answer) -> Vote {
        let why = match answer {
            Answer::No(why) | Answer::Failed(why) => Some(short(why)),
            Answer::Yes | Answer::Late | Answer::Missing => None,
        };
        Vote {
            plugin: plugin.into(),
            hook: question.hook,
            name: question.name.clone(),
            version: question.version.clone(),
            answer: answer.name(),
            why: why.filter(|why| !why.is_empty()),
            about: question.to_string(),
        }
    }

    /// Whether it lets the transaction through.
    pub fn is_yes(&self) -> bool {
        self.answer == "yes"
    }
}

impl fmt::Display for Vote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.answer {
            "yes" => "agreed",
            "no" => "refused",
            "failed" => "failed when asked",
            "late" => "took too long when asked",
            _ => "did not answer when asked",
        };
        write!(f, "plugin {:?} {what} {}", self.plugin, self.about)?;
        match &self.why {
            Some(why) => write!(f, ": {why}"),
            None => Ok(()),
        }
    }
}

/// A reason without its end, where it is endless.
fn short(why: &str) -> String {
    match why.char_indices().nth(MAX_REASON) {
        None => why.to_owned(),
        Some((end, _)) => why.get(..end).unwrap_or(why).to_owned() + "…",
    }
}
