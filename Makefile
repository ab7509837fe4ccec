# Two commands do everything: `make rapport` and `make test`. Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.klaar

.PHONY: help rapport test check docs sample bench clean

help:          ## wat er kan
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

rapport: $(READY) ## zet alles klaar en maak de maandrapportage van het voorbeeld (in uitvoer/)
	$(BIN)/grip rapport --data data/sample/uithoorn --profiel uithoorn --uit uitvoer

test: $(READY) ## zet alles klaar en draai alle tests
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(READY) ## stijl en typen
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(READY) ## maak de gegenereerde documentatie opnieuw
	$(BIN)/python docs/make_definities.py
	$(BIN)/python docs/make_reference.py

sample: $(READY) ## maak voorbeeld- en referentiegegevens opnieuw (zelfde bytes)
	$(BIN)/python data/sample/make_uithoorn.py
	$(BIN)/python data/sample/make_dalfsen.py
	$(BIN)/python data/referentie/make_referentie.py

bench: $(READY) ## meet snelheid, en hoe vaak intervallen de waarheid bevatten
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/python benchmarks/figures.py
	$(BIN)/python benchmarks/benchmark.py
	$(BIN)/python benchmarks/coverage.py
	$(BIN)/python benchmarks/effects.py
	$(BIN)/python benchmarks/forecast_series.py
	$(BIN)/python benchmarks/forecast_stock_flow.py 20000 20 250 2500
	$(BIN)/python benchmarks/forecast_speed.py

$(READY): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

clean:
	rm -rf $(VENV) uitvoer
