//! Finding and reading the manifest of a project.

use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use diram_core::manifest::{Manifest, ManifestKind};
use rustix::fs::OFlags;

use crate::{Error, Result};

/// A manifest and where it stands.
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) manifest: Manifest,
}

/// A manifest as it was when it was read.
#[derive(Debug)]
pub(super) struct Seen {
    path: PathBuf,
    manifest: Manifest,
}

impl Found {
    pub(super) fn seen(&self) -> Seen {
        Seen {
            path: self.path.clone(),
            manifest: self.manifest.clone(),
        }
    }
}

impl Seen {
    /// Whether it still says the same.
    pub(super) fn is_unchanged(&self) -> Result<()> {
        match read(&self.path, self.manifest.kind)? {
            Some(now) if now == self.manifest => Ok(()),
            _ => Err(Error::LockChanged {
                path: self.path.clone(),
            }),
        }
    }
}

/// The manifest at `project`, or the only one in that folder which speaks of `semverx`.
pub(super) fn find(project: &Path) -> Result<Found> {
    let folder = fs::metadata(project).map_err(|e| Error::io(project, e))?;
    match folder.is_dir() {
        true => find_in(project),
        false => named(project),
    }
}

fn find_in(folder: &Path) -> Result<Found> {
    let mut found: Vec<Found> = Vec::new();
    for kind in ManifestKind::ALL {
        let path = folder.join(kind.file_name());
        if path.is_file()
            && let Some(manifest) = read(&path, kind)?
        {
            found.push(Found { path, manifest });
        }
    }
    if found.len() > 1 {
        let names = found.iter().map(|found| found.manifest.kind.file_name());
        let names: Vec<&str> = names.collect();
        return Err(argument(format!(
            "{} all speak of semverx; name the manifest itself",
            names.join(" and ")
        )));
    }
    found.pop().ok_or_else(|| {
        let names: Vec<&str> = ManifestKind::ALL
            .iter()
            .map(|kind| kind.file_name())
            .collect();
        argument(format!(
            "no manifest in {} speaks of semverx; looked for {}",
            folder.display(),
            names.join(", ")
        ))
    })
}

fn named(path: &Path) -> Result<Found> {
    let name = path.file_name().and_then(|name| name.to_str());
    let Some(kind) = name.and_then(ManifestKind::from_file_name) else {
        return Err(argument(format!(
            "{} is no manifest; it must be called package.json, pyproject.toml or Cargo.toml",
            path.display()
        )));
    };
    match read(path, kind)? {
        Some(manifest) => Ok(Found {
            path: path.into(),
            manifest,
        }),
        None => Err(argument(format!(
            "{} does not speak of semverx",
            path.display()
        ))),
    }
}

fn read(path: &Path, kind: ManifestKind) -> Result<Option<Manifest>> {
    let text = text(path, Manifest::MAX_LEN)?;
    Manifest::parse(kind, &text).map_err(|source| Error::Manifest {
        path: path.into(),
        source: Box::new(source),
    })
}

/// A text file of bounded size. Nothing is waited for: a pipe is refused.
pub(super) fn text(path: &Path, most: usize) -> Result<String> {
    let io = |e| Error::io(path, e);
    let file = open(path).map_err(io)?;
    let about = file.metadata().map_err(io)?;
    if !about.is_file() && !about.is_dir() {
        return Err(argument(format!(
            "{} is neither a file nor a link to one",
            path.display()
        )));
    }
    let mut bytes = Vec::new();
    file.take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(io)?;
    if bytes.len() > most {
        return Err(Error::Limit {
            argument: "file size",
            range: "16 MiB for a manifest, 64 MiB for a lock",
            got: format!("more, in {}", path.display()),
        });
    }
    String::from_utf8(bytes).map_err(|error| Error::NotUtf8 {
        path: path.into(),
        at: error.utf8_error().valid_up_to(),
    })
}

/// Opening a named pipe would wait for somebody who writes.
fn open(path: &Path) -> io::Result<fs::File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    let mut options = fs::OpenOptions::new();
    options.read(true).custom_flags(flags).open(path)
}

fn argument(why: String) -> Error {
    Error::Argument {
        argument: "project",
        why,
    }
}
