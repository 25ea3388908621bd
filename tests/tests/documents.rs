//! What ARCHITECTURE.md and README.md say of the tree is so.

use diram_tests::{read, root, tracked};

/// The files that the repository of the original AuraSeal specification (§7) shows.
const ORIGINALS: [&str; 13] = [
    "README.md",
    "LICENSE",
    "src/huffman_avl_compressor.c",
    "src/pheno_avl_trie.c",
    "src/self_healing.py",
    "src/auraseal_package_manager.py",
    "packages/diram-v1.0.0.zip",
    "packages/parts/",
    "recovery/reed_solomon.c",
    "recovery/fault_recovery.py",
    "tests/test_compression.py",
    "tests/test_recovery.c",
    "tests/test_coherence.py",
];

/// The pieces of `text` in backquotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The rows of the table under a heading, split into cells, head and rule left out.
fn table<'a>(text: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let (_, section) = text
        .split_once(heading)
        .unwrap_or_else(|| panic!("no heading {heading:?}"));
    let rows = section
        .lines()
        .skip_while(|l| !l.starts_with('|'))
        .take_while(|l| l.starts_with('|'));
    let rows: Vec<_> = rows
        .skip(2)
        .map(|l| l.trim_matches('|').split('|').collect())
        .collect();
    assert!(!rows.is_empty(), "the table under {heading:?} is empty");
    rows
}

#[test]
fn every_original_file_has_a_place_here() {
    let text = read("ARCHITECTURE.md");
    let rows = table(&text, "\n## Original file → our file\n");
    let named: Vec<_> = rows.iter().flat_map(|row| quoted(row[0])).collect();
    assert_eq!(named, ORIGINALS);
    for row in &rows {
        let targets = quoted(row[1]);
        assert!(!targets.is_empty(), "{} leads nowhere", row[0]);
        for target in targets {
            assert!(
                root().join(target).exists(),
                "{} → {target}, which is not there",
                row[0]
            );
        }
    }
}

/// Whatever looks like a path of this tree in the two documents is one.
#[test]
fn every_path_named_exists() {
    let files = tracked();
    let top = |path: &str| {
        let first = path.split('/').next().unwrap_or_default();
        files
            .iter()
            .any(|f| f.starts_with(first) && f.components().count() > 1)
    };
    let mut seen = 0;
    for document in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
    ] {
        let text = read(document);
        for name in quoted(&outside_fences(&text)) {
            let plain = !name.contains([' ', '*', '<', '{', '(', '$', '…']);
            let other = name.ends_with("/X") || ORIGINALS.contains(&name);
            if plain && !other && name.contains('/') && top(name) {
                let path = name.split(':').next().unwrap_or_default();
                assert!(
                    root().join(path).exists(),
                    "{document} names {path}, which is not there"
                );
                seen += 1;
            }
        }
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let path = link.split('#').next().unwrap_or_default();
            if !link.contains("://") && !path.is_empty() {
                assert!(root().join(path).exists(), "{document} links to {path}");
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "only {seen} paths were looked at");
}

fn outside_fences(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// README's examples are the files that the tests compile and run.
#[test]
fn hello_is_quoted_from_the_files() {
    let readme = read("README.md");
    let sections = [
        ("## Hello: packages", "hello", "Hello.java"),
        (
            "## Hello: versions and registry",
            "versions",
            "VersionsHello.java",
        ),
        (
            "## Hello: is this swap safe, and who may veto",
            "swap",
            "SwapHello.java",
        ),
    ];
    for (heading, name, java) in sections {
        let (_, section) = readme.split_once(heading).expect(heading);
        let files = [
            ("python", format!("{name}.py")),
            ("java", java.to_owned()),
            ("js", format!("{name}.mjs")),
            ("lua", format!("{name}.lua")),
            ("c", format!("{name}.c")),
            ("rust", format!("{name}.rs")),
        ];
        for (fence, file) in files {
            let block = section.split_once(&format!("\n```{fence}\n"));
            let (block, _) = block
                .and_then(|(_, rest)| rest.split_once("```\n"))
                .expect(&file);
            let text = read(format!("tests/hello/{file}"));
            assert_eq!(block, shown(&text), "README differs from {file}");
            let lines = block.lines().count();
            assert!(lines <= 15, "{file} shows {lines} lines");
        }
    }
}

/// What the examples read and print is in README too.
#[test]
fn hello_shows_its_files() {
    let readme = read("README.md");
    for file in [
        "reg.ndjson",
        "swap/reg.ndjson",
        "swap/package.json",
        "swap/says",
    ] {
        let text = read(format!("tests/hello/{file}"));
        let shown = readme.split("```").skip(1).step_by(2);
        let mut blocks = shown.filter_map(|block| block.split_once('\n'));
        assert!(
            blocks.any(|(_, block)| block == text),
            "README does not show {file}"
        );
    }
}

/// The lines between the marks `hello:` and `:hello`, without the indentation of the mark; a file
/// without marks as a whole.
fn shown(text: &str) -> String {
    let (mut shown, mut indent, mut marks) = (String::new(), None, 0);
    for line in text.lines() {
        if line.ends_with(" hello:") {
            indent = Some(line.len() - line.trim_start().len());
            marks += 1;
        } else if line.ends_with(" :hello") {
            indent = None;
            marks += 1;
        } else if let Some(indent) = indent {
            shown += line.get(indent..).unwrap_or("");
            shown.push('\n');
        }
    }
    assert!(marks % 2 == 0, "a mark does not close");
    if marks == 0 { text.to_owned() } else { shown }
}
