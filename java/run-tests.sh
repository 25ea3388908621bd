#!/bin/sh
# Builds, tests, documents and installs the Java package into a scratch repository, and runs two
# programs that find it there by name. Downloads what Maven needs. Ends with surefire's own line.
set -eu
cd "$(dirname "$0")"

for tool in cargo javac mvn; do
    if ! command -v "$tool" >/dev/null; then
        echo "java: $tool is missing; on Debian: apt-get install openjdk-17-jdk-headless maven" >&2
        exit 1
    fi
done

mkdir -p target
log=target/run-tests.log
if ! mvn --batch-mode --no-transfer-progress verify >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
grep '^vectors: ran' "$log"
grep 'Building: hello\|hello.* SUCCESS' "$log" | sed 's/^\[INFO\] *//'
grep 'Tests run:' "$log" | tail -n 1 | sed 's/^\[[A-Z]*\] *//'
