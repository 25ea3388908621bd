//! Makes the header: the opening comment, cbindgen's declarations section by section, the closing.

use std::path::{Path, PathBuf};

/// The header's sections, in its order, with the files that each comes from.
pub(crate) const SECTIONS: &[(&str, &[&str])] = &[
    ("Version", &["version"]),
    ("Status and errors", &["status", "error"]),
    (
        "Buffers, reports, readers and writers",
        &["buffer", "report", "user_data", "reader", "writer"],
    ),
    ("Operations: cancel, time limit, progress", &["op"]),
    ("Versions", &["semverx_version", "semverx_version_text"]),
    ("Versions: policies", &["semverx_policy"]),
    ("Versions: ranges", &["semverx_range"]),
    ("Versions: texts, and lists of them", &["semverx_lists"]),
    ("Fault levels", &["fault_level"]),
    (
        "Registries: opening them",
        &["registry_options", "registry"],
    ),
    ("Registries: looking", &["registry_look"]),
    ("Registries: changing", &["registry_change"]),
    (
        "Registries: faults and gates",
        &["registry_fault", "registry_gate"],
    ),
    ("Registries: observing", &["observer"]),
    ("Registries: plugins", &["plugin", "scanner"]),
    ("Registries: transactions, locks", &["transaction", "lock"]),
    ("Resolution: what is asked", &["request", "resolve_options"]),
    ("Resolution: answers", &["resolution", "resolver"]),
    ("Resolution: strategies", &["resolver_strategies"]),
    ("Resolution: checking the proof", &["certificate"]),
    (
        "Packages: options",
        &[
            "pack_options",
            "heal_options",
            "unpack_options",
            "read_options",
        ],
    ),
    ("Packages: making them", &["package_create"]),
    ("Packages: looking, reading", &["package", "entry"]),
    ("Packages: healing, unpacking", &["package_extract"]),
    (
        "Packages: components and parts",
        &["package_component", "component", "part"],
    ),
    ("Packages: packing member by member", &["packer"]),
    ("Codecs", &["recovery", "huffman"]),
];

/// The header as the sources have it.
pub(crate) fn header() -> String {
    let root = super::root();
    let mut text = std::fs::read_to_string(root.join("header/opening.h")).unwrap();
    for (title, files) in SECTIONS {
        text += &format!("\n/* ---- {title} {} */\n\n", "-".repeat(86 - title.len()));
        text += &section(root, files);
    }
    text + &std::fs::read_to_string(root.join("header/closing.h")).unwrap()
}

fn section(root: &Path, files: &[&str]) -> String {
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).unwrap();
    let sources = files
        .iter()
        .map(|file| root.join("src").join(file).with_extension("rs"));
    let builder = sources.fold(
        cbindgen::Builder::new().with_config(config),
        |builder, source: PathBuf| builder.with_src(source),
    );
    let mut made = Vec::new();
    builder.generate().unwrap().write(&mut made);
    for_c_readers(&String::from_utf8(made).unwrap())
}

/// Leaves out the `# Safety` paragraphs, which tell Rust what the text above tells C, and the
/// section's own `extern "C"`.
fn for_c_readers(made: &str) -> String {
    const OPEN: &str = "#ifdef __cplusplus\nextern \"C\" {\n#endif // __cplusplus\n\n";
    const CLOSE: &str = "#ifdef __cplusplus\n}  // extern \"C\"\n#endif  // __cplusplus\n";
    assert!(
        made.contains(OPEN) && made.contains(CLOSE),
        "cbindgen changed its extern \"C\""
    );
    let made = made.replace(OPEN, "").replace(CLOSE, "");
    let mut text = String::new();
    let mut skipping = false;
    for line in made.lines() {
        if line.trim() == "* # Safety" {
            skipping = true;
            // The empty comment line before it.
            text.truncate(text.trim_end().trim_end_matches('*').trim_end().len());
            text.push('\n');
        }
        skipping &= line.trim() != "*/";
        if !skipping {
            text += line;
            text.push('\n');
        }
    }
    format!("{}\n", text.trim())
}
