"""The Spark engine: the same links and clusters as DuckDB from the same model and data."""

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.errors import IdentityError
from graph.identity import spark
from graph.identity.blocking import BlockingRule
from graph.identity.comparisons import COMPARISONS
from graph.identity.engine import score_all, train_model
from graph.identity.features import build_features
from graph.identity.model import IdentityModel, load_model, save_model
from graph.identity.spark.dialect import to_spark
from tests.graph.identity.conftest import World
from tests.graph.identity.people import add_people
from tests.support.identity import linked_groups

RULES = tuple(
    BlockingRule(columns, 0) for columns in (("emails",), ("birth_date",), ("family_sound", "city"))
)
"""A rule on a list, one on a column and one on two; small data would be compared without any."""

Links = dict[tuple[str, str], tuple[float, float]]


def links_of(world: World) -> Links:
    """Weight and probability by pair."""
    rows = world.connection.execute("SELECT record_l, record_r, weight, probability FROM links").fetchall()
    return {(left, right): (weight, probability) for left, right, weight, probability in rows}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, IdentityModel]:
    """People with faulty duplicates, and a model of them that went through its file."""
    world = World()
    add_people(world, 150)
    build_features(world.connection)
    folder = tmp_path_factory.mktemp("model")
    save_model(replace(train_model(world.connection), rules=RULES), world.connection, folder)
    return world, load_model(world.connection, folder)


@pytest.fixture(scope="module")
def both(
    trained: tuple[World, IdentityModel], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, Links], dict[str, list[list[str]]]]]:
    """Links and clusters by engine; skips without pyspark."""
    if os.environ.get("CKG_REQUIRE_SPARK") != "1":
        pytest.importorskip("pyspark", reason="the Spark engine is not tested here: pyspark is not installed")
    world, model = trained
    place = spark.SparkPlace("local[2]", tmp_path_factory.mktemp("exchange"))
    links, clusters = {}, {}
    score_all(world.connection, model)
    links["duckdb"], clusters["duckdb"] = (
        links_of(world),
        linked_groups(world.connection, model.threshold.weight),
    )
    spark.score_all(world.connection, model, place)
    links["spark"], clusters["spark"] = (
        links_of(world),
        linked_groups(world.connection, model.threshold.weight),
    )
    yield links, clusters
    assert place.folder is not None
    assert list(place.folder.iterdir()) == []


def test_both_engines_find_the_same_links(
    both: tuple[dict[str, Links], dict[str, list[list[str]]]],
) -> None:
    links, _ = both

    assert len(links["duckdb"]) > 150
    assert links["spark"].keys() == links["duckdb"].keys()
    for pair, figures in links["duckdb"].items():
        assert links["spark"][pair] == pytest.approx(figures, abs=1e-9)


def test_both_engines_lead_to_the_same_clusters(
    both: tuple[dict[str, Links], dict[str, list[list[str]]]],
) -> None:
    _, clusters = both

    assert len(clusters["duckdb"]) > 100
    assert clusters["spark"] == clusters["duckdb"]


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


def test_a_missing_pyspark_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _: None)

    with pytest.raises(IdentityError, match=r"pyspark, which is not installed.*\[spark\]"):
        spark.require_spark()
