//! The file index: one member a line, as JSON.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use diram_core::codec::CodecError;
use serde::{Deserialize, Serialize};

use crate::Error;

/// Longest line that is read. Linux ends a path at 4096 bytes; base64 and escapes make it longer.
const MAX_LINE: usize = 64 << 10;

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MemberKind {
    /// A regular file.
    File,
    /// A folder.
    Directory,
    /// A symbolic link.
    Symlink,
    /// A further name of an earlier file.
    Hardlink,
}

impl MemberKind {
    /// The word of the index.
    pub(crate) fn name(self) -> &'static str {
        match self {
            MemberKind::File => "file",
            MemberKind::Directory => "directory",
            MemberKind::Symlink => "symlink",
            MemberKind::Hardlink => "hardlink",
        }
    }
}

/// One member of the content stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IndexRecord {
    /// Its path, relative, with `/`.
    pub(crate) path: Vec<u8>,
    /// What it is.
    pub(crate) kind: MemberKind,
    /// Permission bits.
    pub(crate) mode: u32,
    /// Where its content begins in the content stream. A hard link has no content of its own: it
    /// names that of the file it is linked to, so it can be read without its tar header.
    pub(crate) offset: u64,
    /// Bytes of content; 0 for folders and symbolic links.
    pub(crate) size: u64,
}

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    path: Option<std::borrow::Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path_base64: Option<String>,
    #[serde(rename = "type")]
    kind: MemberKind,
    mode: u32,
    offset: u64,
    size: u64,
}

impl IndexRecord {
    /// Appends the record as one line, newline included.
    pub(crate) fn write_line(&self, out: &mut Vec<u8>) {
        let text = std::str::from_utf8(&self.path).ok();
        let line = Line {
            path: text.map(Into::into),
            path_base64: text.is_none().then(|| BASE64.encode(&self.path)),
            kind: self.kind,
            mode: self.mode,
            offset: self.offset,
            size: self.size,
        };
        // Strings and numbers into memory: there is nothing here that can fail.
        serde_json::to_writer(&mut *out, &line).expect("plain data serializes");
        out.push(b'\n');
    }

    /// Reads one line, with or without its newline. Unknown keys are ignored.
    pub(crate) fn parse_line(line: &[u8]) -> Result<IndexRecord, Error> {
        let corrupt = |why| {
            Error::from(CodecError::Corrupt {
                what: "file index line",
                why,
            })
        };
        if line.len() > MAX_LINE {
            return Err(corrupt("it is longer than 65536 bytes"));
        }
        let line: Line<'_> =
            serde_json::from_slice(line).map_err(|_| corrupt("it is not a member as JSON"))?;
        let path = match (&line.path, &line.path_base64) {
            (Some(text), None) => text.as_bytes().to_vec(),
            (None, Some(coded)) => BASE64
                .decode(coded)
                .map_err(|_| corrupt("path_base64 is not base64"))?,
            _ => return Err(corrupt("it needs exactly one of path and path_base64")),
        };
        if line.offset.checked_add(line.size).is_none() {
            return Err(corrupt("offset + size is more than 64 bits hold"));
        }
        let Line {
            kind,
            mode,
            offset,
            size,
            ..
        } = line;
        Ok(IndexRecord {
            path,
            kind,
            mode,
            offset,
            size,
        })
    }

    /// Where the content ends; saturates for a record that no parser made.
    pub(crate) fn end(&self) -> u64 {
        self.offset.saturating_add(self.size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(path: &[u8]) -> IndexRecord {
        IndexRecord {
            path: path.to_vec(),
            kind: MemberKind::File,
            mode: 0o644,
            offset: 512,
            size: 7,
        }
    }

    #[test]
    fn the_line_form_is_fixed() {
        let mut out = Vec::new();
        record("a/\u{e9}\n".as_bytes()).write_line(&mut out);
        record(b"\xff").write_line(&mut out);
        let expected = r#"{"path":"a/EACUTE\n","type":"file","mode":420,"offset":512,"size":7}
{"path_base64":"/w==","type":"file","mode":420,"offset":512,"size":7}
"#;
        assert_eq!(
            String::from_utf8(out).unwrap(),
            expected.replace("EACUTE", "\u{e9}")
        );
    }

    #[test]
    fn what_is_not_a_member_is_refused() {
        let long = "a".repeat(MAX_LINE);
        for line in [
            "",
            "[]",
            "{}",
            r#"{"path":"a","type":"fifo","mode":1,"offset":0,"size":0}"#,
            r#"{"path":"a","path_base64":"YQ==","type":"file","mode":1,"offset":0,"size":0}"#,
            r#"{"type":"file","mode":1,"offset":0,"size":0}"#,
            r#"{"path_base64":"*","type":"file","mode":1,"offset":0,"size":0}"#,
            r#"{"path":"a","type":"file","mode":-1,"offset":0,"size":0}"#,
            r#"{"path":"a","type":"file","mode":1,"offset":18446744073709551615,"size":1}"#,
            &format!(r#"{{"path":"{long}","type":"file","mode":1,"offset":0,"size":0}}"#),
        ] {
            let error = IndexRecord::parse_line(line.as_bytes()).unwrap_err();
            assert!(
                matches!(error, Error::Codec(CodecError::Corrupt { .. })),
                "{line:.80}"
            );
        }
    }

    #[test]
    fn a_later_format_may_add_keys() {
        let line = br#"{"path":"a","type":"symlink","mode":511,"offset":1,"size":0,"target":"b"}"#;
        assert_eq!(
            IndexRecord::parse_line(line).unwrap().kind,
            MemberKind::Symlink
        );
    }

    proptest! {
        #[test]
        fn lines_round_trip(
            path in proptest::collection::vec(any::<u8>(), 0..300),
            kind in 0usize..4,
            (mode, offset, size) in (any::<u32>(), 0..u64::MAX / 2, 0..u64::MAX / 2),
        ) {
            use MemberKind::*;
            let kind = [File, Directory, Symlink, Hardlink][kind];
            let record = IndexRecord { path, kind, mode, offset, size };
            let mut line = Vec::new();
            record.write_line(&mut line);
            prop_assert_eq!(line.iter().filter(|b| **b == b'\n').count(), 1);
            prop_assert_eq!(IndexRecord::parse_line(&line).unwrap(), record);
        }

        #[test]
        fn noise_never_panics(noise in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(record) = IndexRecord::parse_line(&noise) {
                prop_assert!(record.offset.checked_add(record.size).is_some());
            }
        }
    }
}
