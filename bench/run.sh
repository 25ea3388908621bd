#!/usr/bin/env bash
# `make bench`: ratios of diram to named peers, all measured in this one run, turn by turn.
#   bench/run.sh [versions] [trie] [resolve] [packages]     all of them without any
#   BENCH_DIR      where files go; /dev/shm when it has room, so that disks are not what is measured
#   BENCH_SECONDS  when to stop adding rounds of `packages` (240); the others have a part of it
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
asked() { # part
    [[ " ${parts[*]} " == *" $1 "* ]]
}
parts=("$@")
[ $# -gt 0 ] || parts=(versions trie resolve packages)

echo "building (release)"
cargo build --quiet --release --package diram-cli --package diram-bench
cargo build --quiet --release --locked --manifest-path bench/peers/Cargo.toml --target-dir "$CARGO_TARGET_DIR/bench-peers"
if asked versions; then
    BENCH_PYTHON=$(tests/python-env)
    export BENCH_PYTHON
    "$BENCH_PYTHON" -m pip install --quiet --disable-pip-version-check --requirement bench/peers/requirements.txt
    node node/scripts/build.mjs
    (cd tests/npm-semver && npm ci --silent --no-audit --no-fund)
fi
python3 bench/table.py "${parts[@]}"
if asked packages; then
    bench/memory.sh
fi
