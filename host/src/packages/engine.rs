//! The one-pass packer: streams in, components cut and built, windows out.

use std::io::Write;

use diram_core::recovery::component::build;
use diram_core::recovery::cut::{Cut, CutOptions, cut, cut_with};
use diram_core::recovery::package::{
    Built, ComponentInfo, Content, FileInfo, Header, Numbering, PackageWriter, Written,
    manifest_json,
};
use diram_core::recovery::{CodecChoice, Head, Kind, RecoveryError};
use sha2::{Digest, Sha256};

use super::PackOptions;
use super::pool::Pool;
use super::tree::IndexRecord;
use crate::{Error, Op, parallel};

/// How much of the file index is collected before it becomes a component.
const INDEX_STEP: usize = 1 << 20;

/// What a finished package is.
pub(super) struct Finished<W> {
    pub(super) out: W,
    pub(super) written: Written,
    pub(super) header: Header,
    pub(super) input_bytes: u64,
}

/// A package being written.
pub(super) struct Engine<W: Write> {
    writer: PackageWriter<W>,
    pool: Pool<Built>,
    header: Header,
    cutting: CutOptions,
    numbering: Numbering,
    tag: Option<[u8; 3]>,
    /// Bytes of the current stream that are in no component yet.
    raw: Vec<u8>,
    kind: Kind,
    content_bytes: u64,
    input_bytes: u64,
    index: Vec<u8>,
    /// A step began and did not end well: what is missing now cannot be said.
    failed: bool,
    op: Op,
}

impl<W: Write> Engine<W> {
    pub(super) fn new(
        out: W,
        options: &PackOptions,
        name: &str,
        content: Content,
        file: Option<FileInfo>,
    ) -> Result<Engine<W>, Error> {
        if options.quality > 11 {
            let got = options.quality.to_string();
            return Err(Error::Limit {
                argument: "quality",
                range: "0..=11",
                got,
            });
        }
        let version = options.version.as_deref().unwrap_or("0.0.0");
        let cutting = CutOptions {
            codec: options.codec,
            quality: options.quality,
            redundancy: options.redundancy,
        };
        options.op.step(0)?;
        Ok(Engine {
            writer: PackageWriter::new(out),
            pool: Pool::new(parallel::threads(options.threads)),
            header: Header::new(name, version, content, file),
            cutting,
            numbering: Numbering::new(options.redundancy),
            tag: None,
            raw: Vec::new(),
            kind: Kind::Component,
            content_bytes: 0,
            input_bytes: 0,
            index: Vec::new(),
            failed: false,
            op: options.op.clone(),
        })
    }

    /// Bytes of the content so far.
    pub(super) fn content_bytes(&self) -> u64 {
        self.content_bytes
    }

    /// Runs a step, unless one failed before: bytes or components may be missing or doubled then.
    fn unbroken(
        &mut self,
        step: impl FnOnce(&mut Engine<W>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if self.failed {
            self.op.check()?;
            let why = "this packer failed before; begin the package anew".into();
            return Err(Error::State { why });
        }
        self.failed = true;
        step(self)?;
        self.failed = false;
        Ok(())
    }

    /// Takes bytes of the current stream.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.unbroken(|engine| engine.append(bytes))
    }

    fn append(&mut self, mut bytes: &[u8]) -> Result<(), Error> {
        let lookahead = self.cutting.lookahead();
        while !bytes.is_empty() {
            // One byte more than a component can take, so that what is cut here is never the last.
            let room = lookahead + 1 - self.raw.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.raw.extend_from_slice(now);
            bytes = later;
            self.input_bytes += now.len() as u64;
            if self.kind == Kind::Component {
                self.content_bytes += now.len() as u64;
            }
            self.op.step(now.len() as u64)?;
            if self.raw.len() > lookahead {
                self.cut_next(false)?;
            }
        }
        Ok(())
    }

    /// Notes a member for the file index.
    pub(super) fn note(&mut self, record: &IndexRecord) -> Result<(), Error> {
        self.unbroken(|engine| {
            record.write_line(&mut engine.index);
            if engine.index.len() >= INDEX_STEP {
                engine.write_index()?;
            }
            Ok(())
        })
    }

    /// Ends the current stream and begins one of another kind.
    pub(super) fn next_stream(&mut self, kind: Kind) -> Result<(), Error> {
        self.unbroken(|engine| {
            engine.end_stream(false)?;
            engine.kind = kind;
            Ok(())
        })
    }

    /// Cuts everything that is left of the stream; an empty stream is one empty component.
    fn end_stream(&mut self, last: bool) -> Result<(), Error> {
        loop {
            self.cut_next(last)?;
            if self.raw.is_empty() {
                return Ok(());
            }
        }
    }

    /// Cuts one component off the stream. `ends` tells whether the package's content ends with
    /// what is in `raw`.
    fn cut_next(&mut self, ends: bool) -> Result<(), Error> {
        let cut = cut_with(&self.raw, &self.cutting, &mut || self.op.step(0))?;
        let last = ends && cut.raw_len == self.raw.len();
        let parts = cut.geometry.total();
        if !self.numbering.fits(self.kind, parts) {
            self.end_volume(None)?;
        }
        let raw = self.raw[..cut.raw_len].to_vec();
        self.raw.drain(..cut.raw_len);
        self.submit(self.kind, raw, cut, last)
    }

    /// Hands a component to the workers.
    fn submit(&mut self, kind: Kind, raw: Vec<u8>, cut: Cut, last: bool) -> Result<(), Error> {
        let address = self.numbering.assign(kind, cut.geometry.total());
        let head = Head {
            address,
            total: cut.geometry.total() as u16,
            data: cut.geometry.data as u8,
            last,
            capacity: cut.geometry.capacity as u16,
            tag: self.tag(&raw),
            sha256: [0; 32],
        };
        let bytes = raw.len() + usize::from(head.total) * head.part_len();
        self.pool
            .submit(bytes as u64, move || build_one(&raw, &cut, head));
        while self.pool.is_full() {
            self.take_one()?;
        }
        Ok(())
    }

    /// The package's tag; `first` is the first component's content.
    fn tag(&mut self, first: &[u8]) -> [u8; 3] {
        if let Some(tag) = self.tag {
            return tag;
        }
        let sha = Sha256::new()
            .chain_update(&self.header.name)
            .chain_update([0])
            .chain_update(&self.header.version)
            .chain_update([0])
            .chain_update(Sha256::digest(first))
            .finalize();
        let tag = [sha[0], sha[1], sha[2]];
        self.header.tag = tag.iter().map(|byte| format!("{byte:02x}")).collect();
        *self.tag.insert(tag)
    }

    /// Takes the oldest finished component; whether there was one.
    fn take_one(&mut self) -> Result<bool, Error> {
        let Some(built) = self.pool.take() else {
            return Ok(false);
        };
        self.op.step(0)?;
        self.writer.push(built)?;
        Ok(true)
    }

    /// Turns the collected index into components.
    fn write_index(&mut self) -> Result<(), Error> {
        let index = std::mem::take(&mut self.index);
        let mut rest = &index[..];
        while !rest.is_empty() {
            let cut = cut(rest, &index_cutting(&self.cutting))?;
            if !self.numbering.fits(Kind::Manifest, cut.geometry.total()) {
                self.end_volume(None)?;
            }
            let (now, later) = rest.split_at(cut.raw_len);
            rest = later;
            self.submit(Kind::Manifest, now.to_vec(), cut, false)?;
        }
        Ok(())
    }

    /// Writes the volume's manifest. `volumes` is given with the last one.
    fn end_volume(&mut self, volumes: Option<u16>) -> Result<(), Error> {
        while self.take_one()? {}
        self.header.volume = Some(self.numbering.volume());
        self.header.volumes = volumes;
        self.header.size = volumes.map(|_| self.content_bytes);
        let json = manifest_json(&self.header, &self.writer.volume_so_far())?;
        let cutting = index_cutting(&self.cutting);
        let first = cut(&json, &cutting)?;
        let codec = CodecChoice::Auto;
        let cut = match first.raw_len < json.len() {
            true => cut(&json, &CutOptions { codec, ..cutting })?,
            false => first,
        };
        if cut.raw_len < json.len() {
            let what = format!("the manifest of volume {}", self.numbering.volume());
            return Err(RecoveryError::TooLarge {
                what,
                limit: "one component",
            }
            .into());
        }
        let head = Head {
            address: self.numbering.manifest(),
            total: cut.geometry.total() as u16,
            data: cut.geometry.data as u8,
            last: false,
            capacity: cut.geometry.capacity as u16,
            tag: self.tag.unwrap_or_default(),
            sha256: [0; 32],
        };
        self.writer.end_volume(build_one(&json, &cut, head))?;
        if volumes.is_none() {
            self.numbering.next_volume()?;
        }
        Ok(())
    }

    /// Ends the package.
    pub(super) fn finish(mut self) -> Result<Finished<W>, Error> {
        self.unbroken(|engine| {
            engine.end_stream(true)?;
            engine.write_index()?;
            engine.end_volume(Some(u16::from(engine.numbering.volume()) + 1))
        })?;
        let (out, written) = self.writer.finish(&self.header)?;
        self.op.finish();
        Ok(Finished {
            out,
            written,
            header: self.header,
            input_bytes: self.input_bytes,
        })
    }
}

/// The manifest and the index are compressed whatever the content is; without brotli when the
/// content has none (and the manifest stays one component).
fn index_cutting(content: &CutOptions) -> CutOptions {
    let codec = match content.codec {
        CodecChoice::Stored | CodecChoice::Huffman => CodecChoice::Huffman,
        CodecChoice::Brotli | CodecChoice::Auto => CodecChoice::Auto,
    };
    CutOptions {
        codec,
        quality: 5,
        redundancy: content.redundancy,
    }
}

fn build_one(raw: &[u8], cut: &Cut, mut head: Head) -> Built {
    head.sha256 = Sha256::digest(raw).into();
    let parts = build(raw, cut, &head);
    let info = ComponentInfo {
        head,
        size: Some(raw.len() as u64),
        codec: Some(cut.codec),
        hashes: Vec::new(),
    };
    Built::new(info, parts)
}
