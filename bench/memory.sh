#!/usr/bin/env bash
# The promise: packing, verifying, healing and unpacking take at most 64 MiB more than a process that
# does nothing, whatever the input's size. Measured as the peak of resident memory; fails above it.
# Inputs: holes of 1 and 5 GiB, a file and a pipe on both ends; 300 MB of noise; 300 MB of text.
# Needs about 6 GB of free space where MEMORY_DIR is (target/bench-memory by default).
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
room=${MEMORY_DIR:-$target/bench-memory}
bound=$((64 * 1024)) # KiB
diram=$target/release/diram

cargo build --quiet --release --package diram-cli --package diram-bench
rm -rf "$room"
mkdir -p "$room"
trap 'rm -rf "$room"' EXIT
cc -std=gnu99 -O1 -Wall -Werror bench/peak.c -o "$room/peak"
peak() { "$room/peak" "$room/kib" "$@"; }

peak "$diram" --version >/dev/null
empty=$(cat "$room/kib")
above=0
row() { # input, what, since when
    local kib over mark=ok
    kib=$(cat "$room/kib")
    over=$((kib - empty))
    if [ "$over" -gt "$bound" ]; then
        mark="ABOVE THE BOUND"
        above=$((above + 1))
    fi
    awk -v input="$1" -v what="$2" -v kib="$kib" -v over="$over" -v s=$((SECONDS - $3)) -v mark="$mark" \
        'BEGIN { printf "%-14s %-14s %8.1f %8.1f %6d s  %s\n", input, what, kib / 1024, over / 1024, s, mark }'
}

# What heals: twenty bursts of 32 bytes, and the end of the zip's directory.
damage() {
    local size
    size=$(stat -c %s "$1")
    for i in {1..20}; do
        burst=$((size / 21 * i))
        head -c 32 /dev/zero | tr '\0' '\377' |
            dd of="$1" seek="$burst" oflag=seek_bytes conv=notrunc status=none
    done
    truncate -s $((size - 2000)) "$1"
}

# Pack, verify, heal and unpack of one input; the package and what came back are compared.
all() { # label, file
    local label=$1 file=$2 since=$SECONDS
    peak "$diram" pack "$file" -o "$room/p.zip" --json >/dev/null
    row "$label" pack $since
    since=$SECONDS
    peak "$diram" verify "$room/p.zip" --json >/dev/null
    row "$label" verify $since
    cp "$room/p.zip" "$room/damaged.zip"
    damage "$room/damaged.zip"
    since=$SECONDS
    peak "$diram" heal "$room/damaged.zip" -o "$room/healed.zip" --json >/dev/null
    row "$label" heal $since
    cmp "$room/p.zip" "$room/healed.zip"
    rm "$room/healed.zip"
    since=$SECONDS
    peak "$diram" unpack "$room/damaged.zip" -C "$room/out" --json >/dev/null
    row "$label" "unpack damaged" $since
    cmp "$file" "$room/out/$(basename "$file")"
    rm -r "$room/out" "$room/damaged.zip"
}

awk -v e="$empty" 'BEGIN { printf "an empty process peaks at %.1f MiB; the bound is 64 MiB more\n", e / 1024 }'
printf '%-14s %-14s %8s %8s\n' input what "peak MiB" "over"

truncate -s 1G "$room/hole-1g"
all "1 GiB hole" "$room/hole-1g"
rm "$room/hole-1g"
truncate -s 5G "$room/hole-5g"
all "5 GiB hole" "$room/hole-5g"
since=$SECONDS
cat "$room/hole-5g" | peak "$diram" pack - -o - --name hole-5g --json 2>/dev/null | cat >"$room/piped.zip"
row "5 GiB pipe" pack "$since"
"$diram" verify "$room/piped.zip" --json >/dev/null
rm "$room"/hole-5g "$room"/*.zip

for kind in noise text; do
    "$target/release/diram-bench" make "$kind" 300000000 "$room/$kind"
    all "300 MB $kind" "$room/$kind"
    rm "$room/$kind"
done
[ "$above" -eq 0 ] || { echo "memory: $above above the bound" >&2; exit 1; }
echo "memory: all within 64 MiB over the empty process"
