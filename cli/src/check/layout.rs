//! Where everything stands, in pixels.

use super::columns::{Columns, Item};

/// Height of a box.
pub(super) const BOX: f64 = 44.0;
/// Free space above and below a box.
const GAP: f64 = 18.0;
/// Space of a wire.
const WIRE: f64 = 9.0;
/// Times that every item is drawn towards what it is tied to.
const PULLS: usize = 16;

/// Columns with a place for each item.
#[derive(Debug)]
pub(super) struct Layout {
    /// Who stands in which column.
    pub(super) columns: Columns,
    /// Left and right edge of each column.
    pub(super) edges: Vec<(f64, f64)>,
    /// The middle of each item of each column, from the top.
    middles: Vec<Vec<f64>>,
    /// Height of all.
    pub(super) height: f64,
}

impl Layout {
    /// Places for packages in their install order; `widths` are those of their boxes, and `needs`
    /// places in that order.
    pub(super) fn new(needs: &[Vec<usize>], widths: &[f64]) -> Layout {
        let columns = Columns::new(needs);
        let mut middles: Vec<Vec<f64>> = columns.columns.iter().map(|c| stack(c)).collect();
        for pull in 0..PULLS {
            let left = pull % 2 == 0;
            for step in 0..middles.len() {
                let at = if left { step } else { middles.len() - 1 - step };
                middles[at] = pulled(&columns, &middles, at, left);
            }
        }
        let height = to_the_top(&columns, &mut middles);
        Layout {
            edges: edges(&columns, widths),
            columns,
            middles,
            height,
        }
    }

    /// The middle of the item at a place of a column.
    pub(super) fn middle(&self, column: usize, place: usize) -> f64 {
        self.middles[column][place]
    }

    /// The middle of a package's box.
    pub(super) fn middle_of(&self, package: usize) -> f64 {
        let column = self.columns.column_of[package];
        let mut place = self.columns.columns[column].iter();
        let place = place.position(|item| item.is_box && item.package == package);
        place.map_or(0.0, |place| self.middle(column, place))
    }

    /// Width of all.
    pub(super) fn width(&self) -> f64 {
        self.edges.last().map_or(0.0, |(_, right)| *right)
    }
}

fn height(item: &Item) -> f64 {
    match item.is_box {
        true => BOX + GAP,
        false => WIRE,
    }
}

/// Items one below the other.
fn stack(column: &[Item]) -> Vec<f64> {
    let mut top = 0.0;
    let middle = |item: &Item| {
        top += height(item);
        top - height(item) / 2.0
    };
    column.iter().map(middle).collect()
}

/// The middles of a column, as near as can be to the mean of what each item is tied to.
fn pulled(columns: &Columns, middles: &[Vec<f64>], at: usize, left: bool) -> Vec<f64> {
    let ties = columns.ties_beside(at, left);
    let beside = match left {
        true => at.checked_sub(1),
        false => Some(at + 1),
    };
    let beside = beside.and_then(|at| middles.get(at));
    let Some(beside) = beside else {
        return middles[at].clone();
    };
    let wish = |(ties, own): (&Vec<usize>, &f64)| match ties.len() {
        0 => *own,
        n => ties.iter().map(|tie| beside[*tie]).sum::<f64>() / n as f64,
    };
    let wishes: Vec<f64> = ties.iter().zip(&middles[at]).map(wish).collect();
    apart(&wishes, &stack(&columns.columns[at]))
}

/// The least moves from `wishes` that keep order and distances of `stacked`: isotonic regression
/// on what is left after the distances.
fn apart(wishes: &[f64], stacked: &[f64]) -> Vec<f64> {
    // Runs that move as one: their sum and length.
    let mut runs: Vec<(f64, usize)> = Vec::new();
    for (wish, stacked) in wishes.iter().zip(stacked) {
        runs.push((wish - stacked, 1));
        while let [.., (a, n), (b, m)] = runs[..]
            && a / n as f64 >= b / m as f64
        {
            runs.truncate(runs.len() - 2);
            runs.push((a + b, n + m));
        }
    }
    let shifts = runs
        .iter()
        .flat_map(|(sum, n)| std::iter::repeat_n(sum / *n as f64, *n));
    shifts
        .zip(stacked)
        .map(|(shift, stacked)| shift + stacked)
        .collect()
}

/// Moves everything so that the topmost item begins at 0; gives the height.
fn to_the_top(columns: &Columns, middles: &mut [Vec<f64>]) -> f64 {
    let (mut top, mut bottom) = (f64::INFINITY, f64::NEG_INFINITY);
    for (items, middles) in columns.columns.iter().zip(middles.iter()) {
        for (item, middle) in items.iter().zip(middles) {
            top = top.min(middle - height(item) / 2.0);
            bottom = bottom.max(middle + height(item) / 2.0);
        }
    }
    for middle in middles.iter_mut().flatten() {
        *middle -= top;
    }
    (bottom - top).max(0.0)
}

/// Left and right edges of the columns; between them the more room the more lines cross it.
fn edges(columns: &Columns, widths: &[f64]) -> Vec<(f64, f64)> {
    let mut left = 0.0;
    let mut edges = Vec::with_capacity(columns.columns.len());
    for column in &columns.columns {
        let boxes = column.iter().filter(|item| item.is_box);
        let widest = boxes.map(|item| widths[item.package]).fold(0.0, f64::max);
        edges.push((left, left + widest));
        left += widest + (56.0 + 2.0 * column.len() as f64).min(110.0);
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_of_a_column_keep_apart() {
        let needs: Vec<Vec<usize>> = (0..60)
            .map(|n| (0..n).filter(|d| n % (d + 2) == 1).collect())
            .collect();
        let layout = Layout::new(&needs, &[80.0; 60]);
        for (column, items) in layout.columns.columns.iter().enumerate() {
            let mut bottom = 0.0;
            for (place, item) in items.iter().enumerate() {
                let middle = layout.middle(column, place);
                assert!(middle - height(item) / 2.0 >= bottom - 1e-6, "{item:?}");
                bottom = middle + height(item) / 2.0;
            }
            assert!(bottom <= layout.height + 1e-6);
        }
        assert!(layout.edges.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }

    #[test]
    fn wishes_are_granted_where_they_can_be() {
        assert_eq!(apart(&[0.0, 30.0], &[5.0, 15.0]), [0.0, 30.0]);
        assert_eq!(apart(&[20.0, 20.0], &[5.0, 15.0]), [15.0, 25.0]);
        assert_eq!(apart(&[40.0, 0.0], &[5.0, 15.0]), [15.0, 25.0]);
        assert!(apart(&[], &[]).is_empty());
    }

    #[test]
    fn nothing_takes_no_room() {
        let layout = Layout::new(&[], &[]);
        assert_eq!((layout.width(), layout.height), (0.0, 0.0));
    }
}
