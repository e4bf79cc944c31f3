# The only commands to learn. Each one works from a fresh clone.
.DEFAULT_GOAL := help
.PHONY: help run test check shots bench format lock clean

PORT ?= 8000
SHELL := /bin/bash
export PORT

help: ## Toon deze lijst
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 16

run: ## Installeer, vul de demonstratie en open http://127.0.0.1:8000 (PORT=… voor een andere poort)
	@scripts/run.sh

test: ## Installeer en draai alle proeven, op SQLite en op PostgreSQL
	@scripts/test.sh

check: ## Opmaak, stijl, typen, bouwplan, sjablonen, migraties en inhoud
	@scripts/check.sh

shots: ## Maak een plaatje van elke pagina, per rol, smal en breed, licht en donker (var/shots)
	@scripts/setup.sh dev
	@.venv/bin/python scripts/shots.py

bench: ## Meet de snelheid en druk de cijfers af (docs/operations/performance.md)
	@scripts/setup.sh dev
	@scripts/bench.sh

format: ## Zet code en sjablonen in de vaste opmaak
	@scripts/setup.sh dev
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format .
	@git ls-files -z --cached --others --exclude-standard 'drieklank/**.html' | xargs -0r .venv/bin/djade --target-version 5.2

lock: ## Maak requirements*.txt opnieuw uit pyproject.toml (heeft het net nodig)
	@scripts/lock.sh

clean: ## Gooi weg wat de andere opdrachten maakten, behalve var
	rm -rf .venv .tools .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
