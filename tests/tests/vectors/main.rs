//! Rust's runner of `tests/vectors`, whose README is the schema.

mod faults;
mod input;
mod locks;
mod observers;
mod refused;
mod registry;
mod strategies;
mod versions;

use std::path::{Path, PathBuf};

use base64::{Engine, prelude::BASE64_STANDARD};
use diram::codec::huffman;
use diram::packages::{self, HealOptions, Package};
use diram::{Code, Error};
use diram_tests::root;
use input::{Input, bytes};
use refused::Refused;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Output limit of decoding where a case names none.
const MAX_OUTPUT: usize = 1 << 30;

fn hex(data: &[u8]) -> String {
    Sha256::digest(data)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn run(op: &str, input: &Input<'_>) -> Result<Value, Refused> {
    let areas = [
        versions::run,
        registry::run,
        strategies::run,
        faults::run,
        observers::run,
        locks::run,
    ];
    for area in areas {
        if let Some(result) = area(op, input)? {
            return Ok(result);
        }
    }
    Ok(run_on_bytes(op, input)?)
}

fn run_on_bytes(op: &str, input: &Input<'_>) -> Result<Value, Error> {
    let data = input.data();
    let salvage = input.flag("salvage");
    let sha256 = |bytes: Vec<u8>| json!({"sha256": hex(&bytes)});
    Ok(match op {
        "huffman_encode" => json!({"data": BASE64_STANDARD.encode(huffman::encode(&data))}),
        "huffman_decode" => {
            let limit = input.fields["max_output"]
                .as_u64()
                .map_or(MAX_OUTPUT, |n| n as usize);
            json!({"data": BASE64_STANDARD.encode(huffman::decode(&data, limit)?)})
        }
        "huffman_codes" => {
            let codes = huffman::codes(&data);
            json!({"codes": codes.iter().map(|c| json!([c.symbol, c.length, c.code])).collect::<Value>()})
        }
        "pack_bytes" => sha256(packages::pack_bytes(&data, &input.options()?)?),
        "package_verify" => json!(Package::open_bytes(data)?.verify()?),
        "package_heal" => {
            let mut healed = Vec::new();
            let options = HealOptions::new().salvage(salvage);
            Package::open_bytes(data)?.heal_to(&mut healed, &options)?;
            sha256(healed)
        }
        "package_unpack" => sha256(packages::unpack_bytes(&data, salvage)?),
        "part_check" => json!(packages::check_part(&data)),
        "part_heal" => sha256(packages::heal_part(&data)?),
        "component_reconstruct" => {
            let missing = input.fields["missing"].as_array().expect("numbers");
            let parts: Vec<_> = data
                .chunks(input.number("part_len") as usize)
                .enumerate()
                .map(|(i, part)| (!missing.contains(&json!(i))).then_some(part))
                .collect();
            let whole = packages::reconstruct_component(&parts, salvage)?;
            json!({
                "sha256": hex(&whole.data),
                "coherence": whole.coherence,
                "recovered": whole.recovered,
            })
        }
        "compress_with_recovery" => {
            let package = packages::compress_with_recovery(&data, input.number("threshold"))?;
            json!({"content_sha256": hex(&packages::unpack_bytes(&package, false)?)})
        }
        "decompress_fault_tolerant" => {
            let level = input.number("corruption_level");
            sha256(packages::decompress_fault_tolerant(&data, level)?)
        }
        other => panic!("unknown op {other}"),
    })
}

/// Compares what the case names; more may be there.
fn check(case: &Value, folder: &Path) {
    let input = Input {
        fields: &case["in"],
        folder,
    };
    let got = run(case["op"].as_str().expect("an op"), &input);
    match (case.get("error"), got) {
        (Some(name), Err(error)) => {
            assert_eq!(*name, error.code.name(), "{}", error.message);
        }
        (Some(name), Ok(got)) => panic!("{name} was expected, not {got}"),
        (None, Err(error)) => panic!("{}", error.message),
        (None, Ok(got)) => {
            for (field, want) in case["out"].as_object().expect("out") {
                let file = want.get("file").is_some();
                let bytes = || json!(BASE64_STANDARD.encode(bytes(want, folder)));
                assert_eq!(
                    got[field],
                    if file { bytes() } else { want.clone() },
                    "{field}"
                );
            }
        }
    }
}

/// Every vector file, with its cases.
fn documents() -> Vec<(PathBuf, Value)> {
    let list = |folder: &Path| {
        let entries = std::fs::read_dir(folder).expect("a folder");
        entries
            .map(|entry| entry.expect("an entry").path())
            .collect::<Vec<_>>()
    };
    let areas = list(&root().join("tests/vectors"))
        .into_iter()
        .filter(|path| path.is_dir());
    let files = areas.flat_map(|area| list(&area));
    let files = files.filter(|file| file.extension().is_some_and(|e| e == "json"));
    let parse = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).expect("UTF-8");
        let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{file:?}: {e}"));
        (file, document)
    };
    files.map(parse).collect()
}

#[test]
fn every_vector() {
    let (mut ran, mut of) = (0, 0);
    for (file, document) in documents() {
        for case in document["cases"].as_array().expect("cases") {
            of += 1;
            match std::panic::catch_unwind(|| check(case, file.parent().expect("a folder"))) {
                Ok(()) => ran += 1,
                Err(_) => eprintln!("{}: {}", file.display(), case["name"]),
            }
        }
    }
    println!("vectors: ran {ran} of {of}");
    assert!(of > 0 && ran == of, "vectors: ran {ran} of {of}");
}

#[test]
fn every_vector_follows_the_schema() {
    for (file, document) in documents() {
        let text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
        assert!(
            text(&document["about"]) && text(&document["origin"]),
            "{}",
            file.display()
        );
        let cases = document["cases"].as_array().expect("cases");
        let mut names: Vec<_> = cases.iter().map(|case| case["name"].as_str()).collect();
        names.sort();
        names.dedup();
        assert!(
            names.len() == cases.len() && names[0].is_some(),
            "{}: names",
            file.display()
        );
        for case in cases {
            let ends = [case["out"].is_object(), case["error"].is_string()];
            assert!(
                ends[0] != ends[1],
                "{}: {}: out or error",
                file.display(),
                case["name"]
            );
            if let Some(name) = case["error"].as_str() {
                assert!(
                    Code::ALL.iter().any(|code| code.name() == name),
                    "no code {name}"
                );
            }
        }
    }
}
