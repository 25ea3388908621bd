//! One question, one answer.

use diram::versions::{Policy, Version, VersionRange};
use diram::{Error, versions};
use serde_json::{Value, json};

use super::Answered;
use crate::exit::{NO, Refusal};
use crate::print::{GOOD, styled};

/// An answer in every form it may be printed in.
#[derive(Debug)]
pub(super) struct Answer {
    /// For people, with the last line's end.
    pub(super) text: String,
    /// As one line among others.
    pub(super) line: String,
    pub(super) json: Value,
    pub(super) exit: u8,
}

impl Answer {
    fn new(line: impl Into<String>, json: Value, exit: u8) -> Answer {
        let line = line.into();
        Answer {
            text: format!("{line}\n"),
            line,
            json,
            exit,
        }
    }
}

fn version(text: &str) -> Result<Version, Refusal> {
    Ok(Version::parse(text).map_err(Error::from)?)
}

fn range(text: &str) -> Result<VersionRange, Refusal> {
    Ok(VersionRange::parse(text).map_err(Error::from)?)
}

/// The question has another number of fields.
fn fields(found: usize, wanted: &str) -> Refusal {
    let hint = "separate the fields of a line by one tab each".to_owned();
    Refusal::usage(
        format!("expected {wanted}, found {found} fields"),
        Some(hint),
    )
}

pub(super) fn parse(question: &[&str]) -> Answered {
    let [text] = question else {
        return Err(fields(question.len(), "a version"));
    };
    let view = version(text)?.view();
    Ok(Answer::new(view.text.clone(), json!(view), 0))
}

pub(super) fn compare(question: &[&str]) -> Answered {
    let [a, b] = question else {
        return Err(fields(question.len(), "two versions"));
    };
    let order = version(a)?.cmp(&version(b)?) as i8;
    Ok(Answer::new(order.to_string(), json!({ "order": order }), 0))
}

pub(super) fn sort(texts: &[String], reverse: bool) -> Answered {
    let parsed = texts.iter().map(|text| Ok((version(text)?, text)));
    let mut pairs = parsed.collect::<Result<Vec<_>, Refusal>>()?;
    if reverse {
        pairs.sort_by(|(a, _), (b, _)| b.cmp(a));
    } else {
        pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
    }
    let sorted: Vec<&String> = pairs.into_iter().map(|(_, text)| text).collect();
    Ok(Answer {
        text: sorted.iter().map(|text| format!("{text}\n")).collect(),
        line: String::new(),
        json: json!({ "versions": sorted }),
        exit: 0,
    })
}

pub(super) fn satisfies(question: &[&str], policy: &Policy) -> Answered {
    let [v, r] = question else {
        return Err(fields(question.len(), "a version and a range"));
    };
    let yes = range(r)?.admits(&version(v)?, policy);
    let exit = if yes { 0 } else { NO };
    Ok(Answer::new(
        yes.to_string(),
        json!({ "satisfies": yes }),
        exit,
    ))
}

pub(super) fn max(question: &[&str], policy: &Policy) -> Answered {
    let Some((r, texts)) = question.split_first() else {
        return Err(fields(0, "a range and versions"));
    };
    let range = range(r)?;
    let parsed = texts.iter().map(|text| version(text));
    let have = parsed.collect::<Result<Vec<_>, Refusal>>()?;
    let best = versions::max_satisfying(&have, &range, policy);
    let place = best.and_then(|best| have.iter().position(|v| std::ptr::eq(v, best)));
    match place.and_then(|place| texts.get(place)) {
        Some(text) => Ok(Answer::new(*text, json!({ "max": text }), 0)),
        None => Ok(Answer {
            text: String::new(),
            ..Answer::new("", json!({ "max": null }), NO)
        }),
    }
}

pub(super) fn explain(question: &[&str], policy: &Policy) -> Answered {
    let [v, r] = question else {
        return Err(fields(question.len(), "a version and a range"));
    };
    let verdict = range(r)?.explain(&version(v)?, policy);
    let json = json!(verdict);
    let mut text = format!("{}\n", verdict.message);
    if let Some(hint) = &verdict.hint {
        text += &format!("{}: {hint}\n", styled(GOOD, "hint"));
    }
    let reason = json["reason"].as_str().unwrap_or_default();
    let hint = verdict.hint.as_deref().unwrap_or_default();
    Ok(Answer {
        text,
        line: format!("{reason}\t{}\t{hint}", verdict.message),
        json,
        exit: if verdict.admitted { 0 } else { NO },
    })
}
