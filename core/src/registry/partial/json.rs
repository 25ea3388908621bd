//! Proofs as JSON: one text for one proof, and nothing else is read.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::{Link, MAX_NODES, Node, PartialTree, Shown};
use crate::registry::hash::{Hash, from_hex, hex, to_hex};
use crate::registry::{Entry, Name, ProofError};
use crate::semverx::Version;

/// What stands for a child that is shown.
const SHOWN: &str = "node";

/// Longest text of a proof that is read, in bytes: 256 MiB.
const MAX_TEXT: usize = 256 << 20;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireTree {
    #[serde(with = "hex")]
    reverse: Hash,
    top: WireLink,
    nodes: Vec<WireNode>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireNode {
    name: Name,
    key: String,
    value: WireValue,
    height: u8,
    size: u64,
    fault: u8,
    states: u8,
    left: WireLink,
    right: WireLink,
}

/// `null`, `"node"`, or a hash.
#[derive(Clone, Copy)]
enum WireLink {
    Absent,
    Shown,
    Hidden(Hash),
}

impl Serialize for WireLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            WireLink::Absent => serializer.serialize_unit(),
            WireLink::Shown => serializer.serialize_str(SHOWN),
            WireLink::Hidden(hash) => serializer.serialize_str(&to_hex(hash)),
        }
    }
}

impl<'de> Deserialize<'de> for WireLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WireLink, D::Error> {
        let text = deserializer.deserialize_option(NullOrText)?;
        match text.as_deref() {
            None => Ok(WireLink::Absent),
            Some(SHOWN) => Ok(WireLink::Shown),
            Some(text) => from_hex(text)
                .map(WireLink::Hidden)
                .ok_or_else(|| de::Error::custom("a child is null, \"node\" or a hash")),
        }
    }
}

/// An `Option` of text that may not be left out.
struct NullOrText;

impl<'de> Visitor<'de> for NullOrText {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null or a text")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Cow::deserialize(deserializer).map(Some)
    }
}

/// A hash, or the whole entry.
enum WireValue {
    Hash(Hash),
    Entry(Arc<Entry>),
}

impl Serialize for WireValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            WireValue::Hash(hash) => serializer.serialize_str(&to_hex(hash)),
            WireValue::Entry(entry) => entry.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for WireValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WireValue, D::Error> {
        deserializer.deserialize_any(HashOrEntry)
    }
}

struct HashOrEntry;

impl<'de> Visitor<'de> for HashOrEntry {
    type Value = WireValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a hash or an entry")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<WireValue, E> {
        let hash = from_hex(text).map(WireValue::Hash);
        hash.ok_or_else(|| E::custom("not 64 lower-case hex digits"))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WireValue, A::Error> {
        let entry = Entry::deserialize(MapAccessDeserializer::new(map))?;
        Ok(WireValue::Entry(Arc::new(entry)))
    }
}

impl PartialTree {
    /// The proof as JSON, without blanks: the only text of this proof.
    pub fn to_json(&self) -> String {
        // Only maps with keys that are not text, and numbers that are none, cannot be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a proof and checks everything in it but its root.
    ///
    /// # Errors
    /// [`ProofError::Format`] for a text that [`to_json`](PartialTree::to_json) does not write,
    /// [`ProofError::Node`] for a tree that is no search tree.
    pub fn from_json(text: &str) -> Result<PartialTree, ProofError> {
        let format = |why: String| ProofError::Format { why };
        if text.len() > MAX_TEXT {
            return Err(format(format!("{} bytes, at most {MAX_TEXT}", text.len())));
        }
        let wire: WireTree = serde_json::from_str(text).map_err(|e| format(e.to_string()))?;
        let tree = wire.tree()?;
        if tree.to_json() != text {
            return Err(format("not in canonical form".into()));
        }
        Ok(tree)
    }

    fn wire_link(link: Link) -> WireLink {
        match link {
            Link::Absent => WireLink::Absent,
            Link::Hidden(hash) => WireLink::Hidden(hash),
            Link::Shown(_) => WireLink::Shown,
        }
    }
}

impl Serialize for PartialTree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let node = |node: &Node| {
            let (name, key) = split(&node.key)
                .ok_or_else(|| serde::ser::Error::custom("a key that is no name and version"))?;
            Ok(WireNode {
                name,
                key,
                value: match &node.value {
                    Shown::Hash(hash) => WireValue::Hash(*hash),
                    Shown::Entry(entry) => WireValue::Entry(Arc::clone(entry)),
                },
                height: node.height,
                size: node.size,
                fault: node.fault,
                states: node.states,
                left: PartialTree::wire_link(node.left),
                right: PartialTree::wire_link(node.right),
            })
        };
        let wire = WireTree {
            reverse: self.reverse,
            top: PartialTree::wire_link(self.top),
            nodes: self
                .nodes
                .iter()
                .map(node)
                .collect::<Result<_, S::Error>>()?,
        };
        wire.serialize(serializer)
    }
}

/// Checks everything as [`PartialTree::from_json`] does, but for the canonical form of the text.
impl<'de> Deserialize<'de> for PartialTree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PartialTree, D::Error> {
        let wire = WireTree::deserialize(deserializer)?;
        wire.tree().map_err(de::Error::custom)
    }
}

fn split(key: &[u8]) -> Option<(Name, String)> {
    let text = std::str::from_utf8(key).ok()?;
    let (name, key) = text.split_once('\0')?;
    Some((Name::parse(name).ok()?, key.to_owned()))
}

impl WireTree {
    fn tree(self) -> Result<PartialTree, ProofError> {
        let format = |why: &str| ProofError::Format { why: why.into() };
        if self.nodes.len() > MAX_NODES {
            return Err(format("too many nodes"));
        }
        let mut nodes = Vec::with_capacity(self.nodes.len());
        // Places that a node still has to come for, the next on top.
        let mut open = Vec::new();
        let mut top = link(self.top, None, Side::Left, &mut open);
        for (index, wire) in self.nodes.into_iter().enumerate() {
            if Version::from_sort_key(wire.key.as_bytes()).is_none() {
                return Err(format("a key that is no version's"));
            }
            let Some((parent, side)) = open.pop() else {
                return Err(format("more nodes than places for them"));
            };
            match (parent.and_then(|parent: usize| nodes.get_mut(parent)), side) {
                (None, _) => top = Link::Shown(index),
                (Some(Node { left, .. }), Side::Left) => *left = Link::Shown(index),
                (Some(Node { right, .. }), Side::Right) => *right = Link::Shown(index),
            }
            let right = link(wire.right, Some(index), Side::Right, &mut open);
            let left = link(wire.left, Some(index), Side::Left, &mut open);
            nodes.push(Node {
                key: [wire.name.as_str().as_bytes(), &[0], wire.key.as_bytes()].concat(),
                value: match wire.value {
                    WireValue::Hash(hash) => Shown::Hash(hash),
                    WireValue::Entry(entry) => Shown::Entry(entry),
                },
                height: wire.height,
                size: wire.size,
                fault: wire.fault,
                states: wire.states,
                left,
                right,
            });
        }
        if !open.is_empty() {
            return Err(format("fewer nodes than places for them"));
        }
        PartialTree::new(nodes, top, self.reverse)
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

/// The link as far as it is known; one that is shown waits for its node.
fn link(
    wire: WireLink,
    parent: Option<usize>,
    side: Side,
    open: &mut Vec<(Option<usize>, Side)>,
) -> Link {
    match wire {
        WireLink::Absent => Link::Absent,
        WireLink::Hidden(hash) => Link::Hidden(hash),
        WireLink::Shown => {
            open.push((parent, side));
            Link::Absent
        }
    }
}
