//! diram-java.
