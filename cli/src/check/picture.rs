//! The graph of what resolved, with states, faults and verdicts, as one SVG.

use std::collections::BTreeMap;

use diram::resolve::SolutionNode;

use super::card::Card;
use super::heading::{MARGIN, heading};
use super::layout::Layout;
use super::links::{Pen, Tints, lefts, links};
use super::svg::Svg;
use super::verdicts::verdicts;
use super::{Checked, paint};

/// Least width of the picture: verdicts are sentences.
const LEAST: f64 = 720.0;

/// Draws what was checked. Equal input gives equal bytes.
pub(super) fn draw(checked: &Checked) -> String {
    let cards = cards(checked);
    let place: BTreeMap<&str, usize> = (cards.iter().enumerate())
        .map(|(at, card)| (&*card.node.label, at))
        .collect();
    let place_of = |label: &String| place.get(label.as_str()).copied();
    let needs: Vec<Vec<usize>> = (cards.iter())
        .map(|card| card.node.needs.iter().filter_map(place_of).collect())
        .collect();
    let widths: Vec<f64> = cards.iter().map(Card::width).collect();
    let layout = Layout::new(&lefts(&needs), &widths);
    let width = LEAST.max(layout.width() + 2.0 * MARGIN);

    let mut svg = Svg::default();
    let mut bottom = heading(&mut svg, checked, &cards, width) + 18.0;
    if !cards.is_empty() {
        let pen = Pen {
            layout: &layout,
            left: (width - layout.width()) / 2.0,
            top: bottom,
        };
        links(&mut svg, &pen, &needs, &Tints::new(checked, &place, &needs));
        for (at, card) in cards.iter().enumerate() {
            card.draw(&mut svg, pen.frame(at));
        }
        bottom += layout.height + 16.0;
    }
    let bottom = verdicts(&mut svg, checked, bottom, width) + MARGIN;
    let title = format!("{}: {}", checked.name, checked.verdict().name());
    svg.finish((width, bottom), &title, paint::DEFINITIONS)
}

/// The cards in install order.
fn cards(checked: &Checked) -> Vec<Card<'_>> {
    let graph = checked.graph.iter();
    let nodes: BTreeMap<&str, &SolutionNode> = graph.map(|node| (&*node.label, node)).collect();
    let order = checked.answer.order.iter();
    let nodes = order.filter_map(|label| nodes.get(&**label));
    nodes.map(|node| Card::new(checked, node)).collect()
}
