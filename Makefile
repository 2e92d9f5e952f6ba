# Recount. `make demo` and `make test` need Python 3.11 or newer, git and make; they install the rest into .venv.

SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin
EVALS ?= ../shared/evals
REPORTS ?= $(EVALS)/fakes/claims.gold.jsonl

.DEFAULT_GOAL := help
.PHONY: help setup tools demo test check format lint types contracts gate docs eval calibrate bench wheel clean

help: ## Show the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: .make/setup ## Install everything into .venv (pinned and hash-checked).

.make/setup: requirements/dev.txt requirements/node.txt pyproject.toml hatch_build.py frontend/package-lock.json $(wildcard src/recount/web/locale/*/LC_MESSAGES/*.po)
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer with venv was found. Install it, or run: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing into $(VENV) with $$($(PYTHON) --version) ..."
	@test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@command -v npm >/dev/null 2>&1 || $(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@mkdir -p .make && touch $@

tools: setup
	@$(RUN)/python frontend/build.py --tools || echo "axe-core was not fetched: tests of accessibility are skipped."

demo: setup ## Code the bundled sample, offline, and show the result.
	@$(RUN)/recount demo --out demo

test: setup tools ## Run the tests.
	@$(RUN)/python -m pytest -n 2 && echo "make test: all tests passed."

check: format lint types contracts test gate docs ## Everything CI runs.
	@echo "make check: all checks passed."

format: setup ## Check the formatting.
	@$(RUN)/ruff format --check .

lint: setup ## Lint.
	@$(RUN)/ruff check .

types: setup ## Check the types, strictly, tests included.
	@$(RUN)/mypy

contracts: setup ## Check who may import whom.
	@$(RUN)/lint-imports

gate: setup ## Check the quality floors on the project's own annotated reports.
	@$(RUN)/python evals/gate.py

docs: setup ## Check that the generated documentation is up to date.
	@$(RUN)/python docs/generate.py --check

eval: setup ## Score against the shared evaluation data, where it is there (EVALS=path).
	@$(RUN)/python evals/score.py $(EVALS)

calibrate: setup ## Fit the table of confidence and its page (REPORTS="annotated.jsonl ...", EVALS=path).
	@$(RUN)/python evals/calibrate.py $(REPORTS) --folder $(EVALS) --write

bench: setup ## Measure speed (ratios in one run) and keep the table in benchmarks/speed.md.
	@$(RUN)/python benchmarks/speed.py $(EVALS) --keep

wheel: setup ## Build wheel and sdist into dist/.
	@$(RUN)/python -m hatchling build

clean: ## Remove everything that was built.
	rm -rf $(VENV) .make build dist demo .mypy_cache .ruff_cache .pytest_cache
