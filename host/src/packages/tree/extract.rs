//! A tar stream back into files.

use std::io::Read;
use std::path::Path;

use super::folder::{Attributes, Folder};
use super::name::{refuse, safe_path, shown};
use super::read::{Header, TarReader};
use super::record::MemberKind;
use super::selection::{Chooser, Selection};
use crate::Error;

/// What was written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ExtractSummary {
    /// Regular files.
    pub(crate) files: u64,
    /// Folders.
    pub(crate) directories: u64,
    /// Symbolic and hard links.
    pub(crate) links: u64,
    /// Bytes of file content.
    pub(crate) bytes: u64,
    /// What was skipped, and why.
    pub(crate) warnings: Vec<String>,
}

/// Extracts a tar stream into `staging`, an existing and empty folder. Reads the stream to its end.
///
/// Refused as [`UnsafePath`](diram_core::recovery::RecoveryError::UnsafePath): absolute paths,
/// `..`, empty names, members below a symbolic link of the stream, names that come twice, hard
/// links to anything but an earlier regular file. Symbolic links are written verbatim, last, and
/// never followed. Of modes only the permission bits (0o777) are restored, of times whole seconds.
///
/// A selected hard link whose file is not selected is an error that names the file: its content
/// has gone by. [`write_partial`](super::write_partial) with an index can give it alone.
pub(crate) fn extract_tar(
    input: &mut dyn Read,
    staging: &Path,
    selection: &Selection,
) -> Result<ExtractSummary, Error> {
    let mut folder = Folder::new(staging);
    let mut reader = TarReader::new(input);
    let mut chooser = selection.chooser();
    let mut skipped_a_file = false;
    while let Some(header) = reader.next()? {
        let name = safe_path(&header.path)?.into_owned();
        if name.is_empty() {
            expect_folder(&header.path, header.kind)?;
            continue;
        }
        if !chooser.admits(&name) {
            skipped_a_file = true;
            continue;
        }
        if header.kind == Some(MemberKind::Hardlink) {
            hard_link(&mut folder, &name, &header, skipped_a_file)?;
        } else {
            member(&mut folder, &name, &header, &mut reader)?;
        }
    }
    reader.drain()?;
    finish(folder, chooser)
}

/// `./` is the folder itself, whose target decides about it; nothing else can have that name.
pub(super) fn expect_folder(path: &[u8], kind: Option<MemberKind>) -> Result<(), Error> {
    match kind {
        Some(MemberKind::Directory) => Ok(()),
        _ => Err(refuse(path, "it is the folder itself")),
    }
}

/// Gives the folder its last touches; a selected path that was never met is an error.
pub(super) fn finish(folder: Folder<'_>, chooser: Chooser) -> Result<ExtractSummary, Error> {
    chooser.finish()?;
    folder.finish()
}

fn member(
    folder: &mut Folder<'_>,
    name: &[u8],
    header: &Header,
    content: &mut dyn Read,
) -> Result<(), Error> {
    let attributes = Attributes {
        mode: header.mode,
        mtime: Some(header.mtime),
    };
    match header.kind {
        Some(MemberKind::File) => folder.file(name, attributes, content),
        Some(MemberKind::Directory) => folder.directory(name, attributes),
        Some(MemberKind::Symlink) => folder.symlink(name, &header.link, attributes.mtime),
        Some(MemberKind::Hardlink) | None => {
            folder.skip(name, "is neither a file, a folder nor a link: skipped");
            Ok(())
        }
    }
}

fn hard_link(
    folder: &mut Folder<'_>,
    name: &[u8],
    header: &Header,
    partial: bool,
) -> Result<(), Error> {
    let earlier = safe_path(&header.link)?;
    if partial && !folder.has(&earlier) {
        let (name, earlier) = (shown(name), shown(&earlier));
        let why = format!("{name} is a hard link to {earlier}; select both");
        return Err(Error::Argument {
            argument: "paths",
            why,
        });
    }
    folder.hard_link(name, &earlier)
}
