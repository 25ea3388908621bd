//! An open package's inside: bytes, map, and components out of them.

use std::sync::{Arc, PoisonError, RwLock};

use diram_core::recovery::geometry::MAX_DECODED;
use diram_core::recovery::package::{Found, Map, Source};
use diram_core::recovery::{Coherence, Kind, Parts, RecoveryError, Status};

use crate::{Error, Op};

/// Bytes and map.
pub(super) struct Opened {
    source: Box<dyn Source>,
    map: RwLock<Arc<Map>>,
}

/// A component with all its parts as packed.
pub(super) struct Restored {
    pub(super) parts: Parts,
    pub(super) tally: Tally,
}

/// What it took to restore components.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) coherence: Coherence,
    pub(super) coherence_healed: Coherence,
    pub(super) mended_parts: u64,
    pub(super) rebuilt_parts: u64,
    pub(super) mended_bytes: u64,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.coherence = self.coherence + other.coherence;
        self.coherence_healed = self.coherence_healed + other.coherence_healed;
        self.mended_parts += other.mended_parts;
        self.rebuilt_parts += other.rebuilt_parts;
        self.mended_bytes += other.mended_bytes;
    }
}

impl Tally {
    /// Of a component as it was found, nothing rebuilt yet.
    pub(super) fn of(found: &Found) -> Tally {
        let (coherence, healed) = (found.parts.coherence(), found.parts.coherence_healed());
        Tally {
            coherence,
            coherence_healed: healed,
            mended_parts: healed.intact - coherence.intact,
            rebuilt_parts: 0,
            mended_bytes: found.mended_bytes,
        }
    }
}

impl Opened {
    pub(super) fn new(source: Box<dyn Source>, op: &Op) -> Result<Opened, Error> {
        op.begin("scan", Some(source.len()))?;
        let map = Map::open::<Error>(&*source, &mut |bytes| op.step(bytes))?;
        op.finish();
        Ok(Opened {
            source,
            map: RwLock::new(Arc::new(map)),
        })
    }

    pub(super) fn source(&self) -> &dyn Source {
        &*self.source
    }

    pub(super) fn map(&self) -> Arc<Map> {
        Arc::clone(&self.map.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Collects the parts of component `index`. When they are too few where they should be, every
    /// byte of the package is searched for them, once.
    pub(super) fn collect(&self, index: usize, op: &Op) -> Result<Found, Error> {
        op.check()?;
        let map = self.map();
        let found = map.collect::<Error>(self.source(), &map.places()[index])?;
        if found.parts.status() <= Status::Healable || map.is_searched() {
            return Ok(found);
        }
        self.search_again(op)?;
        let map = self.map();
        map.collect::<Error>(self.source(), &map.places()[index])
    }

    fn search_again(&self, op: &Op) -> Result<(), Error> {
        let mut slot = self.map.write().unwrap_or_else(PoisonError::into_inner);
        if slot.is_searched() {
            return Ok(());
        }
        let mut map = Map::clone(&slot);
        map.search_again(self.source(), &mut |_| op.check())?;
        *slot = Arc::new(map);
        Ok(())
    }

    /// Component `index` with every part as packed.
    pub(super) fn restore(&self, index: usize, salvage: bool, op: &Op) -> Result<Restored, Error> {
        let found = self.collect(index, op)?;
        let mut tally = Tally::of(&found);
        let mut parts = found.parts;
        tally.rebuilt_parts = parts.rebuild(salvage)?.len() as u64;
        tally.mended_bytes += tally.rebuilt_parts * parts.head().part_len() as u64;
        Ok(Restored { parts, tally })
    }

    /// A refusal that holds for all of `places`: salvage is not offered where it would fail too.
    pub(super) fn honest(&self, refusal: Error, places: &[usize], op: &Op) -> Error {
        use diram_core::recovery::RecoveryError::CoherenceBelowThreshold;
        if !matches!(refusal, Error::Recovery(CoherenceBelowThreshold { .. })) {
            return refusal;
        }
        for &index in places {
            match self.collect(index, op).map(|found| found.parts.check(true)) {
                Ok(Ok(())) => {}
                Ok(Err(lost)) => return lost.into(),
                Err(failed) => return failed,
            }
        }
        refusal
    }

    /// Component `index` decoded.
    pub(super) fn decode(
        &self,
        index: usize,
        salvage: bool,
        op: &Op,
    ) -> Result<(Vec<u8>, Tally), Error> {
        let restored = self.restore(index, salvage, op)?;
        let bytes = restored.parts.decode()?;
        let map = self.map();
        let place = &map.places()[index];
        match place.info.size {
            // Offsets in the content are sums of these sizes.
            Some(size) if size != bytes.len() as u64 => {
                let (name, len) = (&place.name, bytes.len());
                let why = format!("{name} is said to have {size} bytes and has {len}");
                Err(RecoveryError::Manifest { why }.into())
            }
            _ => Ok((bytes, restored.tally)),
        }
    }

    /// How many bytes each of these components holds while it is worked on: its parts, and what
    /// they decode to.
    pub(super) fn weights(&self, places: &[usize]) -> Vec<u64> {
        let map = self.map();
        let weight = |index: &usize| {
            let info = &map.places()[*index].info;
            let parts = u64::from(info.head.total) * info.head.part_len() as u64;
            parts + info.size.unwrap_or(MAX_DECODED as u64)
        };
        places.iter().map(weight).collect()
    }

    /// The places, by index, of the content, of the file index, or of any other kind.
    pub(super) fn indices(&self, wanted: impl Fn(Kind, u8) -> bool) -> Vec<usize> {
        let map = self.map();
        let fits = |(i, place): (usize, &diram_core::recovery::package::Place)| {
            let address = place.info.head.address;
            wanted(address.kind, address.id).then_some(i)
        };
        map.places().iter().enumerate().filter_map(fits).collect()
    }

    /// The places of the content's components.
    pub(super) fn content_indices(&self) -> Vec<usize> {
        self.indices(|kind, _| kind == Kind::Component)
    }

    /// The component called `name`: `diram-KIND-N.bin`, where N counts the components of the kind
    /// in package order, or the path of one of its parts, with or without folder.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let map = self.map();
        let by_part = |name: &str| {
            let (address, _) = diram_core::recovery::Address::parse_part_path(name)?;
            map.places()
                .iter()
                .position(|place| place.info.head.address == address)
        };
        let last = name.rsplit('/').next().unwrap_or(name);
        let bin = || map.places().iter().position(|place| place.name == last);
        let bare = || {
            let kind = Kind::ALL.into_iter().find(|kind| {
                last.strip_prefix("diram-")
                    .is_some_and(|rest| rest.starts_with(kind.name()))
            })?;
            by_part(&format!("{}{last}", kind.folder()))
        };
        by_part(name).or_else(bin).or_else(bare)
    }
}
