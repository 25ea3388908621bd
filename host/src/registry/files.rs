//! Registry files and folders of them.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use diram_core::registry::{RegistryError, Tier, read_lines};

use super::{RegistryOptions, pipe};
use crate::{Error, Result};

/// How registry files are called.
const EXTENSION: &str = "ndjson";

/// Every source and its name.
pub(super) fn read(endpoint: &Path, options: &RegistryOptions) -> Result<Vec<(String, Tier)>> {
    if let Some(url) = endpoint.to_str().filter(|text| text.contains("://")) {
        return Err(Error::Url {
            url: without_secrets(url),
        });
    }
    let about = fs::metadata(endpoint).map_err(|e| Error::io(endpoint, e))?;
    let mut left = options.max_bytes;
    if !about.is_dir() {
        let tier = source(endpoint, &mut left, options)?;
        return Ok(vec![(options.tier.clone(), tier)]);
    }
    let mut sources = Vec::new();
    for path in files(endpoint)? {
        let name = path.file_stem().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        sources.push((name, source(&path, &mut left, options)?));
    }
    if sources.is_empty() {
        return Err(Error::Argument {
            argument: "endpoint",
            why: format!("{} holds no .ndjson file", endpoint.display()),
        });
    }
    Ok(sources)
}

/// The registry files of a folder, by name; what is called so and is no file is none.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| Error::io(folder, e))? {
        let path = entry.map_err(|e| Error::io(folder, e))?.path();
        if path.extension().is_none_or(|ext| ext != EXTENSION) {
            continue;
        }
        let about = fs::metadata(&path).map_err(|e| Error::io(&path, e))?;
        if about.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// One file's source. `left` is what may still be read of all the bytes.
fn source(path: &Path, left: &mut u64, options: &RegistryOptions) -> Result<Tier> {
    let file = pipe::open(path, &options.op).map_err(|e| Error::io(path, e))?;
    let mut bytes = Vec::new();
    let read = file
        .take(left.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|e| Error::io(path, e))?;
    *left = left
        .checked_sub(read as u64)
        .ok_or_else(|| Error::Argument {
            argument: "max_bytes",
            why: format!("{} goes beyond {} bytes", path.display(), options.max_bytes),
        })?;
    let named = |source: RegistryError| Error::RegistryFile {
        path: path.to_owned(),
        source,
    };
    let text = text(&bytes).map_err(named)?;
    let entries = read_lines(text).map_err(named)?;
    Tier::from_entries(entries).map_err(named)
}

/// The bytes as text, or where they are none.
fn text(bytes: &[u8]) -> Result<&str, RegistryError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let begin = good.iter().rposition(|byte| *byte == b'\n');
        RegistryError::Line {
            line: 1 + good.iter().filter(|byte| **byte == b'\n').count(),
            column: good.len() - begin.map_or(0, |at| at + 1) + 1,
            why: "this is not UTF-8".into(),
            hint: Some("save the file as UTF-8".into()),
        }
    })
}

/// A URL without what stands before `@` and after `?` or `#`.
fn without_secrets(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let host = rest.find('/').unwrap_or(rest.len());
            let from = rest[..host].rfind('@').map_or(0, |at| at + 1);
            format!("{scheme}://{}", &rest[from..])
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_lose_their_secrets() {
        for (url, shown) in [
            ("https://r.obinexus.org", "https://r.obinexus.org"),
            ("https://me:pw@host/live?token=x#y", "https://host/live"),
            ("https://host/a@b", "https://host/a@b"),
            ("://", "://"),
        ] {
            assert_eq!(without_secrets(url), shown);
        }
    }
}
