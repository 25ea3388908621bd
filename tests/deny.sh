#!/usr/bin/env bash
# Licences, bans and sources of all dependencies; installs cargo-deny beside the build when missing.
# Advisories need the advisory database, which cargo-deny fetches itself: `cargo deny check`.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${CARGO_TARGET_DIR:-$PWD/target}/tools
if ! command -v cargo-deny >/dev/null 2>&1; then
    [ -x "$tools/bin/cargo-deny" ] || cargo install --quiet --locked --root "$tools" cargo-deny --version 0.20.2
    PATH=$tools/bin:$PATH
fi
cargo deny check licenses bans sources
