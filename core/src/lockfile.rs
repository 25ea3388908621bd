//! `semverx-lock.json`: which versions a project was given.
