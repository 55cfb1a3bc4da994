# The commands of the house. `make help` lists them.
PYTHON ?= python3
RUN = .venv/bin/python

.PHONY: help run manage test check bench fmt messages requirements clean runtime dev
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 24

runtime:
	@$(PYTHON) deploy/bootstrap.py run

dev:
	@$(PYTHON) deploy/bootstrap.py dev

run: runtime ## Serve the whole site here (PORT, DATABASE_URL, REDIS_URL; DEMO=0 for an empty house)
	@exec $(RUN) -m deploy.stack run --until-parent-ends

manage: runtime ## manage.py beside the running site (ARGS="rehearse --seconds 60")
	@exec $(RUN) -m deploy.stack manage $(ARGS)

test: dev ## Run every test on real parts, browser tests included (ARGS="tests/core -x" for some)
	@exec $(RUN) -m deploy.testing $(ARGS)

check: dev ## Format, lint, types, import contracts, migrations, translations, templates, deployment
	@exec $(RUN) -m deploy.gates

bench: dev ## Measure against bare baselines and write docs/benchmarks.md
	@exec $(RUN) -m deploy.bench $(ARGS)

fmt: dev ## Format the code and mend what the linter can mend
	@$(RUN) -m ruff check --fix --quiet . ; $(RUN) -m ruff format .

messages: dev ## Bring the catalogues up to date with the strings in code and templates
	@$(RUN) manage.py messages update

requirements: dev ## Pin requirements*.in anew into requirements*.txt
	@for name in requirements requirements-dev; do $(RUN) -m uv pip compile --quiet --universal --upgrade \
		--python-version 3.11 --no-annotate --no-header --generate-hashes $$name.in -o $$name.txt || exit 1; done

clean: ## Remove caches and what is built (the data under var/ stay)
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results var/static
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
	@find locale -name '*.mo' -delete
