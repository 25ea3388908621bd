//! Numbers for components as they come: 256 of each kind in a volume, 256 volumes.

use super::super::geometry::MAX_CAPACITY;
use super::super::{Address, Kind, RecoveryError, Redundancy};

/// Encoded bytes that a manifest spends on a component, and on each of its parts, at most.
const ROW: usize = 140;
const HASH: usize = 9;

/// Gives every component its address.
#[derive(Clone, Debug)]
pub struct Numbering {
    volume: u8,
    next: [u16; 6],
    manifest: usize,
    room: usize,
}

impl Numbering {
    /// For packages whose manifests are components of this redundancy.
    pub fn new(redundancy: Redundancy) -> Numbering {
        let room = redundancy.full_data_parts() * MAX_CAPACITY;
        Numbering {
            volume: 0,
            next: [0; 6],
            manifest: 0,
            room,
        }
    }

    /// The volume that is being filled.
    pub fn volume(&self) -> u8 {
        self.volume
    }

    /// Whether a component of `kind` with `parts` parts still fits this volume. Room for the file
    /// index and the manifest is kept.
    pub fn fits(&self, kind: Kind, parts: usize) -> bool {
        let limit = if kind == Kind::Manifest { 255 } else { 256 };
        self.next[kind as usize] < limit && self.manifest + ROW + HASH * parts <= self.room
    }

    /// The address for the next component of `kind`, which must [fit](Numbering::fits). Kind
    /// manifest gives the file index its numbers, from 1.
    pub fn assign(&mut self, kind: Kind, parts: usize) -> Address {
        self.manifest += ROW + HASH * parts;
        let next = &mut self.next[kind as usize];
        *next += 1;
        let id = if kind == Kind::Manifest {
            *next
        } else {
            *next - 1
        };
        Address {
            volume: self.volume,
            kind,
            id: id as u8,
        }
    }

    /// The address of this volume's manifest.
    pub fn manifest(&self) -> Address {
        Address {
            volume: self.volume,
            kind: Kind::Manifest,
            id: 0,
        }
    }

    /// Begins the next volume.
    ///
    /// # Errors
    /// `TooLarge` after the 256th.
    pub fn next_volume(&mut self) -> Result<(), RecoveryError> {
        let volume = self
            .volume
            .checked_add(1)
            .ok_or_else(|| RecoveryError::TooLarge {
                what: "the input".into(),
                limit: "256 volumes of at most 256 components a kind",
            })?;
        *self = Numbering {
            volume,
            next: [0; 6],
            manifest: 0,
            room: self.room,
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hundred_and_fifty_six_of_each_kind_fill_a_volume() {
        let mut numbering = Numbering::new(Redundancy::default());
        for kind in [Kind::Component, Kind::Country] {
            for id in 0..=255 {
                assert!(numbering.fits(kind, 22));
                assert_eq!(
                    numbering.assign(kind, 22),
                    Address {
                        volume: 0,
                        kind,
                        id
                    }
                );
            }
            assert!(!numbering.fits(kind, 22));
        }
        numbering.next_volume().unwrap();
        assert_eq!(numbering.assign(Kind::Component, 22).volume, 1);
        assert_eq!(numbering.assign(Kind::Manifest, 22).id, 1);
        for _ in 2..=255 {
            numbering.next_volume().unwrap();
        }
        assert!(numbering.next_volume().is_err());
    }
}
