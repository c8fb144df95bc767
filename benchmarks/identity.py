"""Accuracy of what a user gets, beside plain Splink, on the same data in the same run.

`python -m benchmarks.identity [NAME …]` reads the data from CKG_DATA (default ../shared/data), takes it
through ingest and identity runs, and writes benchmarks/identity.md. With names, only data sets whose name
begins so are measured, and nothing is written. No setting depends on the data set.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.grid.report import section
from benchmarks.identity_data import DATA_SETS, DataSet, Stage, measured
from benchmarks.plain_splink import assign, recipes
from graph.identity.evaluation.figures import Evaluation, evaluate
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest

REPORT = Path(__file__).with_suffix(".md")

HEADER = """# Identity: accuracy beside plain Splink

Written by `make bench-identity`. Ours is what a user gets from `ckg ingest` and `ckg resolve`, with the
rules and the one default model as packaged, trained without labels, the threshold found from the data. The
three Senzing loads follow one another into one journal: the first run is a full one, the others are
incremental. Plain Splink has the comparisons, blocking rules, training and threshold of its own
documentation for the data set; where it has no example, there is no figure. German names
(rldata10000) and census and tax came last: most of the model was made without them. FEBRL 1 and 2 were only
measured. Files unlike all of these are on a [page of their own](identity_once.md).

| data set | records | plain F1 | plain B³ F1 | s | ours F1 | precision | recall | B³ F1 | threshold | s |
|---|---|---|---|---|---|---|---|---|---|---|
"""


def main(wanted: list[str]) -> None:
    """Measure the data sets that are there and are wanted, and write the table."""
    lines = measured(DATA_SETS, wanted, _measure)
    if not wanted:
        REPORT.write_text(HEADER + "\n".join(lines) + "\n" + section(REPORT), encoding="utf-8")


def _measure(_: str, data_set: DataSet, home: Path) -> Iterator[str]:
    settings = Settings(home=home)
    journal = Journal.open(settings)
    for stage in data_set.stages:
        for mapping, files in stage.inputs:
            ingest(mapping, files, journal)
        started = time.perf_counter()
        report = resolve(journal, settings).report
        seconds = time.perf_counter() - started
        ours = evaluate(stage.truth, current_assignment(journal))
        yield (
            f"| {stage.name} | {ours.records:,} | {_plain(data_set, stage)} | {_figures(ours)}"
            f" | {report['threshold']:.2f} | {seconds:.1f} |"
        )


def _figures(found: Evaluation) -> str:
    return " | ".join(f"{figure:.4f}" for figure in (found.f1, found.precision, found.recall, found.b3_f1))


def _plain(data_set: DataSet, stage: Stage) -> str:
    if data_set.recipe is None:
        return "– | – | –"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE raw AS {data_set.raw}")
        started = time.perf_counter()
        found = evaluate(stage.truth, assign(connection, recipes()[data_set.recipe]))
        return f"{found.f1:.4f} | {found.b3_f1:.4f} | {time.perf_counter() - started:.1f}"


if __name__ == "__main__":
    main(sys.argv[1:])
