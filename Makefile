# The project's commands; `make help` lists them. Long ones live in scripts/.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
FAULTS ?= short
PO := $(wildcard reports/locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)
export PYTHON
# Every server, worker and child process of a test would compile the whole code anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo run test check slow scan mutations bench messages lock format run-venv dev-venv faults
.DEFAULT_GOAL := help
# Two targets would build one .venv at the same time.
.NOTPARALLEL:

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: run-venv $(MO) ## Serve the demo county on 127.0.0.1:8000 (PORT=8001 elsewhere, RESET=1 starts over)
	@PORT=$(PORT) RESET=$(RESET) scripts/serve demo

run: dev-venv $(MO) ## Serve a demo county of its own with Django's reloading development server
	@PORT=$(PORT) RESET=$(RESET) scripts/serve development

test: ## Prove everything: what CI runs
	@scripts/packages
	@$(MAKE) --no-print-directory dev-venv $(MO)
	@$(MAKE) --no-print-directory scan
	@scripts/test

check: dev-venv $(MO) ## The part of `make test` that takes less than a minute
	@scripts/check

slow: dev-venv $(MO) ## Send ten times as many made-up documents to Word and back as `make test` does
	@LIANBAO_ROUNDS=10 .venv/bin/pytest tests/importing/test_round_trip.py

scan: ## Look for what the house bans: bandit, and the rules in semgrep.yml
	@VENV=.venv-scan scripts/venv scan
	@scripts/scan

# What no test notices on SQLite is tried on PostgreSQL, where more shows; the last line counts both.
mutations: dev-venv $(MO) ## Take each check, transaction and lock out of the code in turn; a test must notice (an hour)
	-@.venv/bin/python -m scripts.mutations
	@.venv/bin/python -m scripts.with_postgres .venv/bin/python -m scripts.mutations

faults: dev-venv $(MO) ## Kill, race and overload servers on both databases (FAULTS=long for hours, WRITE=1 keeps the table)
	@.venv/bin/python -m scripts.faults --size $(FAULTS) $(if $(WRITE),--write)

bench: dev-venv $(MO) ## Measure: medians of paired runs, one line each
	@scripts/bench

messages: dev-venv ## Collect the texts to translate into the catalogue, and compile it
	@.venv/bin/python scripts/messages.py
	@touch $(PO) && $(MAKE) --no-print-directory $(MO)

lock: ## Pin every package with its hashes, from pyproject.toml (needs uv)
	@scripts/lock

format: dev-venv ## Put code into the house format
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

run-venv:
	@scripts/venv run

dev-venv:
	@scripts/venv dev

# Babel rather than gettext: a demo needs no Debian package.
%.mo: %.po | run-venv
	@.venv/bin/pybabel --quiet compile -i $< -o $@
