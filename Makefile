# make setup   an environment in .venv with everything development needs
# make demo    screens the sample trade book; installs only what running needs
# make test    everything that must hold before a change lands
# make bench   measurements, on this machine
# make bench-peers  the same names and queries put to other matchers, in .peers-venv (needs the headers of ICU: libicu-dev, pkg-config)
# make fuzz    hostile inputs for every way into the program, for FUZZ_SECONDS (default 600)
# make docs    writes the generated tables of docs/reference; `make test` fails while they are out of date
# make format  lays the code out as `make test` wants it
# make constraints  pins what is installed now, after a dependency was changed on purpose
# make audit   asks a public advisory database about every pinned version; fails where there is no such database to ask
# make clean   removes the environment, caches and outputs

PYTHON ?=
WORKERS ?= 2
FUZZ_SECONDS ?= 600
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
PIP := $(BIN)/python -m pip --disable-pip-version-check

MAKEFLAGS += --no-print-directory
.PHONY: setup demo test bench bench-peers fuzz docs format constraints audit clean

setup: $(DEV)
	@echo "Ready: $$($(BIN)/enduse --version) in $(VENV)"

# The first Python that is new enough: the caller's choice, or python3, or a versioned name beside it.
$(BIN)/python:
	@for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "enduse needs Python 3.11 or newer, and found none as: $(or $(PYTHON),python3 python3.13 python3.12 python3.11)." >&2; \
	  echo "Install one and run: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$found --version)"; \
	$$found -m venv $(VENV) || { rm -rf $(VENV); echo "The venv module is missing: install it (on Debian and Ubuntu: python3-venv)." >&2; exit 1; }

# Build tools come pinned too, so isolation is off: nothing is fetched that constraints.txt does not name.
$(RUNTIME): pyproject.toml constraints.txt hatch_build.py $(wildcard src/enduse/native/*.p[yx][xd]) | $(BIN)/python
	@echo "Installing what running needs (versions of constraints.txt)"
	@$(PIP) install --quiet --constraint constraints.txt hatchling editables cython setuptools
	@$(PIP) install --quiet --constraint constraints.txt --no-build-isolation --editable .
	@$(BIN)/python -c 'from enduse import native; native.BUILT or print("The loops of the matcher are not compiled: same results, about half the speed. $(BIN)/python hatch_build.py tells why.")'
	@touch $@

$(DEV): $(RUNTIME)
	@echo "Installing what development needs (versions of constraints.txt)"
	@$(PIP) install --quiet --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@tests/ledger/install_postgresql.sh
	@tests/show/install_browser.sh
	@touch $@

demo: $(RUNTIME)
	@$(BIN)/enduse demo

# pytest comes last: its summary line is the last thing printed.
test: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadfile

bench: $(DEV)
	@for name in rules parties match classify ledger screen; do echo "== bench/$$name.py"; $(BIN)/python -m bench.$$name || exit 1; done

PEERS := .peers-venv/.installed

$(PEERS): bench/peers-constraints.txt | $(BIN)/python
	@$(BIN)/python -m venv .peers-venv
	@.peers-venv/bin/python -m pip install --disable-pip-version-check --quiet --constraint bench/peers-constraints.txt nomenklatura rapidfuzz || \
	  { echo "The peers could not be installed. PyICU is built from source: on Debian and Ubuntu it needs libicu-dev, pkg-config and a C++ compiler." >&2; exit 1; }
	@touch $@

bench-peers: $(DEV) $(PEERS)
	@$(BIN)/python -m bench.peers

fuzz: $(DEV)
	@$(BIN)/python tests/fuzz --inputs 1000000 --seconds $(FUZZ_SECONDS) --out fuzz-out

docs: $(DEV)
	@$(BIN)/python docs/generate.py

format: $(DEV)
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format .

constraints: $(DEV)
	@{ head -n 1 constraints.txt; $(PIP) freeze --exclude-editable | grep '==' | LC_ALL=C sort -f; } > constraints.new
	@mv constraints.new constraints.txt

# --strict: without it the tool says "no known vulnerabilities" of packages it could not ask about, as where the index has no advisories.
audit: $(DEV)
	@$(PIP) install --quiet --upgrade --target $(VENV)/.audit pip-audit==2.10.1
	@PYTHONPATH=$(VENV)/.audit $(BIN)/python -m pip_audit --strict --no-deps --disable-pip --progress-spinner off --requirement constraints.txt || \
	  { echo "The audit found something, or could not be made: it needs a network with an advisory database (see SECURITY.md). Nothing was audited unless it says so above." >&2; exit 1; }

clean:
	@rm -f src/enduse/native/*.so
	@rm -rf $(VENV) .peers-venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist demo-out bench-out fuzz-out
	@find src tests bench docs -name __pycache__ -type d -prune -exec rm -rf {} +
