//! Whether what a proof shows is a piece of a search tree.

use super::{Link, MAX_HEIGHT, Node, PartialTree, Shown};
use crate::registry::{FaultLevel, ProofError, States};

/// What is known about a child from itself.
#[derive(Clone, Copy)]
enum Child {
    /// Everything; an absent one has height and size 0.
    Known {
        height: u8,
        size: u64,
        fault: u8,
        states: u8,
    },
    /// At least one entry.
    Hidden,
}

/// The keys that may stand below a place: above the first, below the second.
type Bounds<'a> = (Option<&'a [u8]>, Option<&'a [u8]>);

impl PartialTree {
    /// Every node against its place and its children.
    pub(super) fn check(&self) -> Result<(), ProofError> {
        let mut bounds: Vec<Bounds<'_>> = vec![(None, None); self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            let wrong = |why| ProofError::Node { node: index, why };
            let (above, below) = bounds.get(index).copied().unwrap_or_default();
            let key = &*node.key;
            if above.is_some_and(|above| key <= above) || below.is_some_and(|below| key >= below) {
                return Err(wrong("its key is out of order"));
            }
            let places = [
                (node.left, (above, Some(key))),
                (node.right, (Some(key), below)),
            ];
            for (child, span) in places {
                if let Link::Shown(child) = child
                    && let Some(place) = bounds.get_mut(child)
                {
                    *place = span;
                }
            }
            self.check_node(node).map_err(wrong)?;
        }
        Ok(())
    }

    fn child(&self, link: Link) -> Child {
        match link {
            Link::Hidden(_) => Child::Hidden,
            Link::Absent => Child::Known {
                height: 0,
                size: 0,
                fault: 0,
                states: 0,
            },
            Link::Shown(index) => {
                self.nodes
                    .get(index)
                    .map_or(Child::Hidden, |node| Child::Known {
                        height: node.height,
                        size: node.size,
                        fault: node.fault,
                        states: node.states,
                    })
            }
        }
    }

    fn check_node(&self, node: &Node) -> Result<(), &'static str> {
        if let Shown::Entry(entry) = &node.value
            && *entry.key() != *node.key
        {
            return Err("its entry has another key");
        }
        if node.height == 0 || node.height > MAX_HEIGHT {
            return Err("its height cannot be");
        }
        if node.fault > FaultLevel::MAX {
            return Err("its fault level cannot be");
        }
        let children = [self.child(node.left), self.child(node.right)];
        check_height(node.height, children)?;
        check_size(node.size, children)?;
        check_marks(node, children)
    }
}

/// AVL: the higher child is one lower, the other at most one lower than that.
fn check_height(height: u8, children: [Child; 2]) -> Result<(), &'static str> {
    let below = height - 1;
    let fits = |other: u8| other <= below && below - other <= 1;
    let balanced = match children {
        [
            Child::Known { height: a, .. },
            Child::Known { height: b, .. },
        ] => a.max(b) == below && below - a.min(b) <= 1,
        // What is hidden holds something: it is 1 high at least.
        [Child::Known { height: known, .. }, Child::Hidden]
        | [Child::Hidden, Child::Known { height: known, .. }] => fits(known) && below >= 1,
        [Child::Hidden, Child::Hidden] => below >= 1,
    };
    if balanced {
        Ok(())
    } else {
        Err("it is not balanced")
    }
}

fn check_size(size: u64, children: [Child; 2]) -> Result<(), &'static str> {
    let mut least = 1_u64;
    let mut exact = true;
    for child in children {
        least = least.saturating_add(match child {
            Child::Known { size, .. } => size,
            Child::Hidden => {
                exact = false;
                1
            }
        });
    }
    let fits = if exact { size == least } else { size >= least };
    if fits {
        Ok(())
    } else {
        Err("its size is not that of its parts")
    }
}

/// Fault level and kinds: those of the entry and of both sides together.
fn check_marks(node: &Node, children: [Child; 2]) -> Result<(), &'static str> {
    let mut all = (0, 0);
    let mut exact = true;
    let own = match &node.value {
        Shown::Hash(_) => Child::Hidden,
        Shown::Entry(entry) => Child::Known {
            height: 0,
            size: 1,
            fault: entry.fault.get(),
            states: States::of(entry).bits(),
        },
    };
    for part in children.into_iter().chain([own]) {
        match part {
            Child::Known { fault, states, .. } => all = (all.0.max(fault), all.1 | states),
            Child::Hidden => exact = false,
        }
    }
    let fits = match exact {
        true => (node.fault, node.states) == all,
        false => node.fault >= all.0 && node.states & all.1 == all.1,
    };
    if fits {
        Ok(())
    } else {
        Err("its fault level or kinds are not those of its parts")
    }
}
