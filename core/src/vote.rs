//! Votes of plugins: what they are asked, and what their answers decide.
