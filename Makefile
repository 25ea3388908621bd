# Two commands on a fresh machine: `make demo` and `make test`. Each sets up what it needs.

.DEFAULT_GOAL := help
.PHONY: help demo test bench setup cli deny

help:
	@echo "make demo      pack a folder, damage the package in five ways, heal it, and draw what happened"
	@echo "make test      everything the gate runs: Rust, C, Python, Java, Node, Lua, vectors, samples"
	@echo "make bench     speed against named peers, as ratios within one run"
	@echo "make install   libdiram, header, pkg-config, command line program (PREFIX=/usr/local DESTDIR=)"
	@echo "make deny      licences, bans and sources of all dependencies (cargo-deny)"
	@echo "make setup     only the system packages that the others need"

setup:
	@tests/setup.sh

demo: setup
	@demo/run.sh

test: setup
	@tests/run-all.sh

bench: setup
	@bench/run.sh

deny:
	@tests/deny.sh

# The command line program with its man pages, where `make install` looks for them.
cli:
	cargo build --release --package diram-cli
	cargo run --quiet --release --package diram-cli -- man target/man

include ffi/install.mk
