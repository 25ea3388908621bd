#!/usr/bin/env bash
# `make demo`: packs a folder, damages the package, heals it, unpacks it from six languages, and draws
# what happened to every part. Builds what it needs (release) and works in target/demo.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
cd "$top"
export CARGO_TERM_COLOR=never PIP_DISABLE_PIP_VERSION_CHECK=1
target=$top/target
room=$target/demo
unset CARGO_TARGET_DIR PYTHONPATH LUA_PATH LUA_CPATH DIRAM_LIBRARY
rm -rf "$room"
mkdir -p "$room"

# step WHAT COMMAND...: its output is shown only when it fails.
step() {
    local what=$1 start=$SECONDS
    shift
    printf '%s ... ' "$what"
    # In the background, where the shell still stops a function at its first error.
    "$@" >"$room/step.log" 2>&1 &
    if ! wait $!; then
        echo "FAILED"
        cat "$room/step.log" >&2
        exit 1
    fi
    echo "$((SECONDS - start)) s"
}

command_and_library() {
    cargo build --release --package diram-cli --package diram-ffi
    make -s -f ffi/install.mk install PREFIX="$room/usr"
}

python() {
    python3 -m venv "$room/python"
    "$room/python/bin/pip" install --quiet ./python
}

java() {
    mvn -q -B -f java/pom.xml package -Dmaven.test.skip=true -Dmaven.javadoc.skip=true -Dmaven.source.skip=true
    cp java/target/java-semverx-*[0-9].jar "$room/semverx.jar"
    javac -d "$room/java" -cp "$room/semverx.jar" demo/unpack/Unpack.java
}

node() {
    (cd node && npm ci --no-audit --no-fund && command node scripts/build.mjs)
    mkdir -p "$room/node/node_modules"
    ln -s "$top/node" "$room/node/node_modules/diram"
    cp demo/unpack/unpack.mjs "$room/node/"
}

lua() {
    cargo build --release --package diram-lua --no-default-features --features lua54
    mkdir -p "$room/lua"
    cp "$target/release/libsemverx_native.so" "$room/lua/semverx_native.so"
}

c() {
    # shellcheck disable=SC2046  # flags are words
    cc -std=c99 -Wall -Wextra -Wpedantic -Werror demo/unpack/unpack.c -o "$room/unpack-c" \
        $(PKG_CONFIG_PATH="$room/usr/lib/pkgconfig" pkg-config --cflags --libs diram) -Wl,-rpath,"$room/usr/lib"
}

echo "Building diram for every language (the first time takes a few minutes):"
step "  command and libdiram, installed under target/demo/usr" command_and_library
step "  Python package into a virtual environment" python
step "  Java archive" java
step "  Node addon" node
step "  Lua 5.4 module" lua
step "  C program, linked by pkg-config" c
built=$SECONDS
echo

lua_path="LUA_PATH=$top/lua/?.lua;$top/lua/?/init.lua"
languages=$(python3 - "$room" "$top" "$lua_path" <<'PYTHON'
import json, sys
room, top, lua_path = sys.argv[1:]
print(json.dumps({
    "Python": [f"{room}/python/bin/python", f"{top}/demo/unpack/unpack.py"],
    "Java": ["java", "-cp", f"{room}/semverx.jar:{room}/java", "Unpack"],
    "Node": ["node", f"{room}/node/unpack.mjs"],
    "LuaJIT, FFI": ["env", lua_path, f"DIRAM_LIBRARY={room}/usr/lib/libdiram.so", "BACKEND=ffi",
                    "luajit", f"{top}/demo/unpack/unpack.lua"],
    "Lua 5.4": ["env", lua_path, f"LUA_CPATH={room}/lua/?.so", "BACKEND=native",
                "lua5.4", f"{top}/demo/unpack/unpack.lua"],
    "C": [f"{room}/unpack-c"],
}))
PYTHON
)
python3 -B demo/story.py "$room" "$languages"
echo "Built in $built s, shown in $((SECONDS - built)) s."
