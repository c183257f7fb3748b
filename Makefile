# SPDX-License-Identifier: GPL-3.0-or-later
# renfort: `make help` lists what this file does. Everything that is made goes to build/$(MODE)/.

VERSION = 0.1.0
MODE ?= release
PREFIX ?= /usr/local
DESTDIR ?=
RF_SHARED ?= ../shared
ifeq ($(origin CC),default)
CC = gcc
endif

B := build/$(MODE)
DATADIR = $(PREFIX)/share/renfort
LOCALEDIR = $(PREFIX)/share/locale
LIBEXECDIR = $(PREFIX)/libexec/renfort
MANDIR = $(PREFIX)/share/man
COMPLETIONDIR = $(PREFIX)/share/bash-completion/completions

MAKEFLAGS += --no-builtin-rules -j$(shell nproc)
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

# ---- flags --------------------------------------------------------------------------------------

MODE_FLAGS_release = -O2 -g
MODE_FLAGS_debug = -O0 -g3
MODE_FLAGS_asan = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
MODE_FLAGS_cov = -O0 -g --coverage
ifndef MODE_FLAGS_$(MODE)
$(error MODE=$(MODE) is unknown; known: release, debug, asan, cov)
endif

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wcast-qual -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wswitch-enum \
	$(if $(WERROR)$(CI),-Werror)
# No fused multiply-add: the same plan from every compiler and mode, to the byte.
# HASH_NONFATAL_OOM: uthash leaves an element out when memory is out, where it would exit.
LANGUAGE_FLAGS = -std=c11 -D_GNU_SOURCE -DHASH_NONFATAL_OOM=1 -I.
BASE_FLAGS = $(LANGUAGE_FLAGS) -ffp-contract=off -fno-omit-frame-pointer $(MODE_FLAGS_$(MODE))
COMPILE = $(CC) $(BASE_FLAGS) $(WARNINGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP
LINK = $(CC) $(BASE_FLAGS) $(CFLAGS) $(LDFLAGS)

# Expanded only when something is linked: pkg-config may not be there before `deps`.
libs_of = $(shell pkg-config --libs $(1) 2>/dev/null || echo $(2))
LDLIBS = -lglpk -lcsv $(call libs_of,libcjson,-lcjson) $(call libs_of,libsodium,-lsodium) \
	$(call libs_of,sqlite3,-lsqlite3) \
	$(call libs_of,libutf8proc,-lutf8proc) $(call libs_of,libzip,-lzip) \
	$(call libs_of,gsl,-lgsl -lgslcblas) -lm
TEST_LDLIBS = $(call libs_of,cmocka,-lcmocka)

# What only the program's own files need to know, so that a commit does not rebuild everything.
# The commit is this tree's own, not that of a repository it was unpacked into.
COMMIT := $(shell test "$$(git rev-parse --show-toplevel 2>/dev/null)" = "$$(pwd -P)" && \
	git describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null || echo unknown)
IDENTITY_FLAGS = -DRF_VERSION='"$(VERSION)"' -DRF_COMMIT='"$(COMMIT)"' \
	-DRF_DATADIR='"$(DATADIR)"' -DRF_LOCALEDIR='"$(LOCALEDIR)"' \
	-DRF_LIBEXECDIR='"$(LIBEXECDIR)"'

# V=1 shows the commands in full.
Q = $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

# ---- files --------------------------------------------------------------------------------------

MAIN := adapters/cli/main.c
SOURCES := $(filter-out $(MAIN),$(wildcard engine/*/*.c adapters/*/*.c))
SYNONYMS := $(wildcard data/synonyms.csv)
REPORT_ASSETS := $(wildcard data/report/report.css data/report/report.js \
	data/report/echarts.min.js)
OBJECTS := $(SOURCES:%.c=$(B)/obj/%.o) $(if $(SYNONYMS),$(B)/obj/gen/synonyms.o) \
	$(if $(REPORT_ASSETS),$(B)/obj/gen/report_assets.o)
LIBRARY := $(B)/librenfort.a
PROGRAM := $(B)/renfort
# The program may not be written yet, or be missing in a part of the tree.
PROGRAM_IF_ANY := $(if $(wildcard $(MAIN)),$(PROGRAM))

# bench/NAME.c is a program; bench/NAME/*.c are further parts of it.
BENCHES := $(patsubst bench/%.c,$(B)/bench/%,$(wildcard bench/*.c))
# What `renfort bench` starts is installed beside it.
TOOLS := $(filter $(B)/bench/sweep $(B)/bench/generate,$(BENCHES))
# tests/unit/test_NAME.c is a program; what the others in tests/unit and tests/support define is
# there for each.
TESTS := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
TEST_SUPPORT := $(patsubst %.c,$(B)/obj/%.o,\
	$(filter-out tests/unit/test_% tests/support/oom.c,$(wildcard tests/unit/*.c tests/unit/*/*.c \
	tests/support/*.c)))
SUPPORT_LIBRARY := $(if $(TEST_SUPPORT),$(B)/libsupport.a)

CATALOGUES := $(patsubst data/po/%.po,$(B)/locale/%/LC_MESSAGES/renfort.mo,$(wildcard data/po/*.po))
IDENTITY_OBJECTS := $(patsubst %.c,$(B)/obj/%.o,$(shell grep -lE \
	'RF_(VERSION|COMMIT|DATADIR|LOCALEDIR|LIBEXECDIR)' adapters/cli/*.c bench/*/*.c \
	2>/dev/null))
FORMATTED = $(shell find engine adapters bench tests -name '*.[ch]')

# ---- what one asks for --------------------------------------------------------------------------

.PHONY: all demo test soak bench ladder study layers headers shape format po spellings assets \
	install uninstall clean help deps FORCE

all: $(LIBRARY) $(PROGRAM_IF_ANY) $(TOOLS) $(CATALOGUES) ## the program, its library and catalogues

demo: all ## solve the demo territory (30 s) and write plan.json
	$(PROGRAM) demo

RUN_TESTS = RENFORT=$(abspath $(PROGRAM)) RF_BUILD=$(abspath $(B)) RF_MODE=$(MODE) RF_B=$(B) \
	RF_SHARED='$(RF_SHARED)' RF_HEADER_FLAGS='$(LANGUAGE_FLAGS) $(WARNINGS) -Werror' CC='$(CC)'

test: all $(TESTS) $(BENCHES) ## every check and test; ONLY=word runs the suites so named
	@$(RUN_TESTS) RF_ONLY='$(ONLY)' tests/run.sh

soak: all $(TESTS) $(BENCHES) ## the long versions of the tests
	@$(RUN_TESTS) RF_ONLY='$(ONLY)' RF_SOAK=1 tests/run.sh

bench: all $(BENCHES) ## the generator and the measuring programs, in build/$(MODE)/bench

ladder: bench ## measure beside other solvers; LADDER_ARGS=--help says how, without: days
	@RENFORT=$(abspath $(PROGRAM)) RF_BUILD=$(abspath $(B)) RF_SHARED='$(RF_SHARED)' \
		bench/ladder $(LADDER_ARGS)

study: bench ## the worked study, bench/STUDY.md: minutes; killed, it goes on where it was
	@RENFORT=$(abspath $(PROGRAM)) RF_BUILD=$(abspath $(B)) bench/study.d/study.py $(STUDY_ARGS)

layers: ## every include keeps to the layers; each library stays in its place
	@tests/house/layers.sh

headers: | deps ## every header compiles alone, with gcc and clang
	@$(RUN_TESTS) tests/house/headers.sh

shape: $(OBJECTS) | deps ## lengths, columns, parameters, state, format, licence lines
	@$(RUN_TESTS) tests/house/shape.sh

format: | deps ## lay out every C file as .clang-format says
	clang-format -i $(FORMATTED)

po: data/po/renfort.pot ## bring the texts of the source into the message catalogues
	for po in $(wildcard data/po/*.po); do msgmerge --quiet --update --backup=none \
		--no-fuzzy-matching --add-location=file --width=100 $$po $<; done

spellings: ## data/SPELLINGS.md from data/synonyms.csv
	bash tests/support/spellings.sh >data/SPELLINGS.md

# POT=FILE writes the texts elsewhere: tests/suites/gettext.sh compares them with what is kept.
POT = data/po/renfort.pot
$(POT): FORCE | deps
	@find engine adapters -name '*.[ch]' | LC_ALL=C sort | xgettext --files-from=- \
		--from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --keyword=dngettext:2,3 \
		--add-comments=TRANSLATORS --add-location=file --width=100 --package-name=renfort -o - | \
		sed -e '1,4d' -e '5s/.*/# SPDX-License-Identifier: GPL-3.0-or-later/' \
		-e '/^"POT-Creation-Date/d' -e 's/charset=CHARSET/charset=UTF-8/' >$@

# The lockfile fixes the version and every byte.
ASSETS = build/assets
assets: ## build data/report/echarts.min.js anew with npm (never needed to build the program)
	@rm -rf $(ASSETS) && mkdir -p $(ASSETS)
	@cp data/report/package.json data/report/package-lock.json data/report/echarts.entry.mjs \
		$(ASSETS)
	cd $(ASSETS) && npm ci --no-audit --no-fund && npx esbuild echarts.entry.mjs --bundle \
		--minify --format=iife --global-name=echarts --target=es2018 --legal-comments=none \
		--outfile=echarts.js
	@{ cat data/report/echarts.header.txt $(ASSETS)/echarts.js; } >$(ASSETS)/echarts.min.js
	@grep -qF "ECharts $$(node -p \
		'require("./$(ASSETS)/node_modules/echarts/package.json").version')," \
		data/report/echarts.header.txt || \
		{ echo 'echarts.header.txt names another version' >&2; exit 1; }
	@cp $(ASSETS)/echarts.min.js data/report/echarts.min.js
	@cd data/report && sha256sum echarts.min.js >echarts.min.js.sha256

install: all ## program, man pages, completion, data, catalogues (DESTDIR, PREFIX)
	install -D -m 755 $(PROGRAM) '$(DESTDIR)$(PREFIX)/bin/renfort'
	@for f in $(TOOLS); do \
		install -D -m 755 $$f '$(DESTDIR)$(LIBEXECDIR)'/$${f##*/} || exit; done
	@for f in $(wildcard data/man/*.1); do \
		install -D -m 644 $$f '$(DESTDIR)$(MANDIR)/man1'/$${f##*/} || exit; done
	@for f in $(wildcard data/man/*/*.1); do l=$${f#data/man/}; \
		install -D -m 644 $$f '$(DESTDIR)$(MANDIR)'/$${l%%/*}/man1/$${f##*/} || exit; done
	@for f in $(wildcard data/completion/renfort.bash); do \
		install -D -m 644 $$f '$(DESTDIR)$(COMPLETIONDIR)/renfort' || exit; done
	@for f in $(CATALOGUES); do \
		install -D -m 644 $$f '$(DESTDIR)$(LOCALEDIR)'/$${f#$(B)/locale/} || exit; done
	@for f in $$(find $(wildcard data/demo data/scenarios data/envelopes) -type f 2>/dev/null); do \
		install -D -m 644 $$f '$(DESTDIR)$(DATADIR)'/$${f#data/} || exit; done

uninstall: ## what install put there
	rm -f '$(DESTDIR)$(PREFIX)/bin/renfort' '$(DESTDIR)$(COMPLETIONDIR)/renfort'
	rm -f '$(DESTDIR)$(MANDIR)'/man1/renfort.1 '$(DESTDIR)$(MANDIR)'/*/man1/renfort.1
	rm -f '$(DESTDIR)$(LOCALEDIR)'/*/LC_MESSAGES/renfort.mo
	rm -rf '$(DESTDIR)$(DATADIR)' '$(DESTDIR)$(LIBEXECDIR)'

clean: ## throw build/ away
	rm -rf build

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile
	@echo 'MODE=release|debug|asan|cov  CC=gcc|clang  WERROR=1  V=1  PREFIX=  DESTDIR='

# ---- packages -----------------------------------------------------------------------------------

BUILD_PACKAGES = $(if $(filter clang%,$(CC)),clang,gcc) libc6-dev make pkg-config libglpk-dev \
	libsqlite3-dev libcsv-dev libcjson-dev uthash-dev libsodium-dev libutf8proc-dev libgsl-dev \
	libzip-dev gettext
TEST_PACKAGES = $(BUILD_PACKAGES) gcc libcmocka-dev clang clang-format pmccabe python3-scipy \
	glpk-utils coinor-cbc parallel
# Building asks for no more than it needs; what runs tests asks for all at once.
PACKAGES = $(if $(filter deps test soak headers shape format,$(MAKECMDGOALS)),$(TEST_PACKAGES),\
	$(BUILD_PACKAGES))

# What some tests are skipped without: installed where that is possible, never asked for.
OPTIONAL_PACKAGES = $(if $(filter deps test soak,$(MAKECMDGOALS)),chromium fonts-dejavu-core)

# Installs what is missing, and only that; says nothing and needs no root when nothing is.
deps: ## install the Debian packages that are missing, and only those
	@command -v dpkg-query >/dev/null || exit 0; \
	installed=" $$(dpkg-query -W -f '$${db:Status-Status}=$${Package} ' \
		$(PACKAGES) 2>/dev/null)"; \
	missing=; for p in $(sort $(PACKAGES)); do \
		case "$$installed" in *" installed=$$p "*) ;; *) missing="$$missing $$p" ;; esac; done; \
	test -n "$$missing" || exit 0; \
	if test "$$(id -u)" -ne 0; then \
		echo "missing packages; as root, run:" >&2; \
		echo "    apt-get update && apt-get install -y --no-install-recommends$$missing" >&2; \
		exit 1; \
	fi; \
	echo "installing$$missing"; \
	apt-get -qq update || echo "the package lists could not all be refreshed" >&2; \
	DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y \
		--no-install-recommends $$missing >/dev/null
	@test "$$(id -u)" -eq 0 && command -v dpkg-query >/dev/null || exit 0; \
	installed=" $$(dpkg-query -W -f '$${db:Status-Status}=$${Package} ' \
		$(OPTIONAL_PACKAGES) 2>/dev/null)"; \
	missing=; for p in $(OPTIONAL_PACKAGES); do \
		case "$$installed" in *" installed=$$p "*) ;; *) missing="$$missing $$p" ;; esac; done; \
	test -n "$$missing" || exit 0; \
	echo "installing$$missing"; \
	apt-get -qq update || true; \
	DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y \
		--no-install-recommends $$missing >/dev/null || \
		echo "without$$missing some tests are skipped" >&2

# Where there is no dpkg to ask, the compiler is asked; the answer is kept.
header_check = @echo '\#include <$(1)>' | $(CC) $(LANGUAGE_FLAGS) $(CPPFLAGS) -x c -E - \
	>/dev/null 2>&1 || { echo "<$(1)> is missing: install the Debian package $(2)" >&2; exit 1; }

$(B)/libraries: $(B)/flags | deps
	$(call header_check,glpk.h,libglpk-dev)
	$(call header_check,csv.h,libcsv-dev)
	$(call header_check,cjson/cJSON.h,libcjson-dev)
	$(call header_check,sodium.h,libsodium-dev)
	$(call header_check,sqlite3.h,libsqlite3-dev)
	$(call header_check,utf8proc.h,libutf8proc-dev)
	$(call header_check,gsl/gsl_cdf.h,libgsl-dev)
	$(call header_check,uthash.h,uthash-dev)
	$(call header_check,zip.h,libzip-dev)
	@touch $@

# ---- how it is made -----------------------------------------------------------------------------

# A file that changes only when its text does: what depends on it is then made again.
quote = '$(subst ','\'',$(strip $(1)))'
define keep_text
@mkdir -p $(@D)
@printf '%s\n' $(call quote,$(1)) | cmp -s - $@ || printf '%s\n' $(call quote,$(1)) >$@
endef

$(B)/flags: FORCE
	$(call keep_text,$(COMPILE) / $(LINK))

$(B)/identity: FORCE
	$(call keep_text,$(IDENTITY_FLAGS))

$(B)/members: FORCE
	$(call keep_text,$(OBJECTS) / $(TEST_SUPPORT))

$(IDENTITY_OBJECTS): $(B)/identity
$(IDENTITY_OBJECTS): ADDED_FLAGS = $(IDENTITY_FLAGS)
$(B)/obj/tests/%.o: ADDED_FLAGS = -Wno-unused-parameter

$(B)/obj/%.o: %.c $(B)/flags | deps $(B)/libraries
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) $(ADDED_FLAGS) -c $< -o $@

# The bytes of a file as NAME[] and NAME_size; and, as NAME_hash, their SHA-256 in base64.
define embed
echo 'extern const unsigned char $(1)[];'; \
	echo 'extern const size_t $(1)_size;'; \
	echo 'const unsigned char $(1)[] = {'; \
	od -An -v -tx1 $(2) | sed 's/[0-9a-f][0-9a-f]/0x&,/g'; \
	echo '};'; \
	echo 'const size_t $(1)_size = sizeof $(1);'
endef
define embed_hash
echo 'extern const char $(1)_hash[];'; \
	printf 'const char $(1)_hash[] = "%s";\n' \
		"$$(env printf "$$(sha256sum <$(2) | cut -c1-64 | sed 's/../\\x&/g')" | base64)"
endef

$(B)/gen/synonyms.c: $(SYNONYMS)
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	@{ echo '#include <stddef.h>'; $(call embed,rf_synonyms,$<); } >$@

$(B)/gen/report_assets.c: $(REPORT_ASSETS)
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	@{ echo '#include <stddef.h>'; \
	  $(call embed,rf_report_style,data/report/report.css); \
	  $(call embed,rf_report_script,data/report/report.js); \
	  $(call embed,rf_report_charts,data/report/echarts.min.js); \
	  $(call embed_hash,rf_report_script,data/report/report.js); \
	  $(call embed_hash,rf_report_charts,data/report/echarts.min.js); } >$@

$(B)/obj/gen/%.o: $(B)/gen/%.c $(B)/flags | deps
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) -c $< -o $@

$(LIBRARY): $(OBJECTS) $(B)/members
	$(call say,AR,$@)
	@rm -f $@
	$(Q)ar rcs $@ $(OBJECTS)

$(B)/libsupport.a: $(TEST_SUPPORT) $(B)/members
	$(call say,AR,$@)
	@rm -f $@
	$(Q)ar rcs $@ $(TEST_SUPPORT)

$(PROGRAM): $(B)/obj/adapters/cli/main.o $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) $^ $(LDLIBS) -o $@

$(B)/locale/%/LC_MESSAGES/renfort.mo: data/po/%.po | deps
	@mkdir -p $(@D)
	$(call say,MSG,$@)
	$(Q)msgfmt --check -o $@ $<

# Tests named test_oom_* answer for every allocation (__wrap_malloc and its family).
$(B)/tests/test_oom_%: WRAP = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
$(filter $(B)/tests/test_oom_%,$(TESTS)): $(B)/obj/tests/support/oom.o

$(B)/tests/%: $(B)/obj/tests/unit/%.o $(SUPPORT_LIBRARY) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(WRAP) $(filter %.o,$^) $(filter %.a,$^) $(TEST_LDLIBS) $(LDLIBS) -o $@

# Tests named test_sweep_* see the parts of bench/sweep.
$(filter $(B)/tests/test_sweep_% $(B)/tests/test_oom_sweep,$(TESTS)): \
	$(patsubst %.c,$(B)/obj/%.o,$(wildcard bench/sweep/*.c))

# No % may stand in the second list: it would be taken for the stem.
parts_of = $(addprefix $(B)/obj/,$(addsuffix .o,$(basename $(wildcard bench/$(1)/*.c))))
.SECONDEXPANSION:
$(B)/bench/%: $(B)/obj/bench/%.o $$(call parts_of,$$*) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) $^ $(LDLIBS) -o $@

.SECONDARY:

-include $(OBJECTS:.o=.d) $(TEST_SUPPORT:.o=.d) $(B)/obj/adapters/cli/main.d
-include $(TESTS:$(B)/tests/%=$(B)/obj/tests/unit/%.d)
-include $(wildcard $(B)/obj/bench/*.d $(B)/obj/bench/*/*.d)
