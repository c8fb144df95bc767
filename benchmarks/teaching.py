"""What 60 answers are worth, beside dedupe on the same data in the same run.

`python -m benchmarks.teaching [NAME …]` reads the data from CKG_DATA (default ../shared/data) and writes
benchmarks/teaching.md. With names, only data sets whose name begins so are measured, and nothing is written.
Answers are taken from the truth. dedupe comes with the extra `bench`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import mean

from benchmarks.dedupe_peer import MEMORY, Row, assign_within_memory
from benchmarks.identity_data import DataSet, measured
from benchmarks.teaching_data import TEACHING_SETS
from graph.identity.evaluation.figures import Evaluation, evaluate
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.identity.stewards.teaching import REASON, Author, Teaching, Verdict
from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest

REPORT = Path(__file__).with_suffix(".md")

ANSWERS, SEEDS, MANY = 60, 3, 2_000
"""Answers given to each, and how often dedupe, which draws samples, is tried on fewer than MANY records; on
more it is tried once."""

HEADER = f"""# Teaching: what {ANSWERS} answers are worth, beside dedupe

Written by `make bench-teaching`. Ours is what a steward gets from `ckg ingest`, `ckg resolve` and `ckg train
--interactive`: without answers, when the dialogue stops by itself, and after {ANSWERS} answers, asked on
all the same. dedupe has the same columns, as cleaned by ours, each compared as a string with gaps allowed,
asks {ANSWERS} pairs of its own choice, and joins from a score of 0.5, as in its examples; where it was tried
with {SEEDS} seeds, the figure is the mean, with the best in brackets; it may take {MEMORY // 10**9} GB. All
answers are taken from the truth. F1 is pairwise, over customers. The way to ask and to learn was made on
restaurants and fake_1000; the other sets came last.

| data set | records | dedupe F1 | s | ours F1 | stops after | F1 then | F1 at {ANSWERS} | P | R | s |
|---|---|---|---|---|---|---|---|---|---|---|
"""


def main(wanted: list[str]) -> None:
    """Measure the data sets that are there and are wanted, and write the table."""
    lines = measured(TEACHING_SETS, wanted, _measure)
    if not wanted:
        REPORT.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def _measure(name: str, data_set: DataSet, home: Path) -> Iterator[str]:
    settings = Settings(home=home)
    journal = Journal.open(settings)
    for stage in data_set.stages:
        for mapping, files in stage.inputs:
            ingest(mapping, files, journal)
    truth = data_set.stages[-1].truth
    resolve(journal, settings)
    plain = evaluate(truth, current_assignment(journal))
    started = time.perf_counter()
    stopped, then, taught = _taught(journal, settings, truth)
    seconds = time.perf_counter() - started
    ours = " | ".join(f"{figure:.4f}" for figure in (then.f1, taught.f1, taught.precision, taught.recall))
    yield (
        f"| {name} | {plain.records:,} | {_peer(_rows(journal, truth), truth)} | {plain.f1:.4f}"
        f" | {stopped} | {ours} | {seconds:.0f} |"
    )


def _taught(
    journal: Journal, settings: Settings, truth: Mapping[str, str]
) -> tuple[int, Evaluation, Evaluation]:
    """After how many answers the teaching stops by itself, and the figures then and after ANSWERS."""
    teaching = Teaching(journal, settings)
    stopped: tuple[int, Evaluation] | None = None
    for given in range(ANSWERS):
        lesson = teaching.lesson()
        if stopped is None and (lesson.enough or not lesson.question):
            stopped = given, _trained(journal, settings, truth)
        if not lesson.question:
            break
        pair = lesson.question.record_l, lesson.question.record_r
        same = truth[pair[0]] == truth[pair[1]]
        verdict = Verdict.MATCH if same else Verdict.NO_MATCH
        teaching.answer(pair, verdict, Author("oracle", REASON))
    taught = _trained(journal, settings, truth)
    return (*(stopped or (ANSWERS, taught)), taught)


def _trained(journal: Journal, settings: Settings, truth: Mapping[str, str]) -> Evaluation:
    resolve(journal, settings, RunOptions(Mode.FULL))
    return evaluate(truth, current_assignment(journal))


def _peer(rows: Mapping[str, Row], truth: Mapping[str, str]) -> str:
    started = time.perf_counter()
    seeds = range(SEEDS if len(rows) < MANY else 1)
    assigned = [assign_within_memory(rows, truth, ANSWERS, seed) for seed in seeds]
    seconds = (time.perf_counter() - started) / len(assigned)
    found = [evaluate(truth, clusters).f1 for clusters in assigned if clusters is not None]
    if len(found) < len(assigned):
        return f"more than {MEMORY // 10**9} GB | {seconds:.0f}"
    best = f" ({max(found):.4f})" if len(found) > 1 else ""
    return f"{mean(found):.4f}{best} | {seconds:.0f}"


def _rows(journal: Journal, truth: Mapping[str, str]) -> dict[str, Row]:
    """What each record says, as cleaned: its attributes, and the first of its identifiers of each kind."""
    with journal.connect() as connection:
        said = connection.sql("SELECT * FROM records").to_arrow_table().to_pylist()
        used = connection.execute(
            "SELECT record_id, kind, min(value) FROM identifiers GROUP BY ALL"
        ).fetchall()
    rows: dict[str, dict[str, str | None]] = {}
    for row in said:
        if row["record_id"] in truth:
            rows[row["record_id"]] = dict(_texts(row))
    for record, kind, value in used:
        if record in rows and kind != "address":
            rows[record][f"identifier {kind}"] = value
    return rows


_NO_ATTRIBUTES = {"record_id", "source", "source_id", "country"}


def _texts(row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if isinstance(value, str) and value and name not in _NO_ATTRIBUTES:
            yield name, value


if __name__ == "__main__":
    main(sys.argv[1:])
