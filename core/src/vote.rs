//! Votes of plugins: what they are asked, and what their answers decide.
//!
//! A transaction (publishing a version, writing a lock) asks every plugin every [`Question`], in an
//! order that does not change. It goes through only if every answer is yes: a plugin that says no,
//! fails, takes too long or leaves a question out stops it. All answers are collected first, so that
//! whoever is refused hears every reason at once.
//!
//! ```
//! use diram_core::vote::{Answer, Ballot, Question, judge};
//! let questions = [Question::publish("core", "1.0.0")];
//! let yes = Ballot::new("scanner", [Answer::Yes]);
//! let no = Ballot::new("licences", [Answer::No("licence unknown".into())]);
//! assert!(judge(&questions, &[yes.clone()]).is_ok());
//!
//! let refused = judge(&questions, &[yes, no]).unwrap_err();
//! assert_eq!(
//!     refused.to_string(),
//!     "plugin \"licences\" refused to publish core 1.0.0: licence unknown"
//! );
//! ```
//!
//! Whether a plugin is asked on a thread of its own or where it was written is the host's business.

mod answer;
mod question;

use std::fmt;

pub use answer::{Answer, Ballot, Vote};
pub use question::{Hook, Question};

use crate::{Code, Failure};

/// Most characters kept of a reason.
pub const MAX_REASON: usize = 1_000;

/// A transaction that was refused: every vote that was not yes, in order of plugins and questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// At least one.
    pub votes: Vec<Vote>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.votes.first() else {
            return f.write_str("a plugin refused");
        };
        write!(f, "{first}")?;
        match self.votes.len() {
            0 | 1 => Ok(()),
            more => write!(f, " (and {} more)", more - 1),
        }
    }
}

impl std::error::Error for Refused {}

impl Failure for Refused {
    fn code(&self) -> Code {
        Code::Plugin
    }

    fn hint(&self) -> Option<String> {
        Some("look at the reasons, or take the plugin out".into())
    }

    fn details(&self) -> serde_json::Value {
        serde_json::json!({"votes": self.votes})
    }
}

/// All votes, if they let the transaction through.
///
/// # Errors
/// [`Refused`] if any answer is not yes. A question without an answer counts as one; an answer to no
/// question counts for nothing.
pub fn judge(questions: &[Question], ballots: &[Ballot]) -> Result<Vec<Vote>, Refused> {
    let mut votes = Vec::new();
    for ballot in ballots {
        let mut answers = ballot.answers.iter();
        for question in questions {
            let answer = answers.next().unwrap_or(&Answer::Missing);
            votes.push(Vote::new(&ballot.plugin, question, answer));
        }
    }
    let against: Vec<Vote> = votes
        .iter()
        .filter(|vote| !vote.is_yes())
        .cloned()
        .collect();
    match against.is_empty() {
        true => Ok(votes),
        false => Err(Refused { votes: against }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions() -> Vec<Question> {
        vec![
            Question::resolve(),
            Question::remove("old", "1.0.0"),
            Question::update("core", "1.0.0", "1.1.0"),
            Question::install("log", "2.0.0"),
        ]
    }

    #[test]
    fn only_yes_to_everything_lets_it_through() {
        let all = [Answer::Yes, Answer::Yes, Answer::Yes, Answer::Yes];
        assert_eq!(judge(&questions(), &[]).map(|v| v.len()), Ok(0));
        let votes = judge(&questions(), &[Ballot::new("a", all.clone())]).unwrap();
        assert_eq!(votes.len(), 4);
        for at in 0..4 {
            for wrong in [
                Answer::No("why".into()),
                Answer::Failed("threw".into()),
                Answer::Late,
                Answer::Missing,
            ] {
                let mut answers = all.clone();
                answers[at] = wrong.clone();
                let refused = judge(&questions(), &[Ballot::new("a", answers)]).unwrap_err();
                assert_eq!(refused.votes.len(), 1, "{wrong:?}");
                assert_eq!(refused.code(), Code::Plugin);
            }
        }
    }

    #[test]
    fn a_question_left_out_is_a_refusal_and_an_answer_too_many_is_nothing() {
        let short = Ballot::new("short", [Answer::Yes, Answer::Yes]);
        let refused = judge(&questions(), &[short]).unwrap_err();
        assert_eq!(refused.votes.len(), 2);
        assert!(refused.to_string().contains("\"short\" did not answer"));
        let long = Ballot::new("long", vec![Answer::Yes; 9]);
        assert_eq!(judge(&questions(), &[long]).map(|v| v.len()), Ok(4));
    }

    #[test]
    fn every_reason_is_told_and_none_is_endless() {
        let no = |why: &str| Answer::No(why.into());
        let ballots = [
            Ballot::new("a", [no("x"), Answer::Yes, no("y"), Answer::Yes]),
            Ballot::new("b", vec![no(&"ä".repeat(5_000)); 4]),
        ];
        let refused = judge(&questions(), &ballots).unwrap_err();
        assert_eq!(refused.votes.len(), 6);
        assert_eq!(
            refused.to_string(),
            "plugin \"a\" refused the resolution: x (and 5 more)"
        );
        let longest = refused.votes.iter().filter_map(|vote| vote.why.as_ref());
        assert!(longest.map(|why| why.chars().count()).max() <= Some(MAX_REASON + 1));
    }
}
