# Few verbs, the same for people and for CI. Windows or no make: see "Without make" in README.md.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: setup study test bench build lint check js messages

setup: $(STAMP)

# exact versions with hashes; our own package is linked, so an edit needs no second installation
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || { echo "Making the environment in .venv/ …"; $(PYTHON) -m venv .venv; }
	@echo "Installing what the lock names (about 1 GB, once) …"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on --require-hashes -r requirements.lock | grep -E "^(Collecting|Downloading|Installing|Successfully)" | cut -c1-100 || true
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/casework --help > /dev/null
	@touch $(STAMP)

study: setup
	@exec $(BIN)/casework study

build: setup
	@$(BIN)/casework build

lint: setup
	@$(BIN)/casework lint

test: setup
	@$(BIN)/python -m pytest -n 2 --dist loadfile

bench: setup
	@for file in benchmarks/bench_*.py; do $(BIN)/python $$file || exit 1; done
	@for count in 50 100 250 500 1000; do $(BIN)/python benchmarks/room.py --participants $$count --seconds 5 || exit 1; done
	@$(BIN)/python benchmarks/room.py --participants 500 --kills 200

messages: setup
	@$(BIN)/casework messages ar

# only for who changes scripts or styles; the bundles are in git
js:
	npm ci --no-audit --no-fund
	node tools/build-js.mjs
