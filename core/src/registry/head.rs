//! Heads: what a snapshot commits to, and the signatures under it.

use std::fmt;
use std::sync::Arc;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::ProofError;
use super::hash::{Bytes, Hash, hex, optional_hex};
use super::history::check_source;

/// Longest note, in bytes.
pub const MAX_NOTE: usize = 4096;

/// The key that heads are signed with: an Ed25519 key pair. Its `Debug` shows the public half only.
#[derive(Clone)]
pub struct KeyPair(Arc<SigningKey>);

impl KeyPair {
    /// The pair that belongs to a secret seed of 32 bytes.
    pub fn from_seed(seed: &[u8; 32]) -> KeyPair {
        KeyPair(Arc::new(SigningKey::from_bytes(seed)))
    }

    /// The public key.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
}

impl PartialEq for KeyPair {
    fn eq(&self, other: &KeyPair) -> bool {
        self.public() == other.public()
    }
}

impl Eq for KeyPair {}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyPair({})", super::to_hex(&self.public()))
    }
}

/// The root of one source, as a head lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceRoot {
    /// The source's name.
    pub source: String,
    /// [`Tier::root`](super::Tier::root).
    #[serde(with = "hex")]
    pub root: Hash,
}

/// A public key in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PublicKey(#[serde(with = "hex")] pub [u8; 32]);

/// What a snapshot commits to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The snapshot's number, from 1; only ever higher, a rollback included.
    pub seq: u64,
    /// The sources and their roots, ascending by name.
    pub roots: Vec<SourceRoot>,
    /// When it was made, in seconds since 1970; never before its parent.
    pub time: u64,
    /// The id of the head before it.
    #[serde(with = "optional_hex")]
    pub parent: Option<Hash>,
    /// The keys that sign it: none, one, or for a change of key the old one and the new one.
    pub keys: Vec<PublicKey>,
    /// What was done, for people.
    pub note: String,
}

impl Head {
    /// The bytes that id and signatures cover; see the format page.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        self.write().done()
    }

    /// SHA-256 of [`canonical_bytes`](Head::canonical_bytes).
    pub fn id(&self) -> Hash {
        self.write().hash()
    }

    /// The root of a source.
    pub fn root(&self, source: &str) -> Option<&Hash> {
        let found = self.roots.iter().find(|root| root.source == source);
        found.map(|root| &root.root)
    }

    /// Whether a registry could have made it: names of sources ascend, the first head and no other
    /// is without parent, at most two keys sign, and the note is not too long.
    pub(crate) fn is_possible(&self) -> bool {
        let sources = self.roots.is_sorted_by(|a, b| a.source < b.source);
        let named = |root: &SourceRoot| check_source(&root.source).is_ok();
        sources
            && self.roots.iter().all(named)
            && self.seq > 0
            && (self.seq == 1) == self.parent.is_none()
            && self.keys.len() <= 2
            && self.note.len() <= MAX_NOTE
    }

    fn write(&self) -> Bytes {
        let mut bytes = Bytes::new("diram:head:1\n");
        bytes.number(self.seq).number(self.time);
        bytes.optional(self.parent.as_ref());
        bytes.number(self.roots.len() as u64);
        for root in &self.roots {
            bytes.text(root.source.as_bytes()).fixed(&root.root);
        }
        bytes.number(self.keys.len() as u64);
        for key in &self.keys {
            bytes.fixed(&key.0);
        }
        bytes.text(self.note.as_bytes());
        bytes
    }
}

/// An Ed25519 signature and the key that made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The public key.
    #[serde(with = "hex")]
    pub key: [u8; 32],
    /// The signature of the head's canonical bytes.
    #[serde(with = "hex")]
    pub bytes: [u8; 64],
}

/// A head and its signatures, one for each of [`Head::keys`] in the same order.
///
/// ```
/// use diram_core::registry::{History, KeyPair, Tier};
/// let key = KeyPair::from_seed(&[7; 32]);
/// let history = History::open(vec![("live".into(), Tier::new())], 0, Some(key.clone()))?;
/// let signed = history.snapshot().signed().clone();
/// assert!(signed.verify(&key.public()).is_ok());
/// assert!(signed.verify(&KeyPair::from_seed(&[8; 32]).public()).is_err());
/// # Ok::<(), diram_core::registry::RegistryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedHead {
    /// The head.
    pub head: Head,
    /// The signatures.
    pub signatures: Vec<Signature>,
}

impl SignedHead {
    /// Signs a head with these keys; its `keys` are set to them.
    pub fn sign(mut head: Head, keys: &[&KeyPair]) -> SignedHead {
        head.keys = keys.iter().map(|key| PublicKey(key.public())).collect();
        let bytes = head.canonical_bytes();
        let sign = |key: &&KeyPair| Signature {
            key: key.public(),
            bytes: key.0.sign(&bytes).to_bytes(),
        };
        let signatures = keys.iter().map(sign).collect();
        SignedHead { head, signatures }
    }

    /// Checks that `key` is one of the head's and that every one of the head's keys signed it.
    ///
    /// # Errors
    /// [`ProofError::Signer`] for a key that is not the head's, [`ProofError::Signature`] for a
    /// signature that is missing, superfluous or wrong.
    pub fn verify(&self, key: &[u8; 32]) -> Result<(), ProofError> {
        let seq = self.head.seq;
        if !self.head.keys.iter().any(|own| own.0 == *key) {
            return Err(ProofError::Signer { seq, key: *key });
        }
        let bytes = self.head.canonical_bytes();
        for (index, own) in self.head.keys.iter().enumerate() {
            let fits = self.signatures.get(index).is_some_and(|signature| {
                signature.key == own.0 && signature_fits(signature, &bytes)
            });
            if !fits {
                return Err(ProofError::Signature {
                    seq,
                    number: index + 1,
                });
            }
        }
        if self.signatures.len() > self.head.keys.len() {
            return Err(ProofError::Signature {
                seq,
                number: self.head.keys.len() + 1,
            });
        }
        Ok(())
    }

    /// The key to trust after this head, if the trusted one is `key`: the same, or the new one
    /// when this head changes the key.
    ///
    /// # Errors
    /// As [`verify`](SignedHead::verify); and a change of key *to* `key` says nothing about who
    /// follows it, so `key` then stays.
    pub fn successor(&self, key: &[u8; 32]) -> Result<[u8; 32], ProofError> {
        self.verify(key)?;
        match &self.head.keys[..] {
            [old, new] if old.0 == *key => Ok(new.0),
            _ => Ok(*key),
        }
    }
}

/// Strict verification: no weak keys, no second form of a signature.
fn signature_fits(signature: &Signature, bytes: &[u8]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(&signature.key) else {
        return false;
    };
    let signature = ed25519_dalek::Signature::from_bytes(&signature.bytes);
    key.verify_strict(bytes, &signature).is_ok()
}
