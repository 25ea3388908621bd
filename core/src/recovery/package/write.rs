//! Writing a package: windows of built components, the plain manifest, the zip's directory.

use std::io::{self, Write};

use super::manifest::{self, ComponentInfo, Header, MANIFEST_NAME};
use super::{WINDOW, spread, windows, zip};

/// A component ready to be written.
#[derive(Debug)]
pub struct Built {
    /// What the manifest says about it.
    pub info: ComponentInfo,
    /// Its parts, one after the other.
    pub parts: Vec<u8>,
}

impl Built {
    /// Computes the manifest's row from finished parts.
    pub fn new(mut info: ComponentInfo, parts: Vec<u8>) -> Built {
        let len = info.head.part_len();
        let hash = |part: &[u8]| {
            let mut hash = [0; 8];
            let at = len - super::super::part::FOOTER_LEN;
            hash.copy_from_slice(&part[at..at + 8]);
            hash
        };
        info.hashes = parts.chunks_exact(len).map(hash).collect();
        Built { info, parts }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Bytes of the package.
    pub bytes: u64,
    /// Components, manifests included.
    pub components: u64,
    /// Parts, parity included.
    pub parts: u64,
    /// Parity parts.
    pub parity_parts: u64,
    /// Volumes.
    pub volumes: u16,
}

/// Writes components into a zip in windows. Holds at most 15 components at a time, and 12 bytes
/// for each part written.
#[derive(Debug)]
pub struct PackageWriter<W: Write> {
    out: W,
    offset: u64,
    waiting: Vec<Built>,
    /// Components written, by volume.
    volumes: Vec<Vec<ComponentInfo>>,
    /// CRC-32 of every part file in the order of the zip.
    crcs: Vec<u32>,
}

impl<W: Write> PackageWriter<W> {
    /// Writes to `out`, which stands at the package's first byte.
    pub fn new(out: W) -> PackageWriter<W> {
        let volumes = vec![Vec::new()];
        PackageWriter {
            out,
            offset: 0,
            waiting: Vec::new(),
            volumes,
            crcs: Vec::new(),
        }
    }

    /// Takes the next component of this volume.
    pub fn push(&mut self, built: Built) -> io::Result<()> {
        self.waiting.push(built);
        if self.waiting.len() == 2 * WINDOW {
            self.write_window(WINDOW)
        } else {
            Ok(())
        }
    }

    /// Everything pushed to this volume so far, in order.
    pub fn volume_so_far(&self) -> Vec<ComponentInfo> {
        let written = self.volumes.last().map(Vec::as_slice).unwrap_or_default();
        written
            .iter()
            .chain(self.waiting.iter().map(|built| &built.info))
            .cloned()
            .collect()
    }

    /// Takes the volume's manifest and ends the volume.
    pub fn end_volume(&mut self, manifest: Built) -> io::Result<()> {
        self.push(manifest)?;
        self.write_window(self.waiting.len())?;
        self.volumes.push(Vec::new());
        Ok(())
    }

    fn write_window(&mut self, count: usize) -> io::Result<()> {
        let window: Vec<Built> = self.waiting.drain(..count).collect();
        let totals: Vec<u16> = window.iter().map(|built| built.info.head.total).collect();
        for (component, part) in spread(&totals) {
            let built = &window[component];
            let len = built.info.head.part_len();
            let bytes = &built.parts[part * len..(part + 1) * len];
            let crc = crc32fast::hash(bytes);
            let name = built.info.head.address.part_path(part);
            let local = zip::local_header(&name, len as u32, crc);
            self.out.write_all(&local)?;
            self.out.write_all(bytes)?;
            self.offset += (local.len() + len) as u64;
            self.crcs.push(crc);
        }
        if let Some(volume) = self.volumes.last_mut() {
            volume.extend(window.into_iter().map(|built| built.info));
        }
        Ok(())
    }

    /// Writes the plain manifest and the directory, flushes, and gives the writer back. `header` is
    /// the last volume's.
    pub fn finish(mut self, header: &Header) -> io::Result<(W, Written)> {
        self.volumes.retain(|volume| !volume.is_empty());
        let volumes: Vec<Vec<&ComponentInfo>> = self
            .volumes
            .iter()
            .map(|volume| volume.iter().collect())
            .collect();
        let tail = Tail {
            volumes: &volumes,
            crcs: &self.crcs,
            header,
            offset: self.offset,
        };
        let tail_len = tail.write(&mut self.out)?;
        self.out.flush()?;
        let all = || self.volumes.iter().flatten();
        let written = Written {
            bytes: self.offset + tail_len,
            components: all().count() as u64,
            parts: all().map(|info| u64::from(info.head.total)).sum(),
            parity_parts: all().map(|info| info.head.parity() as u64).sum(),
            volumes: self.volumes.len() as u16,
        };
        Ok((self.out, written))
    }
}

/// Everything after the parts: plain manifest, directory, end records.
pub(super) struct Tail<'a> {
    pub(super) volumes: &'a [Vec<&'a ComponentInfo>],
    pub(super) crcs: &'a [u32],
    pub(super) header: &'a Header,
    pub(super) offset: u64,
}

/// Counts and checksums what is written through it.
struct Meter {
    len: u64,
    crc: crc32fast::Hasher,
}

impl Write for Meter {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.len += buf.len() as u64;
        self.crc.update(buf);
        Ok(buf.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Tail<'_> {
    /// Writes it; how many bytes that were.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<u64> {
        let mut meter = Meter {
            len: 0,
            crc: crc32fast::Hasher::new(),
        };
        self.write_manifest(&mut meter)?;
        let (manifest_len, manifest_crc) = (meter.len, meter.crc.finalize());
        let size = u32::try_from(manifest_len).map_err(io::Error::other)?;
        let local = zip::local_header(MANIFEST_NAME, size, manifest_crc);
        out.write_all(&local)?;
        self.write_manifest(out)?;
        let directory = self.offset + local.len() as u64 + manifest_len;
        let (mut entries, mut directory_size) = (0, 0);
        let mut central = |name: &str, len, crc, offset| {
            let record = zip::central_record(name, len, crc, offset);
            entries += 1;
            directory_size += record.len() as u64;
            out.write_all(&record)
        };
        let mut offset = 0;
        let mut crcs = self.crcs.iter();
        let parts = self.volumes.iter().flat_map(|volume| {
            in_file_order(volume).map(|(component, part)| (&volume[component], part))
        });
        for (info, part) in parts {
            let (name, len) = (info.head.address.part_path(part), info.head.part_len());
            let crc = crcs.next().copied().unwrap_or(0);
            central(&name, len as u32, crc, offset)?;
            offset += (zip::LOCAL_LEN + name.len() + len) as u64;
        }
        central(MANIFEST_NAME, size, manifest_crc, offset)?;
        let end = zip::end_records(entries, directory_size, directory);
        out.write_all(&end)?;
        Ok(directory + directory_size + end.len() as u64 - self.offset)
    }

    fn write_manifest(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut header = self.header.clone();
        header.volume = (self.volumes.len() == 1).then_some(0);
        let own = |info: &&ComponentInfo| {
            let address = info.head.address;
            address.kind != super::super::Kind::Manifest || address.id > 0
        };
        manifest::write_json(
            out,
            &header,
            self.volumes.iter().flatten().copied().filter(own),
        )
    }
}

/// The parts of a volume in the order of the zip: component, by index, and part.
pub(super) fn in_file_order(volume: &[&ComponentInfo]) -> impl Iterator<Item = (usize, usize)> {
    windows(volume.len()).flat_map(move |window| {
        let start = window.start;
        let infos = volume[window].iter();
        let totals: Vec<u16> = infos.map(|info| info.head.total).collect();
        spread(&totals)
            .into_iter()
            .map(move |(component, part)| (start + component, part))
    })
}
