#!/usr/bin/env bash
# Everything, one step after the other; the first red step ends it. Each step's own output is shown;
# the vector counts of all languages must be equal.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
# Each language's library is linked anew here; optimising across crates each time is most of the wait.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
logs=$CARGO_TARGET_DIR/test-logs
rm -rf "$logs"
mkdir -p "$logs"
summary=()

step() { # name, command...
    local name=$1 start=$SECONDS
    shift
    echo "== $name"
    if ! "$@" 2>&1 | tee "$logs/$name.log"; then
        echo "== $name FAILED after $((SECONDS - start)) s" >&2
        exit 1
    fi
    summary+=("$(printf '%-10s ok  %4d s' "$name" $((SECONDS - start)))")
}

# Inside a condition the shell does not stop at an error, so each function is one chain.
lints() {
    cargo fmt --all --check &&
        cargo clippy --quiet --workspace --all-targets -- -D warnings &&
        RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps -p diram-core -p diram -p diram-cli -p diram-ffi &&
        # Files without network code.
        cargo check --quiet -p diram-ffi --no-default-features
}

rust() {
    cargo test --quiet -- --nocapture
}

step lints lints
step rust rust
step c tests/c/run.sh
step python python/run-tests.sh
step java java/run-tests.sh
step node node/run-tests.sh
step npm-semver tests/npm-semver/run-tests.sh
step oracles tests/oracles/run-tests.sh
step networkx tests/networkx/run-tests.sh
step lua lua/run-tests.sh
step hello tests/hello/run
step seeds tests/seeds/run.py
step deny tests/deny.sh

# Every language runs every vector, whichever way it is called.
all=$(python3 tests/vectors/count.py)
for language in rust c python java node lua; do
    counts=$(grep -ho 'vectors: ran [0-9]* of [0-9]*' "$logs/$language.log" | sort -u || true)
    if ! grep -qx "vectors: ran $all of $all" <<<"$counts"; then
        echo "$language did not run all $all vectors, but: ${counts:-none}" >&2
        exit 1
    fi
done

echo
printf '%s\n' "${summary[@]}"
echo "vectors    $all in every language"
echo "all in $SECONDS s"
