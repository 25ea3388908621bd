//! A whole package: parts in a zip, in an order that spreads every component evenly, with a
//! manifest that is itself a component.
//!
//! [`PackageWriter`] turns built components into the zip; [`Map::open`] finds out what a possibly
//! damaged zip holds and where every part should be. Both are given their bytes from outside,
//! through [`std::io::Write`] and [`Source`]; neither opens a file.

mod choose;
mod directory;
mod layout;
mod manifest;
mod map;
mod numbering;
mod place;
mod plain;
mod scan;
mod source;
mod write;
pub mod zip;

pub use layout::{WINDOW, spread, windows};
pub use manifest::{
    ComponentInfo, Content, FileInfo, Header, MANIFEST_NAME, Manifest, to_json as manifest_json,
};
pub use map::Map;
pub use numbering::Numbering;
pub use place::{Found, Place};
pub use source::Source;
pub use write::{Built, PackageWriter, Written};
