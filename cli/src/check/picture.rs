//! The graph of what resolved, with states, faults and verdicts, as one SVG.

use std::collections::BTreeMap;

use diram::resolve::{CheckReport, SolutionNode};

use super::layout::Layout;
use super::links::{Pen, TOP, Tints, links};
use super::svg::{Align, Frame, Svg, Type, pill_width, shorten, width, wrap};
use super::{Checked, paint};

const MARGIN: f64 = 24.0;
/// Least width of the picture: verdicts are sentences.
const LEAST: f64 = 640.0;
/// Size of the letters of marks on a box.
const MARK: f64 = 9.0;
/// Most letters of a line in a box.
const LETTERS: usize = 30;

const NAME: Type = Type {
    size: 13.0,
    colour: paint::INK,
    bold: true,
};
const SMALL: Type = Type {
    size: 11.0,
    colour: paint::SOFT,
    bold: false,
};
const TITLE: Type = Type {
    size: 20.0,
    colour: paint::INK,
    bold: true,
};

/// A box: what it says and how it is marked.
struct Card<'a> {
    node: &'a SolutionNode,
    name: String,
    version: String,
    marks: Vec<(String, &'static str)>,
    border: &'static str,
}

/// Draws what was checked. Equal input gives equal bytes.
pub(super) fn draw(checked: &Checked, graph: &[SolutionNode]) -> String {
    let cards = cards(checked, graph);
    let place: BTreeMap<&str, usize> = (cards.iter().enumerate())
        .map(|(at, card)| (&*card.node.label, at))
        .collect();
    let place_of = |label: &String| place.get(label.as_str()).copied();
    let needs: Vec<Vec<usize>> = (cards.iter())
        .map(|card| card.node.needs.iter().filter_map(place_of).collect())
        .collect();
    let widths: Vec<f64> = cards.iter().map(Card::width).collect();
    let layout = Layout::new(&needs, &widths);
    let width = LEAST.max(layout.width() + 2.0 * MARGIN);
    let indent = (width - layout.width()) / 2.0;

    let mut svg = Svg::default();
    header(&mut svg, checked, width);
    let pen = Pen {
        layout: &layout,
        left: indent,
    };
    links(&mut svg, &pen, &needs, &Tints::new(checked, &place));
    for (at, card) in cards.iter().enumerate() {
        card.draw(&mut svg, pen.frame(at));
    }
    let bottom = match cards.is_empty() {
        true => TOP - 28.0,
        false => TOP + layout.height + 16.0,
    };
    let bottom = footer(&mut svg, checked, bottom, width);
    svg.finish(
        width,
        bottom + MARGIN,
        &format!("{}: {}", checked.name, checked.verdict().name()),
    )
}

/// The cards in install order.
fn cards<'a>(checked: &Checked, graph: &'a [SolutionNode]) -> Vec<Card<'a>> {
    let nodes: BTreeMap<&str, &SolutionNode> =
        graph.iter().map(|node| (&*node.label, node)).collect();
    let order = checked.answer.order.iter();
    order
        .filter_map(|label| nodes.get(&**label))
        .map(|node| Card::new(checked, node))
        .collect()
}

impl<'a> Card<'a> {
    fn new(checked: &Checked, node: &'a SolutionNode) -> Card<'a> {
        let version = node.version.to_compact();
        let before = checked.running.get(&node.label);
        let version = match before.filter(|before| **before != node.version) {
            Some(before) => format!("{} → {version}", before.to_compact()),
            None => version,
        };
        let marks = marks(checked, node);
        let worst = marks.iter().map(|(_, colour)| *colour);
        let border = worst
            .clone()
            .find(|c| *c == paint::BAD)
            .or(worst.clone().next());
        let root = is_asked(checked, &node.label);
        Card {
            node,
            name: shorten(&node.label, LETTERS),
            version: shorten(&version, LETTERS + 4),
            border: border.unwrap_or(if root { paint::INK } else { paint::LINE }),
            marks,
        }
    }

    fn width(&self) -> f64 {
        let words = width(&self.name, NAME.size).max(width(&self.version, SMALL.size));
        let marks = self
            .marks
            .iter()
            .map(|(word, _)| pill_width(word, MARK) + 4.0);
        (words + 28.0).max(marks.sum::<f64>() + 16.0).max(84.0)
    }

    fn draw(&self, svg: &mut Svg, frame: Frame) {
        let (state, colour, ground) = paint::STATES[paint::state(&self.node.version)];
        svg.open(&format!(
            "{} {} ({state})",
            self.node.label, self.node.version
        ));
        let thick = if self.border == paint::LINE { 1 } else { 2 };
        let dashes = if self.node.yanked {
            r#" stroke-dasharray="5 3""#
        } else {
            ""
        };
        let border = self.border;
        let style = format!(r#"fill="{ground}" stroke="{border}" stroke-width="{thick}"{dashes}"#);
        svg.rect(frame, 7.0, &style);
        let stripe = Frame {
            x: frame.x + 5.0,
            y: frame.y + 7.0,
            width: 4.0,
            height: frame.height - 14.0,
        };
        svg.rect(stripe, 2.0, &format!(r#"fill="{colour}""#));
        svg.text(
            (frame.x + 16.0, frame.y + 19.0),
            Align::Start,
            &self.name,
            NAME,
        );
        svg.text(
            (frame.x + 16.0, frame.y + 35.0),
            Align::Start,
            &self.version,
            SMALL,
        );
        let mut right = frame.x + frame.width - 6.0;
        for (word, colour) in &self.marks {
            right -= pill_width(word, MARK);
            svg.pill((right, frame.y - 8.5), word, MARK, colour);
            right -= 4.0;
        }
        svg.close();
    }
}

/// Whether this is what was asked for, in whichever line.
fn is_asked(checked: &Checked, label: &str) -> bool {
    let line = label.strip_prefix(checked.name.as_str());
    line.is_some_and(|line| line.is_empty() || line.starts_with('@'))
}

/// What is to be said of a package, the worst first.
fn marks(checked: &Checked, node: &SolutionNode) -> Vec<(String, &'static str)> {
    let mut marks = Vec::new();
    let label = node.label.to_string();
    let installs = checked
        .reports
        .iter()
        .filter_map(|report| report.install.as_ref());
    if installs
        .clone()
        .any(|install| install.circle.contains(&label))
    {
        marks.push(("circle".to_owned(), paint::BAD));
    }
    if let Some(colour) = paint::fault(node.fault) {
        marks.push((format!("fault {}", node.fault), colour));
    }
    if node.yanked {
        marks.push(("yanked".to_owned(), paint::FAIR));
    }
    let ways = checked
        .reports
        .iter()
        .filter_map(|report| report.ways.as_ref());
    if ways.flatten().any(|way| !way.found && *way.name == label) {
        marks.push(("no safe path".to_owned(), paint::BAD));
    }
    let mut parities = checked
        .reports
        .iter()
        .filter_map(|report| report.parity.as_ref());
    if parities.any(|parity| parity.odd.contains(&label)) {
        marks.push(("odd".to_owned(), paint::SOFT));
    }
    if !checked.running.is_empty() && !checked.running.contains_key(&node.label) {
        marks.push(("new".to_owned(), paint::NEW));
    }
    marks
}

/// The verdict, the package, and what the colours mean.
fn header(svg: &mut Svg, checked: &Checked, right: f64) {
    let verdict = checked.verdict();
    let ground = paint::verdict(verdict);
    let pill = svg.pill((MARGIN, 18.0), verdict.name(), 17.0, ground);
    let versions = checked.answer.solution.iter();
    let versions = versions.filter(|(label, _)| is_asked(checked, label));
    let versions: String = versions
        .map(|(_, version)| format!(" {}", version.to_compact()))
        .collect();
    let room = ((right - pill - 3.0 * MARGIN) / (TITLE.size * 0.6)) as usize;
    let title = shorten(&format!("{}{versions}", checked.name), room);
    svg.text((MARGIN + pill + 14.0, 36.0), Align::Start, &title, TITLE);
    if checked.answer.solution.is_empty() {
        return;
    }
    let mut x = MARGIN;
    let states = checked.answer.solution.values().map(paint::state);
    let states: Vec<usize> = states.collect();
    for (at, (state, colour, _)) in paint::STATES.iter().enumerate() {
        if states.contains(&at) {
            let frame = Frame {
                x,
                y: 56.0,
                width: 10.0,
                height: 10.0,
            };
            svg.rect(frame, 2.0, &format!(r#"fill="{colour}""#));
            svg.text((x + 15.0, 65.0), Align::Start, state, SMALL);
            x += width(state, SMALL.size) + 31.0;
        }
    }
    let count = crate::text::count(checked.answer.solution.len() as u64, "package");
    let note = format!("{count}, installed from left to right");
    svg.text((right - MARGIN, 65.0), Align::End, &note, SMALL);
}

/// One verdict a line, or why nothing resolves; gives where it ends.
fn footer(svg: &mut Svg, checked: &Checked, top: f64, right: f64) -> f64 {
    let mut y = top;
    let text = Type {
        colour: paint::INK,
        size: 12.0,
        bold: false,
    };
    let indent = MARGIN + 92.0;
    let letters = ((right - indent - MARGIN) / (text.size * 0.6)) as usize;
    let sentences = checked.reports.iter().map(sentence);
    let refused = checked.answer.explanation.iter();
    let refused = refused.map(|why| ("resolve", paint::BAD, why.clone()));
    for (name, ground, message) in sentences.chain(refused).chain(gone(checked)) {
        svg.pill((MARGIN, y), name, 10.0, ground);
        for line in wrap(&message, letters) {
            svg.text((indent, y + 11.5), Align::Start, &line, text);
            y += 17.0;
        }
        y += 8.0;
    }
    y - 8.0
}

fn sentence(report: &CheckReport) -> (&'static str, &'static str, String) {
    let ground = paint::verdict(report.verdict);
    (report.strategy.name(), ground, report.message.clone())
}

/// What runs now and is no longer needed.
fn gone(checked: &Checked) -> Option<(&'static str, &'static str, String)> {
    let still = &checked.answer.solution;
    let gone = checked
        .running
        .keys()
        .filter(|label| !still.contains_key(*label));
    let gone: Vec<&str> = gone.map(|label| &**label).collect();
    let named = checked.answer.feasible && !gone.is_empty();
    named.then(|| ("gone", paint::SOFT, gone.join(", ")))
}
