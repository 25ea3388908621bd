//! `lua/semverx/cdef.lua` is the header for LuaJIT's `ffi.cdef`. `DIRAM_BLESS=1` rewrites it.

mod support;

use support::{constant, declarations, root};

/// Constants that are macros in C, where LuaJIT would not see them.
const CONSTANTS: &[&str] = &[
    "DIRAM_ABI",
    "DIRAM_VERSION_NUMBER",
    "DIRAM_HUFFMAN_MAX_OUTPUT",
    "DIRAM_ANCHOR_NONE",
    "DIRAM_ANCHOR_KEY",
    "DIRAM_ANCHOR_ROOT",
    "DIRAM_ANCHOR_REGISTRY",
];

#[test]
fn the_lua_declarations_are_the_header() {
    let wanted = module();
    let path = root().join("../lua/semverx/cdef.lua");
    if std::env::var_os("DIRAM_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &wanted).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(
        committed == wanted,
        "lua/semverx/cdef.lua is stale; DIRAM_BLESS=1 rewrites it"
    );
}

fn module() -> String {
    let mut text = String::from(
        "-- Generated from include/diram.h by `DIRAM_BLESS=1 cargo test -p diram-ffi`; do not edit.\n\
         -- The declarations of libdiram as one text, for ffi.cdef.\n\
         return [[\n",
    );
    for name in CONSTANTS {
        text += &format!("static const int {name} = {};\n", constant(name));
    }
    for line in declarations()
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
    {
        text += line;
        text.push('\n');
    }
    text + "]]\n"
}
