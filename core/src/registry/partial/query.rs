//! What a proof shows.

use std::cmp::Ordering;

use super::{Link, Node, PartialTree, Shown};
use crate::registry::entry::{forward_key, name_span};
use crate::registry::quote::short;
use crate::registry::{Entry, ProofError};
use crate::semverx::Version;

impl PartialTree {
    /// The entry of a version; `None` if the proof shows that there is none.
    ///
    /// # Errors
    /// [`ProofError::Hidden`] if the proof shows neither.
    pub fn entry(&self, name: &str, version: &Version) -> Result<Option<&Entry>, ProofError> {
        let key = forward_key(name, version);
        let hidden = |what: &str| ProofError::Hidden {
            what: format!("{what} {} {version}", short(name)),
        };
        let mut at = self.top;
        loop {
            let node = match at {
                Link::Absent => return Ok(None),
                Link::Hidden(_) => return Err(hidden("whether there is")),
                Link::Shown(index) => match self.nodes.get(index) {
                    Some(node) => node,
                    None => return Err(hidden("whether there is")),
                },
            };
            at = match key.cmp(&node.key) {
                Ordering::Less => node.left,
                Ordering::Greater => node.right,
                Ordering::Equal => {
                    return match &node.value {
                        Shown::Entry(entry) => Ok(Some(entry)),
                        Shown::Hash(_) => Err(hidden("the entry of")),
                    };
                }
            };
        }
    }

    /// All versions of a package, ascending, with their entries where the proof shows them; none if
    /// it shows that there are none. Tombstones are among them: where only the hash is shown, so is
    /// not whether it is one. A version whose entry is not shown comes without build metadata.
    ///
    /// # Errors
    /// [`ProofError::Hidden`] if a part that is not shown could hold a version of it.
    pub fn versions(&self, name: &str) -> Result<Vec<(Version, Option<&Entry>)>, ProofError> {
        let (from, to) = name_span(name);
        let mut found = Vec::new();
        let mut todo = vec![Step::Enter(self.top)];
        while let Some(step) = todo.pop() {
            let link = match step {
                Step::Take(node) => {
                    found.push(version_of(node, from.len())?);
                    continue;
                }
                Step::Enter(link) => link,
            };
            let index = match link {
                Link::Absent => continue,
                Link::Hidden(_) => {
                    let what = format!("all versions of {}", short(name));
                    return Err(ProofError::Hidden { what });
                }
                Link::Shown(index) => index,
            };
            let Some(node) = self.nodes.get(index) else {
                continue;
            };
            // On top of the stack comes first: left, the node, right.
            if *node.key < *to {
                todo.push(Step::Enter(node.right));
            }
            if *node.key >= *from && *node.key < *to {
                todo.push(Step::Take(node));
            }
            if *node.key >= *from {
                todo.push(Step::Enter(node.left));
            }
        }
        Ok(found)
    }
}

enum Step<'a> {
    Enter(Link),
    Take(&'a Node),
}

/// `skip`: bytes of the key before the sort key.
fn version_of(node: &Node, skip: usize) -> Result<(Version, Option<&Entry>), ProofError> {
    if let Shown::Entry(entry) = &node.value {
        return Ok((entry.version.clone(), Some(entry)));
    }
    let key = node.key.get(skip..).and_then(Version::from_sort_key);
    let version = key.ok_or(ProofError::Format {
        why: "a key that is no version's".into(),
    })?;
    Ok((version, None))
}
