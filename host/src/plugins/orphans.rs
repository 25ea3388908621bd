//! A plugin that says what nobody needs any more.
