#!/usr/bin/env bash
# Installs the system packages that are missing; says how to when it may not.
set -euo pipefail

missing=()
need() { # command, Debian package
    command -v "$1" >/dev/null 2>&1 || missing+=("$2")
}
need_header() { # pkg-config name, Debian package
    pkg-config --exists "$1" 2>/dev/null || missing+=("$2")
}

need cc build-essential
need g++ build-essential
need pkg-config pkg-config
need python3 python3
need java default-jdk-headless
need javac default-jdk-headless
need mvn maven
need node nodejs
need npm npm
need luajit luajit
need lua5.4 lua5.4
need lua5.1 lua5.1
need luarocks luarocks
need luacheck lua-check
need busted lua-busted
need valgrind valgrind
need unzip unzip
need par2 par2
need tar tar
need_header lua5.4 liblua5.4-dev
need_header luajit libluajit-5.1-dev
need_header libcjson libcjson-dev
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)

need git git

too_old() { # name, found, wanted
    [ "$(printf '%s\n%s\n' "$3" "$2" | sort -V | head -n 1)" = "$3" ] && return
    echo "$1 $2 is too old: $3 or newer is needed." >&2
    exit 1
}
[ -z "$(command -v node)" ] || too_old node "$(node --version | tr -d v)" 20
too_old python3 "$(python3 -c 'import platform; print(platform.python_version())')" 3.10

if ! command -v cargo >/dev/null 2>&1; then
    echo "Rust is missing: install it with rustup (rust-version in Cargo.toml, or newer)." >&2
    exit 1
fi
too_old rustc "$(rustc --version | cut -d ' ' -f 2)" 1.88
for tool in fmt clippy; do
    cargo $tool --version >/dev/null 2>&1 || { echo "cargo $tool is missing: rustup component add rustfmt clippy" >&2; exit 1; }
done
[ ${#missing[@]} -eq 0 ] && exit 0

mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
if [ "$(id -u)" -ne 0 ]; then
    echo "These packages are missing; install them and try again:" >&2
    echo "    sudo apt-get install ${missing[*]}" >&2
    exit 1
fi
echo "installing ${missing[*]}"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
