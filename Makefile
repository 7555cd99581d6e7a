# Each target sets up .venv by itself; needs Python 3.11+ with pip and venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: report test lint types layers gate formats hostile bench train compare clean

report: $(STAMP)
	$(BIN)/kehoach run corpus/documents --out out

test: $(STAMP) lint types layers
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	PYTHONPATH=pipeline $(BIN)/lint-imports --no-cache

bench: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python tests/bench/run.py
	PYTHONPATH=tests $(BIN)/python tests/bench/readers.py
	PYTHONPATH=tests $(BIN)/python tests/bench/growth.py

formats: $(STAMP)
	PYTHONPATH=tests $(BIN)/python -m formats.run

hostile: $(STAMP)
	PYTHONPATH=tests $(BIN)/python tests/formats/hostile.py

train: $(STAMP)
	$(BIN)/kehoach train --corpus corpus --out models

compare: $(STAMP)
	$(BIN)/kehoach train --corpus corpus --out models --compare

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kehoach needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .import_linter_cache
