//! Jobs of the Huffman codec.

use diram::codec::huffman;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use serde_json::json;

use crate::job::{Job, Output};

/// Codes bytes.
#[napi(catch_unwind)]
pub fn huffman_encode(data: Uint8Array) -> Job {
    let data = data.to_vec();
    Job::new(move |_| Ok(Output::bytes(huffman::encode(&data))))
}

/// Decodes what [`huffman_encode`] gave, up to `max_output` bytes.
#[napi(catch_unwind)]
pub fn huffman_decode(data: Uint8Array, max_output: f64) -> Job {
    let data = data.to_vec();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the package lets only whole numbers from 0 to 2^53 pass"
    )]
    let limit = max_output as usize;
    Job::new(move |_| Ok(Output::bytes(huffman::decode(&data, limit)?)))
}

/// The codes that bytes get: `[{symbol, length, code}]`, by symbol.
#[napi(catch_unwind)]
pub fn huffman_codes(data: Uint8Array) -> Job {
    let data = data.to_vec();
    Job::new(move |_| {
        let rows: Vec<_> = huffman::codes(&data)
            .iter()
            .map(|c| json!({"symbol": c.symbol, "length": c.length, "code": c.code}))
            .collect();
        Output::report(&rows)
    })
}
