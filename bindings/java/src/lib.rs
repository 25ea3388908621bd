//! JNI glue of the Java package `com.obinexus.semverx`.
//!
//! Every function here is a static native method of the Java class
//! `com.obinexus.semverx.internal.Native`, which is not public. Rules of this border:
//!
//! - Text crosses as UTF-8 bytes, paths as the system's own bytes, options and reports as JSON.
//! - A handle is a `long` made by `handle::into_raw`. Java guards it: it is never used after it was
//!   freed, and a stream's handle never by two threads at once.
//! - Errors and panics become exceptions ([`border`]); nothing unwinds into the JVM.
//! - Callbacks ([`callback`]) run on the thread that made the native call ([`caller`]), inside a
//!   local frame of fixed size. Their exceptions are caught and kept on the Java side, so no JNI
//!   call is ever made with an exception pending.
//! - Of Rust's own threads only those that ask plugins enter Java ([`attached`]): a plugin may take
//!   too long, and nobody waits for it then.
#![expect(
    non_snake_case,
    reason = "JNI links native methods by their Java names"
)]

mod attached;
mod border;
mod bytes;
mod callback;
mod caller;
mod entry;
mod fault;
mod handle;
mod huffman;
mod kept;
mod lock;
mod observe;
mod op;
mod options;
mod package;
mod packages;
mod packer;
mod parts;
mod plugin;
mod range;
mod registry;
mod resolver;
mod strategies;
#[cfg(feature = "test-hooks")]
mod test_hooks;
mod texts;
mod versions;
