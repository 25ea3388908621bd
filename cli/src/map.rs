//! The damage map of a component: one cell a part.

use crate::print::{BAD, FAIR, styled};

const ROW: u16 = 64;

/// `·` intact, `m` mends itself, `x` lost; 64 parts a row, the number of the first before it.
pub(crate) fn draw(parts: u16, mended: &[u16], lost: &[u16]) -> String {
    let mut out = String::new();
    for part in 0..parts {
        if part % ROW == 0 {
            out += &format!("{}{part:5}  ", if part > 0 { "\n" } else { "" });
        }
        if lost.contains(&part) {
            out += &styled(BAD, 'x');
        } else if mended.contains(&part) {
            out += &styled(FAIR, 'm');
        } else {
            out.push('·');
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(map: &str) -> String {
        anstream::adapter::strip_str(map).to_string()
    }

    #[test]
    fn every_part_has_a_cell() {
        assert_eq!(plain(&draw(5, &[1], &[3])), "    0  ·m·x·\n");
        let map = plain(&draw(130, &[64], &[129]));
        let rows: Vec<&str> = map.lines().collect();
        assert_eq!(rows.len(), 3);
        assert!(rows[1].starts_with("   64  m·"));
        assert_eq!(rows[2], "  128  ·x");
    }
}
