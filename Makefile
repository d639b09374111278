# What a person types: make demo, make test, make bench. Everything goes into .venv here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What the tests need of Node: the Cypher linter, a second Bolt client, and what the page is built with.
NODE := tests/cypher/linter tests/graph/serve/client page
DEMO := build/demo-graph

.DEFAULT_GOAL := help
.PHONY: help setup demo test check unit fuzz faults current pythons audit docs page notebook pictures bench lock clean

help:
	@echo "make demo    set up, load the jnim dossier, and print three answers"
	@echo "make test    set up what it needs, check the code, and run every test"
	@echo "make current the questions, what writes and the drivers on the current Neo4j as well;"
	@echo "             ON_CURRENT=tests runs every test that needs a Neo4j on it"
	@echo "make unit    only the tests, several at a time; ARGS='-n0 -k lineage' passes options to pytest"
	@echo "make fuzz    load a million damaged files (hours; ARGS='--seed 7 --files 10000'); what did not"
	@echo "             hold is kept in build/fuzz"
	@echo "make pythons the questions on Python 3.12 and 3.13, if they are here"
	@echo "make faults  a night of faults at every step of every command; ARGS='--seed 7 --hours 8'"
	@echo "make docs    write the generated pages and the questions' expected rows anew"
	@echo "make page    build the template of the pages (graphq view) anew; needs npm"
	@echo "make notebook, make pictures   run the notebook, and make the README's pictures, anew"
	@echo "make bench   print how long things take against their goals (25 minutes; ARGS='--rows 38592'"
	@echo "             makes all of it a tenth as large, ARGS='--only start' runs a part)"
	@echo "make audit   ask whether faults are known in the packages that are locked; needs npm"
	@echo "make lock    write the lock files anew"

$(VENV)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "graphq needs Python 3.11 to 3.13; name one with PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python has no venv module here; on Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

# The lock files hold versions and hashes, and no registry's address.
$(VENV)/run: $(VENV)/pip requirements/run.txt requirements/build.txt pyproject.toml
	@echo "Setting up $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements/build.txt -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --no-build-isolation --editable .
	@touch $@

$(VENV)/test: $(VENV)/run requirements/test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements/test.txt
	@touch $@

# PyICU among these is built from source; without what it takes, only its own tests are left out.
$(VENV)/ftm: $(VENV)/test requirements/test-ftm.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements/test-ftm.txt >$@.log 2>&1 && touch $@ || \
	  echo "PyICU could not be built here (on Debian: apt-get install g++ pkg-config libicu-dev):" \
	    "the tests of FollowTheMoney are left out; $@.log says why."

%/node_modules: %/package-lock.json
	@if command -v npm >/dev/null; then cd $* && npm ci --silent && touch node_modules; \
	  else echo "No npm here: the tests that need $* are left out."; fi

setup: $(VENV)/test $(VENV)/ftm $(NODE:%=%/node_modules)

demo: $(VENV)/run
	@$(BIN)/graphq load jnim --db $(DEMO)
	@echo && $(BIN)/graphq lineage jnim --db $(DEMO)
	@echo && $(BIN)/graphq predecessor-strikes jnim --target-type airport --db $(DEMO)
	@echo && $(BIN)/graphq similar-targets "Ambodedjo Airport" --as-of 2019-08-31 --limit 5 --db $(DEMO)
	@echo && echo "Ask more: $(BIN)/graphq --help (add --db $(DEMO) to use this graph)"

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.generate --check

unit: setup
	@for tool in java mvn; do command -v $$tool >/dev/null || \
	  echo "No $$tool here: without NEO4J_URI or Docker the tests on Neo4j are left out."; done
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	  echo "No Chromium here: the tests of pages and of Neo4j Browser are left out."
	@[ "$$GRAPHQ_TEST_DOCKER" = 1 ] || \
	  echo "GRAPHQ_TEST_DOCKER is not 1: the tests that start containers are left out."
	@# The command is started some thousand times: compiled once, also where Python keeps no bytecode.
	@$(BIN)/python -m compileall -q graph cypher ingest cli graphq tests
	$(BIN)/python -m pytest -n auto $(ARGS)

# What is promised on the current Neo4j too: how it starts, what writes, what asks, what reads whole.
ON_CURRENT := tests/neo4j/test_server.py tests/graph/stores/test_stores.py tests/graph/stores/test_bulk.py \
  tests/graph/write tests/graph/export/test_copy.py tests/cypher/test_questions_on_jnim.py \
  tests/graphq/test_py2neo.py
current: setup
	GRAPHQ_TEST_NEO4J=2026.09 $(BIN)/python -m pytest -n auto -m "neo4j and not docker" $(ON_CURRENT)

# The questions, in a folder, on each newer Python that graphq is made for and that is here.
pythons:
	@for python in python3.12 python3.13; do \
	  $$python -c pass 2>/dev/null || { echo "No $$python here: nothing was tried on it."; continue; }; \
	  echo "The questions on $$python:"; \
	  $$python -m venv build/$$python && \
	  build/$$python/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	    -r requirements/build.txt -r requirements/test.txt && \
	  build/$$python/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	    --no-build-isolation --editable . && \
	  build/$$python/bin/python -m pytest -q -n auto -m "not neo4j" $(ON_EACH_PYTHON) || exit 1; \
	done
ON_EACH_PYTHON := tests/cypher/test_questions_on_jnim.py tests/graph/model

test: check unit current

fuzz: $(VENV)/test
	$(BIN)/python -m tests.fuzz $(ARGS)
# The tests try a sample of these.
faults: $(VENV)/test
	$(BIN)/python -m tests.faults $(ARGS)

docs: $(VENV)/test
	$(BIN)/python -m tools.generate
	$(BIN)/python -m tests.cypher.write_expected

# The page's template is checked in, so that installing graphq needs no Node.
page: page/node_modules
	cd page && npm run --silent build

notebook: $(VENV)/test
	$(BIN)/python -m tools.notebook

pictures: $(VENV)/test
	$(BIN)/python -m tests.docs.pictures

bench: $(VENV)/run
	$(BIN)/python -m benchmarks.everything $(ARGS)

# In an environment of its own, since it brings packages in other versions than are locked.
audit: $(VENV)/pip
	@$(PYTHON) -m venv build/audit
	@build/audit/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.9,<3'
	@$(BIN)/python -m tools.audit build/audit/bin/pip-audit $(NODE)

lock: $(VENV)/pip
	$(BIN)/python -m pip install --quiet uv
	mkdir -p requirements
	printf 'hatchling>=1.27\neditables>=0.5\n' | $(BIN)/uv pip compile $(LOCKED) - -o requirements/build.txt
	$(BIN)/uv pip compile $(LOCKED) --extra test pyproject.toml -c requirements/build.txt \
	  -o requirements/test.txt
	@# What is run with is what was tested with.
	$(BIN)/uv pip compile $(LOCKED) pyproject.toml -c requirements/test.txt \
	  -o requirements/run.txt
	$(BIN)/uv pip compile $(LOCKED) --extra test-ftm pyproject.toml -c requirements/test.txt \
	  -o requirements/test-ftm.txt
LOCKED := --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
  --no-emit-index-url

clean:
	rm -rf $(VENV) build dist $(NODE:%=%/node_modules) .mypy_cache .ruff_cache .pytest_cache
