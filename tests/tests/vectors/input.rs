//! The arguments of a case: bytes, damage done to them, options.

use std::path::Path;

use base64::{Engine, prelude::BASE64_STANDARD};
use diram::Error;
use diram::packages::{CodecChoice, PackOptions};
use serde_json::Value;

/// The arguments of a case.
pub(crate) struct Input<'a> {
    pub(crate) fields: &'a Value,
    pub(crate) folder: &'a Path,
}

impl<'a> Input<'a> {
    pub(crate) fn text(&self, name: &str) -> &'a str {
        self.fields[name]
            .as_str()
            .unwrap_or_else(|| panic!("no text {name}"))
    }

    pub(crate) fn number(&self, name: &str) -> f64 {
        self.fields[name]
            .as_f64()
            .unwrap_or_else(|| panic!("no number {name}"))
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.fields[name].as_bool().unwrap_or(false)
    }

    /// `data` after its `damage`.
    pub(crate) fn data(&self) -> Vec<u8> {
        let mut data = bytes(&self.fields["data"], self.folder);
        for step in self.fields["damage"].as_array().into_iter().flatten() {
            damage(&mut data, step);
        }
        data
    }

    pub(crate) fn options(&self) -> Result<PackOptions, Error> {
        let mut options = PackOptions::new();
        for field in self.fields.as_object().expect("an object").keys() {
            options = match field.as_str() {
                "data" | "damage" => options,
                "name" => options.name(self.text("name")),
                "version" => options.version(self.text("version")),
                "codec" => options.codec(self.text("codec").parse::<CodecChoice>()?),
                other => panic!("unknown option {other}"),
            };
        }
        Ok(options)
    }
}

pub(crate) fn bytes(value: &Value, folder: &Path) -> Vec<u8> {
    if let Some(file) = value.get("file") {
        let path = folder.join(file.as_str().expect("a file name"));
        return std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
    BASE64_STANDARD
        .decode(value.as_str().expect("base64 text"))
        .expect("base64")
}

fn damage(data: &mut Vec<u8>, step: &Value) {
    let offset = step[1].as_i64().expect("an offset");
    let from_end = data
        .len()
        .checked_add_signed(offset as isize)
        .expect("inside");
    let at = if offset < 0 {
        from_end
    } else {
        offset as usize
    };
    let length = || step[2].as_u64().expect("a number") as usize;
    match step[0].as_str() {
        Some("flip") => data[at] ^= length() as u8,
        Some("zero") => data[at..at + length()].fill(0),
        Some("cut") => drop(data.drain(at..at + length())),
        Some("insert") => drop(data.splice(at..at, bytes(&step[2], Path::new("")))),
        other => panic!("unknown damage {other:?}"),
    }
}
