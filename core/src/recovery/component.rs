//! One component: building its parts, and putting it together again from those that are left.
//! AuraSeal specification §4.2.

use sha2::{Digest, Sha256};

use super::cut::Cut;
use super::geometry::MAX_DECODED;
use super::part::{self, CODED, Coding, Examined, Expected, HEADER_LEN, Head};
use super::{Coherence, RecoveryError, parity};
use crate::codec::{Codec, CodecError, brotli, huffman};

/// The state of a component or a package; a package is as good as its worst component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Every byte is as packed.
    Intact,
    /// Damaged, and healing gives everything back.
    Healable,
    /// Below the coherence threshold; salvage gives everything back.
    BelowThreshold,
    /// More is gone than the parity can give back.
    Lost,
}

/// The state of one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// Not found, or damaged beyond its inner code.
    Missing,
    /// Exactly as packed.
    Intact,
    /// Damaged, and mended in place.
    Mended,
}

/// Builds all parts of a component, one after the other.
///
/// `head` gives everything but the part number; its geometry must be that of `cut`, whose blocks
/// come from `raw`.
pub fn build(raw: &[u8], cut: &Cut, head: &Head) -> Vec<u8> {
    let (len, data, total) = (
        head.part_len(),
        usize::from(head.data),
        usize::from(head.total),
    );
    let mut parts = vec![0; total * len];
    for (number, part) in parts.chunks_exact_mut(len).enumerate() {
        part[..part::HEAD_LEN].copy_from_slice(&head.to_bytes(number as u8));
    }
    for (part, block) in parts.chunks_exact_mut(len).take(data).zip(cut.blocks()) {
        part[CODED].copy_from_slice(&block.coding.to_bytes());
        let payload = cut.payload(raw, block);
        part[HEADER_LEN..HEADER_LEN + payload.len()].copy_from_slice(payload);
    }
    parity::encode(&mut parts, len, data);
    parts.chunks_exact_mut(len).for_each(part::seal);
    parts
}

/// The parts of one component as they are collected.
#[derive(Debug)]
pub struct Parts {
    name: String,
    head: Head,
    hashes: Option<Vec<[u8; 8]>>,
    bytes: Vec<u8>,
    states: Vec<PartState>,
}

impl Parts {
    /// Room for the parts of the component that `head` describes. `name` is used in errors;
    /// `hashes` are the manifest's, one per part, when it is known.
    ///
    /// # Errors
    /// `Memory` when the parts (1.5 MB at most) find no room.
    pub fn new(
        name: String,
        head: Head,
        hashes: Option<Vec<[u8; 8]>>,
    ) -> Result<Parts, RecoveryError> {
        let size = usize::from(head.total) * head.part_len();
        let mut bytes = Vec::new();
        bytes
            .try_reserve_exact(size)
            .map_err(|_| RecoveryError::Codec {
                component: name.clone(),
                source: CodecError::Memory { bytes: size },
            })?;
        bytes.resize(size, 0);
        let states = vec![PartState::Missing; usize::from(head.total)];
        Ok(Parts {
            name,
            head,
            hashes,
            bytes,
            states,
        })
    }

    /// What all parts have in common.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The state of every part.
    pub fn states(&self) -> &[PartState] {
        &self.states
    }

    /// The bytes of one part, as packed once it is intact, mended or rebuilt.
    pub fn part(&self, number: usize) -> &[u8] {
        let len = self.head.part_len();
        &self.bytes[number * len..(number + 1) * len]
    }

    /// All parts, one after the other, as packed once nothing is missing.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Offers bytes for part `number`; they are taken when they are that part, or can be mended to
    /// it. A part that was found already stays, unless the new one is intact and it was not.
    pub fn offer(&mut self, number: usize, bytes: &[u8]) -> PartState {
        let len = self.head.part_len();
        if bytes.len() != len || number >= self.states.len() {
            return PartState::Missing;
        }
        if self.states[number] == PartState::Intact {
            return PartState::Intact;
        }
        let expected = Expected {
            head: self.head.to_bytes(number as u8),
            sha8: self
                .hashes
                .as_ref()
                .and_then(|hashes| hashes.get(number))
                .copied(),
        };
        let mut copy = bytes.to_vec();
        let found = match part::examine(&mut copy, Some(&expected)) {
            Ok(Examined::Intact) => PartState::Intact,
            Ok(Examined::Mended) => PartState::Mended,
            Err(_) => return PartState::Missing,
        };
        let digest_agrees = expected
            .sha8
            .is_none_or(|sha8| part::digest(&copy)[..8] == sha8);
        if !digest_agrees {
            return PartState::Missing;
        }
        if self.states[number] == PartState::Missing || found == PartState::Intact {
            self.bytes[number * len..(number + 1) * len].copy_from_slice(&copy);
            self.states[number] = found;
        }
        found
    }

    fn count(&self, state: PartState) -> u64 {
        self.states.iter().filter(|s| **s == state).count() as u64
    }

    /// Intact parts of all, as received.
    pub fn coherence(&self) -> Coherence {
        Coherence::new(self.count(PartState::Intact), self.states.len() as u64)
    }

    /// The same after each part mended itself.
    pub fn coherence_healed(&self) -> Coherence {
        let total = self.states.len() as u64;
        Coherence::new(total - self.count(PartState::Missing), total)
    }

    /// The numbers of the missing parts.
    pub fn missing(&self) -> Vec<u16> {
        let missing = |(number, state): (usize, &PartState)| {
            (*state == PartState::Missing).then_some(number as u16)
        };
        self.states.iter().enumerate().filter_map(missing).collect()
    }

    /// How the component stands.
    pub fn status(&self) -> Status {
        let missing = self.count(PartState::Missing);
        if missing > self.head.parity() as u64 {
            Status::Lost
        } else if !self.coherence_healed().is_enough() {
            Status::BelowThreshold
        } else if self.coherence().intact < self.states.len() as u64 {
            Status::Healable
        } else {
            Status::Intact
        }
    }

    /// The refusal that the 95.4 % rule or the parity's limit asks for, if any.
    ///
    /// # Errors
    /// `Lost` beyond the parity; `Coherence` below 0.954 without `salvage`.
    pub fn check(&self, salvage: bool) -> Result<(), RecoveryError> {
        let healed = self.coherence_healed();
        match self.status() {
            Status::Lost => Err(RecoveryError::Lost {
                component: self.name.clone(),
                missing: self.count(PartState::Missing),
                total: healed.total,
                parity: self.head.parity() as u64,
            }),
            Status::BelowThreshold if !salvage => Err(RecoveryError::CoherenceBelowThreshold {
                component: self.name.clone(),
                intact: healed.intact,
                total: healed.total,
                recoverable: true,
            }),
            _ => Ok(()),
        }
    }

    /// Depth 2: rebuilds every missing part, byte for byte as packed. The numbers of the rebuilt,
    /// ascending.
    ///
    /// # Errors
    /// Those of [`check`](Parts::check); `Integrity` when the bytes still have the wrong hash.
    pub fn rebuild(&mut self, salvage: bool) -> Result<Vec<u16>, RecoveryError> {
        self.check(salvage)?;
        let rebuilt = self.missing();
        if rebuilt.is_empty() {
            return Ok(rebuilt);
        }
        let gone: Vec<bool> = self
            .states
            .iter()
            .map(|s| *s == PartState::Missing)
            .collect();
        let (len, data) = (self.head.part_len(), usize::from(self.head.data));
        parity::restore(&mut self.bytes, len, data, &gone);
        for &number in &rebuilt {
            let at = usize::from(number) * len;
            let part = &mut self.bytes[at..at + len];
            part[..part::HEAD_LEN].copy_from_slice(&self.head.to_bytes(number as u8));
            part::seal(part);
            let expected = self
                .hashes
                .as_ref()
                .and_then(|h| h.get(usize::from(number)));
            if expected.is_some_and(|sha8| part::digest(part)[..8] != sha8[..]) {
                return Err(self.integrity());
            }
            self.states[usize::from(number)] = PartState::Mended;
        }
        Ok(rebuilt)
    }

    fn integrity(&self) -> RecoveryError {
        RecoveryError::Integrity {
            component: self.name.clone(),
        }
    }

    fn codec_error(&self, source: CodecError) -> RecoveryError {
        RecoveryError::Codec {
            component: self.name.clone(),
            source,
        }
    }

    /// The component's bytes, at most 8 MiB; every data part must be there. Their SHA-256 decides.
    ///
    /// # Errors
    /// `Corrupt`, `Truncated` and `OutputLimit` for payloads that cannot be; `Integrity` for a wrong
    /// hash, also when a data part is missing.
    pub fn decode(&self) -> Result<Vec<u8>, RecoveryError> {
        let mut out = Vec::new();
        let mut slices: Option<(u64, Vec<u8>)> = None;
        for number in 0..usize::from(self.head.data) {
            let (coding, payload) = self.data_part(number)?;
            match (&mut slices, coding.codec) {
                (Some((_, stream)), Codec::Brotli) => stream.extend_from_slice(payload),
                (None, Codec::Brotli) if number == 0 => {
                    slices = Some((coding.full_size, payload.to_vec()));
                }
                (None, codec) if codec != Codec::Brotli => {
                    self.decode_part(&coding, payload, &mut out)?;
                }
                _ => return Err(self.corrupt("brotli slices and other parts are mixed")),
            }
        }
        if let Some((size, stream)) = slices {
            if size > MAX_DECODED as u64 {
                return Err(self.too_large());
            }
            out = brotli::decompress(&stream, size as usize).map_err(|e| self.brotli_error(e))?;
        }
        if Sha256::digest(&out)[..] != self.head.sha256 {
            return Err(self.integrity());
        }
        Ok(out)
    }

    /// Bytes that [`decode`](Parts::decode) will try to give, as the data parts say; more than
    /// 8 MiB are refused there.
    pub fn announced_size(&self) -> u64 {
        let mut sum = 0u64;
        for number in 0..usize::from(self.head.data) {
            match self.data_part(number) {
                Ok((coding, _)) if coding.codec == Codec::Brotli => {
                    return coding.full_size.min(MAX_DECODED as u64);
                }
                Ok((coding, _)) => sum = sum.saturating_add(coding.full_size),
                Err(_) => break,
            }
        }
        sum.min(MAX_DECODED as u64)
    }

    fn data_part(&self, number: usize) -> Result<(Coding, &[u8]), RecoveryError> {
        let part = self.part(number);
        let coding = Coding::parse(part)?;
        let payload = &part[HEADER_LEN..HEADER_LEN + usize::from(self.head.capacity)];
        let payload = payload
            .get(..coding.payload_len.into())
            .ok_or_else(|| self.corrupt("payload_len is more than the part holds"))?;
        Ok((coding, payload))
    }

    /// A stream longer than its slices say is damage, not a limit that could be raised.
    fn brotli_error(&self, error: CodecError) -> RecoveryError {
        match error {
            CodecError::OutputLimit { .. } => self.corrupt("the stream is longer than full_size"),
            other => self.codec_error(other),
        }
    }

    fn corrupt(&self, why: &'static str) -> RecoveryError {
        self.codec_error(CodecError::Corrupt {
            what: "component",
            why,
        })
    }

    fn too_large(&self) -> RecoveryError {
        self.codec_error(CodecError::OutputLimit {
            what: "component",
            limit: MAX_DECODED,
        })
    }

    /// Decodes one stored, Huffman or run part to the end of `out`.
    fn decode_part(
        &self,
        coding: &Coding,
        payload: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), RecoveryError> {
        let at = out.len();
        if coding.full_size > (MAX_DECODED - at) as u64 {
            return Err(self.too_large());
        }
        let size = coding.full_size as usize;
        if coding.raw_offset as usize != at && size > 0 {
            return Err(self.corrupt("raw_offset does not follow the part before"));
        }
        if out.try_reserve(size).is_err() {
            return Err(self.codec_error(CodecError::Memory { bytes: size }));
        }
        out.resize(at + size, 0);
        self.decode_into(coding, payload, &mut out[at..])
    }

    fn decode_into(
        &self,
        coding: &Coding,
        payload: &[u8],
        out: &mut [u8],
    ) -> Result<(), RecoveryError> {
        match coding.codec {
            Codec::Stored if payload.len() == out.len() => out.copy_from_slice(payload),
            Codec::Stored => return Err(self.corrupt("a stored part has another length")),
            Codec::Run => match payload {
                [byte] => out.fill(*byte),
                _ => return Err(self.corrupt("a run's payload is one byte")),
            },
            Codec::Huffman => {
                huffman::decode_block_into(payload, &coding.table, coding.streams, out)
                    .map_err(|e| self.codec_error(e))?;
            }
            Codec::Brotli => return Err(self.corrupt("a brotli slice does not decode alone")),
        }
        Ok(())
    }

    /// What can be had of a component that is lost: its bytes with zeros in the lost ranges, and
    /// those ranges, each `[from, to)`. `size` is the manifest's, when it is known.
    ///
    /// Stored, Huffman and run parts lose only themselves; a brotli component keeps what stands
    /// before its first lost slice.
    pub fn decode_partial(&self, size: Option<u64>) -> (Vec<u8>, Vec<(u64, u64)>) {
        let limit = size.map_or(MAX_DECODED, |s| s.min(MAX_DECODED as u64) as usize);
        let (mut out, mut have) = (vec![0; limit], Vec::new());
        let mut stream = Some(Vec::new());
        let mut brotli_size = None;
        for number in 0..usize::from(self.head.data) {
            let found = (self.states[number] != PartState::Missing)
                .then(|| self.data_part(number).ok())
                .flatten();
            match found {
                None => {
                    if let (Some(bytes), Some(_)) = (&stream, brotli_size) {
                        have.extend(prefix(bytes, &mut out));
                    }
                    stream = None;
                }
                Some((coding, payload)) if coding.codec == Codec::Brotli => {
                    brotli_size = Some(coding.full_size);
                    if let Some(stream) = &mut stream {
                        stream.extend_from_slice(payload);
                    }
                }
                Some((coding, payload)) => {
                    let from = coding.raw_offset as usize;
                    let to =
                        from.saturating_add(usize::try_from(coding.full_size).unwrap_or(limit));
                    if let Some(place) = out.get_mut(from..to)
                        && self.decode_into(&coding, payload, place).is_ok()
                    {
                        have.push((from as u64, to as u64));
                    }
                }
            }
        }
        if let (Some(bytes), Some(_)) = (&stream, brotli_size) {
            have.extend(prefix(bytes, &mut out));
        }
        let known = have.iter().map(|(_, to)| *to).max().unwrap_or(0);
        let end = size.or(brotli_size).unwrap_or(known).min(limit as u64);
        out.truncate(end as usize);
        (out, gaps(&mut have, end))
    }
}

/// Decodes what a cut brotli stream gives into the front of `out`.
fn prefix(stream: &[u8], out: &mut [u8]) -> Option<(u64, u64)> {
    let bytes = brotli::decompress_prefix(stream, out.len());
    let len = bytes.len().min(out.len());
    out[..len].copy_from_slice(&bytes[..len]);
    (len > 0).then_some((0, len as u64))
}

/// What of `0..end` no range of `have` covers.
fn gaps(have: &mut [(u64, u64)], end: u64) -> Vec<(u64, u64)> {
    have.sort_unstable();
    let (mut at, mut gaps) = (0, Vec::new());
    for &(from, to) in have.iter().filter(|(from, _)| *from < end) {
        if from > at {
            gaps.push((at, from));
        }
        at = at.max(to);
    }
    if at < end {
        gaps.push((at, end));
    }
    gaps
}
