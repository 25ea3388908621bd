//! What belongs to no single part of diram: the tests in `tests/` that read the whole tree, and
//! the little they share.
//!
//! | test | keeps true |
//! |---|---|
//! | `direction` | core ← host ← {cli, ffi, bindings/*}, and which folder holds which language |
//! | `purity` | core opens nothing, asks no clock and starts no thread; it does not panic |
//! | `versions` | one version number everywhere |
//! | `documents` | what ARCHITECTURE.md and README.md say of the tree is so |
//! | `tree` | no file too long, no path of a developer's machine |
//! | `hello` | README's examples run |
//! | `claims` | the numbers on README's first page |
//! | `fuzz` | no decoder or parser panics, or gives wrong bytes, whatever it is fed |
//! | `vectors` | every case of `tests/vectors`, in Rust |
//! | `reference` | the vectors are what their independent implementation makes |

mod source;
mod tree;

pub use source::Source;
pub use tree::{cargo, read, root, tracked};
