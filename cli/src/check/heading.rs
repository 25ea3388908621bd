//! What stands above the graph: verdict, package, and what the signs mean.

use super::card::Card;
use super::marks::Mark;
use super::svg::{Align, Frame, Svg, Type, shorten, width};
use super::{Checked, paint};
use crate::text::count;

/// Free space at the edges of the picture.
pub(super) const MARGIN: f64 = 24.0;
/// Height of a line of the legend.
const LINE: f64 = 20.0;
/// Width of a sign.
const SIGN: f64 = 16.0;

const TITLE: Type = Type::new(20.0, paint::INK).bold();
const SMALL: Type = Type::new(11.0, paint::SOFT);

/// A sign of the legend.
enum Sign {
    /// A state's colour.
    State(&'static str),
    /// A frame over a ground, by their styles.
    Frame(&'static str, &'static str),
    /// A link, by its colour and style.
    Link(&'static str, &'static str),
    /// A word on its ground.
    Word(&'static str, &'static str),
}

/// Draws it over the whole width, for these cards and so many packages more that are not drawn; gives
/// where it ends.
pub(super) fn heading(
    svg: &mut Svg,
    checked: &Checked,
    (cards, more): (&[Card<'_>], usize),
    right: f64,
) -> f64 {
    let verdict = checked.verdict();
    let ground = paint::verdict(verdict);
    let pill = svg.pill((MARGIN, 18.0), verdict.name(), 17.0, ground);
    let room = ((right - pill - 3.0 * MARGIN) / width(" ", TITLE.size)) as usize;
    let title = shorten(&checked.title("→"), room);
    svg.text((MARGIN + pill + 14.0, 36.0), Align::Start, &title, TITLE);
    if cards.is_empty() {
        return 46.0;
    }
    svg.text((MARGIN, 64.0), Align::Start, &note(checked), SMALL);
    let (mut x, mut y) = (MARGIN, 84.0);
    if more > 0 {
        let shown = format!(
            "here: {} that were asked for, change, are marked, or are linked to those; and {more} more",
            cards.len()
        );
        svg.text((MARGIN, 80.0), Align::Start, &shown, SMALL);
        y += 16.0;
    }
    for (sign, meaning) in legend(checked, cards) {
        let end = x + sign.width() + 5.0 + width(meaning, SMALL.size);
        if end > right - MARGIN && x > MARGIN {
            (x, y) = (MARGIN, y + LINE);
        }
        sign.draw(svg, (x, y));
        x += sign.width() + 5.0;
        svg.text((x, y), Align::Start, meaning, SMALL);
        x += width(meaning, SMALL.size) + 18.0;
    }
    y + 8.0
}

/// How many packages, what their numbers say, and how many of them change.
fn note(checked: &Checked) -> String {
    let mut note = count(checked.graph.len() as u64, "package");
    note += match checked.installs() {
        true => ", numbered in install order",
        false => ", each right of what it needs",
    };
    if !checked.running.is_empty() {
        let labels = || checked.graph.iter().map(|node| &*node.label);
        let changed = labels().filter(|label| checked.change(label).is_some());
        let new = labels().filter(|label| checked.is_new(label));
        note += &format!(
            "; {} changed, {} new, {} gone",
            changed.count(),
            new.count(),
            checked.gone().len()
        );
    }
    note
}

/// The signs that are in the picture, and no others.
fn legend(checked: &Checked, cards: &[Card<'_>]) -> Vec<(Sign, &'static str)> {
    let mut legend = Vec::new();
    let states: Vec<usize> = cards
        .iter()
        .map(|card| paint::state(&card.node.version))
        .collect();
    for (at, (state, colour, _)) in paint::STATES.iter().enumerate() {
        if states.contains(&at) {
            legend.push((Sign::State(colour), *state));
        }
    }
    let any = |wanted: &dyn Fn(Mark) -> bool| {
        let mut marks = cards.iter().flat_map(|card| &card.marks);
        marks.find(|mark| wanted(**mark)).copied()
    };
    if any(&|mark| mark == Mark::Yanked).is_some() {
        let frame = Sign::Frame(r#"fill="none""#, paint::YANKED);
        legend.push((frame, "yanked"));
    }
    if any(&Mark::freezes).is_some() {
        legend.push((Sign::Frame(paint::FROZEN, ""), "frozen: swap nothing to it"));
    }
    if any(&|mark| mark == Mark::Cycle).is_some() {
        legend.push((Sign::Link(paint::BAD, paint::CYCLE), "closes a cycle"));
    }
    if checked.added().next().is_some() {
        legend.push((Sign::Link(paint::NEW, ""), "new link"));
    }
    if let Some(mark) = any(&|mark| matches!(mark, Mark::Odd(_))) {
        legend.push((
            Sign::Word("odd", paint::mark(mark)),
            "its links change parity",
        ));
    }
    let change = cards.iter().find_map(|card| checked.way(&card.node.label));
    if change.is_some() {
        legend.push((Sign::Word("→", paint::SOFT), "changes; verdict of the way"));
    }
    legend
}

impl Sign {
    fn width(&self) -> f64 {
        match self {
            Sign::State(_) => 10.0,
            Sign::Frame(..) | Sign::Link(..) => SIGN + 4.0,
            Sign::Word(word, _) => super::svg::pill_width(word, 9.0),
        }
    }

    /// Draws it left of a text with its feet there.
    fn draw(&self, svg: &mut Svg, (x, y): (f64, f64)) {
        let frame = Frame {
            x,
            y: y - 9.5,
            width: self.width(),
            height: 11.0,
        };
        match self {
            Sign::State(colour) => {
                let frame = Frame {
                    height: 10.0,
                    ..frame
                };
                svg.rect(frame, 2.0, &format!(r#"fill="{colour}""#));
            }
            Sign::Frame(ground, dashes) => {
                svg.rect(frame, 3.0, ground);
                let style = format!(r#"fill="none" stroke="{}" {dashes}"#, paint::FAIR);
                svg.rect(frame, 3.0, &style);
            }
            Sign::Link(colour, dashes) => {
                let data = format!("M{x:.1} {:.1}h{:.1}", y - 4.0, self.width());
                let style = format!(r#"stroke="{colour}" stroke-width="2" {dashes}"#);
                svg.path(&data, &style);
            }
            Sign::Word(word, ground) => {
                svg.pill((x, y - 10.5), word, 9.0, ground);
            }
        }
    }
}
