# What one does with Layak. `make run` tries it, `make test` proves it.
PY := .venv/bin/python
UV := $(shell uv --version >/dev/null 2>&1 && echo uv)
SYSTEM_PYTHON := $(shell command -v python3.11 || command -v python3)
WORKERS ?= 3
TESTS = $(PY) -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder
# What brings a database of its own, or asks for none: the same on every database.
OWN = shape core demo journeys test_backup.py test_hardness.py test_hostile.py test_production.py test_system.py

.PHONY: run install test check fix bench sweep system messages css vendor pictures docs lock

run: install  ## the demo district on http://localhost:8000 (PORT=... for another, fresh: rm -r var/demo)
	@test -e var/demo/layak.sqlite3 || echo "Preparing the demo district, once: a minute or two."
	@LAYAK_HOME=var/demo LAYAK_DEMO=1 .venv/bin/layak prepare
	@LAYAK_HOME=var/demo LAYAK_DEMO=1 .venv/bin/layak load demo
	@LAYAK_HOME=var/demo LAYAK_DEMO=1 exec .venv/bin/layak serve $(if $(PORT),--port $(PORT))

install: .venv/.installed  ## .venv from the hashed lock, by uv where there is one

.venv/.installed: requirements-dev.lock pyproject.toml
ifdef UV
	@uv venv -q --allow-existing --python $(SYSTEM_PYTHON) .venv
	@uv pip install -q --compile-bytecode --python $(PY) --require-hashes -r requirements-dev.lock
	@uv pip install -q --python $(PY) --no-deps --no-build-isolation -e .
else
	@$(SYSTEM_PYTHON) -m venv .venv
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
endif
	@touch $@

test sweep: export PYTHONDONTWRITEBYTECODE =  # or each of Layak's many processes compiles everything anew

test: install system check  ## everything: SQLite with journeys, then what touches tables on PostgreSQL
	$(TESTS) --ignore tests/shape
	$(PY) -m tests.postgres $(TESTS) -m "django_db and not journey" $(OWN:%=--ignore tests/%)

check: install  ## style, types, contracts, templates, messages, the repository's own rules
	.venv/bin/ruff check -q .
	.venv/bin/ruff format -q --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/djlint --quiet --lint src/layak
	.venv/bin/layak check
	$(TESTS) tests/shape

fix: install  ## what a machine can put right
	.venv/bin/ruff check -q --fix .
	.venv/bin/ruff format -q .

bench: install system  ## measure, and write docs/reference/benchmarks.md
	$(PY) -m bench

system:  ## the programs that tests need beside Python, through apt where it may
	@sh tools/system.sh

PO = src/layak/locale/en/LC_MESSAGES/django.po
messages: install  ## collect sentences into locale/en and compile them
	cd src/layak && ../../$(PY) -m django makemessages -l en --no-obsolete --no-wrap --add-location file
	sed -i '/^"POT-Creation-Date/d' $(PO)
	msgfmt --check-format -o $(PO:.po=.mo) $(PO)

css:  ## join the styles into the one file that is served
	cat src/layak/web/styles/*.css > src/layak/web/static/layak/layak.css

vendor: install  ## fetch again what others wrote (needs npm)
	$(PY) tools/vendor.py

sweep: install system  ## look at every page at both widths, by day and by night (slower than test does)
	LAYAK_LOOK=all $(TESTS) tests/journeys -k sweep

pictures: install  ## take the guides' pictures anew, by walking the journeys
	LAYAK_PICTURES=1 $(PY) -m pytest -q tests/journeys -k "not sweep and not weight"

docs: install  ## rewrite the generated pages of docs/reference
	$(PY) -m tests.shape.reference

lock:  ## resolve the dependencies anew, with hashes (needs uv)
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header -o requirements.lock pyproject.toml
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --extra dev -o requirements-dev.lock pyproject.toml
