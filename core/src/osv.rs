//! Advisories in the OSV format, and which versions they affect.
