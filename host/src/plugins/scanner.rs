//! A plugin that knows advisories.
