//! A folder as a tar stream, the same bytes for the same folder.

use std::collections::HashMap;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::header::{END_OF_ARCHIVE, Member, padding};
use super::name::shown;
use super::record::{IndexRecord, MemberKind};
use super::warnings::Warnings;
use crate::Error;

/// What to keep.
#[derive(Clone, Debug, Default)]
pub(crate) struct TreeOptions {
    /// Keep modification times; without, all are 0.
    pub(crate) mtime: bool,
    /// One modification time for all, in seconds since 1970; wins over `mtime`.
    pub(crate) epoch: Option<u64>,
    /// Files that are never packed: the package itself, while it is written into the folder.
    pub(crate) exclude: Vec<FileId>,
}

/// Which file it is, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FileId {
    device: u64,
    inode: u64,
}

impl FileId {
    /// The identity of what this metadata describes.
    pub(crate) fn of(metadata: &Metadata) -> FileId {
        FileId {
            device: metadata.dev(),
            inode: metadata.ino(),
        }
    }
}

/// What was written.
#[derive(Debug, Default)]
pub(crate) struct TreeSummary {
    /// Regular files.
    pub(crate) files: u64,
    /// Folders, the root not counted.
    pub(crate) directories: u64,
    /// Symbolic and hard links.
    pub(crate) links: u64,
    /// Bytes of the stream.
    pub(crate) bytes: u64,
    /// What was skipped, and why.
    pub(crate) warnings: Vec<String>,
}

/// Writes everything below `root` as a whole tar stream. `on_member` gets each member after it was
/// written.
///
/// Names are sorted by their bytes, folder by folder, and a folder is followed by all that is in
/// it. (In the order of whole paths, `a-b` would come between `a` and `a/b`: GNU tar has given `a`
/// its mode and time by then, and a read-only `a` would refuse `a/b`.)
///
/// A file that shrinks while it is read is an error; of one that grows, the bytes there were when
/// it was opened are written, with a warning.
pub(crate) fn write_tree(
    root: &Path,
    options: &TreeOptions,
    out: &mut dyn Write,
    on_member: &mut dyn FnMut(&IndexRecord) -> Result<(), Error>,
) -> Result<TreeSummary, Error> {
    let mut writer = TreeWriter {
        root,
        options,
        out,
        on_member,
        linked: HashMap::new(),
        buffer: vec![0; 256 << 10],
        summary: TreeSummary::default(),
        warnings: Warnings::default(),
    };
    writer.walk()?;
    writer.put(&END_OF_ARCHIVE)?;
    Ok(TreeSummary {
        warnings: writer.warnings.into_vec(),
        ..writer.summary
    })
}

struct TreeWriter<'a> {
    root: &'a Path,
    options: &'a TreeOptions,
    out: &'a mut dyn Write,
    on_member: &'a mut dyn FnMut(&IndexRecord) -> Result<(), Error>,
    /// Files with more than one name: where the first was written.
    linked: HashMap<FileId, IndexRecord>,
    buffer: Vec<u8>,
    summary: TreeSummary,
    warnings: Warnings,
}

impl TreeWriter<'_> {
    fn walk(&mut self) -> Result<(), Error> {
        let mut stack = self.children(b"")?;
        while let Some(name) = stack.pop() {
            if self.member(&name)? == Some(MemberKind::Directory) {
                stack.extend(self.children(&[&name[..], b"/"].concat())?);
            }
        }
        Ok(())
    }

    /// The members of a folder, the last first, as a stack wants them. `prefix` is empty or ends
    /// in a slash.
    fn children(&self, prefix: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
        let dir = self.path(prefix);
        let mut names = Vec::new();
        for entry in fs::read_dir(&dir).map_err(|e| Error::io(&dir, e))? {
            let name = entry
                .map_err(|e| Error::io(&dir, e))?
                .file_name()
                .into_vec();
            names.push([prefix, &name].concat());
        }
        names.sort_unstable_by(|a, b| b.cmp(a));
        Ok(names)
    }

    fn path(&self, name: &[u8]) -> PathBuf {
        self.root.join(super::name::as_path(name))
    }

    /// Writes one member; `None` when it is skipped.
    fn member(&mut self, name: &[u8]) -> Result<Option<MemberKind>, Error> {
        let path = self.path(name);
        let metadata = fs::symlink_metadata(&path).map_err(|e| Error::io(&path, e))?;
        if self.options.exclude.contains(&FileId::of(&metadata)) {
            return Ok(None);
        }
        let kind = metadata.file_type();
        if kind.is_file() {
            return self.file(name, &path, &metadata).map(Some);
        }
        if kind.is_dir() {
            self.header(name, MemberKind::Directory, b"", &metadata, None)?;
            self.summary.directories += 1;
            return Ok(Some(MemberKind::Directory));
        }
        if kind.is_symlink() {
            let target = fs::read_link(&path).map_err(|e| Error::io(&path, e))?;
            self.header(
                name,
                MemberKind::Symlink,
                target.as_os_str().as_bytes(),
                &metadata,
                None,
            )?;
            self.summary.links += 1;
            return Ok(Some(MemberKind::Symlink));
        }
        let what = match () {
            () if kind.is_socket() => "a socket",
            () if kind.is_fifo() => "a FIFO",
            () => "a device",
        };
        self.warnings
            .push(format!("{} is {what}: skipped", shown(name)));
        Ok(None)
    }

    fn file(&mut self, name: &[u8], path: &Path, seen: &Metadata) -> Result<MemberKind, Error> {
        if let Some(first) = self.linked.get(&FileId::of(seen)) {
            let first = first.clone();
            self.header(name, MemberKind::Hardlink, &first.path, seen, Some(&first))?;
            self.summary.links += 1;
            return Ok(MemberKind::Hardlink);
        }
        let (mut file, metadata) = open(path, seen)?;
        let size = metadata.len();
        let member = self.blocks(name, MemberKind::File, b"", &metadata, size);
        self.put(&member)?;
        let record = IndexRecord {
            path: name.to_vec(),
            kind: MemberKind::File,
            mode: metadata.mode() & 0o7777,
            offset: self.summary.bytes,
            size,
        };
        self.content(&mut file, path, size)?;
        if metadata.nlink() > 1 {
            self.linked.insert(FileId::of(&metadata), record.clone());
        }
        self.summary.files += 1;
        (self.on_member)(&record)?;
        Ok(MemberKind::File)
    }

    /// Exactly `size` bytes of a file, and the padding.
    fn content(&mut self, file: &mut File, path: &Path, size: u64) -> Result<(), Error> {
        let mut left = size;
        while left > 0 {
            let want = usize::try_from(left)
                .unwrap_or(usize::MAX)
                .min(self.buffer.len());
            let n = read(file, &mut self.buffer[..want]).map_err(|e| Error::io(path, e))?;
            if n == 0 {
                let why = format!("it shrank by {left} bytes while it was read");
                let source = std::io::Error::new(std::io::ErrorKind::UnexpectedEof, why);
                return Err(Error::Io {
                    path: path.into(),
                    source,
                });
            }
            self.out
                .write_all(&self.buffer[..n])
                .map_err(|e| Error::io("", e))?;
            self.summary.bytes += n as u64;
            left -= n as u64;
        }
        if read(file, &mut self.buffer[..1]).map_err(|e| Error::io(path, e))? > 0 {
            let name = shown(path.as_os_str().as_bytes());
            self.warnings.push(format!(
                "{name} grew while it was read: its first {size} bytes are packed"
            ));
        }
        self.put(&[0; 512][..padding(size)])
    }

    /// A member without content.
    fn header(
        &mut self,
        name: &[u8],
        kind: MemberKind,
        link: &[u8],
        metadata: &Metadata,
        first: Option<&IndexRecord>,
    ) -> Result<(), Error> {
        let member = self.blocks(name, kind, link, metadata, 0);
        self.put(&member)?;
        (self.on_member)(&IndexRecord {
            path: name.to_vec(),
            kind,
            mode: metadata.mode() & 0o7777,
            offset: first.map_or(self.summary.bytes, |f| f.offset),
            size: first.map_or(0, |f| f.size),
        })
    }

    fn blocks(
        &self,
        path: &[u8],
        kind: MemberKind,
        link: &[u8],
        metadata: &Metadata,
        size: u64,
    ) -> Vec<u8> {
        let mtime = match self.options.epoch {
            Some(epoch) => i64::try_from(epoch).unwrap_or(i64::MAX),
            None if self.options.mtime => metadata.mtime(),
            None => 0,
        };
        Member {
            kind,
            path,
            link,
            mode: metadata.mode(),
            mtime,
            size,
        }
        .blocks()
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.out.write_all(bytes).map_err(|e| Error::io("", e))?;
        self.summary.bytes += bytes.len() as u64;
        Ok(())
    }
}

/// Opens the regular file that was seen, and nothing that took its place meanwhile.
fn open(path: &Path, seen: &Metadata) -> Result<(File, Metadata), Error> {
    // NONBLOCK: opening a FIFO that took the place must not wait for its other end.
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32;
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path);
    let file = file.map_err(|e| Error::io(path, e))?;
    let metadata = file.metadata().map_err(|e| Error::io(path, e))?;
    if !metadata.is_file() || FileId::of(&metadata) != FileId::of(seen) {
        let source = std::io::Error::other("it was replaced while the folder was read");
        return Err(Error::Io {
            path: path.into(),
            source,
        });
    }
    Ok((file, metadata))
}

fn read(file: &mut File, buf: &mut [u8]) -> std::io::Result<usize> {
    loop {
        match file.read(buf) {
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
