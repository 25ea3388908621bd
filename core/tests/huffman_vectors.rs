//! Runs `tests/vectors/huffman/*.json`: the codec against an independent implementation.

use std::path::{Path, PathBuf};

use base64::Engine;
use diram_core::codec::huffman;
use diram_core::{Code, Failure};
use serde_json::{Value, json};

/// Output limit where a case names none.
const MAX_OUTPUT: usize = 1 << 30;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/huffman")
}

fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Bytes written in place or in a file beside the JSON.
fn bytes(value: &Value) -> Vec<u8> {
    if let Some(file) = value.get("file") {
        let path = folder().join(file.as_str().expect("a file name"));
        return std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let text = value.as_str().expect("base64 text");
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .expect("base64")
}

/// What the operation of a case gives, in the shape of its `out`.
fn run(case: &Value) -> Result<Value, Code> {
    let data = bytes(&case["in"]["data"]);
    match case["op"].as_str() {
        Some("huffman_encode") => Ok(json!({"data": base64(&huffman::encode(&data))})),
        Some("huffman_decode") => {
            let limit = case["in"]["max_output"]
                .as_u64()
                .map_or(MAX_OUTPUT, |limit| limit as usize);
            let raw = huffman::decode(&data, limit).map_err(|error| error.code())?;
            Ok(json!({"data": base64(&raw)}))
        }
        Some("huffman_codes") => {
            let codes: Vec<_> = huffman::codes(&data)
                .iter()
                .map(|code| json!([code.symbol, code.length, code.code]))
                .collect();
            Ok(json!({"codes": codes}))
        }
        other => panic!("unknown op {other:?}"),
    }
}

/// What the case says must come out.
fn wanted(case: &Value) -> Result<Value, Code> {
    if let Some(name) = case.get("error") {
        let named = |code: &&Code| Some(code.name()) == name.as_str();
        return Err(*Code::ALL.iter().find(named).expect("a known code"));
    }
    let mut out = case["out"].clone();
    if let Some(data) = out.get_mut("data") {
        *data = base64(&bytes(data)).into();
    }
    Ok(out)
}

#[test]
fn every_vector() {
    let (mut ran, mut of) = (0, 0);
    for entry in std::fs::read_dir(folder()).expect("the vector folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a vector file");
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let cases = document["cases"].as_array().expect("cases");
        of += cases.len();
        for case in cases {
            assert_eq!(
                run(case),
                wanted(case),
                "{}: {}",
                path.display(),
                case["name"]
            );
            ran += 1;
        }
    }
    println!("vectors: ran {ran} of {of}");
    assert!(ran == of && of >= 80, "ran {ran} of {of}");
}
