//! Gives the shared library its soname, which carries the ABI number.

/// `DIRAM_ABI` of src/version.rs; a test compares the two through the built library.
const ABI: u32 = 1;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let system = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    match system.as_str() {
        "windows" => {}
        "macos" => {
            println!("cargo:rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libdiram.{ABI}.dylib")
        }
        _ => println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libdiram.so.{ABI}"),
    }
}
