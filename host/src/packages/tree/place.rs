//! Where unpacked files wait until all of them are there.

use std::fs::{self, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::atomic::{folder_of, plain};
use crate::Error;

/// A temporary folder that becomes the target. Dropped without [`commit`](Staging::commit), it
/// disappears with everything in it, and so do the folders above that were made for it.
pub(crate) struct Staging {
    path: PathBuf,
    target: PathBuf,
    way: Way,
    /// Folders made above the target, the outermost first.
    made: Vec<PathBuf>,
    committed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The staging folder is given this mode and renamed to the target, which is absent or empty.
    /// Until then it is its owner's alone: what is private in the package must not be open while
    /// the folders in it wait for their modes.
    Rename { mode: u32 },
    /// Its members are moved into the target one by one, from a folder inside it: the target holds
    /// files already, or is a place that cannot be replaced (a mount point, the working folder).
    Move { force: bool },
}

impl Staging {
    /// Prepares for `target`. An existing target that is not empty needs `force`.
    pub(crate) fn new(target: &Path, force: bool) -> Result<Staging, Error> {
        let io = |e| Error::io(target, e);
        match fs::symlink_metadata(target) {
            Err(e) if e.kind() == ErrorKind::NotFound => Staging::absent(target),
            Err(e) => Err(io(e)),
            Ok(_) => {
                let resolved = fs::canonicalize(target).map_err(io)?;
                let empty = fs::read_dir(&resolved).map_err(io)?.next().is_none();
                if !empty && !force {
                    return Err(Error::Exists {
                        path: target.into(),
                    });
                }
                if empty && replaceable(&resolved).map_err(io)? {
                    let mode = fs::metadata(&resolved).map_err(io)?.permissions().mode();
                    match temporary(folder_of(&resolved), &resolved) {
                        Ok((path, _)) => {
                            let way = Way::Rename { mode };
                            return Ok(Staging::ready(path, resolved, way, Vec::new()));
                        }
                        Err(Error::Io { source, .. }) if no_access(&source) => {}
                        Err(other) => return Err(other),
                    }
                }
                let (path, _) = temporary(&resolved, &resolved)?;
                let way = Way::Move { force };
                Ok(Staging::ready(path, resolved, way, Vec::new()))
            }
        }
    }

    fn absent(target: &Path) -> Result<Staging, Error> {
        let parent = folder_of(target);
        let missing = parent.ancestors().filter(|p| !p.as_os_str().is_empty());
        let mut made: Vec<_> = missing
            .take_while(|p| !p.exists())
            .map(Path::to_owned)
            .collect();
        made.reverse();
        let staging = fs::create_dir_all(parent)
            .map_err(|e| Error::io(parent, e))
            .and_then(|()| temporary(parent, target));
        match staging {
            Ok((path, mode)) => Ok(Staging::ready(
                path,
                target.into(),
                Way::Rename { mode },
                made,
            )),
            Err(error) => {
                remove_empty(&made);
                Err(error)
            }
        }
    }

    fn ready(path: PathBuf, target: PathBuf, way: Way, made: Vec<PathBuf>) -> Staging {
        Staging {
            path,
            target,
            way,
            made,
            committed: false,
        }
    }

    /// The folder to fill.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Turns the staging folder into the target.
    pub(crate) fn commit(mut self) -> Result<(), Error> {
        match self.way {
            Way::Rename { mode } => {
                let wanted = Permissions::from_mode(mode);
                fs::set_permissions(&self.path, wanted).map_err(|e| Error::io(&self.target, e))?;
                fs::rename(&self.path, &self.target).map_err(|e| match e.kind() {
                    ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists => Error::Exists {
                        path: self.target.clone(),
                    },
                    _ => Error::io(&self.target, e),
                })?;
                self.committed = true;
            }
            Way::Move { force } => {
                check(&self.path, &self.target, force)?;
                move_all(&self.path, &self.target)?;
                // Empty by now, and removed when this value is dropped.
            }
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.committed {
            // Nothing can be reported from here, and what is left over harms nobody.
            let _ = remove_tree(&self.path);
            if let Way::Rename { .. } = self.way {
                remove_empty(&self.made);
            }
        }
    }
}

/// Whether another folder may take the place of this one.
fn replaceable(target: &Path) -> std::io::Result<bool> {
    let mounted = fs::metadata(target)?.dev() != fs::metadata(folder_of(target))?.dev();
    let working = std::env::current_dir().is_ok_and(|dir| dir == target);
    Ok(!mounted && !working && target.parent().is_some())
}

fn no_access(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
    )
}

/// A folder that only its owner can enter, and the mode that a new folder has here.
fn temporary(parent: &Path, target: &Path) -> Result<(PathBuf, u32), Error> {
    let make = || {
        let mut builder = tempfile::Builder::new();
        builder
            .prefix(".diram-")
            .permissions(Permissions::from_mode(0o777));
        let dir = builder.tempdir_in(parent).map_err(plain)?;
        let mode = fs::metadata(dir.path())?.permissions().mode();
        fs::set_permissions(dir.path(), Permissions::from_mode(0o700))?;
        Ok((dir.keep(), mode))
    };
    make().map_err(|source| Error::Io {
        path: target.into(),
        source,
    })
}

/// Fails before anything is moved when something cannot be.
fn check(from: &Path, to: &Path, force: bool) -> Result<(), Error> {
    for entry in entries(from)? {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let Some(there) = metadata(&target)? else {
            continue;
        };
        let is_dir = entry
            .file_type()
            .map_err(|e| Error::io(&source, e))?
            .is_dir();
        if !force {
            return Err(Error::Exists { path: target });
        }
        match (is_dir, there.is_dir()) {
            (true, true) => check(&source, &target, force)?,
            (false, true) if !entries(&target)?.is_empty() => {
                return Err(Error::Exists { path: target });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Moves everything in `from` into `to`. Folders that are in both are merged; anything else in the
/// way is replaced, symbolic links too: none is followed.
fn move_all(from: &Path, to: &Path) -> Result<(), Error> {
    for entry in entries(from)? {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let io = |e| Error::io(&target, e);
        let is_dir = entry.file_type().map_err(io)?.is_dir();
        match metadata(&target)? {
            Some(there) if is_dir && there.is_dir() => merge(&source, &target)?,
            Some(there) => {
                match (is_dir, there.is_dir()) {
                    (true, _) => fs::remove_file(&target).map_err(io)?,
                    (false, true) => fs::remove_dir(&target).map_err(io)?,
                    // A rename replaces it in one step.
                    (false, false) => {}
                }
                rename(&source, &target, is_dir).map_err(io)?;
            }
            None => rename(&source, &target, is_dir).map_err(io)?,
        }
    }
    Ok(())
}

/// Moves the content of a folder, then gives the target its mode and time.
fn merge(source: &Path, target: &Path) -> Result<(), Error> {
    let io = |e| Error::io(target, e);
    let wanted = fs::metadata(source).map_err(io)?;
    writable(source).map_err(io)?;
    writable(target).map_err(io)?;
    move_all(source, target)?;
    let modified = fs::FileTimes::new().set_modified(wanted.modified().map_err(io)?);
    let dir = fs::File::open(target).map_err(io)?;
    dir.set_permissions(wanted.permissions())
        .and_then(|()| dir.set_times(modified))
        .map_err(io)
}

/// Moving a folder changes its `..`, which a read-only folder refuses to anyone but root.
fn rename(source: &Path, target: &Path, is_dir: bool) -> std::io::Result<()> {
    if !is_dir {
        return fs::rename(source, target);
    }
    let wanted = fs::metadata(source)?.permissions();
    writable(source)?;
    fs::rename(source, target)?;
    fs::set_permissions(target, wanted)
}

fn writable(dir: &Path) -> std::io::Result<()> {
    let mode = fs::metadata(dir)?.permissions().mode();
    if mode & 0o700 == 0o700 {
        return Ok(());
    }
    fs::set_permissions(dir, Permissions::from_mode(mode | 0o700))
}

fn entries(dir: &Path) -> Result<Vec<fs::DirEntry>, Error> {
    let list = fs::read_dir(dir).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    list.map_err(|e| Error::io(dir, e))
}

fn metadata(path: &Path) -> Result<Option<fs::Metadata>, Error> {
    match fs::symlink_metadata(path) {
        Ok(there) => Ok(Some(there)),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io(path, e)),
    }
}

/// Removes a folder, the read-only ones in it too.
fn remove_tree(dir: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(dir) {
        Err(e) if e.kind() == ErrorKind::PermissionDenied => {
            open_up(dir)?;
            fs::remove_dir_all(dir)
        }
        other => other,
    }
}

fn open_up(dir: &Path) -> std::io::Result<()> {
    writable(dir)?;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            open_up(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes folders that were made on the way, as far as nobody else has used them.
fn remove_empty(made: &[PathBuf]) {
    for dir in made.iter().rev() {
        if fs::remove_dir(dir).is_err() {
            break;
        }
    }
}
