"""Accuracy of the matching engine beside plain Splink, on the same data in the same run.

`python -m benchmarks.identity` reads the data from CKG_DATA (default ../shared/data) and writes
benchmarks/identity.md. No setting depends on the data set.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import duckdb

from benchmarks.identity_data import DATA_SETS
from benchmarks.plain_splink import Recipe, assign, recipes
from graph.identity.engine import train_model
from graph.identity.evaluation import Evaluation, evaluate
from graph.identity.features import build_features
from graph.identity.refine import refine_clusters

REPORT = Path(__file__).with_suffix(".md")

HEADER = """# Identity: accuracy beside plain Splink

Written by `make bench-identity`. Plain Splink has the comparisons, blocking rules, training and threshold
of its own documentation for the data set. Ours is one default model for all, trained without labels,
its threshold found from the data; vetoes, identifier rules and judgements are not part of this table.

| data set | records | plain F1 | plain B³ F1 | s | ours F1 | precision | recall | B³ F1 | threshold | s |
|---|---|---|---|---|---|---|---|---|---|---|
"""


def main() -> None:
    """Measure every data set that is there and write the table."""
    data = Path(os.environ.get("CKG_DATA", "../shared/data"))
    known = recipes()
    lines = []
    for name, load in DATA_SETS.items():
        try:
            connection = load(data)
        except (duckdb.IOException, FileNotFoundError):
            print(f"{name}: skipped, not in {data}")
            continue
        lines.append(_measure(name, connection, known.get(name)))
        print(lines[-1])
    REPORT.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def _measure(name: str, connection: duckdb.DuckDBPyConnection, recipe: Recipe | None) -> str:
    truth = dict(connection.execute("SELECT record_id, entity FROM truth").fetchall())
    plain = "– | – | –"
    if recipe:
        started = time.perf_counter()
        unique_id = "rec_id" if name.startswith("FEBRL") else "unique_id"
        result = evaluate(truth, assign(connection, recipe, unique_id))
        plain = f"{result.f1:.4f} | {result.b3_f1:.4f} | {time.perf_counter() - started:.1f}"
    started = time.perf_counter()
    ours, threshold = _ours(connection, truth)
    seconds = time.perf_counter() - started
    figures = (ours.f1, ours.precision, ours.recall, ours.b3_f1)
    return (
        f"| {name} | {ours.records:,} | {plain} | {' | '.join(f'{figure:.4f}' for figure in figures)}"
        f" | {threshold:.2f} | {seconds:.1f} |"
    )


def _ours(connection: duckdb.DuckDBPyConnection, truth: dict[str, str]) -> tuple[Evaluation, float]:
    build_features(connection)
    model = train_model(connection)
    clusters = refine_clusters(connection, model)
    assignment = {record: cluster[0] for cluster in clusters for record in cluster}
    return evaluate(truth, assignment), model.threshold.weight


if __name__ == "__main__":
    main()
