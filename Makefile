# One file, eight words. `make demo` shows the desk, `make check test` guards it.
#   setup  make .venv (demo, test, check and bench do it themselves)
#   demo   one crisis from alert to recap: no account, no token, no database server
#   test   all tests; narrow them with ARGS="-k clock"
#   check  style, types, and who may know whom
#   bench  the figures of docs/performance.md; small counts
#   lock   write both lock files anew; newer versions with ARGS=--upgrade
#   screenshots   take the pictures of the front pages anew, from the real program

.PHONY: setup demo test check bench lock screenshots need-python environment run-installed dev-installed
.DEFAULT_GOAL := setup
.NOTPARALLEL:

# Chinese must print whatever LANG says, and nothing below may depend on the caller's Python settings. Some
# machines forbid Python to keep compiled files: every process of a test would compile the house anew.
export PYTHONUTF8 = 1
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX

PYTHON ?= python3
BIN = .venv/bin
# Errors only: pip's notes about the machine's own configuration do not belong to this project.
PIP = $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
INSTALL = $(PIP) install --require-hashes --only-binary=:all:
CODE = bot handlers storage messages tests benchmarks docs

# An environment is current when the lock, the project file and Python are what they were.
current = { cat $(1) pyproject.toml | cksum; $(BIN)/python -VV; } 2>&1

# $(call installed,LOCK,NAME): install LOCK unless .venv/NAME.stamp says that exactly this was done.
define installed
@if ! $(call current,$(1)) | cmp -s - .venv/$(2).stamp; then \
	echo "安装依赖($(1)),约 1 分钟 / Installing, about a minute"; \
	rm -f .venv/$(2).stamp; \
	$(INSTALL) -r $(1) && \
	$(PIP) install --no-deps --no-build-isolation -e . && \
	{ $(call current,$(1)) > .venv/$(2).stamp; }; \
fi
endef

setup: run-installed

# Its scripts carry the folder they were made in: a moved, copied or half-made environment is made again.
environment: need-python
	@if ! { grep -qF "$$(pwd -P)/.venv/" $(BIN)/pip && $(BIN)/python -c ''; } 2>/dev/null; then \
		rm -rf .venv && $(PYTHON) -m venv .venv; \
	fi

run-installed: environment
	$(call installed,requirements.lock,run)

# The development lock holds every line of the other one: nothing is changed, only added.
dev-installed: environment
	$(call installed,requirements-dev.lock,dev)

# Debian and Ubuntu ship Python without venv; as root the missing package is installed, otherwise named.
PYTHON_FITS = $(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
need-python:
	@if ! $(PYTHON_FITS) && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		{ apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y python3-venv; } >/dev/null 2>&1 || true; \
	fi
	@if ! $(PYTHON_FITS); then \
		if command -v apt-get >/dev/null; then try="sudo apt install python3-venv && make setup"; \
		elif command -v brew >/dev/null; then try="brew install python@3.13 && make setup PYTHON=python3.13"; \
		else try="make setup PYTHON=/path/to/python3.11"; fi; \
		echo "需要带 venv 的 Python 3.11 或更新版本 / Python 3.11 or newer with venv is needed: $$try" >&2; \
		exit 1; \
	fi

demo: run-installed
	@$(BIN)/crisisdesk demo $(ARGS)

# What starts and kills real processes runs last, beside nothing but its like, so that nobody's load moves its time.
# Each worker takes its part of the tests in their order (what a file shares is made once) and then of the others' rest.
# With ARGS that choose none of one kind, pytest's "no tests" (5) is no failure.
# Each story is told on SQLite, and on PostgreSQL if it asks it something that no other story asks; `make test STORIES=`
# tells all of them on both.
# Three at a time on two cores: much of it waits for a database, a browser or a program that starts.
WORKERS ?= 3
STORIES ?= --briefly
test: dev-installed
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not survival" $(STORIES) $(ARGS) || [ $$? -eq 5 ]
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m survival $(ARGS) || [ $$? -eq 5 ]

check: dev-installed
	@$(BIN)/ruff check $(wildcard $(CODE))
	@$(BIN)/ruff format --check $(wildcard $(CODE))
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: dev-installed
	@$(BIN)/python -m benchmarks $(ARGS)

screenshots: dev-installed
	@$(BIN)/python docs/screenshots.py

# Two locks that agree: the development one first, then the run one within it. hatchling and editables
# are in both, because the project itself is installed without a build environment of its own.
# Neither addresses nor paths may get in (tests/house/test_locks.py).
UV = $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-annotate
lock: environment
	@$(PIP) install 'uv>=0.9'
	@printf 'hatchling\neditables\n' | $(UV) pyproject.toml - --group dev -o requirements-dev.lock $(ARGS)
	@printf 'hatchling\neditables\n' | $(UV) pyproject.toml - -c requirements-dev.lock -o requirements.lock $(ARGS)
