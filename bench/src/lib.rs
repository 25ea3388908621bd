//! diram-bench.
