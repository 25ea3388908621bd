#!/usr/bin/env bash
# `make bench`: ratios of diram to named peers, all measured in this one run, turn by turn.
#   BENCH_DIR      where files go; /dev/shm when it has room, so that disks are not what is measured
#   BENCH_SECONDS  when to stop adding rounds (240)
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}

echo "building (release)"
cargo build --quiet --release --package diram-cli --package diram-bench
cargo build --quiet --release --locked --manifest-path bench/peers/Cargo.toml --target-dir "$CARGO_TARGET_DIR/bench-peers"
python3 bench/table.py
bench/memory.sh
