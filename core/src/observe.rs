//! Observers: who is told of a package's changes, how fast, and what is never lost.
