//! Lines between boxes: each from the right side of what installs earlier to the left side of what
//! installs later.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{BOX, Layout};
use super::svg::{Frame, Svg};
use super::{Checked, paint};

/// The layout on the page.
pub(super) struct Pen<'a> {
    pub(super) layout: &'a Layout,
    pub(super) left: f64,
    pub(super) top: f64,
}

impl Pen<'_> {
    /// The box of a package.
    pub(super) fn frame(&self, package: usize) -> Frame {
        let (left, right) = self.layout.edges[self.layout.columns.column_of[package]];
        Frame {
            x: self.left + left,
            y: self.top + self.layout.middle_of(package) - BOX / 2.0,
            width: right - left,
            height: BOX,
        }
    }

    /// Left end, right end and height of an item: boxes and wires are as wide as their column.
    fn ends(&self, column: usize, place: usize) -> (f64, f64, f64) {
        let (left, right) = self.layout.edges[column];
        let y = self.top + self.layout.middle(column, place);
        (self.left + left, self.left + right, y)
    }
}

/// How a link looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tint {
    colour: &'static str,
    dashes: &'static str,
}

const PLAIN: Tint = Tint {
    colour: paint::LINE,
    dashes: "",
};

/// Looks of links that are not like the others, by the two ends, the one on the left first.
pub(super) struct Tints(BTreeMap<(usize, usize), Tint>);

impl Tints {
    /// Links that a swap adds, and those of cycles, dashed where what is needed installs later;
    /// `place` is that of labels in the install order, `needs` are places.
    pub(super) fn new(
        checked: &Checked,
        place: &BTreeMap<&str, usize>,
        needs: &[Vec<usize>],
    ) -> Tints {
        let mut tints = BTreeMap::new();
        let mut tint = |a: &String, b: &String, colour| {
            let places = (place.get(a.as_str()), place.get(b.as_str()));
            if let (Some(a), Some(b)) = places {
                tints.insert((*a.min(b), *a.max(b)), Tint { colour, ..PLAIN });
            }
        };
        for (a, b) in checked.added() {
            tint(a, b, paint::NEW);
        }
        let installs = checked.reports.iter().flat_map(|report| &report.install);
        for cycle in installs.map(|install| &install.circle) {
            for (a, b) in cycle.iter().zip(cycle.iter().cycle().skip(1)) {
                tint(a, b, paint::BAD);
            }
        }
        for (package, needs) in needs.iter().enumerate() {
            for need in needs.iter().filter(|need| **need > package) {
                tints.insert((package, *need), CLOSING);
            }
        }
        Tints(tints)
    }

    fn of(&self, left: usize, right: usize) -> Tint {
        self.0.get(&(left, right)).copied().unwrap_or(PLAIN)
    }

    /// The look of links from one package to several at once: theirs, where they agree.
    fn of_all<'a>(&self, left: usize, rights: impl Iterator<Item = &'a usize>) -> Tint {
        let mut tints = rights.map(|right| self.of(left, *right));
        let first = tints.next().unwrap_or(PLAIN);
        match tints.all(|tint| tint == first) {
            true => first,
            false => PLAIN,
        }
    }
}

const CLOSING: Tint = Tint {
    colour: paint::BAD,
    dashes: paint::CYCLE,
};

/// What each package is drawn right of: what it needs, and in a cycle also what needs it. What
/// installs earlier stands left.
pub(super) fn lefts(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut lefts = vec![BTreeSet::new(); needs.len()];
    for (package, needs) in needs.iter().enumerate() {
        for need in needs.iter().filter(|need| **need != package) {
            lefts[package.max(*need)].insert(package.min(*need));
        }
    }
    lefts
        .into_iter()
        .map(|left| left.into_iter().collect())
        .collect()
}

/// All links: wires from column to column, and tips at what is needed.
pub(super) fn links(svg: &mut Svg, pen: &Pen<'_>, needs: &[Vec<usize>], tints: &Tints) {
    let mut rights = vec![Vec::new(); needs.len()];
    for (package, lefts) in lefts(needs).into_iter().enumerate() {
        lefts
            .into_iter()
            .for_each(|left| rights[left].push(package));
    }
    for column in 1..pen.layout.columns.columns.len() {
        wires(svg, pen, column, &rights, tints);
    }
    let mut needed_by = vec![Vec::new(); needs.len()];
    for (package, needs) in needs.iter().enumerate() {
        needs.iter().for_each(|need| needed_by[*need].push(package));
    }
    for (need, by) in needed_by.iter().enumerate() {
        let frame = pen.frame(need);
        let (right, middle) = (frame.x + frame.width, frame.y + BOX / 2.0);
        if by.iter().any(|package| *package > need) {
            svg.tip((right + 1.0, middle), true, paint::SOFT);
        }
        if by.iter().any(|package| *package < need) {
            svg.tip((frame.x - 1.0, middle), false, paint::BAD);
        }
        if by.contains(&need) {
            loop_of(svg, (right, middle));
        }
    }
}

/// The wires that come into a column.
fn wires(svg: &mut Svg, pen: &Pen<'_>, column: usize, rights: &[Vec<usize>], tints: &Tints) {
    let columns = &pen.layout.columns;
    for (place, sources) in columns.ties(column).into_iter().enumerate() {
        let to = columns.columns[column][place];
        for source in sources {
            let left = columns.columns[column - 1][source].package;
            let tint = match to.is_box {
                true => tints.of(left, to.package),
                false => {
                    let further = rights[left].iter();
                    tints.of_all(left, further.filter(|by| columns.column_of[**by] > column))
                }
            };
            let (_, start, from) = pen.ends(column - 1, source);
            wire(svg, (start, from), pen.ends(column, place), to.is_box, tint);
        }
    }
}

/// A link's way from one column to the next, and on through that if it only passes.
fn wire(svg: &mut Svg, from: (f64, f64), to: (f64, f64, f64), ends: bool, tint: Tint) {
    let ((start, a), (end, right, b)) = (from, to);
    let bend = (end - start) / 2.0;
    let mut data = curve((start, a), bend, (end, b), -bend);
    if !ends {
        data += &format!("H{right:.1}");
    }
    let thick = if tint == PLAIN { 1.3 } else { 2.0 };
    let style = format!(
        r#"stroke="{}" stroke-width="{thick}" {}"#,
        tint.colour, tint.dashes
    );
    svg.path(&data, style.trim_end());
}

/// The link of a package to itself: out of its right side and back.
fn loop_of(svg: &mut Svg, (x, y): (f64, f64)) {
    let (start, end) = ((x, y - BOX * 0.3), (x, y + BOX * 0.3));
    let style = format!(
        r#"stroke="{}" stroke-width="2" {}"#,
        paint::BAD,
        paint::CYCLE
    );
    svg.path(&curve(start, 34.0, end, 34.0), &style);
    svg.tip(end, true, paint::BAD);
}

/// A curve that leaves and arrives level; the bends are lengths, to the right.
fn curve(from: (f64, f64), out: f64, to: (f64, f64), back: f64) -> String {
    let ((x, y), (end, down)) = (from, to);
    let (a, b) = (x + out, end + back);
    format!("M{x:.1} {y:.1}C{a:.1} {y:.1} {b:.1} {down:.1} {end:.1} {down:.1}")
}

#[cfg(test)]
mod tests {
    use super::lefts;

    #[test]
    fn a_cycle_stands_in_a_row() {
        // 1 needs 2, 2 needs 3, 3 needs 1; 3 needs itself and 0.
        let needs = [vec![], vec![2], vec![3], vec![0, 1, 3]];
        assert_eq!(lefts(&needs), [vec![], vec![], vec![1], vec![0, 1, 2]]);
        // Two that need each other have one wire.
        assert_eq!(lefts(&[vec![1], vec![0]]), [vec![], vec![0]]);
    }
}
