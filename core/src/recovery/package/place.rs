//! Where the parts of a component should be, and collecting them from there.

use std::io;

use super::super::{PartState, Parts, RecoveryError};
use super::manifest::ComponentInfo;
use super::{Source, spread, windows, zip};

/// A component and where its parts are expected.
#[derive(Clone, Debug)]
pub struct Place {
    /// What is known about it.
    pub info: ComponentInfo,
    /// Its name, as in `diram-component-0.bin`.
    pub name: String,
    pub(super) parts: Offsets,
}

#[derive(Clone, Debug)]
pub(super) enum Offsets {
    /// Computed from a manifest: relative to the window's first byte.
    Predicted { window: u64, within: Vec<u32> },
    /// From a search, without a manifest.
    Searched(Vec<Option<u64>>),
}

/// A component's parts as they were found.
#[derive(Debug)]
pub struct Found {
    /// The parts.
    pub parts: Parts,
    /// Whether every local zip header before a part is as packed.
    pub local_headers_intact: bool,
    /// CRC-32 of every part file as received.
    pub crcs: Vec<u32>,
    /// Bytes that differ between the mended parts and what was received.
    pub mended_bytes: u64,
}

/// How far parts stand from where they should: `(expected offset, shift)`, ascending, one entry
/// where the shift changes.
pub(super) type Shifts = Vec<(u64, i64)>;

/// The places of a volume's components when it begins at `start`; and where it ends.
pub(super) fn lay_out(volume: &[ComponentInfo], start: u64) -> (Vec<Offsets>, u64) {
    let mut out = Vec::with_capacity(volume.len());
    let mut window_start = start;
    for window in windows(volume.len()) {
        let infos = &volume[window];
        let totals: Vec<u16> = infos.iter().map(|info| info.head.total).collect();
        let mut within: Vec<Vec<u32>> = totals.iter().map(|t| vec![0; usize::from(*t)]).collect();
        let mut at = 0;
        for (component, part) in spread(&totals) {
            let head = &infos[component].head;
            at += zip::LOCAL_LEN + head.address.part_path(part).len();
            within[component][part] = at as u32;
            at += head.part_len();
        }
        out.extend(within.into_iter().map(|within| Offsets::Predicted {
            window: window_start,
            within,
        }));
        window_start += at as u64;
    }
    (out, window_start)
}

impl Place {
    /// Where part `number` is expected, if anything is known about that.
    pub(super) fn expected(&self, number: usize) -> Option<u64> {
        match &self.parts {
            Offsets::Predicted { window, within } => {
                within.get(number).map(|at| window + u64::from(*at))
            }
            Offsets::Searched(found) => found.get(number).copied().flatten(),
        }
    }

    /// Reads every part from where it is expected, or from where its neighbours' shift puts it.
    pub(super) fn collect<E: From<io::Error> + From<RecoveryError>>(
        &self,
        source: &dyn Source,
        shifts: &Shifts,
    ) -> Result<Found, E> {
        let head = self.info.head;
        let parts = Parts::new(self.name.clone(), head, self.info.known_hashes())?;
        let total = usize::from(head.total);
        let mut found = Found {
            parts,
            local_headers_intact: true,
            crcs: vec![0; total],
            mended_bytes: 0,
        };
        let mut buffer = Vec::new();
        for number in 0..total {
            let Some(expected) = self.expected(number) else {
                continue;
            };
            for offset in candidates(expected, shifts) {
                if self.collect_one(source, number, offset, &mut buffer, &mut found)? {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Reads one part and the local header before it; whether it is the part.
    fn collect_one(
        &self,
        source: &dyn Source,
        number: usize,
        offset: u64,
        buffer: &mut Vec<u8>,
        found: &mut Found,
    ) -> io::Result<bool> {
        let name = self.info.head.address.part_path(number);
        let part_len = self.info.head.part_len();
        let lead = (zip::LOCAL_LEN + name.len()).min(usize::try_from(offset).unwrap_or(usize::MAX));
        buffer.resize(lead + part_len, 0);
        if source.read_at(offset - lead as u64, buffer)? < buffer.len() {
            return Ok(false);
        }
        let (local, part) = buffer.split_at(lead);
        let state = found.parts.offer(number, part);
        if state == PartState::Missing {
            return Ok(false);
        }
        if state == PartState::Mended {
            let whole = found.parts.part(number).iter().zip(part);
            found.mended_bytes += whole.filter(|(whole, was)| whole != was).count() as u64;
        }
        let crc = crc32fast::hash(part);
        found.crcs[number] = crc;
        found.local_headers_intact &= local == zip::local_header(&name, part_len as u32, crc);
        Ok(true)
    }
}

/// `expected` moved by the shift of the nearest found part before it, and after it, and unmoved.
fn candidates(expected: u64, shifts: &Shifts) -> impl Iterator<Item = u64> {
    let after = shifts.partition_point(|(at, _)| *at <= expected);
    let shift = |i: Option<usize>| i.and_then(|i| shifts.get(i)).map(|(_, shift)| *shift);
    let before = shift(after.checked_sub(1));
    let next = shift(Some(after)).filter(|next| Some(*next) != before);
    let unmoved = Some(0).filter(|_| before != Some(0) && next != Some(0));
    [before, next, unmoved]
        .into_iter()
        .flatten()
        .filter_map(move |shift| expected.checked_add_signed(shift))
}
