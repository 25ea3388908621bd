//! The Huffman codec by itself.

use diram::codec::huffman;
use jni::objects::JByteArray;
use jni::sys::jlong;
use serde_json::{Value, json};

use crate::border::native;
use crate::bytes;

native! {
    /// Bytes to their coded form.
    fn huffmanEncode(env, data: JByteArray<'local>) -> JByteArray<'local> {
        let coded = huffman::encode(&bytes::from_java(env, &data)?);
        bytes::to_java(env, "coded data", &coded)
    }

    /// And back, to `max_output` bytes at most.
    fn huffmanDecode(
        env,
        coded: JByteArray<'local>,
        max_output: jlong,
    ) -> JByteArray<'local> {
        let limit = usize::try_from(max_output).map_err(|_| diram::Error::Limit {
            argument: "maxOutput",
            range: "0 and up",
            got: max_output.to_string(),
        })?;
        let data = huffman::decode(&bytes::from_java(env, &coded)?, limit)?;
        bytes::to_java(env, "decoded data", &data)
    }

    /// The code of every symbol that occurs.
    fn huffmanCodes(env, data: JByteArray<'local>) -> JByteArray<'local> {
        let codes: Vec<Value> = huffman::codes(&bytes::from_java(env, &data)?)
            .iter()
            .map(|c| json!({"symbol": c.symbol, "length": c.length, "code": c.code}))
            .collect();
        bytes::json(env, &codes)
    }
}
