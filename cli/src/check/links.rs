//! Lines between boxes.

use std::collections::BTreeMap;

use super::layout::{BOX, Layout};
use super::svg::{Frame, Svg};
use super::{Checked, paint};

/// Where the graph begins.
pub(super) const TOP: f64 = 92.0;

/// The layout on the page.
pub(super) struct Pen<'a> {
    pub(super) layout: &'a Layout,
    pub(super) left: f64,
}

impl Pen<'_> {
    /// The box of a package.
    pub(super) fn frame(&self, package: usize) -> Frame {
        let (left, right) = self.layout.edges[self.layout.columns.column_of[package]];
        Frame {
            x: self.left + left,
            y: TOP + self.layout.middle_of(package) - BOX / 2.0,
            width: right - left,
            height: BOX,
        }
    }

    /// Left end, right end and height of an item: boxes and wires are as wide as their column.
    fn ends(&self, column: usize, place: usize) -> (f64, f64, f64) {
        let (left, right) = self.layout.edges[column];
        let y = TOP + self.layout.middle(column, place);
        (self.left + left, self.left + right, y)
    }
}

/// Links that are not like the others: who needs, what is needed, and the colour.
pub(super) struct Tints(BTreeMap<(usize, usize), &'static str>);

impl Tints {
    /// Links that a swap adds (none while nothing runs), and those of circles; `place` is that of
    /// labels in the install order.
    pub(super) fn new(checked: &Checked, place: &BTreeMap<&str, usize>) -> Tints {
        let place = |label: &String| place.get(label.as_str()).copied();
        let mut tints = BTreeMap::new();
        for report in &checked.reports {
            let added = report.parity.iter().flat_map(|parity| &parity.added);
            for (a, b) in added.filter(|_| !checked.running.is_empty()) {
                if let (Some(a), Some(b)) = (place(a), place(b)) {
                    tints.entry((a, b)).or_insert(paint::NEW);
                    tints.entry((b, a)).or_insert(paint::NEW);
                }
            }
            let circle = report.install.iter().map(|install| &install.circle);
            for circle in circle {
                for (a, b) in circle.iter().zip(circle.iter().cycle().skip(1)) {
                    if let (Some(a), Some(b)) = (place(a), place(b)) {
                        tints.insert((a, b), paint::BAD);
                    }
                }
            }
        }
        Tints(tints)
    }

    fn of(&self, link: (usize, usize)) -> &'static str {
        self.0.get(&link).copied().unwrap_or(paint::LINE)
    }

    /// The colour of several links at once: theirs, where they agree.
    fn of_all(&self, links: impl Iterator<Item = (usize, usize)>) -> &'static str {
        let mut colours = links.map(|link| self.of(link));
        let first = colours.next().unwrap_or(paint::LINE);
        match colours.all(|colour| colour == first) {
            true => first,
            false => paint::LINE,
        }
    }
}

/// All links: wires from column to column, and what closes circles.
pub(super) fn links(svg: &mut Svg, pen: &Pen<'_>, needs: &[Vec<usize>], tints: &Tints) {
    let mut needed_by = vec![Vec::new(); needs.len()];
    for (package, needs) in needs.iter().enumerate() {
        for need in needs {
            needed_by[*need].push(package);
        }
    }
    for column in 1..pen.layout.columns.columns.len() {
        wires(svg, pen, column, &needed_by, tints);
    }
    for (need, by) in needed_by.iter().enumerate() {
        let frame = pen.frame(need);
        if by.iter().any(|package| *package > need) {
            svg.tip(
                (frame.x + frame.width + 1.0, frame.y + BOX / 2.0),
                true,
                paint::SOFT,
            );
        }
        for package in by.iter().filter(|package| **package <= need) {
            closing(svg, pen.frame(*package), frame);
        }
    }
}

/// The wires that come into a column.
fn wires(svg: &mut Svg, pen: &Pen<'_>, column: usize, needed_by: &[Vec<usize>], tints: &Tints) {
    let columns = &pen.layout.columns;
    for (place, sources) in columns.ties(column).into_iter().enumerate() {
        let to = columns.columns[column][place];
        for source in sources {
            let need = columns.columns[column - 1][source].package;
            let colour = match to.is_box {
                true => tints.of((to.package, need)),
                false => {
                    let further = needed_by[need].iter();
                    let further = further.filter(|by| columns.column_of[**by] > column);
                    tints.of_all(further.map(|by| (*by, need)))
                }
            };
            let (_, start, from) = pen.ends(column - 1, source);
            wire(
                svg,
                (start, from),
                pen.ends(column, place),
                to.is_box,
                colour,
            );
        }
    }
}

/// A link's way from one column to the next, and on through that if it only passes.
fn wire(svg: &mut Svg, from: (f64, f64), to: (f64, f64, f64), ends: bool, colour: &str) {
    let ((start, a), (end, right, b)) = (from, to);
    let bend = (end - start) / 2.0;
    let mut data = curve((start, a), bend, (end, b), -bend);
    if !ends {
        data += &format!("H{right:.1}");
    }
    let thick = if colour == paint::LINE { 1.3 } else { 2.0 };
    svg.path(
        &data,
        &format!(r#"stroke="{colour}" stroke-width="{thick}""#),
    );
}

/// A link to what installs later or at once: to the left side of a box further right, or out and
/// back to the right side of one in the same column.
fn closing(svg: &mut Svg, from: Frame, to: Frame) {
    let start = (from.x + from.width, from.y + BOX * 0.3);
    let beside = to.x <= start.0;
    let end = match beside {
        true => (to.x + to.width, to.y + BOX * 0.7),
        false => (to.x, to.y + BOX * 0.7),
    };
    let data = match beside {
        true => curve(start, 34.0, end, 34.0),
        false => curve(start, (end.0 - start.0) / 2.0, end, (start.0 - end.0) / 2.0),
    };
    let style = format!(
        r#"stroke="{}" stroke-width="2" stroke-dasharray="6 3""#,
        paint::BAD
    );
    svg.path(&data, &style);
    svg.tip(end, beside, paint::BAD);
}

/// A curve that leaves and arrives level; the bends are lengths, to the right.
fn curve(from: (f64, f64), out: f64, to: (f64, f64), back: f64) -> String {
    let ((x, y), (end, down)) = (from, to);
    let (a, b) = (x + out, end + back);
    format!("M{x:.1} {y:.1}C{a:.1} {y:.1} {b:.1} {down:.1} {end:.1} {down:.1}")
}
