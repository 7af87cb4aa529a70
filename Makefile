# Two commands: `make site` builds the site into site/, `make test` runs the tests.
# Both set up what is missing; nothing is done twice.

PYTHON ?= python3
# It installs where it is there, else pip does. `make site UV=` takes pip.
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
# Two stages: what checks, builds and serves; and beside it what tests and lints.
READY := $(VENV)/.ready
DEV_READY := $(VENV)/.ready-dev
NODE := tests/node
NODE_READY := $(NODE)/node_modules/.ready

# Tests run the command some hundred times; where Python may not keep what it has compiled,
# each of these compiles the engine anew.
unexport PYTHONDONTWRITEBYTECODE

define SET_UP
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "Python 3.11 or newer is needed, and $(PYTHON) is older or not there." >&2; \
	echo "On Debian and Ubuntu: apt-get install python3-venv; elsewhere: https://www.python.org" >&2; \
	echo "If you have one by another name: make site PYTHON=python3.12" >&2; \
	exit 1; }; \
$(PYTHON) scripts/set_up.py $(VENV) --uv "$(UV)"
endef
# uv reads no groups where it manages no environment (pyproject.toml says why it must not).
GROUP = $(PYTHON) -c 'import sys, tomllib; print(*tomllib.load( \
	open("pyproject.toml", "rb"))["dependency-groups"][sys.argv[1]], sep="\n")'
COMPILE = $(UV) pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

.PHONY: help site serve check test test-all lint bench fuzz walk schema lock node clean

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 14

site: $(READY)  ## check the claims and build the site into site/
	@$(BIN)/python scripts/build.py

serve: $(READY)  ## serve the site; an edit to a claim, a page or the bibliography shows at once
	@$(BIN)/claimweave serve

check: $(READY)  ## check claims, bibliography, pages and ledger
	@$(BIN)/claimweave check

# Each worker loads all tests, and makes anew what the tests of a file share: so there are two, and
# a file is for one of them.
test: $(DEV_READY) $(NODE_READY)  ## run the tests that a pull request waits for
	@$(BIN)/claimweave check --quiet
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not full"

test-all: $(DEV_READY) $(NODE_READY)  ## run all tests, also what is slow by nature
	@$(BIN)/claimweave check --quiet
	@$(BIN)/python -m pytest -n 3

lint: $(DEV_READY)  ## check style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(DEV_READY)  ## measure speed and scale, and print the tables of docs/ (ARGS="--write" puts them there)
	@$(BIN)/python scripts/measure/bench.py $(ARGS)

# SEED=2 tries other inputs, INPUTS=10000 fewer of them.
fuzz: $(DEV_READY)  ## feed 100,000 hostile inputs, and print the table of docs/hardening.md
	@$(SET_UP) requirements-fuzz.lock --for "fuzzing" \
		|| echo "Without atheris: its part of the inputs is drawn, too"
	@$(BIN)/python scripts/measure/fuzz.py --inputs $(or $(INPUTS),100000) --seed $(or $(SEED),1)

walk: $(DEV_READY)  ## open every page of site/ in Chromium, and count what its security policy refuses
	@$(BIN)/python scripts/measure/walk.py

schema: $(READY)  ## write docs/schema/ anew
	@$(BIN)/claimweave schema

node: $(NODE_READY)  ## install the Node tools that tests use

# The later locks keep to the versions of the earlier: all go into one environment.
# UPGRADE=--upgrade takes the newest versions that pyproject.toml allows.
# SQLJS=1.18.0 takes that version of what pages load to run SQL.
lock:  ## resolve the dependencies anew into the lock files (needs uv and npm)
	@$(GROUP) build | $(COMPILE) pyproject.toml - -o requirements.lock
	@$(GROUP) dev | $(COMPILE) - --constraints requirements.lock -o requirements-dev.lock
	@$(GROUP) fuzz | $(COMPILE) - --constraints requirements-dev.lock -o requirements-fuzz.lock
	@cd $(NODE) && npm install --package-lock-only --loglevel=error >/dev/null
	@# One package asks for the "latest" of another, which `npm ci` holds against the lock.
	@sed -i.old 's/: "latest"/: "*"/' $(NODE)/package-lock.json && rm $(NODE)/package-lock.json.old
	@$(PYTHON) scripts/vendor.py $(SQLJS)

clean:  ## remove the environment, the site and all caches
	rm -rf $(VENV) $(NODE)/node_modules site .site-* build .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache

$(READY): requirements.lock pyproject.toml
	@$(SET_UP) requirements.lock --engine --for "the site, once"
	@touch $@

$(DEV_READY): requirements-dev.lock $(READY)
	@$(SET_UP) requirements-dev.lock --for "tests and lint, once"
	@# Two processes run the tests: each would compile all of them, and what they load, at once.
	@# What cannot be loaded is told by `make test`.
	@echo "Compiling the tests, once" && { $(BIN)/python -m pytest --collect-only -q >/dev/null || true; }
	@touch $@

$(NODE_READY): $(NODE)/package.json $(NODE)/package-lock.json $(NODE)/.npmrc
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a * 100 + +b < 1820 ? 1 : 0)' \
		2>/dev/null && npm --version >/dev/null 2>&1 || { \
		echo "The tests need Node 18.20 or newer, and npm, which were not found." >&2; \
		echo "On Debian and Ubuntu: apt-get install nodejs npm; elsewhere: https://nodejs.org" >&2; \
		exit 1; }
	@echo "Setting up $(NODE)/node_modules (once; about a minute)"
	@cd $(NODE) && npm ci --no-progress --loglevel=error
	@touch $(NODE_READY)
