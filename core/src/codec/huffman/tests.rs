//! Round trips and hostile input, across blocks, prefixes and containers.

mod hostile;
mod reference;
mod round_trip;
mod samples;
