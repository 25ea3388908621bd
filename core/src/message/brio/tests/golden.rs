//! The format, held fast: tables and codes are the same on every machine and in every version.

use sha2::{Digest, Sha256};

use super::samples::{Numbers, message, sample};
use crate::message::brio::{ALGORITHM, Level, Model, Profile, Scratch};

/// (profile, level, SHA-256 of the tables, SHA-256 of 50 codes each behind its length as a byte).
const GOLDEN: [(Profile, Level, &str, &str); 4] = [
    (
        Profile::Text,
        Level::Fast,
        "31614f77578324d5f64f29cac59d344924dc9f8dbba9da45ff54c3ab3dd4bd80",
        "801a7d59a54d2b89fc321ea9128341b334e3dfaab2a944883aaa5506c0a5097c",
    ),
    (
        Profile::Text,
        Level::Max,
        "f44cbe180890a1edb90166e04ee011040d68bb4d9083e6bc2a95ffec8c3348e2",
        "a37625f506cb17a6f02bc6cfcfb452eec03dcbc0ea4bfa988d69598a62661133",
    ),
    (
        Profile::Json,
        Level::Fast,
        "1633ce901a3244b9662df26b0a2f4f1adf9b8d69af6415a3192b38318b24f48e",
        "94e78e8c89e8b85f92925986d44b250958cf73735162b227c54528c05f539271",
    ),
    (
        Profile::Json,
        Level::Max,
        "30e1e42b2a13139759c2a3645019a5224bc7e4d88365c3b8f170468f5e29a554",
        "f968ea909ba46729394052829800a0022f8961c7c5dcabfc5af286ef54ad202e",
    ),
];

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn tables_and_codes_are_those_of_version_1() {
    assert_eq!(ALGORITHM, 1);
    let mut wrong = Vec::new();
    for (profile, level, tables, codes) in GOLDEN {
        let model = Model::prime(&sample(profile, 300), profile, level);
        let mut scratch = Scratch::default();
        let mut numbers = Numbers(2026);
        let mut hash = Sha256::new();
        for _ in 0..50 {
            let mut packed = Vec::new();
            let text = message(profile, &mut numbers);
            model.encode(text.as_bytes(), &mut scratch, &mut packed);
            hash.update([packed.len() as u8]);
            hash.update(&packed);
        }
        let found = (hex(&model.digest()), hex(&hash.finalize()));
        if found != (tables.to_owned(), codes.to_owned()) {
            wrong.push(format!("{profile:?} {level:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
