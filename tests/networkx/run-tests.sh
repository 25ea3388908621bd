#!/bin/sh
# diram's strategies against networkx, from a clean clone on.
set -eu
cd "$(dirname "$0")"

target=${CARGO_TARGET_DIR:-$PWD/../../target}
room=$target/networkx
cargo build --quiet --package diram-cli
python3 -m venv "$room"
"$room/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
"$room/bin/python" run.py "$target/debug/diram" "$@"
