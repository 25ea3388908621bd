//! The known word nearest to an unknown one.

/// Words above this length are not compared.
const LONGEST: usize = 64;

/// Edits (insert, delete, replace, swap of neighbours) from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(x != y))
                .min(rows[i][j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && b[j - 1] == *x {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}

/// The nearest of `known`, the first of several; `None` if there is none.
pub(crate) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word: String = word.chars().take(LONGEST).collect();
    known.iter().copied().min_by_key(|k| distance(&word, k))
}

/// The nearest of `known`, if it is at most `edits` away.
pub(super) fn within<'a>(word: &str, known: &[&'a str], edits: usize) -> Option<&'a str> {
    nearest(word, known).filter(|k| word.len() <= LONGEST && distance(word, k) <= edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (a, b, edits) in [
            ("", "", 0),
            ("", "abc", 3),
            ("legcay", "legacy", 1),
            ("kitten", "sitting", 3),
            ("stable", "table", 1),
        ] {
            assert_eq!((distance(a, b), distance(b, a)), (edits, edits), "{a} {b}");
        }
        assert_eq!(
            nearest("alow_legacy", &["budget", "allow_legacy"]),
            Some("allow_legacy")
        );
        assert_eq!(within("hello", &["stable"], 2), None);
    }
}
