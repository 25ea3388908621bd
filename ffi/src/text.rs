//! Text that C reads: UTF-8, with a length, and a NUL behind it.

use std::ffi::c_char;

use crate::output::Place;

/// Owned text that stays where it is.
#[derive(Debug)]
pub(crate) struct Text(Box<[u8]>);

impl Text {
    pub(crate) fn new(text: &str) -> Text {
        let mut bytes = Vec::with_capacity(text.len() + 1);
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(0);
        Text(bytes.into_boxed_slice())
    }

    /// The pointer; the length without the NUL goes to `len` when there is a place.
    pub(crate) fn give(&self, len: Option<Place<usize>>) -> *const c_char {
        if let Some(len) = len {
            len.put(self.0.len() - 1);
        }
        self.0.as_ptr().cast()
    }
}
