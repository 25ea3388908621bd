#!/bin/sh
# Builds the rock into empty trees and runs the README's sample from an empty folder.
# Usage: spec/rock.sh WORK, where WORK/ffi/libdiram.so is.
set -eu
work=$1
here=$(cd "$(dirname "$0")/.." && pwd)
SEMVERX_CARGO_PROFILE=dev
export SEMVERX_CARGO_PROFILE

# rock NAME LUA_VERSION LUA: makes the rock in its own tree.
rock() {
    (cd "$here" && luarocks --lua-version "$2" make --tree "$work/tree-$1" --no-doc \
        lua-semverx-0.1.0-1.rockspec LUA="$(command -v "$3")" >"$work/rock-$1.log" 2>&1) ||
        { cat "$work/rock-$1.log" >&2; exit 1; }
}

# hello NAME LUA_VERSION LUA BACKEND [OPTION...]: the sample, in an empty folder, with that tree only.
hello() {
    name=$1 version=$2 lua=$3 backend=$4
    shift 4
    mkdir -p "$work/use-$name/photos"
    cd "$work/use-$name"
    echo "a picture" >photos/one.jpg
    cp "$here/examples/hello.lua" .
    share="$work/tree-$name/share/lua/$version"
    LUA_PATH="$share/?.lua;$share/?/init.lua" LUA_CPATH="$work/tree-$name/lib/lua/$version/?.so"
    export LUA_PATH LUA_CPATH
    test "$("$lua" "$@" -e 'print(require("semverx").BACKEND)')" = "$backend"
    "$lua" "$@" hello.lua | grep -q '^intact'
    cmp photos/one.jpg restored/one.jpg
    cp "$here/../tests/hello/versions.lua" "$here/../tests/hello/reg.ndjson" .
    test "$("$lua" "$@" versions.lua | tail -n 1)" = 2.stable.0.stable.1.stable
    "$lua" "$@" -e 'require "semverx.libsemverx"'
    unset LUA_PATH LUA_CPATH
    cd "$here"
    echo "rock: $name installed and used"
}

# The machine may have a libdiram of its own: hide it, so that the C module is built and used.
DIRAM_LIBRARY=/nonexistent/libdiram.so
export DIRAM_LIBRARY
rock lua5.4 5.4 lua5.4
hello lua5.4 5.4 lua5.4 native
rock luajit 5.1 luajit
hello luajit 5.1 luajit native -e 'package.loaded["semverx.backend"] = require "semverx.native"'

# With libdiram there is nothing to compile: a cargo that fails, and no C module in the tree.
mkdir "$work/bin"
printf '#!/bin/sh\nexit 1\n' >"$work/bin/cargo"
chmod +x "$work/bin/cargo"
PATH="$work/bin:$PATH" DIRAM_LIBRARY="$work/ffi/libdiram.so"
export PATH DIRAM_LIBRARY
rock libdiram 5.1 luajit
test ! -e "$work/tree-libdiram/lib/lua/5.1/semverx_native.so"
hello libdiram 5.1 luajit ffi
