#!/bin/sh
# Builds the addon and runs every test of the npm package, from a clean clone on.
set -eu
cd "$(dirname "$0")"

npm ci --no-audit --no-fund
node scripts/build.mjs --hooks
node scripts/build.mjs
npx --no-install tsc --project test/types
echo "types: tsc found no error"
node --test --test-reporter=spec test/*.test.mjs
