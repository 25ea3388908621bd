//! The caller's own pointer that travels with its callbacks, and its destructor.

use std::ffi::c_void;

/// Called once with the caller's pointer when the library needs it no more, on whichever thread
/// ends the last use.
pub type diram_drop_fn = Option<unsafe extern "C" fn(user: *mut c_void)>;

/// A caller's pointer with its destructor.
pub(crate) struct UserData {
    pointer: *mut c_void,
    drop: diram_drop_fn,
}

// SAFETY: the header tells the caller that callbacks and destructor may run on any thread that uses
// the handles, one at a time; diram itself never looks through the pointer.
unsafe impl Send for UserData {}
// SAFETY: as above; a shared borrow only copies the pointer.
unsafe impl Sync for UserData {}

impl UserData {
    pub(crate) fn new(pointer: *mut c_void, drop: diram_drop_fn) -> UserData {
        UserData { pointer, drop }
    }

    pub(crate) fn pointer(&self) -> *mut c_void {
        self.pointer
    }
}

impl Drop for UserData {
    fn drop(&mut self) {
        if let Some(drop) = self.drop {
            // SAFETY: the caller gave the two together, and this is the only call.
            unsafe { drop(self.pointer) }
        }
    }
}
