# The ways to start, test and check Setwise. Nothing but Python 3.11 or newer is needed to run it.
PORT ?= 8000
export PORT

.PHONY: help run run-tls test check format bench bench-browser bench-maxes bench-assign bench-filling

help:
	@echo "make run            install what is needed and serve on http://localhost:$(PORT)"
	@echo "make run-tls        the same over https with a certificate of its own, for trying it on a phone"
	@echo "make test           run every test"
	@echo "make check          lint, types, import direction, deployment settings, migrations"
	@echo "make format         put code and templates into the project's format"
	@echo "make bench          print what our pages cost, as ratios of a bare view (ONLY=\"words of their names\" for some)"
	@echo "make bench-browser  print what a browser sees of it: typing, first visit, slow phone"
	@echo "make bench-filling  print what filling a phase by a progression costs"
	@echo "make bench-maxes    print how far maxes from logs are off, beside other ways to estimate them"
	@echo "make bench-assign   print how long it takes to give fifty clients a program, and to take it back"

run:
	@scripts/environment run
	@exec .venv/bin/python manage.py start

run-tls:
	@scripts/environment run
	@exec scripts/run-tls

test:
	@scripts/environment dev
	@exec scripts/test

check:
	@scripts/environment dev
	@exec scripts/check

format:
	@scripts/environment dev
	@.venv/bin/ruff check --quiet --fix . || true
	@.venv/bin/ruff format .
	@find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2 || true

bench:
	@scripts/environment dev
	@exec .venv/bin/python -m benchmarks.pages $(ONLY)

bench-browser:
	@scripts/environment dev
	@CHROMIUM=$$(scripts/chromium) exec .venv/bin/python -m benchmarks.browser

bench-filling:
	@scripts/environment dev
	@exec .venv/bin/python -m benchmarks.filling

bench-maxes:
	@scripts/environment dev
	@exec .venv/bin/python -m benchmarks.maxes

bench-assign:
	@scripts/environment dev
	@exec .venv/bin/python -m benchmarks.assigning
