#!/bin/sh
# Asks npm's semver and `diram version` the same questions, from a clean clone on.
set -eu
cd "$(dirname "$0")"

npm ci --no-audit --no-fund
cargo build --quiet --package diram-cli
node run.mjs "${CARGO_TARGET_DIR:-$PWD/../../target}/debug/diram"
