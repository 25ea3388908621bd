//! Tests of the coder as a whole.

mod golden;
mod hostile;
mod round_trip;
mod samples;
