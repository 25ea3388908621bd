//! Short texts: part paths and zip records.

use diram_core::recovery::Address;
use diram_core::recovery::package::zip;

use crate::{fuzz, kind_of};

#[test]
fn part_path() {
    let good = [
        "root/obinexus/src/diram-component-0.part.255",
        "volumes/255/manifest/diram-manifest-7.part.0",
        "country/diram-country-12.part.3",
    ];
    let good = good.iter().map(|path| path.as_bytes().to_vec()).collect();
    fuzz("part_path", 100_000, good, |input| {
        let Ok(path) = std::str::from_utf8(input) else {
            return "not text".into();
        };
        let Some((address, part)) = Address::parse_part_path(path) else {
            return "no part".into();
        };
        assert_eq!(address.part_path(part.into()), path);
        address.kind.name().into()
    });
}

/// Records from the front of a directory, and the end of a file.
#[test]
fn zip_records() {
    let records: Vec<u8> = [7, u64::from(u32::MAX) - 1, 1 << 40]
        .iter()
        .flat_map(|offset| zip::central_record("manifest/diram-manifest-0.part.1", 400, 9, *offset))
        .collect();
    let end = |entries, offset| {
        let end = zip::end_records(entries, records.len() as u64, offset);
        [&records[..], &end].concat()
    };
    let good = vec![end(3, 1000), end(70_000, 1 << 33)];
    fuzz("zip_records", 100_000, good, |input| {
        let (mut rest, mut count) = (input, 0);
        while let Some(entry) = zip::parse_central(rest) {
            assert!(entry.record_len >= zip::CENTRAL_LEN && entry.name.len() < entry.record_len);
            rest = &rest[entry.record_len..];
            count += 1;
        }
        let found = [0, 1, u64::MAX].map(|at| zip::find_directory(input, at).is_some());
        kind_of(&format!("{found:?} {}", "x".repeat(count)))
    });
}
