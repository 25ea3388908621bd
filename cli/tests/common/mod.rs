//! Running the real binary.
#![allow(dead_code, reason = "each test program uses its share of this")]

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// The binary in a folder, with nothing of the environment that could change what it prints.
pub(crate) fn diram(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diram"));
    command.current_dir(dir);
    for name in [
        "SOURCE_DATE_EPOCH",
        "CLICOLOR_FORCE",
        "CLICOLOR",
        "COLUMNS",
        "DIRAM_REGISTRY",
    ] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub(crate) fn run<S: AsRef<OsStr>>(dir: &Path, args: impl IntoIterator<Item = S>) -> Output {
    diram(dir).args(args).output().unwrap()
}

/// Runs it with bytes on standard input.
pub(crate) fn run_with(dir: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut command = diram(dir);
    command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child: Child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeding = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap().unwrap();
    output
}

/// Runs it, expects this exit code, gives standard output as text.
#[track_caller]
pub(crate) fn expect<S: AsRef<OsStr>>(
    code: i32,
    dir: &Path,
    args: impl IntoIterator<Item = S>,
) -> String {
    let output = run(dir, args);
    assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
    stdout(&output)
}

/// The same for `--json`: standard output is exactly one object.
#[track_caller]
pub(crate) fn expect_json(code: i32, dir: &Path, args: &[&str]) -> Value {
    let text = expect(code, dir, args.iter().chain([&"--json"]));
    let value: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    assert!(value.is_object(), "{text}");
    value
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// One sentence and one hint, on standard error, nothing on standard output.
#[track_caller]
pub(crate) fn expect_error(output: &Output, code: i32, sentence: &str, hint: &str) {
    let text = stderr(output);
    assert_eq!(output.status.code(), Some(code), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(
        lines[0].starts_with("error: ") && lines[0].contains(sentence),
        "{text}"
    );
    assert!(
        lines[1].starts_with("hint: ") && lines[1].contains(hint),
        "{text}"
    );
    assert_eq!(stdout(output), "");
}

/// Bytes that no codec makes smaller, the same in every run.
pub(crate) fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    std::iter::repeat_with(next).take(len).collect()
}

/// A folder `in` with files, and its package `p.zip`.
pub(crate) fn packed(dir: &Path) {
    std::fs::create_dir_all(dir.join("in/sub")).unwrap();
    std::fs::write(dir.join("in/a.txt"), "alpha\n".repeat(1000)).unwrap();
    std::fs::write(dir.join("in/sub/noise"), noise(300_000)).unwrap();
    std::os::unix::fs::symlink("../a.txt", dir.join("in/sub/link")).unwrap();
    expect(0, dir, ["pack", "in", "-o", "p.zip", "--codec", "stored"]);
}

/// A registry `reg.ndjson`: `app` resolves, `web` does not, nobody published `nobody`.
pub(crate) fn registry(dir: &Path) {
    let lines = r#"{"name":"app","version":"1.0.0","deps":{"core":"^1"}}
{"name":"app","version":"1.1.0","deps":{"core":"^2","log":"*"}}
{"name":"core","version":"1.0.0","deps":{},"published":1000}
{"name":"core","version":"1.4.0","deps":{},"published":5000}
{"name":"core","version":"2.0.0","deps":{},"published":1000}
{"name":"log","version":"1.0.0","deps":{"core":"^1 || ^2"}}
{"name":"web","version":"1.0.0","deps":{"app":"^1.1","core":"^1"}}
"#;
    std::fs::write(dir.join("reg.ndjson"), lines).unwrap();
}

/// Where the parts of a component lie in a package, in part order.
pub(crate) fn parts(package: &[u8], component: &str) -> Vec<std::ops::Range<usize>> {
    // Local headers: signature, …, name length at 26, extra length at 28, size at 18, name at 30.
    let mut found = Vec::new();
    let mut at = 0;
    while package[at..].starts_with(b"PK\x03\x04") {
        let short =
            |o: usize| usize::from(u16::from_le_bytes([package[at + o], package[at + o + 1]]));
        let size = u32::from_le_bytes(package[at + 18..at + 22].try_into().unwrap()) as usize;
        let name = &package[at + 30..at + 30 + short(26)];
        let start = at + 30 + short(26) + short(28);
        let name = String::from_utf8_lossy(name).into_owned();
        if let Some((_, number)) = name.split_once(&format!("{component}.part.")) {
            found.push((number.parse::<usize>().unwrap(), start..start + size));
        }
        at = start + size;
    }
    assert!(!found.is_empty(), "no {component} in this package");
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, range)| range).collect()
}

/// Overwrites whole parts of a component with zeros.
pub(crate) fn lose(package: &Path, component: &str, numbers: impl IntoIterator<Item = usize>) {
    let mut bytes = std::fs::read(package).unwrap();
    let places = parts(&bytes, component);
    for number in numbers {
        bytes[places[number].clone()].fill(0);
    }
    std::fs::write(package, bytes).unwrap();
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// The object has at least these keys.
#[track_caller]
pub(crate) fn has_keys(value: &Value, wanted: &[&str]) {
    let keys = keys(value);
    for key in wanted {
        assert!(keys.contains(key), "{key} is missing in {keys:?}");
    }
}

/// Two files or folders are alike, links as links.
#[track_caller]
pub(crate) fn same(a: &Path, b: &Path) {
    let mut diff = Command::new("diff");
    let output = diff
        .args(["-r", "--no-dereference"])
        .args([a, b])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stdout(&output));
}
