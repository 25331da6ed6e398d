# make demo    set up, build, and serve the page on http://127.0.0.1:8080 (PORT= changes it)
# make test    set up, build, and pass every test
# make lint    formatters, linters and type checks; part of make test
# make bench   measure, beside peers
# make conformance SEEDS=0:20000   compare with CPython, by random programs
# make format  put all files into the agreed form

PORT ?= 8080
JOBS ?= $(shell nproc)

# Found late, since setting up may bring it.
NODE = $(shell sh src/setup/node.sh)
BIN = node_modules/.bin
export PATH := $(CURDIR)/build/bin:$(PATH)

RUNTIME := $(wildcard include/*.h include/asyncio/*.h src/*/*.c src/*/*.h src/cli/*.js) \
           src/host/emscripten-library.js
CONFORMANCE := tests/conformance/interpreter.c
PROGRAMS := $(wildcard examples/*.c tests/c/*.c tests/programs/*.c) $(CONFORMANCE)
BENCHES := $(wildcard tests/bench/*.c)
PAGE_PROGRAM := web/demo.c
FLAGS_demo := --no-main
WASI = $(1:%.c=build/wasi/%.wasm)
EMSCRIPTEN = $(1:%.c=build/emscripten/%.mjs)
BOTH = $(call WASI,$(1)) $(call EMSCRIPTEN,$(1))

C_FILES := $(wildcard include/*.h include/asyncio/*.h src/*/*.c src/*/*.h examples/*.c web/*.c \
             tests/c/*.[ch] tests/programs/*.[ch] tests/bench/*.c tests/bench/peers/*.c \
             tests/conformance/*.c tests/conformance/*/*.h)
PROSE_AND_SCRIPTS := '**/*.{js,json,css,html}' .prettierrc.json

.PHONY: demo test lint format bench conformance programs page types screenshot setup-demo setup-test clean

# The recursive calls come after the setting up, and so know which Node there is.
demo: setup-demo
	@$(MAKE) --no-print-directory -j$(JOBS) page
	@$(NODE) web/server.js --port $(PORT)

test: setup-test
	@$(MAKE) --no-print-directory -j$(JOBS) programs page types
	@$(MAKE) --no-print-directory lint
	$(NODE) --test $(TEST_OPTIONS) $(TESTS)

TESTS ?= $(wildcard tests/*.test.js tests/*/*.test.js)
TEST_OPTIONS ?= --test-concurrency=$(JOBS)

setup-demo:
	@sh src/setup/install.sh demo

setup-test:
	@sh src/setup/install.sh test

programs: $(call BOTH,$(PROGRAMS)) build/libraries

# First, so that compilers that run side by side do not each make it.
build/libraries: $(RUNTIME)
	@mkdir -p build
	@$(NODE) src/cli/prepare.js
	@touch $@

TEST_HEADERS := $(wildcard tests/c/*.h tests/programs/*.h tests/conformance/*/*.h)
CC_WASI = $(NODE) src/cli/asyncio-cc.js -std=c11 -O2 -Wall -Wextra -Werror
CC_EMSCRIPTEN = $(NODE) src/cli/asyncio-cc.js --emscripten -std=gnu11 -O2 -Wall -Wextra -Werror

build/wasi/%.wasm: %.c build/libraries $(TEST_HEADERS)
	@mkdir -p $(@D)
	@echo "  clang  $<"
	@$(CC_WASI) $(FLAGS_$(notdir $*)) $< -o $@

build/emscripten/%.mjs: %.c build/libraries $(TEST_HEADERS)
	@mkdir -p $(@D)
	@echo "  emcc   $<"
	@$(CC_EMSCRIPTEN) $(FLAGS_$(notdir $*)) $< -o $@

page: $(call BOTH,$(PAGE_PROGRAM)) $(wildcard web/*) src/host/*.js
	@$(NODE) web/build.js

types: build/types/index.d.ts

build/types/index.d.ts: $(wildcard src/host/*.js)
	@$(BIN)/tsc --ignoreConfig src/host/index.js --allowJs --noCheck --declaration \
	  --emitDeclarationOnly --outDir build/types --target es2022 --module nodenext \
	  --skipLibCheck --types node

lint:
	@mkdir -p build
	clang-format-19 --dry-run -Werror $(C_FILES)
	clang-tidy-19 --quiet $(wildcard src/*/*.c) -- --target=wasm32-wasi -std=c11 -Iinclude 2>build/clang-tidy.log
	$(BIN)/prettier --check --log-level warn $(PROSE_AND_SCRIPTS)
	$(BIN)/tsc -p tsconfig.json

format:
	clang-format-19 -i $(C_FILES)
	$(BIN)/prettier --write --log-level warn $(PROSE_AND_SCRIPTS)

bench: setup-test
	@$(MAKE) --no-print-directory -j$(JOBS) $(call BOTH,$(BENCHES))
	@$(NODE) tests/bench/run.js

SEEDS ?= 0:1000
conformance: setup-test
	@$(MAKE) --no-print-directory -j$(JOBS) $(call BOTH,$(CONFORMANCE))
	@$(NODE) tests/conformance/run.js --seeds=$(SEEDS) $(CONFORMANCE_OPTIONS)

screenshot: setup-test
	@$(MAKE) --no-print-directory -j$(JOBS) page
	@$(NODE) web/screenshot.js

clean:
	rm -rf build
