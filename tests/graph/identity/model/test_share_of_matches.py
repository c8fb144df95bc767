"""How many pairs are one person, told by what they weigh."""

from __future__ import annotations

from math import log2

import duckdb
import pytest

from graph.identity.model.identity_model import IdentityModel, Threshold
from graph.identity.model.share_of_matches import certain_matches, share_of_matches

RECORDS = 600
PAIRS = RECORDS * (RECORDS - 1) / 2
ASSUMED = 1e-3


def share(*evidence: tuple[int, float]) -> float:
    """The share of matches where so many pairs have so many bits of evidence each."""
    model = IdentityModel({}, ASSUMED, 0.0, (), (), Threshold(0.0, "", {}), RECORDS, {})
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE links (weight DOUBLE)")
        for pairs, bits in evidence:
            weight = bits + log2(ASSUMED / (1 - ASSUMED))
            connection.execute(
                "INSERT INTO links SELECT $weight FROM range($pairs)", {"weight": weight, "pairs": pairs}
            )
        return share_of_matches(connection, model)


def test_pairs_beyond_doubt_are_the_matches() -> None:
    assert share((40, 60.0), (5_000, -60.0)) == pytest.approx(40 / PAIRS, rel=1e-3)


@pytest.mark.parametrize("bits", [9, 14])
def test_of_pairs_in_doubt_as_many_match_as_explain_them(bits: int) -> None:
    """n pairs of likelihood ratio R come to the share s where s N = n s R / (1 - s + s R)."""
    ratio = 2.0**bits
    expected = (1_000 * ratio / PAIRS - 1) / (ratio - 1)

    assert share((1_000, bits)) == pytest.approx(expected, rel=0.01)


def test_where_chance_explains_every_pair_there_is_one_match_at_most() -> None:
    assert share() == share((3_000, 4.0)) == pytest.approx(1 / PAIRS)


def test_certain_matches_are_counted_by_their_probability() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE links AS SELECT unnest([0.95, 0.91, 0.89, 0.2]) AS probability")
        assert certain_matches(connection) == pytest.approx(1.86)
        connection.execute("DELETE FROM links")
        assert certain_matches(connection) == 0
