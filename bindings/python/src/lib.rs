//! diram-python.
