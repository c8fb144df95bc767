"""How good the customers of a run are, on data whose truth is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from benchmarks.identity_data import DATA_SETS, Stage
from graph.entries import Origin, RecordVersion
from graph.identity.evaluation.figures import evaluate
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest
from tests.support.budget import only_thorough


def test_relatives_at_one_address_stay_apart(
    database: duckdb.DuckDBPyConnection, households: dict[str, str], tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path)
    journal = Journal.open(settings)
    texts = ("given_name", "family_name", "birth_date", "street", "city")
    rows = database.execute(f"SELECT source, source_id, {', '.join(texts)} FROM records").fetchall()  # noqa: S608 - columns named above
    journal.append(
        (
            RecordVersion(source, key, dict(zip(texts, values, strict=True)), (), None, Origin("file", 1))
            for source, key, *values in rows
        ),
        "ingest",
    )
    resolve(journal, settings)
    truth = {f"{source}:{key}": households[key] for source, key, *_ in rows}
    result = evaluate(truth, current_assignment(journal))
    assert result.precision >= 0.97
    assert result.recall >= 0.8


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        pytest.param("fake_1000", 0.95, marks=only_thorough),
        pytest.param("Senzing", 0.97, marks=only_thorough),
        pytest.param("FEBRL 1", 0.993, marks=only_thorough),
    ],
)
def test_a_data_set_reaches_its_goal(data: Path, tmp_path: Path, name: str, goal: float) -> None:
    """After each of its loads."""
    for stage, f1 in scored(DATA_SETS[name](data, tmp_path).stages, tmp_path / "home"):
        assert f1 >= goal, stage


def test_three_sources_of_people_and_firms_are_found_at_once_too(data: Path, tmp_path: Path) -> None:
    """By one run in the place of one a load."""
    stages = DATA_SETS["Senzing"](data, tmp_path).stages
    together = replace(stages[-1], inputs=tuple(given for stage in stages for given in stage.inputs))
    [(_, f1)] = scored([together], tmp_path / "home")
    assert f1 >= 0.97


def test_a_part_of_febrl_is_found_too(data: Path, tmp_path: Path) -> None:
    """Each of 150 people has two records: F1 of .98 leaves room for three pairs missed and three too many."""
    [stage] = DATA_SETS["FEBRL 1"](data, tmp_path).stages
    [(_, f1)] = scored([part_of(stage, 150)], tmp_path / "home")
    assert f1 >= 0.98


def scored(stages: Iterable[Stage], home: Path) -> Iterator[tuple[str, float]]:
    """Each load by name, with F1 after it."""
    settings = Settings(home=home)
    journal = Journal.open(settings)
    for stage in stages:
        for mapping, files in stage.inputs:
            ingest(mapping, files, journal)
        resolve(journal, settings)
        yield stage.name, evaluate(stage.truth, current_assignment(journal)).f1


def part_of(stage: Stage, entities: int) -> Stage:
    """The load with the records of so many people alone; its files, in which the key comes first, lose all
    others."""
    chosen = set(sorted(set(stage.truth.values()))[:entities])
    truth = {record: entity for record, entity in stage.truth.items() if entity in chosen}
    for path in (path for _, files in stage.inputs for path in files):
        header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [row for row in rows if f"{path.stem}:{row.partition(',')[0]}" in truth]
        path.write_text("".join((header, *kept)), encoding="utf-8")
    return replace(stage, truth=truth)
