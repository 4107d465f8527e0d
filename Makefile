# The commands. README has the lines for a machine without make.

PYTHON ?= python3
export PORT ?= 8000

.PHONY: run test lint

run:
	@$(PYTHON) -m jakpreneur.install requirements.txt
	@exec .venv/bin/python -m jakpreneur.run

test:
	@$(PYTHON) -m jakpreneur.install requirements-dev.txt
	@exec .venv/bin/python -m pytest -n 2 $(ARGS)

lint:
	@$(PYTHON) -m jakpreneur.install requirements-dev.txt
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/python -m djlint templates --lint --quiet
	.venv/bin/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	.venv/bin/python -m pytest -q tests/house/test_translations.py
