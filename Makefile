PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
TREEBANKS ?= ../shared/data/treebanks
RECORD ?= record

.PHONY: install run test test-postgresql test-followthemoney screenshots lint floors bench bench-register docs pipeline clean

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,web]'
	touch $@

run: install  ## reads the bundled sample: chronology on the terminal, dossier in $(RECORD)/dossier.html
	mkdir -p $(RECORD)
	$(BIN)/dragoman read samples --register $(RECORD)/sample.db
	$(BIN)/dragoman chronology --register $(RECORD)/sample.db
	$(BIN)/dragoman dossier --register $(RECORD)/sample.db --format html --output $(RECORD)/dossier.html
	@echo "The dossier is in $(RECORD)/dossier.html"

test: install lint
	$(BIN)/python -m pytest -n 2

test-postgresql: install  ## the tests of the register over a PostgreSQL of their own, installed if it is missing
	$(BIN)/python -m tests.postgresql $(BIN)/python -m pytest tests/register -k postgresql

test-browser: install  ## the pages in Chromium (Debian's package), with axe; the interface under schemathesis
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,web,browser]'
	$(BIN)/python -m pytest tests/browser -rs -p no:schemathesis

screenshots: install  ## pictures of every page, in $(RECORD)/screenshots
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,web,browser]'
	$(BIN)/python -m tests.browser.screenshots $(RECORD)/screenshots

test-followthemoney: install  ## checks the FollowTheMoney entities with its own library, which needs the ICU headers
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,followthemoney]'
	$(BIN)/python -m pytest tests/exports/test_followthemoney.py tests/imports/test_followthemoney_import.py

lint: install
	$(BIN)/ruff check src tests training benchmarks
	$(BIN)/ruff format --check src tests training benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

floors: install  ## measures the coded sentences and texts, and raises tests/coded/floors.json
	$(BIN)/python -m dragoman.evaluation.floors tests/coded/floors.json tests/samples/answers samples tests/coded/fr

calibration: install  ## measures how often events are right by how they were found, for their scores
	$(BIN)/python -m dragoman.evaluation.calibration src/dragoman/events/tables/scores.tsv tests/samples/answers tests/coded/fr

bench: install
	$(BIN)/python -m benchmarks.reading

bench-register: install  ## searches in a register of a million events; about five minutes, most of it making the register
	$(BIN)/python -m benchmarks.register

docs: install
	$(BIN)/python -m pytest tests/docs

pipeline: install  ## trains the French pipeline anew from TREEBANKS
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,web,training]'
	$(BIN)/python -m training.fr.train $(TREEBANKS) src/dragoman/syntax/pipelines/fr --variety

clean:
	rm -rf $(RECORD) build dist
