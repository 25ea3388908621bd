//! Whole-module tests: round trips, GNU tar as the oracle, hostile streams, placing, damage.

mod gnu;
mod hostile;
mod partial;
mod place;
mod round_trip;
mod snapshot;

use std::path::Path;

use tempfile::TempDir;

use super::{
    ExtractSummary, IndexRecord, Selection, TreeOptions, TreeSummary, extract_tar, write_tree,
};
use crate::Error;

fn keep() -> TreeOptions {
    TreeOptions {
        mtime: true,
        ..TreeOptions::default()
    }
}

/// Packs a folder: the stream, its index and the summary.
fn packed(root: &Path) -> (Vec<u8>, Vec<IndexRecord>, TreeSummary) {
    let (mut stream, mut records) = (Vec::new(), Vec::new());
    let summary = write_tree(root, &keep(), &mut stream, &mut |record| {
        records.push(record.clone());
        Ok(())
    })
    .unwrap();
    assert_eq!(summary.bytes, stream.len() as u64);
    (stream, records, summary)
}

/// Extracts a stream into a fresh folder.
fn extracted(stream: &[u8], paths: &[&str]) -> Result<(TempDir, ExtractSummary), Error> {
    let dir = tempfile::tempdir().unwrap();
    let paths: Vec<String> = paths.iter().map(|p| (*p).to_owned()).collect();
    let summary = extract_tar(&mut &stream[..], dir.path(), &Selection::new(&paths))?;
    Ok((dir, summary))
}
