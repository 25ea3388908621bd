//! Which members a caller wants.

use std::collections::BTreeMap;

use super::name::ancestors;
use crate::Error;

/// The members asked for; none = all. A folder means everything below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// Each path with the text the caller wrote. `None` = everything.
    wanted: Option<BTreeMap<Vec<u8>, String>>,
}

impl Selection {
    /// Everything for an empty list or one that names the content's own folder (`.`).
    pub(crate) fn new(paths: &[String]) -> Selection {
        let tidy = |text: &String| {
            let parts = text.split('/').filter(|p| !p.is_empty() && *p != ".");
            (
                parts.collect::<Vec<_>>().join("/").into_bytes(),
                text.clone(),
            )
        };
        let wanted: BTreeMap<_, _> = paths.iter().map(tidy).collect();
        let all = wanted.is_empty() || wanted.contains_key(&b""[..]);
        Selection {
            wanted: (!all).then_some(wanted),
        }
    }

    /// True when every member is wanted.
    pub(crate) fn is_all(&self) -> bool {
        self.wanted.is_none()
    }

    /// Starts a run over all members.
    pub(super) fn chooser(&self) -> Chooser {
        Chooser {
            left: self.wanted.clone(),
            wanted: self.clone(),
        }
    }

    /// The selected path that covers `path`, if any. A path that is not UTF-8 is also found by the
    /// form in which it is listed, with U+FFFD for the bytes that are not text.
    fn covering(&self, path: &[u8]) -> Option<Vec<u8>> {
        let wanted = self.wanted.as_ref()?;
        let find = |path: &[u8]| {
            ancestors(path)
                .chain([path])
                .find(|prefix| wanted.contains_key(*prefix))
                .map(<[u8]>::to_vec)
        };
        find(path).or_else(|| match String::from_utf8_lossy(path) {
            std::borrow::Cow::Owned(listed) => find(listed.as_bytes()),
            std::borrow::Cow::Borrowed(_) => None,
        })
    }
}

/// A selection and what of it was met so far.
pub(super) struct Chooser {
    wanted: Selection,
    left: Option<BTreeMap<Vec<u8>, String>>,
}

impl Chooser {
    /// Whether this member is wanted.
    pub(super) fn admits(&mut self, path: &[u8]) -> bool {
        let Some(left) = &mut self.left else {
            return true;
        };
        match self.wanted.covering(path) {
            Some(by) => {
                left.remove(&by);
                // A path below another selected one is met as well.
                left.remove(path);
                true
            }
            None => false,
        }
    }

    /// Fails when a selected path was never met.
    pub(super) fn finish(self) -> Result<(), Error> {
        match self.left.and_then(|left| left.into_values().next()) {
            Some(name) => Err(Error::NotFound {
                what: "entry",
                name,
            }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(selected: &[&str], members: &[&[u8]]) -> (Vec<bool>, Option<String>) {
        let paths: Vec<String> = selected.iter().map(|s| (*s).to_owned()).collect();
        let mut chooser = Selection::new(&paths).chooser();
        let admitted = members.iter().map(|m| chooser.admits(m)).collect();
        let missing = chooser.finish().err().map(|e| match e {
            Error::NotFound { name, .. } => name,
            other => panic!("{other}"),
        });
        (admitted, missing)
    }

    #[test]
    fn nothing_selected_is_everything() {
        assert_eq!(met(&[], &[b"a", b"b/c"]), (vec![true, true], None));
        assert_eq!(met(&["./"], &[b"a"]), (vec![true], None));
    }

    #[test]
    fn a_folder_is_everything_below_it_and_nothing_beside_it() {
        let members: &[&[u8]] = &[b"a", b"a-b", b"a/b", b"a/b/c", b"b"];
        assert_eq!(met(&["./a/"], members).0, [true, false, true, true, false]);
        // The folder's own member need not exist.
        assert_eq!(met(&["x"], &[b"x/y"]), (vec![true], None));
    }

    #[test]
    fn overlapping_selections_are_all_met() {
        assert_eq!(met(&["a", "a/b/c"], &[b"a", b"a/b/c"]).1, None);
    }

    #[test]
    fn a_missing_path_is_named_as_written() {
        assert_eq!(
            met(&["a", "./no"], &[b"a"]),
            (vec![true], Some("./no".into()))
        );
    }

    #[test]
    fn names_that_are_not_text_are_found_as_listed() {
        assert_eq!(
            met(&["a\u{fffd}"], &[b"a\xff", b"a"]),
            (vec![true, false], None)
        );
    }
}
