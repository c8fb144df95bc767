"""Saved models: those that something may still read stay."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pyarrow as pa

from graph.identity.model.keeping import KEPT_RUNS, prune_models
from graph.journal import Journal
from tests.graph.identity.company import NOW, Company


def finish_run(journal: Journal, number: int, model: str) -> None:
    """Store the record of a run."""
    started = NOW + timedelta(hours=number)
    row = {"run_id": f"r{number}", "started_at": started, "status": "finished", "model_version": model}
    journal.append_table("runs", pa.Table.from_pylist([row]))


def prune(journal: Journal, models: Path, used: str) -> None:
    """What a run under the model `used` does at its end."""
    with closing(journal.connect(views=("stored_runs",))) as connection:
        prune_models(connection, models, used=[used])


def test_models_of_the_last_runs_and_of_those_in_use_stay(tmp_path: Path) -> None:
    company, models = Company(tmp_path), tmp_path / "models"
    for name in ("old", "killed", "used", "first", "last"):
        (models / name).mkdir(parents=True)
        (models / name / "model.json").write_text("{}", encoding="utf-8")
    for number, model in enumerate(["old", *["first"] * (KEPT_RUNS - 2), "last"]):
        finish_run(company.journal, number, model)

    prune(company.journal, models, used="used")

    assert {path.name for path in models.iterdir()} == {"used", "first", "last"}


def test_a_company_without_models_has_none_to_remove(tmp_path: Path) -> None:
    company = Company(tmp_path)

    prune(company.journal, tmp_path / "models", used="used")

    assert not (tmp_path / "models").exists()
