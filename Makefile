# Two commands: `make site` builds the site into site/, `make test` runs all tests.
# Both set up what is missing; nothing is done twice.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE := tests/node
NODE_READY := $(NODE)/node_modules/.ready

# Tests run the command some hundred times; where Python may not keep what it has compiled,
# each of these compiles the engine anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help site serve check test test-all lint bench fuzz walk schema lock node clean

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 14

site: $(READY)  ## check the claims and build the site into site/
	@$(BIN)/python scripts/build.py

serve: $(READY)  ## serve the site; an edit to a claim, a page or the bibliography shows at once
	@$(BIN)/claimweave serve

check: $(READY)  ## check claims, bibliography, pages and ledger
	@$(BIN)/claimweave check

test: $(READY) $(NODE_READY)  ## run the tests that answer in three minutes
	@$(BIN)/claimweave check --quiet
	@$(BIN)/python -m pytest -n 3 -m "not full"

test-all: $(READY) $(NODE_READY)  ## run all tests, also what is slow by nature
	@$(BIN)/claimweave check --quiet
	@$(BIN)/python -m pytest -n 3

lint: $(READY)  ## check style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(READY)  ## measure speed and scale, and print the tables of docs/ (ARGS="--write" puts them there)
	@$(BIN)/python scripts/bench.py $(ARGS)

# SEED=2 tries other inputs, INPUTS=10000 fewer of them.
fuzz: $(READY)  ## feed 100,000 hostile inputs, and print the table of docs/hardening.md
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes \
		-r requirements-fuzz.lock || echo "Without atheris: its part of the inputs is drawn, too"
	@$(BIN)/python scripts/fuzz.py --inputs $(or $(INPUTS),100000) --seed $(or $(SEED),1)

walk: $(READY)  ## open every page of site/ in Chromium, and count what its security policy refuses
	@$(BIN)/python scripts/walk.py

schema: $(READY)  ## write docs/schema/ anew
	@$(BIN)/claimweave schema

node: $(NODE_READY)  ## install the Node tools that tests use

lock:  ## resolve the dependencies anew into the lock files (needs uv and npm)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group dev \
		--custom-compile-command "make lock" pyproject.toml -o requirements.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group fuzz \
		--custom-compile-command "make lock" -o requirements-fuzz.lock
	@cd $(NODE) && npm install --package-lock-only --loglevel=error >/dev/null
	@# One package asks for the "latest" of another, which `npm ci` holds against the lock.
	@sed -i.old 's/: "latest"/: "*"/' $(NODE)/package-lock.json && rm $(NODE)/package-lock.json.old


clean:  ## remove the environment, the site and all caches
	rm -rf $(VENV) $(NODE)/node_modules site .site-* build .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache

$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once; about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

$(NODE_READY): $(NODE)/package.json $(NODE)/package-lock.json $(NODE)/.npmrc
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a * 100 + +b < 1820 ? 1 : 0)' \
		2>/dev/null && npm --version >/dev/null 2>&1 || { \
		echo "The tests need Node 18.20 or newer, and npm, which were not found." >&2; \
		echo "On Debian and Ubuntu: apt-get install nodejs npm; elsewhere: https://nodejs.org" >&2; \
		exit 1; }
	@echo "Setting up $(NODE)/node_modules (once; about a minute)"
	@cd $(NODE) && npm ci --no-progress --loglevel=error
	@touch $(NODE_READY)
