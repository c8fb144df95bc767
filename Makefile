# Everything a newcomer needs: `make demo` and `make test`. Python 3.11 and make are enough.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
WORKERS ?= 3

.PHONY: help install demo test lint generate bench bench-identity bench-scale bench-lookup bench-teaching bench-api bench-network bench-value bench-churn bench-offers bench-search bench-load bench-load-neo4j bench-intake bench-ingest test-kafka bench-faults serve browser neo4j lock clean

help:  ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

install: $(STAMP)  ## the virtual environment in .venv, with ckg in it

$(STAMP): requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $(STAMP)

demo: install  ## the whole loop on the sample company
	$(BIN)/ckg demo

# One worker more than cores: those with the stores wait for them half of their time. Compiled modules are kept, for the
# many processes that tests start.
test: install  ## the whole suite; parts that need Java, Maven or Chromium say when they are skipped
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope -p tests.support.workers

lint: install  ## formatting, lint, types and direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

generate: install  ## write queries, schema statements, docs/schema.md, docs/errors.md and the SDL
	$(BIN)/python -m graph.generate
	$(BIN)/python -m ingest.mapping_files.mapping_schema
	$(BIN)/python -m api.gql.schema
	$(BIN)/python -m api.gql.codes

bench: install bench-identity bench-lookup bench-api  ## all benchmarks, as ratios against a peer in the same run

bench-api: install  ## GraphQL beside @neo4j/graphql among N=20000 customers, needs Node; writes benchmarks/api.md
	$(BIN)/python -m benchmarks.api --customers $(or $(N),20000)

bench-identity: install  ## identity stitching beside plain Splink, the grid up to N records; writes benchmarks/identity.md
	$(BIN)/python -m benchmarks.identity
	$(BIN)/python -m benchmarks.grid --seeds reported --max-records $(or $(N),200000) --report benchmarks/identity.md

bench-scale: install  ## a whole run beside bare Splink on N made records; writes benchmarks/scale.md
	$(BIN)/python -m benchmarks.scale $(N)

bench-lookup: install  ## look-ups among N=100000 records beside Splink's; writes benchmarks/lookup.md
	$(BIN)/python -m benchmarks.lookup_speed $(or $(N),100000)

bench-teaching: install  ## what 60 answers are worth, beside dedupe; writes benchmarks/teaching.md
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m benchmarks.teaching

bench-network: install  ## all scores of a referral network of N=1000000 customers; writes benchmarks/network.md
	$(BIN)/python -m benchmarks.network $(or $(N),1000000)

bench-value: install  ## lifetime values beside the published estimates on CDNOW; writes benchmarks/value.md
	$(BIN)/python -m benchmarks.value

bench-churn: install  ## probabilities of leaving on public sets (Debian); writes benchmarks/churn.md
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m benchmarks.churn

bench-offers: install  ## offers beside popularity on MovieLens small (Debian); writes benchmarks/offers.md
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m benchmarks.offers

bench-search: install  ## the search among N=1000000 made customers; writes benchmarks/search.md
	$(BIN)/python -m benchmarks.search $(or $(N),1000000)

bench-load: install  ## a first load of N=1000 people at once, over Bolt, by a plain script; writes benchmarks/load.md
	$(BIN)/python -m benchmarks.load --people $(or $(N),1000)

bench-load-neo4j: install  ## a first load of a local Neo4j with N=3000 people, by its import and over Bolt; writes benchmarks/load_neo4j.md
	$(BIN)/python -m benchmarks.load_neo4j --people $(or $(N),3000)

bench-intake: install  ## messages over HTTP into a company of N=1000 people, SECONDS=60; writes benchmarks/intake.md
	$(BIN)/python -m benchmarks.intake --people $(or $(N),1000) --seconds $(or $(SECONDS),60)

test-kafka: install  ## `ckg consume` against a real broker (Java 17, Maven), with kills; writes benchmarks/kafka.md
	$(BIN)/python -m benchmarks.kafka --rows $(or $(N),30000) --kills $(or $(KILLS),4)

bench-ingest: install  ## files of a company of N=20000 people into the journal beside a plain script; writes benchmarks/ingest.md
	$(BIN)/python -m benchmarks.ingest --people $(or $(N),20000)

bench-faults: install  ## kills, full disks, damaged files, hostile requests from SEED=1 on; writes benchmarks/faults.md
	$(BIN)/python -m benchmarks.faults $(or $(SEED),1) $(or $(ROUNDS),3)

serve: install  ## GraphQL at /graphql
	$(BIN)/ckg serve

browser: install  ## the Neo4j Browser on the store in use
	$(BIN)/ckg browser

neo4j: install  ## a real Neo4j Community on this machine, without Docker
	$(BIN)/python -m graph.stores.neo4j_local start

lock: install  ## pin all dependencies again
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --extra dev pyproject.toml -o requirements-dev.txt

clean:  ## stop the embedded store and remove what was made here, except your journal
	-$(BIN)/ckg stop
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
