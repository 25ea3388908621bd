#!/bin/sh
# Every test of the Python packages, from a clean clone on: types, behaviour, vectors, and the
# packages as users install them. Needs cargo, and Python 3.10 or newer with its venv module.
# Leaves python/.venv with pysemverx and pysemverx-compat installed from this checkout.
set -eu
cd "$(dirname "$0")"
venv=$PWD/.venv
top=$(cd .. && pwd)
target=${CARGO_TARGET_DIR:-$top/target}
CARGO_TARGET_DIR=$target PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONPYCACHEPREFIX=$target/python/pycache
export CARGO_TARGET_DIR PIP_DISABLE_PIP_VERSION_CHECK PYTHONPYCACHEPREFIX
unset PYTHONPATH
mkdir -p "$target/python"

# quiet WHAT COMMAND...: the command's output is shown only when it fails.
quiet() {
    log=$target/python/$1.log
    shift
    "$@" >"$log" 2>&1 || { cat "$log" >&2; echo "python: failed: $*" >&2; exit 1; }
}

installed=$venv/requirements-test.txt
if ! cmp -s requirements-test.txt "$installed" || ! "$venv/bin/python" -c ''; then
    quiet venv "${PYTHON:-python3}" -m venv --clear "$venv"
    quiet requirements "$venv/bin/pip" install -r requirements-test.txt
    cp requirements-test.txt "$installed"
fi
PATH=$venv/bin:$PATH VIRTUAL_ENV=$venv
export PATH VIRTUAL_ENV

quiet develop maturin develop --release --features test-hooks
quiet compat pip install --no-build-isolation --no-deps -e compat
mypy pysemverx tests tests-dist compat/self_healing_data_architecture compat/semverx
pytest -q
python tests/vectors.py

# The packages, built anew into an empty folder.
dist=$target/python/dist
rm -rf "$dist"
quiet wheel maturin build --release --out "$dist"
quiet sdist maturin sdist --out "$dist"
(cd compat && quiet compat-dist hatchling build --directory "$dist")
DIRAM_DIST=$dist pytest -q tests-dist
echo "python: all passed"
