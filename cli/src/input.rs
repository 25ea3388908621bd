//! Where a package comes from: a file, or standard input.

use std::io::{self, Seek};
use std::path::Path;

use diram::packages::Package;

use crate::exit::Refusal;
use crate::interrupt::Interrupt;

/// Whether this argument means standard input or output.
pub(crate) fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Opens a package. `-` is copied to a temporary file without a name first: reading a package
/// means going back and forth in it.
pub(crate) fn open(path: &Path, interrupt: &Interrupt) -> Result<Package, Refusal> {
    if !is_dash(path) {
        return Ok(Package::open_with(path, interrupt.op())?);
    }
    let cannot = |e: io::Error| Refusal::usage(format!("copying standard input: {e}"), None);
    let mut file = tempfile::tempfile().map_err(cannot)?;
    io::copy(&mut interrupt.stdin()?, &mut file).map_err(cannot)?;
    file.rewind().map_err(cannot)?;
    Ok(Package::open_reader(file)?)
}

/// The name of the input for people.
pub(crate) fn shown(path: &Path) -> String {
    if is_dash(path) {
        "standard input".into()
    } else {
        crate::text::path(path)
    }
}
