"""The Spark engine: a run on it finds the same links and customers as one on DuckDB."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scale_data import fill_journal
from graph.errors import IdentityError
from graph.identity.model import spark
from graph.identity.model.blocking import plan
from graph.identity.model.comparisons.every import COMPARISONS
from graph.identity.model.spark.dialect import to_spark
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings
from tests.support.looking import look

CANDIDATES = (("emails",), ("birth_date",), ("family_sound", "city"))
"""A blocking rule on a list, one on a column and one on two."""


@dataclass(frozen=True)
class Outcome:
    """What a full run came to: its report, the model's weight by pair, and the customers' records."""

    report: dict[str, Any]
    weights: dict[tuple[str, str], float]
    customers: set[frozenset[str]]


def run_on(engine: str, home: Path) -> Outcome:
    """A full run over 400 made records."""
    rules = home / "rules.yaml"
    rules.write_text(f"engine: {engine}\nspark: {{master: 'local[2]', folder: {home}}}\n", encoding="utf-8")
    settings = Settings(home=home, rules=rules)
    journal = Journal.open(settings)
    fill_journal(journal, 400)
    result = resolve(journal, settings)
    links = look(journal, "SELECT record_l, record_r, weight FROM known_links WHERE tier = 'model'")
    found = look(journal, "SELECT list(record_id) FROM assignments GROUP BY customer_id")
    weights = {(left, right): weight for left, right, weight in links}
    return Outcome(result.report, weights, {frozenset(records) for (records,) in found})


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """The outcome on each engine, with blocking rules although the data are few; skips without pyspark."""
    if os.environ.get("CKG_REQUIRE_SPARK") != "1":
        pytest.importorskip("pyspark", reason="the Spark engine is not tested here: pyspark is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "SMALL", 0)
        patch.setattr(plan, "CANDIDATES", CANDIDATES)
        return {engine: run_on(engine, tmp_path_factory.mktemp(engine)) for engine in ("duckdb", "spark")}


def test_both_engines_learn_and_find_the_same(outcomes: dict[str, Outcome]) -> None:
    here, there = outcomes["duckdb"], outcomes["spark"]

    assert (here.report["engine"], there.report["engine"]) == ("duckdb", "spark")
    assert [tuple(rule["columns"]) for rule in there.report["blocking"]] == list(CANDIDATES)
    assert there.report["pairs"] == here.report["pairs"] > 100
    assert there.report["threshold"] == pytest.approx(here.report["threshold"], abs=1e-9)
    assert len(here.weights) > 100
    assert there.weights == pytest.approx(here.weights, abs=1e-9)


def test_both_engines_lead_to_the_same_customers(outcomes: dict[str, Outcome]) -> None:
    here, there = outcomes["duckdb"], outcomes["spark"]

    assert 100 < len(here.customers) < 400
    assert there.customers == here.customers


def test_nothing_is_left_in_the_exchange_folder(
    outcomes: dict[str, Outcome], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert outcomes
    assert list(tmp_path_factory.getbasetemp().glob("spark*/ckg-spark-*")) == []


def test_every_comparison_can_be_said_on_spark() -> None:
    for comparison in COMPARISONS.values():
        for sql in (comparison.missing, *(level.sql for level in comparison.levels)):
            to_spark(sql)


def test_a_function_without_a_counterpart_is_refused() -> None:
    with pytest.raises(IdentityError, match="the function soundex"):
        to_spark("soundex(given_l) = soundex(given_r)")


def test_functions_are_renamed_and_columns_are_not() -> None:
    assert (
        to_spark("list_has_any(emails_l, emails_r) AND len(len_words) > 2 AND (left(a, 1) = 'x')")
        == "arrays_overlap(emails_l, emails_r) AND array_size(len_words) > 2 AND (left(a, 1) = 'x')"
    )


def test_a_run_on_spark_without_pyspark_tells_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _: None)

    with pytest.raises(IdentityError, match=r"pyspark, which is not installed.*\[spark\]"):
        run_on("spark", tmp_path)
