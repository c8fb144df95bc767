from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from graph.errors import IdentityError
from graph.identity.explanation.weights import explain_pairs
from graph.identity.features.build import build_features
from graph.identity.model.blocking.plan import PairBudget, count_pairs, plan_blocking
from graph.identity.model.comparisons.every import COMPARISONS
from graph.identity.model.pairs.engines import DuckEngine
from graph.identity.model.pairs.scoring import score_between
from graph.identity.model.saved_model import load_model, save_model
from graph.identity.model.training import train_model
from tests.graph.identity.conftest import Learned


def links(database: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], float]:
    rows = database.execute("SELECT record_l, record_r, weight FROM links").fetchall()
    return {(left, right): round(weight, 9) for left, right, weight in rows}


def test_scoring_new_records_gives_the_links_of_a_full_run(
    learned: Learned,
) -> None:
    database, model = learned.database, learned.model
    DuckEngine(database).score(model)
    full = links(database)
    new = sorted(learned.households)[::7]
    score_between(database, model, new)
    assert links(database) == {pair: weight for pair, weight in full.items() if set(pair) & set(new)}


def test_saved_model_gives_the_same_links(learned: Learned, tmp_path: Path) -> None:
    database, model = learned.database, learned.model
    before = links(database)
    save_model(model, database, tmp_path)
    database.execute("DROP TABLE frequencies")
    loaded = load_model(database, tmp_path)
    DuckEngine(database).score(loaded)
    assert loaded == model
    assert links(database) == before


def test_loading_without_a_model_says_what_to_do(database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(IdentityError, match="ckg resolve"):
        load_model(database, tmp_path)


def test_explanation_adds_up_to_the_weight(learned: Learned) -> None:
    database, model = learned.database, learned.model
    (left, right), weight = max(links(database).items(), key=lambda item: item[1])
    [explanation] = explain_pairs(database, model, [(right, left)])
    total = explanation.prior + explanation.household + sum(item.weight for item in explanation.evidence)
    assert (explanation.record_l, explanation.record_r) == (left, right)
    assert explanation.weight == pytest.approx(weight)
    assert total == pytest.approx(weight)
    assert {item.comparison for item in explanation.evidence} >= {"given_name", "family_name", "address"}


def test_another_family_name_does_not_tell_colleagues_apart_from_one_person(
    learned: Learned,
) -> None:
    columns = [f"mw_{name}" for name in COMPARISONS] + [f"mw_tf_adj_{name}" for name in COMPARISONS]

    def discount(**weights: float) -> float:
        row = ", ".join(f"{weights.get(column.removeprefix('mw_'), 0.0)} AS {column}" for column in columns)
        query = f"SELECT {learned.model.household_weight} FROM (SELECT {row})"  # noqa: S608 - numbers of our own
        return float(learned.database.execute(query).fetchall()[0][0])

    neighbours = discount(address=12, family_name=-3)
    colleagues = discount(address=12, family_name=-3, employer=6)
    assert colleagues == pytest.approx(discount(address=18))
    assert colleagues < neighbours == pytest.approx(discount(address=9))


def test_a_rule_that_would_explode_is_made_stricter_or_refused(database: duckdb.DuckDBPyConnection) -> None:
    database.execute(
        """INSERT INTO records BY NAME
        SELECT 'r' || n AS record_id, 'crm' AS source, record_id AS source_id, 'Anna' AS given_name,
            'Maier' AS family_name, (1900 + n % 100) || '-01-01' AS birth_date
        FROM range(900) AS numbers(n)"""
    )
    build_features(database)
    filled = {"name_key", "family_sound", "given_sound", "birth_date", "birth_year"}
    plan = plan_blocking(database, filled, PairBudget(per_rule=5_000, total=20_000))
    assert all(rule.pairs <= 5_000 for rule in plan.rules)
    assert sum(rule.pairs for rule in plan.rules) <= 20_000
    # 900 records of one name are 900 * 899 / 2 pairs
    assert ("name_key",) in {rule.columns for rule in plan.refused}
    assert count_pairs(database, ("name_key",)) == 404_550


def test_records_without_any_value_are_refused(
    database: duckdb.DuckDBPyConnection, add: Callable[..., None]
) -> None:
    add("r")
    build_features(database)
    with pytest.raises(IdentityError, match="Map at least"):
        train_model(database)


def test_a_company_without_records_is_told_to_ingest_one(database: duckdb.DuckDBPyConnection) -> None:
    build_features(database)
    with pytest.raises(IdentityError, match="There are no records yet") as told:
        train_model(database)
    assert "ckg ingest" in (told.value.hint or "")
