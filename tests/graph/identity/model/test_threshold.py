"""The weight from which a pair counts, found from links inside sources and across them."""

from __future__ import annotations

import duckdb
import pytest

from graph.identity.model.identity_model import IdentityModel, Threshold
from graph.identity.model.threshold import find_threshold

Rates = dict[str, dict[str, tuple[float, float]]]

RECORDS = 300
"""Of each of two sources; record n of one is n of the other."""


def found(likely: int, unlikely: int, inside: int = 0, rates: Rates | None = None) -> Threshold:
    """Where so many pairs across sources weigh 9 bits, and so many weigh -3.2; so many inside weigh 7."""
    connection = duckdb.connect()
    connection.execute(
        """CREATE TABLE features AS SELECT source || ':' || n AS record_id, source
        FROM range($records) AS t(n), (VALUES ('crm'), ('shop')) AS s(source)""",
        {"records": RECORDS},
    )
    connection.execute(
        """CREATE TABLE links AS SELECT 'crm:' || n AS record_l, 'shop:' || n AS record_r,
            CASE WHEN n < $likely THEN 9.0 ELSE -3.2 END AS weight FROM range($all) AS t(n)""",
        {"likely": likely, "all": likely + unlikely},
    )
    connection.execute(
        "INSERT INTO links SELECT 'crm:' || n, 'crm:' || n + 1, 7.0 FROM range($inside) AS t(n)",
        {"inside": inside},
    )
    model = IdentityModel(rates or {}, 1e-3, 0.0, (), (), Threshold(0.0, "", {}), 2 * RECORDS, {})
    return find_threshold(connection, model)


@pytest.mark.parametrize("unlikely", [0, 1, 40, 400])
def test_what_the_model_holds_for_unlikely_never_counts(unlikely: int) -> None:
    """However many there are: sources that know more are no measure for pairs of which less is known."""
    assert found(250, unlikely).weight >= 0


def test_pairs_inside_a_source_are_a_measure_by_what_they_would_weigh_across() -> None:
    """Pairs in one source that weigh less for that tell all the same that sources hold duplicates."""
    once = "links inside sources that hold a person once"
    rates = {"source": {"in one source": (0.1, 0.5), "in two sources": (0.9, 0.5)}}

    assert found(250, 0, inside=40).method == once
    assert found(250, 0, inside=40, rates=rates).method != once
