//! The box of a package.

use diram::resolve::{SolutionNode, UpdatePath};

use super::layout::BOX;
use super::marks::{Mark, marks};
use super::svg::{Align, Frame, Svg, Type, pill_width, shorten, width};
use super::{Checked, paint};

/// Size of the letters of marks on a box.
const MARK: f64 = 9.0;
/// Most letters of a line in a box.
const LETTERS: usize = 30;
/// Free space left of the words, right of the stripe.
const INDENT: f64 = 16.0;
/// Free space right of them, and between two.
const SPACE: f64 = 10.0;
/// Radius of the corners.
const RADIUS: f64 = 7.0;

const NAME: Type = Type::new(13.0, paint::INK).bold();
const VERSION: Type = Type::new(11.0, paint::SOFT);

/// What a box says and how it is marked.
pub(super) struct Card<'a> {
    pub(super) node: &'a SolutionNode,
    name: String,
    version: String,
    /// The type of the version.
    letters: Type,
    /// The way to the version, where another runs.
    way: Option<(&'static str, &'static str)>,
    /// Its place in the install order.
    place: Option<String>,
    pub(super) marks: Vec<Mark>,
    border: &'static str,
}

impl<'a> Card<'a> {
    pub(super) fn new(checked: &Checked, node: &'a SolutionNode) -> Card<'a> {
        let changes = checked.change(&node.label);
        let version = match changes {
            Some((before, now)) => format!("{} → {}", before.to_compact(), now.to_compact()),
            None => node.version.to_compact(),
        };
        let letters = match (changes, node.yanked) {
            (Some(_), _) => VERSION.bold().colour(paint::INK),
            (None, true) => VERSION.struck(),
            (None, false) => VERSION,
        };
        let marks = marks(checked, node);
        let colours = marks.iter().map(|mark| paint::mark(*mark));
        let first = colours.clone().next();
        let plain = match checked.is_asked(&node.label) {
            true => paint::INK,
            false => paint::LINE,
        };
        let way = checked.way(&node.label).map(advice);
        let mut colours = colours.chain(way.map(|(_, colour)| colour));
        let border = colours.find(|colour| *colour == paint::BAD).or(first);
        Card {
            node,
            name: shorten(&node.label, LETTERS),
            version: shorten(&version, LETTERS + 4),
            letters,
            way,
            place: checked
                .about(&node.label)
                .place
                .map(|at| (at + 1).to_string()),
            border: border.unwrap_or(plain),
            marks,
        }
    }

    /// Width that it needs.
    pub(super) fn width(&self) -> f64 {
        let place = self
            .place
            .as_deref()
            .map_or(0.0, |place| SPACE + width(place, VERSION.size));
        let way = self
            .way
            .map_or(0.0, |(word, _)| SPACE + pill_width(word, MARK));
        let words =
            (width(&self.name, NAME.size) + place).max(width(&self.version, VERSION.size) + way);
        let marks = self.marks.iter();
        let marks = marks.map(|mark| pill_width(&mark.to_string(), MARK) + 4.0);
        (INDENT + words + SPACE)
            .max(marks.sum::<f64>() + 16.0)
            .max(84.0)
    }

    pub(super) fn draw(&self, svg: &mut Svg, frame: Frame) {
        let node = self.node;
        let (state, colour, _) = paint::STATES[paint::state(&node.version)];
        let said: String = self.marks.iter().map(|mark| format!(", {mark}")).collect();
        svg.open(&format!("{} {} ({state}{said})", node.label, node.version));
        self.draw_ground(svg, frame);
        let stripe = Frame {
            x: frame.x + 5.0,
            y: frame.y + 7.0,
            width: 4.0,
            height: BOX - 14.0,
        };
        svg.rect(stripe, 2.0, &format!(r#"fill="{colour}""#));
        let (left, right) = (frame.x + INDENT, frame.x + frame.width);
        svg.text((left, frame.y + 19.0), Align::Start, &self.name, NAME);
        let feet = frame.y + 35.0;
        svg.text((left, feet), Align::Start, &self.version, self.letters);
        if let Some(place) = &self.place {
            let corner = (right - SPACE, frame.y + 18.0);
            svg.text(corner, Align::End, place, VERSION);
        }
        if let Some((word, ground)) = self.way {
            let x = right - SPACE * 0.6 - pill_width(word, MARK);
            svg.pill((x, feet - 10.5), word, MARK, ground);
        }
        let mut x = right - 6.0;
        for mark in &self.marks {
            let word = mark.to_string();
            x -= pill_width(&word, MARK);
            svg.pill((x, frame.y - 8.5), &word, MARK, paint::mark(*mark));
            x -= 4.0;
        }
        svg.close();
    }

    /// The box itself: its state's ground, hatched when frozen, dashed when yanked.
    fn draw_ground(&self, svg: &mut Svg, frame: Frame) {
        let (_, _, ground) = paint::STATES[paint::state(&self.node.version)];
        svg.rect(frame, RADIUS, &format!(r#"fill="{ground}""#));
        if self.marks.iter().any(|mark| mark.freezes()) {
            svg.rect(frame, RADIUS, paint::FROZEN);
        }
        let border = self.border;
        let thick = if border == paint::LINE { 1 } else { 2 };
        let mut style = format!(r#"fill="none" stroke="{border}" stroke-width="{thick}""#);
        if self.node.yanked {
            style = style + " " + paint::YANKED;
        }
        svg.rect(frame, RADIUS, &style);
    }
}

/// A way's verdict as a word, and its colour.
fn advice(way: &UpdatePath) -> (&'static str, &'static str) {
    match way.found {
        true => (way.verdict.name(), paint::verdict(way.verdict)),
        false => ("no safe path", paint::BAD),
    }
}
