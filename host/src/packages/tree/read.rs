//! Reading tar: one member after the other, every length bounded.

use std::io::Read;

use diram_core::codec::CodecError;
use tar::{EntryType, Header as Block};

use super::header::{BLOCK, padding};
use super::record::MemberKind;
use crate::Error;

/// Most bytes of a pax or long-name record: names end at 4096 bytes on every system we know.
const MAX_EXTENSION: u64 = 1 << 20;
const WHAT: &str = "tar stream";

/// One member's header.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// `None` for devices, FIFOs, sparse files and other types we do not restore.
    pub(super) kind: Option<MemberKind>,
    /// The name as written; not checked.
    pub(super) path: Vec<u8>,
    /// Target of a link, as written.
    pub(super) link: Vec<u8>,
    pub(super) mode: u32,
    pub(super) mtime: i64,
    pub(super) size: u64,
}

/// What pax and GNU long-name records say about the member after them.
#[derive(Default)]
struct Overrides {
    path: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    size: Option<u64>,
    mtime: Option<i64>,
    sparse: bool,
}

/// A tar stream. After [`next`](TarReader::next), reading gives that member's content.
pub(super) struct TarReader<'a> {
    input: &'a mut dyn Read,
    left: u64,
    padding: usize,
}

fn corrupt(why: &'static str) -> Error {
    CodecError::Corrupt { what: WHAT, why }.into()
}

fn io(source: std::io::Error) -> Error {
    Error::io("", source)
}

impl<'a> TarReader<'a> {
    pub(super) fn new(input: &'a mut dyn Read) -> TarReader<'a> {
        TarReader {
            input,
            left: 0,
            padding: 0,
        }
    }

    /// The next member; `None` at the end mark. What was not read of the last one is skipped.
    pub(super) fn next(&mut self) -> Result<Option<Header>, Error> {
        let mut over = Overrides::default();
        loop {
            self.skip()?;
            let Some(block) = self.block()? else {
                return Ok(None);
            };
            let size = block
                .entry_size()
                .map_err(|_| corrupt("a size is not a number"))?;
            match block.entry_type() {
                EntryType::XHeader => over.pax(&self.extension(size)?)?,
                EntryType::XGlobalHeader => drop(self.extension(size)?),
                EntryType::GNULongName => over.path = Some(until_nul(self.extension(size)?)),
                EntryType::GNULongLink => over.link = Some(until_nul(self.extension(size)?)),
                _ => return self.member(&block, size, over).map(Some),
            }
        }
    }

    /// Reads what follows the end mark, so that whoever gives the bytes comes to their end too.
    pub(super) fn drain(&mut self) -> Result<(), Error> {
        std::io::copy(self.input, &mut std::io::sink())
            .map(drop)
            .map_err(io)
    }

    fn member(&mut self, block: &Block, size: u64, over: Overrides) -> Result<Header, Error> {
        let path = over.path.unwrap_or_else(|| block.path_bytes().into_owned());
        let kind = if over.sparse {
            None
        } else {
            kind(block.entry_type(), &path)
        };
        let size = over.size.unwrap_or(size);
        if size > 0 && kind.is_some_and(|k| k != MemberKind::File) {
            return Err(corrupt("a folder or link has content"));
        }
        self.left = size;
        self.padding = padding(size);
        let link = over
            .link
            .or_else(|| block.link_name_bytes().map(|l| l.into_owned()));
        Ok(Header {
            kind,
            path,
            link: link.unwrap_or_default(),
            mode: block
                .mode()
                .map_err(|_| corrupt("a mode is not a number"))?,
            mtime: match over.mtime {
                Some(time) => time,
                // Negative times come as two's complement.
                None => block
                    .mtime()
                    .map_err(|_| corrupt("a time is not a number"))? as i64,
            },
            size,
        })
    }

    /// A header block with a good checksum; `None` for a zero block.
    fn block(&mut self) -> Result<Option<Block>, Error> {
        let mut block = Block::new_old();
        self.fill(block.as_mut_bytes())?;
        let bytes = block.as_bytes();
        if bytes.iter().all(|&b| b == 0) {
            return Ok(None);
        }
        let blank = [&bytes[..148], &[b' '; 8], &bytes[156..]].concat();
        let sum: u32 = blank.iter().map(|&b| u32::from(b)).sum();
        if block.cksum().ok() != Some(sum) {
            return Err(corrupt("a header has the wrong checksum"));
        }
        Ok(Some(block))
    }

    fn extension(&mut self, size: u64) -> Result<Vec<u8>, Error> {
        if size > MAX_EXTENSION {
            return Err(corrupt("a pax or long-name record is larger than 1 MiB"));
        }
        let mut data = vec![0; size as usize];
        self.fill(&mut data)?;
        self.padding = padding(size);
        Ok(data)
    }

    fn skip(&mut self) -> Result<(), Error> {
        let left = self.left;
        let skipped = std::io::copy(&mut self.take(left), &mut std::io::sink()).map_err(io)?;
        debug_assert!(skipped == left, "read() fails rather than ending early");
        let mut rest = [0; BLOCK as usize];
        let padding = std::mem::take(&mut self.padding);
        self.fill(&mut rest[..padding])
    }

    fn fill(&mut self, buf: &mut [u8]) -> Result<(), Error> {
        let mut have = 0;
        while have < buf.len() {
            match self.input.read(&mut buf[have..]) {
                Ok(0) => return Err(truncated(have, buf.len())),
                Ok(n) => have += n,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(io(e)),
            }
        }
        Ok(())
    }
}

fn truncated(have: usize, need: usize) -> Error {
    CodecError::Truncated {
        what: WHAT,
        have,
        need,
    }
    .into()
}

impl Read for TarReader<'_> {
    /// Content of the current member. An input that ends inside it is an error, not its end.
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let want = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(buf.len());
        if want == 0 {
            return Ok(0);
        }
        let n = self.input.read(&mut buf[..want])?;
        if n == 0 {
            let need = usize::try_from(self.left).unwrap_or(usize::MAX);
            return Err(std::io::Error::from(truncated(0, need)));
        }
        self.left -= n as u64;
        Ok(n)
    }
}

impl Overrides {
    /// Reads `"LEN KEY=VALUE\n"` records. Keys we have no use for are skipped.
    fn pax(&mut self, mut data: &[u8]) -> Result<(), Error> {
        let bad = || corrupt("a pax record is malformed");
        while !data.is_empty() {
            let space = data
                .iter()
                .take(20)
                .position(|&b| b == b' ')
                .ok_or_else(bad)?;
            let len = number::<usize>(&data[..space]).ok_or_else(bad)?;
            let record = data.get(space + 1..len).ok_or_else(bad)?;
            let record = record.strip_suffix(b"\n").ok_or_else(bad)?;
            let equals = record.iter().position(|&b| b == b'=').ok_or_else(bad)?;
            let (key, value) = (&record[..equals], &record[equals + 1..]);
            match key {
                b"path" => self.path = Some(value.to_vec()),
                b"linkpath" => self.link = Some(value.to_vec()),
                b"size" => self.size = Some(number(value).ok_or_else(bad)?),
                b"mtime" => self.mtime = Some(seconds(value).ok_or_else(bad)?),
                _ if key.starts_with(b"GNU.sparse.") => self.sparse = true,
                _ => {}
            }
            data = &data[len..];
        }
        Ok(())
    }
}

fn number<T: std::str::FromStr>(digits: &[u8]) -> Option<T> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Whole seconds of a pax time, rounded towards the past.
fn seconds(value: &[u8]) -> Option<i64> {
    let dot = value.iter().position(|&b| b == b'.').unwrap_or(value.len());
    let whole = number::<i64>(&value[..dot])?;
    let fraction = value[dot..].iter().any(|b| matches!(b, b'1'..=b'9'));
    whole.checked_sub(i64::from(fraction && value[0] == b'-'))
}

fn until_nul(mut name: Vec<u8>) -> Vec<u8> {
    let end = name.iter().position(|&b| b == 0).unwrap_or(name.len());
    name.truncate(end);
    name
}

fn kind(entry: EntryType, path: &[u8]) -> Option<MemberKind> {
    match entry {
        // Before ustar, a folder was a file whose name ends in a slash.
        EntryType::Regular if path.ends_with(b"/") => Some(MemberKind::Directory),
        EntryType::Regular | EntryType::Continuous => Some(MemberKind::File),
        EntryType::Directory => Some(MemberKind::Directory),
        EntryType::Symlink => Some(MemberKind::Symlink),
        EntryType::Link => Some(MemberKind::Hardlink),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packages::tree::header::{END_OF_ARCHIVE, Member};

    fn headers(mut bytes: &[u8]) -> Result<Vec<Header>, Error> {
        let mut reader = TarReader::new(&mut bytes);
        std::iter::from_fn(|| reader.next().transpose()).collect()
    }

    fn long_member() -> Vec<u8> {
        let path = [&b"d/\xff"[..], &[b'n'; 300]].concat();
        let member = Member {
            kind: MemberKind::Symlink,
            path: &path,
            link: b"../\xfe",
            mode: 0o777,
            mtime: -3,
            size: 0,
        };
        [member.blocks(), END_OF_ARCHIVE.to_vec()].concat()
    }

    #[test]
    fn what_the_writer_says_is_read_back() {
        let [header]: [Header; 1] = headers(&long_member()).unwrap().try_into().unwrap();
        assert_eq!(header.kind, Some(MemberKind::Symlink));
        assert_eq!(
            (header.path.len(), header.path[2], &header.link[..]),
            (303, 0xff, &b"../\xfe"[..])
        );
        assert_eq!((header.mode, header.mtime, header.size), (0o777, -3, 0));
    }

    #[test]
    fn every_truncation_is_an_error() {
        let whole = long_member();
        for len in 0..whole.len() - 512 {
            let error = headers(&whole[..len]).unwrap_err();
            assert!(
                matches!(error, Error::Codec(CodecError::Truncated { .. })),
                "{len}: {error}"
            );
        }
    }

    #[test]
    fn every_flipped_header_bit_is_seen() {
        let whole = long_member();
        // The pax header's own block; its records carry no checksum in the tar format.
        for bit in 0..512 * 8 {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            match headers(&bytes) {
                Err(Error::Codec(CodecError::Corrupt { .. })) => {}
                // Octal fields may be padded with spaces or NULs: the same number all the same.
                Ok(same) => assert_eq!(same, headers(&whole).unwrap(), "bit {bit}"),
                Err(other) => panic!("bit {bit}: {other}"),
            }
        }
    }

    #[test]
    fn malformed_pax_records_are_refused() {
        for pax in [
            "x",
            "9 path=a",
            "0 path=a\n",
            "4 a\n",
            "99999999999999999999 a=b\n",
            "12 size=-10\n",
        ] {
            assert!(Overrides::default().pax(pax.as_bytes()).is_err(), "{pax:?}");
        }
    }

    #[test]
    fn pax_times_round_down() {
        for (text, time) in [
            ("5", 5),
            ("5.9", 5),
            ("-5.9", -6),
            ("-5.0", -5),
            ("-0.5", -1),
        ] {
            assert_eq!(seconds(text.as_bytes()), Some(time), "{text}");
        }
        assert_eq!(seconds(b""), None);
        assert_eq!(seconds(b"-9223372036854775808.5"), None);
    }

    #[test]
    fn a_huge_extension_is_not_read() {
        let mut block = Block::new_ustar();
        block.set_entry_type(EntryType::XHeader);
        block.set_size(1 << 40);
        block.set_cksum();
        assert!(matches!(
            headers(block.as_bytes()),
            Err(Error::Codec(CodecError::Corrupt { .. }))
        ));
    }
}
