//! A package opened for reading: verify, heal, unpack, read.

use std::io::{Read, Seek, Write};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use diram_core::codec::CodecError;
use diram_core::recovery::package::Source;
use diram_core::recovery::{Kind, RecoveryError};

use super::content::{ContentBytes, Effort, EntryReader};
use super::opened::Opened;
use super::source::{FileSource, ReaderSource};
use super::tree::{AtomicFile, IndexRecord, safe_path, shown};
use super::{
    ComponentView, Entry, HealOptions, HealReport, ReadOptions, UnpackOptions, UnpackReport,
    Verification,
};
use super::{heal, index, unpack, verify, view};
use crate::{Error, Op};

/// An open package. Shared freely between threads; every method takes `&self`, and clones share
/// everything. Dropping the last one closes it.
#[derive(Clone)]
pub struct Package {
    opened: Arc<Opened>,
    coherence: Arc<OnceLock<f64>>,
    index: Arc<OnceLock<Arc<Vec<IndexRecord>>>>,
    /// Governs the calls that take no options.
    op: Op,
}

impl std::fmt::Debug for Package {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Package")
            .field("name", &self.name())
            .field("version", &self.version())
            .finish_non_exhaustive()
    }
}

impl Package {
    /// Opens a package file. Damage is no error here; it is one when nothing that could be told
    /// about the package would be certain.
    ///
    /// # Errors
    /// `Io`; `Format` when no part is found; `ConflictingParts` when there are two packages;
    /// `Lost` when neither the manifest nor the last component can be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Package, Error> {
        Package::open_with(path, &Op::new())
    }

    /// [`open`](Package::open) with cancel, time limit and progress: a badly damaged package is
    /// searched to its last byte.
    ///
    /// # Errors
    /// Those of [`open`](Package::open).
    pub fn open_with(path: impl AsRef<Path>, op: &Op) -> Result<Package, Error> {
        Package::from_source(Box::new(FileSource::open(path.as_ref())?), op)
    }

    /// Opens a package in memory.
    ///
    /// # Errors
    /// Those of [`open`](Package::open).
    pub fn open_bytes(bytes: impl Into<Vec<u8>>) -> Result<Package, Error> {
        Package::open_bytes_with(bytes, &Op::new())
    }

    /// [`open_bytes`](Package::open_bytes) with cancel, time limit and progress.
    ///
    /// # Errors
    /// Those of [`open`](Package::open).
    pub fn open_bytes_with(bytes: impl Into<Vec<u8>>, op: &Op) -> Result<Package, Error> {
        Package::from_source(Box::new(bytes.into()), op)
    }

    /// Opens a package from anything that can seek. It is read from one thread at a time.
    ///
    /// # Errors
    /// Those of [`open`](Package::open).
    pub fn open_reader(reader: impl Read + Seek + Send + 'static) -> Result<Package, Error> {
        Package::open_reader_with(reader, &Op::new())
    }

    /// [`open_reader`](Package::open_reader) with cancel, time limit and progress.
    ///
    /// # Errors
    /// Those of [`open`](Package::open).
    pub fn open_reader_with(
        reader: impl Read + Seek + Send + 'static,
        op: &Op,
    ) -> Result<Package, Error> {
        Package::from_source(Box::new(ReaderSource::new(reader)?), op)
    }

    /// The same package, with every call that takes no options governed by `op`: entries, reading,
    /// components, coherence. Costs nothing.
    ///
    /// ```
    /// use diram::prelude::*;
    /// let package = Package::open_bytes(pack_bytes(b"text", &PackOptions::new())?)?;
    /// let op = Op::new();
    /// op.cancel();
    /// assert_eq!(package.with_op(&op).read("data").unwrap_err().code(), Code::Cancelled);
    /// assert_eq!(package.read("data")?, b"text");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_op(&self, op: &Op) -> Package {
        Package {
            op: op.clone(),
            ..self.clone()
        }
    }

    fn from_source(source: Box<dyn Source>, op: &Op) -> Result<Package, Error> {
        let opened = Arc::new(Opened::new(source, op)?);
        Ok(Package {
            opened,
            coherence: Arc::default(),
            index: Arc::default(),
            op: Op::new(),
        })
    }

    /// Package name; `None` when the manifest is beyond recovery.
    pub fn name(&self) -> Option<String> {
        self.opened.map().header().map(|header| header.name.clone())
    }

    /// Package version; `None` when the manifest is beyond recovery.
    pub fn version(&self) -> Option<String> {
        self.opened
            .map()
            .header()
            .map(|header| header.version.clone())
    }

    /// Looks at every byte. Damage is a result, never an error.
    ///
    /// # Errors
    /// Only those that every call has.
    pub fn verify(&self) -> Result<Verification, Error> {
        self.verify_with(&self.op)
    }

    /// [`verify`](Package::verify) with cancel, time limit and progress.
    ///
    /// # Errors
    /// Only those that every call has.
    pub fn verify_with(&self, op: &Op) -> Result<Verification, Error> {
        let verification = verify::verify(&self.opened, op)?;
        self.coherence.get_or_init(|| verification.coherence);
        Ok(verification)
    }

    /// Writes the original package, byte for byte. `dst` may be the package itself; it appears
    /// only when whole.
    ///
    /// # Errors
    /// `Coherence` below 0.954 without [`salvage`](HealOptions::salvage), `Lost` beyond the parity,
    /// `Integrity` when the bytes still have the wrong hash.
    pub fn heal(&self, dst: impl AsRef<Path>, options: &HealOptions) -> Result<HealReport, Error> {
        let mut out = AtomicFile::new(dst.as_ref())?;
        let report = self.heal_to(&mut out, options)?;
        out.commit()?;
        Ok(report)
    }

    /// [`heal`](Package::heal) into a writer, which after an error holds a beginning at most.
    ///
    /// # Errors
    /// Those of [`heal`](Package::heal).
    pub fn heal_to(&self, dst: impl Write, options: &HealOptions) -> Result<HealReport, Error> {
        heal::heal(&self.opened, dst, options)
    }

    /// Unpacks into a folder, which appears only when whole. A packed file comes back inside it,
    /// under its own name.
    ///
    /// # Errors
    /// Those of [`heal`](Package::heal), without `Coherence` and `Lost` under
    /// [`best_effort`](UnpackOptions::best_effort); [`Error::Exists`] for a target that is not
    /// empty without [`force`](UnpackOptions::force); `UnsafePath` for a member that would leave
    /// it.
    pub fn unpack(
        &self,
        dir: impl AsRef<Path>,
        options: &UnpackOptions,
    ) -> Result<UnpackReport, Error> {
        unpack::unpack(&self.opened, dir.as_ref(), options)
    }

    /// Writes every component as `diram-KIND-N.bin` into a folder, which appears only when whole; N
    /// counts from 0 within the kind.
    ///
    /// # Errors
    /// Those of [`unpack`](Package::unpack); `Argument` for [`paths`](UnpackOptions::paths).
    pub fn unpack_components(
        &self,
        dir: impl AsRef<Path>,
        options: &UnpackOptions,
    ) -> Result<UnpackReport, Error> {
        unpack::components(&self.opened, dir.as_ref(), options)
    }

    /// The whole content, at most 1 GiB: the file's bytes, or the tar stream of a folder.
    ///
    /// # Errors
    /// `OutputLimit` for more; `Coherence` below 0.954 without `salvage`, `Lost` beyond the parity,
    /// `Integrity` when the bytes still have the wrong hash.
    pub fn content(&self, salvage: bool) -> Result<Vec<u8>, Error> {
        self.content_with(&ReadOptions::new().salvage(salvage).op(&self.op))
    }

    /// [`content`](Package::content) with another limit, cancel, time limit and progress.
    ///
    /// # Errors
    /// Those of [`content`](Package::content).
    pub fn content_with(&self, options: &ReadOptions) -> Result<Vec<u8>, Error> {
        let size = self.opened.map().header().and_then(|header| header.size);
        options.op.begin("unpack", size)?;
        let unpacking = UnpackOptions::new()
            .salvage(options.salvage)
            .op(&options.op);
        let content = unpack::streaming(
            &self.opened,
            &unpacking,
            &mut Default::default(),
            |stream| read_limited(stream, size.unwrap_or(0), options.max_output),
        )?;
        options.op.finish();
        Ok(content)
    }

    /// A call without options as one phase of the operation that governs it.
    fn governed<T>(
        &self,
        phase: &'static str,
        work: impl FnOnce(&Op) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.op.begin(phase, None)?;
        let result = work(&self.op)?;
        self.op.finish();
        Ok(result)
    }

    /// The file index, read once.
    fn records(&self, salvage: bool, op: &Op) -> Result<Arc<Vec<IndexRecord>>, Error> {
        if let Some(records) = self.index.get() {
            return Ok(Arc::clone(records));
        }
        let options = UnpackOptions::new().salvage(salvage).op(op);
        let records = Arc::new(index::index(&self.opened, &options)?);
        Ok(Arc::clone(self.index.get_or_init(|| records)))
    }

    /// The members of the content, in package order: what the file index names. It is read once.
    ///
    /// # Errors
    /// `Coherence`, `Lost`, `Integrity` and `Corrupt` when the file index cannot be had.
    pub fn entries(&self) -> Result<Vec<Entry>, Error> {
        let entry = |record: &IndexRecord| Entry {
            path: shown(&record.path),
            kind: record.kind.name().into(),
            mode: record.mode,
            size: record.size,
            offset: record.offset,
        };
        self.governed("read", |op| {
            Ok(self.records(false, op)?.iter().map(entry).collect())
        })
    }

    /// One member's content, at most 1 GiB, or a component's by its name
    /// (`diram-component-0.bin`).
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is neither (folders and links have no content); `OutputLimit`
    /// for more; `Coherence`, `Lost` and `Integrity` as in [`content`](Package::content).
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        self.read_with(name, &ReadOptions::new().op(&self.op))
    }

    /// [`read`](Package::read) with another limit, salvage, cancel, time limit and progress.
    ///
    /// # Errors
    /// Those of [`read`](Package::read).
    pub fn read_with(&self, name: &str, options: &ReadOptions) -> Result<Vec<u8>, Error> {
        options.op.begin("read", None)?;
        let content = match self.entry(name, options.salvage, &options.op) {
            Err(Error::NotFound { .. }) if self.has_component(name) => {
                let bytes = self.component(name, options.salvage, &options.op)?;
                within(bytes.len() as u64, options.max_output)?;
                bytes
            }
            Err(e) => return Err(e),
            Ok(entry) => {
                let size = entry.size();
                options.op.begin("read", Some(size))?;
                read_limited(&mut options.op.counted(entry), size, options.max_output)?
            }
        };
        options.op.finish();
        Ok(content)
    }

    /// One member's content as a stream that can seek: one component at a time is in memory. What
    /// governs the package ([`with_op`](Package::with_op)) governs the stream.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such file (folders and links have no content);
    /// `Coherence`, `Lost` and `Integrity` here or while reading.
    pub fn open_entry(&self, name: &str) -> Result<EntryReader, Error> {
        self.entry(name, false, &self.op)
    }

    fn entry(&self, name: &str, salvage: bool, op: &Op) -> Result<EntryReader, Error> {
        let wanted = safe_path(name.as_bytes())?;
        let not_found = || Error::NotFound {
            what: "entry",
            name: name.into(),
        };
        let records = self.records(salvage, op)?;
        let record = records
            .iter()
            .filter(|record| matches!(record.kind.name(), "file" | "hardlink"))
            .find(|record| record.path == *wanted || shown(&record.path) == name)
            .ok_or_else(not_found)?;
        let effort = Effort::of(salvage);
        EntryReader::new(ContentBytes::new(&self.opened, effort, op)?, record)
    }

    /// Every component with its parts, as the original specification shows them (AuraSeal specification §1.2).
    ///
    /// # Errors
    /// Only those that every call has.
    pub fn components(&self) -> Result<Vec<ComponentView>, Error> {
        view::components(&self.opened, &self.op)
    }

    /// Whether the package has this component. Both spellings, `diram-component-N.bin` and
    /// `diram-component-N.part.M`, with or without folder.
    pub fn has_component(&self, name: &str) -> bool {
        self.opened.find(name).is_some()
    }

    fn find(&self, name: &str) -> Result<usize, Error> {
        let not_found = || Error::NotFound {
            what: "component",
            name: name.into(),
        };
        self.opened.find(name).ok_or_else(not_found)
    }

    /// The coherence of one component, as received: intact parts / all parts, 0 to 1.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn verify_coherence(&self, name: &str) -> Result<f64, Error> {
        self.governed("verify", |op| {
            let found = self.opened.collect(self.find(name)?, op)?;
            Ok(found.parts.coherence().value())
        })
    }

    /// One component's decoded bytes, to the mathematical limit: asking for recovery is asking for
    /// salvage. Its SHA-256 decides whether they are right. At most 8 MiB.
    ///
    /// # Errors
    /// [`Error::NotFound`]; `Lost` beyond the parity, `Integrity` when the bytes have the wrong
    /// hash.
    pub fn recover_component(&self, name: &str) -> Result<Vec<u8>, Error> {
        self.governed("heal", |op| self.component(name, true, op))
    }

    fn component(&self, name: &str, salvage: bool, op: &Op) -> Result<Vec<u8>, Error> {
        Ok(self.opened.decode(self.find(name)?, salvage, op)?.0)
    }

    /// Intact parts / all parts of the package, as received, 0 to 1. Verifies on first use.
    ///
    /// # Errors
    /// Only those that every call has.
    pub fn overall_coherence(&self) -> Result<f64, Error> {
        match self.coherence.get() {
            Some(coherence) => Ok(*coherence),
            None => Ok(self.verify()?.coherence),
        }
    }

    /// Checks that a loss stays within what the caller accepts: `level` is the largest lost share
    /// of a component's parts.
    pub(super) fn accept_loss(&self, level: f64) -> Result<(), Error> {
        let map = self.opened.map();
        for index in self.opened.indices(|kind, _| kind != Kind::Manifest) {
            let found = self.opened.collect(index, &self.op)?;
            let healed = found.parts.coherence_healed();
            let lost = u128::from(healed.total - healed.intact);
            // To the nearest millionth, so that 0.046 means the same as a float and as a double,
            // and a share that is no round number can be given.
            let millionths = (level * 1e6).round() as u128;
            if lost * 2_000_000 > (2 * millionths + 1) * u128::from(healed.total) {
                return Err(RecoveryError::CoherenceBelowThreshold {
                    component: map.places()[index].name.clone(),
                    intact: healed.intact,
                    total: healed.total,
                    recoverable: found.parts.check(true).is_ok(),
                }
                .into());
            }
        }
        Ok(())
    }
}

/// Reads all of `stream`, which says to be `size` bytes long, unless it is more than `limit`.
fn read_limited(stream: &mut dyn Read, size: u64, limit: u64) -> Result<Vec<u8>, Error> {
    within(size, limit)?;
    let mut out = Vec::new();
    stream.take(limit.saturating_add(1)).read_to_end(&mut out)?;
    within(out.len() as u64, limit)?;
    Ok(out)
}

fn within(size: u64, limit: u64) -> Result<(), Error> {
    if size <= limit {
        return Ok(());
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    Err(CodecError::OutputLimit {
        what: "the content",
        limit,
    }
    .into())
}
