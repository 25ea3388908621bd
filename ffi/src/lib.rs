//! diram-ffi.
