//! Which packages stand in one column, and in which order.
//!
//! A package stands right of all that it needs. What it is needed by may stand several columns on: in
//! each column between, a wire of it has a place of its own, so that lines pass between boxes.

use std::collections::HashMap;

/// Most boxes in a column.
const MOST: usize = 16;
/// Times that every column is put into order after its neighbours.
const SWEEPS: usize = 12;

/// What has a place in a column: a package's box, or its wire to columns further right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// The package, its place in the install order.
    pub(super) package: usize,
    /// Whether this is its box.
    pub(super) is_box: bool,
}

/// Columns of items.
#[derive(Debug)]
pub(super) struct Columns {
    /// From left to right, each from top to bottom.
    pub(super) columns: Vec<Vec<Item>>,
    /// The column of each package's box.
    pub(super) column_of: Vec<usize>,
    needs: Vec<Vec<usize>>,
}

impl Columns {
    /// Columns of packages in their install order. `needs` are places in that order; only what stands
    /// before counts, the rest are cycles.
    pub(super) fn new(needs: &[Vec<usize>]) -> Columns {
        let needs = earlier(needs);
        let column_of = split(&layers(&needs));
        let mut columns = Columns {
            columns: items(&needs, &column_of),
            column_of,
            needs,
        };
        for sweep in 0..SWEEPS {
            columns.sweep(sweep % 2 == 0);
        }
        columns
    }

    /// How many items there would be.
    pub(super) fn size(needs: &[Vec<usize>]) -> usize {
        let needs = earlier(needs);
        let columns = items(&needs, &split(&layers(&needs)));
        columns.iter().map(Vec::len).sum()
    }

    /// For each item of a column, the places of the items that it is tied to in the column on its left:
    /// what a box needs, or where a wire comes from.
    pub(super) fn ties(&self, column: usize) -> Vec<Vec<usize>> {
        let left = column.checked_sub(1).and_then(|at| self.columns.get(at));
        let left = left.into_iter().flatten().enumerate();
        let place: HashMap<usize, usize> = left.map(|(at, item)| (item.package, at)).collect();
        let ties = |item: &Item| -> Vec<usize> {
            let own = [item.package];
            let sources = match item.is_box {
                true => &self.needs[item.package][..],
                false => &own,
            };
            sources
                .iter()
                .filter_map(|need| place.get(need).copied())
                .collect()
        };
        self.columns[column].iter().map(ties).collect()
    }

    /// The same of the column on the right.
    fn ties_right(&self, column: usize) -> Vec<Vec<usize>> {
        let mut ties = vec![Vec::new(); self.columns[column].len()];
        if column + 1 < self.columns.len() {
            for (at, left) in self.ties(column + 1).into_iter().enumerate() {
                left.into_iter().for_each(|place| ties[place].push(at));
            }
        }
        ties
    }

    /// The ties of a column to the one beside it.
    pub(super) fn ties_beside(&self, column: usize, left: bool) -> Vec<Vec<usize>> {
        match left {
            true => self.ties(column),
            false => self.ties_right(column),
        }
    }

    /// Puts each column into the order of the middles of what its items are tied to.
    fn sweep(&mut self, to_the_right: bool) {
        let count = self.columns.len();
        for step in 1..count {
            let at = if to_the_right { step } else { count - 1 - step };
            let beside = if to_the_right { at - 1 } else { at + 1 };
            let own = self.columns[at].len() as f64;
            let scale = own / self.columns[beside].len() as f64;
            let ties = self.ties_beside(at, to_the_right);
            let middle = |(place, ties): (usize, &Vec<usize>)| match ties.len() {
                0 => place as f64,
                n => ties.iter().sum::<usize>() as f64 / n as f64 * scale,
            };
            let middles = ties.iter().enumerate().map(middle);
            let mut keyed: Vec<(f64, Item)> = middles.zip(self.columns[at].clone()).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            self.columns[at] = keyed.into_iter().map(|(_, item)| item).collect();
        }
    }
}

/// Of what each package needs, what stands before it.
fn earlier(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let earlier = |(at, needs): (usize, &Vec<usize>)| {
        needs.iter().copied().filter(|need| *need < at).collect()
    };
    needs.iter().enumerate().map(earlier).collect()
}

/// The length of the longest chain of needs below each package.
fn layers(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut layers: Vec<usize> = Vec::with_capacity(needs.len());
    for needs in needs {
        let below = needs.iter().map(|need| layers[*need] + 1).max();
        layers.push(below.unwrap_or(0));
    }
    layers
}

/// Columns of layers: a layer of too many packages takes several.
fn split(layers: &[usize]) -> Vec<usize> {
    let mut column_of = vec![0; layers.len()];
    let mut first = 0;
    for layer in 0..=layers.iter().copied().max().unwrap_or(0) {
        let members: Vec<usize> = (0..layers.len())
            .filter(|at| layers[*at] == layer)
            .collect();
        let count = members.len().div_ceil(MOST).max(1);
        let height = members.len().div_ceil(count).max(1);
        for (place, member) in members.into_iter().enumerate() {
            column_of[member] = first + place / height;
        }
        first += count;
    }
    column_of
}

/// The items of each column: boxes in install order, then wires.
fn items(needs: &[Vec<usize>], column_of: &[usize]) -> Vec<Vec<Item>> {
    let count = column_of.iter().max().map_or(0, |last| last + 1);
    let mut columns = vec![Vec::new(); count];
    let mut reach = column_of.to_vec();
    for (at, needs) in needs.iter().enumerate() {
        columns[column_of[at]].push(Item {
            package: at,
            is_box: true,
        });
        for need in needs {
            reach[*need] = reach[*need].max(column_of[at]);
        }
    }
    for (package, (own, reach)) in column_of.iter().zip(reach).enumerate() {
        for column in columns.iter_mut().take(reach).skip(own + 1) {
            column.push(Item {
                package,
                is_box: false,
            });
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(columns: &Columns) -> Vec<Vec<usize>> {
        let boxes = |column: &Vec<Item>| {
            let boxes = column.iter().filter(|item| item.is_box);
            boxes.map(|item| item.package).collect()
        };
        columns.columns.iter().map(boxes).collect()
    }

    #[test]
    fn what_is_needed_stands_left() {
        // 3 needs 0 and 2, 2 needs 0 and 1.
        let columns = Columns::new(&[vec![], vec![], vec![0, 1], vec![0, 2]]);
        assert_eq!(columns.column_of, [0, 0, 1, 2]);
        assert_eq!(boxes(&columns), [vec![0, 1], vec![2], vec![3]]);
        let wire = Item {
            package: 0,
            is_box: false,
        };
        assert!(columns.columns[1].contains(&wire));
    }

    #[test]
    fn cycles_and_nothing_have_columns_too() {
        assert_eq!(
            Columns::new(&[vec![1], vec![0], vec![2]]).column_of,
            [0, 1, 0]
        );
        assert!(Columns::new(&[]).columns.is_empty());
    }

    #[test]
    fn lines_that_need_not_cross_do_not() {
        let columns = Columns::new(&[vec![], vec![], vec![], vec![2], vec![1], vec![0]]);
        let [left, right] = &boxes(&columns)[..] else {
            panic!("two columns")
        };
        let mirrored: Vec<usize> = left.iter().map(|package| 5 - package).collect();
        assert_eq!(&mirrored, right);
    }

    #[test]
    fn a_crowded_layer_takes_several_columns() {
        let columns = Columns::new(&vec![vec![]; 2 * MOST + 1]);
        let heights: Vec<usize> = columns.columns.iter().map(Vec::len).collect();
        assert_eq!(heights, [11, 11, 11]);
    }
}
