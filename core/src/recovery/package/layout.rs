//! The order of parts in the zip: windows of components, each component spread evenly.

/// Components in a window; the last window of a volume takes up to 15.
pub const WINDOW: usize = 8;

/// The windows of a volume of `components` components: eight each while sixteen are left, the rest
/// together.
pub fn windows(components: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let full = if components < 2 * WINDOW {
        0
    } else {
        components / WINDOW - 1
    };
    let bounds = move |window: usize| {
        window * WINDOW..if window < full {
            (window + 1) * WINDOW
        } else {
            components
        }
    };
    (0..full + usize::from(components > 0)).map(bounds)
}

/// The order of the parts of one window: `(component, part)` sorted by
/// (2·part + 1)/(2·total), ties by component. `totals` are the components' part counts.
pub fn spread(totals: &[u16]) -> Vec<(usize, usize)> {
    let mut order: Vec<(usize, usize)> = totals
        .iter()
        .enumerate()
        .flat_map(|(component, total)| (0..usize::from(*total)).map(move |part| (component, part)))
        .collect();
    order.sort_by(|a, b| {
        let left = (2 * a.1 as u64 + 1) * u64::from(totals[b.0]);
        let right = (2 * b.1 as u64 + 1) * u64::from(totals[a.0]);
        left.cmp(&right).then(a.0.cmp(&b.0))
    });
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_hold_eight_and_the_last_what_is_left() {
        let sizes = |n| windows(n).map(|w| w.len()).collect::<Vec<_>>();
        assert_eq!(sizes(0), Vec::<usize>::new());
        assert_eq!(sizes(1), [1]);
        assert_eq!(sizes(15), [15]);
        assert_eq!(sizes(16), [8, 8]);
        assert_eq!(sizes(17), [8, 9]);
        assert_eq!(sizes(23), [8, 15]);
        assert_eq!(sizes(24), [8, 8, 8]);
        for n in 0..100 {
            assert_eq!(
                windows(n).flatten().collect::<Vec<_>>(),
                (0..n).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn equal_components_alternate_and_a_small_one_is_spread_over_all() {
        assert_eq!(spread(&[2, 2]), [(0, 0), (1, 0), (0, 1), (1, 1)]);
        let order = spread(&[256, 256, 22]);
        let places: Vec<usize> = order
            .iter()
            .enumerate()
            .filter(|(_, p)| p.0 == 2)
            .map(|(i, _)| i)
            .collect();
        assert!(
            places
                .windows(2)
                .all(|p| (20..=28).contains(&(p[1] - p[0]))),
            "{places:?}"
        );
    }
}
