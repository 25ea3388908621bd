//! What resolved as a tree of lines, for a terminal.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use anstyle::{AnsiColor, Style};
use diram::resolve::SolutionNode;

use super::Checked;
use super::marks::{Mark, marks};
use crate::plan;
use crate::print::{BAD, FAIR, styled};

/// Deepest line; what is below begins a tree of its own.
const DEEPEST: usize = 24;

const NEW: Style = AnsiColor::Cyan.on_default();

/// A package that is yet to be told.
struct Branch<'a> {
    node: &'a SolutionNode,
    /// What stands before the lines of its needs.
    indent: String,
    /// What stands before its own line.
    lead: String,
    depth: usize,
}

struct Tree<'a> {
    checked: &'a Checked,
    nodes: BTreeMap<&'a str, &'a SolutionNode>,
    /// Labels whose needs stand somewhere.
    told: BTreeSet<&'a str>,
    /// Labels that begin a tree if nothing above tells them.
    roots: VecDeque<&'a str>,
    text: String,
}

/// What was asked for, below it what that needs, and so on. A package's needs stand once.
pub(super) fn text(checked: &Checked) -> String {
    let graph = checked.graph.iter();
    let nodes: BTreeMap<&str, &SolutionNode> = graph.map(|node| (&*node.label, node)).collect();
    let asked = nodes
        .keys()
        .copied()
        .filter(|label| checked.is_asked(label));
    let mut tree = Tree {
        checked,
        told: BTreeSet::new(),
        roots: asked.chain(nodes.keys().copied()).collect(),
        text: String::new(),
        nodes,
    };
    // What is too deep joins the queue's front, before what nothing leads to.
    while let Some(label) = tree.roots.pop_front() {
        tree.grow(label);
    }
    let gone = checked.gone();
    if !gone.is_empty() {
        tree.text += &format!("gone: {}\n", gone.join(", "));
    }
    tree.text
}

impl<'a> Tree<'a> {
    /// The lines of a package and of all below it, unless it was told.
    fn grow(&mut self, label: &'a str) {
        if self.told.contains(label) {
            return;
        }
        let mut deeper = Vec::new();
        let mut stack: Vec<Branch<'a>> = Vec::new();
        let root = self.nodes.get(label).map(|node| Branch {
            node,
            indent: String::new(),
            lead: String::new(),
            depth: 0,
        });
        stack.extend(root);
        while let Some(branch) = stack.pop() {
            let label = &*branch.node.label;
            let note = match self.needs(branch.node).next() {
                None => "",
                Some(_) if self.told.contains(label) => "  (above)",
                Some(_) if branch.depth == DEEPEST => "  (below)",
                Some(_) => "",
            };
            let line = self.line(branch.node);
            self.text += &format!("{}{line}{note}\n", branch.lead);
            if note == "  (below)" {
                deeper.push(label);
            }
            if note.is_empty() && self.told.insert(label) {
                let needs: Vec<_> = self.needs(branch.node).collect();
                stack.extend(branches(&branch, &needs));
            }
        }
        deeper
            .into_iter()
            .rev()
            .for_each(|label| self.roots.push_front(label));
    }

    fn needs<'t>(
        &'t self,
        node: &'t SolutionNode,
    ) -> impl Iterator<Item = &'a SolutionNode> + use<'a, 't> {
        let needs = node.needs.iter();
        needs.filter_map(|need| self.nodes.get(need.as_str()).copied())
    }

    /// Label, version, and what is to be said of it.
    fn line(&self, node: &SolutionNode) -> String {
        let checked = self.checked;
        let version = node.version.to_compact();
        let mut line = match checked.change(&node.label) {
            Some((before, _)) => format!("{} {} -> {version}", node.label, before.to_compact()),
            None => format!("{} {version}", node.label),
        };
        if let Some(way) = checked.way(&node.label) {
            let advice = match way.found {
                true => plan::verdict(way.verdict, 0),
                false => styled(BAD, "no safe path"),
            };
            line += &format!("  {advice}");
        }
        let marks = marks(checked, node);
        let marks: Vec<String> = marks.into_iter().map(coloured).collect();
        match marks.is_empty() {
            true => line,
            false => format!("{line}  [{}]", marks.join(", ")),
        }
    }
}

/// The branches of a package's needs, the first one last: it is told next.
fn branches<'a>(above: &Branch<'a>, needs: &[&'a SolutionNode]) -> Vec<Branch<'a>> {
    let branch = |(at, node): (usize, &&'a SolutionNode)| {
        let (tick, below) = match at {
            0 => ("└── ", "    "),
            _ => ("├── ", "│   "),
        };
        Branch {
            node,
            indent: format!("{}{below}", above.indent),
            lead: format!("{}{tick}", above.indent),
            depth: above.depth + 1,
        }
    };
    needs.iter().rev().enumerate().map(branch).collect()
}

fn coloured(mark: Mark) -> String {
    let style = match mark {
        Mark::Cycle | Mark::Fault(6..) => BAD,
        Mark::Fault(_) | Mark::Yanked => FAIR,
        Mark::Odd(advice) => plan::style(advice),
        Mark::New => NEW,
    };
    styled(style, mark)
}
