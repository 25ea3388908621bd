//! SHA-256 over labelled, length-prefixed bytes, and hashes as text.

use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// What stands for the hash of nothing: an absent child, an empty tree.
pub(super) const NONE: Hash = [0; 32];

/// Canonical bytes under way: a label that no other kind of bytes begins with, then fields.
pub(super) struct Bytes(Vec<u8>);

impl Bytes {
    pub(super) fn new(label: &'static str) -> Bytes {
        let mut bytes = Vec::with_capacity(256);
        bytes.extend_from_slice(label.as_bytes());
        Bytes(bytes)
    }

    pub(super) fn byte(&mut self, value: u8) -> &mut Bytes {
        self.0.push(value);
        self
    }

    pub(super) fn number(&mut self, value: u64) -> &mut Bytes {
        self.0.extend_from_slice(&value.to_be_bytes());
        self
    }

    /// Bytes of a fixed length.
    pub(super) fn fixed(&mut self, value: &[u8; 32]) -> &mut Bytes {
        self.0.extend_from_slice(value);
        self
    }

    /// Bytes of any length: their number as 64 bits, then they.
    pub(super) fn text(&mut self, value: &[u8]) -> &mut Bytes {
        self.number(value.len() as u64);
        self.0.extend_from_slice(value);
        self
    }

    /// 0, or 1 and the value.
    pub(super) fn optional(&mut self, value: Option<&[u8; 32]>) -> &mut Bytes {
        match value {
            None => self.byte(0),
            Some(value) => self.byte(1).fixed(value),
        }
    }

    pub(super) fn hash(&self) -> Hash {
        Sha256::digest(&self.0).into()
    }

    pub(super) fn done(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }
}

/// Lower-case hex of any bytes.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS.get(usize::from(value)).copied().unwrap_or(b'0'));
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// Bytes from exactly `2·N` lower-case hex digits; `None` for anything else.
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

/// `#[serde(with = "hex")]`: bytes as lower-case hex, nothing else read.
pub(super) mod hex {
    use std::borrow::Cow;

    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(in super::super) fn serialize<S: Serializer, const N: usize>(
        bytes: &[u8; N],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::to_hex(bytes))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
        deserializer: D,
    ) -> Result<[u8; N], D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        super::from_hex(&text)
            .ok_or_else(|| de::Error::custom(format!("not {} lower-case hex digits", 2 * N)))
    }
}

/// The same for an optional hash: `null` when absent.
pub(super) mod optional_hex {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Hash;

    #[derive(Serialize, Deserialize)]
    struct Text(#[serde(with = "super::hex")] Hash);

    pub(in super::super) fn serialize<S: Serializer>(
        hash: &Option<Hash>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        hash.map(Text).serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Hash>, D::Error> {
        Ok(Option::<Text>::deserialize(deserializer)?.map(|text| text.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_round_trips_and_refuses_the_rest() {
        let bytes = [0x00, 0x0f, 0xa0, 0xff];
        assert_eq!(to_hex(&bytes), "000fa0ff");
        assert_eq!(from_hex("000fa0ff"), Some(bytes));
        for bad in [
            "",
            "000FA0FF",
            "000fa0f",
            "000fa0ff0",
            "000fa0fg",
            "000fa0f\u{e9}",
        ] {
            assert_eq!(from_hex::<4>(bad), None, "{bad}");
        }
    }

    #[test]
    fn fields_cannot_run_into_each_other() {
        let hash = |a: &str, b: &str| Bytes::new("x").text(a.as_bytes()).text(b.as_bytes()).hash();
        assert_ne!(hash("ab", "c"), hash("a", "bc"));
        assert_ne!(hash("", "abc"), hash("abc", ""));
    }
}
