//! Small messages: chat lines, log lines, API answers.
//!
//! A message of 50 to 500 bytes is too short for a general compressor to learn from. What both sides
//! already share does the work instead: a sample of earlier messages that primes a context mixing
//! coder ([`brio`]).

pub mod brio;
