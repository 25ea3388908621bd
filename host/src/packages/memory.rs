//! The same jobs on bytes in memory, and those on lone parts.

use diram_core::recovery::coherence::threshold_millionths;
use diram_core::recovery::part::{self, Examined, HEAD_LEN};
use diram_core::recovery::{Head, PartError, PartState, Parts, RecoveryError};

use super::packer::pack_stream;
use super::{PackOptions, Package, PartReport, ReadOptions, Reconstructed};
use crate::{Error, Op};

/// Packs bytes into a package in memory, as one file of the package's name.
///
/// # Errors
/// `Limit` and `Argument` for options that cannot be, `TooLarge` beyond 256 volumes.
///
/// ```
/// use diram::packages::{PackOptions, pack_bytes, unpack_bytes};
/// let mut package = pack_bytes(b"some text", &PackOptions::new())?;
/// package[1000..1032].fill(0);
/// assert_eq!(unpack_bytes(&package, false)?, b"some text");
/// # Ok::<(), diram::Error>(())
/// ```
pub fn pack_bytes(data: &[u8], options: &PackOptions) -> Result<Vec<u8>, Error> {
    Ok(pack_stream(data, Vec::new(), options)?.0)
}

/// Heals and unpacks a package in memory; gives its content, at most 1 GiB: the file's bytes, or
/// the tar stream of a folder.
///
/// # Errors
/// Those of [`Package::open`] and [`Package::content`].
pub fn unpack_bytes(package: &[u8], salvage: bool) -> Result<Vec<u8>, Error> {
    unpack_bytes_with(package, &ReadOptions::new().salvage(salvage))
}

/// [`unpack_bytes`] with another limit, cancel, time limit and progress.
///
/// # Errors
/// Those of [`Package::open`] and [`Package::content`].
pub fn unpack_bytes_with(package: &[u8], options: &ReadOptions) -> Result<Vec<u8>, Error> {
    Package::open_bytes_with(package, &options.op)?.content_with(options)
}

/// AuraSeal specification §2.1: compresses `data` and adds recovery data. `coherence_threshold` (rounded to
/// millionths) must be within 0.954..=1; it does not change the result, which is a package:
/// [`Package`] reads it too.
///
/// # Errors
/// `Argument` for a threshold outside.
pub fn compress_with_recovery(data: &[u8], coherence_threshold: f64) -> Result<Vec<u8>, Error> {
    compress_with_recovery_with(data, coherence_threshold, &Op::new())
}

/// [`compress_with_recovery`] with cancel, time limit and progress.
///
/// # Errors
/// Those of [`compress_with_recovery`].
pub fn compress_with_recovery_with(
    data: &[u8],
    coherence_threshold: f64,
    op: &Op,
) -> Result<Vec<u8>, Error> {
    if threshold_millionths(coherence_threshold).is_none() {
        let why = format!("{coherence_threshold} is outside 0.954..=1");
        return Err(Error::Argument {
            argument: "coherence_threshold",
            why,
        });
    }
    pack_bytes(data, &PackOptions::new().op(op))
}

/// AuraSeal specification §2.2: the way back. `corruption_level` (default 0.046, within 0..=1) is the largest
/// lost share of a component's parts that the caller accepts. At most 1 GiB is given back.
///
/// # Errors
/// `Argument` for a level outside; `Coherence` when more is lost than that; those of
/// [`Package::open`] and [`Package::content`].
pub fn decompress_fault_tolerant(package: &[u8], corruption_level: f64) -> Result<Vec<u8>, Error> {
    decompress_fault_tolerant_with(package, corruption_level, &Op::new())
}

/// [`decompress_fault_tolerant`] with cancel, time limit and progress.
///
/// # Errors
/// Those of [`decompress_fault_tolerant`].
pub fn decompress_fault_tolerant_with(
    package: &[u8],
    corruption_level: f64,
    op: &Op,
) -> Result<Vec<u8>, Error> {
    if !(0.0..=1.0).contains(&corruption_level) {
        let why = format!("{corruption_level} is outside 0..=1");
        return Err(Error::Argument {
            argument: "corruption_level",
            why,
        });
    }
    let package = Package::open_bytes_with(package, op)?.with_op(op);
    package.accept_loss(corruption_level)?;
    package.content(true)
}

/// Puts a component together from its parts. `None` = missing; the order does not matter, each
/// part's header says which one it is. AuraSeal specification §4.2.
///
/// # Errors
/// `Argument` without any part; `ConflictingParts` when parts of several components are mixed;
/// `Coherence` below 0.954 without `salvage`; `Lost` beyond the parity.
pub fn reconstruct_component(
    parts: &[Option<&[u8]>],
    salvage: bool,
) -> Result<Reconstructed, Error> {
    let given: Vec<&[u8]> = parts.iter().flatten().copied().collect();
    let head = common_head(&given)?;
    let name = format!("diram-{}-{}.bin", head.address.kind.name(), head.address.id);
    let mut collected = Parts::new(name, head, None)?;
    let mut tries = MOST_TRIES;
    for bytes in given {
        offer_anywhere(&mut collected, bytes, &mut tries);
    }
    let coherence = collected.coherence().value();
    let recovered = collected.rebuild(salvage)?;
    Ok(Reconstructed {
        data: collected.decode()?,
        coherence,
        recovered,
    })
}

/// The head that the sound parts agree on.
fn common_head(parts: &[&[u8]]) -> Result<Head, Error> {
    let mut head: Option<Head> = None;
    let mut refusal = None;
    for bytes in parts {
        let mut copy = bytes.to_vec();
        match part::examine(&mut copy, None).and_then(|_| head_of(&copy)) {
            Ok((found, _)) => match &head {
                Some(known) if *known != found => {
                    return Err(RecoveryError::Mixed {
                        field: differing(known, &found),
                    }
                    .into());
                }
                _ => head = Some(found),
            },
            Err(e) => refusal = Some(e),
        }
    }
    match (head, refusal) {
        (Some(head), _) => Ok(head),
        (None, Some(refusal)) => Err(refusal.into()),
        (None, None) => {
            let why = "no part given; at least one is needed".into();
            Err(Error::Argument {
                argument: "parts",
                why,
            })
        }
    }
}

fn differing(one: &Head, other: &Head) -> &'static str {
    if one.tag != other.tag {
        "tag"
    } else if one.address != other.address {
        "component"
    } else if one.sha256 != other.sha256 {
        "sha256"
    } else {
        "shape"
    }
}

fn head_of(part: &[u8]) -> Result<(Head, u8), PartError> {
    let mut bytes = [0; HEAD_LEN];
    bytes.copy_from_slice(&part[..HEAD_LEN]);
    Head::parse(&bytes)
}

/// How often a part that does not say its number is tried under one: all 256 parts of a component
/// could be such.
const MOST_TRIES: usize = 256 * 256;

/// A part under its own number; one too damaged to tell is tried under every number that is left.
fn offer_anywhere(parts: &mut Parts, bytes: &[u8], tries: &mut usize) {
    let mut copy = bytes.to_vec();
    if part::examine(&mut copy, None).is_ok()
        && let Ok((_, number)) = head_of(&copy)
    {
        // The bytes as received: whether they are intact counts.
        parts.offer(number.into(), bytes);
        return;
    }
    for number in parts.missing() {
        let left = tries.checked_sub(1);
        if left.is_none() || parts.offer(number.into(), bytes) != PartState::Missing {
            return;
        }
        *tries = left.unwrap_or(0);
    }
}

/// What a lone part says about itself. Never fails: noise has capability 0.
pub fn check_part(bytes: &[u8]) -> PartReport {
    let mut copy = bytes.to_vec();
    let examined = part::examine(&mut copy, None);
    let head = examined.as_ref().ok().and_then(|_| head_of(&copy).ok());
    PartReport {
        recovery_capability: part::clean_share(bytes),
        intact: examined == Ok(Examined::Intact),
        mendable: examined.is_ok(),
        part_number: head.map(|(_, number)| number.into()),
        total_parts: head.map(|(head, _)| head.total),
        data_parts: head.map(|(head, _)| head.data.into()),
        kind: head.map(|(head, _)| head.address.kind.name()),
        component_id: head.map(|(head, _)| head.address.id),
        volume: head.map(|(head, _)| head.address.volume),
    }
}

/// A lone part mended by its inner code (depth 1): as many bytes as were given.
///
/// # Errors
/// `Format`, `Truncated`, `Trailing`, `Unsupported` and `Corrupt` when this is no part; `Integrity`
/// when it is damaged beyond its inner code.
pub fn heal_part(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut copy = bytes.to_vec();
    part::examine(&mut copy, None)?;
    Ok(copy)
}
