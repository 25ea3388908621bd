# Installs libdiram, also under the name libsemverx: `make install PREFIX=/usr/local DESTDIR=`. The root Makefile includes this file;
# `make -f ffi/install.mk install` in the root folder does the same.
#
#   PREFIX, LIBDIR, INCLUDEDIR, BINDIR, MANDIR, DOCDIR   where things go
#   DESTDIR                                              put in front of them, for packagers
#   PROFILE                                              release (default) or dev

PREFIX     ?= /usr/local
DESTDIR    ?=
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
BINDIR     ?= $(PREFIX)/bin
MANDIR     ?= $(PREFIX)/share/man
DOCDIR     ?= $(PREFIX)/share/doc/diram
PROFILE    ?= release
CARGO      ?= cargo
INSTALL    ?= install

CARGO_TARGET_DIR ?= target
BUILT       = $(CARGO_TARGET_DIR)/$(if $(filter dev,$(PROFILE)),debug,$(PROFILE))
# Man pages as `diram` writes them; installed when they are there.
MAN_PAGES   = $(wildcard $(CARGO_TARGET_DIR)/man/*.1)
DOCUMENTS   = $(wildcard README.md ARCHITECTURE.md CHANGELOG.md SECURITY.md LICENSE-*)
# The normative pages; installed as FORMAT-<folder>.md.
FORMATS     = recovery semverx registry resolve
DIRAM_ABI   = $(shell sed -n 's/^\#define DIRAM_ABI //p' include/diram.h)
DIRAM_VERSION = $(shell sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
# What a program needs that links libdiram.a: as rustc says for this system, compiling nothing into an
# archive in a folder of its own. (Never `-o /dev/null`: as root, rustc replaces the device.)
LIBS_PRIVATE = $(shell folder=$$(mktemp -d) && \
    printf '' | rustc --crate-type staticlib --crate-name nothing --print native-static-libs --out-dir "$$folder" - 2>&1 | \
    sed -n 's/.*native-static-libs: //p'; rm -rf "$$folder")

.PHONY: install install-lib install-header install-pkgconfig install-docs install-cli uninstall libdiram

install: install-lib install-header install-pkgconfig install-docs install-cli

libdiram:
	$(CARGO) build --package diram-ffi --profile $(PROFILE) --target-dir $(CARGO_TARGET_DIR)
	ln -sf libdiram.so "$(BUILT)/libsemverx.so"

install-lib: libdiram
	$(INSTALL) -d "$(DESTDIR)$(LIBDIR)"
	$(INSTALL) -m 755 "$(BUILT)/libdiram.so" "$(DESTDIR)$(LIBDIR)/libdiram.so.$(DIRAM_ABI)"
	$(INSTALL) -m 644 "$(BUILT)/libdiram.a" "$(DESTDIR)$(LIBDIR)/libdiram.a"
	ln -sf libdiram.so.$(DIRAM_ABI) "$(DESTDIR)$(LIBDIR)/libdiram.so"
	ln -sf libdiram.so "$(DESTDIR)$(LIBDIR)/libsemverx.so"
	ln -sf libdiram.a "$(DESTDIR)$(LIBDIR)/libsemverx.a"

install-header:
	$(INSTALL) -d "$(DESTDIR)$(INCLUDEDIR)"
	$(INSTALL) -m 644 include/diram.h "$(DESTDIR)$(INCLUDEDIR)/diram.h"

install-pkgconfig:
	$(INSTALL) -d "$(DESTDIR)$(LIBDIR)/pkgconfig"
	@test -n "$(LIBS_PRIVATE)" || { echo "install: rustc does not say what libdiram.a needs" >&2; exit 1; }
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' \
	    -e 's|@VERSION@|$(DIRAM_VERSION)|' -e 's|@LIBS_PRIVATE@|$(LIBS_PRIVATE)|' \
	    ffi/diram.pc.in >"$(DESTDIR)$(LIBDIR)/pkgconfig/diram.pc"

install-docs:
	$(INSTALL) -d "$(DESTDIR)$(DOCDIR)/examples"
	$(INSTALL) -m 644 $(DOCUMENTS) "$(DESTDIR)$(DOCDIR)"
	for format in $(FORMATS); do \
	    $(INSTALL) -m 644 "core/src/$$format/FORMAT.md" "$(DESTDIR)$(DOCDIR)/FORMAT-$$format.md" || exit 1; \
	done
	$(INSTALL) -m 644 ffi/examples/*.c "$(DESTDIR)$(DOCDIR)/examples"

# The command line program and its man pages, when they are built already.
install-cli:
	if [ -x "$(BUILT)/diram" ]; then \
	    $(INSTALL) -d "$(DESTDIR)$(BINDIR)" && $(INSTALL) -m 755 "$(BUILT)/diram" "$(DESTDIR)$(BINDIR)/diram"; \
	fi
	if [ -n "$(MAN_PAGES)" ]; then \
	    $(INSTALL) -d "$(DESTDIR)$(MANDIR)/man1" && $(INSTALL) -m 644 $(MAN_PAGES) "$(DESTDIR)$(MANDIR)/man1"; \
	fi

uninstall:
	rm -f "$(DESTDIR)$(LIBDIR)"/libdiram.so "$(DESTDIR)$(LIBDIR)"/libdiram.so.$(DIRAM_ABI) \
	    "$(DESTDIR)$(LIBDIR)"/libdiram.a "$(DESTDIR)$(LIBDIR)"/libsemverx.so "$(DESTDIR)$(LIBDIR)"/libsemverx.a \
	    "$(DESTDIR)$(LIBDIR)"/pkgconfig/diram.pc "$(DESTDIR)$(INCLUDEDIR)"/diram.h \
	    "$(DESTDIR)$(BINDIR)"/diram "$(DESTDIR)$(MANDIR)"/man1/diram.1 "$(DESTDIR)$(MANDIR)"/man1/diram-*.1
	rm -rf "$(DESTDIR)$(DOCDIR)"
