//! diram-lua.
