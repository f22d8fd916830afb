# The only commands a newcomer needs: make run, make test. Another Python: make run PYTHON=python3.12
PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps

.PHONY: install run test lint evaluate bench lock clean

install: .venv/installed

.venv/installed: requirements/run.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
	  { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make run PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version 2>&1). Try: make run PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) came without its venv module. On Debian or Ubuntu: apt install python3-venv. Then try again." >&2; exit 2; }
	@case "$$($(PYTHON) -c 'import platform; print(platform.system(), platform.machine())')" in \
	  "Linux x86_64" | "Linux aarch64" | "Darwin arm64") ;; \
	  *) echo "The embedder has wheels for Linux (x86-64, arm64) and macOS (arm64) only. On Windows use WSL." >&2; exit 2 ;; \
	esac
	@echo "Installing into .venv/. The first time: about 230 MB to download, 680 MB on the disk, a minute or more."
	$(PYTHON) -m venv .venv
	$(PIP_INSTALL) --require-hashes -r requirements/run.lock
	$(PIP_INSTALL) --no-build-isolation -e .
	@touch $@

.venv/installed-test: .venv/installed requirements/test.lock
	$(PIP_INSTALL) --require-hashes -r requirements/test.lock
	@touch $@

run: .venv/installed
	$(BIN)/python app.py

test: .venv/installed-test
	$(BIN)/python -m pytest

lint: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# A part of the test questions, the same every time; fails where a limit of quick.toml is broken.
evaluate: .venv/installed
	$(BIN)/python -m assistant evaluate --sample 80 --gate knowledge/questions/quick.toml

bench: .venv/installed-test
	$(BIN)/python -m tests.benchmarks

# Needs uv (https://docs.astral.sh/uv). The locks name no package index.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --override requirements/left-out.txt --custom-compile-command "make lock" \
	  pyproject.toml requirements/build.txt -o requirements/run.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --override requirements/left-out.txt --custom-compile-command "make lock" \
	  --extra test -c requirements/run.lock pyproject.toml requirements/build.txt -o requirements/test.lock

# Leaves .assistant/ alone: the originals of ingested files are in it.
clean:
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis
