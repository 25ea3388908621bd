#!/bin/sh
# Every test of the Lua package: lint, specs and vectors on every back end and Lua, the rock.
# Needs cargo and the Debian packages lua5.1 lua5.4 luajit luarocks lua-check lua-busted, and the
# headers liblua5.4-dev libluajit-5.1-dev that LuaRocks looks for.
set -eu
cd "$(dirname "$0")"
# The specs panic on purpose; one line about it is enough.
export RUST_BACKTRACE=0

missing=
for tool in cargo lua5.1 lua5.4 luajit luarocks luacheck busted sha256sum; do
    command -v "$tool" >/dev/null || missing="$missing $tool"
done
if [ -n "$missing" ]; then
    echo "lua: missing:$missing" >&2
    echo "lua: apt-get install lua5.1 lua5.4 luajit liblua5.4-dev libluajit-5.1-dev luarocks lua-check lua-busted" >&2
    exit 1
fi

target=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The libraries, each copied at once: both modules have the same name.
build() { cargo build --quiet --manifest-path ../Cargo.toml "$@"; }
mkdir "$work/ffi" "$work/lua51" "$work/lua54" "$work/luajit"
build --package diram-ffi --features test-hooks
cp "$target/debug/libdiram.so" "$work/ffi/"
for lua in lua51 lua54 luajit; do
    build --package diram-lua --no-default-features --features "$lua,test-hooks"
    cp "$target/debug/libsemverx_native.so" "$work/$lua/semverx_native.so"
done

luacheck --quiet .

LUA_PATH="$PWD/?.lua;$PWD/?/init.lua;;"
export LUA_PATH

# suite NAME LUA BACKEND FOLDER
suite() {
    echo "== lua: $1"
    LUA_CPATH="$work/$4/?.so;;" DIRAM_LIBRARY="$work/ffi/libdiram.so" SEMVERX_SPEC_BACKEND=$3
    export LUA_CPATH DIRAM_LIBRARY SEMVERX_SPEC_BACKEND
    "$2" "$(command -v busted)" --output=plainTerminal --helper=spec/support.lua spec
    "$2" spec/vectors.lua
    unset LUA_CPATH DIRAM_LIBRARY SEMVERX_SPEC_BACKEND
}
suite "LuaJIT, FFI" luajit ffi ffi
suite "Lua 5.4, C module" lua5.4 native lua54
suite "LuaJIT, C module" luajit native luajit
suite "Lua 5.1, C module" lua5.1 native lua51

unset LUA_PATH
spec/rock.sh "$work"
echo "lua: all passed"
