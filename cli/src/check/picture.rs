//! The graph of what resolved, with states, faults and verdicts, as one SVG.

use std::collections::BTreeMap;

use super::card::Card;
use super::choose::{Chosen, choose};
use super::heading::{MARGIN, heading};
use super::layout::Layout;
use super::links::{Pen, Tints, lefts, links};
use super::svg::Svg;
use super::verdicts::verdicts;
use super::{Checked, paint};

/// Least width of the picture: verdicts are sentences.
const LEAST: f64 = 720.0;

/// Draws what was checked, of many packages those that matter. Equal input gives equal bytes.
pub(super) fn draw(checked: &Checked) -> String {
    let Chosen { nodes, needs, more } = choose(checked);
    let cards: Vec<Card<'_>> = nodes
        .into_iter()
        .map(|node| Card::new(checked, node))
        .collect();
    let place: BTreeMap<&str, usize> = (cards.iter().enumerate())
        .map(|(at, card)| (&*card.node.label, at))
        .collect();
    let widths: Vec<f64> = cards.iter().map(Card::width).collect();
    let layout = Layout::new(&lefts(&needs), &widths);
    let width = LEAST.max(layout.width() + 2.0 * MARGIN);

    let mut svg = Svg::default();
    let mut bottom = heading(&mut svg, checked, (&cards, more), width) + 18.0;
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
