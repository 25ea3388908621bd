//! Member names: bytes with `/` between them, and which of them are safe.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use diram_core::recovery::RecoveryError;

use crate::Error;

/// A name for messages: bytes that are not UTF-8 as U+FFFD, control characters escaped.
pub(crate) fn shown(name: &[u8]) -> String {
    let text = String::from_utf8_lossy(name);
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            if c.is_control() {
                out.extend(c.escape_default());
            } else {
                out.push(c);
            }
            out
        })
}

/// Longest name that is tried: hundreds of folders could be made on the way to a longer one.
const MOST_BYTES: usize = 4096;
/// How much of a name a message shows. Tar allows a megabyte.
const SHOWN_NAME: usize = 512;

/// The refusal of a member.
pub(super) fn refuse(name: &[u8], why: &'static str) -> Error {
    let mut path = String::from_utf8_lossy(&name[..name.len().min(SHOWN_NAME)]).into_owned();
    if name.len() > SHOWN_NAME {
        path.push('\u{2026}');
    }
    RecoveryError::UnsafePath { path, why }.into()
}

/// The name without `.` components and doubled or trailing slashes; the folder itself is the empty
/// name. Refuses what could leave the folder, and what no file can be called.
pub(crate) fn safe_path(name: &[u8]) -> Result<Cow<'_, [u8]>, Error> {
    if name.is_empty() {
        return Err(refuse(name, "a member needs a name"));
    }
    if name.len() > MOST_BYTES {
        return Err(refuse(
            name,
            "no system takes a name of more than 4096 bytes",
        ));
    }
    if name[0] == b'/' {
        return Err(refuse(name, "absolute paths are not allowed"));
    }
    if name.contains(&0) {
        return Err(refuse(name, "no file name holds a NUL byte"));
    }
    let mut plain = true;
    for part in name.split(|&b| b == b'/') {
        match part {
            b".." => return Err(refuse(name, "`..` is not allowed")),
            b"." | b"" => plain = false,
            _ => {}
        }
    }
    if plain {
        return Ok(Cow::Borrowed(name));
    }
    let parts: Vec<&[u8]> = name
        .split(|&b| b == b'/')
        .filter(|p| !p.is_empty() && *p != b".")
        .collect();
    Ok(Cow::Owned(parts.join(&b'/')))
}

/// The folder a name lies in; `None` at the top.
pub(super) fn parent(name: &[u8]) -> Option<&[u8]> {
    name.iter().rposition(|&b| b == b'/').map(|at| &name[..at])
}

/// Every folder above a name, the outermost first.
pub(super) fn ancestors(name: &[u8]) -> impl Iterator<Item = &[u8]> {
    name.iter()
        .enumerate()
        .filter(|(_, b)| **b == b'/')
        .map(|(at, _)| &name[..at])
}

/// The bytes as a system path.
pub(super) fn as_path(name: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_pass_and_are_tidied() {
        for (given, tidy) in [
            (&b"a"[..], &b"a"[..]),
            (b"a/b", b"a/b"),
            (b"./a//b/", b"a/b"),
            (b"a/./b/.", b"a/b"),
            (b"./", b""),
            (b"...", b"..."),
            (b"a\nb\xff", b"a\nb\xff"),
        ] {
            assert_eq!(safe_path(given).unwrap(), tidy, "{}", shown(given));
        }
    }

    #[test]
    fn names_that_leave_or_cannot_be_are_refused() {
        for name in [
            &b""[..],
            b"/a",
            b"//",
            b"..",
            b"a/..",
            b"../a",
            b"a/../../b",
            b"a\0b",
        ] {
            let error = safe_path(name).unwrap_err();
            assert!(
                matches!(error, Error::Recovery(RecoveryError::UnsafePath { .. })),
                "{}: {error}",
                shown(name)
            );
        }
    }

    #[test]
    fn ancestors_come_from_the_outside() {
        assert_eq!(ancestors(b"a/b/c").collect::<Vec<_>>(), [&b"a"[..], b"a/b"]);
        assert_eq!(ancestors(b"a").count(), 0);
        assert_eq!(parent(b"a/b/c"), Some(&b"a/b"[..]));
        assert_eq!(parent(b"a"), None);
    }

    #[test]
    fn messages_hold_no_control_characters() {
        assert_eq!(shown(b"a\x1b[31m\n\xff"), "a\\u{1b}[31m\\n\u{fffd}");
    }
}
