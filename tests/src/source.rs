//! Rust source as far as a text check needs it: code without comments and without tests.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::tree;

/// One source file: its path and its lines of shipped code with their numbers.
pub struct Source {
    /// Relative to the repository's root.
    pub path: PathBuf,
    /// (line number from 1, text), without comment lines and without `#[cfg(test)]` items.
    pub lines: Vec<(usize, String)>,
}

impl Source {
    /// The shipped code of every tracked Rust file below `folder`.
    ///
    /// # Panics
    /// When a file cannot be read.
    pub fn below(folder: &str) -> Vec<Source> {
        let files: Vec<PathBuf> = tree::tracked()
            .into_iter()
            .filter(|f| f.starts_with(folder) && f.extension().is_some_and(|e| e == "rs"))
            .collect();
        let mut tests = BTreeSet::new();
        let mut sources = Vec::new();
        for path in files {
            let (lines, modules) = shipped(&tree::read(&path));
            tests.extend(modules.iter().map(|name| module_path(&path, name)));
            sources.push(Source { path, lines });
        }
        sources.retain(|source| {
            !source
                .path
                .ancestors()
                .any(|at| tests.contains(&at.with_extension("")))
        });
        sources
    }
}

/// Splits a file into its shipped lines and the names of its test modules in other files.
fn shipped(text: &str) -> (Vec<(usize, String)>, Vec<String>) {
    let (mut kept, mut modules) = (Vec::new(), Vec::new());
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        if line.trim() != "#[cfg(test)]" {
            kept.push((number + 1, line.to_owned()));
            continue;
        }
        // The test item: one line, or up to the brace that closes at its own indentation.
        let indent = &line[..line.len() - line.trim_start().len()];
        let head = lines
            .by_ref()
            .map(|(_, l)| l)
            .find(|l| !l.trim_start().starts_with("#["));
        let head = head.unwrap_or_default();
        if let Some(name) = head
            .trim()
            .strip_prefix("mod ")
            .and_then(|m| m.strip_suffix(';'))
        {
            modules.push(name.to_owned());
        } else if head.ends_with('{') {
            let close = format!("{indent}}}");
            lines.by_ref().find(|(_, l)| *l == close);
        }
    }
    (kept, modules)
}

/// Where `mod name;` in `file` lives, without extension.
fn module_path(file: &Path, name: &str) -> PathBuf {
    match file.file_stem().and_then(|stem| stem.to_str()) {
        Some("lib" | "main" | "mod") => file.with_file_name(name),
        _ => file.with_extension("").join(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_and_comments_are_left_out() {
        let text = "use a;\n// note\n#[cfg(test)]\nmod far;\nfn f() {\n    /// doc\n    g();\n}\n\
                    #[cfg(test)]\n#[expect(x)]\nmod near {\n    fn h() {\n    }\n}\nfn last() {}\n";
        let (lines, modules) = shipped(text);
        let numbers: Vec<_> = lines.iter().map(|(n, _)| *n).collect();
        assert_eq!(numbers, [1, 5, 7, 8, 15]);
        assert_eq!(modules, ["far"]);
    }

    #[test]
    fn modules_are_found_beside_or_below() {
        let found = |file: &str| module_path(Path::new(file), "tests");
        assert_eq!(found("core/src/lib.rs"), Path::new("core/src/tests"));
        assert_eq!(found("core/src/trie.rs"), Path::new("core/src/trie/tests"));
        assert_eq!(
            found("core/src/codec/mod.rs"),
            Path::new("core/src/codec/tests")
        );
    }
}
