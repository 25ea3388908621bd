//! diram-node.
