#!/bin/sh
# diram's resolver against pubgrub, resolvo and varisat, from a clean clone on.
set -eu
cd "$(dirname "$0")"

target=${CARGO_TARGET_DIR:-$PWD/../../target}/oracles
cargo fmt --check
cargo clippy --quiet --locked --target-dir "$target" -- -D warnings
cargo build --quiet --locked --target-dir "$target"
"$target/debug/diram-oracles" "$@"
