//! Small files that are read or written whole: policies, locks, keys, certificates.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use diram::Error;
use diram::packages::AtomicFile;

use crate::exit::Refusal;
use crate::text as shown;

/// Longest such file, in bytes.
const MAX_LEN: u64 = 64 << 20;

/// A file's bytes.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAX_LEN + 1).read_to_end(&mut bytes));
    read.map_err(|error| Error::io(path, error))?;
    if bytes.len() as u64 > MAX_LEN {
        let message = format!("{} is longer than 64 MiB", shown::path(path));
        return Err(Refusal::usage(message, None));
    }
    Ok(bytes)
}

/// A file's text.
pub(crate) fn text(path: &Path) -> Result<String, Refusal> {
    String::from_utf8(bytes(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        Refusal::utf8(format!(
            "{} is not UTF-8 from byte {at} on",
            shown::path(path)
        ))
    })
}

/// A key: 64 hexadecimal digits, lower-case or upper-case.
pub(crate) fn key(path: &Path) -> Result<[u8; 32], Refusal> {
    let digits = text(path)?.trim().to_ascii_lowercase();
    diram::registry::from_hex(&digits).ok_or_else(|| {
        let message = format!("{} holds no key", shown::path(path));
        Refusal::usage(message, Some("a key is 64 hexadecimal digits".into()))
    })
}

/// Writes a file whole or not at all. A link is followed; a pipe or a device gets the bytes as they are.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let mut file = AtomicFile::new(path)?;
    file.write_all(bytes).map_err(Error::from)?;
    Ok(file.commit()?)
}
