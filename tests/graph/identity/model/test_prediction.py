"""The query taken from Splink predicts what Splink's linker does."""

# ruff: noqa: S608 - the SQL is put together from names of tables and columns alone

from __future__ import annotations

import logging
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

import duckdb
import pytest
from splink import DuckDBAPI, Linker

from graph.identity.model.comparisons.frequencies import with_frequencies_sql
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.prediction import prediction_sql
from graph.identity.model.scoring import FLOOR
from tests.graph.identity.conftest import Learned


@pytest.mark.filterwarnings("ignore:Your model is not yet fully trained")
def test_the_query_weighs_as_splink_does(learned: Learned) -> None:
    database, model = learned.database, learned.model
    features = with_frequencies_sql(model.frequency_priors)
    database.execute(f"CREATE TABLE weighted AS {features} LIMIT 150")
    for settings, floor in ((model.settings(), None), (model.settings(), FLOOR), (doubting(model), None)):
        expected = by_splink(database, settings, model.frequency_priors, floor)
        query = prediction_sql(settings, "weighted", "asked", floor)
        assert expected
        assert outcomes(database, f"({query})") == expected


def doubting(model: IdentityModel) -> dict[str, Any]:
    """The settings of a model of the same comparisons with other probabilities."""
    settings = deepcopy(model.settings())
    settings["probability_two_random_records_match"] /= 2
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            if level.get("m_probability"):
                level |= {
                    "m_probability": level["m_probability"] / 4,
                    "u_probability": level["u_probability"] / 2,
                }
    return settings


def by_splink(
    database: duckdb.DuckDBPyConnection,
    settings: dict[str, Any],
    frequencies: Iterable[str],
    floor: float | None,
) -> list[tuple[Any, ...]]:
    database.execute(
        "CREATE OR REPLACE TABLE asked AS"
        " SELECT l.record_no AS join_key_l, r.record_no AS join_key_r, '0' AS match_key"
        " FROM weighted AS l JOIN weighted AS r ON l.record_no < r.record_no"
    )
    api = DuckDBAPI(database)
    linker = Linker(api.register("weighted"), settings, log_level=logging.ERROR, validate_settings=False)
    for column in frequencies:  # Splink would count again what the feature table carries
        name = f"no_frequencies_{column}"
        database.execute(f"CREATE OR REPLACE TABLE {name} ({column} VARCHAR, tf_{column} DOUBLE)")
        linker.table_management.register_term_frequency_lookup(api.register(name), column)
    linker.table_management.register_blocked_pairs_for_predict(api.register("asked"))
    scored = linker.inference.predict(threshold_match_weight=floor, warning_mode="never").physical_name
    return outcomes(database, scored)


def outcomes(database: duckdb.DuckDBPyConnection, scored: str) -> list[tuple[Any, ...]]:
    columns = "COLUMNS('^record_no|^match|^mw_')"
    return database.execute(f"SELECT {columns} FROM {scored} ORDER BY ALL").fetchall()
