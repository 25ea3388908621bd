//! Packing: files and folders in, one package out, in one pass.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::{File, Metadata};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Instant;

use diram_core::recovery::package::{Content, FileInfo};
use diram_core::recovery::{Kind, RecoveryError};

use super::engine::{Engine, Finished};
use super::tree::{
    AtomicFile, END_OF_ARCHIVE, FileId, IndexRecord, MemberKind, TreeOptions, TreeSummary,
    file_header, padding, safe_path, write_tree,
};
use super::{PackOptions, PackReport, PackerOptions};
use crate::Error;

const BUFFER: usize = 256 << 10;

/// Packs a file or a folder into `dst`, which appears only when whole.
///
/// # Errors
/// `Io` when the source cannot be read or the target not be written, `Limit` for options outside
/// their range, `TooLarge` beyond 256 volumes, `Cancelled` and `Deadline` by [`PackOptions::op`].
pub fn pack(
    src: impl AsRef<Path>,
    dst: impl AsRef<Path>,
    options: &PackOptions,
) -> Result<PackReport, Error> {
    let out = AtomicFile::new(dst.as_ref())?;
    let identities = out.identities()?;
    let buffered = BufWriter::with_capacity(1 << 20, out);
    let (buffered, report) = pack_path(src.as_ref(), buffered, &identities, options)?;
    let out = buffered
        .into_inner()
        .map_err(|e| Error::io(dst.as_ref(), e.into_error()))?;
    out.commit()?;
    Ok(report)
}

/// Packs a file or a folder into a writer, which is given back. After an error it holds a beginning
/// at most.
///
/// # Errors
/// Those of [`pack`].
pub fn pack_to<W: Write>(
    src: impl AsRef<Path>,
    writer: W,
    options: &PackOptions,
) -> Result<(W, PackReport), Error> {
    pack_path(src.as_ref(), writer, &[], options)
}

/// Packs one stream as a file called [`name`](PackOptions::name) (for pipes: the size need not be
/// known). The writer is given back.
///
/// # Errors
/// Those of [`pack`], and what the reader and the writer fail with.
pub fn pack_stream<W: Write>(
    reader: impl Read,
    writer: W,
    options: &PackOptions,
) -> Result<(W, PackReport), Error> {
    let started = Instant::now();
    options.op.begin("pack", None)?;
    let name = options.name.as_deref().unwrap_or("data");
    let file = FileInfo {
        name: file_name_of(name),
        mode: 0o644,
        ..FileInfo::default()
    };
    let file = FileInfo {
        mtime: epoch_time(options),
        ..file
    };
    let engine = Engine::new(writer, options, name, Content::File, Some(file.clone()))?;
    let (engine, summary) = one_file(engine, reader, Path::new(""), &file)?;
    finish(engine, options, summary, started)
}

/// The last component of a name, for a package name that is not one.
fn file_name_of(name: &str) -> String {
    let last = name
        .rsplit('/')
        .find(|part| !matches!(*part, "" | "." | ".."));
    last.unwrap_or("data").to_owned()
}

fn epoch_time(options: &PackOptions) -> Option<i64> {
    options
        .epoch
        .filter(|_| options.mtime)
        .map(|epoch| i64::try_from(epoch).unwrap_or(i64::MAX))
}

fn pack_path<W: Write>(
    src: &Path,
    writer: W,
    exclude: &[FileId],
    options: &PackOptions,
) -> Result<(W, PackReport), Error> {
    let started = Instant::now();
    let metadata = std::fs::metadata(src).map_err(|e| Error::io(src, e))?;
    if metadata.is_file() && exclude.contains(&FileId::of(&metadata)) {
        let why = format!("{} is the source itself", src.display());
        return Err(Error::Argument {
            argument: "dst",
            why,
        });
    }
    let name = match &options.name {
        Some(name) => name.clone(),
        None => default_name(src)?,
    };
    if metadata.is_dir() {
        options.op.begin("pack", None)?;
        let engine = Engine::new(writer, options, &name, Content::Tar, None)?;
        let (engine, summary) = folder(engine, src, exclude, options)?;
        return finish(engine, options, summary, started);
    }
    options
        .op
        .begin("pack", metadata.is_file().then_some(metadata.len()))?;
    let file = file_info(src, &metadata, options);
    let engine = Engine::new(writer, options, &name, Content::File, Some(file.clone()))?;
    let input = File::open(src).map_err(|e| Error::io(src, e))?;
    let (engine, summary) = one_file(engine, input, src, &file)?;
    finish(engine, options, summary, started)
}

fn default_name(src: &Path) -> Result<String, Error> {
    let whole = match src.file_name() {
        Some(_) => src.to_owned(),
        None => src.canonicalize().map_err(|e| Error::io(src, e))?,
    };
    Ok(whole
        .file_name()
        .map_or("root".into(), |name| name.to_string_lossy().into_owned()))
}

fn file_info(src: &Path, metadata: &Metadata, options: &PackOptions) -> FileInfo {
    use base64::Engine as _;
    let name = src.file_name().map(OsStrExt::as_bytes).unwrap_or(b"data");
    let not_text = std::str::from_utf8(name).is_err();
    FileInfo {
        name: String::from_utf8_lossy(name).into_owned(),
        name_base64: not_text.then(|| base64::engine::general_purpose::STANDARD.encode(name)),
        mode: metadata.mode() & 0o777,
        mtime: match (options.mtime, epoch_time(options)) {
            (false, _) => None,
            (true, Some(epoch)) => Some(epoch),
            (true, None) => Some(metadata.mtime()),
        },
    }
}

fn one_file<W: Write>(
    mut engine: Engine<W>,
    mut input: impl Read,
    path: &Path,
    file: &FileInfo,
) -> Result<(Engine<W>, TreeSummary), Error> {
    copy(&mut input, path, &mut engine)?;
    engine.note(&IndexRecord {
        path: super::content::file_name(file),
        kind: MemberKind::File,
        mode: file.mode,
        offset: 0,
        size: engine.content_bytes(),
    })?;
    Ok((
        engine,
        TreeSummary {
            files: 1,
            ..TreeSummary::default()
        },
    ))
}

fn copy<W: Write>(input: &mut dyn Read, path: &Path, engine: &mut Engine<W>) -> Result<(), Error> {
    let mut buffer = vec![0; BUFFER];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(n) => engine.write(&buffer[..n])?,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(Error::io(path, e)),
        }
    }
}

fn folder<W: Write>(
    engine: Engine<W>,
    root: &Path,
    exclude: &[FileId],
    options: &PackOptions,
) -> Result<(Engine<W>, TreeSummary), Error> {
    struct Shared<'a, W: Write>(&'a RefCell<Engine<W>>);
    impl<W: Write> Write for Shared<'_, W> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let tree = TreeOptions {
        mtime: options.mtime,
        epoch: options.epoch,
        exclude: exclude.to_vec(),
    };
    let engine = RefCell::new(engine);
    let summary = write_tree(root, &tree, &mut Shared(&engine), &mut |record| {
        engine.borrow_mut().note(record)
    })?;
    Ok((engine.into_inner(), summary))
}

/// Adds the files of the other kinds, in the order of the kinds, and ends the package.
fn finish<W: Write>(
    mut engine: Engine<W>,
    options: &PackOptions,
    summary: TreeSummary,
    started: Instant,
) -> Result<(W, PackReport), Error> {
    let mut extra: Vec<_> = options.extra.iter().collect();
    extra.sort_by_key(|(kind, _)| *kind);
    for (kind, path) in extra {
        if matches!(kind, Kind::Component | Kind::Manifest) {
            let why = format!("kind {} is made from the source itself", kind.name());
            return Err(Error::Argument {
                argument: "extra",
                why,
            });
        }
        engine.next_stream(*kind)?;
        let mut input = File::open(path).map_err(|e| Error::io(path, e))?;
        copy(&mut input, path, &mut engine)?;
    }
    let Finished {
        out,
        written,
        header,
        input_bytes,
    } = engine.finish()?;
    let overhead = written.bytes as f64 / input_bytes as f64 - 1.0;
    let report = PackReport {
        name: header.name,
        version: header.version,
        tag: header.tag,
        input_bytes,
        output_bytes: written.bytes,
        overhead: (input_bytes > 0).then_some(overhead),
        components: written.components,
        parts: written.parts,
        parity_parts: written.parity_parts,
        volumes: written.volumes,
        files: summary.files,
        warnings: summary.warnings,
        seconds: started.elapsed().as_secs_f64(),
    };
    Ok((out, report))
}

/// Packs named members into a writer, one after the other.
///
/// ```
/// use diram::prelude::*;
/// let mut packer = Packer::new(Vec::new(), &PackOptions::new().name("notes"))?;
/// packer.add("notes/one.txt", 5, &b"hello"[..])?;
/// let (package, report) = packer.finish()?;
/// assert_eq!(report.files, 1);
/// assert_eq!(Package::open_bytes(package)?.read("notes/one.txt")?, b"hello");
/// # Ok::<(), Error>(())
/// ```
pub struct Packer<W: Write> {
    engine: Engine<W>,
    options: PackOptions,
    names: HashSet<Vec<u8>>,
    /// The folders that the names imply.
    folders: HashSet<Vec<u8>>,
    /// Bytes that the current member still wants, and the zeros after it.
    open: Option<(u64, usize)>,
    summary: TreeSummary,
    started: Instant,
}

impl<W: Write> Packer<W> {
    /// Starts a package. Nothing is written before the first window of components is full.
    ///
    /// # Errors
    /// `Limit` and `Argument` for options that cannot be.
    pub fn new(writer: W, options: &PackerOptions) -> Result<Packer<W>, Error> {
        let started = Instant::now();
        options.op.begin("pack", None)?;
        let name = options.name.as_deref().unwrap_or("data");
        let engine = Engine::new(writer, options, name, Content::Tar, None)?;
        Ok(Packer {
            engine,
            options: options.clone(),
            names: HashSet::new(),
            folders: HashSet::new(),
            open: None,
            summary: TreeSummary::default(),
            started,
        })
    }

    /// Begins a file of exactly `size` bytes; its content follows through [`Write`]. `name` is a
    /// relative path with `/`. The member ends by itself after `size` bytes.
    ///
    /// # Errors
    /// `State` while the member before still lacks bytes; `UnsafePath` for a name that would leave
    /// the target, was added before or lies below a file.
    pub fn begin(&mut self, name: &str, size: u64) -> Result<(), Error> {
        self.expect_whole()?;
        let path = safe_path(name.as_bytes())?.into_owned();
        self.claim(name, &path)?;
        let mode = 0o644;
        self.engine.write(&file_header(
            &path,
            size,
            mode,
            epoch_time(&self.options).unwrap_or(0),
        ))?;
        let offset = self.engine.content_bytes();
        self.engine.note(&IndexRecord {
            path,
            kind: MemberKind::File,
            mode,
            offset,
            size,
        })?;
        self.summary.files += 1;
        self.open = Some((size, padding(size)));
        self.end_member()
    }

    /// Takes a name, unless what has it already could not be unpacked beside it.
    fn claim(&mut self, name: &str, path: &[u8]) -> Result<(), Error> {
        let refuse = |why| {
            Err(RecoveryError::UnsafePath {
                path: name.into(),
                why,
            }
            .into())
        };
        if path.is_empty() {
            return refuse("it is the folder itself");
        }
        if self.names.contains(path) || self.folders.contains(path) {
            return refuse("it was added before");
        }
        let slashes = path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
        for (end, _) in slashes {
            if self.names.contains(&path[..end]) {
                return refuse("it lies below a file");
            }
            self.folders.insert(path[..end].to_vec());
        }
        self.names.insert(path.to_vec());
        Ok(())
    }

    /// Adds a file of exactly `size` bytes: [`begin`](Packer::begin) and the content in one call.
    /// No byte beyond `size` is read.
    ///
    /// # Errors
    /// Those of [`begin`](Packer::begin); `State` when the reader ends early, and what it fails
    /// with.
    pub fn add(&mut self, name: &str, size: u64, mut reader: impl Read) -> Result<(), Error> {
        self.begin(name, size)?;
        let mut buffer = vec![0; BUFFER];
        let mut left = size;
        while left > 0 {
            let want = buffer
                .len()
                .min(usize::try_from(left).unwrap_or(usize::MAX));
            match reader.read(&mut buffer[..want]) {
                Ok(0) => return self.expect_whole(),
                Ok(n) => {
                    self.engine_write(&buffer[..n])?;
                    left -= n as u64;
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(Error::io(name, e)),
            }
        }
        Ok(())
    }

    fn engine_write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let left = self.open.map_or(0, |(left, _)| left);
        if bytes.len() as u64 > left {
            let why = format!(
                "{} bytes more than the member's size",
                bytes.len() as u64 - left
            );
            return Err(Error::State { why });
        }
        self.engine.write(bytes)?;
        self.open = self
            .open
            .map(|(left, zeros)| (left - bytes.len() as u64, zeros));
        self.end_member()
    }

    /// Pads and closes the member once all its bytes are there.
    fn end_member(&mut self) -> Result<(), Error> {
        if let Some((0, zeros)) = self.open {
            self.engine.write(&vec![0; zeros])?;
            self.open = None;
        }
        Ok(())
    }

    fn expect_whole(&self) -> Result<(), Error> {
        match self.open {
            Some((left, _)) => Err(Error::State {
                why: format!("the current member lacks {left} bytes"),
            }),
            None => Ok(()),
        }
    }

    /// Writes everything that is left and gives the writer back. A packer that is dropped instead
    /// leaves a beginning that is no package.
    ///
    /// # Errors
    /// `State` while the last member lacks bytes; those of [`pack`].
    pub fn finish(mut self) -> Result<(W, PackReport), Error> {
        self.expect_whole()?;
        self.engine.write(&END_OF_ARCHIVE)?;
        finish(self.engine, &self.options, self.summary, self.started)
    }
}

impl<W: Write> Write for Packer<W> {
    /// Content of the current member.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.engine_write(bytes)?;
        Ok(bytes.len())
    }

    /// Does nothing: components are written when they are full.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
