//! How many parts a component gets, and how large they are.
//!
//! A full component has 240 data parts of 5120 bytes and 16 parity parts; a smaller one gets as few
//! parts as let 11 of 256 go within the 95.4 % rule.
//!
//! ```
//! use diram_core::recovery::{Redundancy, geometry::Geometry};
//! let full = Geometry::full(Redundancy::default());
//! assert_eq!((full.data, full.parity, full.capacity), (240, 16, 5120));
//! let small = Geometry::for_encoded(1000, Redundancy::default());
//! assert_eq!((small.data, small.parity, small.capacity), (20, 2, 50));
//! ```

use super::Coherence;

/// Most payload bytes of a part.
pub const MAX_CAPACITY: usize = 5120;
/// Most data parts of a component.
pub const MAX_DATA: usize = 240;
/// Most parity parts of a component.
pub const MAX_PARITY: usize = 16;
/// Most parts of a component.
pub const MAX_TOTAL: usize = MAX_DATA + MAX_PARITY;
/// Fewest data parts of a component.
pub const MIN_DATA: usize = 20;
/// Most decoded bytes of a component.
pub const MAX_DECODED: usize = 8 << 20;

/// Parity's share of a component's parts, in hundredths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Redundancy(u16);

impl Redundancy {
    /// From percent: 6.25 (the default) to 44. `None` outside.
    pub fn from_percent(percent: f64) -> Option<Redundancy> {
        let hundredths = (percent * 100.0).round();
        (625.0..=4400.0)
            .contains(&hundredths)
            .then_some(Redundancy(hundredths as u16))
    }

    /// In percent.
    pub fn percent(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Data parts of a full component: with 16 parity parts they give this share.
    pub fn full_data_parts(self) -> usize {
        let share = usize::from(self.0);
        (MAX_PARITY * (10_000 - share) / share).clamp(MIN_DATA, MAX_DATA)
    }

    /// Parity parts for `data` data parts.
    pub fn parity_for(self, data: usize) -> usize {
        let share = usize::from(self.0);
        (data * share).div_ceil(10_000 - share).clamp(2, MAX_PARITY)
    }
}

impl Default for Redundancy {
    /// One part in sixteen.
    fn default() -> Redundancy {
        Redundancy(625)
    }
}

/// The shape of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Geometry {
    /// Data parts, 1..=240 (the packer makes at least 20).
    pub data: usize,
    /// Parity parts, 0..=16 (the packer makes at least 2).
    pub parity: usize,
    /// Payload bytes of each part, 0..=5120.
    pub capacity: usize,
}

impl Geometry {
    /// The shape of a full component.
    pub fn full(redundancy: Redundancy) -> Geometry {
        let data = redundancy.full_data_parts();
        Geometry {
            data,
            parity: redundancy.parity_for(data),
            capacity: MAX_CAPACITY,
        }
    }

    /// The shape for `encoded` bytes, which must fit a full component.
    pub fn for_encoded(encoded: usize, redundancy: Redundancy) -> Geometry {
        let data = Geometry::data_parts_for(encoded.div_ceil(MAX_CAPACITY), redundancy);
        Geometry {
            data,
            parity: redundancy.parity_for(data),
            capacity: encoded.div_ceil(data),
        }
    }

    /// The smallest number of data parts, `needed` or more, at which the rule lets 11 of 256 of all
    /// parts go; the full number when none does.
    pub fn data_parts_for(needed: usize, redundancy: Redundancy) -> usize {
        let full = redundancy.full_data_parts();
        (needed.max(MIN_DATA)..full)
            .find(|&data| {
                let total = (data + redundancy.parity_for(data)) as u64;
                256 * Coherence::allowed_losses(total) >= 11 * total
            })
            .unwrap_or(full)
    }

    /// Parts in all.
    pub fn total(self) -> usize {
        self.data + self.parity
    }

    /// Bytes of each part's file: header, payload, footer.
    pub fn part_len(self) -> usize {
        super::part::HEADER_LEN + self.capacity + super::part::FOOTER_LEN
    }

    /// How many lost parts still pass the rule.
    pub fn allowed_losses(self) -> usize {
        Coherence::allowed_losses(self.total() as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_components_have_the_totals_of_the_rule() {
        let totals: Vec<usize> = (0..=236)
            .map(|needed| {
                let data = Geometry::data_parts_for(needed, Redundancy::default());
                data + Redundancy::default().parity_for(data)
            })
            .collect();
        assert_eq!(&totals[..=21], &[vec![22; 21], vec![23]].concat());
        assert_eq!(totals[22], 44);
        for total in totals {
            let total = total as u64;
            assert!(
                256 * Coherence::allowed_losses(total) >= 11 * total,
                "{total}"
            );
        }
    }

    #[test]
    fn what_the_rule_lets_go_is_recoverable() {
        for data in 1..=MAX_DATA {
            let parity = Redundancy::default().parity_for(data);
            assert!(
                parity as u64 >= Coherence::allowed_losses((data + parity) as u64),
                "{data}"
            );
            assert!(data + parity <= 256);
        }
    }

    #[test]
    fn redundancy_lowers_the_data_parts_of_full_components() {
        for (percent, data) in [(6.25, 240), (10.0, 144), (25.0, 48), (44.0, 20)] {
            let full = Geometry::full(Redundancy::from_percent(percent).unwrap());
            assert_eq!((full.data, full.parity), (data, 16), "{percent} %");
        }
        assert_eq!(Redundancy::from_percent(6.0), None);
        assert_eq!(Redundancy::from_percent(44.1), None);
        assert_eq!(Redundancy::from_percent(f64::NAN), None);
    }

    #[test]
    fn every_encoded_size_fits_its_shape() {
        for percent in [6.25, 10.0, 25.0, 44.0] {
            let redundancy = Redundancy::from_percent(percent).unwrap();
            let most = redundancy.full_data_parts() * MAX_CAPACITY;
            for encoded in [
                0,
                1,
                19,
                20,
                21,
                5119,
                102_400,
                102_401,
                most / 2,
                most - 1,
                most,
            ] {
                let shape = Geometry::for_encoded(encoded.min(most), redundancy);
                assert!(shape.data * shape.capacity >= encoded.min(most));
                assert!(shape.capacity <= MAX_CAPACITY && shape.total() <= 256);
            }
        }
    }
}
