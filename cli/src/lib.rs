//! diram-cli.
