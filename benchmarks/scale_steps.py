"""The parts of the size benchmark, each measured in a process of its own.

`python -m benchmarks.scale_steps PART FOLDER [RECORDS]` prints what it measured as one line of JSON.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import json
import logging
import resource
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, block_on

from benchmarks.scale_data import made_records
from graph.identity.connection.memory import limit_memory
from graph.identity.evidence.rule_links import drop_blocked
from graph.identity.features.build import build_features
from graph.identity.inputs import last_run, load_inputs, open_inputs
from graph.identity.model import matching
from graph.identity.model.blocking.keys import ARRAYS
from graph.identity.model.blocking.plan import BlockingRule
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.observing import CANDIDATE_PAIRS
from graph.identity.model.open_engine import open_engine
from graph.identity.model.pairs.engines import Engine
from graph.identity.model.saved_model import load_model
from graph.identity.rules import Rules, load_rules
from graph.identity.run import Mode, RunOptions, resolve
from graph.journal import Journal
from graph.settings import Settings

NEWS = 1000
"""Records that arrive after the full run."""

SEED = 7


class Watch:
    """Wall and processor seconds of named steps, one after the other."""

    def __init__(self) -> None:
        self._marks: list[tuple[str, float, float]] = []

    def step(self, name: str) -> None:
        """A step begins, and the one before ends."""
        self._marks.append((name, time.perf_counter(), time.process_time()))

    def measured(self, **further: Any) -> dict[str, Any]:
        """All steps but the last mark, which ends them, with the process's peak memory in MB."""
        steps = {
            name: (round(wall - started, 2), round(cpu - used, 2))
            for (name, started, used), (_, wall, cpu) in zip(self._marks, self._marks[1:], strict=False)
        }
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return {"steps": steps, "peak_mb": peak, **further}


def fill(folder: Path, records: int) -> dict[str, Any]:
    """A journal of `records` made records, and NEWS more of the same people beside it, for later."""
    made = made_records(records + NEWS, SEED)
    _journal(folder).append_table("records", made.slice(0, records))
    duckdb.connect().sql("FROM made").write_parquet(str(folder / "made.parquet"))
    return {}


class WatchedEngine:
    """An engine that tells a watch when pairs are made, when training goes on, and when they are scored."""

    def __init__(self, engine: Engine, watch: Watch) -> None:
        self._engine, self._watch = engine, watch

    def sample(self, rules: Sequence[BlockingRule], most: int) -> float:
        """See Engine."""
        self._watch.step("pairs")
        share = self._engine.sample(rules, most)
        self._watch.step("training")
        return share

    def score(self, model: IdentityModel) -> None:
        """See Engine."""
        self._watch.step("scoring")
        self._engine.score(model)
        self._watch.step("evidence")


@contextmanager
def _watched(watch: Watch) -> Iterator[None]:
    """Runs use an engine that is watched."""
    made = open_engine

    @contextmanager
    def opened(connection: duckdb.DuckDBPyConnection, rules: Rules) -> Iterator[Engine]:
        with made(connection, rules) as engine:
            yield WatchedEngine(engine, watch)

    vars(matching)["open_engine"] = opened
    try:
        yield
    finally:
        vars(matching)["open_engine"] = made


def run(folder: Path, mode: Mode) -> dict[str, Any]:
    """A run without a graph store, step by step as it reports them."""
    watch = Watch()
    watch.step("open")
    with _watched(watch):
        result = resolve(
            _journal(folder),
            _settings(folder),
            RunOptions(mode),
            lambda text, *_: watch.step(text.removeprefix("identity: ")),
        )
    watch.step("end")
    return watch.measured(report=result.report)


def news(folder: Path, records: int) -> dict[str, Any]:
    """The NEWS records arrive, and an incremental run takes them in."""
    made = duckdb.connect().sql(f"FROM '{folder}/made.parquet' OFFSET {records}").to_arrow_table()
    _journal(folder).append_table("records", made)
    return run(folder, Mode.INCREMENTAL)


def features(folder: Path) -> dict[str, Any]:
    """The feature table of the run as a file, for the bare Splink."""
    with open_inputs(_journal(folder)) as connection:
        limit_memory(connection, _settings(folder))
        load_inputs(connection)
        drop_blocked(connection, load_rules(None))
        build_features(connection)
        connection.execute(f"COPY features TO '{folder}/features.parquet' (FORMAT parquet)")
    return {}


def bare(folder: Path) -> dict[str, Any]:
    """Splink alone on the run's feature table, under the run's model: its settings and blocking rules."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    connection = duckdb.connect()
    limit_memory(connection, _settings(folder))
    connection.execute(f"CREATE TABLE features AS FROM '{folder}/features.parquet'")
    model = _last_model(folder, connection)
    watch = Watch()
    watch.step("training")
    _train(connection, model)
    watch.step("blocking and scoring")
    linker = _linker(connection, model)
    weight = model.threshold.weight
    scored = linker.inference.predict(threshold_match_weight=weight, warning_mode="never")
    watch.step("clustering")
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(
        scored, threshold_match_weight=weight
    ).physical_name
    watch.step("end")
    [(customers,)] = connection.execute(f"SELECT count(DISTINCT cluster_id) FROM {found}").fetchall()
    return watch.measured(customers=customers)


def _train(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> None:
    """Splink's own training of the same comparisons: u by sampling, m in two sessions that cover them all."""
    training = _linker(connection, model).training
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in (block_on("given", "family"), block_on("birth_date")):
        training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=CANDIDATE_PAIRS)


def _linker(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> Linker:
    settings = model.settings() | {
        "blocking_rules_to_generate_predictions": [_splink_rule(rule) for rule in model.rules],
        "retain_intermediate_calculation_columns": False,
    }
    return Linker(DuckDBAPI(connection).register("features"), settings, log_level=logging.ERROR)


def _splink_rule(rule: BlockingRule) -> Any:
    lists = [column for column in rule.columns if column in ARRAYS]
    return block_on(*rule.columns, "entity_type", arrays_to_explode=lists or None)


def _last_model(folder: Path, connection: duckdb.DuckDBPyConnection) -> IdentityModel:
    with open_inputs(_journal(folder)) as inputs:
        last = last_run(inputs)
    if last is None:
        raise SystemExit("There is no run yet.")
    return load_model(connection, _settings(folder).home.absolute() / "models" / last.model_version)


def _settings(folder: Path) -> Settings:
    return Settings(home=folder)


def _journal(folder: Path) -> Journal:
    return Journal.open(_settings(folder))


def main() -> None:
    """Do one part."""
    part, folder, *records = sys.argv[1:]
    parts = {
        "fill": lambda: fill(Path(folder), int(records[0])),
        "full": lambda: run(Path(folder), Mode.FULL),
        "features": lambda: features(Path(folder)),
        "bare": lambda: bare(Path(folder)),
        "news": lambda: news(Path(folder), int(records[0])),
    }
    print(json.dumps(parts[part]()))


if __name__ == "__main__":
    main()
