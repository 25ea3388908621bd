//! The core as text: what it must not touch, and where it may stop the program.

use diram_tests::Source;

/// Files, sockets, threads and clocks: passed in, never reached for.
const REACHING: [&str; 9] = [
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "thread::spawn",
    "thread::scope",
    "SystemTime::now",
    "Instant::now",
    "static mut",
];

/// Ways to panic on purpose. Input must never get there: every decoder answers with an error.
const PANICKING: [&str; 7] = [
    ".unwrap()",
    ".expect(",
    "panic!(",
    "unreachable!(",
    "todo!(",
    "unimplemented!(",
    "unwrap_unchecked",
];

/// (file, piece of the line, why it cannot happen). One entry serves every line it fits.
const ALLOWED: [(&str, &str, &str); 3] = [
    (
        "recovery/parity.rs",
        ".expect(\"240 + 16 shards",
        "two constants that the field allows",
    ),
    (
        "recovery/parity.rs",
        ".expect(\"240 data shards",
        "the shards are cut from one buffer here",
    ),
    (
        "recovery/parity.rs",
        ".expect(\"as many shards",
        "`restore` counts them before",
    ),
];

#[test]
fn core_reaches_for_nothing() {
    let mut lines = 0;
    for source in Source::below("core/src") {
        for (number, line) in &source.lines {
            lines += 1;
            for word in REACHING {
                assert!(
                    !line.contains(word),
                    "{}:{number}: {word}",
                    source.path.display()
                );
            }
        }
    }
    assert!(lines > 1000, "only {lines} lines of core were read");
}

#[test]
fn core_does_not_panic() {
    let mut used = [false; ALLOWED.len()];
    let mut bad = Vec::new();
    for source in Source::below("core/src") {
        for (number, line) in &source.lines {
            if !PANICKING.iter().any(|word| line.contains(word)) {
                continue;
            }
            let reason = ALLOWED
                .iter()
                .position(|(file, piece, _)| source.path.ends_with(file) && line.contains(piece));
            match reason {
                Some(index) => used[index] = true,
                None => bad.push(format!(
                    "{}:{number}: {}",
                    source.path.display(),
                    line.trim()
                )),
            }
        }
    }
    assert!(
        bad.is_empty(),
        "an error would be better here:\n{}",
        bad.join("\n")
    );
    for ((file, piece, _), used) in ALLOWED.iter().zip(used) {
        assert!(
            used,
            "the exception for {piece:?} in {file} is no longer needed"
        );
    }
}

#[test]
fn unsafe_stays_at_the_borders() {
    for folder in ["core/src", "host/src", "cli/src", "bench", "tests/src"] {
        for source in Source::below(folder) {
            for (number, line) in &source.lines {
                let found = line.contains("unsafe ") || line.contains("unsafe(");
                assert!(
                    !found,
                    "{}:{number}: {}",
                    source.path.display(),
                    line.trim()
                );
            }
        }
    }
}
