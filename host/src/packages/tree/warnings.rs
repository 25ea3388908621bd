//! Warnings of one run, bounded: a hostile stream must not fill the memory with them.

/// At most this many are kept word for word.
const KEPT: usize = 1000;

#[derive(Debug, Default)]
pub(super) struct Warnings {
    kept: Vec<String>,
    more: u64,
}

impl Warnings {
    pub(super) fn push(&mut self, warning: String) {
        if self.kept.len() < KEPT {
            self.kept.push(warning);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn into_vec(mut self) -> Vec<String> {
        if self.more > 0 {
            self.kept.push(format!("and {} warnings more", self.more));
        }
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_is_counted() {
        let mut warnings = Warnings::default();
        (0..KEPT + 7).for_each(|i| warnings.push(i.to_string()));
        let list = warnings.into_vec();
        assert_eq!(
            (list.len(), list.last().unwrap().as_str()),
            (KEPT + 1, "and 7 warnings more")
        );
    }
}
