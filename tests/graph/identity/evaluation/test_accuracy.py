"""How good the customers of a run are, on data whose truth is known."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from benchmarks.identity_data import DATA_SETS
from graph.entries import Origin, RecordVersion
from graph.identity.evaluation.figures import evaluate
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest


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


@pytest.mark.parametrize(("name", "goal"), [("fake_1000", 0.95), ("FEBRL 1", 0.993), ("Senzing", 0.97)])
def test_a_data_set_reaches_its_goal(data: Path, tmp_path: Path, name: str, goal: float) -> None:
    """After each of its loads."""
    settings = Settings(home=tmp_path / "home")
    journal = Journal.open(settings)
    for stage in DATA_SETS[name](data, tmp_path).stages:
        for mapping, files in stage.inputs:
            ingest(mapping, files, journal)
        resolve(journal, settings)
        assert evaluate(stage.truth, current_assignment(journal)).f1 >= goal, stage.name
