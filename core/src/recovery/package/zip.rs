//! The zip records around the parts: stored entries only, dated 1980-01-01, zip64 when needed.

/// Bytes of a local header before the name.
pub const LOCAL_LEN: usize = 30;
/// Bytes of a central record before the name.
pub const CENTRAL_LEN: usize = 46;
/// Bytes of the end record.
pub const END_LEN: usize = 22;
/// Bytes of the zip64 end record and its locator.
pub const END64_LEN: usize = 56 + 20;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const END64: u32 = 0x0606_4b50;
const LOCATOR64: u32 = 0x0706_4b50;
/// 1980-01-01 00:00.
const DATE: u16 = 1 << 5 | 1;
/// Made on Unix, zip 4.5.
const MADE_BY: u16 = 3 << 8 | 45;
/// A regular file, readable by all.
const ATTRIBUTES: u32 = 0o100_644 << 16;

struct Record(Vec<u8>);

impl Record {
    fn u16(mut self, value: u16) -> Record {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }
    fn u32(mut self, value: u32) -> Record {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }
    fn u64(mut self, value: u64) -> Record {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }
    fn text(mut self, value: &str) -> Record {
        self.0.extend_from_slice(value.as_bytes());
        self
    }
}

/// The local header of an entry.
pub fn local_header(name: &str, size: u32, crc: u32) -> Vec<u8> {
    Record(Vec::with_capacity(LOCAL_LEN + name.len()))
        .u32(LOCAL)
        .u16(10)
        .u16(0)
        .u16(0)
        .u16(0)
        .u16(DATE)
        .u32(crc)
        .u32(size)
        .u32(size)
        .u16(name.len() as u16)
        .u16(0)
        .text(name)
        .0
}

/// The central record of an entry whose local header stands at `offset`.
pub fn central_record(name: &str, size: u32, crc: u32, offset: u64) -> Vec<u8> {
    let far = offset >= u64::from(u32::MAX);
    let record = Record(Vec::with_capacity(CENTRAL_LEN + name.len() + 12))
        .u32(CENTRAL)
        .u16(MADE_BY)
        .u16(if far { 45 } else { 10 })
        .u16(0)
        .u16(0)
        .u16(0)
        .u16(DATE)
        .u32(crc)
        .u32(size)
        .u32(size)
        .u16(name.len() as u16)
        .u16(if far { 12 } else { 0 })
        .u16(0)
        .u16(0)
        .u16(0)
        .u32(ATTRIBUTES)
        .u32(if far { u32::MAX } else { offset as u32 })
        .text(name);
    if far {
        record.u16(1).u16(8).u64(offset).0
    } else {
        record.0
    }
}

/// What stands after the central records.
pub fn end_records(entries: u64, directory_size: u64, directory_offset: u64) -> Vec<u8> {
    let mut record = Record(Vec::new());
    let large = entries >= u64::from(u16::MAX)
        || directory_size >= u64::from(u32::MAX)
        || directory_offset >= u64::from(u32::MAX);
    if large {
        record = record
            .u32(END64)
            .u64(44)
            .u16(MADE_BY)
            .u16(45)
            .u32(0)
            .u32(0)
            .u64(entries)
            .u64(entries)
            .u64(directory_size)
            .u64(directory_offset)
            .u32(LOCATOR64)
            .u32(0)
            .u64(directory_offset + directory_size)
            .u32(1);
    }
    let short = u16::try_from(entries).unwrap_or(u16::MAX);
    record
        .u32(END)
        .u16(0)
        .u16(0)
        .u16(short)
        .u16(short)
        .u32(u32::try_from(directory_size).unwrap_or(u32::MAX))
        .u32(u32::try_from(directory_offset).unwrap_or(u32::MAX))
        .u16(0)
        .0
}

fn le(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    let slice = bytes.get(at..at.checked_add(len)?)?;
    Some(
        slice
            .iter()
            .rev()
            .fold(0, |value, byte| value << 8 | u64::from(*byte)),
    )
}

/// Where the directory is, read from the last bytes of a file: `(entries, size, offset)`.
/// `tail` begins at `tail_offset` in the file.
pub fn find_directory(tail: &[u8], tail_offset: u64) -> Option<(u64, u64, u64)> {
    let end = memchr::memmem::rfind(tail, &END.to_le_bytes())?;
    let (mut entries, mut size, mut offset) = (
        le(tail, end + 10, 2)?,
        le(tail, end + 12, 4)?,
        le(tail, end + 16, 4)?,
    );
    if let Some(locator) = end.checked_sub(20)
        && le(tail, locator, 4)? == u64::from(LOCATOR64)
    {
        let at = usize::try_from(le(tail, locator + 8, 8)?.checked_sub(tail_offset)?).ok()?;
        if le(tail, at, 4)? != u64::from(END64) {
            return None;
        }
        (entries, size, offset) = (
            le(tail, at + 32, 8)?,
            le(tail, at + 40, 8)?,
            le(tail, at + 48, 8)?,
        );
    }
    Some((entries, size, offset))
}

/// Size and CRC-32 of a stored entry, from its local header without the name.
pub(super) fn parse_local(bytes: &[u8; LOCAL_LEN]) -> Option<(usize, u32)> {
    if le(bytes, 0, 4)? != u64::from(LOCAL) || le(bytes, 8, 2)? != 0 {
        return None;
    }
    Some((
        usize::try_from(le(bytes, 22, 4)?).ok()?,
        u32::try_from(le(bytes, 14, 4)?).ok()?,
    ))
}

/// One central record at the front of `bytes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CentralEntry<'a> {
    /// The entry's name.
    pub name: &'a [u8],
    /// Where its local header begins.
    pub offset: u64,
    /// Bytes of this record.
    pub record_len: usize,
}

/// Reads the central record at the front of `bytes`; `None` when it is none or is cut.
pub fn parse_central(bytes: &[u8]) -> Option<CentralEntry<'_>> {
    if le(bytes, 0, 4)? != u64::from(CENTRAL) {
        return None;
    }
    let (name, extra, comment) = (
        le(bytes, 28, 2)? as usize,
        le(bytes, 30, 2)? as usize,
        le(bytes, 32, 2)? as usize,
    );
    let mut offset = le(bytes, 42, 4)?;
    let extra_at = CENTRAL_LEN + name;
    if offset == u64::from(u32::MAX) && le(bytes, extra_at, 2) == Some(1) {
        offset = le(bytes, extra_at + 4, 8)?;
    }
    let record_len = extra_at + extra + comment;
    bytes.get(..record_len)?;
    Some(CentralEntry {
        name: &bytes[CENTRAL_LEN..extra_at],
        offset,
        record_len,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn central_records_read_back() {
        for offset in [0, 77, u64::from(u32::MAX) - 1, u64::from(u32::MAX), 1 << 40] {
            let record = central_record("a/b.part.1", 5, 6, offset);
            let read = parse_central(&record).unwrap();
            assert_eq!((read.name, read.offset), (&b"a/b.part.1"[..], offset));
            assert_eq!(read.record_len, record.len());
            for len in 0..record.len() {
                assert_eq!(parse_central(&record[..len]), None);
            }
        }
    }

    #[test]
    fn end_records_read_back() {
        for (entries, size, offset) in [(3, 200, 1000), (70_000, 1 << 22, 99), (9, 8, 1 << 33)] {
            let tail = end_records(entries, size, offset);
            assert_eq!(
                find_directory(&tail, offset + size),
                Some((entries, size, offset))
            );
        }
        assert_eq!(find_directory(b"no end record here", 0), None);
    }
}
