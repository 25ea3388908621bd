//! Writing tar headers: ustar, with pax records for what ustar cannot hold.

use tar::{EntryType, Header};

use super::record::MemberKind;

/// Tar works in blocks of 512 bytes.
pub(super) const BLOCK: u64 = 512;
/// Two zero blocks end a tar stream.
pub(crate) const END_OF_ARCHIVE: [u8; 1024] = [0; 1024];
/// Largest number of eleven octal digits: sizes (8 GiB − 1) and times (the year 2242) in ustar.
const MAX_OCTAL: u64 = 0o777_7777_7777;
/// Bytes of the name fields of ustar.
const NAME: usize = 100;

/// One member's header before it is written.
pub(super) struct Member<'a> {
    pub(super) kind: MemberKind,
    pub(super) path: &'a [u8],
    /// Target of a link.
    pub(super) link: &'a [u8],
    pub(super) mode: u32,
    /// Seconds since 1970.
    pub(super) mtime: i64,
    /// Content bytes; 0 for all but files.
    pub(super) size: u64,
}

/// The header blocks of a regular file. `size` bytes of content and [`padding`] zeros follow.
pub(crate) fn file_header(name: &[u8], size: u64, mode: u32, mtime: i64) -> Vec<u8> {
    Member {
        kind: MemberKind::File,
        path: name,
        link: b"",
        mode,
        mtime,
        size,
    }
    .blocks()
}

/// Zero bytes between content of `size` bytes and the next header.
pub(crate) fn padding(size: u64) -> usize {
    ((BLOCK - size % BLOCK) % BLOCK) as usize
}

impl Member<'_> {
    /// The header blocks, those of a pax header first when one is needed.
    pub(super) fn blocks(&self) -> Vec<u8> {
        let mut path = self.path.to_vec();
        if self.kind == MemberKind::Directory {
            path.push(b'/');
        }
        let records = self.pax_records(&path);
        let mut out = Vec::new();
        if !records.is_empty() {
            let name = [b"PaxHeaders/", self.path].concat();
            let mut pax = ustar(EntryType::XHeader, &name, b"", 0o644);
            pax.set_size(records.len() as u64);
            pax.set_cksum();
            out.extend_from_slice(pax.as_bytes());
            out.extend_from_slice(&records);
            out.resize(out.len() + padding(records.len() as u64), 0);
        }
        let mut header = ustar(self.entry_type(), &path, self.link, self.mode);
        header.set_size(if self.size > MAX_OCTAL { 0 } else { self.size });
        header.set_mtime(u64::try_from(self.mtime).unwrap_or(0).min(MAX_OCTAL));
        header.set_cksum();
        out.extend_from_slice(header.as_bytes());
        out
    }

    fn entry_type(&self) -> EntryType {
        match self.kind {
            MemberKind::File => EntryType::Regular,
            MemberKind::Directory => EntryType::Directory,
            MemberKind::Symlink => EntryType::Symlink,
            MemberKind::Hardlink => EntryType::Link,
        }
    }

    fn pax_records(&self, path: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let (long_path, long_link) = (!fits(path), !fits(self.link));
        let text = |name: &[u8]| std::str::from_utf8(name).is_ok();
        if long_path && !text(path) || long_link && !text(self.link) {
            pax_record(&mut out, "hdrcharset", b"BINARY");
        }
        if long_path {
            pax_record(&mut out, "path", path);
        }
        if long_link {
            pax_record(&mut out, "linkpath", self.link);
        }
        if self.size > MAX_OCTAL {
            pax_record(&mut out, "size", self.size.to_string().as_bytes());
        }
        if !u64::try_from(self.mtime).is_ok_and(|t| t <= MAX_OCTAL) {
            pax_record(&mut out, "mtime", self.mtime.to_string().as_bytes());
        }
        out
    }
}

/// Whether a ustar name field says all of it: short, without the NUL that ends it, and the same in
/// every character set.
fn fits(name: &[u8]) -> bool {
    name.len() <= NAME && name.is_ascii() && !name.contains(&0)
}

/// A ustar header with owner 0 and no names of people in it.
fn ustar(kind: EntryType, name: &[u8], link: &[u8], mode: u32) -> Header {
    let mut header = Header::new_ustar();
    header.set_entry_type(kind);
    header.set_mode(mode & 0o7777);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_size(0);
    let old = header.as_old_mut();
    copy_cut(&mut old.name, name);
    copy_cut(&mut old.linkname, link);
    header
}

/// Copies as much as fits; what a reader without pax would then see is the beginning of the name.
fn copy_cut(field: &mut [u8; NAME], name: &[u8]) {
    let len = name.len().min(NAME);
    field[..len].copy_from_slice(&name[..len]);
}

/// `"LEN KEY=VALUE\n"`, where LEN counts itself.
fn pax_record(out: &mut Vec<u8>, key: &str, value: &[u8]) {
    let rest = key.len() + value.len() + 3;
    let mut len = rest + 1;
    while len != rest + len.to_string().len() {
        len = rest + len.to_string().len();
    }
    out.extend_from_slice(format!("{len} {key}=").as_bytes());
    out.extend_from_slice(value);
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_members_take_one_block_and_odd_ones_three() {
        assert_eq!(file_header(b"a", 5, 0o644, 0).len(), 512);
        assert_eq!(file_header(&[b'a'; 100], 5, 0o644, 0).len(), 512);
        for header in [
            file_header(&[b'a'; 101], 5, 0o644, 0),
            file_header(b"\xff", 5, 0o644, 0),
            file_header(b"a", MAX_OCTAL + 1, 0o644, 0),
            file_header(b"a", 0, 0o644, -1),
        ] {
            assert_eq!(header.len(), 1536);
        }
    }

    #[test]
    fn pax_lengths_count_themselves() {
        for len in [
            0, 1, 90, 91, 92, 93, 94, 95, 989, 990, 991, 992, 9_988, 9_989,
        ] {
            let mut out = Vec::new();
            pax_record(&mut out, "path", &vec![b'x'; len]);
            let text = String::from_utf8(out).unwrap();
            assert_eq!(text.split(' ').next().unwrap(), text.len().to_string());
        }
    }

    #[test]
    fn padding_completes_a_block() {
        assert_eq!([0, 1, 511, 512, 513].map(padding), [0, 511, 1, 0, 511]);
    }
}
