#!/bin/sh
# Compiles and runs the C tests against an installed libdiram: as C99 and C++11 with every warning an
# error, plainly, under the sanitizers and under valgrind, shared and static. The closing line is
# `c: N passed, 0 failed`; the first failure ends the run.
#
#   PROFILE   dev (default) or release: which libdiram
#   CC, CXX   the compilers
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
: "${CC:=cc}" "${CXX:=c++}" "${CARGO:=cargo}" "${PROFILE:=dev}" "${CARGO_TARGET_DIR:=$root/target}"
export CARGO CARGO_TARGET_DIR PROFILE

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
strict="-Wall -Wextra -Wpedantic -Werror"
c99="-std=c99 -D_POSIX_C_SOURCE=200809L $strict -g"
support=$(ls "$here"/support/*.c)
vectors=$(ls "$root"/tests/vectors/*/*.json)

# Runs a step quietly; its output is shown when it fails.
step() {
    title=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        code=$?
        cat "$work/log" >&2
        echo "c: $title failed with $code after $passed passed" >&2
        exit 1
    fi
}

install_to() {
    make -s -C "$root" -f ffi/install.mk install PREFIX="$1" PROFILE="$PROFILE"
}

pc() {
    prefix=$1
    shift
    PKG_CONFIG_PATH="$prefix/lib/pkgconfig" pkg-config "$@" diram
}

# Compiles a test program: prefix, name, further flags.
build() {
    prefix=$1 program=$2
    shift 2
    # shellcheck disable=SC2046,SC2086  # flags are words
    $CC $c99 "$@" "$here/$program.c" $support $(pc "$prefix" --cflags --libs) \
        -Wl,-rpath,"$prefix/lib" -lm -lpthread -o "$work/$program"
}

# The arguments of a test program, with an empty folder for those that want one.
arguments() {
    case $1 in
    vectors) echo "$vectors" ;;
    packages | errors | operations | registries | resolution | plugins | scanner | transactions) mktemp -d -p "$work" ;;
    esac
}

# Runs the compiled program under the rest of the words.
run() {
    program=$1
    shift
    # shellcheck disable=SC2046  # vector files are words
    "$@" "$work/$program" $(arguments "$program")
}

has_asan() {
    nm "$1" | grep -q __asan_init
}

# One program in all three ways: prefix, name.
everywhere() {
    step "$2: compile" build "$1" "$2"
    step "$2: run" run "$2" env
    [ "$2" != vectors ] || grep '^vectors: ' "$work/log"
    # "Possible" leaks are hash tables of statics, which hold their memory by an inner pointer.
    step "$2: valgrind" run "$2" valgrind --quiet --leak-check=full --errors-for-leak-kinds=definite,indirect \
        --child-silent-after-fork=yes --error-exitcode=9
    step "$2: compile with sanitizers" build "$1" "$2" -fsanitize=address,undefined -fno-sanitize-recover=all
    step "$2: has sanitizers" has_asan "$work/$2"
    # Leaks are valgrind's task: LeakSanitizer does not see into an uninstrumented library.
    step "$2: sanitizers" run "$2" env ASAN_OPTIONS=detect_leaks=0
}

echo '#include <diram.h>' >"$work/header.c"
cp "$work/header.c" "$work/header.cpp"

# The library with the deliberate panic, put aside before the real one takes its place.
hooks=$work/hooks
step "build with test hooks" "$CARGO" build --quiet --manifest-path "$root/Cargo.toml" --package diram-ffi \
    --features test-hooks --profile "$PROFILE"
case $PROFILE in dev) built=$CARGO_TARGET_DIR/debug ;; *) built=$CARGO_TARGET_DIR/$PROFILE ;; esac
cp "$built/libdiram.so" "$work/hooks.so"
step "install" install_to "$work/usr"
cp -R "$work/usr" "$hooks"
abi=$(sed -n 's/^#define DIRAM_ABI //p' "$root/include/diram.h")
cp "$work/hooks.so" "$hooks/lib/libdiram.so.$abi"
sed -i "s|$work/usr|$hooks|" "$hooks/lib/pkgconfig/diram.pc"

# shellcheck disable=SC2046,SC2086  # flags are words
{
    step "header as C99" $CC -std=c99 $strict -c "$work/header.c" $(pc "$work/usr" --cflags) -o "$work/header.o"
    step "header as C++11" $CXX -std=c++11 $strict -c "$work/header.cpp" $(pc "$work/usr" --cflags) -o "$work/header.o"
}

for name in selfcheck errors packages parts streaming operations threads fork versions registries resolution \
    strategies gates observing plugins scanner transactions vectors; do
    everywhere "$work/usr" "$name"
done
everywhere "$hooks" panic

# The examples, as their comments say, shared and static.
mkdir -p "$work/photos/2026"
head -c 200000 /dev/urandom >"$work/photos/2026/sky.raw"
cp "$here/run.sh" "$work/photos"
static=$work/static
cp -R "$work/usr" "$static"
rm "$static"/lib/*.so*
sed -i "s|$work/usr|$static|" "$static/lib/pkgconfig/diram.pc"

# prefix, pkg-config's flags, name
example() {
    # shellcheck disable=SC2046,SC2086  # flags are words
    $CC -std=c99 $strict "$work/usr/share/doc/diram/examples/$3.c" $(pc "$1" $2) -Wl,-rpath,"$1/lib" -o "$work/$3"
}

hello() {
    rm -rf "$work/restored"
    "$work/hello" "$work/photos" "$work/photos.zip" "$work/restored" && diff -r "$work/photos" "$work/restored"
}

streaming() {
    "$work/streaming" "$work/some.zip" "$work/photos/2026/sky.raw" "$work/photos/run.sh" | grep -qx 'sky.raw: 200000 bytes'
}

resolve() {
    "$work/resolve" "$root/tests/hello/reg.ndjson" app '1.*.*.stable' | tr '\n' ' ' |
        grep -q '^core 2.stable.0.stable.1.stable app 1.stable.2.stable.0.stable proven by ' &&
        ! "$work/resolve" "$root/tests/hello/reg.ndjson" app '>=9'
}

lock() {
    rm -rf "$work/project" && mkdir "$work/project" &&
        echo '{"dependencies":{"app":"semverx:1.*.*.stable"}}' >"$work/project/package.json" &&
        ! "$work/lock" "$root/tests/hello/reg.ndjson" "$work/project" core 2>"$work/refusal" &&
        grep -q 'to install core .*: it is not wanted here' "$work/refusal" &&
        [ ! -e "$work/project/semverx-lock.json" ] &&
        "$work/lock" "$root/tests/hello/reg.ndjson" "$work/project" other | grep -q '"status":"written"' &&
        grep -q '"core": {' "$work/project/semverx-lock.json"
}

needs_no_libdiram() {
    ! readelf -d "$1" | grep -q 'NEEDED.*libdiram'
}

for name in hello streaming resolve lock; do
    step "$name: compile shared" example "$work/usr" "--cflags --libs" "$name"
    step "$name: run shared" "$name"
    step "$name: compile static" example "$static" "--static --cflags --libs" "$name"
    step "$name: is static" needs_no_libdiram "$work/$name"
    step "$name: run static" "$name"
done

# The other name of the library, shared and static.
step "libsemverx.so is libdiram" cmp "$work/usr/lib/libsemverx.so" "$work/usr/lib/libdiram.so.$abi"
step "libsemverx.so is beside the built libdiram" cmp "$built/libsemverx.so" "$built/libdiram.so"
for prefix in "$work/usr" "$static"; do
    # shellcheck disable=SC2046,SC2086  # flags are words
    step "link -lsemverx of $prefix" $CC $c99 "$here/versions.c" $support $(pc "$prefix" --cflags) -L"$prefix/lib" \
        -lsemverx $(pc "$static" --static --libs-only-l | sed 's/-ldiram//') -lm -lpthread -Wl,-rpath,"$prefix/lib" -o "$work/named"
    step "run with -lsemverx of $prefix" "$work/named"
done
step "-lsemverx can be static" needs_no_libdiram "$work/named"

echo "c: $passed passed, 0 failed"
