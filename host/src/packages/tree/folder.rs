//! Writing members into a staging folder that nobody but this run fills.
//!
//! The file system itself is the list of what was written: everything is created with
//! "must not exist", so a name that comes twice is seen, and on a system that folds case or
//! Unicode forms two names that fall together as well. Symbolic links are made last: until then
//! there is no link in the folder that a path could follow.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, DirBuilder, File, FileTimes, OpenOptions, Permissions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, utimensat};

use super::extract::ExtractSummary;
use super::name::{ancestors, as_path, parent, refuse, shown};
use super::warnings::Warnings;
use crate::Error;

const TWICE: &str = "the name appears twice";
const TOO_LONG: &str = "the name or link target is longer than this system allows";
const BELOW_LINK: &str = "it lies below a symbolic link of the same package";

/// Mode and time of a member. Unknown where a header is lost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attributes {
    pub(super) mode: u32,
    /// Seconds since 1970.
    pub(super) mtime: Option<i64>,
}

/// A staging folder while it is filled. All names must have passed
/// [`safe_path`](super::safe_path).
pub(super) struct Folder<'a> {
    root: &'a Path,
    /// The folder of the last member: known to be one of ours.
    parent: Option<Vec<u8>>,
    /// Folders that exist only because something lies in them.
    implied: HashSet<Vec<u8>>,
    directories: Vec<(Vec<u8>, Attributes)>,
    links: BTreeMap<Vec<u8>, (Vec<u8>, Option<i64>)>,
    /// Members whose mode had more than permissions in it.
    special: u64,
    buffer: Vec<u8>,
    pub(super) summary: ExtractSummary,
    pub(super) warnings: Warnings,
}

impl<'a> Folder<'a> {
    pub(super) fn new(root: &'a Path) -> Folder<'a> {
        Folder {
            root,
            parent: None,
            implied: HashSet::new(),
            directories: Vec::new(),
            links: BTreeMap::new(),
            special: 0,
            buffer: vec![0; 256 << 10],
            summary: ExtractSummary::default(),
            warnings: Warnings::default(),
        }
    }

    fn path(&self, name: &[u8]) -> PathBuf {
        self.root.join(as_path(name))
    }

    /// Whether a member of this name was given already.
    pub(super) fn has(&self, name: &[u8]) -> bool {
        self.links.contains_key(name) || fs::symlink_metadata(self.path(name)).is_ok()
    }

    /// A regular file with everything that `content` gives.
    pub(super) fn file(
        &mut self,
        name: &[u8],
        attributes: Attributes,
        content: &mut dyn Read,
    ) -> Result<(), Error> {
        let path = self.place(name)?;
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path);
        let mut file = file.map_err(|e| occupied(name, &path, e))?;
        loop {
            let n = match content.read(&mut self.buffer) {
                Ok(0) => break,
                Ok(n) => n,
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                Err(e) => return Err(Error::io("", e)),
            };
            file.write_all(&self.buffer[..n])
                .map_err(|e| Error::io(&path, e))?;
            self.summary.bytes += n as u64;
        }
        self.apply(&file, attributes)
            .map_err(|e| Error::io(&path, e))?;
        self.summary.files += 1;
        Ok(())
    }

    /// A folder. Its mode and time come last, so that a read-only folder can be filled.
    pub(super) fn directory(&mut self, name: &[u8], attributes: Attributes) -> Result<(), Error> {
        if !self.implied.remove(name) {
            let path = self.place(name)?;
            make_dir(&path).map_err(|e| occupied(name, &path, e))?;
            self.summary.directories += 1;
        }
        self.directories.push((name.to_vec(), attributes));
        Ok(())
    }

    /// A symbolic link, verbatim, made at the end.
    pub(super) fn symlink(
        &mut self,
        name: &[u8],
        target: &[u8],
        mtime: Option<i64>,
    ) -> Result<(), Error> {
        if target.is_empty() || target.contains(&0) {
            return Err(refuse(name, "its link target cannot be one"));
        }
        let path = self.place(name)?;
        if let Ok(there) = fs::symlink_metadata(&path) {
            let implied = there.is_dir() && self.implied.contains(name);
            return Err(refuse(
                name,
                if implied {
                    "members lie below this link"
                } else {
                    TWICE
                },
            ));
        }
        self.links.insert(name.to_vec(), (target.to_vec(), mtime));
        Ok(())
    }

    /// A further name of a regular file that was written before.
    pub(super) fn hard_link(&mut self, name: &[u8], earlier: &[u8]) -> Result<(), Error> {
        const ONLY: &str = "a hard link may only lead to an earlier regular file";
        let path = self.place(name)?;
        if self.links.contains_key(earlier) || self.below_link(earlier) {
            return Err(refuse(name, ONLY));
        }
        let from = self.path(earlier);
        match fs::symlink_metadata(&from) {
            Ok(there) if there.is_file() => {}
            Ok(_) => return Err(refuse(name, ONLY)),
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(refuse(name, ONLY));
            }
            Err(e) => return Err(Error::io(&from, e)),
        }
        fs::hard_link(&from, &path).map_err(|e| occupied(name, &path, e))?;
        self.summary.links += 1;
        Ok(())
    }

    /// Makes the links, then gives the folders their modes and times, the innermost first.
    pub(super) fn finish(mut self) -> Result<ExtractSummary, Error> {
        for (name, (target, mtime)) in std::mem::take(&mut self.links) {
            let path = self.path(&name);
            symlink(as_path(&target), &path).map_err(|e| occupied(&name, &path, e))?;
            if let Some(mtime) = mtime {
                link_time(&path, mtime).map_err(|e| Error::io(&path, e))?;
            }
            self.summary.links += 1;
        }
        let mut directories = std::mem::take(&mut self.directories);
        directories.sort_unstable_by(|a, b| b.0.cmp(&a.0));
        for (name, attributes) in directories {
            let path = self.path(&name);
            let done = File::open(&path).and_then(|dir| self.apply(&dir, attributes));
            done.map_err(|e| Error::io(&path, e))?;
        }
        if self.special > 0 {
            let count = self.special;
            self.warnings.push(format!(
                "set-user-id, set-group-id and sticky bits are not restored ({count} members)"
            ));
        }
        self.summary.warnings = self.warnings.into_vec();
        Ok(self.summary)
    }

    /// The path to create a member at, the folders above it made and checked.
    fn place(&mut self, name: &[u8]) -> Result<PathBuf, Error> {
        if self.links.contains_key(name) {
            return Err(refuse(name, TWICE));
        }
        let above = parent(name);
        if above.is_some() && above != self.parent.as_deref() {
            self.make_parents(name)?;
            self.parent = above.map(<[u8]>::to_vec);
        }
        Ok(self.path(name))
    }

    fn make_parents(&mut self, name: &[u8]) -> Result<(), Error> {
        if self.below_link(name) {
            return Err(refuse(name, BELOW_LINK));
        }
        for above in ancestors(name) {
            let path = self.path(above);
            match make_dir(&path) {
                Ok(()) => {
                    self.implied.insert(above.to_vec());
                    self.summary.directories += 1;
                }
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {
                    let there = fs::symlink_metadata(&path).map_err(|e| Error::io(&path, e))?;
                    if !there.is_dir() {
                        return Err(refuse(name, "it lies below a member that is no folder"));
                    }
                }
                Err(e) => return Err(occupied(name, &path, e)),
            }
        }
        Ok(())
    }

    fn below_link(&self, name: &[u8]) -> bool {
        !self.links.is_empty() && ancestors(name).any(|above| self.links.contains_key(above))
    }

    fn apply(&mut self, file: &File, attributes: Attributes) -> std::io::Result<()> {
        if attributes.mode & 0o7000 != 0 {
            self.special += 1;
        }
        file.set_permissions(Permissions::from_mode(attributes.mode & 0o777))?;
        match attributes.mtime {
            Some(seconds) => file.set_times(FileTimes::new().set_modified(time(seconds)?)),
            None => Ok(()),
        }
    }

    /// Notes that a member is not restored.
    pub(super) fn skip(&mut self, name: &[u8], why: &str) {
        self.warnings.push(format!("{} {why}", shown(name)));
    }
}

/// As the umask wants it, for folders that no member describes; the others get their own mode at
/// the end. Until then the staging folder keeps everybody else out.
fn make_dir(path: &Path) -> std::io::Result<()> {
    DirBuilder::new().mode(0o777).create(path)
}

fn occupied(name: &[u8], path: &Path, error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::AlreadyExists => refuse(name, TWICE),
        ErrorKind::InvalidFilename => refuse(name, TOO_LONG),
        _ => Error::io(path, error),
    }
}

fn time(seconds: i64) -> std::io::Result<SystemTime> {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let time = match seconds {
        0.. => SystemTime::UNIX_EPOCH.checked_add(distance),
        _ => SystemTime::UNIX_EPOCH.checked_sub(distance),
    };
    time.ok_or_else(|| std::io::Error::other("the system cannot hold its modification time"))
}

fn link_time(path: &Path, seconds: i64) -> std::io::Result<()> {
    let time = Timespec {
        tv_sec: seconds,
        tv_nsec: 0,
    };
    let times = Timestamps {
        last_access: time,
        last_modification: time,
    };
    Ok(utimensat(CWD, path, &times, AtFlags::SYMLINK_NOFOLLOW)?)
}
