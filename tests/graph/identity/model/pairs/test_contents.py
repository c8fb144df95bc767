"""Keys of records, names of sources and the order of rows have no part in what is learned."""

from __future__ import annotations

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.identity.model import observing, training
from graph.identity.model.blocking import plan
from graph.identity.model.training import train_model
from tests.graph.identity.conftest import Learned, input_tables

RENAMED = """
INSERT INTO records BY NAME
SELECT * REPLACE (
    'key ' || md5(record_id) AS record_id, md5(record_id) AS source_id,
    CASE source WHEN 'crm' THEN 'zeta' ELSE 'alpha' END AS source
) FROM told ORDER BY md5(record_id)
"""


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Samples of few pairs, of candidates by rules, although the data are few."""
    monkeypatch.setattr(observing, "RANDOM_PAIRS", 2_000)
    monkeypatch.setattr(training, "CANDIDATE_PAIRS", 300)
    monkeypatch.setattr(plan, "SMALL", 0)


@pytest.mark.usefixtures("samples")
def test_a_model_learns_the_same_whatever_keys_and_sources_are_called(learned: Learned) -> None:
    told = learned.database.sql("FROM records").to_arrow_table()
    renamed: duckdb.DuckDBPyConnection = input_tables()
    renamed.register("told", told)
    renamed.execute(RENAMED)
    build_features(renamed)

    here, there = train_model(learned.database), train_model(renamed)

    assert there.rates == here.rates
    assert (there.match_share, there.threshold.weight) == (here.match_share, here.threshold.weight)
