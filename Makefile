# Everything runs out of .venv, which these targets make and keep in step with requirements/.
# Paths are relative throughout, so the folder's own name may hold spaces.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
# Those the platform is tried with, newest first, then whatever else there is. `make PYTHON=…` decides otherwise.
PYTHONS := $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3.14 python3)
# The lock for development holds the other one: where it is installed, the demo needs nothing more.
LOCK := $(if $(wildcard $(VENV)/.dev.stamp),dev,app)
# More words for pytest, such as `make test ARGS="-k ledger"`.
ARGS :=

.PHONY: help install install-dev demo stop test lint bench drill \
	lint-style lint-format lint-types lint-layers lint-migrations

help: ## Say what can be made
	@awk 'BEGIN { FS = ":.*## "; print "make …" } /^[a-z-]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' Makefile

install: $(VENV)/.$(LOCK).stamp ## Make .venv with what the platform needs to run, and build the styles
	@$(BIN)/python -m infra.assets

demo: install ## Start everything on this machine with invented children, and say what to look at
	@$(BIN)/iro demo

stop: ## Stop what the demo started; its data stays
	@if [ -x $(BIN)/iro ]; then $(BIN)/iro demo --stop; else echo "Nothing is installed here, so nothing runs."; fi

test: install-dev ## Run the tests (ARGS="-k …" for some of them)
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 $(ARGS); status=$$?; \
	$(BIN)/python -m tests.services || status=1; exit $$status

lint: lint-style lint-format lint-types lint-layers lint-migrations ## Check style, types, layers and migrations

lint-style: install-dev
	@$(BIN)/ruff check .
lint-format: install-dev
	@$(BIN)/ruff format --check .
lint-types: install-dev
	@$(BIN)/mypy platform tenants arbitration api infra
lint-layers: install-dev
	@$(BIN)/lint-imports
lint-migrations: install-dev
	@$(BIN)/iro makemigrations --check --dry-run

bench: install-dev ## Measure case submissions against the floor (raw SQL) and a stock set-up
	@$(BIN)/python -m infra.bench $(ARGS)

drill: install-dev ## Drills that take long: kill -9 under load, tampering, false proofs, attacks on the walls
	@$(BIN)/python -m infra.drill $(ARGS)

install-dev: $(VENV)/.dev.stamp
	@$(BIN)/python -m infra.assets

$(VENV)/pyvenv.cfg:
	@set -- $(PYTHONS); \
	for python; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		if ! "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then without="$$python"; continue; fi; \
		echo "Making $(VENV) with $$("$$python" --version)"; \
		"$$python" -m venv $(VENV) && exit 0; \
		rm -rf $(VENV); exit 1; \
	done; \
	if [ -n "$$without" ]; then \
		echo "$$without can't make virtual environments: its modules venv and ensurepip aren't installed." >&2; \
		echo "  What to do: install them (Debian and Ubuntu: apt install $${without##*/}-venv), then run make again." >&2; \
	else \
		echo "Python 3.11 or newer is needed; of these, none is:" $(PYTHONS) >&2; \
		echo "  What to do: install one, or name it: make PYTHON=/path/to/python3.12 …" >&2; \
	fi; \
	exit 1

# A lock newer than its stamp is installed again, and ourselves with it. Nothing is fetched that isn't pinned.
$(VENV)/.%.stamp: requirements/%.lock pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing what requirements/$*.lock pins"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/$*.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
