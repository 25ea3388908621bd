//! Edges: places between keys, where a comparator begins or ends.

use crate::semverx::key::{Key, KeyBuilder};
use crate::semverx::state::State;

/// On which side of its key an edge lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Just before the key.
    Before,
    /// Just after the key itself, before everything longer.
    AfterEqual,
    /// After every key that begins with it.
    AfterWithin,
}

/// A place in the order of keys.
#[derive(Clone)]
pub(crate) struct Edge {
    key: Key,
    side: Side,
}

/// Where a set of keys lies, seen from an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Below,
    Above,
    Both,
}

impl Edge {
    /// Below every key.
    pub(crate) const BOTTOM: Edge = Edge {
        key: Key::EMPTY,
        side: Side::Before,
    };
    /// Above every key.
    pub(crate) const TOP: Edge = Edge {
        key: Key::EMPTY,
        side: Side::AfterWithin,
    };

    pub(crate) fn new(key: Key, side: Side) -> Edge {
        Edge { key, side }
    }

    /// Whether a key lies below.
    #[inline]
    pub(crate) fn is_above(&self, key: &[u8]) -> bool {
        let mine = self.key.as_bytes();
        match self.side {
            Side::Before => key < mine,
            Side::AfterEqual => key <= mine,
            Side::AfterWithin => key.get(..mine.len()).unwrap_or(key) <= mine,
        }
    }

    /// Where all versions lie whose keys begin with these whole fields.
    pub(crate) fn place(&self, prefix: &[u8]) -> Place {
        let mine = self.key.as_bytes();
        let common = mine.len().min(prefix.len());
        match prefix[..common].cmp(&mine[..common]) {
            std::cmp::Ordering::Less => Place::Below,
            std::cmp::Ordering::Greater => Place::Above,
            std::cmp::Ordering::Equal if prefix.len() < mine.len() => Place::Both,
            std::cmp::Ordering::Equal => match self.side {
                Side::Before => Place::Above,
                Side::AfterWithin => Place::Below,
                // The key's own tail may go on in others.
                Side::AfterEqual => Place::Both,
            },
        }
    }

    /// The fields it was made from.
    pub(crate) fn key(&self) -> &[u8] {
        self.key.as_bytes()
    }
}

/// The key of leading fields: numbers and states in turn.
pub(crate) fn prefix(parts: &[Part<'_>]) -> Key {
    let mut key = KeyBuilder::new();
    for part in parts {
        match part {
            Part::Number(number) => key.number(*number),
            Part::State(state) => key.state(state),
        }
    }
    key.finish()
}

/// A field of [`prefix`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'a> {
    Number(u64),
    State(&'a State),
}
