//! Reading a range: sets, groups, comparators. FORMAT.md §3.

use std::sync::Arc;

use super::VersionRange;
use super::comparator::{Comparator, Op};
use super::group::{Group, Set};
use super::partial::Partial;
use crate::semverx::error::{Problem, RangeError};
use crate::semverx::scan::Fault;
use crate::semverx::suggest;

/// Operators, longer ones first.
const OPS: [(&str, Op); 7] = [
    (">=", Op::AtLeast),
    ("<=", Op::AtMost),
    (">", Op::Above),
    ("<", Op::Below),
    ("^", Op::Caret),
    ("~", Op::Tilde),
    ("=", Op::Exact),
];

const BLANKS: [char; 2] = [' ', '\t'];

/// The sets of a range's text.
pub(crate) fn sets(text: &str) -> Result<Vec<Set>, RangeError> {
    if text.len() > VersionRange::MAX_LEN {
        return Err(RangeError::TooLong { found: text.len() });
    }
    let mut parser = Parser::new(text);
    parser.sets().map_err(|stop| match stop {
        Stop::TooMany => RangeError::TooManyComparators,
        Stop::Fault { token, fault } => {
            RangeError::new(text, fault.at, fault.problem, suggest::range(text, token))
        }
    })
}

/// Whether it can be read; without an error's costs.
pub(crate) fn parses(text: &str) -> bool {
    text.len() <= VersionRange::MAX_LEN && Parser::new(text).sets().is_ok()
}

enum Stop<'a> {
    TooMany,
    /// What is wrong, inside the comparator `token`.
    Fault {
        token: &'a str,
        fault: Fault<'a>,
    },
}

/// A comparator's text.
struct Operand<'a> {
    op: Option<Op>,
    partial: &'a str,
    /// From the operator to the end of the partial.
    all: &'a str,
}

struct Parser<'a> {
    rest: &'a str,
    comparators: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Parser<'a> {
        Parser {
            rest: text.strip_prefix("semverx:").unwrap_or(text),
            comparators: 0,
        }
    }

    fn sets(&mut self) -> Result<Vec<Set>, Stop<'a>> {
        let mut sets = vec![self.set()?];
        while self.eat("||") {
            sets.push(self.set()?);
        }
        if self.rest.is_empty() {
            return Ok(sets);
        }
        Err(self.unexpected())
    }

    fn set(&mut self) -> Result<Set, Stop<'a>> {
        let mut groups = vec![Arc::new(self.group()?)];
        while self.eat("&") {
            groups.push(Arc::new(self.group()?));
        }
        Ok(Set::new(groups))
    }

    fn group(&mut self) -> Result<Group, Stop<'a>> {
        self.blanks();
        if self.at_group_end() {
            self.count()?;
            return Ok(Group::new(Vec::new()));
        }
        let first = self.operand()?;
        if first.op.is_none()
            && let Some(upper) = self.hyphen_end()?
        {
            let ends = vec![
                self.comparator(Op::AtLeast, first.partial, first.partial)?,
                self.comparator(Op::AtMost, upper, upper)?,
            ];
            self.blanks();
            return Ok(Group::new(ends));
        }
        let mut comparators = vec![self.written(first)?];
        while self.separator()? {
            let operand = self.operand()?;
            comparators.push(self.written(operand)?);
        }
        Ok(Group::new(comparators))
    }

    /// `blank "-" blank partial` after the first partial of a group.
    fn hyphen_end(&mut self) -> Result<Option<&'a str>, Stop<'a>> {
        let after = self.rest.trim_start_matches(BLANKS);
        let Some(upper) = after.strip_prefix('-') else {
            return Ok(None);
        };
        if after.len() == self.rest.len() || !upper.starts_with(BLANKS) {
            return Ok(None);
        }
        self.rest = upper;
        self.blanks();
        let token = self.token();
        if token.is_empty() {
            return Err(self.stop(Problem::Missing));
        }
        Ok(Some(token))
    }

    /// An operator, if any, and the partial's text.
    fn operand(&mut self) -> Result<Operand<'a>, Stop<'a>> {
        let start = self.rest;
        let op = OPS.iter().find(|(text, _)| start.starts_with(text));
        if let Some((text, _)) = op {
            self.rest = start.strip_prefix(text).unwrap_or(start);
            self.blanks();
        }
        let partial = self.token();
        if partial.is_empty() {
            return Err(self.stop(match op {
                Some(_) => Problem::Missing,
                None => Problem::Unexpected,
            }));
        }
        let len = start.len().saturating_sub(self.rest.len());
        Ok(Operand {
            op: op.map(|(_, op)| *op),
            partial,
            all: start.get(..len).unwrap_or(partial),
        })
    }

    fn written(&mut self, operand: Operand<'a>) -> Result<Comparator, Stop<'a>> {
        self.comparator(
            operand.op.unwrap_or(Op::Exact),
            operand.partial,
            operand.all,
        )
    }

    fn comparator(&mut self, op: Op, token: &'a str, all: &'a str) -> Result<Comparator, Stop<'a>> {
        self.count()?;
        let partial = match Partial::parse(token) {
            Ok(partial) => partial,
            Err(fault) => return Err(Stop::Fault { token: all, fault }),
        };
        Comparator::new(op, &partial).map_err(|problem| Stop::Fault {
            token: all,
            fault: Fault { at: token, problem },
        })
    }

    /// Blanks, or a comma amid blanks, with another comparator behind.
    fn separator(&mut self) -> Result<bool, Stop<'a>> {
        let before = self.rest.len();
        self.blanks();
        let comma = self.rest.strip_prefix(',');
        if let Some(after) = comma {
            self.rest = after;
            self.blanks();
        }
        if comma.is_none() && self.at_group_end() {
            return Ok(false);
        }
        if self.rest.len() == before {
            return Err(self.unexpected());
        }
        Ok(true)
    }

    /// The text up to a blank, a comma, or the end of the group; `|` within braces belongs to it.
    fn token(&mut self) -> &'a str {
        let mut inside = false;
        let end = self.rest.find(|c: char| {
            inside = (inside || c == '{') && c != '}';
            BLANKS.contains(&c) || matches!(c, ',' | '&') || c == '|' && !inside
        });
        let (token, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        token
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(BLANKS);
    }

    fn eat(&mut self, joint: &str) -> bool {
        match self.rest.strip_prefix(joint) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn at_group_end(&self) -> bool {
        self.rest.is_empty() || self.rest.starts_with("||") || self.rest.starts_with('&')
    }

    fn count(&mut self) -> Result<(), Stop<'a>> {
        self.comparators += 1;
        if self.comparators > VersionRange::MAX_COMPARATORS {
            return Err(Stop::TooMany);
        }
        Ok(())
    }

    fn unexpected(&self) -> Stop<'a> {
        self.stop(Problem::Unexpected)
    }

    /// Stops here.
    fn stop(&self, problem: Problem) -> Stop<'a> {
        let (token, at) = (self.rest, self.rest);
        Stop::Fault {
            token,
            fault: Fault { at, problem },
        }
    }
}
