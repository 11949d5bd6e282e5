# SPDX-License-Identifier: MIT
#
#   make             build .build/tenken           make san     every test under the sanitizers
#   make run         build it and open it          make lint    formatters and analysers
#   make check       every test of this build      make fuzz    each fuzz target for FUZZ_SECONDS
#   make check-all   that, and all on the right    make bench   measure (informative, never a test)
#   make install     PREFIX, DESTDIR               make dist    a tarball of the last commit
#   make uninstall                                 make clean
#   make torture     before a release: faults, kills, power cuts, memory (tests/torture/run.sh)
#
# CC, CFLAGS, CPPFLAGS, LDFLAGS and LDLIBS of the caller come last and win. A change of flags, of PREFIX or of
# the set of files rebuilds what it touches. Sources are found: a new file in src/*/ or tests/ needs no line here.
# VARIANT=san|fuzz|gcc|clang builds the same into .build/VARIANT/; V=1 shows the commands.

VERSION = 0.1.0
PREFIX ?= /usr/local
PKG_CONFIG ?= pkg-config
INSTALL ?= install

.DEFAULT_GOAL := all
.SUFFIXES:
.SECONDARY:
.DELETE_ON_ERROR:

ifdef CI
WERROR ?= 1
endif

SYSTEM := $(shell uname -s)
BUILD := .build$(if $(VARIANT),/$(VARIANT))

# --- files -----------------------------------------------------------------------------------------------------

SRC := $(sort $(wildcard src/*/*.c src/main.c))
OBJ := $(SRC:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/gen/municipalities.o
PARTS := $(filter-out $(BUILD)/obj/src/main.o,$(OBJ))

# A test program is a C file of tests/ with a main; any other C file there helps them, and is linked where used.
# Those that drive the program in an emulated terminal are called tty_* and need libvterm.
VTERM := $(shell $(PKG_CONFIG) --libs vterm 2>/dev/null)
TEST_SRC := $(sort $(if $(VTERM),$(wildcard tests/*.c),$(filter-out tests/tty_%,$(wildcard tests/*.c))))
TEST_MAIN := $(if $(TEST_SRC),$(shell grep -l -e '^TESTS' -e '^int main' $(TEST_SRC)))
TEST_HELP := $(filter-out $(TEST_MAIN),$(TEST_SRC))
PROGRAMS := $(TEST_MAIN:tests/%.c=$(BUILD)/tests/%)
FUZZ_SRC := $(sort $(wildcard tests/fuzz/*_fuzz.c))
FUZZERS := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/tests/fuzz/%)

# --- flags -----------------------------------------------------------------------------------------------------

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	-Wvla -Wundef -Wcast-qual -Wformat=2 $(if $(filter 1,$(WERROR)),-Werror)

ifeq ($(SYSTEM),Darwin)
BREW := $(shell brew --prefix 2>/dev/null)
BREW_PC := $(BREW)/opt/ncurses/lib/pkgconfig:$(BREW)/opt/sqlite/lib/pkgconfig
PKG_CONFIG := PKG_CONFIG_PATH=$(BREW_PC):$(PKG_CONFIG_PATH) $(PKG_CONFIG)
SYSTEM_CPPFLAGS = -D_DARWIN_C_SOURCE $(if $(BREW),-isystem $(BREW)/include)
SYSTEM_LDFLAGS = $(if $(BREW),-L$(BREW)/lib)
SYSTEM_LDLIBS = -liconv
else
SYSTEM_LDFLAGS = -pie -Wl,-z,relro,-z,now
endif

lib_cflags = $(shell $(PKG_CONFIG) --cflags $(1) 2>/dev/null)
lib_libs = $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null || echo $(2))
LIB_CPPFLAGS := $(patsubst -I%,-isystem %,$(foreach lib,ncursesw yaml-0.1 sqlite3,$(call lib_cflags,$(lib))))
ifeq ($(SYSTEM)$(findstring _XOPEN_SOURCE,$(LIB_CPPFLAGS)),$(filter-out Darwin,$(SYSTEM)))
LIB_CPPFLAGS += -D_DEFAULT_SOURCE -D_XOPEN_SOURCE=600
endif
LIB_LDLIBS := $(call lib_libs,ncursesw,-lncursesw) $(call lib_libs,yaml-0.1,-lyaml) \
	$(call lib_libs,sqlite3,-lsqlite3) -lunistring

# The program takes the libraries into itself where their archives are there and can be linked so: it starts in four
# fifths of the time, and runs on a laptop that lacks them. SHARED=1 leaves them shared, as packagers want it.
ifeq ($(SHARED)$(VARIANT)$(SYSTEM),Linux)
archive = $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a))
LIB_ARCHIVES := $(foreach flag,$(LIB_LDLIBS),$(or $(call archive,$(patsubst -l%,%,$(filter -l%,$(flag)))),$(flag)))
endif

# What a variant changes: the compiler, and plain or checked code.
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CLANG_OR_CC := $(shell command -v clang || echo cc)
ifeq ($(VARIANT),san)
override CC := $(CLANG_OR_CC)
override CFLAGS := -O1 -g
MODE = $(SANITIZE)
MODE_LD = $(SANITIZE)
else ifeq ($(VARIANT),fuzz)
override CC := $(CLANG_OR_CC)
override CFLAGS := -O1 -g
MODE = $(SANITIZE) -fsanitize=fuzzer-no-link
MODE_LD = $(SANITIZE) -fsanitize=fuzzer
else ifneq ($(VARIANT),)
override CC := $(VARIANT)
endif
CFLAGS ?= -O2 -g
ifneq ($(filter -O1 -O2 -O3 -Os -Oz -Og -O,$(CFLAGS)),)
ifeq ($(MODE)$(findstring _FORTIFY_SOURCE,$(CPPFLAGS) $(CFLAGS)),)
MODE = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif
endif

ALL_CPPFLAGS = -Isrc -D_POSIX_C_SOURCE=200809L $(SYSTEM_CPPFLAGS) $(LIB_CPPFLAGS) \
	-DTENKEN_VERSION='"$(VERSION)"' -DTENKEN_DATADIR='"$(PREFIX)/share/tenken"' -include src/base/banned.h
ALL_CFLAGS = -std=c11 $(WARN) -fPIE -fstack-protector-strong -ffile-prefix-map=$(CURDIR)=. $(MODE)
COMPILE = $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(CPPFLAGS) $(CFLAGS)
LINK = $(CC) $(CFLAGS) $(MODE_LD) $(SYSTEM_LDFLAGS) $(LDFLAGS)
LIBS = $(LIB_LDLIBS) $(SYSTEM_LDLIBS) $(LDLIBS)

# --- building --------------------------------------------------------------------------------------------------

short = $(if $(V),,@echo '$(1)'; )

all: $(BUILD)/tenken

programs: all $(PROGRAMS)

fuzzers: $(FUZZERS)

$(BUILD)/tenken: $(OBJ) $(BUILD)/files
	$(call short,$(CC) -o $@)$(if $(LIB_ARCHIVES),$(LINK) -o $@ $(OBJ) $(LIB_ARCHIVES) -lm $(SYSTEM_LDLIBS) \
		$(LDLIBS) 2>/dev/null || )$(LINK) -o $@ $(OBJ) $(LIBS)

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call short,$(CC) $<)$(COMPILE) $(if $(filter tests/%,$<),-Itests) -MMD -MP -c -o $@ $<

# The table of municipalities comes from a list that people can read.
$(BUILD)/gen/municipalities.c: src/model/municipalities.awk src/model/municipalities.csv
	@mkdir -p $(@D)
	$(call short,awk $@)LC_ALL=C awk -f src/model/municipalities.awk src/model/municipalities.csv >$@

$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call short,$(CC) $<)$(COMPILE) -MMD -MP -c -o $@ $<

HELP_OBJ := $(TEST_HELP:%.c=$(BUILD)/obj/%.o)
$(BUILD)/obj/tests/libhelp.a: $(HELP_OBJ) $(BUILD)/files
	@rm -f $@
	$(call short,$(AR) $@)$(AR) rcs $@ $(HELP_OBJ)

$(BUILD)/tests/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(PARTS) $(if $(TEST_HELP),$(BUILD)/obj/tests/libhelp.a) $(BUILD)/files
	@mkdir -p $(@D)
	$(call short,$(CC) -o $@)$(LINK) -o $@ $< $(filter %/libhelp.a,$^) $(PARTS) $(LIBS)

$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(PARTS) $(if $(TEST_HELP),$(BUILD)/obj/tests/libhelp.a) $(BUILD)/files
	@mkdir -p $(@D)
	$(call short,$(CC) -o $@)$(LINK) -o $@ $< $(filter %/libhelp.a,$^) $(PARTS) $(LIBS) $(if $(filter tty_%,$*),$(VTERM))

# Two notes of what was built with what; each is rewritten, and so newer, only when its words change.
note = @mkdir -p $(@D); printf '%s\n' '$(subst ','\'',$(1))' >$@.new; \
	if cmp -s $@.new $@; then rm -f $@.new; else mv -f $@.new $@; fi
$(BUILD)/flags: .always
	$(call note,$(COMPILE) | $(LINK) | $(LIBS))
$(BUILD)/files: .always
	$(call note,$(LINK) $(LIBS) $(LIB_ARCHIVES) $(SRC) $(TEST_SRC))
.always:

-include $(OBJ:.o=.d) $(TEST_SRC:%.c=$(BUILD)/obj/%.d) $(FUZZ_SRC:%.c=$(BUILD)/obj/%.d)

# For the analysers, which want to see what the compiler sees.
print-flags:
	@printf '%s\n' $(ALL_CPPFLAGS) -std=c11

# --- using and testing -----------------------------------------------------------------------------------------

run: all
	$(BUILD)/tenken

test check: programs
	+@BUILD=$(BUILD) sh tests/run.sh tests

check-all: programs
	+@BUILD=$(BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/run.sh all

san lint fuzz valgrind compilers:
	+@BUILD=$(BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/run.sh $@

bench: all
	+@TENKEN=$(CURDIR)/$(BUILD)/tenken SRC=$(CURDIR) sh tests/bench/run.sh

torture: all
	+@TENKEN=$(CURDIR)/$(BUILD)/tenken SRC=$(CURDIR) SIZE=release sh tests/torture/run.sh

# --- installing ------------------------------------------------------------------------------------------------

BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share
DATA = $(SHARE)/tenken
BASH_COMPLETION = $(SHARE)/bash-completion/completions/tenken
ZSH_COMPLETION = $(SHARE)/zsh/site-functions/_tenken
FISH_COMPLETION = $(SHARE)/fish/vendor_completions.d/tenken.fish

DATA_FILES = $(wildcard questionnaires/*.yaml questionnaires/*.json questionnaires/README.md)
EXAMPLES = $(wildcard questionnaires/examples/*)

install: all
	$(INSTALL) -d '$(BIN)' '$(DATA)/questionnaires/examples' '$(SHARE)/man/man1' '$(SHARE)/man/ja/man1' \
		'$(dir $(BASH_COMPLETION))' '$(dir $(ZSH_COMPLETION))' '$(dir $(FISH_COMPLETION))'
	$(INSTALL) -m 755 $(BUILD)/tenken '$(BIN)/tenken'
	$(INSTALL) -m 644 $(DATA_FILES) '$(DATA)/questionnaires'
	$(INSTALL) -m 644 $(EXAMPLES) '$(DATA)/questionnaires/examples'
	$(INSTALL) -m 644 src/tenken.1 '$(SHARE)/man/man1/tenken.1'
	$(INSTALL) -m 644 src/tenken.ja.1 '$(SHARE)/man/ja/man1/tenken.1'
	$(INSTALL) -m 644 src/completions/tenken.bash '$(BASH_COMPLETION)'
	$(INSTALL) -m 644 src/completions/tenken.zsh '$(ZSH_COMPLETION)'
	$(INSTALL) -m 644 src/completions/tenken.fish '$(FISH_COMPLETION)'

# What others have put beside our files stays.
uninstall:
	rm -f '$(BIN)/tenken' '$(SHARE)/man/man1/tenken.1' '$(SHARE)/man/ja/man1/tenken.1' \
		'$(BASH_COMPLETION)' '$(ZSH_COMPLETION)' '$(FISH_COMPLETION)'
	rm -f $(patsubst %,'$(DATA)/%',$(DATA_FILES) $(EXAMPLES))
	@rmdir '$(DATA)/questionnaires/examples' '$(DATA)/questionnaires' '$(DATA)' 2>/dev/null || true

dist:
	@mkdir -p .build
	git archive --prefix=tenken-$(VERSION)/ -o .build/tenken-$(VERSION).tar.gz HEAD
	@echo .build/tenken-$(VERSION).tar.gz

clean:
	rm -rf .build

.PHONY: all programs fuzzers print-flags run test check check-all san lint fuzz valgrind compilers bench torture install \
	uninstall dist clean .always
