//! diram-tests.
