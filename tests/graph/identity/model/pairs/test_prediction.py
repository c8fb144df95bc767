"""The query weighs pairs as Splink's linker does."""

# ruff: noqa: S608 - the SQL is put together from names of tables and columns alone

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import duckdb
import pytest
from splink import DuckDBAPI, Linker

from graph.identity.model import observing
from graph.identity.model.comparisons.frequencies import with_frequencies_sql
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.observing import Observer
from graph.identity.model.pairs.contents import contents_known
from graph.identity.model.pairs.prediction import levels_sql, telling, weights_sql
from tests.graph.identity.conftest import Learned


@pytest.mark.filterwarnings("ignore:Your model is not yet fully trained")
def test_the_query_weighs_as_splink_does(learned: Learned) -> None:
    database, model = learned.database, learned.model
    features = with_frequencies_sql(model.frequency_priors)
    database.execute(f"CREATE TABLE weighted AS {features} LIMIT 150")
    few = telling(database, model.comparisons, "weighted")
    assert 0 < len(few) < len(model.comparisons)
    for each, compared in ((model, few), (doubting(model), model.comparisons)):
        expected = by_splink(database, each.settings(), each.frequency_priors)
        numbered = "(SELECT record_id AS record_id_{0}, record_no AS record_no_{0} FROM weighted)"
        weighed = f"""(SELECT * FROM ({weights_sql(each, compared, "weighted", "asked")})
            JOIN {numbered.format("l")} USING (record_id_l)
            JOIN {numbered.format("r")} USING (record_id_r))"""
        assert expected
        assert outcomes(database, weighed) == expected


def doubting(model: IdentityModel) -> IdentityModel:
    """A model of the same comparisons with other probabilities."""
    rates = {
        name: {label: (m / 4, u / 2) for label, (m, u) in levels.items()}
        for name, levels in model.rates.items()
    }
    return replace(model, rates=rates, match_share=model.match_share / 2)


def by_splink(
    database: duckdb.DuckDBPyConnection,
    settings: dict[str, Any],
    frequencies: Iterable[str],
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
    scored = linker.inference.predict(warning_mode="never").physical_name
    return outcomes(database, scored)


def outcomes(database: duckdb.DuckDBPyConnection, scored: str) -> list[tuple[Any, ...]]:
    columns = "COLUMNS('^mw_'), match_weight"
    return database.execute(
        f"SELECT record_no_l, record_no_r, {columns} FROM {scored} ORDER BY record_no_l, record_no_r"
    ).fetchall()


def test_pairs_are_compared_without_joins_but_those_of_their_two_records(learned: Learned) -> None:
    """DuckDB makes a join of a condition that asks for a value among many."""
    database = learned.database
    database.execute(
        "CREATE TABLE pairs AS SELECT record_no AS join_key_l, join_key_l AS join_key_r FROM features"
    )
    compared = levels_sql(learned.model.comparisons, "pairs")

    [(_, plan)] = database.execute(f"EXPLAIN (FORMAT json) {compared}").fetchall()

    assert 0 < str(plan).count('JOIN"') <= 2


def test_what_nobody_tells_is_missing_of_every_pair_and_need_not_be_asked(
    learned: Learned, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, comparisons = learned.database, learned.model.comparisons
    with contents_known(database):
        few = Observer(database, comparisons).random_pairs()
        monkeypatch.setattr(observing, "telling", lambda _, every, __: every)
        every = Observer(database, comparisons).random_pairs()

    assert [counts.tolist() for counts in few.counts] == [counts.tolist() for counts in every.counts]
    assert {bool(counts.sum()) for counts in few.counts} == {True, False}
