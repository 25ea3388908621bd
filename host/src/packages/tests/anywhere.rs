use proptest::prelude::*;

use super::*;
use crate::Failure;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_is_changed_gives_the_same_bytes_or_a_typed_error(
        len in 0usize..20_000,
        seed in any::<u64>(),
        stored_codec in any::<bool>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0u8..4, 1usize..3000), 1..12),
    ) {
        let data = if seed % 2 == 0 { text(len) } else { noise(len, seed) };
        let options = if stored_codec { stored() } else { PackOptions::new() };
        let package = packed(&data, &options);
        let mut damaged = package.clone();
        for (at, edit, size) in edits {
            if damaged.is_empty() {
                break;
            }
            let at = at.index(damaged.len());
            let end = (at + size).min(damaged.len());
            match edit {
                0 => damaged[at] ^= 1 << (size % 8),
                1 => damaged[at..end].fill(0),
                2 => drop(damaged.drain(at..end)),
                _ => drop(damaged.splice(at..at, noise(size, seed))),
            }
        }
        for salvage in [false, true] {
            match unpack_bytes(&damaged, salvage) {
                Ok(bytes) => prop_assert!(bytes == data),
                Err(e) => prop_assert!((10..30).contains(&(e.code() as i32)), "{}", e),
            }
            if let Ok(whole) = healed(&damaged, salvage) {
                prop_assert!(whole == package);
            }
        }
    }

    #[test]
    fn any_loss_within_the_rule_heals(
        len in 1usize..400_000,
        seed in any::<u64>(),
        choice in 0usize..4,
    ) {
        let data = if seed % 2 == 0 { text(len) } else { noise(len, seed) };
        let package = packed(&data, &PackOptions::new().codec(CodecChoice::ALL[choice].1));
        let views = Package::open_bytes(package.clone()).unwrap().components().unwrap();
        let mut damaged = package.clone();
        for view in views {
            let allowed = 46 * usize::from(view.num_parts) / 1000;
            let lost = (0..allowed).map(|i| (seed as usize % 1000 + i * 7) % usize::from(view.num_parts));
            destroy(&mut damaged, view.name.trim_end_matches(".bin"), lost);
        }
        prop_assert!(healed(&damaged, false).unwrap() == package);
    }
}
